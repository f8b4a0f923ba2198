/* dump_lines.c: the lines of a dump: wrapped ones joined again, each judged by itself. */
#include "config.h"

#include "extract/dump.h"
#include "extract/thread_guess.h"
#include "text/date.h"
#include "text/width.h"

#include <string.h>

enum {
	WRAP_MIN = 40, /* columns: a dump narrower than this is not wrapped but short */
	WRAP_MAX = 240,
	STAND_OUT = 50,	  /* one in so many lines may be longer */
	SHORT_LINE = 160, /* bytes: longer ones are text, whatever they hold */
	HEADING = 100,	  /* bytes of what may head a part of the page */
	HEADING_WORDS = 3,
	BUTTONS = 24,	  /* bytes of a line that ends with what one does: "+3 Good Reply" */
	TOLD = 24,	  /* bytes of a line that is nothing but "5 Feb" */
	CLOCK_WORDS = 5,  /* before a clock, in which a day without its year is looked for */
	SEAMS = 4,	  /* places tried where a date may run into a name */
	LINK_COLUMNS = 4, /* of "[12]", which is left out */
	NAME_BYTES = 80,
	NAME_WORDS = 6,
};

/* Digits and ASCII signs, which stand between the words of an interface. */
static size_t sign_length(struct str s)
{
	static const struct str wide[] = { STR("·"), STR("•"), STR("|"), STR("–"), STR("—"),
		STR("«"), STR("»"), STR("…"), STR("▼"), STR("▲"), STR("↑"), STR("↓"), STR("→"),
		STR("\xc2\xa0"), STR("━"), STR("─"), STR("═"), STR("●"), STR("○"), STR("■"),
		STR("□"), STR("☆"), STR("★"), STR("×") };

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
	bool words, avatar, action;
	struct str rest;
};

/* Bytes of the interface's words at the beginning of what is left; 0 for none. */
static size_t idle_length(struct idle *found)
{
	struct str s = found->rest;
	size_t n, action = dump_prefix(DUMP_ACTION, s, true);

	if (dump_prefix(DUMP_PROVIDER, s, true))
		return s.len;
	if ((n = dump_prefix(DUMP_AVATAR, s, true))) {
		found->avatar = true;
		return n;
	}
	n = dump_prefix(DUMP_ENDING, s, true);
	if (!n)
		n = dump_prefix(DUMP_INTERFACE, s, true);
	found->action |= action > 0 && action == n;
	return n;
}

static struct idle take_idle(struct str s)
{
	struct idle found = { .rest = s };

	while (found.rest.len) {
		size_t n = sign_length(found.rest);

		if (n == 0) {
			n = idle_length(&found);
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
	l->action = found.action;
	l->avatar = found.avatar;
	l->figure = !found.words;
}

/* "[deleted]" stands for a name or a text. */
static bool is_gone(struct str s)
{
	static const struct str gone[] = { STR("deleted"), STR("removed"), STR("gelöscht"),
		STR("supprimé"), STR("eliminado"), STR("удалено") };

	for (size_t i = 0; i < sizeof(gone) / sizeof(*gone); i++)
		if (str_eq_case(s, gone[i]))
			return true;
	return false;
}

/* "6:32 PM" alone. */
static bool is_clock(struct str s)
{
	size_t colon = str_find_char(s, ':', 0);

	return s.len <= 11 && colon != STR_NOWHERE && colon > 0 && colon < 3 && colon + 1 < s.len &&
		ascii_digit(s.at[colon - 1]) && ascii_digit(s.at[colon + 1]) && ascii_digit(*s.at);
}

/* "[avatar310947_1.gif]", "[b36-rounde]", "[   ]", "IFRAME:": what text browsers print for pictures and fields: a line of
 * nothing but brackets without blanks inside, or with nothing else. */
static void judge_picture(struct dump_line *l)
{
	struct str rest = l->text;

	if (rest.len > 100 || *rest.at != '[')
		return;
	while (rest.len) {
		size_t close = str_find_char(rest, ']', 0);
		struct str inside;

		if (*rest.at != '[' || close == STR_NOWHERE)
			return;
		inside = str_trim(str_sub(rest, 1, close - 1));
		if (str_find_char(inside, ' ', 0) != STR_NOWHERE || is_gone(inside))
			return;
		rest = str_trim(str_sub(rest, close + 1, rest.len));
	}
	l->avatar = !l->action;
	l->idle = true;
}

/* Whether a date may begin here though no blank stands before it: "AnnMarch 3", "ann12 May", "ann12.5.2019". */
static bool is_seam(struct str s, size_t at)
{
	unsigned char before = (unsigned char)s.at[at - 1];
	size_t n = at;

	if (before < 'a' && before != ')')
		return false;
	if (s.at[at] >= 'A' && s.at[at] <= 'Z')
		return true;
	while (n < s.len && ascii_digit(s.at[n]))
		n++;
	return n > at && n <= at + 4 && n < s.len && strchr("./-: ", s.at[n]) != NULL;
}

static bool find_date(struct extract *x, struct dump_line *l, size_t from)
{
	struct date date;

	if (!date_find(str_sub(l->text, from, l->text.len), x->language, x->options->now, &date,
		    &l->date_at, &l->date_len))
		l->date_len = 0;
	l->date_at += from;
	return l->date_len > 0;
}

/* Where the word before byte `at` begins; 0 at the beginning. */
static size_t word_before(struct str s, size_t at)
{
	while (at > 0 && s.at[at - 1] == ' ')
		at--;
	while (at > 0 && s.at[at - 1] != ' ')
		at--;
	return at;
}

/* A day without its year behind a clock: "10:15 AM on May 3". */
static void find_behind_clock(struct extract *x, struct dump_line *l, size_t from)
{
	struct str s = l->text, rest = str_sub(s, from, s.len), word;
	struct date date;

	for (int i = 0; i <= CLOCK_WORDS && str_word(&rest, &word); i++) {
		size_t end = (size_t)(word.at + word.len - s.at);

		if (i < 2 ||
			!date_parse(str_sub(s, from, end - from), x->language, x->options->now,
				&date) ||
			date.precision < DATE_DAY)
			continue;
		l->date_at = from;
		l->date_len = end - from;
		return;
	}
}

/* A day without its year before a clock: "Friday July 06, @08:55AM", "yesterday at 9:10". */
static void find_clocked(struct extract *x, struct dump_line *l)
{
	struct str s = l->text;
	size_t colon = 0, end, from;
	struct date date;

	while ((colon = str_find_char(s, ':', colon + 1)) != STR_NOWHERE &&
		(colon + 1 >= s.len || !ascii_digit(s.at[colon - 1]) ||
			!ascii_digit(s.at[colon + 1])))
		;
	if (colon == STR_NOWHERE)
		return;
	for (end = colon + 1; end < s.len && (ascii_digit(s.at[end]) || ascii_alpha(s.at[end]));)
		end++;
	if (str_starts_case(str_sub(s, end, 3), STR(" am")) ||
		str_starts_case(str_sub(s, end, 3), STR(" pm")))
		end += 3;
	from = word_before(s, colon);
	for (int i = 0; i < CLOCK_WORDS && from > 0; i++) {
		from = word_before(s, from);
		if (!date_parse(
			    str_sub(s, from, end - from), x->language, x->options->now, &date) ||
			date.precision < DATE_DAY)
			continue;
		l->date_at = from;
		l->date_len = end - from;
		return;
	}
	find_behind_clock(x, l, word_before(s, colon));
}

/* A line that is as a whole a time, told as one tells it: "5 Feb", "2 hrs". */
static void find_told(struct extract *x, struct dump_line *l)
{
	struct date date;
	size_t at, len;

	if (l->text.len <= TOLD && guess_date(x, l->text, &date, &at, &len)) {
		l->date_at = at;
		l->date_len = len;
	}
}

/* A time that runs into the name before it is found where a link begins, or a capital. */
static void judge_date(struct extract *x, const struct dump *d, struct dump_line *l, size_t link)
{
	size_t seams = 0;

	if (l->text.len < 4 || (!str_has_digit(l->text) && l->text.len > 40) || find_date(x, l, 0))
		return;
	for (; link < d->links.len && !l->date_len; link++)
		if (d->links.at[link].at > 0)
			find_date(x, l, d->links.at[link].at);
	for (size_t i = 1; i < l->text.len && seams < SEAMS && !l->date_len; i++)
		if (is_seam(l->text, i) && str_has_digit(str_sub(l->text, i, l->text.len))) {
			seams++;
			find_date(x, l, i);
		}
	if (!l->date_len && l->text.len <= HEADING)
		find_clocked(x, l);
	if (!l->date_len)
		find_told(x, l);
}

/* Whether a phrase at this place makes a line a heading: it begins the line or ends it, or its figure stands before it. */
static bool heads_line(struct str s, size_t at, size_t len)
{
	struct str before = str_trim_right(str_sub(s, 0, at));
	size_t end = at + len;

	if (!before.len || ascii_digit(before.at[before.len - 1]))
		return true;
	while (end < s.len && (ascii_alpha(s.at[end]) || (unsigned char)s.at[end] >= 0x80))
		end++; /* "Kommentar" of "Kommentare" */
	for (; end < s.len; end++)
		if (!ascii_space(s.at[end]) && !ascii_digit(s.at[end]) &&
			!strchr("():[]#-", s.at[end]))
			return false;
	return true;
}

/* "Reader comments on this story": few words, no item of a list, no sentence. */
static bool is_short_heading(const struct dump_line *l, size_t at)
{
	struct str before = str_sub(l->text, 0, at), word;
	size_t words = 0;

	while (str_word(&before, &word))
		words++;
	return words < HEADING_WORDS && !l->bullet && l->number < 0 && l->text.len <= HEADING / 2 &&
		!dump_is_sentence(l->text) && str_find_char(l->text, '/', 0) == STR_NOWHERE;
}

/* "12 comments", "Discussion": whether comments may follow. */
static bool is_announcement(const struct dump_line *l)
{
	size_t len = 0, at, words = 0;
	struct str rest = l->text, word;

	if (l->text.len > HEADING || l->ending || l->box || l->action ||
		dump_suffix(DUMP_SAYS, l->text))
		return false;
	at = dump_find(DUMP_SECTION, l->text, &len);
	if (l->date_len) /* below a title: "3 May by Ann | 12 comments" */
		return at != STR_NOWHERE && at > 1 && ascii_digit(l->text.at[at - 2]) &&
			!words_latest(l->text);
	if (at != STR_NOWHERE)
		return (heads_line(l->text, at, len) || is_short_heading(l, at)) &&
			!words_latest(l->text);
	while (str_word(&rest, &word))
		words++;
	return words <= HEADING_WORDS && words_talk(l->text);
}

/* link: the first one of the line. */
static void judge(struct extract *x, struct dump *d, struct dump_line *l, size_t link)
{
	if (!l->text.len || l->text.len > SHORT_LINE)
		return;
	judge_idle(l);
	judge_picture(l);
	l->ending = dump_prefix(DUMP_ENDING, l->text, true) > 0;
	l->box = l->text.len <= HEADING && dump_prefix(DUMP_BOX, l->text, false) > 0;
	judge_date(x, d, l, link);
	if (is_clock(l->text)) {
		l->date_len = 0;
		l->figure = true;
	} else if (l->date_len) {
		l->figure = l->idle = false;
	}
	l->action |= l->text.len <= BUTTONS && dump_suffix(DUMP_ACTION, l->text) > 0;
	l->said = is_announcement(l);
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
	/* Few lines stand out: a long address, or letters that were counted otherwise. */
	for (near /= STAND_OUT; top > WRAP_MIN && count[top] <= near; top--)
		near -= count[top];
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
	struct str last;   /* its last line */
	size_t link;	   /* its first link */
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
	judge(r->x, r->d, l, r->link);
	r->link = r->d->links.len;
}

/* Whether the line only stands on its own because the one before was full. lead: columns before its text that are left out. */
static bool continues(const struct reader *r, const struct dump_line *l, struct str s, int lead)
{
	const struct dump_line *last =
		r->d->lines.len ? &r->d->lines.at[r->d->lines.len - 1] : NULL;

	if (!r->width || !last || l->gap || l->bullet || l->number >= 0 || !r->single.len)
		return false;
	if (l->indent != last->indent && (r->joined.len || l->indent > last->indent))
		return false;
	if (s.len <= HEADING && dump_is_sentence(r->last) && dump_is_idle(s))
		return false; /* buttons below a text that just ends there */
	return r->end + 1 + first_word(s) + lead > r->width - 2;
}

/* Links of a line whose text begins at byte `from` of the paragraph. */
static void add_links(struct reader *r, xmlNode *line, size_t from)
{
	struct str rest = node_attr(line, "links"), one;

	while (str_line(&rest, &one)) {
		size_t blank = str_find_char(one, ' ', 0);
		int64_t at = 0;

		str_number(str_sub(one, 0, blank), 0, INT32_MAX, &at);
		*array_add(&r->d->links) = (struct dump_link){ r->d->lines.len - 1,
			from + (size_t)at, str_sub(one, blank + 1, one.len) };
	}
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
	if (continues(r, &l, s, str_starts(node_attr(n, "links"), STR("0 ")) ? LINK_COLUMNS : 0)) {
		if (!r->joined.len)
			buf_add(&r->joined, r->single);
		buf_add_char(&r->joined, ' ');
		buf_add(&r->joined, s);
	} else {
		finish(r);
		*array_add(&r->d->lines) = l;
		r->single = s;
	}
	r->last = s;
	add_links(r, n, (r->joined.len ? r->joined.len : r->single.len) - s.len);
	r->end = !r->width						 ? 0
		: str_number(node_attr(n, "end"), 0, INT32_MAX, &number) ? (int)number
									 : l.indent + text_width(s);
}

/* Whether a line that names a face is only there for the name on the next one: "avatar of Ann", "Ann's avatar". */
static bool is_face(const struct dump_line *l, const struct dump_line *next)
{
	size_t len = 0, at;
	struct str before, after;

	if (!l->text.len || l->text.len > NAME_BYTES || l->date_len)
		return false;
	at = dump_find(DUMP_AVATAR, l->text, &len);
	if (at == STR_NOWHERE)
		return false;
	before = str_trim(str_sub(l->text, 0, at));
	after = str_trim(str_sub(l->text, at + len, l->text.len));
	if (after.len)
		return str_starts(next->text, after);
	if (str_ends(before, STR("'s")) || str_ends(before, STR("’s")))
		before = str_sub(
			before, 0, before.len - (before.at[before.len - 2] == '\'' ? 2 : 4));
	return before.len > 0 && str_starts(next->text, before);
}

void dump_read(struct extract *x, struct dump *d)
{
	struct reader r = { .x = x, .d = d, .width = wrap_width(x->page->root) };

	*d = (struct dump){ 0 };
	for (xmlNode *n = node_first_element(x->page->root); n; n = node_next_element(n))
		read_line(&r, n);
	finish(&r);
	buf_free(&r.joined);
	for (size_t i = 0; i + 1 < d->lines.len; i++)
		if (is_face(&d->lines.at[i], &d->lines.at[i + 1]))
			d->lines.at[i].avatar = d->lines.at[i].idle = true;
	d->talk_from = d->talk_to = d->lines.len;
}

void dump_free(struct dump *d)
{
	array_free(&d->lines);
	array_free(&d->links);
}

/* The first link at this place or behind it. */
static size_t find_link(const struct dump *d, size_t line, size_t at)
{
	size_t from = 0, to = d->links.len;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		const struct dump_link *l = &d->links.at[mid];

		if (l->line < line || (l->line == line && l->at < at))
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

size_t dump_link_from(const struct dump *d, size_t line)
{
	return find_link(d, line, 0);
}

struct str dump_href(const struct dump *d, size_t line, size_t at)
{
	size_t i = find_link(d, line, at);

	if (i < d->links.len && d->links.at[i].line == line && d->links.at[i].at == at)
		return d->links.at[i].href;
	return STR_NONE;
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
