/* hyphen.c: see hyphen.h. */
#include "config.h"

#include "text/hyphen.h"

#ifdef HAVE_HYPHEN

#include "base/buf.h"
#include "text/width.h"

#include <dirent.h>
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hyphen.h>
#include <unicase.h>
#include <unictype.h>

enum {
	WORD_MIN = 5,  /* characters of a word that is parted */
	WORD_MAX = 80, /* and at the most */
	LEFT_MIN = 2,  /* characters that stay on the line */
	RIGHT_MIN = 2, /* and that go to the next */
	BEFORE = 200,  /* ASCII bytes before it that may make it part of an address */
};

struct hyphen {
	HyphenDict *dict;
	iconv_t charset; /* from UTF-8 to the patterns' own; (iconv_t)-1 when that is UTF-8 */
};

/* ---- finding the patterns of a language ---- */

/* "en-US" and "hyph_en_US.dic" begin alike: how many subtags of the language a file name has, 0
 * when it is for another. */
static int file_fits(struct str name, struct str language)
{
	struct str tag, part;
	int n = 0;

	if (!str_starts(name, STR("hyph_")) || !str_ends(name, STR(".dic")))
		return 0;
	name = str_sub(name, 5, name.len - 9);
	while (str_split(&language, '-', &tag)) {
		if (!str_split(&name, '_', &part))
			return n; /* a file for the language as a whole */
		if (!str_eq_case(tag, part))
			return n; /* another region is better than none */
		n++;
	}
	return n;
}

/* The file whose name has most of the language's subtags; of several the first by name. */
static bool find_file(const char *folder, struct str language, struct buf *path)
{
	DIR *dir = opendir(folder);
	struct dirent *d;
	struct buf best = { 0 };
	int most = 0;

	while (dir && (d = readdir(dir))) {
		int n = file_fits(str_z(d->d_name), language);

		if (n < most || n == 0 || (n == most && strcmp(d->d_name, buf_z(&best)) > 0))
			continue;
		most = n;
		buf_cut(&best, 0);
		buf_add(&best, str_z(d->d_name));
	}
	if (dir)
		closedir(dir);
	if (most)
		buf_printf(path, "%s/%s", folder, buf_z(&best));
	buf_free(&best);
	return most > 0;
}

struct hyphen *hyphen_new(const char *folder, struct str language)
{
	struct hyphen *h = NULL;
	HyphenDict *dict = NULL;
	struct buf path = { 0 };

	if (language.len && find_file(folder ? folder : HYPHEN_DIR, language, &path))
		dict = hnj_hyphen_load(buf_z(&path));
	buf_free(&path);
	if (!dict)
		return NULL;
	h = mem_new(1, sizeof(*h));
	h->dict = dict;
	h->charset = (iconv_t)-1;
	if (!dict->utf8) {
		h->charset = iconv_open(dict->cset, "UTF-8");
		if (h->charset == (iconv_t)-1) {
			hyphen_free(h);
			return NULL;
		}
	}
	return h;
}

void hyphen_free(struct hyphen *h)
{
	if (!h)
		return;
	if (h->charset != (iconv_t)-1)
		iconv_close(h->charset);
	hnj_hyphen_free(h->dict);
	mem_free(h);
}

/* ---- parting a word ---- */

struct word {
	size_t from, to; /* bytes of its letters */
	uint32_t c[WORD_MAX];
	uint32_t len;
};

static bool is_letter(uint32_t c)
{
	return uc_is_general_category(c, UC_CATEGORY_L) || uc_is_general_category(c, UC_CATEGORY_M);
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* Whether a character makes what it stands in no word: an address, a name with numbers. */
static bool is_odd(uint32_t c)
{
	return c == 0xad || c == '/' || c == '@' || c == '_' || is_digit(c);
}

/* Takes the letters from `at` on, behind an opening mark; false when what stands there between
 * blanks is no word and its marks. */
static bool take_word(struct str s, size_t at, struct word *w)
{
	size_t len;
	uint32_t c;

	w->len = 0;
	for (size_t i = at; i > 0 && at - i < BEFORE && s.at[i - 1] > ' '; i--)
		if (is_odd((unsigned char)s.at[i - 1]))
			return false;
	while ((len = char_decode(s, at, &c)) > 0 && !is_letter(c) && c > ' ' && !is_digit(c))
		at += len;
	w->from = at;
	for (; (len = char_decode(s, at, &c)) > 0 && is_letter(c); at += len) {
		if (w->len == WORD_MAX)
			return false;
		w->c[w->len++] = uc_tolower(c);
	}
	w->to = at;
	for (; (len = char_decode(s, at, &c)) > 0 && c != ' ' && c != '\n'; at += len)
		if (is_odd(c) || (is_letter(c) && s.at[at - 1] == '.'))
			return false;
	return w->len >= WORD_MIN;
}

/* The word as the patterns are written; false when their charset lacks a letter of it. */
static bool encode(const struct hyphen *h, const struct word *w, struct buf *out)
{
	char bytes[4], all[WORD_MAX * 4], *to = all;
	struct buf utf8 = { 0 };
	size_t left, room = sizeof(all);
	char *from;
	bool ok;

	for (uint32_t i = 0; i < w->len; i++)
		buf_add(&utf8, (struct str){ bytes, char_encode(w->c[i], bytes) });
	if (h->charset == (iconv_t)-1) {
		buf_add(out, buf_str(&utf8));
		buf_free(&utf8);
		return true;
	}
	from = utf8.at;
	left = utf8.len;
	iconv(h->charset, NULL, NULL, NULL, NULL);
	ok = iconv(h->charset, &from, &left, &to, &room) == 0 &&
		sizeof(all) - room == w->len; /* one byte a letter, or the points mean nothing */
	buf_add(out, (struct str){ all, sizeof(all) - room });
	buf_free(&utf8);
	return ok;
}

/* Whether the word may be parted behind each of its letters; places where letters would change
 * ("Schif-fahrt" before the reform) are left out. */
static bool find_points(struct hyphen *h, const struct word *w, bool point[WORD_MAX])
{
	char mark[WORD_MAX * 4 + 5], **replace = NULL;
	int *pos = NULL, *cut = NULL;
	struct buf text = { 0 };
	bool ok = encode(h, w, &text);

	ok = ok &&
		hnj_hyphen_hyphenate2(h->dict, buf_z(&text), (int)text.len, mark, NULL, &replace,
			&pos, &cut) == 0;
	for (uint32_t i = 0; i < w->len && ok; i++)
		point[i] = mark[i] % 2 == 1 && !(replace && replace[i]);
	for (size_t i = 0; replace && i < text.len; i++)
		free(replace[i]);
	free(replace);
	free(pos);
	free(cut);
	buf_free(&text);
	return ok;
}

size_t hyphen_last(struct hyphen *h, struct str s, size_t at, int columns)
{
	bool point[WORD_MAX];
	struct word w;
	size_t place, best = 0;
	uint32_t c;

	if (columns < LEFT_MIN || !take_word(s, at, &w) || !find_points(h, &w, point))
		return 0;
	place = w.from;
	for (uint32_t i = 0; i + RIGHT_MIN < w.len; i++) {
		place += char_decode(s, place, &c);
		if (!point[i] || i + 1 < LEFT_MIN ||
			uc_is_general_category(w.c[i + 1], UC_CATEGORY_M))
			continue;
		if (text_width(str_sub(s, at, place - at)) > columns)
			break;
		best = place;
	}
	return best;
}

#else

struct hyphen *hyphen_new(const char *folder, struct str language)
{
	(void)folder;
	(void)language;
	return NULL;
}

void hyphen_free(struct hyphen *h)
{
	(void)h;
}

size_t hyphen_last(struct hyphen *h, struct str s, size_t at, int columns)
{
	(void)h;
	(void)s;
	(void)at;
	(void)columns;
	return 0;
}

#endif
