/* meta_opening.c: what the first words of the text say of it, as news have it: a place, the day, the agency. */
#include "config.h"

#include "extract/meta.h"

#include "text/date.h"
#include "text/fold.h"

enum {
	OPENING_BYTES = 70, /* that may hold place, day and agency */
	AGENCY_BYTES = 24,
	TEXTS_MAX = 6, /* pieces of text that are looked at for so many */
};

static const struct str agencies[] = {
#define BYLINE_AGENCY(text) STR_INIT(text),
#include "extract/byline.def"
#undef BYLINE_AGENCY
};

static void first_words(const xmlNode *n, struct buf *out)
{
	unsigned texts = 0;

	for (const xmlNode *c = n; c && out->len < OPENING_BYTES && texts < TEXTS_MAX;
		c = node_next(c, n))
		if (node_is_text(c)) {
			buf_add(out, str_sub(node_content(c), 0, OPENING_BYTES * 2));
			texts++;
		}
}

/* What parts the place from the text: dashes, the colon, a bracket. */
static bool begins_with_mark(struct str s)
{
	return s.len &&
		(s.at[0] == '-' || s.at[0] == ':' || s.at[0] == '(' || s.at[0] == ')' ||
			s.at[0] == '/' || s.at[0] == '|' || str_starts(s, STR("\xE2\x80\x93")) ||
			str_starts(s, STR("\xE2\x80\x94")));
}

/* "On May 3, 2021 the river" speaks of a day, "LONDON, May 3, 2021 -- The river" is of it. */
static void read_day(struct meta *m, struct str line)
{
	struct date date;
	struct str rest;
	size_t at, len;

	if (!date_find(line, m->x->language, m->x->options->now, &date, &at, &len) ||
		date.precision < DATE_DAY || date.relative)
		return;
	rest = str_trim_left(str_sub(line, at + len, SIZE_MAX));
	if (begins_with_mark(rest) ||
		(at == 0 && rest.len && !ascii_alpha(rest.at[0]) && rest.at[0] != ','))
		meta_offer(m, SOURCE_DATE_OPENING, 100, str_sub(line, at, len));
}

bool meta_is_agency(struct str s)
{
	struct buf lower = { 0 };
	bool yes = false;

	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == '/' || s.at[i] == ',' || s.at[i] == '-' || s.at[i] == ' ') {
			s = str_sub(s, 0, i);
			break;
		}
	text_fold(s, FOLD_CASE, &lower, NULL, 0);
	for (size_t i = 0; i < sizeof(agencies) / sizeof(*agencies) && !yes; i++)
		yes = str_eq(buf_str(&lower), agencies[i]);
	buf_free(&lower);
	return yes;
}

/* "Hamburg (dpa/lno) - ", "(Reuters) - ". */
static void read_agency(struct meta *m, struct str line)
{
	size_t open = str_find_char(line, '(', 0), close;
	struct str name;

	if (open == STR_NOWHERE)
		return;
	close = str_find_char(line, ')', open);
	if (close == STR_NOWHERE || close - open > AGENCY_BYTES ||
		!begins_with_mark(str_trim_left(str_sub(line, close + 1, SIZE_MAX))))
		return;
	name = str_sub(line, open + 1, close - open - 1);
	if (meta_is_agency(name))
		meta_offer(m, SOURCE_AGENCY, 100, name);
}

void meta_read_opening(struct meta *m, const struct article_info *i)
{
	struct buf text = { 0 };
	struct str line;

	first_words(i->node, &text);
	line = str_sub(str_trim(buf_str(&text)), 0, OPENING_BYTES);
	if (str_has_digit(line))
		read_day(m, line);
	read_agency(m, line);
	buf_free(&text);
}
