/* thread_guess_quote.c: items that repeat in a quote what an earlier one says. Nothing but talk does
 * so, and the earlier one is what is answered, whether the quote names its author or not. */
#include "config.h"

#include "extract/thread_guess.h"

#include <stdlib.h>

enum {
	LEAST = 12,	    /* bytes of a text that is no accident */
	BEGINNING = 36,	    /* bytes compared */
	ITEMS_MOST = 2000,  /* looked at */
	TEXTS_MOST = 40000, /* of all items */
	QUOTED = 8,	    /* texts of a quote that are tried */
};

struct said {
	uint64_t hash;
	uint32_t at; /* which item */
};

static int by_hash(const void *a, const void *b)
{
	const struct said *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Of the beginning of a text; 0 for one that is too short, or a label ("Ann wrote:"). */
static uint64_t hash_said(const xmlNode *n)
{
	struct str t = node_is_text(n) ? str_trim(node_content(n)) : STR_NONE;

	if (t.len < LEAST || t.at[t.len - 1] == ':')
		return 0;
	return str_hash(str_sub(t, 0, BEGINNING)) | 1;
}

static bool is_quote(const struct elem *e)
{
	return node_is(e->node, "blockquote") || (e->words & WORD_QUOTE && !(e->words & WORD_TOOL));
}

/* The last item before `before` that says this; DOC_NONE for none. */
static uint32_t who_said(const struct said *said, size_t n, uint64_t hash, uint32_t before)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (said[mid].hash < hash || (said[mid].hash == hash && said[mid].at < before))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo > 0 && said[lo - 1].hash == hash ? said[lo - 1].at : DOC_NONE;
}

/* Whose text a quote repeats, quotes in it left out. */
static uint32_t repeated(const struct scan *s, uint32_t quote, const struct said *said, size_t n,
	uint32_t i, uint32_t *within)
{
	uint32_t end = s->elems.at[quote].end, found = DOC_NONE, inner = DOC_NONE;
	int tried = 0;

	for (uint32_t e = quote; e < end && found == DOC_NONE && tried < QUOTED; e++) {
		while (e > quote && e < end && is_quote(&s->elems.at[e])) {
			inner = inner == DOC_NONE ? e : inner;
			e = s->elems.at[e].end;
		}
		for (const xmlNode *c = e < end ? s->elems.at[e].node->children : NULL;
			c && found == DOC_NONE; c = c->next) {
			uint64_t hash = hash_said(c);

			if (!hash)
				continue;
			tried++;
			found = who_said(said, n, hash, i);
		}
	}
	*within = found == DOC_NONE && tried <= 1 ? inner : DOC_NONE;
	return found;
}

/* The same; a quote that is but a frame ("On 2 May Ann wrote") has the quote in it. */
static uint32_t whom(
	const struct scan *s, uint32_t quote, const struct said *said, size_t n, uint32_t i)
{
	enum { FRAMES = 3 };
	uint32_t found = DOC_NONE;

	for (int k = 0; k < FRAMES && quote != DOC_NONE && found == DOC_NONE; k++)
		found = repeated(s, quote, said, n, i, &quote);
	return found;
}

size_t guess_quotes(const struct scan *s, const struct item *it, size_t n, uint32_t *to)
{
	ARRAY(struct said) said = { 0 };
	size_t found = 0, quotes = 0;
	bool any = false;

	for (uint32_t i = 0; i < n && n <= ITEMS_MOST && !any; i++)
		for (uint32_t e = it[i].elem + 1; e < it[i].to && !any; e++)
			any = is_quote(&s->elems.at[e]);

	for (uint32_t i = 0; i < n; i++) {
		to[i] = DOC_NONE;
		for (uint32_t e = it[i].elem; e < it[i].to && any; e++) {
			while (e < it[i].to && e > it[i].elem && is_quote(&s->elems.at[e])) {
				if (to[i] == DOC_NONE)
					to[i] = e;
				quotes++;
				e = s->elems.at[e].end;
			}
			for (const xmlNode *c = e < it[i].to ? s->elems.at[e].node->children : NULL;
				c && said.len < TEXTS_MOST; c = c->next) {
				uint64_t hash = hash_said(c);

				if (hash)
					*array_add(&said) = (struct said){ hash, i };
			}
		}
	}
	if (quotes && said.len)
		qsort(said.at, said.len, sizeof(*said.at), by_hash);
	for (uint32_t i = 0; i < n; i++) {
		if (to[i] != DOC_NONE)
			to[i] = whom(s, to[i], said.at, said.len, i);
		found += to[i] != DOC_NONE;
	}
	array_free(&said);
	return found;
}
