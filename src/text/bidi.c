/* bidi.c: levels from fribidi, one for each byte, and the order of runs by levels. */
#include "config.h"

#include "text/bidi.h"

#include "text/chars.h"
#include "text/width.h"

#ifdef HAVE_FRIBIDI
#include <fribidi.h>
#endif

/* The blocks of scripts that are written from right to left. */
static bool is_right(uint32_t c)
{
	return (c >= 0x590 && c < 0x900) || (c >= 0xfb1d && c < 0xfe00) ||
		(c >= 0xfe70 && c < 0xfeff) || (c >= 0x10800 && c < 0x11000) ||
		(c >= 0x1e800 && c < 0x1f000);
}

bool bidi_needed(struct str s)
{
	size_t at = 0, len;
	uint32_t c;

	while (at < s.len) {
		at += ascii_run(s.at + at, s.len - at);
		if (at < s.len && (unsigned char)s.at[at] < 0xd6) {
			at++; /* no such script begins so low */
			continue;
		}
		len = char_decode(s, at, &c);
		if (is_right(c))
			return len > 0;
		at += len;
	}
	return false;
}

bool bidi_language(struct str tag)
{
	static const char *const right[] = { "ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug",
		"dv", "ckb", "arc", "syr", "azb", "lrc", "mzn", "pnb" };
	size_t end = 0;

	while (end < tag.len && ascii_alpha(tag.at[end]))
		end++;
	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++)
		if (str_eq_case(str_sub(tag, 0, end), str_z(right[i])))
			return true;
	return false;
}

void bidi_order(struct bidi_run *run, size_t count)
{
	uint8_t highest = 0;

	for (size_t i = 0; i < count; i++)
		highest = run[i].level > highest ? run[i].level : highest;
	for (uint8_t least = highest; least > 0; least--)
		for (size_t from = 0, to; from < count; from = to + 1) {
			for (to = from; to < count && run[to].level >= least; to++)
				;
			for (size_t a = from, b = to; a + 1 < b; a++) {
				struct bidi_run r = run[a];

				run[a] = run[--b];
				run[b] = r;
			}
		}
}

#ifdef HAVE_FRIBIDI

/* What fribidi wants and gives, for each character of one line. */
struct line {
	FriBidiChar *c;
	FriBidiCharType *type;
	FriBidiBracketType *bracket;
	FriBidiLevel *level;
	FriBidiStrIndex len;
	FriBidiParType base;
};

static FriBidiParType line_base(const struct line *l, enum bidi_base base)
{
	static const FriBidiParType bases[] = { [BIDI_AUTO] = FRIBIDI_PAR_ON,
		[BIDI_LEFT] = FRIBIDI_PAR_LTR,
		[BIDI_RIGHT] = FRIBIDI_PAR_RTL,
		[BIDI_PAGE_RIGHT] = FRIBIDI_PAR_ON };

	FriBidiStrIndex right = 0, left = 0;

	for (FriBidiStrIndex i = 0; base == BIDI_PAGE_RIGHT && i < l->len; i++)
		if (FRIBIDI_IS_LETTER(l->type[i]))
			*(FRIBIDI_IS_RTL(l->type[i]) ? &right : &left) += 1;
	if (2 * right > left)
		return FRIBIDI_PAR_RTL;
	return bases[base];
}

static void line_read(struct line *l, struct str s)
{
	size_t at = 0, len;
	uint32_t c;

	l->len = 0;
	for (; (len = char_decode(s, at, &c)) > 0; at += len)
		l->c[l->len++] = c;
	fribidi_get_bidi_types(l->c, l->len, l->type);
}

/* The levels of one line, without its newline; false when all of them are 0. */
static bool line_levels(struct line *l, struct str s, enum bidi_base base, uint8_t *level)
{
	FriBidiLevel highest;
	uint8_t edge;
	size_t at = 0, len;
	uint32_t c;

	line_read(l, s);
	l->base = line_base(l, base);
	fribidi_get_bracket_types(l->c, l->len, l->type, l->bracket);
	highest = fribidi_get_par_embedding_levels_ex(
		l->type, l->bracket, l->len, &l->base, l->level);
	edge = highest > 0 && FRIBIDI_IS_RTL(l->base) ? BIDI_LINE_RIGHT : 0;
	for (FriBidiStrIndex i = 0; (len = char_decode(s, at, &c)) > 0; i++, at += len)
		memset(level + at, highest > 0 ? edge | (l->level[i] & BIDI_LEVEL) : 0, len);
	return highest > 1; /* fribidi gives the highest level and one */
}

static bool line_room(struct line *l, size_t len)
{
	if (len == 0 || len > INT32_MAX / 8)
		return false;
	l->c = mem_new(len, sizeof(*l->c));
	l->type = mem_new(len, sizeof(*l->type));
	l->bracket = mem_new(len, sizeof(*l->bracket));
	l->level = mem_new(len, sizeof(*l->level));
	return true;
}

static void line_free(struct line *l)
{
	mem_free(l->c);
	mem_free(l->type);
	mem_free(l->bracket);
	mem_free(l->level);
}

bool bidi_levels(struct str s, enum bidi_base base, uint8_t *level)
{
	struct line l = { .len = 0 };
	bool any = false;

	if (!bidi_needed(s) || !line_room(&l, s.len))
		return false;
	for (size_t from = 0, end; from < s.len; from = end + 1) {
		end = str_find_char(s, '\n', from);
		end = end == STR_NOWHERE ? s.len : end;
		any |= line_levels(&l, str_sub(s, from, end - from), base, level + from);
		if (end < s.len)
			level[end] = end > from ? level[end - 1] & BIDI_LINE_RIGHT : 0;
	}
	line_free(&l);
	return any;
}

/* The characters of a run in the forms that they have on the screen, still in the order of the
 * text. */
static void shape(struct line *l)
{
	FriBidiArabicProp *form = mem_new((size_t)l->len, sizeof(*form));

	for (FriBidiStrIndex i = 0; i < l->len; i++)
		l->level[i] = 1;
	fribidi_get_joining_types(l->c, l->len, form);
	fribidi_join_arabic(l->type, l->len, l->level, form);
	fribidi_shape(FRIBIDI_FLAG_SHAPE_MIRRORING | FRIBIDI_FLAG_SHAPE_ARAB_PRES, l->level, l->len,
		form, l->c);
	mem_free(form);
}

void bidi_turn(struct str run, struct buf *out)
{
	struct line l = { .len = 0 };
	ARRAY(FriBidiStrIndex) start = { 0 };
	FriBidiStrIndex at = 0, end;
	struct cluster c;
	uint32_t code;

	if (!line_room(&l, run.len))
		return;
	line_read(&l, run);
	for (size_t byte = 0; (c = text_cluster(run, byte)).len > 0; byte += c.len) {
		*array_add(&start) = at;
		for (size_t i = 0, len; i < c.len; i += len, at++)
			len = char_decode(run, byte + i, &code);
	}
	shape(&l);
	end = l.len;
	for (size_t i = start.len; i-- > 0; end = start.at[i])
		for (at = start.at[i]; at < end; at++) {
			char bytes[4];

			buf_add(out, (struct str){ bytes, char_encode(l.c[at], bytes) });
		}
	array_free(&start);
	line_free(&l);
}

struct str bidi_visual(struct str s, struct buf *made)
{
	ARRAY(struct bidi_run) run = { 0 };
	uint8_t *level = mem_new(s.len + 1, 1);

	buf_cut(made, 0);
	if (!bidi_levels(s, BIDI_AUTO, level)) {
		mem_free(level);
		return s;
	}
	for (size_t from = 0, to; from < s.len; from = to) {
		for (to = from + 1; to < s.len && level[to] == level[from]; to++)
			;
		*array_add(&run) = (struct bidi_run){ 0, from, to, level[from] & BIDI_LEVEL };
	}
	bidi_order(run.at, run.len);
	for (size_t i = 0; i < run.len; i++) {
		struct str part = str_sub(s, run.at[i].from, run.at[i].to - run.at[i].from);

		if (run.at[i].level % 2)
			bidi_turn(part, made);
		else
			buf_add(made, part);
	}
	array_free(&run);
	mem_free(level);
	return buf_str(made);
}

#else

bool bidi_levels(struct str s, enum bidi_base base, uint8_t *level)
{
	(void)s;
	(void)base;
	(void)level;
	return false;
}

void bidi_turn(struct str run, struct buf *out)
{
	buf_add(out, run);
}

struct str bidi_visual(struct str s, struct buf *made)
{
	buf_cut(made, 0);
	return s;
}

#endif
