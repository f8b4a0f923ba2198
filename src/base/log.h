/* log.h: a trace for developers and bug reports (--debug=FILE). Off it costs one test. */
#ifndef POSTIL_BASE_LOG_H
#define POSTIL_BASE_LOG_H

#include "base/err.h"

/* Starts writing to the file (created 0600, appended to); false with *e when it cannot be
 * opened. */
bool log_open(const char *path, struct err *e);

/* One line with the milliseconds since log_open and the process id; nothing while the log is
 * closed. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The log's descriptor, for who closes all others; -1 while it is closed. */
int log_descriptor(void);

void log_close(void);

#endif
