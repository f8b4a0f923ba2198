/* request.c: which members of a request are texts. */
#include "config.h"

#include "load/request.h"

#include <stddef.h>

const char **request_text(struct load_request *r, size_t i)
{
	static const size_t offset[] = {
		offsetof(struct load_request, place),
		offsetof(struct load_request, type),
		offsetof(struct load_request, charset),
		offsetof(struct load_request, base),
		offsetof(struct load_request, record),
#define NUMBER(name, preset, what)
#define TEXT(name, what) offsetof(struct load_request, network.name),
#include "source/network.def"
#undef NUMBER
#undef TEXT
	};

	if (i >= sizeof(offset) / sizeof(offset[0]))
		return NULL;
	return (const char **)((char *)r + offset[i]);
}
