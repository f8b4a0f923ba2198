/* clock.h: a clock that only goes on, whatever is done to the time of day. */
#ifndef POSTIL_BASE_CLOCK_H
#define POSTIL_BASE_CLOCK_H

#include <stdint.h>

/* ms since some moment before the program began (CLOCK_MONOTONIC). Never fails. */
int64_t clock_ms(void);

#endif
