/* meta_beside.c: names beside the heading that neither a word nor a class tells: next to a day, behind the picture of who wrote it, where a
 * standfirst ends. */
#include "config.h"

#include "extract/meta.h"

#include "extract/body_writer.h"

#include "text/date.h"

#include <string.h>

enum {
	NAME_LETTERS = 40,
	AGENCY_BYTES = 20,  /* of an agency and the letters of who wrote */
	ALONE_DATE = 60,    /* bytes of a dateline beside a name */
	NAMES_AFTER = 25,   /* elements behind the heading that may hold a name alone */
	DATES_AFTER = 60,   /* elements behind it that may hold a day with a name */
	PICTURE_UP = 3,	    /* elements from a name up to what stands beside its picture */
	PICTURE_WITHIN = 6, /* elements of what stands there */
	LINE_BYTES = 200,
	SENTENCE_BYTES = 60,
};

/* Without the bars, dashes and blanks that part it from its neighbours. */
static struct str trim_marks(struct str s)
{
	static const char marks[] = "|-,;:/ \t\n";

	while (s.len &&
		(strchr(marks, s.at[0]) || (unsigned char)s.at[0] == 0xC2 ||
			(unsigned char)s.at[0] == 0xE2))
		s = str_sub(s,
			(unsigned char)s.at[0] == 0xC2		 ? 2
				: (unsigned char)s.at[0] == 0xE2 ? 3
								 : 1,
			SIZE_MAX);
	while (s.len && strchr(marks, s.at[s.len - 1]))
		s.len--;
	return s;
}

/* Where a line is parted next: a bar, a bullet, a dash with blanks; *len of it. */
static size_t find_joint(struct str s, size_t *len)
{
	static const struct str joints[] = { STR_INIT("|"), STR_INIT("\xE2\x80\xA2"),
		STR_INIT("\xC2\xB7"), STR_INIT(" - "), STR_INIT(" \xE2\x80\x93 "),
		STR_INIT(" \xE2\x80\x94 "), STR_INIT(" / ") };
	size_t first = STR_NOWHERE;

	for (size_t i = 0; i < sizeof(joints) / sizeof(*joints); i++) {
		size_t at = str_find(s, joints[i], 0);

		if (at < first) {
			first = at;
			*len = joints[i].len;
		}
	}
	return first;
}

/* Whether its last word is made of another, as those of sections are and names hardly: "Neue Forschung", "Best Practices". */
static bool is_abstract(struct str s)
{
	static const struct str ends[] = { STR_INIT("ung"), STR_INIT("ungen"), STR_INIT("heit"),
		STR_INIT("keit"), STR_INIT("schaft"), STR_INIT("ismus"), STR_INIT("tion"),
		STR_INIT("tions"), STR_INIT("ment"), STR_INIT("ness"), STR_INIT("ices"),
		STR_INIT("ics"), STR_INIT("ility"), STR_INIT("dad"), STR_INIT("zione"),
		STR_INIT("\xC3\xB3n"), STR_INIT("\xC3\xA3o") };
	enum { STEM = 3 }; /* "Young", "Jung" */
	size_t from = s.len;

	while (from > 0 && !ascii_space(s.at[from - 1]))
		from--;
	s = str_sub(s, from, SIZE_MAX);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (s.len > ends[i].len + STEM && str_ends(s, ends[i]))
			return true;
	return false;
}

/* The first part of a line that is a person and no words of the page. */
static bool offer_part(struct meta *m, struct str s)
{
	while (s.len) {
		size_t len = 0, at = find_joint(s, &len);
		struct str part = trim_marks(str_sub(s, 0, at));

		if (meta_is_person(part) && !meta_says_when(part) && !is_abstract(part)) {
			meta_offer(m, SOURCE_BYLINE_BESIDE_DATE, 100, part);
			return true;
		}
		if (part.len <= AGENCY_BYTES && meta_is_agency(part)) {
			meta_offer(m, SOURCE_AGENCY, 100, part);
			return true;
		}
		s = at == STR_NOWHERE ? STR_NONE : str_sub(s, at + len, SIZE_MAX);
	}
	return false;
}

/* "12 May 2021 Ann Other", "12 May 2021 | 5 min read | Ann Other": what is left of a dateline beside the headline. */
static bool read_beside_date(struct meta *m, struct str s)
{
	struct date date;
	size_t at, len;

	return date_find(s, m->x->language, m->x->options->now, &date, &at, &len) &&
		date.precision >= DATE_DAY && !date.relative &&
		(offer_part(m, str_sub(s, 0, at)) || offer_part(m, str_sub(s, at + len, SIZE_MAX)));
}

/* Whether the block before or behind holds a date and little else. */
static bool is_beside_date(const struct meta *m, const xmlNode *n)
{
	const xmlNode *side[] = { n->prev, n->next };
	bool found = false;

	for (size_t i = 0; i < sizeof(side) / sizeof(*side) && !found; i++) {
		struct buf text = { 0 };
		struct date date;
		size_t at, len;

		while (side[i] && !node_is_element(side[i]))
			side[i] = i ? side[i]->next : side[i]->prev;
		if (!side[i] || node_is_heading(side[i]))
			continue;
		meta_line(side[i], false, STR(" "), ALONE_DATE + 1, &text);
		found = text.len <= ALONE_DATE && str_has_digit(buf_str(&text)) &&
			date_find(buf_str(&text), m->x->language, m->x->options->now, &date, &at,
				&len) &&
			date.precision >= DATE_DAY && !date.relative;
		buf_free(&text);
	}
	return found;
}

/* Whether a picture there is of who is named so: "Ann Other", "Photo of Ann Other". */
static bool holds_picture(const xmlNode *side, struct str name)
{
	const xmlNode *n = side;

	for (int steps = 0; n && steps < PICTURE_WITHIN; n = node_next(n, side))
		if (node_is_element(n)) {
			if (node_is(n, "img") && str_has(node_attr(n, "alt"), name))
				return true;
			steps++;
		}
	return false;
}

/* Whether the picture of who is named so stands before it. */
static bool is_beside_picture(const xmlNode *n, struct str name)
{
	for (int up = 0; up < PICTURE_UP && n && node_is_element(n); up++, n = n->parent) {
		const xmlNode *side = n->prev;

		while (side && !node_is_element(side))
			side = side->prev;
		if (side && holds_picture(side, name))
			return true;
	}
	return false;
}

/* "A week on the river. Interview: Ann Other": the last sentence of a standfirst. */
static bool read_last_sentence(struct meta *m, struct str s)
{
	struct buf names = { 0 };
	size_t from = s.len;
	bool found = false;

	while (from > 1 && s.len - from <= SENTENCE_BYTES &&
		!(s.at[from - 1] == ' ' && strchr(".!?", s.at[from - 2])))
		from--;
	if (from > 1 && s.len - from <= SENTENCE_BYTES &&
		meta_has_prefix(m, str_sub(s, from, SIZE_MAX)) &&
		meta_names(m, str_sub(s, from, SIZE_MAX), &names) &&
		meta_is_person(buf_str(&names))) {
		meta_offer(m, SOURCE_BYLINE_LINE, 100, buf_str(&names));
		found = true;
	}
	buf_free(&names);
	return found;
}

/* The text beside the blocks of an element, as of a header that holds the heading, the day and a name. */
static bool read_own(struct meta *m, const struct article_info *i)
{
	struct buf own = { 0 };
	bool found;

	meta_line(i->node, true, STR(" | "), LINE_BYTES, &own);
	found = own.len < LINE_BYTES && str_has_digit(buf_str(&own)) &&
		read_beside_date(m, str_trim(buf_str(&own)));
	buf_free(&own);
	return found;
}

/* "Ann Other, Contributor" */
static struct str without_office(struct str line)
{
	size_t comma = str_find_char(line, ',', 0);

	return comma != STR_NOWHERE && meta_is_role(str_sub(line, comma, SIZE_MAX))
		? str_sub(line, 0, comma)
		: line;
}

bool meta_read_beside(struct meta *m, const struct article_info *i, struct str line)
{
	uint32_t after = m->at - m->title_at;

	if (i->act == TAG_HEADING)
		return false;
	if (node_child(i->node, "h1") || node_child(i->node, "h2"))
		return read_own(m, i);
	if (!m->title_at || m->at <= m->title_at)
		return false;
	if (after < DATES_AFTER && str_has_digit(line) && read_beside_date(m, line))
		return true;
	if (after >= NAMES_AFTER || i->own != i->letters)
		return false;
	line = without_office(line);
	if (i->letters < NAME_LETTERS && meta_is_person(line) &&
		(is_beside_date(m, i->node) || is_beside_picture(i->node, line))) {
		meta_offer(m, SOURCE_BYLINE_ALONE, 100, line);
		return true;
	}
	return i->letters >= NAME_LETTERS && read_last_sentence(m, line);
}
