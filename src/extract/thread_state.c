/* thread_state.c: discussions in the data that pages carry along for their own scripts: JSON in
 * scripts, and states assigned to a variable. */
#include "config.h"

#include "extract/thread.h"
#include "extract/thread_data.h"

#include <stdio.h>
#include <string.h>

enum {
	STATE_MIN = 100,      /* bytes; a comment needs more */
	STATE_MAX = 16 << 20, /* bytes of all states of a page that are read */
	ASSIGNMENTS_MAX = 16, /* of one script */
	NEAR = 60,	      /* bytes between the name of a variable and its value */
};

/* How sure data is beside what can be seen on the page. */
#define STATE_SCORE 0.7

struct states {
	struct extract *x;
	struct talk *best;
	size_t read; /* bytes so far */
};

static bool speaks_of_comments(struct str s)
{
	return str_has(s, STR("omment")) || str_has(s, STR("eplies")) || str_has(s, STR("eply"));
}

/* The text that a string in JSON says. */
static struct str string_in(struct extract *x, struct str json, struct buf *text)
{
	xmlNode *holder = xmlNewDocNode(x->page->doc, NULL, BAD_CAST "data", NULL);

	if (!holder)
		mem_fail();
	page_parse_json(holder, json);
	node_text(holder, text);
	xmlFreeNode(holder);
	return buf_str(text);
}

static void read_state(struct states *s, struct str json)
{
	xmlNode *holder;
	struct talk t = { 0 };

	if (json.len < STATE_MIN || s->read + json.len > STATE_MAX || !speaks_of_comments(json))
		return;
	s->read += json.len;
	holder = xmlNewDocNode(s->x->page->doc, NULL, BAD_CAST "data", NULL);
	if (!holder)
		mem_fail();
	page_parse_json(holder, json);
	thread_data_join(holder);
	if (thread_data(s->x, holder, DATA_NAMED, &t) && t.comments.len > s->best->comments.len) {
		talk_free(s->best);
		*s->best = t;
	} else {
		talk_free(&t);
	}
	xmlFreeNode(holder);
}

/* "window.__STATE__ = {", "x = JSON.parse("...")": where a value begins behind an equals sign. */
static void read_assignments(struct states *s, struct str text)
{
	size_t at = 0;

	for (int i = 0; i < ASSIGNMENTS_MAX; i++) {
		struct str value;

		at = str_find_char(text, '=', at);
		if (at == STR_NOWHERE)
			return;
		value = str_trim_left(str_sub(text, ++at, text.len));
		if (str_starts(value, STR("JSON.parse("))) {
			struct buf plain = { 0 };

			value = str_sub(value, 11, value.len);
			read_state(s, string_in(s->x, value, &plain));
			buf_free(&plain);
			return;
		}
		if (value.len && (value.at[0] == '{' || value.at[0] == '[')) {
			read_state(s, value);
			return;
		}
	}
}

static void read_script(struct states *s, const xmlNode *script)
{
	struct str text, type = node_attr(script, "type");

	if (!node_is_text(script->children))
		return;
	text = str_trim(node_content(script->children));
	if (text.len < STATE_MIN || str_has_case(type, STR("ld+json")))
		return;
	if (text.at[0] == '{' || text.at[0] == '[')
		read_state(s, text);
	else if (speaks_of_comments(text) && !str_has_case(type, STR("template")))
		read_assignments(s, text);
}

size_t thread_by_state(struct extract *x, struct talk *list, size_t max)
{
	struct states s = { .x = x, .best = list };

	if (max == 0 || x->page->kind != PAGE_HTML)
		return 0;
	for (xmlNode *n = x->page->root; n; n = node_next(n, x->page->root))
		if (node_is(n, "script"))
			read_script(&s, n);
	if (!list[0].comments.len)
		return 0;
	list[0].source = SOURCE_PAGE;
	list[0].score = STATE_SCORE * (double)list[0].comments.len;
	snprintf(list[0].how, sizeof(list[0].how), "metadata");
	return 1;
}
