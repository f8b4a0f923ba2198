/* samples.h: site rules tried on the pages that they name as their samples. */
#ifndef POSTIL_LOAD_SAMPLES_H
#define POSTIL_LOAD_SAMPLES_H

#include "load/load.h"

/* Reads the sample of each rule that has one, as `like` reads pages otherwise. False when a rule
 * does not fit its sample or finds no comment there that it looks for: then
 * "file:line:column: sentence" was added to *mistakes, one a line. */
bool samples_check(const struct load_request *like, struct buf *mistakes);

#endif
