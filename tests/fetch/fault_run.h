/* fault_run.h: the program run on an address. */
#ifndef POSTIL_TESTS_FAULT_RUN_H
#define POSTIL_TESTS_FAULT_RUN_H

#include "base/buf.h"
#include "fetch/fault_server.h"

#include <time.h>

/* A run of the program; both its outputs go to a memory file. */
struct fault_run {
	pid_t pid;
	int out;
	time_t begun;
	int which;
};

void fault_begin(struct fault_run *r, const char *url, const char *options, int which);

/* Its exit status, -1 for a signal; all it printed. */
int fault_end(struct fault_run *r, int status, struct buf *out);

/* From the beginning to the end. */
int fault_run(const char *url, const char *options, struct buf *out);

/* Whether there is a character that could speak to a terminal. */
bool fault_has_control(struct str s);

/* Fails the test when it does not end so, or does not say so. */
void fault_check(const char *url, const char *options, int status, const char *says);

#endif
