/* search_query.c: by:NAME, new, depth<N, score>N. */
#include "config.h"

#include "layout/search_query.h"

#include "text/fold.h"

/* "<5", ">=3", "=2" laid on a bound. */
static bool read_bound(struct str s, struct bound *b)
{
	bool less = str_starts(s, STR("<")), more = str_starts(s, STR(">")),
	     equal = s.len > 1 && s.at[less || more] == '=';
	int64_t n;

	if (!less && !more && !equal)
		return false;
	if (!str_number(str_sub(s, (size_t)(less || more) + equal, SIZE_MAX), -INT32_MAX, INT32_MAX,
		    &n))
		return false;
	if (!less && b->lo < n + (more && !equal))
		b->lo = n + (more && !equal);
	if (!more && b->hi > n - (less && !equal))
		b->hi = n - (less && !equal);
	return true;
}

/* The next word; quotes hold blanks together. */
static struct str take_word(struct str *rest)
{
	size_t n = 0;
	bool quoted = false;
	struct str word;

	while (n < rest->len && (quoted || !ascii_space(rest->at[n])))
		quoted ^= rest->at[n++] == '"';
	word = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, SIZE_MAX);
	return word;
}

static void set_name(struct filter *f, struct str name)
{
	if (name.len > 1 && name.at[0] == '"')
		name = str_sub(name, 1, name.len - 1 - (name.at[name.len - 1] == '"'));
	buf_cut(&f->by, 0);
	text_fold(name, FOLD_CASE | FOLD_MARKS, &f->by, NULL, 0);
}

/* Whether the word is a filter, and then lays it on; "depth<x" is a mistake. */
static bool take_filter(struct filter *f, struct str word, bool *bad)
{
	if (str_starts_case(word, STR("by:")) && word.len > 3)
		set_name(f, str_sub(word, 3, SIZE_MAX));
	else if (str_eq_case(word, STR("is:new")))
		f->is_new = true;
	else if (str_starts_case(word, STR("depth<")) || str_starts_case(word, STR("depth>")) ||
		str_starts_case(word, STR("depth=")))
		*bad = *bad || !read_bound(str_sub(word, 5, SIZE_MAX), &f->depth);
	else if (str_starts_case(word, STR("score<")) || str_starts_case(word, STR("score>")) ||
		str_starts_case(word, STR("score="))) {
		*bad = *bad || !read_bound(str_sub(word, 5, SIZE_MAX), &f->score);
		f->score_known = true;
	} else
		return false;
	f->any = true;
	return true;
}

bool filter_read(struct filter *f, struct str query, bool regex, struct str *text, struct err *e)
{
	struct str rest = str_trim_left(query), bare = STR_NONE;
	bool bad = false;

	*f = (struct filter){ .depth = { 0, INT64_MAX }, .score = { INT64_MIN, INT64_MAX } };
	while (rest.len > 0) {
		struct str after = rest, word = take_word(&after);

		if (!bare.at && str_eq_case(word, STR("new")))
			bare = rest;
		else if (!take_filter(f, word, &bad))
			break;
		rest = str_trim_left(after);
		if (bad)
			return err_set(
				e, ERR_USAGE, "There is no number in \"%.*s\".", STR_ARG(word));
	}
	if (bare.at && rest.len > 0) { /* the word, after all; what stood before it counts */
		struct str front = str_sub(query, 0, (size_t)(bare.at - query.at));

		filter_free(f);
		if (!filter_read(f, front, regex, text, e))
			return false;
		*text = bare;
		return true;
	}
	f->is_new = f->is_new || bare.at;
	f->any = f->any || bare.at;
	if (!regex && str_starts(rest, STR("\\")))
		rest = str_sub(rest, 1, SIZE_MAX);
	*text = rest;
	return true;
}

bool filter_passes(
	const struct filter *f, const struct document *d, uint32_t comment, const bool *seen)
{
	const struct doc_comment *c = &d->comment[comment];
	struct buf name = { .max = 0 };
	bool has;

	if (f->is_new && !(seen && !seen[comment]))
		return false;
	if (c->depth < f->depth.lo || c->depth > f->depth.hi)
		return false;
	if (f->score_known &&
		(c->score == INT32_MIN || c->score < f->score.lo || c->score > f->score.hi))
		return false;
	if (f->by.len == 0)
		return true;
	text_fold(doc_str(d, c->author), FOLD_CASE | FOLD_MARKS, &name, NULL, 0);
	has = str_has(buf_str(&name), buf_str(&f->by));
	buf_free(&name);
	return has;
}

void filter_free(struct filter *f)
{
	buf_free(&f->by);
}
