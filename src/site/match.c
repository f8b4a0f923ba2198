/* match.c: which rule fits a page. Signatures cost one walk over the tree for all rules together:
 * the words of all signatures stand in one table, and each class, id and element name of the page
 * is looked up in it. */
#include "config.h"

#include "site/rule.h"
#include "text/url.h"

#include <string.h>

enum {
	WORD_MAX = 64,
	MET = 256, /* names of elements and values of classes that are remembered, a power of two */
};

static struct site_word *word_place(const struct site_words *s, struct str word)
{
	size_t i = (size_t)str_hash(word) & s->mask;

	while (s->at[i].text.len && !str_eq(s->at[i].text, word))
		i = (i + 1) & s->mask;
	return &s->at[i];
}

static unsigned three_of(struct str word)
{
	unsigned a = (unsigned char)word.at[0], b = word.len > 1 ? (unsigned char)word.at[1] : 0,
		 c = word.len > 2 ? (unsigned char)word.at[2] : 0;

	return (a * 961 + b * 31 + c) % (64 * 64);
}

static bool may_begin(const struct site_beginnings *b, struct str word)
{
	unsigned three, one;

	if (!word.len)
		return false;
	three = three_of(word);
	one = (unsigned char)word.at[0];
	return b->three[three / 64] >> three % 64 & 1 || b->one[one / 64] >> one % 64 & 1;
}

/* Of a pattern only what stands before its "*" is plain. */
static void add_beginning(struct site_beginnings *b, struct str word)
{
	size_t plain = str_find_char(word, '*', 0);
	unsigned three, one;

	if (!word.len || plain == 0) {
		memset(b->one, 0xff, sizeof(b->one));
		return;
	}
	three = three_of(word);
	one = (unsigned char)word.at[0];
	if (plain < 3)
		b->one[one / 64] |= (uint64_t)1 << one % 64;
	else
		b->three[three / 64] |= (uint64_t)1 << three % 64;
}

static const struct str data_prefix = STR_INIT("data-");

static void add_word(struct site_words *w, struct str word)
{
	struct site_word *place = word_place(w, word);
	struct str name = str_sub(word, 1, SIZE_MAX);

	place->text = word;
	*array_add(&w->place) = (uint32_t)(place - w->at);
	if (word.at[0] == '.')
		add_beginning(&w->class, name);
	else if (word.at[0] == '#')
		add_beginning(&w->id, name);
	else if (word.at[0] == '@' && str_starts(name, data_prefix))
		add_beginning(&w->data, str_sub(name, data_prefix.len, SIZE_MAX));
	else if (word.at[0] == '@')
		w->prefixed = true;
}

static void make_words(const struct site_set *s, struct site_words *w)
{
	size_t count = 0, size = 64;
	struct str rest, word;

	for (size_t i = 0; i < s->rules.len; i++)
		for (struct site_value *v = s->rules.at[i]->value[SITE_SIGNATURE]; v; v = v->next)
			for (rest = v->text; str_word(&rest, &word);)
				count++;
	while (size < count * 4)
		size *= 2;
	w->at = mem_new(size, sizeof(*w->at));
	w->mask = size - 1;
	for (size_t i = 0; i < s->rules.len; i++)
		for (struct site_value *v = s->rules.at[i]->value[SITE_SIGNATURE]; v; v = v->next) {
			uint32_t from = (uint32_t)w->place.len;

			for (rest = v->text; str_word(&rest, &word);)
				add_word(w, word);
			*array_add(&w->signature) = (struct site_signature){
				.rule = (uint32_t)i,
				.from = from,
				.to = (uint32_t)w->place.len,
			};
		}
}

static bool is_spelled(struct str text, struct str before, struct str word, struct str behind)
{
	return text.len == before.len + word.len + behind.len && str_starts(text, before) &&
		str_starts(str_sub(text, before.len, SIZE_MAX), word) && str_ends(text, behind);
}

/* Marks a word of the page, spelled as signatures spell it. hash: of all that stands before
 * `behind`. */
static void see_hashed(
	struct site_words *s, uint64_t hash, struct str before, struct str word, struct str behind)
{
	size_t i = (size_t)str_hash_on(hash, behind) & s->mask;

	if (!word.len || before.len + word.len + behind.len > WORD_MAX)
		return;
	while (s->at[i].text.len && !is_spelled(s->at[i].text, before, word, behind))
		i = (i + 1) & s->mask;
	if (s->at[i].text.len)
		s->at[i].seen = s->page;
}

static void see(struct site_words *s, struct str before, struct str word, struct str behind)
{
	see_hashed(s, str_hash_on(str_hash(before), word), before, word, behind);
}

/* "comment-33" is also seen as "comment-*", "Post_body__x7Ab" as "Post_body__*". Nearly all words
 * of a page are no signature: one look at each character tells. */
static void see_numbered(struct site_words *s, struct str before, struct str word)
{
	uint64_t hash = str_hash(before);
	bool digit = false, module = false;

	for (size_t i = 0; i < word.len; i++) {
		if (!digit && ascii_digit(word.at[i])) {
			see_hashed(s, hash, before, str_sub(word, 0, i), STR("*"));
			digit = true;
		}
		hash = str_hash_on(hash, (struct str){ &word.at[i], 1 });
		if (!module && i > 1 && word.at[i] == '_' && word.at[i - 1] == '_') {
			see_hashed(s, hash, before, str_sub(word, 0, i + 1), STR("*"));
			module = true;
		}
	}
	see_hashed(s, hash, before, word, STR_NONE);
}

static void see_generator(struct site_words *s, const xmlNode *n)
{
	char lower[WORD_MAX];
	struct str rest, word;

	if (!str_eq_case(node_attr(n, "name"), STR("generator")))
		return;
	rest = node_attr(n, "content");
	while (str_word(&rest, &word)) {
		size_t len = word.len < sizeof(lower) ? word.len : sizeof(lower);

		for (size_t i = 0; i < len; i++)
			lower[i] = ascii_lower(word.at[i]);
		see(s, STR("generator="), (struct str){ lower, len }, STR_NONE);
	}
}

/* Whether a name or a value was met lately: a tree has one copy of each name, and one node for
 * nearly all values that are equal (page/make.c), so they are known by their place. */
static bool is_met(const void *met[MET], const void *it)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;
	const void **place = &met[(uintptr_t)it * odd >> 32 & (MET - 1)];
	bool yes = *place == it;

	*place = it;
	return yes;
}

static void see_attribute(struct site_words *s, const xmlAttr *a, const void *met[MET])
{
	const char *name = (const char *)a->name;
	struct str value, word;

	switch (name[0]) {
	case 'c':
		if (!node_named(a->name, "class") || is_met(met, a->children))
			return;
		for (value = node_value(a); str_word(&value, &word);)
			if (may_begin(&s->class, word))
				see_numbered(s, STR("."), word);
		return;
	case 'i':
		if (!node_named(a->name, "id"))
			return;
		word = str_trim(node_value(a));
		if (may_begin(&s->id, word))
			see_numbered(s, STR("#"), word);
		return;
	case 'd':
		word = str_z(name);
		if (!str_starts(word, data_prefix))
			break;
		if (may_begin(&s->data, str_sub(word, data_prefix.len, SIZE_MAX)))
			see(s, STR("@"), word, STR_NONE);
		return;
	}
	if (s->prefixed && strchr(name, ':'))
		see(s, STR("@"), str_z(name), STR_NONE);
}

/* Names of the page's own making have a "-" or a ":" in them. */
static bool is_own_name(const xmlChar *name)
{
	for (; *name; name++)
		if (*name == '-' || *name == ':')
			return true;
	return false;
}

static void see_page(struct site_words *s, const struct page *p)
{
	const void *met[MET] = { NULL };
	bool html = p->kind == PAGE_HTML;

	s->page++;
	for (const xmlNode *n = p->root; n; n = node_next(n, p->root)) {
		if (!node_is_element(n))
			continue;
		if ((!html || is_own_name(n->name)) && !is_met(met, n->name))
			see(s, STR("<"), node_name(n), STR(">"));
		if (!html)
			continue;
		for (const xmlAttr *a = n->properties; a; a = a->next)
			see_attribute(s, a, met);
		if (node_is(n, "meta"))
			see_generator(s, n);
	}
}

/* One "*" stands for any run of characters; matched greedily from the left, without
 * backtracking beyond the last star. */
static bool pattern_fits(struct str pattern, struct str s)
{
	size_t p = 0, i = 0, star = STR_NOWHERE, mark = 0;

	while (i < s.len) {
		if (p < pattern.len && pattern.at[p] == '*') {
			star = p++;
			mark = i;
		} else if (p < pattern.len && pattern.at[p] == s.at[i]) {
			p++;
			i++;
		} else if (star != STR_NOWHERE) {
			p = star + 1;
			i = ++mark;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.at[p] == '*')
		p++;
	return p == pattern.len;
}

static bool by_address(const struct site_rule *r, struct str url, const struct url_parts *parts)
{
	bool host = !r->value[SITE_HOST], path = !r->value[SITE_URL];

	if ((host && path) || !url.len)
		return false;
	for (struct site_value *v = r->value[SITE_HOST]; v && !host; v = v->next)
		host = url_host_is(parts->host, v->text);
	for (struct site_value *v = r->value[SITE_URL]; v && !path; v = v->next)
		path = pattern_fits(v->text, url);
	return host && path;
}

static bool was_seen(const struct site_words *w, const struct site_signature *sign)
{
	for (uint32_t i = sign->from; i < sign->to; i++)
		if (w->at[w->place.at[i]].seen != w->page)
			return false;
	return true;
}

/* *sign goes up with the rules. */
static bool by_signature(const struct site_words *w, const struct site_rule *r, size_t *sign)
{
	bool found = false;

	while (*sign < w->signature.len && w->signature.at[*sign].rule < r->index)
		++*sign;
	for (; *sign < w->signature.len && w->signature.at[*sign].rule == r->index; ++*sign)
		found = found || was_seen(w, &w->signature.at[*sign]);
	return found;
}

static bool fits_kind(const struct site_rule *r, enum page_kind kind)
{
	return r->kinds ? r->kinds & 1u << kind : kind == PAGE_HTML;
}

static bool test_holds(struct site_rule *r, struct query_context *c, xmlNode *at)
{
	struct buf text = { 0 };
	bool holds;

	if (!r->value[PAGE_FIELD_TEST])
		return true;
	holds = site_text(r, PAGE_FIELD_TEST, c, at, &text);
	buf_free(&text);
	return holds;
}

struct site_rule *site_match(const struct site_set *s, struct page *p, struct query_context *c,
	const struct site_rule *after)
{
	struct str url = buf_str(&p->url);
	size_t n = s->rules.len, from = 0, sign = 0;
	struct url_parts parts;

	url_parts(url, &parts);
	if (!s->words->at)
		make_words(s, s->words);
	if (!after)
		see_page(s->words, p);
	else
		from = after->index + 1 + (by_address(after, url, &parts) ? 0 : n);
	for (size_t i = from; i < 2 * n; i++) { /* once by address, once by signature */
		struct site_rule *r = s->rules.at[i % n];

		if (!fits_kind(r, p->kind))
			continue;
		if (i < n ? !by_address(r, url, &parts)
			  : !by_signature(s->words, r, &sign) || by_address(r, url, &parts))
			continue;
		if (test_holds(r, c, p->root))
			return r;
	}
	return NULL;
}
