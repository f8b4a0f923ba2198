/* dump_trim.c: what stands before or behind the text of most comments is none of it, in whatever language it is: what is said of the
 * person ("Posts:", "Offline"), what one can do with a comment ("Likes", "Report"). It is known by standing there so often. */
#include "config.h"

#include "extract/dump.h"

#include <stdlib.h>

enum {
	WINDOW = 24, /* lines looked at before and behind a text */
	HEADS_LEAST = 4,
	LETTERS = 40,  /* of a line that are compared */
	LONGEST = 100, /* bytes of such a line */
	OF_ALL = 5,    /* in 2 of 5 texts or more */
	OFTEN = 2,
};

/* A line near the beginning or the end of a text; after count() all that are equal. */
struct seen {
	uint64_t hash;
	size_t head;  /* of which comment; in how many of them */
	int64_t side; /* 1 before the longest line, -1 behind it; their sum */
};

struct table {
	ARRAY(struct seen) seen; /* sorted by hash */
	size_t heads;
};

/* The letters of a line without the author's name ("Ann is offline"), or that it is that name; 0 for a line that says nothing. */
static uint64_t line_hash(const struct dump *d, size_t i, struct str author)
{
	struct str s = d->lines.at[i].text;
	char letters[LETTERS];
	size_t n = 0;

	size_t name = author.len ? str_find(s, author, 0) : STR_NOWHERE;

	if (author.len && str_eq(s, author))
		return 1;
	if (s.len > LONGEST)
		return 0;
	for (size_t k = 0; k < s.len && n < sizeof(letters); k++)
		if (k == name)
			k += author.len - 1;
		else if (ascii_alpha(s.at[k]) || (unsigned char)s.at[k] >= 0x80)
			letters[n++] = ascii_lower(s.at[k]);
	return n ? str_hash((struct str){ letters, n }) | 2 : 0;
}

static int compare(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->head > y->head) - (x->head < y->head);
}

/* The longest line that is no furniture: of the text, wherever that begins. */
static size_t longest(const struct dump *d, const struct dump_head *h)
{
	size_t best = h->body, len = 0;

	for (size_t j = h->body; j < h->end; j++) {
		const struct dump_line *l = &d->lines.at[j];

		if (!l->idle && !l->figure && l->text.len > len) {
			best = j;
			len = l->text.len;
		}
	}
	return best;
}

static void collect(const struct dump *d, const struct dump_finding *f, struct table *t)
{
	for (size_t i = 0; i < f->heads.len; i++) {
		const struct dump_head *h = &f->heads.at[i];
		size_t text = longest(d, h);

		for (size_t j = h->body; j < h->end; j++) {
			uint64_t hash;

			if (j - h->body >= WINDOW && h->end - 1 - j >= WINDOW) {
				j = h->end - WINDOW - 1;
				continue;
			}
			hash = line_hash(d, j, h->author);
			if (hash && j != text)
				*array_add(&t->seen) = (struct seen){ hash, i, j < text ? 1 : -1 };
		}
	}
}

/* Makes one entry of all that are equal. */
static void count(struct table *t)
{
	size_t len = 0;

	if (t->seen.len)
		qsort(t->seen.at, t->seen.len, sizeof(*t->seen.at), compare);
	for (size_t i = 0, j; i < t->seen.len; i = j) {
		struct seen sum = t->seen.at[i];

		sum.head = 1;
		for (j = i + 1; j < t->seen.len && t->seen.at[j].hash == sum.hash; j++) {
			sum.head += t->seen.at[j].head != t->seen.at[j - 1].head;
			sum.side += t->seen.at[j].side;
		}
		if (sum.head * OF_ALL >= t->heads * OFTEN)
			t->seen.at[len++] = sum;
	}
	t->seen.len = len;
}

/* 1: such lines stand before the texts, -1: behind them, 0: neither. */
static int side_of(const struct table *t, uint64_t hash)
{
	size_t from = 0, to = t->seen.len;

	if (!hash)
		return 0;
	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (t->seen.at[mid].hash == hash)
			return t->seen.at[mid].side > 0 ? 1 : -1;
		if (t->seen.at[mid].hash < hash)
			from = mid + 1;
		else
			to = mid;
	}
	return 0;
}

static size_t first_line(const struct dump *d, const struct table *t, const struct dump_head *h)
{
	size_t from = h->body, to = h->body + WINDOW < h->end ? h->body + WINDOW : h->end;

	for (size_t j = h->body; j < to; j++)
		if (side_of(t, line_hash(d, j, h->author)) > 0)
			from = j + 1;
	while (from > h->body && from < h->end &&
		(d->lines.at[from].idle || d->lines.at[from].figure))
		from++;
	return from;
}

static size_t last_line(
	const struct dump *d, const struct table *t, const struct dump_head *h, bool last)
{
	size_t j = !last && h->end - h->body > WINDOW ? h->end - WINDOW : h->body;

	while (j < h->end && side_of(t, line_hash(d, j, h->author)) >= 0)
		j++;
	return j;
}

void dump_trim(const struct dump *d, struct dump_finding *f)
{
	struct table t = { .heads = f->heads.len };

	if (f->heads.len < HEADS_LEAST)
		return;
	collect(d, f, &t);
	count(&t);
	for (size_t i = 0; i < f->heads.len; i++) {
		struct dump_head *h = &f->heads.at[i];
		size_t from = first_line(d, &t, h);

		if (dump_text_between(d, from, h->end))
			h->body = from;
		h->end = last_line(d, &t, h, i + 1 == f->heads.len);
	}
	array_free(&t.seen);
}
