/* meta_byline.c: the names in a byline, and whose of several bylines is believed. */
#include "config.h"

#include "extract/meta.h"

#include "text/fold.h"

enum {
	NAMES_MAX = 200, /* bytes; a longer byline is a sentence */
	WORDS_MAX = 6,	 /* of one name */
	PARTS_MAX = 24,	 /* names and offices in a byline */
	/* what a byline loses that is no person's */
	LESS_SITE = 60,
	LESS_SITE_PERSON = 12,
	LESS_ACCOUNT = 40,
	LESS_AGENCY =
		40, /* in the head; below the heading and in the text it stands for a person */
	LESS_ROLE = 30,
	LESS_LIST = 40,
	LINKS_MOST = 4, /* names of a byline that are links */
	LESS_WORD = 8,	/* one word, a first name or a house */
};

static const struct str no_names[] = {
#define BYLINE_NOT(text) STR_INIT(text),
#include "extract/byline.def"
#undef BYLINE_NOT
};

static const struct str roles[] = {
#define BYLINE_ROLE(text) STR_INIT(text),
#include "extract/byline.def"
#undef BYLINE_ROLE
};

/* No name of a person has them. */
static const struct str stops[] = {
#define BYLINE_STOP(text) STR_INIT(text),
#include "extract/byline.def"
#undef BYLINE_STOP
};

static const struct str joints[] = {
#define BYLINE_JOINT(text) STR_INIT(text),
#include "extract/byline.def"
#undef BYLINE_JOINT
};

/* ---- one name ---- */

/* Lists are in small letters. A text in ASCII need not be folded for them. */
static bool listed(struct str s, const struct str *list, size_t count)
{
	struct buf lower = { 0 };
	bool found = false, ascii = true;

	s = str_sub(s, 0, 80);
	for (size_t i = 0; i < s.len && ascii; i++)
		ascii = (unsigned char)s.at[i] < 0x80;
	if (!ascii) {
		text_fold(s, FOLD_CASE, &lower, NULL, 0);
		s = buf_str(&lower);
	}
	for (size_t i = 0; i < count && !found; i++)
		found = s.len == list[i].len && ascii_lower(s.at[0]) == list[i].at[0] &&
			str_eq_case(s, list[i]);
	buf_free(&lower);
	return found;
}

bool meta_is_role(struct str part)
{
	struct str word;

	while (str_word(&part, &word)) {
		while (word.len && !ascii_alpha(word.at[word.len - 1]) &&
			(unsigned char)word.at[word.len - 1] < 0x80)
			word.len--;
		if (listed(word, roles, sizeof(roles) / sizeof(*roles)))
			return true;
	}
	return false;
}

/* Digits of Arabic and Persian. */
static bool begins_with_digit(struct str s)
{
	unsigned char a = (unsigned char)s.at[0], b = s.len > 1 ? (unsigned char)s.at[1] : 0;

	return (a == 0xD9 && b >= 0xA0 && b <= 0xA9) || (a == 0xDB && b >= 0xB0 && b <= 0xB9);
}

static bool is_name(struct str s)
{
	static const char *const pictures[] = { "foto", "bild:", "photo", "image", "\xC2\xA9",
		"getty", "view all", "zeige alle", "follow ", "share ", "read more", "http" };
	unsigned digits = 0, words = 0;
	struct str rest = s, word;

	if (s.len < 2 || s.len > NAMES_MAX || s.at[0] == '@' || begins_with_digit(s) ||
		str_has(s, STR("://")) || str_has(s, STR("www.")) || s.at[s.len - 1] == '?' ||
		s.at[s.len - 1] == '!')
		return false;
	for (size_t i = 0; i < sizeof(pictures) / sizeof(*pictures); i++)
		if (str_starts_case(s, str_z(pictures[i])))
			return false;
	for (size_t i = 0; i < s.len; i++)
		digits += ascii_digit(s.at[i]);
	while (str_word(&rest, &word))
		words++;
	if (words == 1 && str_has(s, STR(".")) &&
		str_find_char(s, '.', str_find_char(s, '.', 0) + 1) != STR_NOWHERE)
		return false;
	if (words == 1 && str_has(s, STR("/")) && str_has(s, STR(".")))
		return false;
	/* "14:57 Uhr", "5 min read". */
	if (digits && words > 1 && ascii_digit(s.at[0]))
		return false;
	if (digits > 4 || digits * 2 > s.len || words > 24)
		return false;
	return !listed(s, no_names, sizeof(no_names) / sizeof(*no_names));
}

static bool is_capital(const char *c)
{
	unsigned char a = (unsigned char)c[0], b = (unsigned char)c[1];

	if (a >= 'A' && a <= 'Z')
		return true;
	/* Latin letters with marks; Greek and Cyrillic capitals; scripts without capitals. */
	return (a == 0xC3 && b >= 0x80 && b <= 0x9E) || a == 0xC4 || a == 0xC5 ||
		(a == 0xCE && b >= 0x86 && b <= 0xAB) || (a == 0xD0 && b >= 0x81 && b <= 0xAF) ||
		(a >= 0xD6 && a != 0xE2);
}

/* Brackets and stops of East Asian scripts, which no name has; but the sign that repeats one of its letters. */
static bool has_wide_sign(struct str s)
{
	for (size_t i = 0; i + 2 < s.len; i++) {
		unsigned char a = (unsigned char)s.at[i], b = (unsigned char)s.at[i + 1],
			      c = (unsigned char)s.at[i + 2];

		if ((a == 0xE3 && b == 0x80 && c != 0x85) || (a == 0xEF && b == 0xBC))
			return true;
	}
	return false;
}

/* Whether a word of it is one that no name has. */
static bool has_stop(struct str s)
{
	struct str word;

	while (str_word(&s, &word))
		if (listed(word, stops, sizeof(stops) / sizeof(*stops)))
			return true;
	return false;
}

static bool is_person(struct str s)
{
	struct str rest = s, word;
	unsigned words = 0, capitals = 0;

	if (!s.len || str_has(s, STR(":")) || str_has(s, STR("/")) || str_has(s, STR("\"")) ||
		str_has(s, STR("|")) || str_has(s, STR("\xEF\xBC\x9A")))
		return false;
	while (str_word(&rest, &word)) {
		words++;
		if (meta_is_particle(word))
			continue;
		if (listed(word, stops, sizeof(stops) / sizeof(*stops)))
			return false;
		if (!is_capital(word.at) && word.at[0] != '\'')
			return false;
		capitals++;
	}
	if ((unsigned char)s.at[0] >= 0xE3 && words == 1)
		return s.len <= 18 && !has_wide_sign(s) &&
			!listed(s, no_names, sizeof(no_names) / sizeof(*no_names));
	return words >= 2 && words <= WORDS_MAX && capitals >= 2 && !str_has_digit(s) &&
		!meta_is_role(s);
}

/* ---- lists of names ---- */

struct part {
	struct str text;
	bool keep;
};

/* Parts a list of names; false when there are too many. */
static size_t part_names(struct str s, struct part *parts)
{
	size_t len = 0, from = 0;

	for (size_t i = 0; i < s.len && len + 1 < PARTS_MAX;) {
		size_t joint = 0;

		for (size_t k = 0; k < sizeof(joints) / sizeof(*joints) && !joint; k++)
			if (s.at[i] == joints[k].at[0] &&
				str_starts_case(str_sub(s, i, SIZE_MAX), joints[k]))
				joint = joints[k].len;
		if (!joint) {
			i++;
			continue;
		}
		parts[len++].text = str_trim(str_sub(s, from, i - from));
		from = i = i + joint;
	}
	parts[len++].text = str_trim(str_sub(s, from, SIZE_MAX));
	return len;
}

bool meta_is_person(struct str names)
{
	struct part parts[PARTS_MAX];
	size_t len = part_names(names, parts);

	for (size_t i = 0; i < len; i++)
		if (!parts[i].text.len || !is_person(parts[i].text))
			return false;
	return len > 0;
}

/* Letters behind a name: "MD", "Ph.D.", "Jr." */
static bool is_suffix(struct str s)
{
	size_t capitals = 0;

	if (str_has_word(STR("Jr Jr. Sr Sr. II III Ph.D. PhD M.D. Esq."), s))
		return true;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] >= 'A' && s.at[i] <= 'Z')
			capitals++;
		else if (s.at[i] != '.' && s.at[i] != ' ' && s.at[i] != '-')
			return false;
	}
	return capitals > 1 && s.len < 8;
}

static bool is_all_capitals(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] >= 'a' && s.at[i] <= 'z')
			return false;
	return true;
}

/* What is no second name behind one: the capitals of a house, "CNN", but not those of a degree; an agency; a single word, as of a place. */
static bool is_house(struct str s)
{
	static const struct str houses[] = {
#define BYLINE_HOUSE(text) STR_INIT(text),
#include "extract/byline.def"
#undef BYLINE_HOUSE
	};
	static const char degrees[] =
		"MD DO PHD DDS DMD DVM RN NP PA JD LLB LLM MBA MA MS MSC BA BS BSC "
		"MPH CPA CFA RD RDN LCSW LMFT ESQ JR SR II III IV OBE MBE CBE MP FRCP";

	if (listed(s, houses, sizeof(houses) / sizeof(*houses)))
		return true;
	return str_find_char(s, ' ', 0) == STR_NOWHERE && str_find_char(s, '.', 0) == STR_NOWHERE &&
		!is_person(s) && !str_has_word(STR(degrees), s);
}

/* Words of a sentence about a person: two in small letters that no name has. */
static bool is_phrase(struct str s)
{
	struct str word;
	unsigned small = 0;

	while (str_word(&s, &word))
		small += word.at[0] >= 'a' && word.at[0] <= 'z' && !meta_is_particle(word);
	return small > 1;
}

static bool is_sentence(struct str s)
{
	struct str rest = s, word;
	unsigned words = 0;

	while (str_word(&rest, &word))
		words++;
	return words > WORDS_MAX - 2 && is_phrase(s);
}

/* Writes the names of a list without offices, dates and repetitions; as it stands when nothing is left out. */
static bool add_names(struct str s, struct buf *out)
{
	struct part parts[PARTS_MAX];
	size_t len = part_names(s, parts), kept = 0, begin = out->len;
	bool office = false;		    /* what follows an office is where it is held */
	bool person = false, small = false; /* one is named before; in small letters, too */

	/* What goes on behind the "and" of a sentence is no name either. */
	if (len > 1 && is_sentence(parts[0].text))
		return false;

	for (size_t i = 0; i < len; i++) {
		struct str t = parts[i].text;

		parts[i].keep = t.len > 0 && !is_sentence(t) &&
			(len == 1 ||
				(is_name(t) && !meta_is_role(t) && !(person && is_house(t)) &&
					!(small && str_find_char(t, ' ', 0) != STR_NOWHERE &&
						is_all_capitals(t) &&
						(unsigned char)t.at[0] < 0x80) &&
					!(str_has_digit(t) && kept) &&
					!(kept && (is_phrase(t) || has_stop(t))) &&
					!(office && !is_person(t))));
		office = office || (kept && meta_is_role(t));
		for (size_t k = 0; k < i && parts[i].keep; k++)
			if (parts[k].keep && str_eq_case(parts[k].text, t))
				parts[i].keep = false;
		kept += parts[i].keep;
		person = person || (parts[i].keep && is_person(t));
		small = small || (person && !is_all_capitals(t));
	}
	if (kept == 0) {
		parts[0].keep = is_name(parts[0].text) && !is_sentence(parts[0].text);
		kept = parts[0].keep;
	}
	if (kept == len) {
		buf_add(out, s);
		return is_name(s);
	}
	for (size_t i = 0; i < len; i++) {
		if (!parts[i].keep)
			continue;
		if (out->len > begin)
			buf_add(out, STR(", "));
		buf_add(out, parts[i].text);
	}
	return out->len > begin;
}

/* The words with one space between them; a space that does not break, and that of ideographs, is a space like any other. */
static void add_words(struct str raw, struct buf *line)
{
	const struct str wide = STR("\xE3\x80\x80");
	struct str piece, word;

	while (raw.len) {
		size_t at = str_find(raw, STR("\xC2\xA0"), 0), other = str_find(raw, wide, 0);
		size_t len = other < at ? wide.len : 2;

		at = other < at ? other : at;
		piece = str_sub(raw, 0, at);
		raw = at == STR_NOWHERE ? STR_NONE : str_sub(raw, at + len, SIZE_MAX);
		while (str_word(&piece, &word)) {
			if (line->len)
				buf_add_char(line, ' ');
			buf_add(line, word);
		}
	}
}

/* "JD Jane Doe": the letters that stand for a missing portrait are no part of the name. */
static struct str without_initials(struct str s)
{
	struct str rest = s, first, word;
	size_t count = 0;

	if (!str_word(&rest, &first) || first.len < 2 || first.len > 3)
		return s;
	for (struct str names = rest; str_word(&names, &word); count++)
		if (count >= first.len || word.at[0] != first.at[count])
			return s;
	return count == first.len ? str_trim(rest) : s;
}

/* What stands behind "by", but not where the names end before it: "Ann Other with additional reporting by Bob". */
static struct str behind_by(struct str s)
{
	struct str behind = meta_behind_by(s);
	size_t end = meta_names_end(s);

	if (s.len - behind.len > end && is_person(meta_trim_end(str_trim(str_sub(s, 0, end)))))
		return s;
	return behind;
}

bool meta_names(const struct meta *m, struct str raw, struct buf *out)
{
	struct buf line = { 0 };
	struct str s, rest;
	bool ok = false;

	add_words(raw, &line);
	s = without_initials(buf_str(&line));
	s = meta_skip_bars(s);
	for (int i = 0; i < 3 && meta_cut_prefix(m, &s); i++)
		s = meta_skip_bars(s);
	s = behind_by(s);
	/* "12 May 2020 | Ann Other": what stands before the first bar is no name. */
	for (int i = 0; i < 4 && s.len && !ok; i++) {
		size_t end = meta_names_end(s);
		size_t begin = out->len;
		struct str piece = meta_trim_end(str_trim(str_sub(s, 0, end)));

		rest = meta_skip_bars(str_sub(s, end, SIZE_MAX));
		ok = piece.len && (i == 0 || is_person(piece)) && add_names(piece, out);
		if (!ok)
			buf_cut(out, begin);
		s = end < s.len ? rest : STR_NONE;
		for (int k = 0; k < 2 && !ok && meta_cut_prefix(m, &s); k++)
			s = meta_skip_bars(s);
	}
	buf_free(&line);
	return ok;
}

/* ---- which byline ---- */

static bool is_joint(char c)
{
	return c == '.' || c == '-' || c == '_' || c == ',' || c == '&' || c == ';';
}

/* The next word of a name, folded to letters; points and hyphens part words, as in the names for signing in. */
static bool name_word(struct str *rest, struct buf *word)
{
	size_t i = 0, from;

	while (i < rest->len && (ascii_space(rest->at[i]) || is_joint(rest->at[i])))
		i++;
	from = i;
	while (i < rest->len && !ascii_space(rest->at[i]) && !is_joint(rest->at[i]))
		i++;
	meta_plain(str_sub(*rest, from, i - from), word);
	*rest = str_sub(*rest, i, SIZE_MAX);
	return i > from;
}

/* Whether all words of `less` stand in `more`, in order: "Ann", "ann.other", "Ann Other" in "Ann B. Other". */
static bool within(struct str less, struct str more)
{
	struct buf a = { 0 }, b = { 0 };
	bool all = less.len > 0;

	while (all && name_word(&less, &a)) {
		bool found = false;

		while (!found && name_word(&more, &b))
			found = str_eq(buf_str(&a), buf_str(&b));
		all = found || !a.len;
	}
	buf_free(&a);
	buf_free(&b);
	return all;
}

static bool same_names(const struct meta *m, const struct meta_value *a, const struct meta_value *b)
{
	(void)m;
	return within(a->text, b->text) || within(b->text, a->text);
}

/* A name for signing in, jane.doe or jane-doe: one word in small letters with a mark within. */
static bool is_account(struct str name)
{
	bool mark = false;

	for (size_t i = 0; i < name.len; i++) {
		if (ascii_space(name.at[i]) || (name.at[i] >= 'A' && name.at[i] <= 'Z'))
			return false;
		mark = mark || name.at[i] == '.' || name.at[i] == '-' || name.at[i] == '_' ||
			ascii_digit(name.at[i]);
	}
	return mark;
}

/* What is said of no person counts less: then a person named in a weaker place wins. */
static int less(const struct meta *m, const struct meta_value *v)
{
	struct str names = v->text;
	bool person = meta_is_person(names);

	if (meta_names_site(m, names))
		return person ? LESS_SITE_PERSON : LESS_SITE;
	if (person)
		return 0;
	if (is_account(names))
		return LESS_ACCOUNT;
	if (meta_is_agency(names) && v->make != MAKE_VISIBLE)
		return LESS_AGENCY;
	return meta_is_role(names) ? LESS_ROLE : LESS_WORD;
}

/* Without the parts of a list that name the site: "Ann Other, The Gazette". */
static struct str without_site(struct meta *m, struct str names)
{
	struct part parts[PARTS_MAX];
	size_t len = part_names(names, parts);
	struct buf out = { 0 };
	bool less_now = false;

	if (len < 2)
		return names;
	for (size_t i = 0; i < len; i++) {
		if (meta_is_site(m, parts[i].text) ||
			(meta_names_site(m, parts[i].text) && !is_person(parts[i].text) &&
				!is_suffix(parts[i].text))) {
			less_now = true;
			continue;
		}
		if (out.len)
			buf_add(&out, STR(", "));
		buf_add(&out, parts[i].text);
	}
	/* "The Gazette, London": what is left is no name then. */
	if (less_now && meta_is_person(buf_str(&out)))
		names = arena_dup(&m->x->arena, buf_str(&out));
	buf_free(&out);
	return names;
}

static unsigned comma_count(struct str s)
{
	unsigned count = 0;

	for (size_t i = 0; i < s.len; i++)
		count += s.at[i] == ',';
	return count;
}

/* The fullest of the bylines that mean the same people. */
static void take_fullest(struct meta *m)
{
	struct meta_value *best = &m->best[FIELD_BYLINE];

	for (size_t i = 0; i < m->values[FIELD_BYLINE].len; i++) {
		const struct meta_value *v = &m->values[FIELD_BYLINE].at[i];

		if (v->text.len <= best->text.len || !within(best->text, v->text) ||
			!meta_is_person(v->text))
			continue;
		best->text = v->text;
		best->how = v->how;
	}
}

void meta_settle_byline(struct meta *m)
{
	/* The text ends with who wrote it, too; deep in it stand the authors of other articles. */
	static const int percent[PLACES] = { [PLACE_UNKNOWN] = 100,
		[PLACE_ABOVE] = 70,
		[PLACE_BELOW_HEADING] = 125,
		[PLACE_HEAD] = 100,
		[PLACE_DEEP] = 70,
		[PLACE_END] = 100 };
	struct meta_value *best = &m->best[FIELD_BYLINE];

	for (size_t i = 0; i < m->values[FIELD_BYLINE].len; i++) {
		struct meta_value *v = &m->values[FIELD_BYLINE].at[i];

		if (v->rank >= META_KNOWN)
			continue;
		v->text = without_site(m, v->text);
		v->rank = v->rank * percent[meta_place(m, v)] / 100 - less(m, v);
		/* Deep in a text a class says little: "signature" is that of a function, too. */
		if (meta_place(m, v) == PLACE_DEEP && v->make == MAKE_VISIBLE &&
			!meta_is_person(v->text) && !meta_is_agency(v->text)) {
			v->rank = 0;
			continue;
		}
		/* Many links to people are a list of them. */
		if ((v->make == MAKE_LINKED || v->make == MAKE_VISIBLE) &&
			comma_count(v->text) >= LINKS_MOST)
			v->rank -= LESS_LIST;
		if (v->rank < 1)
			v->rank = 1;
	}
	meta_weigh(m, FIELD_BYLINE, same_names);
	if (best->rank && best->rank < META_KNOWN)
		take_fullest(m);
}
