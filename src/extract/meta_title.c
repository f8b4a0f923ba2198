/* meta_title.c: the title of the article, without the site's name. */
#include "config.h"

#include "extract/meta.h"

#include "text/fold.h"
#include "text/url.h"

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

/* Letters and digits only, folded: for comparing a part of a title with a name. */
static void plain(struct str s, struct buf *out)
{
	struct buf folded = { 0 };

	buf_cut(out, 0);
	text_fold(s, FOLD_CASE | FOLD_MARKS, &folded, NULL, 0);
	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.at[i];

		if (c == 0xC2 && i + 1 < folded.len && (unsigned char)folded.at[i + 1] == 0xAD)
			i++;
		else if (ascii_alpha((char)c) || ascii_digit((char)c) || c >= 0x80)
			buf_add_char(out, (char)c);
	}
	buf_free(&folded);
}

static bool same(struct str a, struct str b)
{
	struct buf x = { 0 }, y = { 0 };
	bool equal;

	plain(a, &x);
	plain(b, &y);
	equal = x.len > 0 && str_eq(buf_str(&x), buf_str(&y));
	buf_free(&x);
	buf_free(&y);
	return equal;
}

/* Whether a part of a title is what the site is called. */
bool meta_names_site(const struct meta *m, struct str part)
{
	struct str site = m->best[FIELD_SITE].text, other = m->second[FIELD_SITE].text,
		   host = url_site(m->x->host);
	struct buf a = { 0 }, b = { 0 };
	struct str label;
	bool yes = same(part, site) || same(part, other) || same(part, host);

	plain(part, &a);
	plain(site, &b);
	if (!yes && a.len > 3 && b.len > 3)
		yes = str_starts(buf_str(&a), buf_str(&b)) || str_starts(buf_str(&b), buf_str(&a));
	/* "The Daily Post" for dailypost.example, "Post" for news.post.example. */
	while (!yes && a.len > 2 && a.len < 40 && str_split(&host, '.', &label)) {
		plain(label, &b);
		yes = b.len > 2 && host.len > 0 &&
			(str_has(buf_str(&a), buf_str(&b)) ||
				(a.len > 3 && str_has(buf_str(&b), buf_str(&a))));
	}
	buf_free(&a);
	buf_free(&b);
	return yes;
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
	return found;
}

/* Takes parts that name the site off both ends. */
static struct str without_site(const struct meta *m, struct str s)
{
	size_t at, len;

	for (int round = 0; round < 3; round++) {
		if (find_bar(s, true, &at, &len) &&
			meta_names_site(m, str_trim(str_sub(s, at + len, SIZE_MAX))))
			s = str_trim(str_sub(s, 0, at));
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

	plain(text, &a);
	plain(m->title_element, &b);
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

/* How far a heading is believed that does not stand in <title>: an h1 near the text above what is published for sharing. */
static int heading_strength(const struct meta *m)
{
	if (m->heading_rank >= 26 && m->heading.len > 15)
		return 81;
	return m->heading_rank >= 20 ? 57 : m->heading_rank >= 16 ? 46 : 30;
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

void meta_settle_title(struct meta *m)
{
	struct meta_value *best = &m->best[FIELD_TITLE];
	struct str element = without_site(m, m->title_element);

	if (m->heading.len && !meta_names_site(m, m->heading)) {
		if (meta_in_title(m, m->heading))
			meta_offer(m, FIELD_TITLE, 83, "heading", m->heading);
		else
			meta_offer(m, FIELD_TITLE, heading_strength(m), "heading", m->heading);
	}
	meta_offer(m, FIELD_TITLE, 45, "title",
		str_eq(element, m->title_element) ? shortened(element) : element);
	best->text = without_soft_hyphens(m, without_site(m, best->text));
}
