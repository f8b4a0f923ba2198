/* match.c: which rule fits a page. Signatures cost one walk over the tree for all rules together:
 * the words of all signatures stand in one table, and each class, id and element name of the page
 * is looked up in it. */
#include "config.h"

#include "site/rule.h"
#include "text/url.h"

#include <string.h>

enum { WORD_MAX = 64 };

static struct site_word *word_place(const struct site_words *s, struct str word)
{
	size_t i = (size_t)str_hash(word) & s->mask;

	while (s->at[i].text.len && !str_eq(s->at[i].text, word))
		i = (i + 1) & s->mask;
	return &s->at[i];
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
		for (struct site_value *v = s->rules.at[i]->value[SITE_SIGNATURE]; v; v = v->next)
			for (rest = v->text; str_word(&rest, &word);)
				word_place(w, word)->text = word;
}

static bool is_spelled(struct str text, struct str before, struct str word, struct str behind)
{
	return text.len == before.len + word.len + behind.len && str_starts(text, before) &&
		str_starts(str_sub(text, before.len, SIZE_MAX), word) && str_ends(text, behind);
}

/* Marks a word of the page, spelled as signatures spell it. hash: of all that stands before `behind`. */
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

/* "comment-33" is also seen as "comment-*", "Post_body__x7Ab" as "Post_body__*". Nearly all words of a page are
 * no signature: one look at each character tells. */
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

static void see_page(struct site_words *s, const struct page *p)
{
	struct str rest, word;

	s->page++;
	for (const xmlNode *n = p->root; n; n = node_next(n, p->root)) {
		if (!node_is_element(n))
			continue;
		if (p->kind != PAGE_HTML) {
			see(s, STR("<"), node_name(n), STR(">"));
			continue;
		}
		if (strpbrk((const char *)n->name, "-:"))
			see(s, STR("<"), node_name(n), STR(">"));
		for (const xmlAttr *a = n->properties; a; a = a->next) {
			const char *name = (const char *)a->name;

			if (!strcmp(name, "class"))
				for (rest = node_attr(n, "class"); str_word(&rest, &word);)
					see_numbered(s, STR("."), word);
			else if (!strcmp(name, "id"))
				see_numbered(s, STR("#"), str_trim(node_attr(n, "id")));
			else if (!strncmp(name, "data-", 5) || strchr(name, ':'))
				see(s, STR("@"), str_z(name), STR_NONE);
		}
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

static bool by_address(const struct site_rule *r, struct str url)
{
	struct url_parts parts;
	bool host = !r->value[SITE_HOST], path = !r->value[SITE_URL];

	if ((host && path) || !url.len)
		return false;
	url_parts(url, &parts);
	for (struct site_value *v = r->value[SITE_HOST]; v && !host; v = v->next)
		host = url_host_is(parts.host, v->text);
	for (struct site_value *v = r->value[SITE_URL]; v && !path; v = v->next)
		path = pattern_fits(v->text, url);
	return host && path;
}

static bool by_signature(const struct site_set *s, const struct site_rule *r)
{
	for (struct site_value *v = r->value[SITE_SIGNATURE]; v; v = v->next) {
		struct str rest = v->text, word;
		bool all = true;

		while (all && str_word(&rest, &word))
			all = word_place(s->words, word)->seen == s->words->page;
		if (all)
			return true;
	}
	return false;
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
	size_t n = s->rules.len, from = 0;

	if (!s->words->at)
		make_words(s, s->words);
	if (!after)
		see_page(s->words, p);
	else
		from = after->index + 1 + (by_address(after, buf_str(&p->url)) ? 0 : n);
	for (size_t i = from; i < 2 * n; i++) { /* once by address, once by signature */
		struct site_rule *r = s->rules.at[i % n];
		bool address = by_address(r, buf_str(&p->url));

		if (!(r->kinds & 1u << p->kind) && !(r->kinds == 0 && p->kind == PAGE_HTML))
			continue;
		if (i < n ? !address : address || !by_signature(s, r))
			continue;
		if (test_holds(r, c, p->root))
			return r;
	}
	return NULL;
}
