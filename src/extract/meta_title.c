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

static bool same(struct str a, struct str b)
{
	struct buf x = { 0 }, y = { 0 };
	bool equal;

	meta_plain(a, &x);
	meta_plain(b, &y);
	equal = x.len > 0 && str_eq(buf_str(&x), buf_str(&y));
	buf_free(&x);
	buf_free(&y);
	return equal;
}

struct str meta_host(const struct meta *m)
{
	struct str host = m->x->host;

	return str_starts_case(host, STR("www.")) ? str_sub(host, 4, SIZE_MAX) : host;
}

bool meta_is_site(const struct meta *m, struct str part)
{
	bool yes = same(part, meta_host(m));

	for (size_t i = 0; i < m->values[FIELD_SITE].len && !yes; i++)
		yes = same(part, m->values[FIELD_SITE].at[i].text);
	return yes;
}

/* Whether a part of a title is what the site is called. */
bool meta_names_site(const struct meta *m, struct str part)
{
	struct str site = m->best[FIELD_SITE].text, host = meta_host(m);
	struct buf a = { 0 }, b = { 0 };
	struct str label;
	bool yes = meta_is_site(m, part);

	meta_plain(part, &a);
	meta_plain(site, &b);
	if (!yes && a.len > 3 && b.len > 3)
		yes = (a.len <= 2 * b.len && str_starts(buf_str(&a), buf_str(&b))) ||
			str_starts(buf_str(&b), buf_str(&a));
	/* "The Daily Post" for dailypost.example, "Post" for news.post.example; but a part that only speaks of the site is more than its name. */
	while (!yes && a.len > 2 && a.len < 40 && str_split(&host, '.', &label)) {
		meta_plain(label, &b);
		yes = b.len > 3 && host.len > 0 &&
			((a.len <= 2 * b.len + 2 && str_has(buf_str(&a), buf_str(&b))) ||
				(a.len > 3 && b.len <= 2 * a.len &&
					str_has(buf_str(&b), buf_str(&a))));
	}
	buf_free(&a);
	buf_free(&b);
	return yes;
}

/* Chinese and Japanese write a hyphen as a bar, without blanks. */
static bool parts_ideographs(struct str s, size_t at)
{
	return at > 0 && at + 1 < s.len && (unsigned char)s.at[at - 1] >= 0x80 &&
		(unsigned char)s.at[at + 1] >= 0xE3 && (unsigned char)s.at[at + 1] < 0xF0;
}

/* The place of the last bar, or of the first one; false when there is none. */
static bool find_bar(struct str s, bool last, size_t *at, size_t *len)
{
	bool found = false;

	for (size_t i = 0; i < sizeof(bars) / sizeof(*bars); i++) {
		struct str bar = str_z(bars[i]);

		for (size_t p = str_find(s, bar, 1); p != STR_NOWHERE;
			p = str_find(s, bar, p + bar.len))
			if (!found || (last ? p > *at : p < *at)) {
				*at = p;
				*len = bar.len;
				found = true;
			}
	}
	for (size_t p = str_find(s, STR("-"), 1); p != STR_NOWHERE;
		p = str_find(s, STR("-"), p + 1))
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

bool meta_in_title(const struct meta *m, struct str text)
{
	struct buf a = { 0 }, b = { 0 };
	bool yes;

	meta_plain(text, &a);
	meta_plain(m->title_element, &b);
	yes = a.len > 8 && str_has(buf_str(&b), buf_str(&a)) && !meta_names_site(m, text);
	buf_free(&a);
	buf_free(&b);
	return yes;
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

/* Two titles that differ in marks and capitals only, or in the site's name. */
static bool same_title(const struct meta *m, struct str a, struct str b)
{
	(void)m;
	return same(a, b);
}

/* Whether <title> begins with one text and ends with the other. */
static bool is_made_of(const struct meta *m, struct str a, struct str b)
{
	struct buf title = { 0 }, x = { 0 }, y = { 0 };
	bool yes;

	meta_plain(m->title_element, &title);
	meta_plain(a, &x);
	meta_plain(b, &y);
	yes = x.len && y.len && x.len + y.len <= title.len &&
		str_starts(buf_str(&title), buf_str(&x)) && str_ends(buf_str(&title), buf_str(&y));
	buf_free(&title);
	buf_free(&x);
	buf_free(&y);
	return yes;
}

/* "Notes on Rivers: The bridge that went to sea": where both are headings, the first and shorter one is the name of the blog. */
static struct meta_heading beyond_blog(const struct meta *m, size_t at)
{
	struct meta_heading best = m->heading[at];

	for (size_t i = at + 1; i < m->headings; i++) {
		struct meta_heading h = m->heading[i];

		if (h.text.len > best.text.len &&
			(is_made_of(m, best.text, h.text) || is_made_of(m, h.text, best.text)))
			return h;
	}
	return best;
}

/* The heading most like a title; what stands in <title> is above all others. */
static void offer_heading(struct meta *m)
{
	struct meta_heading best = { .rank = 0 };
	enum meta_source source;
	size_t at = 0;

	for (size_t i = 0; i < m->headings; i++) {
		struct meta_heading h = m->heading[i];

		if (meta_names_site(m, h.text))
			continue;
		if (meta_in_title(m, h.text))
			h.rank += NAMED_BONUS +
				(int)(SHARE_BONUS * h.text.len / (m->title_element.len + 1));
		if (h.rank > best.rank) {
			best = h;
			at = i;
		}
	}
	if (!best.rank)
		return;
	best.text = beyond_blog(m, at).text;
	if (meta_in_title(m, best.text))
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

/* How many of 12 the words of a title have in the last part of the address: editors make one from the other. */
static int slug_bonus(const struct meta *m, struct str title)
{
	struct str url = m->best[FIELD_CANONICAL].text.len ? m->best[FIELD_CANONICAL].text
							   : buf_str(&m->x->page->url);
	struct url_parts parts;
	struct buf slug = { 0 }, word = { 0 };
	struct str rest = title, w;
	int all = 0, hits = 0;

	url_parts(url, &parts);
	while (parts.path.len && parts.path.at[parts.path.len - 1] == '/')
		parts.path.len--;
	for (size_t i = parts.path.len; i > 0; i--)
		if (parts.path.at[i - 1] == '/') {
			parts.path = str_sub(parts.path, i, SIZE_MAX);
			break;
		}
	meta_plain(parts.path, &slug);
	while (str_word(&rest, &w)) {
		meta_plain(w, &word);
		if (word.len < 4)
			continue;
		all++;
		hits += str_has(buf_str(&slug), buf_str(&word));
	}
	buf_free(&word);
	buf_free(&slug);
	return all > 1 ? SLUG_BONUS * hits / all : 0;
}

/* A heading may begin with its topic, "Floods: A bridge goes to sea", and end with a count of comments. Where another place has what is left
 * without that, it is the title. */
static void cut_topic(struct meta *m)
{
	struct meta_value *best = &m->best[FIELD_TITLE];
	struct buf whole = { 0 }, part = { 0 };

	meta_plain(best->text, &whole);
	for (size_t i = 0; i < m->values[FIELD_TITLE].len; i++) {
		const struct meta_value *v = &m->values[FIELD_TITLE].at[i];
		size_t more;
		bool count = true;

		meta_plain(v->text, &part);
		if (v->rank < CUT_RANK || part.len >= whole.len || part.len < CUT_LEAST)
			continue;
		more = whole.len - part.len;
		for (size_t k = part.len; k < whole.len; k++)
			count = count && ascii_digit(whole.at[k]);
		if ((more <= TOPIC_MOST && more * 2 < whole.len + CUT_LEAST &&
			    str_ends(buf_str(&whole), buf_str(&part))) ||
			(count && str_starts(buf_str(&whole), buf_str(&part)))) {
			best->text = v->text;
			break;
		}
	}
	buf_free(&part);
	buf_free(&whole);
}

void meta_settle_title(struct meta *m)
{
	struct str element = without_site(m, m->title_element);

	offer_heading(m);
	meta_offer(m, SOURCE_TITLE_ELEMENT, 100,
		str_eq(element, m->title_element) ? shortened(element) : element);
	for (size_t i = 0; i < m->values[FIELD_TITLE].len; i++) {
		struct meta_value *v = &m->values[FIELD_TITLE].at[i];

		v->text = without_soft_hyphens(m, without_site(m, v->text));
		if (v->rank < META_KNOWN)
			v->rank += slug_bonus(m, v->text);
	}
	meta_weigh(m, FIELD_TITLE, same_title);
	if (m->best[FIELD_TITLE].make == MAKE_VISIBLE || m->best[FIELD_TITLE].make == MAKE_KNOWN)
		cut_topic(m);
}
