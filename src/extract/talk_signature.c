/* talk_signature.c: the signatures of wiki pages, in every language: a run of links to one user's
 * pages, then the time. */
#include "config.h"

#include "extract/talk_signature.h"

#include "extract/class.h"
#include "extract/talk_signed.h"
#include "text/date.h"
#include "text/url.h"
#include "text/width.h"

#include <string.h>

enum {
	STAMP_BEFORE = 90,   /* bytes before the zone in which the time stands */
	SIGNATURE_MAX = 220, /* bytes of text from the first link of a signature to its time */
	NAME_MAX_LEN = 256,
	LINKS_MAX = 12, /* links of one signature */
	/* of signatures of any page */
	AFTER = 16, /* bytes after the date: "(CET)" is read with it, "." and the like are not */
	NAME_MOST = 80,	 /* bytes */
	PARTS_MOST = 12, /* nodes of a signature */
};

/* Whether a class is of what stands among the talk of a wiki and is none. */
static bool says_apart(struct str class)
{
	static const struct str words[] = { STR_INIT("toc"), STR_INIT("mw-editsection"),
		STR_INIT("navbox"), STR_INIT("catlinks"), STR_INIT("printfooter"),
		STR_INIT("mw-jump-link"), STR_INIT("ext-discussiontools-init-section-bar") };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_has_word(class, words[i]))
			return true;
	return false;
}

bool signature_skips(const xmlNode *n)
{
	if (!node_is_element(n))
		return n->type == XML_COMMENT_NODE;
	if (node_is(n, "script") || node_is(n, "style") || node_is(n, "link") ||
		node_is(n, "meta") || node_is(n, "template"))
		return true;
	if (!n->properties)
		return false;
	return class_says(class_of(n), CLASS_APART, says_apart) ||
		str_eq(node_attr(n, "id"), STR("toc"));
}

static bool is_digit_char(uint32_t c)
{
	static const uint32_t zero[] = { '0', 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1040 };

	for (size_t i = 0; i < sizeof(zero) / sizeof(*zero); i++)
		if (c >= zero[i] && c < zero[i] + 10)
			return true;
	return false;
}

/* Whether a clock time and a year are printed in the text. */
static bool looks_like_time(struct str s)
{
	bool clock = false, year = false, colon = false;
	unsigned digits = 0, before = 0;
	uint32_t c;
	size_t step;

	for (size_t at = 0; at < s.len; at += step) {
		step = char_decode(s, at, &c);
		if (!step)
			break;
		if (is_digit_char(c)) {
			digits++;
			clock = clock || (colon && digits == 2 && before >= 1 && before <= 2);
			year = year || digits == 4;
			continue;
		}
		colon = digits && (c == ':' || c == '.' || c == 'h' || c == 0x66b);
		before = digits;
		digits = 0;
	}
	return clock && year;
}

/* "(UTC)", "(CET)", "(+03)": the zone that ends a signature's time; what its length is, at the
 * opening parenthesis. 0 for none. */
static size_t zone_length(struct str s)
{
	size_t i = 1;

	if (!s.len || s.at[0] != '(')
		return 0;
	while (i < s.len && i < 24 && s.at[i] != ')' && s.at[i] != '(' && s.at[i] != '\n')
		i++;
	return i >= 3 && i < s.len && s.at[i] == ')' ? i + 1 : 0;
}

/* Where in the text the last time with a zone ends, and begins (a little early); STR_NOWHERE when
 * there is none. */
static size_t stamp_end(struct str s, size_t *begin)
{
	for (size_t i = s.len; i-- > 0;) {
		size_t len = s.at[i] == '(' ? zone_length(str_sub(s, i, s.len)) : 0;
		size_t from = i > STAMP_BEFORE ? i - STAMP_BEFORE : 0;

		if (!len)
			continue;
		while (from < i && ((unsigned char)s.at[from] & 0xc0) == 0x80)
			from++;
		if (!looks_like_time(str_sub(s, from, i)))
			continue;
		*begin = from;
		return i + len;
	}
	return STR_NOWHERE;
}

/* The page's name out of an address: behind the last "/wiki/" or "title=", decoded. */
static struct str page_name(struct str href, char out[NAME_MAX_LEN])
{
	size_t at = str_find(href, STR("title="), 0), n = 0;

	if (at != STR_NOWHERE) {
		at += 6;
	} else if ((at = str_find(href, STR("/wiki/"), 0)) != STR_NOWHERE) {
		at += 6;
	} else if (str_starts(href, STR("./"))) {
		at = 2;
	} else {
		for (at = href.len; at > 0 && href.at[at - 1] != '/'; at--)
			;
	}
	while (at < href.len && n < NAME_MAX_LEN && !strchr("#&?", href.at[at])) {
		char c;

		at += url_byte(href, at, &c);
		out[n++] = c == '_' ? ' ' : c;
	}
	return (struct str){ out, n };
}

static bool is_special(struct str space, struct str page, struct str rest)
{
	static const char *const word[] = { "ontrib", "eitr", "ontrub", "вклад", "внесок", "投稿",
		"贡献", "貢獻", "기여", "idrag", "ijdragen", "kład", "příspěvky", "مساهمات",
		"مشارکت", "תרומות" };

	for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
		if (str_has_case(page, str_z(word[i])))
			return true;
	return str_starts_case(space, STR("spe")) ||
		(rest.len && ascii_digit(rest.at[0]) &&
			(str_find_char(rest, '.', 0) != STR_NOWHERE ||
				str_find_char(rest, ':', 0) != STR_NOWHERE));
}

/* Whose page a link leads to: "User:Ann", "User talk:Ann/Archive", "Special:Contributions/Ann"
 * give "Ann" in every language. Empty for a link to no page in a namespace. */
static struct str user_of(const xmlNode *link, char out[NAME_MAX_LEN], bool *talk)
{
	static const char *const word[] = { "alk", "iscuss", "iskus", "iscuzi", "iscusi", "verleg",
		"keskustelu", "yskusja", "vita", "бсужден", "бговорен", "азговор", "討論", "讨论",
		"会話", "토론", "نقاش", "بحث", "שיחת", "artışma", "hảo luận", "embicaraan",
		"συζήτηση", "arutelu" };
	struct str name = page_name(node_attr(link, "href"), out), space;
	size_t colon = str_find_char(name, ':', 0), slash;

	if (colon == STR_NOWHERE || colon == 0 || colon > 60)
		return STR_NONE;
	space = str_sub(name, 0, colon);
	name = str_trim(str_sub(name, colon + 1, name.len));
	*talk = false;
	for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
		*talk = *talk || str_has(space, str_z(word[i]));
	slash = str_find_char(name, '/', 0);
	if (slash == STR_NOWHERE)
		return name;
	/* "Special:Contributions/Ann", where a user's page has the name first. */
	if (is_special(space, str_sub(name, 0, slash), str_sub(name, slash + 1, name.len))) {
		*talk = true;
		return str_sub(name, slash + 1, name.len);
	}
	return str_sub(name, 0, slash);
}

struct link {
	xmlNode *node;
	size_t at; /* bytes of the line's text before it */
};

/* The link of a time to its own comment. */
static bool is_stamp_link(const xmlNode *link)
{
	return str_has(node_attr(link, "class"), STR("timestamp")) ||
		str_has(node_attr(link, "href"), STR("#c-"));
}

struct line_reading {
	struct extract *x;
	struct buf *text;
	size_t linked;		     /* bytes of the line up to the end of its last link */
	struct link link[LINKS_MAX]; /* a ring: the last of them */
	size_t links;
	struct str id;
};

static void read_node(struct line_reading *r, xmlNode *n)
{
	if (node_is_text(n))
		buf_add(r->text, node_content(n));
	else if (node_is(n, "br"))
		buf_add_char(r->text, '\n');
	else if (node_is(n, "a") && node_has_attr(n, "href"))
		r->link[r->links++ % LINKS_MAX] = (struct link){ n, r->text->len };
	else if (node_has_attr(n, "data-mw-comment-start") && node_has_attr(n, "id"))
		r->id = node_attr(n, "id");
}

/* The text of the line into r->text, and its links. */
static void read_line(struct line_reading *r, const struct line *l)
{
	buf_cut(r->text, 0);
	for (xmlNode *top = l->first; top; top = top == l->last ? NULL : top->next)
		for (xmlNode *n = top; n;
			n = signature_skips(n) ? node_after(n, top) : node_next(n, top))
			if (!signature_skips(n))
				read_node(r, n);
}

static struct str link_text(struct line_reading *r, const xmlNode *link)
{
	struct buf b = { 0 };
	struct str s;

	node_text(link, &b);
	s = arena_dup(&r->x->arena, str_trim(buf_str(&b)));
	buf_free(&b);
	while (str_starts(s, STR("\xc2\xa0")) || str_ends(s, STR("\xc2\xa0")))
		s = str_trim(str_starts(s, STR("\xc2\xa0")) ? str_sub(s, 2, s.len)
							    : str_sub(s, 0, s.len - 2));
	return s;
}

/* A template or span that is the signature and nothing else is left out with what it says. */
static xmlNode *signature_top(xmlNode *n, const struct line *l)
{
	for (xmlNode *up = n; up && up != l->first->parent; up = up->parent)
		if (node_is_element(up) &&
			(str_has_case(node_attr(up, "class"), STR("sign")) ||
				str_has_case(node_attr(up, "class"), STR("sig-"))))
			n = up;
	return n;
}

/* Walks back from the time over the links of its author. */
static bool find_author(
	struct line_reading *r, const struct line *l, size_t stamp, struct signature *s)
{
	char name[NAME_MAX_LEN], other[NAME_MAX_LEN];
	struct str user = STR_NONE;
	const xmlNode *shown = NULL;
	size_t last = 0, first = r->links > LINKS_MAX ? r->links - LINKS_MAX : 0, near = stamp;

	for (size_t i = r->links; i-- > first;) {
		const struct link *k = &r->link[i % LINKS_MAX];
		bool talk = false;
		struct str who;

		if (k->at >= stamp || is_stamp_link(k->node))
			continue;
		if (near - k->at > SIGNATURE_MAX)
			break;
		who = user_of(k->node, user.len ? other : name, &talk);
		if (!who.len)
			continue;
		if (user.len && !str_eq_case(who, user))
			break;
		if (!user.len) {
			user = who;
			last = k->at + link_text(r, k->node).len;
		}
		near = k->at;
		s->from = k->node;
		if (!talk)
			shown = k->node;
	}
	if (!user.len)
		return false;
	r->linked = last;
	s->author = shown ? link_text(r, shown) : STR_NONE;
	if (!s->author.len)
		s->author = arena_dup(&r->x->arena, user);
	s->from = signature_top(s->from, l);
	return true;
}

/* "c-Ann-20180115131100-...": DiscussionTools writes the moment into the id. */
static struct str time_in_id(struct line_reading *r, struct str id)
{
	struct buf b = { 0 };
	struct str s = STR_NONE;
	size_t run = 0;

	for (size_t i = 0; i < id.len && !s.len; i++) {
		run = ascii_digit(id.at[i]) ? run + 1 : 0;
		if (run != 14 || (i + 1 < id.len && ascii_digit(id.at[i + 1])))
			continue;
		id = str_sub(id, i - 13, i + 1);
		buf_printf(&b, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", id.at, id.at + 4, id.at + 6,
			id.at + 8, id.at + 10, id.at + 12);
		s = arena_dup(&r->x->arena, buf_str(&b));
		break;
	}
	buf_free(&b);
	return s;
}

/* "kello 14.11" with a colon: elsewhere such a pair of numbers is the day and the month. */
static struct str clock_with_colon(struct line_reading *r, struct str s)
{
	buf_cut(r->text, 0);
	for (size_t i = 0; i < s.len; i++) {
		bool two = i > 0 && i + 2 < s.len && ascii_digit(s.at[i - 1]) &&
			ascii_digit(s.at[i + 1]) && ascii_digit(s.at[i + 2]);
		bool more = i + 3 < s.len && (ascii_digit(s.at[i + 3]) || s.at[i + 3] == '.');

		buf_add_char(r->text, s.at[i] == '.' && two && !more ? ':' : s.at[i]);
	}
	return arena_dup(&r->x->arena, buf_str(r->text));
}

bool signature_find(struct extract *x, const struct line *l, struct buf *text, struct signature *s)
{
	struct line_reading r = { .x = x, .text = text };
	size_t end, begin = 0;
	struct str stamp;

	read_line(&r, l);
	end = r.links ? stamp_end(buf_str(text), &begin) : STR_NOWHERE;
	if (end == STR_NOWHERE || !find_author(&r, l, end, s))
		return false;
	begin = begin > r.linked ? begin : r.linked;
	stamp = str_sub(buf_str(text), begin, end);
	while (stamp.len && strchr(") \n", stamp.at[0])) /* behind the last link */
		stamp = str_sub(stamp, 1, stamp.len);
	s->id = arena_dup(&x->arena, r.id);
	s->time = time_in_id(&r, s->id);
	if (!s->time.len)
		s->time = clock_with_colon(&r, arena_dup(&x->arena, stamp));
	return true;
}

/* ---- signatures of any page ---- */

/* Whether a text ends with a date that has the time of the day; *from: where it begins. */
static bool ends_with_time(struct extract *x, struct str t, size_t *from)
{
	struct date d;
	size_t start = t.len > SIGNED_TIME_MOST ? t.len - SIGNED_TIME_MOST : 0, at, len;
	bool found = false;

	if (!str_has(str_sub(t, start, SIZE_MAX), STR(":")))
		return false;

	while (start < t.len && ((unsigned char)t.at[start] & 0xc0) == 0x80)
		start++;
	while (date_find(
		str_sub(t, start, SIZE_MAX), x->language, x->options->now, &d, &at, &len)) {
		*from = start + at;
		start += at + len;
		found = d.precision >= DATE_MINUTE && t.len - start <= AFTER;
	}
	return found;
}

/* What a link's address or title ends with: "Ann" of "User:Ann" and "User talk:Ann". */
static struct str last_part(struct str s)
{
	for (size_t i = s.len; i-- > 0;)
		if (s.at[i] == ':' || s.at[i] == '/')
			return str_sub(s, i + 1, SIZE_MAX);
	return s;
}

static struct str owner_of(const xmlNode *link)
{
	struct str title = node_attr(link, "title");

	return last_part(
		str_find_char(title, ':', 0) != STR_NOWHERE ? title : node_attr(link, "href"));
}

static const xmlNode *link_in(const xmlNode *n)
{
	for (const xmlNode *a = n; a; a = node_next(a, n))
		if (node_is(a, "a"))
			return a;
	return NULL;
}

/* The link to the author before a date: the first of those that belong to the same person. What
 * stands from there on is the signature. */
static const xmlNode *signing_link(xmlNode *date, const struct line *l, struct signature *s)
{
	const xmlNode *link = NULL, *block = l->first->parent;
	struct str owner = STR_NONE;
	int parts = 0;

	while (date->parent != block && date->parent != l->first && !date->prev)
		date = date->parent;
	for (xmlNode *n = date->prev; n && parts < PARTS_MOST; n = n->prev, parts++) {
		const xmlNode *a = node_is_text(n) ? NULL : link_in(n);

		if (node_is_text(n) && str_trim(node_content(n)).len > SIGNED_BEFORE_MOST)
			break;
		if (!node_is_text(n) && (!a || (owner.len && !str_eq(owner_of(a), owner))))
			break;
		if (a) {
			link = a;
			owner = owner_of(a);
			s->from = n;
		}
		if (n == l->first)
			break;
	}
	return link;
}

/* The last text of the line that ends with a time; *from: where that begins. */
static xmlNode *last_time(struct extract *x, const struct line *l, size_t *from)
{
	xmlNode *found = NULL;

	for (xmlNode *top = l->first; top; top = top == l->last ? NULL : top->next)
		for (xmlNode *n = top; n; n = node_next(n, top)) {
			struct str t = node_is_text(n) ? str_trim_right(node_content(n)) : STR_NONE;
			size_t at = 0;

			if (signed_may_end(t) && ends_with_time(x, t, &at) &&
				at <= SIGNED_BEFORE_MOST) {
				found = n;
				*from = at;
			}
		}
	return found;
}

/* Whether hardly more stands behind the time in its line than what one can do there. */
static bool ends_line(const struct line *l, const xmlNode *time)
{
	enum { BEHIND_MOST = 40 }; /* bytes: "[reply]", "[thank]" */
	size_t behind = 0;
	bool passed = false;

	for (const xmlNode *top = l->first; top; top = top == l->last ? NULL : top->next)
		for (const xmlNode *n = top; n && behind <= BEHIND_MOST; n = node_next(n, top)) {
			if (passed && node_is_text(n))
				behind += str_trim(node_content(n)).len;
			passed = passed || n == time;
		}
	return behind <= BEHIND_MOST;
}

bool signature_find_plain(
	struct extract *x, const struct line *l, struct buf *text, struct signature *s)
{
	size_t from = 0;
	xmlNode *time = last_time(x, l, &from);
	const xmlNode *link = time ? signing_link(time, l, s) : NULL;
	struct line_reading r = { .x = x, .text = text };

	if (!link || !ends_line(l, time))
		return false;
	s->author = link_text(&r, link);
	if (!s->author.len || s->author.len > NAME_MOST)
		return false;
	s->author_url = arena_dup(&x->arena, node_attr(link, "href"));
	s->time = arena_dup(&x->arena, str_sub(node_content(time), from, SIZE_MAX));
	return true;
}
