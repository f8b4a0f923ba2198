/* samples.c: each rule's sample is loaded like any page, and what was explained about it says
 * whether the rule took it. */
#include "config.h"

#include "load/samples.h"
#include "site/site.h"

/* How many comments the rule found; -1 when it does not fit. */
static int64_t found_by(struct str explained, const char *rule)
{
	struct buf wanted = { 0 };
	int64_t count = -1;
	size_t at;

	buf_printf(&wanted, "%s fits; ", rule);
	at = str_find(explained, buf_str(&wanted), 0);
	if (at != STR_NOWHERE) {
		struct str rest = str_sub(explained, at + wanted.len, explained.len), word;

		if (!str_word(&rest, &word) || !str_number(word, 0, INT32_MAX, &count))
			count = 0;
	}
	buf_free(&wanted);
	return count;
}

static bool check(
	const struct load_request *like, const struct site_sample *s, struct buf *mistakes)
{
	struct load_request r = *like;
	struct load l;
	struct err e;
	int64_t found;
	const char *where = buf_z(&s->where);
	bool ok = false;

	r.place = buf_z(&s->path);
	r.base = s->address.len ? buf_z(&s->address) : NULL;
	r.explain = true;
	r.no_rules = false;
	if (!load_start(&l, &r, &e)) {
		buf_printf(mistakes, "%s: the sample cannot be read: %s\n", where, e.text);
		return false;
	}
	if (!load_wait(&l)) {
		buf_printf(mistakes, "%s: the sample cannot be read: %s\n", where, l.err.text);
		load_free(&l);
		return false;
	}
	found = found_by(buf_str(&l.explain), s->rule);
	if (found < 0)
		buf_printf(mistakes, "%s: rule \"%s\" does not fit its sample\n", where, s->rule);
	else if (found == 0 && s->comments)
		buf_printf(mistakes, "%s: rule \"%s\" finds no comment in its sample\n", where,
			s->rule);
	else
		ok = true;
	load_free(&l);
	return ok;
}

bool samples_check(const struct load_request *like, struct buf *mistakes)
{
	struct site_sample s;
	bool ok = true;

	for (size_t i = 0; i < site_set_count(like->sites); i++) {
		if (!site_sample(like->sites, i, &s))
			continue;
		ok = check(like, &s, mistakes) && ok;
		site_sample_free(&s);
	}
	return ok;
}
