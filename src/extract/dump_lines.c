/* dump_lines.c: the lines of a dump: wrapped ones joined again, each judged by itself. */
#include "config.h"

#include "extract/dump.h"
#include "text/date.h"
#include "text/width.h"

enum {
	WRAP_MIN = 40, /* columns: a dump narrower than this is not wrapped but short */
	WRAP_MAX = 240,
	SHORT_LINE = 160, /* bytes: longer ones are text, whatever they hold */
	NAME_BYTES = 80,
	NAME_WORDS = 6,
};

/* Digits and ASCII signs, which stand between the words of an interface. */
static size_t sign_length(struct str s)
{
	static const struct str wide[] = { STR("·"), STR("•"), STR("|"), STR("–"), STR("—"),
		STR("«"), STR("»"), STR("…"), STR("▼"), STR("▲"), STR("↑"), STR("↓"), STR("→"),
		STR("\xc2\xa0") };

	if (!s.len)
		return 0;
	if ((unsigned char)*s.at < 0x80)
		return ascii_alpha(*s.at) ? 0 : 1;
	for (size_t i = 0; i < sizeof(wide) / sizeof(*wide); i++)
		if (str_starts(s, wide[i]))
			return wide[i].len;
	return 0;
}

/* What is left of a line without words of the interface; phrases may run into each other ("Community
 * standardsDiscussion"). A word that names a provider is followed by a name, which goes with it. */
struct idle {
	bool words, avatar;
	struct str rest;
};

static struct idle take_idle(struct str s)
{
	struct idle found = { .rest = s };

	while (found.rest.len) {
		size_t n = sign_length(found.rest);

		if (n == 0) {
			if (dump_prefix(DUMP_PROVIDER, found.rest, true))
				n = found.rest.len;
			else if ((n = dump_prefix(DUMP_AVATAR, found.rest, true)))
				found.avatar = true;
			else if (!(n = dump_prefix(DUMP_ENDING, found.rest, true)))
				n = dump_prefix(DUMP_INTERFACE, found.rest, true);
			if (n == 0)
				break;
			found.words = true;
		}
		found.rest = str_sub(found.rest, n, found.rest.len);
	}
	return found;
}

bool dump_is_idle(struct str s)
{
	struct idle found = take_idle(s);

	return found.words && !found.rest.len;
}

static void judge_idle(struct dump_line *l)
{
	struct idle found = take_idle(l->text);

	if (found.rest.len)
		return;
	l->idle = found.words;
	l->avatar = found.avatar;
	l->figure = !found.words;
}

/* "[avatar310947_1.gif]", "[unknown.gif]", "IFRAME:": what text browsers print for pictures. */
static void judge_picture(struct dump_line *l)
{
	static const struct str end[] = { STR(".gif]"), STR(".png]"), STR(".jpg]"), STR(".jpeg]"),
		STR(".svg]"), STR("[IMAGE]"), STR("[INS: :INS]"), STR(".webp]") };

	if (l->text.len > 100 || *l->text.at != '[')
		return;
	for (size_t i = 0; i < sizeof(end) / sizeof(*end); i++)
		if (str_ends_case(l->text, end[i]))
			l->idle = l->avatar = true;
}

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (ascii_digit(s.at[i]))
			return true;
	return false;
}

static void judge(struct extract *x, struct dump_line *l)
{
	struct date date;

	if (!l->text.len || l->text.len > SHORT_LINE)
		return;
	judge_idle(l);
	judge_picture(l);
	l->ending = dump_prefix(DUMP_ENDING, l->text, true) > 0;
	if (l->text.len < 6 || (!has_digit(l->text) && l->text.len > 40))
		return;
	if (!date_find(l->text, x->language, x->options->now, &date, &l->date_at, &l->date_len))
		l->date_len = 0;
	if (l->date_len)
		l->figure = l->idle = false;
}

/* Where the dump was wrapped: the width of its widest line if many are about as wide; 0 when it was not wrapped. */
static int wrap_width(xmlNode *root)
{
	unsigned count[WRAP_MAX + 1] = { 0 }, near = 0, all = 0;
	int top = 0;

	for (xmlNode *n = node_first_element(root); n; n = node_next_element(n)) {
		int64_t indent = 0;
		int width;

		str_number(node_attr(n, "indent"), 0, WRAP_MAX, &indent);
		width = (int)indent + text_width(node_content(n->children));
		if (width > WRAP_MAX)
			width = WRAP_MAX;
		count[width]++;
		all++;
	}
	if (count[WRAP_MAX] * 50 > all)
		return 0;
	for (int i = WRAP_MAX - 1; i >= WRAP_MIN && !top; i--) {
		near = 0;
		for (int j = i; j > i - 12 && j > 0; j--)
			near += count[j];
		if (count[i] && near * 20 > all)
			top = i;
	}
	return top;
}

/* The columns of the first word. */
static int first_word(struct str s)
{
	struct str word;

	return str_word(&s, &word) ? text_width(word) : 0;
}

struct reader {
	struct extract *x;
	struct dump *d;
	struct buf joined; /* the paragraph so far */
	struct str single; /* the same while it is one line */
	int end;	   /* the column in which its last line ended */
	int width;
};

static void finish(struct reader *r)
{
	struct dump_line *l;

	if (!r->d->lines.len)
		return;
	l = &r->d->lines.at[r->d->lines.len - 1];
	l->text = r->joined.len ? arena_dup(&r->x->arena, buf_str(&r->joined)) : r->single;
	buf_cut(&r->joined, 0);
	judge(r->x, l);
}

/* Whether the line only stands on its own because the one before was full. */
static bool continues(const struct reader *r, const struct dump_line *l, struct str s)
{
	const struct dump_line *last =
		r->d->lines.len ? &r->d->lines.at[r->d->lines.len - 1] : NULL;

	if (!r->width || !last || l->gap || l->bullet || l->number >= 0 || !r->single.len)
		return false;
	if (l->indent != last->indent && (r->joined.len || l->indent > last->indent))
		return false;
	return r->end + 1 + first_word(s) > r->width - 2;
}

static void read_line(struct reader *r, xmlNode *n)
{
	struct str s = n->children ? str_trim(node_content(n->children)) : STR_NONE;
	struct dump_line l = { .number = -1 };
	int64_t number;

	if (str_number(node_attr(n, "indent"), 0, INT32_MAX, &number))
		l.indent = (int)number;
	if (str_number(node_attr(n, "number"), 0, INT32_MAX, &number))
		l.number = (int)number;
	l.bullet = node_has_attr(n, "bullet");
	l.gap = node_has_attr(n, "blank-before");
	if (continues(r, &l, s)) {
		if (!r->joined.len)
			buf_add(&r->joined, r->single);
		buf_add_char(&r->joined, ' ');
		buf_add(&r->joined, s);
	} else {
		finish(r);
		*array_add(&r->d->lines) = l;
		r->single = s;
	}
	r->end = r->width ? l.indent + text_width(s) : 0;
}

void dump_read(struct extract *x, struct dump *d)
{
	struct reader r = { .x = x, .d = d, .width = wrap_width(x->page->root) };

	for (xmlNode *n = node_first_element(x->page->root); n; n = node_next_element(n))
		read_line(&r, n);
	finish(&r);
	buf_free(&r.joined);
	d->talk_from = d->talk_to = d->lines.len;
}

bool dump_is_sentence(struct str s)
{
	static const struct str end[] = { STR("."), STR("!"), STR("?"), STR(".\""), STR(".”"),
		STR("…"), STR(":"), STR("。"), STR("؟"), STR(".»"), STR(",") };

	for (size_t i = 0; i < sizeof(end) / sizeof(*end); i++)
		if (str_ends(s, end[i]))
			return true;
	return false;
}

bool dump_is_name(struct str s)
{
	struct str word;
	unsigned words = 0;
	bool letter = false;

	if (!s.len || s.len > NAME_BYTES || str_find_char(s, '?', 0) != STR_NOWHERE ||
		str_has(s, STR("://")))
		return false;
	for (size_t i = 0; i < s.len; i++)
		letter |= ascii_alpha(s.at[i]) || (unsigned char)s.at[i] >= 0x80;
	while (str_word(&s, &word))
		words++;
	return letter && words <= NAME_WORDS && (words < 3 || !dump_is_sentence(word));
}
