/* request.h: the texts of a request, one by one, for who copies or sends them. */
#ifndef POSTIL_LOAD_REQUEST_H
#define POSTIL_LOAD_REQUEST_H

#include "load/load.h"

/* Text number i of the request, to read or to set; NULL behind the last one. */
const char **request_text(struct load_request *r, size_t i);

#endif
