/* unit.h: what every unit test includes: cmocka and the headers it needs, and checks of texts. */
#ifndef POSTIL_TESTS_UNIT_H
#define POSTIL_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

/* The text is exactly this literal or terminated string; a difference prints both. */
#define assert_str(s, z) unit_assert_str((s), (z), __FILE__, __LINE__)

static inline void unit_assert_str(struct str s, const char *z, const char *file, int line)
{
	if (str_eq(s, str_z(z)))
		return;
	print_error("\"%.*s\"\nis not \"%s\"\n", STR_ARG(s), z);
	_fail(file, line);
}

#endif
