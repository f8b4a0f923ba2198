/* meta_title.c: the title of the article, without the site's name. */
#include "config.h"

#include "extract/meta.h"

#include "text/fold.h"
#include "text/url.h"

enum {
	SLUG_BONUS = 12,
	NAMED_BONUS = 14, /* of a heading that stands in <title>, and */
	CUT_RANK = 40,	  /* of a title that shows what of a heading is more */
	CUT_LEAST = 12,	  /* letters of it */
	TOPIC_MOST = 40,  /* letters of a topic */
	WORD_BYTES = 8,	  /* of a heading that is a word rather than a title */
	SHARE_BONUS = 8,  /* of how much of it that is */
};

static const char *const bars[] = {
	" | ",
	" \xE2\x80\x93 ",
	" \xE2\x80\x94 ",
	" - ",
	" @ ",
	" :: ",
	" \xC2\xBB ",
	" \xC2\xAB ",
	" \xC2\xB7 ",
	" \xE2\x80\xA2 ",
	" / ",
	" // ",
	" < ",
	" > ",
	"|",
	" \xE2\x80\xBA ",
	" \xE2\x80\xB9 ",
	" \xEF\xBD\x9C ",
	"\xEF\xBD\x9C",
	"_",
	" ~ ",
	": ",
};

/* Most texts need no folding but of capitals; false for the others. */
static bool plain_ascii(struct str s, struct buf *out)
{
	char *room = buf_room(out, s.len);
	size_t len = 0;

	if (!room)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = ascii_lower(s.at[i]);

		if ((unsigned char)c >= 0x80)
			return false;
		room[len] = c;
		len += ascii_alpha(c) || ascii_digit(c);
	}
	out->len += len;
	out->at[out->len] = '\0';
	return true;
}

void meta_plain(struct str s, struct buf *out)
{
	struct buf folded = { 0 };

	buf_cut(out, 0);
	if (plain_ascii(s, out))
		return;
	text_fold(s, FOLD_CASE | FOLD_MARKS, &folded, NULL, 0);
	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.at[i];

		if (c == 0xC2 && i + 1 < folded.len)
			i++;
		else if (c == 0xE2 && i + 2 < folded.len &&
			((unsigned char)folded.at[i + 1] & 0xFE) == 0x80)
			i += 2;
		else if (ascii_alpha((char)c) || ascii_digit((char)c) || c >= 0x80)
			buf_add_char(out, (char)c);
	}
	buf_free(&folded);
}

static struct str plain_kept(struct meta *m, struct str s)
{
	struct buf plain = { 0 };

	meta_plain(s, &plain);
	s = arena_dup(&m->x->arena, buf_str(&plain));
	buf_free(&plain);
	return s;
}

struct str meta_host(const struct meta *m)
{
	struct str host = m->x->host;

	return str_starts_case(host, STR("www.")) ? str_sub(host, 4, SIZE_MAX) : host;
}

void meta_know_site(struct meta *m)
{
	struct meta_site *site = &m->site;
	struct str host = meta_host(m), label;

	site->name[site->names++] = plain_kept(m, host);
	for (size_t i = 0; i < m->values[FIELD_SITE].len; i++)
		site->name[site->names++] = plain_kept(m, m->values[FIELD_SITE].at[i].text);
	site->best = plain_kept(m, m->best[FIELD_SITE].text);
	while (str_split(&host, '.', &label) && host.len && site->labels < SITE_LABELS) {
		label = plain_kept(m, label);
		if (label.len > 3)
			site->label[site->labels++] = label;
	}
	m->title_plain = plain_kept(m, m->title_element);
}

/* The text as meta_plain() has it. */
static bool is_site(const struct meta *m, struct str plain)
{
	bool yes = false;

	for (size_t i = 0; i < m->site.names && !yes; i++)
		yes = plain.len && str_eq(plain, m->site.name[i]);
	return yes;
}

bool meta_is_site(const struct meta *m, struct str part)
{
	struct buf plain = { 0 };
	bool yes;

	meta_plain(part, &plain);
	yes = is_site(m, buf_str(&plain));
	buf_free(&plain);
	return yes;
}

/* Whether a part of a title, as meta_plain() has it, is what the site is called. */
static bool names_site(const struct meta *m, struct str a)
{
	struct str b = m->site.best;
	bool yes = is_site(m, a);

	if (!yes && a.len > 3 && b.len > 3)
		yes = (a.len <= 2 * b.len && str_starts(a, b)) || str_starts(b, a);
	/* "The Daily Post" for dailypost.example, "Post" for news.post.example; but a part that only speaks of the site is more than its name. */
	for (size_t i = 0; i < m->site.labels && a.len > 2 && a.len < 40 && !yes; i++) {
		b = m->site.label[i];
		yes = (a.len <= 2 * b.len + 2 && str_has(a, b)) ||
			(a.len > 3 && b.len <= 2 * a.len && str_has(b, a));
	}
	return yes;
}

bool meta_names_site(const struct meta *m, struct str part)
{
	struct buf plain = { 0 };
	bool yes;

	meta_plain(part, &plain);
	yes = names_site(m, buf_str(&plain));
	buf_free(&plain);
	return yes;
}

/* Chinese and Japanese write a hyphen as a bar, without blanks. */
static bool parts_ideographs(struct str s, size_t at)
{
	return at > 0 && at + 1 < s.len && (unsigned char)s.at[at - 1] >= 0x80 &&
		(unsigned char)s.at[at + 1] >= 0xE3 && (unsigned char)s.at[at + 1] < 0xF0;
}

/* The place of the last bar, or of the first one; false when there is none. Only those are looked for whose sign stands somewhere. */
static bool find_bar(struct str s, bool last, size_t *at, size_t *len)
{
	bool found = false, has[256] = { false };

	for (size_t i = 0; i < s.len; i++)
		has[(unsigned char)s.at[i]] = true;
	for (size_t i = 0; i < sizeof(bars) / sizeof(*bars); i++) {
		struct str bar = str_z(bars[i]);
		unsigned char sign = (unsigned char)bar.at[bar.at[0] == ' '];

		for (size_t p = has[sign] ? str_find(s, bar, 1) : STR_NOWHERE; p != STR_NOWHERE;
			p = str_find(s, bar, p + bar.len))
			if (!found || (last ? p > *at : p < *at)) {
				*at = p;
				*len = bar.len;
				found = true;
			}
	}
	for (size_t p = str_find_char(s, '-', 1); p != STR_NOWHERE;
		p = str_find_char(s, '-', p + 1))
		if (parts_ideographs(s, p) && (!found || (last ? p > *at : p < *at))) {
			*at = p;
			*len = 1;
			found = true;
		}
	return found;
}

/* "www.gazette.example": a name of a host says what site it is. */
static bool is_host(struct str s)
{
	size_t dot = str_find_char(s, '.', 0);

	for (size_t i = 0; i < s.len; i++)
		if (!ascii_alpha(s.at[i]) && !ascii_digit(s.at[i]) && s.at[i] != '-' &&
			s.at[i] != '.')
			return false;
	return dot != STR_NOWHERE && dot > 0 && dot + 2 < s.len && ascii_alpha(s.at[s.len - 1]) &&
		!str_has(s, STR(".."));
}

/* Where the part that names the site begins, with all behind it, at its bar; s.len when none does. What stands behind the site's name is what
 * it says of itself. */
static size_t site_begins(const struct meta *m, struct str s)
{
	size_t at, len, end = s.len, found = s.len;

	while (find_bar(str_sub(s, 0, end), true, &at, &len) && at > 0) {
		struct str part = str_trim(str_sub(s, at + len, end - at - len));

		if (meta_names_site(m, part) || is_host(part))
			found = at;
		end = at;
	}
	return found;
}

/* Takes parts that name the site off both ends. */
static struct str without_site(const struct meta *m, struct str s)
{
	size_t at, len;

	for (int round = 0; round < 3; round++) {
		size_t end = site_begins(m, s);

		if (end < s.len)
			s = str_trim(str_sub(s, 0, end));
		else if (find_bar(s, false, &at, &len) &&
			meta_names_site(m, str_trim(str_sub(s, 0, at))))
			s = str_trim(str_sub(s, at + len, SIZE_MAX));
		else
			break;
	}
	return s;
}

/* The text as meta_plain() has it: whether it stands in <title>, and is more than the name of the site. */
static bool in_title(const struct meta *m, struct str plain)
{
	return plain.len > 8 && str_has(m->title_plain, plain) && !names_site(m, plain);
}

/* <title> without what stands behind the last bar, when enough is left. */
static struct str shortened(struct str s)
{
	size_t at, len;

	if (find_bar(s, true, &at, &len) && s.at[at] != ':' && at > 15 && s.len - at - len < 40)
		return str_trim(str_sub(s, 0, at));
	return s;
}

static struct str without_soft_hyphens(struct meta *m, struct str s)
{
	struct buf out = { 0 };
	struct str rest = s;
	size_t at;

	if (str_find(s, STR("\xC2\xAD"), 0) == STR_NOWHERE)
		return s;
	while ((at = str_find(rest, STR("\xC2\xAD"), 0)) != STR_NOWHERE) {
		buf_add(&out, str_sub(rest, 0, at));
		rest = str_sub(rest, at + 2, SIZE_MAX);
	}
	buf_add(&out, rest);
	s = arena_dup(&m->x->arena, buf_str(&out));
	buf_free(&out);
	return s;
}

/* Two titles that differ in marks and capitals only. */
static bool same_title(const struct meta *m, const struct meta_value *a, const struct meta_value *b)
{
	(void)m;
	return a->plain.len && str_eq(a->plain, b->plain);
}

/* Whether <title> begins with one text and ends with the other. */
static bool is_made_of(const struct meta *m, struct str a, struct str b)
{
	return a.len && b.len && a.len + b.len <= m->title_plain.len &&
		str_starts(m->title_plain, a) && str_ends(m->title_plain, b);
}

/* "Notes on Rivers: The bridge that went to sea": where both are headings, the first and shorter one is the name of the blog. */
static struct meta_heading beyond_blog(const struct meta *m, size_t at)
{
	struct meta_heading best = m->heading[at];

	for (size_t i = at + 1; i < m->headings; i++) {
		struct meta_heading h = m->heading[i];

		if (h.text.len > best.text.len &&
			(is_made_of(m, best.plain, h.plain) || is_made_of(m, h.plain, best.plain)))
			return h;
	}
	return best;
}

/* The heading most like a title; what stands in <title> is above all others. */
static void offer_heading(struct meta *m)
{
	struct meta_heading best = { .rank = 0 }, shown;
	enum meta_source source;
	size_t at = 0;

	for (size_t i = 0; i < m->headings; i++)
		m->heading[i].plain = plain_kept(m, m->heading[i].text);
	for (size_t i = 0; i < m->headings; i++) {
		struct meta_heading h = m->heading[i];

		if (names_site(m, h.plain))
			continue;
		if (in_title(m, h.plain))
			h.rank += NAMED_BONUS +
				(int)(SHARE_BONUS * h.text.len / (m->title_element.len + 1));
		if (h.rank > best.rank) {
			best = h;
			at = i;
		}
	}
	if (!best.rank)
		return;
	shown = beyond_blog(m, at);
	best.text = shown.text;
	if (in_title(m, shown.plain))
		source = SOURCE_HEADING_NAMED;
	else if (best.rank >= 26 && best.text.len > 15)
		source = SOURCE_HEADING_NEAR;
	else if (best.text.len < WORD_BYTES && m->title_element.len > 2 * WORD_BYTES)
		source = SOURCE_HEADING_WORD;
	else
		source = best.rank >= 20			? SOURCE_HEADING_FIRST
			: best.rank >= 16 && best.text.len > 15 ? SOURCE_HEADING_FAR
								: SOURCE_HEADING_WEAK;
	meta_offer(m, source, 100, best.text);
}

/* The last part of the address, as meta_plain() has it. */
static struct str slug_of(struct meta *m)
{
	struct str url = m->best[FIELD_CANONICAL].text.len ? m->best[FIELD_CANONICAL].text
							   : buf_str(&m->x->page->url);
	struct url_parts parts;

	url_parts(url, &parts);
	while (parts.path.len && parts.path.at[parts.path.len - 1] == '/')
		parts.path.len--;
	for (size_t i = parts.path.len; i > 0; i--)
		if (parts.path.at[i - 1] == '/') {
			parts.path = str_sub(parts.path, i, SIZE_MAX);
			break;
		}
	return plain_kept(m, parts.path);
}

/* How many of 12 the words of a title have in the last part of the address: editors make one from the other. */
static int slug_bonus(struct str slug, struct str title)
{
	struct buf word = { 0 };
	struct str w;
	int all = 0, hits = 0;

	while (str_word(&title, &w)) {
		meta_plain(w, &word);
		if (word.len < 4)
			continue;
		all++;
		hits += str_has(slug, buf_str(&word));
	}
	buf_free(&word);
	return all > 1 ? SLUG_BONUS * hits / all : 0;
}

/* A heading may begin with its topic, "Floods: A bridge goes to sea", and end with a count of comments. Where another place has what is left
 * without that, it is the title. */
static void cut_topic(struct meta *m)
{
	struct meta_value *best = &m->best[FIELD_TITLE];
	struct str whole = best->plain;

	for (size_t i = 0; i < m->values[FIELD_TITLE].len; i++) {
		const struct meta_value *v = &m->values[FIELD_TITLE].at[i];
		struct str part = v->plain;
		size_t more;
		bool count = true;

		if (v->rank < CUT_RANK || part.len >= whole.len || part.len < CUT_LEAST)
			continue;
		more = whole.len - part.len;
		for (size_t k = part.len; k < whole.len; k++)
			count = count && ascii_digit(whole.at[k]);
		if ((more <= TOPIC_MOST && more * 2 < whole.len + CUT_LEAST &&
			    str_ends(whole, part)) ||
			(count && str_starts(whole, part))) {
			best->text = v->text;
			break;
		}
	}
}

void meta_settle_title(struct meta *m)
{
	struct str element = without_site(m, m->title_element), slug = slug_of(m);

	offer_heading(m);
	meta_offer(m, SOURCE_TITLE_ELEMENT, 100,
		str_eq(element, m->title_element) ? shortened(element) : element);
	for (size_t i = 0; i < m->values[FIELD_TITLE].len; i++) {
		struct meta_value *v = &m->values[FIELD_TITLE].at[i];

		v->text = without_soft_hyphens(m, without_site(m, v->text));
		v->plain = plain_kept(m, v->text);
		if (v->rank < META_KNOWN)
			v->rank += slug_bonus(slug, v->text);
	}
	meta_weigh(m, FIELD_TITLE, same_title);
	if (m->best[FIELD_TITLE].make == MAKE_VISIBLE || m->best[FIELD_TITLE].make == MAKE_KNOWN)
		cut_topic(m);
}
