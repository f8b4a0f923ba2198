/* typist.h: an opener with a user at its terminal. */
#ifndef POSTIL_TESTS_TYPIST_H
#define POSTIL_TESTS_TYPIST_H

#include "load/opener.h"

struct typist {
	struct load_request request; /* with that opener */
	int hands;		     /* what is written to it is typed; what is shown can be read */
	int terminal;
};

/* Starts it; `keys` are typed already. */
void typist_sit(struct typist *t, const char *browser, const char *keys);

/* What was shown since the last time. */
const char *typist_saw(struct typist *t);

void typist_rise(struct typist *t);

#endif
