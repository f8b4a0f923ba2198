/* dump.c: a page of plain text: the order of the steps, and what the furniture of the discussion says. */
#include "config.h"

#include "extract/dump.h"

enum { PROVIDERS_MAX = 8 };

struct providers {
	struct str name[PROVIDERS_MAX];
	size_t len;
};

/* The providers of a line like "Comment via FacebookComment via Sputnik". */
static void read_providers(struct str s, struct providers *p)
{
	size_t len = 0, next_len = 0, at = dump_find(DUMP_PROVIDER, s, &len);

	while (at != STR_NOWHERE && p->len < PROVIDERS_MAX) {
		struct str rest = str_sub(s, at + len, s.len), name;
		size_t next = dump_find(DUMP_PROVIDER, rest, &next_len);

		name = str_trim(str_sub(rest, 0, next == STR_NOWHERE ? rest.len : next));
		if (dump_is_name(name))
			p->name[p->len++] = name;
		s = rest;
		at = next;
		len = next_len;
	}
}

/* What the lines round the comments say: who keeps them, how many there are, how many are new. */
static void read_furniture(const struct dump *d, struct talk *t, struct providers *p)
{
	size_t len = 0, to = d->talk_to + 8 < d->lines.len ? d->talk_to + 8 : d->lines.len;

	for (size_t i = d->talk_from; i < to; i++) {
		const struct dump_line *l = &d->lines.at[i];

		if (!l->idle && !l->ending)
			continue;
		read_providers(l->text, p);
		if (dump_prefix(DUMP_FRESH, l->text, true))
			t->unloaded = dump_figure(l->text);
		else if (!l->ending && t->claimed == DOC_NONE &&
			dump_find(DUMP_SECTION, l->text, &len) != STR_NOWHERE)
			t->claimed = dump_figure(l->text);
	}
	if (t->claimed < t->comments.len)
		t->claimed = DOC_NONE; /* a figure of something else */
}

/* Which provider keeps the comments at hand: the site's own, else the one named last. */
static size_t own_provider(const struct providers *p, struct str site)
{
	for (size_t i = 0; i < p->len; i++)
		if (str_eq_case(p->name[i], site))
			return i;
	return p->len - 1;
}

/* A discussion that is only named: its comments are not in the text. */
static void write_named(struct builder *b, struct str provider)
{
	struct ref name = builder_line(b, provider);
	struct doc_discussion *d = builder_discussion(b, SOURCE_FRAME, "guessed");

	if (!d)
		return;
	d->provider = name;
	d->claimed = d->unloaded = DOC_NONE;
	builder_discussion_end(b);
}

static void write_talk(struct extract *x, struct dump *d, struct talk *t, struct builder *b)
{
	struct providers p = { 0 };
	size_t own = 0;

	read_furniture(d, t, &p);
	if (p.len) {
		own = own_provider(&p, builder_get(b, FIELD_SITE));
		t->provider = p.name[own];
	}
	talk_learn_dates(x, t);
	talk_resolve(t, STR_NONE);
	talk_write(x, t, b);
	if (t->unloaded != DOC_NONE)
		builder_note(b, NOTE_INFO, "announced", DOC_NONE,
			"The page announces %u new comments.", t->unloaded);
	for (size_t i = 0; i < p.len; i++)
		if (i != own)
			write_named(b, p.name[i]);
}

void extract_dump(struct extract *x, struct builder *b)
{
	struct dump d;
	struct talk t;
	bool found;

	dump_read(x, &d);
	found = dump_talk(x, &d, &t);
	dump_article(x, &d, b);
	if (found)
		write_talk(x, &d, &t, b);
	talk_free(&t);
	dump_free(&d);
}
