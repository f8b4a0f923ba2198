/* meta_prefix.c: the words before the names: "Posted by", "Author:". */
#include "config.h"

#include "extract/meta.h"

#include "text/fold.h"

enum { PREFIX_WITHIN = 60 /* bytes that may be a prefix */ };

static const struct str prefixes[META_PREFIXES] = {
#define BYLINE_PREFIX(text) STR_INIT(text),
#include "extract/byline.def"
#undef BYLINE_PREFIX
};

static const struct str middles[] = {
#define BYLINE_MIDDLE(text) STR_INIT(text),
#include "extract/byline.def"
#undef BYLINE_MIDDLE
};

enum { MIDDLES = sizeof(middles) / sizeof(*middles) };

static const struct str inner_labels[] = {
#define BYLINE_WITHIN(text) STR_INIT(text),
#include "extract/byline.def"
#undef BYLINE_WITHIN
};

/* The first of them in a text, and where; NULL for none. All are of East Asian scripts. */
static const struct str *find_label(struct str s, size_t *at)
{
	if (str_is_ascii(s))
		return NULL;
	for (size_t i = 0; i < sizeof(inner_labels) / sizeof(*inner_labels); i++) {
		*at = str_find(s, inner_labels[i], 0);
		if (*at != STR_NOWHERE)
			return &inner_labels[i];
	}
	return NULL;
}

bool meta_has_label(struct str s)
{
	size_t at;

	return find_label(s, &at) != NULL;
}

/* "Reporter: Ann", "About the author | Ann": a label, then a colon, of either width, or the break of a line. */
static bool cut_label(struct str *s)
{
	static const struct str ends[] = { STR_INIT(":"), STR_INIT("\xEF\xBC\x9A"), STR_INIT("|") };
	size_t first = STR_NOWHERE, len = 0;

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t at = str_find(str_sub(*s, 0, PREFIX_WITHIN), ends[i], 0);

		if (at < first) {
			first = at;
			len = ends[i].len;
		}
	}
	if (first == STR_NOWHERE || first + len >= s->len || !meta_is_label(str_sub(*s, 0, first)))
		return false;
	*s = str_trim(str_sub(*s, first + len, SIZE_MAX));
	return true;
}

bool meta_is_second_hand(struct str s)
{
	static const struct str hands[] = {
#define BYLINE_SECOND(text) STR_INIT(text),
#include "extract/byline.def"
#undef BYLINE_SECOND
	};
	bool yes = false;

	for (size_t i = 0; i < sizeof(hands) / sizeof(*hands) && !yes; i++)
		yes = str_starts_case(s, hands[i]);
	return yes;
}

/* Words of many uses, which in one language lead to the author where a person follows: "de Ion Popescu", "Theo Lan Anh". */
static bool cut_word_of_language(const struct meta *m, struct str *s)
{
	static const struct {
		struct str language, word;
	} rows[] = {
		{ STR_INIT("ro"), STR_INIT("de ") },
		{ STR_INIT("vi"), STR_INIT("theo ") },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str name = str_trim(str_sub(*s, rows[i].word.len, SIZE_MAX));

		if (!str_starts_case(m->x->language, rows[i].language) ||
			!str_starts_case(*s, rows[i].word) ||
			!meta_is_person(str_trim(str_sub(name, 0, str_find_char(name, ',', 0)))))
			continue;
		*s = name;
		return true;
	}
	return false;
}

void meta_index_prefixes(struct meta_prefixes *x)
{
	for (size_t i = META_PREFIXES; i-- > 0;) {
		uint16_t *first = &x->first[(unsigned char)prefixes[i].at[0]];

		x->next[i] = *first;
		*first = (uint16_t)(i + 1);
	}
}

/* The beginning of a line in small letters: in `small` where it is ASCII, as most are, else in `buf`. */
static struct str lowered(struct str s, char small[PREFIX_WITHIN], struct buf *buf)
{
	s = str_sub(s, 0, PREFIX_WITHIN);
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.at[i] >= 0x80) {
			text_fold(s, FOLD_CASE, buf, NULL, 0);
			return buf_str(buf);
		}
		small[i] = ascii_lower(s.at[i]);
	}
	return (struct str){ small, s.len };
}

bool meta_cut_prefix(const struct meta *m, struct str *s)
{
	const struct meta_prefixes *x = &m->prefixes;
	char small[PREFIX_WITHIN];
	struct buf folded = { 0 };
	struct str lower;
	unsigned char begin;
	bool cut = false;

	if (cut_label(s) || cut_word_of_language(m, s))
		return true;
	begin = s->len ? (unsigned char)ascii_lower(s->at[0]) : 0;
	/* A byte above is one of several that a letter begins with, in either case. */
	if (begin < 0x80 && !x->first[begin])
		return false;
	lower = lowered(*s, small, &folded);
	begin = lower.len ? (unsigned char)lower.at[0] : 0;
	for (size_t i = x->first[begin]; i > 0 && !cut; i = x->next[i - 1]) {
		struct str p = prefixes[i - 1];
		bool word = ascii_alpha(p.at[p.len - 1]) || (unsigned char)p.at[p.len - 1] >= 0x80;

		if (!str_starts(lower, p) || p.len >= s->len)
			continue;
		if (word && (unsigned char)p.at[0] < 0xE0 && !ascii_space(s->at[p.len]) &&
			s->at[p.len] != ':')
			continue;
		*s = str_trim(str_sub(*s, p.len, SIZE_MAX));
		if (s->len && s->at[0] == ':')
			*s = str_trim(str_sub(*s, 1, SIZE_MAX));
		else if (str_starts(*s, STR("\xEF\xBC\x9A")))
			*s = str_trim(str_sub(*s, 3, SIZE_MAX));
		cut = true;
	}
	buf_free(&folded);
	return cut;
}

bool meta_has_prefix(const struct meta *m, struct str raw)
{
	struct str s = str_trim(raw);

	if (str_starts(s, STR("\xEF\xBC\x88")))
		s = str_sub(s, 3, SIZE_MAX);
	return meta_cut_prefix(m, &s) && s.len > 3 && s.len < 60;
}

bool meta_ends_with_by(struct str before)
{
	static const char *const others[] = { "photo", "foto", "image", "bild", "edit", "illustr" };
	struct buf padded = { 0 };
	bool yes = false;

	before = str_trim(before);
	before = before.len > PREFIX_WITHIN
		? str_sub(before, before.len - PREFIX_WITHIN, PREFIX_WITHIN)
		: before;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (str_has_case(before, str_z(others[i])))
			return false;
	buf_printf(&padded, " %.*s ", STR_ARG(before));
	for (size_t i = 0; i < sizeof(middles) / sizeof(*middles) && !yes; i++)
		yes = padded.len >= middles[i].len &&
			str_eq_case(str_sub(buf_str(&padded), padded.len - middles[i].len,
					    middles[i].len),
				middles[i]);
	buf_free(&padded);
	return yes;
}

/* Where each of the first n middles stands first behind the beginning; s.len for nowhere, and for the others. */
static void find_middles(struct str s, size_t n, size_t at[MIDDLES])
{
	for (size_t i = 0; i < MIDDLES; i++)
		at[i] = s.len;
	for (size_t k = 1; k < s.len; k++)
		for (size_t i = 0; i < n; i++)
			if (s.at[k] == middles[i].at[0] && at[i] == s.len &&
				str_starts_case(str_sub(s, k, SIZE_MAX), middles[i]))
				at[i] = k;
}

struct str meta_behind_by(struct str s)
{
	static const char *const articles[] = { "ein ", "eine ", "an ", "a ", "une ", "un ",
		"una " };
	size_t label_at, at[MIDDLES];
	const struct str *label = find_label(s, &label_at);
	bool kind = false, digit = str_has_digit(s);

	if (label)
		return str_trim(str_sub(s, label_at + label->len, SIZE_MAX));
	for (size_t i = 0; i < sizeof(articles) / sizeof(*articles); i++)
		kind = kind || str_starts_case(s, str_z(articles[i]));
	find_middles(s, kind || digit ? MIDDLES : 1, at);
	for (size_t i = 0; i < MIDDLES; i++)
		/* No name has "by" in it. */
		if (at[i] < s.len && (i == 0 || kind || str_has_digit(str_sub(s, 0, at[i]))))
			return str_trim(str_sub(s, at[i] + middles[i].len, SIZE_MAX));
	return s;
}

bool meta_is_label(struct str text)
{
	static const char *const labels[] = {
#define BYLINE_LABEL(text) text,
#include "extract/byline.def"
#undef BYLINE_LABEL
	};
	struct buf lower = { 0 };
	bool yes = false;

	text_fold(str_trim(text), FOLD_CASE, &lower, NULL, 0);
	if (lower.len && lower.at[lower.len - 1] == ':')
		buf_cut(&lower, lower.len - 1);
	text = str_trim(buf_str(&lower));
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels) && !yes; i++)
		yes = text.len && text.at[0] == labels[i][0] && str_eq(text, str_z(labels[i]));
	buf_free(&lower);
	return yes;
}
