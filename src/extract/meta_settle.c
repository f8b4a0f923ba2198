/* meta_settle.c: which of the values offered for a field is believed. A value is worth the rank of its place and something for every other make
 * of place that says the same, so that two modest places outweigh a strong one that stands alone. */
#include "config.h"

#include "extract/meta.h"

#include "text/url.h"

#include <string.h>
#include <unistr.h>

enum {
	AGREE_LEAST = 4,  /* what another make adds at least, and */
	AGREE_SHARE = 16, /* the share of its own rank that it adds besides: one of so many */
	AGREE_MOST = 24,
	SCRIPT_LETTERS = 4, /* of a script that tell the language */
	/* elements */
	HEAD_BEFORE = 30, /* above the heading, where a dateline may stand */
	HEAD_AFTER = 25,  /* of the text, or behind the heading */
	END_BEFORE = 15,  /* of the end of the text */
	END_AFTER = 40,	  /* behind it, where who wrote it is said */
};

enum meta_place meta_place(const struct meta *m, const struct meta_value *v)
{
	uint32_t head = m->title_at && m->title_at < m->text_to ? m->title_at : m->text_from, end;

	if (!m->to || v->rank >= META_KNOWN ||
		(v->make != MAKE_VISIBLE && v->make != MAKE_LINKED && v->make != MAKE_MICROFORMAT))
		return PLACE_UNKNOWN;
	if (v->at >= m->text_to)
		return v->at < m->text_to + END_AFTER ? PLACE_END : PLACE_DEEP;
	if (m->title_at == head && v->at > head && v->at < head + HEAD_AFTER)
		return PLACE_BELOW_HEADING;
	if (v->at + HEAD_BEFORE < head)
		return PLACE_ABOVE;
	end = (head > m->text_from ? head : m->text_from) + HEAD_AFTER;
	if (v->at < end)
		return PLACE_HEAD;
	return v->at + END_BEFORE >= m->text_to ? PLACE_END : PLACE_DEEP;
}

bool meta_same_text(const struct meta *m, const struct meta_value *a, const struct meta_value *b)
{
	(void)m;
	return str_eq_case(a->text, b->text);
}

/* What value i is worth with those that agree with it; *agree counts their makes. */
static int worth(
	const struct meta *m, enum doc_field field, size_t i, meta_same *same, unsigned *agree)
{
	const struct meta_value *v = m->values[field].at, *mine = &v[i];
	unsigned seen = 1u << mine->make;
	int more = 0;

	*agree = 0;
	if (mine->rank <= 0)
		return 0;
	for (size_t k = 0; k < m->values[field].len; k++) {
		if (k == i || (seen & (1u << v[k].make)) || !same(m, mine, &v[k]))
			continue;
		seen |= 1u << v[k].make;
		more += AGREE_LEAST + v[k].rank / AGREE_SHARE;
		(*agree)++;
	}
	return mine->rank + (more > AGREE_MOST ? AGREE_MOST : more);
}

void meta_weigh(struct meta *m, enum doc_field field, meta_same *same)
{
	const struct meta_value *v = m->values[field].at;
	int score[META_VALUES], best = 0, second = 0;
	unsigned agree;
	size_t at = 0;

	for (size_t i = 0; i < m->values[field].len; i++) {
		score[i] = worth(m, field, i, same, &agree);
		if (score[i] > best) {
			best = score[i];
			at = i;
			m->agree[field] = agree;
			m->best[field] = v[i];
		}
	}
	for (size_t i = 0; best && i < m->values[field].len; i++)
		if (i != at && score[i] > second && !same(m, &v[at], &v[i])) {
			second = score[i];
			m->second[field] = v[i];
		}
}

static void resolve_address(struct meta *m, enum doc_field field)
{
	struct buf url = { 0 };

	for (size_t i = 0; i < m->values[field].len; i++) {
		struct meta_value *v = &m->values[field].at[i];

		buf_cut(&url, 0);
		if (url_resolve(buf_str(&m->x->page->base), v->text, &url))
			v->text = arena_dup(&m->x->arena, buf_str(&url));
	}
	buf_free(&url);
	meta_weigh(m, field, meta_same_text);
}

/* A language tag (BCP 47) in its usual spelling, "en-GB"; empty when it is none. */
static struct str language_tag(struct meta *m, struct str s)
{
	char tag[16];
	size_t part = 0, from = 0;

	s = str_sub(s, 0, str_find_char(s, ',', 0));
	if (s.len < 2 || s.len >= sizeof(tag))
		return STR_NONE;
	for (size_t i = 0; i <= s.len; i++) {
		char c = i < s.len ? s.at[i] : '-';

		if (c == '-' || c == '_') {
			size_t len = i - from;

			if (len < 2 || len > 8 || (part == 0 && len > 3))
				return STR_NONE;
			for (size_t k = from; part > 0 && k < i && (len == 2 || k == from); k++)
				if (tag[k] >= 'a' && tag[k] <= 'z' && (len == 2 || len == 4))
					tag[k] = (char)(tag[k] - ('a' - 'A'));
			part++;
			from = i + 1;
			tag[i] = i < s.len ? '-' : '\0';
		} else if (ascii_alpha(c) || (ascii_digit(c) && part > 0)) {
			tag[i] = ascii_lower(c);
		} else {
			return STR_NONE;
		}
	}
	return arena_dup(&m->x->arena, (struct str){ tag, s.len });
}

/* "en" and "en-GB" are one language. */
static bool same_language(
	const struct meta *m, const struct meta_value *a, const struct meta_value *b)
{
	(void)m;
	return a->text.len > 1 && b->text.len > 1 &&
		str_eq(str_sub(a->text, 0, 2), str_sub(b->text, 0, 2));
}

/* Scripts that one living language alone is written in. */
static const struct {
	uint32_t from, to;
	const char *language;
} scripts[] = {
	{ 0x0370, 0x03FF, "el" },
	{ 0x0530, 0x058F, "hy" },
	{ 0x0590, 0x05FF, "he" },
	{ 0x0E00, 0x0E7F, "th" },
	{ 0x10A0, 0x10FF, "ka" },
	{ 0x3040, 0x30FF, "ja" },
	{ 0xAC00, 0xD7AF, "ko" },
};

/* Where nothing is said: what the script of the title says, when several letters of it are of one language's own. */
static void guess_language(struct meta *m)
{
	unsigned count[sizeof(scripts) / sizeof(*scripts)] = { 0 };
	struct str s = m->title_element;

	for (size_t i = 0; i < s.len;) {
		ucs4_t c = 0;
		int n = u8_mbtouc(&c, (const uint8_t *)s.at + i, s.len - i);

		for (size_t k = 0; k < sizeof(scripts) / sizeof(*scripts); k++)
			count[k] += c >= scripts[k].from && c <= scripts[k].to;
		i += n > 0 ? (size_t)n : 1;
	}
	for (size_t k = 0; k < sizeof(scripts) / sizeof(*scripts); k++)
		if (count[k] >= SCRIPT_LETTERS)
			meta_offer(m, SOURCE_SCRIPT, 100, str_z(scripts[k].language));
}

static void settle_language(struct meta *m)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->values[FIELD_LANGUAGE].len; i++) {
		struct meta_value v = m->values[FIELD_LANGUAGE].at[i];

		v.text = language_tag(m, v.text);
		if (v.text.len)
			m->values[FIELD_LANGUAGE].at[kept++] = v;
	}
	m->values[FIELD_LANGUAGE].len = kept;
	if (!kept)
		guess_language(m);
	meta_weigh(m, FIELD_LANGUAGE, same_language);
	if (!m->x->language.len)
		m->x->language = m->best[FIELD_LANGUAGE].text;
}

static void settle_site(struct meta *m)
{
	struct url_parts parts;

	if (!m->x->host.len && m->best[FIELD_CANONICAL].rank) {
		url_parts(m->best[FIELD_CANONICAL].text, &parts);
		m->x->host = parts.host;
	}
	for (size_t i = 0; i < m->values[FIELD_SITE].len; i++) {
		struct meta_value *v = &m->values[FIELD_SITE].at[i];

		/* "https://www.gazette.example" is no name. */
		if (!str_has(v->text, STR("://")))
			continue;
		v->text = url_site(v->text);
		v->rank = 1;
	}
	meta_offer(m, SOURCE_SITE_ADDRESS, 100, meta_host(m));
	meta_weigh(m, FIELD_SITE, meta_same_text);
	meta_know_site(m);
}

/* One section: the first of a list, the last folder of a path; not the front page or the site. */
static void settle_section(struct meta *m)
{
	static const char none[] =
		"home homepage front-page frontpage startseite start accueil inicio "
		"início post posts article articles blog index uncategorized "
		"page pages undefined null";

	for (size_t i = 0; i < m->values[FIELD_SECTION].len; i++) {
		struct meta_value *v = &m->values[FIELD_SECTION].at[i];
		size_t comma = str_find_char(v->text, ',', 0);
		struct str lower;
		char word[32];

		if (v->rank >= META_KNOWN)
			continue;
		if (comma != STR_NOWHERE &&
			(str_find_char(v->text, ',', comma + 1) != STR_NOWHERE ||
				(comma + 1 < v->text.len && v->text.at[comma + 1] != ' ')))
			v->text = str_trim(str_sub(v->text, 0, comma));
		while (v->text.len && v->text.at[0] == '/')
			v->text = str_sub(v->text, 1, SIZE_MAX);
		lower = str_sub(v->text, 0, sizeof(word));
		for (size_t k = 0; k < lower.len; k++)
			word[k] = ascii_lower(lower.at[k]);
		lower.at = word;
		if (meta_names_site(m, v->text) ||
			(v->text.len < sizeof(word) && str_has_word(STR(none), lower)))
			v->rank = 0;
	}
	meta_weigh(m, FIELD_SECTION, meta_same_text);
}

void meta_settle(struct meta *m)
{
	static const enum doc_field addresses[] = { FIELD_CANONICAL, FIELD_SHORT_URL, FIELD_IMAGE };
	static const enum doc_field texts[] = { FIELD_LEDE, FIELD_CAPTION, FIELD_CREDIT };

	for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++)
		resolve_address(m, addresses[i]);
	settle_language(m);
	settle_site(m);
	meta_settle_title(m);
	meta_settle_byline(m);
	meta_settle_dates(m);
	settle_section(m);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		meta_weigh(m, texts[i], meta_same_text);
	meta_settle_next(m);
}
