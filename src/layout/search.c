/* search.c: the sweep over a document, in slices. A literal text is looked for as it is (PCRE2's
 * compiled code, caseless where wanted) in blocks where folding could not change the answer,
 * elsewhere in the folded block; the way back from there is only made for blocks that have a
 * hit. */
#include "config.h"

#include "layout/search.h"

#include "layout/search_query.h"
#include "text/clean.h"
#include "text/fold.h"
#include "text/width.h"

#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
	HITS_MAX = 1 << 20,
	PATTERN_MAX = 1000,	/* bytes */
	MATCH_LIMIT = 100000,	/* steps of one match */
	HEAP_LIMIT = 16 * 1024, /* KiB */
	/* Work is counted in bytes of plain text looked through. */
	STEP_WORK = 64,		 /* of a text beside its own */
	CODE_WORK = 4,		 /* of a byte for a pattern */
	FOLD_WORK = 16,		 /* of a byte that is folded */
	PIECE_WORK = 64 * 1024,	 /* of the part of a long text that is looked at in one go */
	LIMIT_WORK = 128 * 1024, /* of a match that was given up */
	PATTERN_AHEAD = 4096,	 /* bytes behind a part that a match begun in it may reach into */
};

struct search {
	const struct document *d;
	const bool *seen;
	struct filter filter;
	bool literal, text; /* how to look; whether there is a text to look for at all */
	unsigned fold;
	struct buf needle; /* folded */
	bool ascii;	   /* the needle is */
	bool unquoted;	   /* ... and has no quote, hyphen or full stop */
	pcre2_code *code;  /* NULL for a literal that is not ASCII */
	pcre2_match_data *match;
	pcre2_match_context *limits;
	struct buf folded;

	bool titled, in_comments, named, done, cut;
	uint32_t comment, block, end; /* next to look at */
	size_t from;		      /* where in that text; 0 for a new one */
	size_t work;
	ARRAY(struct search_hit) hits;
	size_t in_article;
};

/* The bytes of a character that folding never brings to ASCII nor drops, by its first bytes; 0
 * for what it may: Greek and Cyrillic letters, ideographs and syllables, and, when the needle has
 * none of what they stand for, curly quotes and dashes. */
static size_t apart_len(struct str s, size_t at, bool quotes)
{
	unsigned char first = (unsigned char)s.at[at];

	if (first == 0xce || first == 0xcf || first == 0xd0 || first == 0xd1)
		return 2;
	if (first >= 0xe4 && first <= 0xed)
		return 3;
	if (quotes && first == 0xe2 && (unsigned char)s.at[at + 1] == 0x80 &&
		(unsigned char)s.at[at + 2] >= 0x90 && (unsigned char)s.at[at + 2] <= 0xa7)
		return 3;
	return 0;
}

/* Whether an ASCII needle is in the folded text exactly where it is in the text itself. */
static bool folds_apart(struct str s, bool quotes)
{
	size_t at = 0;
	uint64_t x;

	while (at < s.len) {
		size_t len = 1;

		if (s.len - at >= 8) {
			memcpy(&x, s.at + at, 8);
			if ((x & 0x8080808080808080u) == 0) {
				at += 8;
				continue;
			}
		}
		if ((unsigned char)s.at[at] >= 0x80)
			len = apart_len(s, at, quotes);
		if (len == 0)
			return false;
		at += len;
	}
	return true;
}

static size_t chars_before(struct str s, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < at && i < s.len; i++)
		n += ((unsigned char)s.at[i] & 0xc0) != 0x80;
	return n;
}

static bool compile(struct search *s, struct str pattern, bool caseless, struct err *e)
{
	pcre2_compile_context *c = pcre2_compile_context_create(NULL);
	uint32_t options = s->literal
		? PCRE2_LITERAL
		: PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C;
	PCRE2_SIZE at = 0;
	int code = 0;

	if (!c)
		mem_fail();
	pcre2_set_max_pattern_length(c, PATTERN_MAX);
	s->code = pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len,
		options | (caseless ? PCRE2_CASELESS : 0), &code, &at, c);
	pcre2_compile_context_free(c);
	if (!s->code) {
		PCRE2_UCHAR text[120] = "";

		pcre2_get_error_message(code, text, sizeof(text));
		return err_set(e, ERR_USAGE, "The pattern is wrong at character %zu: %s.",
			chars_before(pattern, at) + 1, (const char *)text);
	}
	pcre2_jit_compile(s->code, PCRE2_JIT_COMPLETE);
	s->match = pcre2_match_data_create_from_pattern(s->code, NULL);
	s->limits = pcre2_match_context_create(NULL);
	if (!s->match || !s->limits)
		mem_fail();
	pcre2_set_match_limit(s->limits, MATCH_LIMIT);
	pcre2_set_heap_limit(s->limits, HEAP_LIMIT);
	return true;
}

static void add_hit(struct search *s, struct search_hit hit)
{
	if (s->hits.len == HITS_MAX) {
		s->cut = s->done = true;
		return;
	}
	*array_add(&s->hits) = hit;
	s->in_article += hit.comment == DOC_NONE;
}

/* A part of a text: matches that begin in from..to are its own; they may reach on to `end`. */
struct piece {
	struct str text;
	size_t from, to, end;
};

/* All matches of the compiled pattern that begin in a piece; where the last one ends, if behind
 * the piece. Empty ones count nothing. */
static size_t match_code(struct search *s, const struct piece *p, struct search_hit hit)
{
	uint32_t options = PCRE2_NO_UTF_CHECK | (p->end < p->text.len ? PCRE2_NOTEOL : 0);
	size_t at = p->from;

	while (at < p->to && !s->done) {
		const PCRE2_SIZE *o;
		uint32_t c;
		int n = pcre2_match(
			s->code, (PCRE2_SPTR)p->text.at, p->end, at, options, s->match, s->limits);

		if (n < 0) {
			s->cut = s->cut || n != PCRE2_ERROR_NOMATCH;
			s->work += n != PCRE2_ERROR_NOMATCH ? LIMIT_WORK : 0;
			break;
		}
		o = pcre2_get_ovector_pointer(s->match);
		if (o[0] >= p->to)
			break;
		if (o[1] > o[0] && o[1] > at) {
			hit.from = (uint32_t)o[0];
			hit.len = (uint32_t)(o[1] - o[0]);
			add_hit(s, hit);
			at = o[1];
		} else {
			at = o[1] > at ? o[1] : at;
			at += at < p->end ? char_decode(p->text, at, &c) : 1;
		}
	}
	return at > p->to ? at : p->to;
}

/* The folded text of a piece, with the way back from each of its bytes. */
static uint32_t *fold_map(struct search *s, struct str text)
{
	size_t len = s->folded.len;
	uint32_t *map = mem_new(len + 1, sizeof(*map));

	map[len] = (uint32_t)text.len;
	buf_cut(&s->folded, 0);
	text_fold(text, s->fold, &s->folded, map, len);
	return map;
}

/* All places of the needle in the folded piece, led back to the text. */
static size_t match_folded(struct search *s, const struct piece *p, struct search_hit hit)
{
	struct str needle = buf_str(&s->needle), text = str_sub(p->text, p->from, p->end - p->from);
	size_t at, next, last_end = p->to;
	uint32_t *map;

	buf_cut(&s->folded, 0);
	if (!text_fold(text, s->fold, &s->folded, NULL, 0)) {
		s->cut = true;
		return p->to;
	}
	at = str_find(buf_str(&s->folded), needle, 0);
	if (at == STR_NOWHERE)
		return p->to;
	map = fold_map(s, text);
	for (; at != STR_NOWHERE && !s->done && p->from + map[at] < p->to;
		at = str_find(buf_str(&s->folded), needle, at + needle.len)) {
		uint32_t last = map[at + needle.len - 1];

		next = at + needle.len; /* a character that folds to several counts whole */
		while (next < s->folded.len && map[next] == last)
			next++;
		hit.from = (uint32_t)p->from + map[at];
		hit.len = map[next] - map[at];
		add_hit(s, hit);
		if (hit.from + hit.len > last_end)
			last_end = hit.from + hit.len;
	}
	mem_free(map);
	return last_end;
}

static size_t char_floor(struct str s, size_t at)
{
	if (at >= s.len)
		return s.len;
	while (at > 0 && ((unsigned char)s.at[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* The part of the text from s->from on that so much work pays for. */
static struct piece piece_of(const struct search *s, struct str text, size_t weight, size_t ahead)
{
	struct piece p = { .text = text, .from = s->from };

	p.to = char_floor(text, p.from + PIECE_WORK / weight);
	p.end = char_floor(text, p.to + ahead);
	return p;
}

/* Looks at a text, of a long one at the next part; true while something of it is left. */
static bool look_at(struct search *s, struct str text, struct search_hit hit)
{
	size_t needle = s->needle.len, weight = 1;
	struct piece p = piece_of(s, text, 1, needle);
	struct str part = str_sub(text, p.from, p.end - p.from);

	if (!s->literal) {
		weight = CODE_WORK;
		p = piece_of(s, text, weight, PATTERN_AHEAD);
		s->from = match_code(s, &p, hit);
	} else if (s->ascii && folds_apart(part, s->unquoted)) {
		s->from = match_code(s, &p, hit);
	} else if (s->ascii || !str_is_ascii(part)) {
		weight = FOLD_WORK;
		/* a character of the needle may be one with many marks */
		p = piece_of(s, text, weight, (needle < 500 ? needle : 500) * 16 + 256);
		s->from = match_folded(s, &p, hit);
	} else {
		s->from = p.to;
	}
	s->work += (p.end - p.from) * weight;
	if (s->from < text.len && !s->done)
		return true;
	s->from = 0;
	return false;
}

/* Goes on to the next comment that passes; false at the end. */
static bool enter_comment(struct search *s)
{
	const struct doc_comment *c;

	if (s->comment >= s->d->comments) {
		s->done = true;
		return false;
	}
	c = &s->d->comment[s->comment];
	s->named = false;
	s->work += s->filter.by.len ? c->author.len * FOLD_WORK : 0;
	if (s->filter.any && !filter_passes(&s->filter, s->d, s->comment, s->seen)) {
		s->block = s->end = 0;
		s->named = true;
	} else if (!s->text) {
		add_hit(s, (struct search_hit){ DOC_NONE, 0, 0, s->comment });
		s->block = s->end = 0;
		s->named = true;
	} else {
		s->block = c->blocks.first;
		s->end = c->blocks.first + c->blocks.count;
	}
	return true;
}

/* Looks at one text, or a part of it. */
static void step(struct search *s)
{
	uint32_t comment = s->in_comments ? s->comment : DOC_NONE;

	s->work += STEP_WORK;
	if (!s->titled) {
		struct search_hit hit = { DOC_NONE, 0, 0, DOC_NONE };

		s->titled = !look_at(s, doc_field(s->d, FIELD_TITLE), hit);
	} else if (s->in_comments && !s->named) {
		struct search_hit hit = { DOC_NONE, 0, 0, comment };

		s->named = !look_at(s, doc_str(s->d, s->d->comment[comment].author), hit);
	} else if (s->block < s->end) {
		struct search_hit hit = { s->block, 0, 0, comment };

		s->block += !look_at(s, doc_block_text(s->d, s->block), hit);
	} else {
		s->comment += s->in_comments;
		s->in_comments = true;
		enter_comment(s);
	}
}

bool search_step(struct search *s, size_t budget)
{
	size_t end = s->work + budget;

	while (s->work < end && !s->done)
		step(s);
	return !s->done;
}

size_t search_work(const struct search *s)
{
	return s->work;
}

struct search *search_new(
	const struct document *d, struct str query, unsigned how, const bool *seen, struct err *e)
{
	struct search *s = mem_new(1, sizeof(*s));
	struct buf clean = { .max = 0 };
	struct str text = STR_NONE;
	bool minds_case, ok;

	s->d = d;
	s->seen = seen;
	s->literal = !(how & SEARCH_REGEX);
	ok = filter_read(&s->filter, query, !s->literal, &text, e);
	s->text = text.len > 0;
	if (ok && !s->text && !s->filter.any)
		ok = err_set(e, ERR_USAGE, "There is nothing to search for.");
	text_clean(text, CLEAN_PRE, &clean);
	minds_case = how & SEARCH_CASE || text_has_upper(buf_str(&clean));
	s->fold = FOLD_MARKS | (minds_case ? 0 : FOLD_CASE);
	if (ok && s->text && s->literal) {
		text_fold(buf_str(&clean), s->fold, &s->needle, NULL, 0);
		s->ascii = str_is_ascii(buf_str(&s->needle));
		s->unquoted = !strpbrk(buf_z(&s->needle), "'\"-.");
		if (s->needle.len == 0)
			ok = err_set(e, ERR_USAGE, "There is nothing to search for.");
	}
	if (ok && s->text && (!s->literal || s->ascii))
		ok = compile(s, s->literal ? buf_str(&s->needle) : buf_str(&clean), !minds_case, e);
	buf_free(&clean);
	if (!ok) {
		search_free(s);
		return NULL;
	}
	s->titled = s->filter.any;
	s->block = d->head->blocks.first;
	s->end = s->filter.any ? s->block : s->block + d->head->blocks.count;
	return s;
}

void search_free(struct search *s)
{
	if (!s)
		return;
	pcre2_match_context_free(s->limits);
	pcre2_match_data_free(s->match);
	pcre2_code_free(s->code);
	filter_free(&s->filter);
	buf_free(&s->needle);
	buf_free(&s->folded);
	array_free(&s->hits);
	mem_free(s);
}

bool search_done(const struct search *s)
{
	return s->done;
}

const struct search_hit *search_hits(const struct search *s, size_t *count)
{
	*count = s->hits.len;
	return s->hits.at;
}

size_t search_in_article(const struct search *s)
{
	return s->in_article;
}

bool search_cut(const struct search *s)
{
	return s->cut;
}

/* DOC_NONE stands before all others, so adding one orders them. */
static bool is_before(const struct search_hit *h, uint32_t comment, uint32_t block, uint32_t from)
{
	if (h->comment != comment)
		return h->comment + 1 < comment + 1;
	if (h->block != block)
		return h->block + 1 < block + 1;
	return h->from < from;
}

size_t search_at(const struct search *s, uint32_t comment, uint32_t block, uint32_t from)
{
	size_t lo = 0, hi = s->hits.len;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (is_before(&s->hits.at[mid], comment, block, from))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

bool search_has(const struct search *s, uint32_t comment)
{
	size_t at = search_at(s, comment, DOC_NONE, 0);

	return at < s->hits.len && s->hits.at[at].comment == comment;
}
