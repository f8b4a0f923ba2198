/* thread_guess_boxed.c: parents by boxes that hold a question and what answers it. */
#include "config.h"

#include "extract/thread_guess.h"

/* The element `up` levels above an item. */
static uint32_t above(const struct scan *s, const struct item *it, int up)
{
	uint32_t e = it->elem;

	while (up-- > 0 && e != DOC_NONE)
		e = s->elems.at[e].parent;
	return e;
}

/* Whether the boxes `up` levels above the items each begin with one make of item, and hold others of other
 * makes behind it: questions and what answers them. Boxes are siblings made alike. */
static bool boxes_begin_alike(const struct scan *s, const struct items *items, int up)
{
	uint32_t first = s->elems.at[items->at[0].elem].shape, before = DOC_NONE;
	uint32_t outer = above(s, &items->at[0], up);
	size_t boxes = 0;

	for (size_t i = 0; i < items->len; i++) {
		uint32_t box = above(s, &items->at[i], up);
		bool begins = box != before;

		if (box == DOC_NONE || outer == DOC_NONE ||
			s->elems.at[box].parent != s->elems.at[outer].parent ||
			s->elems.at[box].shape != s->elems.at[outer].shape ||
			(s->elems.at[items->at[i].elem].shape == first) != begins)
			return false;
		boxes += begins;
		before = box;
	}
	return boxes > 1 && boxes < items->len;
}

bool guess_boxed(const struct scan *s, const struct items *items, struct talk *t)
{
	enum { AROUND = 3 };
	uint32_t first = 0, box = DOC_NONE;
	int up = 1;

	while (up <= AROUND && !boxes_begin_alike(s, items, up))
		up++;
	if (up > AROUND)
		return false;
	for (uint32_t i = 0; i < items->len; i++) {
		if (above(s, &items->at[i], up) != box)
			first = i;
		else
			t->comments.at[i].nested_in = first;
		box = above(s, &items->at[i], up);
	}
	explain(s->x->options->explain, "parent",
		"boxes begin with what the others in them answer");
	return true;
}
