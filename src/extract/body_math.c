/* body_math.c: formulas as text in a line: as their TeX source where the page has it, else put together from MathML: (a+b)/2, x², x_i, √(n+1). */
#include "config.h"

#include "extract/body_writer.h"

#include "text/width.h"

#include <string.h>

enum {
	SIMPLE_NODES = 40, /* looked at to tell whether a part needs parentheses */
	PART_MOST = 3,	   /* parts of an element with a form of its own */
	NUMBER_MOST = 8,   /* bytes of a number that is raised */
};

enum math_act {
	MATH_GROUP,
	MATH_NUMBER, /* or a name: as it is */
	MATH_TEXT,   /* words */
	MATH_OPERATOR,
	MATH_FRACTION,
	MATH_SUPER,
	MATH_SUB,
	MATH_SUBSUPER,
	MATH_OVER,
	MATH_ROOT,
	MATH_ROOT_OF,
	MATH_FENCED,
	MATH_TABLE,
	MATH_ROW,
	MATH_CELL,
	MATH_NOTHING,
};

static const struct math_tag {
	const char *name;
	enum math_act act;
} math_tags[] = {
	{ "mi", MATH_NUMBER },
	{ "mn", MATH_NUMBER },
	{ "ms", MATH_TEXT },
	{ "mtext", MATH_TEXT },
	{ "mo", MATH_OPERATOR },
	{ "mfrac", MATH_FRACTION },
	{ "msup", MATH_SUPER },
	{ "msub", MATH_SUB },
	{ "msubsup", MATH_SUBSUPER },
	{ "munderover", MATH_SUBSUPER },
	{ "munder", MATH_SUB },
	{ "mover", MATH_OVER },
	{ "mmultiscripts", MATH_SUBSUPER },
	{ "msqrt", MATH_ROOT },
	{ "mroot", MATH_ROOT_OF },
	{ "mfenced", MATH_FENCED },
	{ "mtable", MATH_TABLE },
	{ "mtr", MATH_ROW },
	{ "mlabeledtr", MATH_ROW },
	{ "mtd", MATH_CELL },
	{ "annotation", MATH_NOTHING },
	{ "annotation-xml", MATH_NOTHING },
	{ "mphantom", MATH_NOTHING },
	{ "mprescripts", MATH_NOTHING },
	{ "none", MATH_NOTHING },
	{ "maligngroup", MATH_NOTHING },
};

static enum math_act act_of(const xmlNode *n)
{
	for (size_t i = 0; i < sizeof(math_tags) / sizeof(*math_tags); i++)
		if (node_is(n, math_tags[i].name))
			return math_tags[i].act;
	return MATH_GROUP;
}

static bool is_token(enum math_act act)
{
	return act == MATH_NUMBER || act == MATH_TEXT || act == MATH_OPERATOR;
}

/* Which part of its parent it is, from 0. */
static unsigned place_of(const xmlNode *n)
{
	unsigned place = 0;

	for (n = n->prev; n && place < PART_MOST; n = n->prev)
		place += node_is_element(n);
	return place;
}

/* Whether it is a single number, name or sign, or one raised or lowered: it needs no parentheses. */
static bool is_simple(const xmlNode *part, bool raised)
{
	unsigned seen = 0, tokens = 0, scripts = 0;

	for (const xmlNode *n = part; n; n = node_next(n, part)) {
		enum math_act act = node_is_element(n) ? act_of(n) : MATH_GROUP;

		if (++seen > SIMPLE_NODES)
			return false;
		scripts += act == MATH_SUPER || act == MATH_SUB;
		tokens += is_token(act);
		if (act == MATH_FRACTION || act == MATH_ROOT || act == MATH_TABLE)
			return false;
	}
	return tokens <= 1 || (raised && scripts == 1 && tokens == 2);
}

/* The text of a part that has one piece of it. */
static struct str only_token(const xmlNode *part)
{
	struct str text = STR_NONE;
	unsigned seen = 0;

	for (const xmlNode *n = part; n; n = node_next(n, part)) {
		struct str s = node_is_text(n) ? str_trim(node_content(n)) : STR_NONE;

		if (++seen > SIMPLE_NODES || (s.len && text.len))
			return STR_NONE;
		text = s.len ? s : text;
	}
	return text;
}

/* A number with its sign as superscript or subscript characters; false when the part is anything else. */
static bool add_raised(struct buf *out, const xmlNode *part, bool super)
{
	char plain[NUMBER_MOST];
	size_t len = 0, from = out->len;
	unsigned seen = 0;

	for (const xmlNode *n = part; n; n = node_next(n, part)) {
		struct str s = node_is_text(n) ? str_trim(node_content(n)) : STR_NONE;

		if (++seen > SIMPLE_NODES ||
			(node_is_element(n) && !is_token(act_of(n)) && act_of(n) != MATH_GROUP))
			return false;
		if (str_eq(s, STR("\xE2\x88\x92")))
			s = STR("-");
		if (len + s.len > sizeof(plain))
			return false;
		if (s.len)
			memcpy(plain + len, s.at, s.len);
		len += s.len;
	}
	if (body_raise((struct str){ plain, len }, super, out))
		return true;
	buf_cut(out, from);
	return false;
}

static void gap(struct buf *out)
{
	if (out->len && out->at[out->len - 1] != ' ' && out->at[out->len - 1] != '(')
		buf_add_char(out, ' ');
}

/* ---- signs ---- */

/* Signs that stand between two terms have blanks beside them, unless no term stands before. */
static bool is_between(struct str sign)
{
	static const char signs[] =
		"+ - = < > \xE2\x88\x92 \xC2\xB1 \xE2\x89\xA4 \xE2\x89\xA5 "
		"\xE2\x89\xA0 \xE2\x89\x88 \xE2\x89\xA1 \xE2\x86\x92 "
		"\xE2\x87\x92 \xE2\x87\x94 \xE2\x88\x88 \xE2\x88\x89 \xE2\x8A\x82 "
		"\xE2\x8A\x86 \xE2\x88\xAA \xE2\x88\xA9 \xE2\x88\xBC \xE2\x88\x9D "
		"\xC3\x97 \xE2\x89\xAA \xE2\x89\xAB := \xE2\x86\xA6 \xE2\x88\xA7 "
		"\xE2\x88\xA8";

	return str_has_word(STR(signs), sign);
}

/* Signs that only tell how terms belong together, and are not seen. */
static bool is_unseen(struct str sign)
{
	return sign.len == 3 && memcmp(sign.at, "\xE2\x81", 2) == 0 &&
		(unsigned char)sign.at[2] >= 0xA1 && (unsigned char)sign.at[2] <= 0xA4;
}

static void add_operator(struct buf *out, const xmlNode *n)
{
	struct str sign = only_token(n);
	bool first = place_of(n) == 0 || (out->len && out->at[out->len - 1] == '(');

	if (is_unseen(sign)) {
		/* A function and what it is applied to. */
		if (sign.at[2] == '\xA1')
			gap(out);
		return;
	}
	if (is_between(sign) && !first && node_next_element(n)) {
		gap(out);
		buf_add(out, sign);
		buf_add_char(out, ' ');
		return;
	}
	buf_add(out, sign);
	if (str_eq(sign, STR(",")) || str_eq(sign, STR(";")))
		buf_add_char(out, ' ');
}

/* ---- parts ---- */

/* The sign above a single letter as a combining character; 0 for none. */
static uint32_t accent(const xmlNode *part)
{
	static const struct {
		const char *sign;
		uint32_t combining;
	} accents[] = {
		{ "\xC2\xAF", 0x304 },
		{ "\xE2\x80\xBE", 0x304 },
		{ "\xE2\x88\x92", 0x304 },
		{ "^", 0x302 },
		{ "\xCB\x86", 0x302 },
		{ "~", 0x303 },
		{ "\xCB\x9C", 0x303 },
		{ "\xE2\x86\x92", 0x20D7 },
		{ "\xE2\x87\x80", 0x20D7 },
		{ "\xCB\x99", 0x307 },
		{ ".", 0x307 },
		{ "\xC2\xA8", 0x308 },
	};
	struct str sign = only_token(part);

	for (size_t i = 0; i < sizeof(accents) / sizeof(*accents); i++)
		if (str_eq(sign, str_z(accents[i].sign)))
			return accents[i].combining;
	return 0;
}

/* A number or an accent, as characters. True when the part is written. */
static bool add_short(struct buf *out, const xmlNode *part, bool super, bool over)
{
	uint32_t combining = over ? accent(part) : 0;
	char utf8[4];

	if (combining) {
		buf_add(out, (struct str){ utf8, char_encode(combining, utf8) });
		return true;
	}
	/* A brace over the whole. */
	if (over && str_eq(only_token(part), STR("\xE2\x8F\x9E")))
		return true;
	return add_raised(out, part, super);
}

/* Whether a part that is raised or lowered stands in parentheses. */
static bool is_enclosed(const xmlNode *part, bool super)
{
	struct buf probe = { 0 };
	bool raised = add_raised(&probe, part, super);

	buf_free(&probe);
	return !raised && !is_simple(part, false);
}

/* What stands before the part of an element with a form of its own. False when the part is written already. */
static bool open_part(struct buf *out, const xmlNode *n, enum math_act up, unsigned place)
{
	bool super = up == MATH_SUPER || up == MATH_OVER || place == 2;

	switch (up) {
	case MATH_FRACTION:
		if (place == 1)
			buf_add_char(out, '/');
		if (!is_simple(n, true))
			buf_add_char(out, '(');
		return true;
	case MATH_SUPER:
	case MATH_SUB:
	case MATH_SUBSUPER:
	case MATH_OVER:
		if (place == 0 || act_of(n) == MATH_NOTHING)
			return true;
		if (add_short(out, n, super, up == MATH_OVER))
			return false;
		buf_add_char(out, super ? '^' : '_');
		if (is_enclosed(n, super))
			buf_add_char(out, '(');
		return true;
	case MATH_ROOT_OF:
		if (place == 0)
			buf_add(out, STR("\xE2\x88\x9A("));
		return place == 0;
	case MATH_FENCED:
		if (place > 0)
			buf_add(out, STR(", "));
		return true;
	case MATH_ROW:
		if (place > 0)
			buf_add(out, STR(", "));
		return true;
	case MATH_TABLE:
		if (place > 0)
			buf_add(out, STR("; "));
		return true;
	default: return true;
	}
}

static void close_part(struct buf *out, const xmlNode *n, enum math_act up, unsigned place)
{
	bool super = up == MATH_SUPER || up == MATH_OVER || place == 2;

	switch (up) {
	case MATH_FRACTION:
		if (!is_simple(n, true))
			buf_add_char(out, ')');
		break;
	case MATH_SUPER:
	case MATH_SUB:
	case MATH_SUBSUPER:
	case MATH_OVER:
		if (place > 0 && act_of(n) != MATH_NOTHING && is_enclosed(n, super) &&
			!(up == MATH_OVER && accent(n)))
			buf_add_char(out, ')');
		break;
	case MATH_ROOT_OF:
		if (place == 0)
			buf_add_char(out, ')');
		break;
	default: break;
	}
}

/* The degree of a root stands before it, though it is its second part. */
static void add_degree(struct buf *out, const xmlNode *root)
{
	const xmlNode *radicand = node_first_element(root),
		      *degree = radicand ? node_next_element(radicand) : NULL;

	if (degree && !body_raise(only_token(degree), true, out))
		buf_add(out, only_token(degree));
}

static void add_fence(struct buf *out, const xmlNode *n, const char *name, const char *usual)
{
	struct str fence = node_attr(n, name);

	buf_add(out, node_has_attr(n, name) ? fence : str_z(usual));
}

/* "2 sin x", but "2xy". */
static void add_name(struct buf *out, const xmlNode *n)
{
	struct str name = only_token(n), before = STR_NONE;
	char last = out->len ? out->at[out->len - 1] : '\0';

	for (const xmlNode *up = n->prev; up && !before.len; up = up->prev)
		before = node_is(up, "mi") ? only_token(up) : STR("-");
	if ((ascii_alpha(last) || ascii_digit(last)) && ascii_alpha(name.len ? name.at[0] : '\0') &&
		(name.len > 1 || (before.len > 1 && ascii_alpha(before.at[0]))))
		gap(out);
	buf_add(out, name);
}

/* What an element writes before its parts. False when nothing below it is to be written. */
static bool begin(struct buf *out, const xmlNode *n, enum math_act act)
{
	switch (act) {
	case MATH_NUMBER: add_name(out, n); return false;
	case MATH_TEXT:
		gap(out);
		buf_add(out, only_token(n));
		buf_add_char(out, ' ');
		return false;
	case MATH_OPERATOR: add_operator(out, n); return false;
	case MATH_ROOT: buf_add(out, STR("\xE2\x88\x9A(")); return true;
	case MATH_ROOT_OF: add_degree(out, n); return true;
	case MATH_FENCED: add_fence(out, n, "open", "("); return true;
	case MATH_TABLE: buf_add_char(out, '['); return true;
	case MATH_NOTHING: return false;
	case MATH_GROUP:
	case MATH_FRACTION:
	case MATH_SUPER:
	case MATH_SUB:
	case MATH_SUBSUPER:
	case MATH_OVER:
	case MATH_ROW:
	case MATH_CELL: break;
	}
	return true;
}

static bool is_script(enum math_act act)
{
	return act == MATH_SUPER || act == MATH_SUB || act == MATH_SUBSUPER || act == MATH_OVER;
}

static void end(struct buf *out, const xmlNode *n, enum math_act act)
{
	const xmlNode *next = node_next_element(n);
	char last = out->len ? out->at[out->len - 1] : '\0';

	/* What follows is no part of the exponent. */
	if (is_script(act) && next && act_of(next) != MATH_OPERATOR &&
		(act_of(n->parent) == MATH_GROUP || act_of(n->parent) == MATH_ROOT) &&
		(ascii_alpha(last) || ascii_digit(last) || last == ')'))
		buf_add_char(out, ' ');
	if (act == MATH_ROOT)
		buf_add_char(out, ')');
	else if (act == MATH_FENCED)
		add_fence(out, n, "close", ")");
	else if (act == MATH_TABLE)
		buf_add_char(out, ']');
}

static void leave(struct buf *out, const xmlNode *n, const xmlNode *math)
{
	if (n == math || !node_is_element(n))
		return;
	end(out, n, act_of(n));
	close_part(out, n, act_of(n->parent), place_of(n));
}

bool body_math_source(const xmlNode *math, struct buf *out)
{
	for (const xmlNode *c = node_next(math, math); c; c = node_next(c, math))
		if (node_is(c, "annotation") &&
			str_has_case(node_attr(c, "encoding"), STR("tex"))) {
			node_text(c, out);
			return str_trim(buf_str(out)).len > 0;
		}
	buf_add(out, node_attr(math, "alttext"));
	return str_trim(buf_str(out)).len > 0;
}

void body_math_linear(const xmlNode *math, struct buf *out)
{
	const xmlNode *n = math->children;

	while (n) {
		bool down = false;

		if (node_is_element(n))
			down = open_part(out, n, act_of(n->parent), place_of(n)) &&
				begin(out, n, act_of(n)) && n->children;
		else if (node_is_text(n))
			buf_add(out, str_trim(node_content(n)));
		if (down) {
			n = n->children;
			continue;
		}
		while (n != math && !n->next) {
			leave(out, n, math);
			n = n->parent;
		}
		if (n == math)
			break;
		leave(out, n, math);
		n = n->next;
	}
}
