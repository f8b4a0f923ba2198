/* dump_links.c: "[12]before what is linked", and below the page
 *
 *	References
 *
 *	   1. https://site.example/
 *
 * as lynx and elinks print them ("Visible links", "[1] address" and a colon are other forms of it). */
#include "config.h"

#include "page/dump_links.h"

#include <string.h>

enum {
	LINKS_MAX = 100 * 1000,
	GAP_MAX = 40,	  /* numbers that may be missing: of links that nothing shows */
	CHAIN_LEAST = 10, /* numbers in order that prove themselves without a list */
};

/* The number in "[12]" at the beginning; its bytes, 0 when it is none. */
static size_t bracket_number(struct str s, uint32_t *number)
{
	size_t n = 1;

	*number = 0;
	if (s.len < 3 || *s.at != '[')
		return 0;
	for (; n < s.len && n < 7 && ascii_digit(s.at[n]); n++)
		*number = *number * 10 + (uint32_t)(s.at[n] - '0');
	return n > 1 && n < s.len && s.at[n] == ']' ? n + 1 : 0;
}

static bool is_heading(struct str s)
{
	static const struct str heading[] = { STR("references"), STR("visible links"),
		STR("hidden links") };

	if (s.len && s.at[s.len - 1] == ':')
		s.len--;
	for (size_t i = 0; i < sizeof(heading) / sizeof(*heading); i++)
		if (str_eq_case(s, heading[i]))
			return true;
	return false;
}

/* "12. address" or "[12] address". */
static bool read_entry(struct str s, uint32_t *number, struct str *address)
{
	size_t n = bracket_number(s, number);
	int64_t value;

	if (n == 0) {
		n = str_find_char(s, '.', 0);
		if (n == STR_NOWHERE || n > 6 ||
			!str_number(str_sub(s, 0, n), 1, LINKS_MAX, &value))
			return false;
		*number = (uint32_t)value;
		n++;
	}
	*address = str_trim(str_sub(s, n, s.len));
	return *number > 0 && *number <= LINKS_MAX && (n >= s.len || s.at[n] == ' ');
}

static void add_address(struct dump_links *l, uint32_t number, struct str address)
{
	/* A list without order is none of a browser: no room for numbers far ahead. */
	while (l->address.len < number && number <= l->address.len + GAP_MAX)
		*array_add(&l->address) = STR_NONE;
	if (number <= l->address.len)
		l->address.at[number - 1] = address;
}

/* Whether the line can be the rest of an address before it, which holds a line's end. */
static bool is_rest(const struct dump_links *l, struct str line)
{
	return l->address.len > 0 && str_find_char(line, ' ', 0) == STR_NOWHERE;
}

/* The last heading below which nothing but addresses stands, to the end of the text. */
static void find_list(struct str text, struct dump_links *l)
{
	struct str rest = text, line;
	bool open = false;

	l->list = text.len;
	while (rest.len) {
		size_t at = text.len - rest.len;
		struct str address;
		uint32_t number;

		str_line(&rest, &line);
		line = str_trim(line);
		if (is_heading(line)) {
			l->list = open ? l->list : at;
			open = true;
		} else if (open && read_entry(line, &number, &address)) {
			add_address(l, number, address);
		} else if (open && line.len && !is_rest(l, line)) {
			open = false;
			l->address.len = 0;
		}
	}
	if (!open || !l->address.len)
		l->list = text.len;
}

/* Whether what follows a number may be linked by it: not the end of a sentence. */
static bool may_link(struct str s)
{
	return !s.len || !strchr(".,;:)", *s.at);
}

static bool is_before(struct str s)
{
	return s.len && !ascii_space(*s.at) && may_link(s);
}

static bool in_order(const struct dump_links *l, uint32_t number)
{
	return number > l->last && number <= l->last + GAP_MAX;
}

void dump_links_find(struct str text, struct dump_links *l)
{
	uint32_t number, numbers = 0, before = 0;

	*l = (struct dump_links){ 0 };
	find_list(text, l);
	for (size_t at = 0; (at = str_find_char(str_sub(text, 0, l->list), '[', at)) != STR_NOWHERE;
		at++) {
		size_t n = bracket_number(str_sub(text, at, l->list - at), &number);

		if (!n || !in_order(l, number))
			continue;
		l->last = number;
		numbers++;
		before += is_before(str_sub(text, at + n, l->list - at - n));
	}
	l->last = 0;
	l->numbered =
		before * 3 >= numbers * 2 && (l->address.len ? numbers > 0 : before >= CHAIN_LEAST);
	if (!l->numbered) {
		l->list = text.len;
		l->address.len = 0;
	}
}

void dump_links_free(struct dump_links *l)
{
	array_free(&l->address);
}

void dump_links_take(
	struct dump_links *l, struct str line, struct buf *out, struct dump_link_list *found)
{
	buf_cut(out, 0);
	found->len = 0;
	for (size_t at = 0; at < line.len;) {
		uint32_t number;
		struct str rest = str_sub(line, at, line.len);
		size_t n = bracket_number(rest, &number), next = str_find_char(rest, '[', 1);

		if (!n || !in_order(l, number) || !may_link(str_sub(rest, n, 1))) {
			n = next == STR_NOWHERE ? rest.len : next;
			buf_add(out, str_sub(rest, 0, n));
			at += n;
			continue;
		}
		l->last = number;
		*array_add(found) = (struct dump_link){ out->len,
			number <= l->address.len ? l->address.at[number - 1] : STR_NONE };
		at += n;
	}
}
