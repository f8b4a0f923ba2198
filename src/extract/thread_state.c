/* thread_state.c: discussions in the data that pages carry along for their own scripts (script_data.h). */
#include "config.h"

#include "extract/script_data.h"
#include "extract/thread.h"
#include "extract/thread_data.h"
#include "page/make.h"

#include <stdio.h>

/* How sure data is beside what can be seen on the page. */
#define STATE_SCORE 0.7

struct states {
	struct extract *x;
	struct talk *best;
};

static bool speaks_of_comments(struct str s)
{
	return str_has(s, STR("omment")) || str_has(s, STR("eplies")) || str_has(s, STR("eply")) ||
		str_has(s, STR("\"parent"));
}

static void read_state(struct states *s, xmlNode *data)
{
	struct talk t = { 0 };

	thread_data_join(data);
	if (thread_data(s->x, data, DATA_NAMED, &t) && t.comments.len > s->best->comments.len) {
		talk_free(s->best);
		*s->best = t;
	} else {
		talk_free(&t);
	}
	xmlUnlinkNode(data);
}

size_t thread_by_state(struct extract *x, struct talk *list, size_t max)
{
	struct states s = { .x = x, .best = list };
	struct script_data scripts;
	struct pool_mark mark;
	xmlNode *holder, *data;

	if (max == 0 || x->page->kind != PAGE_HTML)
		return 0;
	mark = make_mark(x->page->doc);
	holder = make_detached(x->page->doc, "data");
	script_data_begin(&scripts, x->page, speaks_of_comments);
	while ((data = script_data_next(&scripts, holder)))
		read_state(&s, data);
	script_data_end(&scripts);
	make_release(x->page->doc, mark);
	if (!list[0].comments.len)
		return 0;
	list[0].source = SOURCE_PAGE;
	list[0].score = STATE_SCORE * (double)list[0].comments.len;
	snprintf(list[0].how, sizeof(list[0].how), "metadata");
	return 1;
}
