/* explain.c: why the document is as it is: fields with their origins, discussions, notes, the
 * record. */
#include "config.h"

#include "print/print.h"
#include "text/clean.h"

enum {
	VALUE_COLUMNS = 70, /* of a field's value that are shown */
};

static void put_fields(const struct document *d, struct sink *s)
{
	struct buf shown = { 0 };

	for (int i = 0; i < FIELDS; i++) {
		struct str how = doc_str(d, d->head->how[i]);

		if (how.len == 0 && doc_field(d, i).len == 0)
			continue;
		buf_cut(&shown, 0);
		sink_printf(s, "%-10s %s", field_name(i),
			text_show(doc_field(d, i), VALUE_COLUMNS, &shown));
		if (how.len)
			sink_printf(s, "  [%.*s]", STR_ARG(how));
		sink_char(s, '\n');
	}
	buf_free(&shown);
}

static void put_discussions(const struct document *d, struct sink *s)
{
	for (uint32_t i = 0; i < d->discussions; i++) {
		const struct doc_discussion *t = &d->discussion[i];
		uint32_t edges[EDGE_KINDS] = { 0 };

		for (uint32_t k = 0; k < t->comments.count; k++)
			edges[d->comment[t->comments.first + k].edge]++;
		sink_printf(s, "discussion %u comments  [%.*s]", t->comments.count,
			STR_ARG(doc_str(d, t->how)));
		for (int e = 0; e < EDGE_KINDS; e++)
			if (edges[e])
				sink_printf(s, "  %s %u", e == EDGE_NONE ? "roots" : edge_name(e),
					edges[e]);
		sink_char(s, '\n');
	}
}

static void put_parts(const struct document *d, struct sink *s)
{
	for (uint32_t i = 0; i < d->parts; i++)
		sink_printf(s, "part       %s %.*s\n", part_name((enum part_kind)d->part[i].kind),
			STR_ARG(doc_str(d, d->part[i].url)));
}

void print_explain(const struct document *d, const struct print_options *o, struct sink *s)
{
	static const char *const level[NOTE_LEVELS] = {
		[NOTE_INFO] = "info",
		[NOTE_LACK] = "lack",
		[NOTE_DOUBT] = "doubt",
		[NOTE_LIMIT] = "limit",
	};
	struct buf clean = { 0 };

	put_fields(d, s);
	put_discussions(d, s);
	put_parts(d, s);
	for (uint32_t i = 0; i < d->notes; i++) {
		const struct doc_note *n = &d->note[i];

		sink_printf(s, "note %s %.*s: %.*s", level[n->level], STR_ARG(doc_str(d, n->code)),
			STR_ARG(doc_str(d, n->text)));
		if (n->comment != DOC_NONE)
			sink_printf(s, " (comment %u)", n->comment + 1);
		sink_char(s, '\n');
	}
	text_clean(o->explain, CLEAN_PRE, &clean);
	sink_add(s, buf_str(&clean));
	buf_free(&clean);
}
