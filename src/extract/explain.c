/* explain.c: the record behind --explain. */
#include "config.h"

#include "extract/explain.h"

void explain(struct explain *e, const char *topic, const char *format, ...)
{
	va_list list;

	if (!e)
		return;
	buf_printf(&e->text, "%s: ", topic);
	va_start(list, format);
	buf_vprintf(&e->text, format, list);
	va_end(list);
	buf_add_char(&e->text, '\n');
}
