/* err.c: filling an error. */
#include "config.h"

#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool err_set(struct err *e, enum err_code code, const char *format, ...)
{
	va_list list;

	if (!e)
		return false;
	e->code = code;
	e->sys = 0;
	va_start(list, format);
	vsnprintf(e->text, sizeof(e->text), format, list);
	va_end(list);
	return false;
}

bool err_sys(struct err *e, enum err_code code, const char *place)
{
	int number = errno;

	err_set(e, code, "%s: %s", place, strerror(number));
	if (e)
		e->sys = number;
	return false;
}
