/* meta_title.c: the title of the article, without the site's name. */
#include "config.h"

#include "extract/meta.h"

#include "text/fold.h"
#include "text/url.h"

static const char *const bars[] = {
	" | ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " - ", " :: ", " \xC2\xBB ", " \xC2\xAB ", " \xC2\xB7 ", " \xE2\x80\xA2 ", " / ", " // ", " < ", " > ", "|",
	" \xE2\x80\xBA ", " \xE2\x80\xB9 ", " \xEF\xBD\x9C ", "\xEF\xBD\x9C", "_", " ~ ", ": ",
};

/* Letters and digits only, folded: for comparing a part of a title with a name. */
static void plain(struct str s, struct buf *out)
{
	struct buf folded = { 0 };

	buf_cut(out, 0);
	text_fold(s, FOLD_CASE | FOLD_MARKS, &folded, NULL, 0);
	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.at[i];

		if (ascii_alpha((char)c) || ascii_digit((char)c) || c >= 0x80)
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
static bool names_site(const struct meta *m, struct str part)
{
	struct str site = m->best[FIELD_SITE].text, other = m->second[FIELD_SITE].text, host = url_site(m->x->host);
	struct buf a = { 0 }, b = { 0 };
	bool yes = same(part, site) || same(part, other) || same(part, host);

	if (!yes && part.len > 2) {
		size_t dot;

		plain(part, &a);
		plain(host, &b);
		dot = str_find_char(host, '.', 0);
		/* "The Daily Post" for dailypost.example. */
		yes = a.len > 3 && b.len && (str_starts(buf_str(&b), buf_str(&a)) || str_has(buf_str(&a), str_sub(buf_str(&b), 0, dot == STR_NOWHERE ? 0 : dot))) &&
		      dot != STR_NOWHERE && dot > 2;
		plain(site, &b);
		yes = yes || (b.len > 3 && a.len && (str_starts(buf_str(&a), buf_str(&b)) || (a.len > 3 && str_starts(buf_str(&b), buf_str(&a)))));
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

		for (size_t p = str_find(s, bar, 1); p != STR_NOWHERE; p = str_find(s, bar, p + bar.len))
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
		if (find_bar(s, true, &at, &len) && names_site(m, str_trim(str_sub(s, at + len, SIZE_MAX))))
			s = str_trim(str_sub(s, 0, at));
		else if (find_bar(s, false, &at, &len) && names_site(m, str_trim(str_sub(s, 0, at))))
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
	yes = a.len > 8 && str_has(buf_str(&b), buf_str(&a)) && !names_site(m, text);
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

void meta_settle_title(struct meta *m)
{
	struct meta_value *best = &m->best[FIELD_TITLE];
	struct str element = without_site(m, m->title_element);

	if (m->heading.len && !names_site(m, m->heading)) {
		if (meta_in_title(m, m->heading))
			meta_offer(m, FIELD_TITLE, 83, "heading", m->heading);
		else
			meta_offer(m, FIELD_TITLE, m->heading_rank >= 20 ? 57 : m->heading_rank >= 16 ? 46 : 30, "heading", m->heading);
	}
	meta_offer(m, FIELD_TITLE, 45, "title", str_eq(element, m->title_element) ? shortened(element) : element);
	best->text = without_site(m, best->text);
}
