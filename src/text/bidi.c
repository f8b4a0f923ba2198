/* bidi.c: levels from fribidi, one for each cluster, and the reversal by levels. */
#include "config.h"

#include "text/bidi.h"

#include "text/chars.h"
#include "text/width.h"

#ifdef HAVE_FRIBIDI
#include <fribidi.h>
#endif

bool bidi_needed(struct str s)
{
	size_t at = 0, len;
	uint32_t c;

	while (at < s.len) {
		at += ascii_run(s.at + at, s.len - at);
		len = char_decode(s, at, &c);
		if ((c >= 0x590 && c < 0x900) || (c >= 0xfb1d && c < 0xfe00) ||
			(c >= 0xfe70 && c < 0xff00) || (c >= 0x10800 && c < 0x11000) ||
			(c >= 0x1e800 && c < 0x1f000))
			return len > 0;
		at += len;
	}
	return false;
}

/* The clusters in the order of the text. */
static void read_clusters(struct str s, struct bidi_line *line)
{
	struct cluster c;

	line->len = 0;
	line->right = false;
	for (size_t at = 0; (c = text_cluster(s, at)).len > 0; at += c.len)
		*array_add(line) =
			(struct bidi_cluster){ (uint32_t)at, (uint32_t)c.len, c.width, 0 };
}

#ifdef HAVE_FRIBIDI

/* What fribidi wants and gives, for each character. */
struct levels {
	FriBidiChar *c;
	FriBidiCharType *type;
	FriBidiBracketType *bracket;
	FriBidiLevel *level;
	FriBidiStrIndex len;
	FriBidiParType base;
};

static bool find_levels(struct str s, enum bidi_base base, struct levels *l)
{
	static const FriBidiParType bases[] = { [BIDI_AUTO] = FRIBIDI_PAR_ON,
		[BIDI_LEFT] = FRIBIDI_PAR_LTR,
		[BIDI_RIGHT] = FRIBIDI_PAR_RTL };
	size_t at = 0, len;
	uint32_t c;

	l->c = mem_new(s.len, sizeof(*l->c));
	l->type = mem_new(s.len, sizeof(*l->type));
	l->bracket = mem_new(s.len, sizeof(*l->bracket));
	l->level = mem_new(s.len, sizeof(*l->level));
	for (; (len = char_decode(s, at, &c)) > 0; at += len)
		l->c[l->len++] = c;
	l->base = bases[base];
	fribidi_get_bidi_types(l->c, l->len, l->type);
	fribidi_get_bracket_types(l->c, l->len, l->type, l->bracket);
	return fribidi_get_par_embedding_levels_ex(
		       l->type, l->bracket, l->len, &l->base, l->level) > 0;
}

static void free_levels(struct levels *l)
{
	mem_free(l->c);
	mem_free(l->type);
	mem_free(l->bracket);
	mem_free(l->level);
}

/* Rule L2: from the highest level down, every run of at least that level is turned. */
static void turn_runs(struct bidi_line *line, FriBidiLevel *level, FriBidiLevel highest)
{
	for (FriBidiLevel least = highest; least > 0; least--)
		for (size_t from = 0, to; from < line->len; from = to + 1) {
			for (to = from; to < line->len && level[to] >= least; to++)
				;
			for (size_t a = from, b = to; a + 1 < b; a++) {
				struct bidi_cluster c = line->at[a];
				FriBidiLevel l = level[a];

				b--;
				line->at[a] = line->at[b];
				level[a] = level[b];
				line->at[b] = c;
				level[b] = l;
			}
		}
}

static void reorder(struct str s, const struct levels *l, struct bidi_line *line)
{
	FriBidiLevel *level = mem_new(line->len, sizeof(*level)), highest = 0;
	size_t place = 0, len;
	FriBidiChar mirror;
	uint32_t c;

	for (size_t i = 0; i < line->len; i++) {
		struct bidi_cluster *b = &line->at[i];

		level[i] = l->level[place];
		if (level[i] > highest)
			highest = level[i];
		if (level[i] % 2 && fribidi_get_mirror_char(l->c[place], &mirror))
			b->mirror = mirror;
		for (size_t at = b->from;
			at < b->from + b->len && (len = char_decode(s, at, &c)) > 0; at += len)
			place++;
	}
	turn_runs(line, level, highest);
	mem_free(level);
}

void bidi_order(struct str s, enum bidi_base base, struct bidi_line *line)
{
	struct levels l = { .len = 0 };

	read_clusters(s, line);
	if (s.len == 0 || s.len > INT32_MAX / 2)
		return;
	if (find_levels(s, base, &l)) {
		line->right = FRIBIDI_IS_RTL(l.base);
		reorder(s, &l, line);
	}
	free_levels(&l);
}

#else

void bidi_order(struct str s, enum bidi_base base, struct bidi_line *line)
{
	(void)base;
	read_clusters(s, line);
}

#endif
