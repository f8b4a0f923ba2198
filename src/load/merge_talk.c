/* merge_talk.c: the discussions of several documents to those of one. What belongs together is
 * written as one talk of extract/, whose talk_resolve() finds parents over the borders of the
 * parts and puts all in order. */
#include "config.h"

#include "load/merge_inner.h"

#include "extract/talk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORDS_MAX = 96,	  /* letters of a comment that tell it from others */
	WORDS_LEAST = 20, /* without a time, so many letters must agree */
};

/* One comment of one source. */
struct entry {
	size_t source;
	uint32_t comment;
	size_t copy_of; /* entry that says the same, or its own index */
	uint32_t kept;	/* index in the talk; that of the entry it is a copy of */
};

/* A discussion of the result: runs of comments from the sources. */
struct run {
	size_t source;
	uint32_t discussion;
};

struct group {
	ARRAY(struct run) runs; /* the first gives the discussion's own fields */
	struct str name, title; /* of a part that begins a group */
};

struct groups {
	struct group *at;
	size_t len, cap;
};

static const struct doc_comment *comment_of(const struct merge *m, const struct entry *e)
{
	return &merge_source(m, e->source)->comment[e->comment];
}

static struct str string_of(const struct merge *m, const struct entry *e, struct ref r)
{
	return doc_str(merge_source(m, e->source), r);
}

/* Whether the builder made this id because the page gave none. */
static bool is_made(const struct document *d, uint32_t comment)
{
	uint32_t of = comment_discussion(d, comment), first;
	struct str id = doc_str(d, d->comment[comment].id);
	char made[24];
	int len;

	if (of == DOC_NONE)
		return true;
	first = d->discussion[of].comments.first;
	len = snprintf(made, sizeof(made), "c%u", comment - first + 1);
	return str_starts(id, (struct str){ made, (size_t)len }) &&
		(id.len == (size_t)len || id.at[len] == '.');
}

/* ---- copies ---- */

struct tag {
	struct str text;
	size_t entry;
};

static int compare_tags(const void *a, const void *b)
{
	const struct tag *x = a, *y = b;
	int order = str_cmp(x->text, y->text);

	return order ? order : (x->entry > y->entry) - (x->entry < y->entry);
}

/* The letters before the number at the end of an id: ids of one make have the same. */
static struct str id_make_of(struct str id)
{
	while (id.len && ascii_digit(id.at[id.len - 1]))
		id.len--;
	return id;
}

/* Whether both are given by the page and look alike: then they are of different comments. */
static bool ids_differ(const struct merge *m, const struct entry *a, const struct entry *b)
{
	struct str x = string_of(m, a, comment_of(m, a)->id);
	struct str y = string_of(m, b, comment_of(m, b)->id);

	return !is_made(merge_source(m, a->source), a->comment) &&
		!is_made(merge_source(m, b->source), b->comment) && !str_eq(x, y) &&
		str_eq(id_make_of(x), id_make_of(y));
}

static bool same_author(const struct merge *m, const struct entry *a, const struct entry *b)
{
	return str_eq_case(string_of(m, a, comment_of(m, a)->author),
		string_of(m, b, comment_of(m, b)->author));
}

/* In runs of equal tags, each entry is a copy of the first one of an earlier source. */
static void settle_tags(const struct merge *m, struct tag *tag, size_t tags, struct entry *entry,
	bool (*same)(const struct merge *, const struct entry *, const struct entry *))
{
	qsort(tag, tags, sizeof(*tag), compare_tags);
	for (size_t i = 0, first = 0; i < tags; i++) {
		struct entry *a, *b = &entry[tag[i].entry];

		if (!str_eq(tag[i].text, tag[first].text))
			first = i;
		a = &entry[tag[first].entry];
		if (a->source != b->source && b->copy_of == tag[i].entry && same(m, a, b))
			b->copy_of = a->copy_of;
	}
}

static void find_by_id(const struct merge *m, struct entry *entry, size_t entries)
{
	struct tag *tag = mem_new(entries + 1, sizeof(*tag));
	size_t tags = 0;

	for (size_t i = 0; i < entries; i++)
		if (!is_made(merge_source(m, entry[i].source), entry[i].comment))
			tag[tags++] =
				(struct tag){ string_of(m, &entry[i], comment_of(m, &entry[i])->id),
					i };
	settle_tags(m, tag, tags, entry, same_author);
	mem_free(tag);
}

/* Author, time and the first letters of the text; false when that is too little to go by. */
static bool add_words(const struct merge *m, const struct entry *e, struct buf *out)
{
	const struct document *d = merge_source(m, e->source);
	const struct doc_comment *c = &d->comment[e->comment];
	size_t letters = 0;

	buf_printf(out, "%.*s|", STR_ARG(doc_str(d, c->author)));
	if (c->when != INT64_MIN)
		buf_printf(out, "%lld|", (long long)(c->when / 60));
	for (uint32_t i = c->blocks.first; i < c->blocks.first + c->blocks.count; i++) {
		struct str text = doc_block_text(d, i);

		for (size_t k = 0; k < text.len && letters < WORDS_MAX; k++)
			if (ascii_alpha(text.at[k]) || ascii_digit(text.at[k]) ||
				(text.at[k] & 0x80)) {
				buf_add_char(out, ascii_lower(text.at[k]));
				letters++;
			}
	}
	return c->author.len && letters && (c->when != INT64_MIN || letters >= WORDS_LEAST);
}

static bool may_be_one(const struct merge *m, const struct entry *a, const struct entry *b)
{
	return !ids_differ(m, a, b);
}

static void find_by_words(const struct merge *m, struct entry *entry, size_t entries)
{
	struct tag *tag = mem_new(entries + 1, sizeof(*tag));
	struct buf words = { 0 };
	size_t tags = 0, *from = mem_new(entries + 1, sizeof(*from));

	for (size_t i = 0; i < entries; i++) {
		size_t before = words.len;

		if (entry[i].copy_of != i || !add_words(m, &entry[i], &words)) {
			buf_cut(&words, before);
			continue;
		}
		from[tags] = before;
		tag[tags++].entry = i;
	}
	for (size_t i = 0; i < tags; i++) { /* the buffer stands still now */
		size_t end = i + 1 < tags ? from[i + 1] : words.len;

		tag[i].text = (struct str){ words.at + from[i], end - from[i] };
	}
	settle_tags(m, tag, tags, entry, may_be_one);
	mem_free(tag);
	mem_free(from);
	buf_free(&words);
}

/* ---- one group to one talk ---- */

/* Which entry is the comment of this source; entries of one run stand in order. */
struct span_of_run {
	size_t source;
	uint32_t first, count;
	size_t entry;
};

struct joining {
	struct merging *w;
	const struct group *g;
	ARRAY(struct entry) entry;
	ARRAY(struct span_of_run) runs;
	struct talk talk;
	ARRAY(size_t) of; /* comment of the talk -> entry */
	uint32_t *size;	  /* comments of the talk: as in a document */
	struct str op;
};

static void list_entries(struct joining *j)
{
	const struct merge *m = j->w->m;

	for (size_t i = 0; i < j->g->runs.len; i++) {
		const struct run *r = &j->g->runs.at[i];
		const struct document *d = merge_source(m, r->source);
		struct range c = d->discussion[r->discussion].comments;

		*array_add(&j->runs) =
			(struct span_of_run){ r->source, c.first, c.count, j->entry.len };
		for (uint32_t k = 0; k < c.count; k++) {
			size_t at = j->entry.len;

			*array_add(&j->entry) =
				(struct entry){ r->source, c.first + k, at, DOC_NONE };
		}
	}
}

/* The entry of a comment's parent, which is in the same run. */
static size_t parent_entry(const struct joining *j, size_t run, uint32_t parent)
{
	return j->runs.at[run].entry + (parent - j->runs.at[run].first);
}

/* What the talk may know of the parent: the comment itself where the source knew it, else what
 * the comment says. */
static void hint(struct joining *j, struct talk_comment *t, const struct entry *e, size_t run)
{
	const struct merge *m = j->w->m;
	const struct doc_comment *c = comment_of(m, e);

	if (c->parent != DOC_NONE) {
		t->nested_in = j->entry.at[parent_entry(j, run, c->parent)].kept;
	} else {
		t->parent_id = string_of(m, e, c->answers);
		t->reply_to = string_of(m, e, c->reply_to);
	}
}

static void add_kept(struct joining *j, size_t i, size_t run)
{
	const struct merge *m = j->w->m;
	struct entry *e = &j->entry.at[i];
	struct talk_comment *t = talk_add(&j->talk);

	e->kept = (uint32_t)j->talk.comments.len - 1;
	*array_add(&j->of) = i;
	t->author = string_of(m, e, comment_of(m, e)->author);
	if (!is_made(merge_source(m, e->source), e->comment))
		t->id = string_of(m, e, comment_of(m, e)->id);
	hint(j, t, e, run);
}

/* A copy may know the parent where the first one did not. */
static void learn_from_copy(struct joining *j, size_t i, size_t run)
{
	struct entry *e = &j->entry.at[i];
	const struct entry *first = &j->entry.at[e->copy_of];
	struct talk_comment *t;

	e->kept = first->kept;
	if (e->kept == DOC_NONE)
		return;
	t = &j->talk.comments.at[e->kept];
	if (comment_of(j->w->m, first)->parent == DOC_NONE && t->nested_in == DOC_NONE)
		hint(j, t, e, run);
}

static void make_talk(struct joining *j)
{
	size_t room = j->w->m->comments_max - j->w->written;

	for (size_t r = 0; r < j->runs.len; r++)
		for (uint32_t k = 0; k < j->runs.at[r].count; k++) {
			size_t i = j->runs.at[r].entry + k;

			if (j->entry.at[i].copy_of != i)
				learn_from_copy(j, i, r);
			else if (j->talk.comments.len < room)
				add_kept(j, i, r);
			else
				j->w->full = true;
		}
}

/* ---- writing ---- */

static enum edge_kind edge_of(const struct joining *j, const struct talk_comment *t)
{
	const struct entry *e = &j->entry.at[j->of.at[t - j->talk.comments.at]];
	const struct doc_comment *c = comment_of(j->w->m, e);

	return c->parent != DOC_NONE ? (enum edge_kind)c->edge : t->edge;
}

/* How many comments each has below it, itself included. */
static void count_sizes(struct joining *j)
{
	const struct talk *t = &j->talk;

	j->size = mem_new(t->comments.len + 1, sizeof(*j->size));
	for (size_t i = t->comments.len; i-- > 0;) {
		uint32_t at = t->order[i], parent = t->comments.at[at].parent;

		j->size[at]++;
		if (parent != DOC_NONE)
			j->size[parent] += j->size[at];
	}
}

/* Of the replies that a comment announces, those that no part has brought. */
static uint32_t still_unloaded(const struct joining *j, uint32_t at, const struct doc_comment *c)
{
	uint32_t came = j->size[at] > c->size ? j->size[at] - c->size : 0;

	return c->unloaded > came ? c->unloaded - came : 0;
}

static void write_comment(struct joining *j, uint32_t at, uint32_t *place)
{
	struct merging *w = j->w;
	const struct talk_comment *t = &j->talk.comments.at[at];
	const struct entry *e = &j->entry.at[j->of.at[at]];
	const struct document *d = merge_source(w->m, e->source);
	const struct doc_comment *c = &d->comment[e->comment];
	struct doc_comment n = *c, *made;
	struct builder *b = w->b;

	n.id = builder_line(b, t->id);
	n.permalink = builder_line(b, doc_str(d, c->permalink));
	n.author = builder_line(b, doc_str(d, c->author));
	n.author_url = builder_line(b, doc_str(d, c->author_url));
	n.time = builder_line(b, doc_str(d, c->time));
	n.edited = builder_line(b, doc_str(d, c->edited));
	n.reply_to = builder_line(b, doc_str(d, c->reply_to));
	n.answers = builder_line(b, doc_str(d, c->answers));
	made = builder_comment(
		b, t->parent == DOC_NONE ? DOC_NONE : place[t->parent], edge_of(j, t));
	if (!made) {
		place[at] = DOC_NONE;
		return;
	}
	place[at] = builder_comment_index(b);
	n.parent = made->parent;
	n.depth = made->depth;
	n.size = made->size;
	n.edge = made->edge;
	n.blocks = made->blocks;
	n.unloaded = still_unloaded(j, at, c);
	if (n.parent != DOC_NONE)
		n.flags &= ~(uint32_t)COMMENT_ORPHAN;
	if (j->op.len && str_eq(doc_str(d, c->author), j->op))
		n.flags |= COMMENT_OP;
	*made = n;
	merge_blocks(w, d, c->blocks);
	builder_comment_end(b);
	w->written++;
}

/* Later pages of a topic do not know who opened it. */
static struct str op_of(const struct merge *m, const struct group *g)
{
	const struct document *d = merge_source(m, g->runs.at[0].source);
	struct range r = d->discussion[g->runs.at[0].discussion].comments;

	for (uint32_t i = r.first; i < r.first + r.count; i++)
		if (d->comment[i].flags & COMMENT_OP)
			return doc_str(d, d->comment[i].author);
	return doc_field(d, FIELD_BYLINE);
}

/* The address of what is still to be had of discussion `index` of the result. */
static struct ref more_of(struct merging *w, uint32_t index)
{
	for (size_t i = 0; i < w->m->lefts; i++)
		if (w->m->left[i].discussion == index)
			return builder_line(w->b, w->m->left[i].url);
	return (struct ref){ 0, 0 };
}

/* The run that says what the discussion is: the first with comments. */
static const struct run *first_said(const struct merge *m, const struct group *g)
{
	for (size_t i = 0; i < g->runs.len; i++) {
		const struct run *r = &g->runs.at[i];

		if (merge_source(m, r->source)->discussion[r->discussion].comments.count)
			return r;
	}
	return &g->runs.at[0];
}

static void begin_discussion(struct joining *j, uint32_t index)
{
	struct merging *w = j->w;
	const struct run *r = first_said(w->m, j->g);
	const struct document *d = merge_source(w->m, r->source);
	const struct doc_discussion *from = &d->discussion[r->discussion];
	uint32_t had = from->comments.count, has = (uint32_t)j->talk.comments.len;
	struct str provider = doc_str(d, from->provider), title = doc_str(d, from->title);
	struct doc_discussion n = *from, *made;
	struct buf how = { 0 };

	n.provider = builder_line(w->b, provider.len ? provider : j->g->name);
	n.title = builder_line(w->b, title.len ? title : j->g->title);
	n.more = more_of(w, index);
	if (from->unloaded != DOC_NONE && has > had)
		n.unloaded = from->unloaded > has - had ? from->unloaded - (has - had) : 0;
	buf_add(&how, doc_str(d, from->how));
	made = builder_discussion(w->b, (enum discussion_source)from->source, buf_z(&how));
	n.how = made->how;
	n.comments = made->comments;
	*made = n;
	buf_free(&how);
}

/* Where the comments of the base are now, for the notes about them. */
static void remember(struct joining *j, const uint32_t *place)
{
	for (size_t i = 0; i < j->entry.len; i++) {
		const struct entry *e = &j->entry.at[i];

		if (e->source)
			continue;
		j->w->place[e->comment] = e->kept == DOC_NONE ? DOC_NONE : place[e->kept];
		j->w->settled[e->comment] =
			e->kept != DOC_NONE && j->talk.comments.at[e->kept].parent != DOC_NONE;
	}
}

static void write_group(struct merging *w, const struct group *g, uint32_t index)
{
	struct joining j = { .w = w, .g = g, .op = op_of(w->m, g) };
	uint32_t *place;

	list_entries(&j);
	if (g->runs.len > 1) {
		find_by_id(w->m, j.entry.at, j.entry.len);
		find_by_words(w->m, j.entry.at, j.entry.len);
	}
	make_talk(&j);
	talk_resolve(&j.talk, STR_NONE);
	count_sizes(&j);
	place = mem_new(j.talk.comments.len + 1, sizeof(*place));
	begin_discussion(&j, index);
	for (size_t i = 0; i < j.talk.comments.len; i++)
		write_comment(&j, j.talk.order[i], place);
	builder_discussion_end(w->b);
	remember(&j, place);
	mem_free(place);
	mem_free(j.size);
	array_free(&j.entry);
	array_free(&j.runs);
	array_free(&j.of);
	talk_free(&j.talk);
}

/* ---- what belongs together ---- */

/* Whether two discussions have a comment in common, by id and author. */
static bool in_common(const struct merge *m, const struct run *a, const struct run *b)
{
	struct entry one = { .source = a->source }, two = { .source = b->source };
	struct range x = merge_source(m, a->source)->discussion[a->discussion].comments;
	struct range y = merge_source(m, b->source)->discussion[b->discussion].comments;

	two.comment = y.first;
	for (uint32_t i = x.first; y.count && i < x.first + x.count; i++) {
		one.comment = i;
		if (same_author(m, &one, &two) &&
			str_eq(string_of(m, &one, comment_of(m, &one)->id),
				string_of(m, &two, comment_of(m, &two)->id)))
			return true;
	}
	return false;
}

/* Whether a frame holds what the page shows already. */
static bool is_same(const struct merge *m, const struct group *g, const struct run *r)
{
	const struct run *own = &g->runs.at[0];
	const struct document *d = merge_source(m, own->source), *o = merge_source(m, r->source);
	const struct doc_discussion *x = &d->discussion[own->discussion];
	const struct doc_discussion *y = &o->discussion[r->discussion];
	struct str provider = doc_str(o, y->provider);

	return !x->comments.count ||
		(provider.len && str_eq_case(doc_str(d, x->provider), provider)) ||
		in_common(m, own, r);
}

/* The group that holds the discussion of this number of a part; NULL for none. */
static struct group *group_of_part(
	const struct merge *m, struct groups *gs, const struct document *d, uint32_t discussion)
{
	for (size_t g = 0; g < gs->len; g++)
		for (size_t i = 0; i < gs->at[g].runs.len; i++) {
			const struct run *r = &gs->at[g].runs.at[i];

			if (merge_source(m, r->source) == d && r->discussion == discussion)
				return &gs->at[g];
		}
	return NULL;
}

/* The group that the discussion belongs to; NULL for one of its own. */
static struct group *group_for(
	const struct merge *m, struct groups *gs, const struct merge_part *p, const struct run *r)
{
	/* the second discussion of a further page continues the second one of the base */
	uint32_t wanted = p->discussion == DOC_NONE ? 0 : p->discussion;

	wanted += r->discussion;
	if (p->kind == PART_THREAD)
		return NULL;
	if (p->after && group_of_part(m, gs, p->after, r->discussion))
		return group_of_part(m, gs, p->after, r->discussion);
	if (p->discussion != DOC_NONE || p->kind != PART_FRAME)
		return wanted < m->base->discussions ? &gs->at[wanted] : NULL;
	for (size_t i = 0; i < gs->len && i < m->base->discussions; i++)
		if (is_same(m, &gs->at[i], r))
			return &gs->at[i];
	return NULL;
}

static void make_groups(const struct merge *m, struct groups *gs)
{
	for (uint32_t i = 0; i < m->base->discussions; i++) {
		struct group *g = array_add(gs);

		*array_add(&g->runs) = (struct run){ 0, i };
	}
	for (size_t i = 0; i < m->parts; i++) {
		const struct merge_part *p = &m->part[i];

		for (uint32_t k = 0; k < p->d->discussions; k++) {
			struct run r = { i + 1, k };
			struct group *g = group_for(m, gs, p, &r);

			if (!p->d->discussion[k].comments.count)
				continue;
			if (!g) {
				g = array_add(gs);
				g->name = p->name;
				g->title = p->title;
			}
			array_add(&g->runs);
			if (p->kind == PART_EARLIER) {
				memmove(g->runs.at + 1, g->runs.at, (g->runs.len - 1) * sizeof(r));
				g->runs.at[0] = r;
			} else {
				g->runs.at[g->runs.len - 1] = r;
			}
		}
	}
}

void merge_talks(struct merging *w)
{
	struct groups gs = { 0 };

	make_groups(w->m, &gs);
	for (size_t i = 0; i < gs.len; i++) {
		write_group(w, &gs.at[i], (uint32_t)i);
		array_free(&gs.at[i].runs);
	}
	array_free(&gs);
}
