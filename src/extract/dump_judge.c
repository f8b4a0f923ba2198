/* dump_judge.c: whether lines that look like heads of comments are to be believed. Lists of articles, of tweets and of the latest comments
 * elsewhere have names and dates too: what they lack is that something is said in each, and what one can do with a comment. */
#include "config.h"

#include "extract/dump.h"
#include "extract/thread_guess.h"

#include <stdlib.h>
#include <string.h>

enum {
	LONE_HEADS = 4, /* without a line that announces comments there must be so many */
	LONE_TEXT = 60, /* and so many bytes of text in each, on average */
	FEW = 3,
	MANY = 7,	    /* announced comments that need no other proof */
	PROFILE_BYTES = 40, /* of a line like "Joined: May 2019" */
	NUMBER_LINES = 24,  /* of a head, in which its number is looked for */
	NAME_LEAST = 3,	    /* bytes of a name that is looked for in texts */
	SAID_LINE = 90,	    /* bytes: a line so long is no entry of a menu and hardly a title */
	ARTICLE_TEXT = 300, /* bytes that must stand before a few comments: else they are bylines */
	HEAD_BYTES = 160,
	NEAR_LINES = 8, /* behind the last head, where a count may stand */
};

/* In how many of the comments. */
struct evidence {
	size_t full, text;   /* text stands, its bytes */
	size_t said, titled; /* a sentence; one line that is none */
	size_t actions, faces, replies, subjects, deeper, addressed, profiles, spoke;
	size_t named, ordered, teasers, clocks, listed, tweets;
};

size_t dump_text_between(const struct dump *d, size_t from, size_t to)
{
	size_t sum = 0;

	for (; from < to; from++)
		if (!d->lines.at[from].idle && !d->lines.at[from].figure)
			sum += d->lines.at[from].text.len;
	return sum;
}

/* The figure in "Show new comments (3)" or "27 comments"; DOC_NONE when there is none. */
uint32_t dump_figure(struct str s)
{
	size_t from = 0, to;
	int64_t n;

	while (from < s.len && !ascii_digit(s.at[from]))
		from++;
	for (to = from; to < s.len && ascii_digit(s.at[to]);)
		to++;
	return str_number(str_sub(s, from, to - from), 0, UINT32_MAX - 1, &n) ? (uint32_t)n
									      : DOC_NONE;
}

/* The first letters of a name, figures left out: equal for "Comment #1" and "Comment #2". */
static uint64_t letters_hash(struct str name)
{
	char letters[40];
	size_t n = 0;

	for (size_t i = 0; i < name.len && n < sizeof(letters); i++)
		if (ascii_alpha(name.at[i]) || (unsigned char)name.at[i] >= 0x80)
			letters[n++] = ascii_lower(name.at[i]);
	return str_hash((struct str){ letters, n });
}

/* How many heads bear the commonest name, if it is at most of them (Boyer and Moore's majority vote). */
static size_t majority(const struct dump_finding *f, uint64_t (*hash)(struct str))
{
	uint64_t candidate = 0;
	size_t votes = 0, count = 0;

	for (size_t i = 0; i < f->heads.len; i++) {
		uint64_t h = hash(f->heads.at[i].author);

		if (votes == 0)
			candidate = h;
		votes = candidate == h ? votes + 1 : votes - 1;
	}
	for (size_t i = 0; i < f->heads.len; i++)
		count += hash(f->heads.at[i].author) == candidate;
	return count;
}

/* Whether one "name" stands at most of the heads, as it is or with a figure that always changes: then it is a label. talk: they are
 * comments by other signs, and one person may have written most. */
static bool is_one_label(const struct dump_finding *f, bool talk)
{
	size_t n = f->heads.len, whole = majority(f, str_hash);

	return n > 3 && majority(f, letters_hash) * 4 > n * 3 &&
		(whole * 10 > n * 9 || (whole * 4 > n * 3 && !talk) || whole * 4 < n);
}

/* Lines like "12 comments" behind the first head: in a list of articles each item has one. */
static size_t counters(const struct dump *d, const struct dump_finding *f)
{
	size_t n = 0, len = 0, last = f->heads.at[f->heads.len - 1].last;

	for (size_t i = f->heads.at[0].last + 1; i < d->lines.len && i <= last + NEAR_LINES; i++) {
		const struct dump_line *l = &d->lines.at[i];
		size_t at = l->text.len && l->text.len <= HEAD_BYTES
			? dump_find(DUMP_SECTION, l->text, &len)
			: STR_NOWHERE;

		n += at != STR_NOWHERE && at >= 2 && ascii_digit(l->text.at[at - 2]) &&
			(at + len >= l->text.len || l->text.at[at + len] != ':');
	}
	return n;
}

/* Whether something is said in these lines, not listed: a sentence, or a long line. */
static bool is_said(const struct dump *d, size_t i, size_t end)
{
	for (; i < end; i++) {
		const struct dump_line *l = &d->lines.at[i];

		if (!l->idle && !l->figure &&
			(l->text.len >= SAID_LINE ||
				(l->text.len >= 4 && dump_is_sentence(l->text))))
			return true;
	}
	return false;
}

/* Whether the text is one line that is no sentence: rather the title of something else. */
static bool is_title(const struct dump *d, const struct dump_head *h)
{
	size_t n = 0;
	bool sentence = false;

	for (size_t i = h->body; i < h->end && n < 2; i++) {
		const struct dump_line *l = &d->lines.at[i];

		n += !l->idle && !l->figure && l->text.len > 0;
		sentence |= dump_is_sentence(l->text);
	}
	return n == 1 && !sentence;
}

/* Whether a time tells more than a day: the log of a program's changes has days. */
static bool has_clock(struct str time)
{
	size_t digits = 0;
	bool year = false, word = false;

	for (size_t i = 0; i < time.len; i++) {
		if (time.at[i] == ':' && i > 0 && ascii_digit(time.at[i - 1]))
			return true;
		digits = ascii_digit(time.at[i]) ? digits + 1 : 0;
		year |= digits == 4;
		word |= ascii_alpha(time.at[i]) || (unsigned char)time.at[i] >= 0x80;
	}
	return word && !year; /* "2 hours ago"; "10.3.2" is the number of a section */
}

/* Whether the text is a list, below a line that is no sentence at most: as what changed in a version is told. */
static bool is_listed(const struct dump *d, const struct dump_head *h)
{
	bool titled = false;

	for (size_t i = h->body; i < h->end; i++) {
		const struct dump_line *l = &d->lines.at[i];

		if (l->idle || l->figure || !l->text.len)
			continue;
		if (l->bullet || titled)
			return l->bullet;
		titled = !dump_is_sentence(l->text);
		if (!titled)
			return false;
	}
	return false;
}

static bool has_teaser(const struct dump *d, size_t from, size_t to)
{
	for (; from < to; from++) {
		struct str s = d->lines.at[from].text;

		if (s.len && s.len <= HEAD_BYTES &&
			(dump_prefix(DUMP_TEASER, s, false) || str_ends(s, STR("[...]")) ||
				str_ends(s, STR("[…]"))))
			return true;
	}
	return false;
}

/* What the lines of the comment hold beside the text. */
static void weigh_lines(
	const struct dump *d, const struct dump_finding *f, size_t i, struct evidence *e)
{
	const struct dump_head *h = &f->heads.at[i];
	size_t end = i + 1 < f->heads.len ? f->heads.at[i + 1].at : h->end + 3;
	bool action = false, face = false, subject = false, tweet = false, profile = false,
	     spoke = false;
	size_t len = 0;

	if (end <= h->last)
		end = h->last + 1;
	for (size_t j = h->at; j < end && j < d->lines.len; j++) {
		action |= d->lines.at[j].action;
		face |= d->lines.at[j].avatar && j <= h->last;
		profile |= d->lines.at[j].text.len <= PROFILE_BYTES &&
			dump_prefix(DUMP_PROFILE, d->lines.at[j].text, false) > 0;
		spoke |= j <= h->last &&
			dump_find(DUMP_SPOKE, d->lines.at[j].text, &len) != STR_NOWHERE;
		tweet |= j <= h->last && str_has(d->lines.at[j].text, STR("(@"));
		subject |= j <= h->last &&
			(str_starts_case(d->lines.at[j].text, STR("re: ")) ||
				str_starts_case(d->lines.at[j].text, STR("subject: re: ")));
	}
	e->actions += action;
	e->faces += face;
	e->subjects += subject;
	e->tweets += tweet;
	e->profiles += profile;
	e->spoke += spoke;
}

/* The number of a comment: beside its date, or alone on a line, "#3", before its text. */
static bool number_of(const struct dump *d, const struct dump_head *h, int64_t *number)
{
	size_t to = h->body < h->at + NUMBER_LINES ? h->body : h->at + NUMBER_LINES;

	if (str_number(h->number, 0, INT32_MAX, number))
		return true;
	for (size_t i = h->at; i < to; i++) {
		struct str s = d->lines.at[i].text;

		if (s.len > 1 && *s.at == '#' &&
			str_number(str_sub(s, 1, s.len), 0, INT32_MAX, number))
			return true;
	}
	return false;
}

static void weigh_head(
	const struct dump *d, const struct dump_finding *f, size_t i, struct evidence *e)
{
	const struct dump_head *h = &f->heads.at[i];
	size_t bytes = dump_text_between(d, h->body, h->end);
	int64_t a, b;

	e->full += bytes > 0;
	e->text += bytes;
	e->said += is_said(d, h->body, h->end);
	e->titled += is_title(d, h);
	e->named += name_like(h->author);
	e->teasers += has_teaser(d, h->body, h->end);
	e->listed += is_listed(d, h);
	e->clocks += has_clock(h->time);
	e->replies += h->reply_to.len > 0 || h->answers.len > 0;
	e->deeper += h->indent > f->heads.at[0].indent + 1;
	if (i > 0 && number_of(d, &h[-1], &a) && number_of(d, h, &b))
		e->ordered += b > a && b <= a + 3;
	weigh_lines(d, f, i, e);
}

/* The first word of a text in small letters, without the signs around it; 0 for a short one. Out alone: it is not the first of several words
 * that nothing parts, as "the" is in "the end". */
static uint64_t word_hash(struct str s, bool *alone)
{
	char letters[40];
	size_t n = 0, i = 0;

	s = str_trim(s);
	*alone = s.len && *s.at == '@';
	while (s.len && (*s.at == '@' || *s.at == '>' || *s.at == '"'))
		s = str_trim(str_sub(s, 1, s.len));
	for (; i < s.len && n < sizeof(letters) && !strchr(" ,:;!?", s.at[i]); i++)
		letters[n++] = ascii_lower(s.at[i]);
	*alone = *alone || i == s.len || s.at[i] != ' ';
	return n >= NAME_LEAST ? str_hash((struct str){ letters, n }) : 0;
}

static int compare_hashes(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

struct hashes {
	uint64_t *at;
	size_t len, cap;
};

static bool has_hash(const struct hashes *names, uint64_t wanted)
{
	return names->len &&
		bsearch(&wanted, names->at, names->len, sizeof(wanted), compare_hashes);
}

/* In how many comments the text begins with the name of somebody who wrote another: "Ann, you are right", "@Ann wrote". Without a sign
 * behind it the word must be all of a name: that titles of chapters and their texts begin with "The" is no talk. */
static size_t addressed(const struct dump *d, const struct dump_finding *f)
{
	struct hashes first = { 0 }, whole = { 0 };
	size_t n = 0;
	bool alone;

	for (size_t i = 0; i < f->heads.len; i++) {
		uint64_t name = word_hash(f->heads.at[i].author, &alone);

		*array_add(&first) = name;
		if (alone)
			*array_add(&whole) = name;
	}
	if (first.len)
		qsort(first.at, first.len, sizeof(*first.at), compare_hashes);
	if (whole.len)
		qsort(whole.at, whole.len, sizeof(*whole.at), compare_hashes);
	for (size_t i = 0; i < f->heads.len; i++) {
		const struct dump_head *h = &f->heads.at[i];
		bool ignored;
		uint64_t own = word_hash(h->author, &ignored), said = 0;

		if (h->body < h->end)
			said = word_hash(d->lines.at[h->body].text, &alone);
		n += said && said != own && has_hash(alone ? &first : &whole, said);
	}
	array_free(&first);
	array_free(&whole);
	return n;
}

/* Whether something stands in them that stands in talk alone. */
static bool is_talk(const struct dump_finding *f, const struct evidence *e)
{
	size_t n = f->heads.len;

	return e->actions * 2 >= n || e->ordered * 10 + 7 >= n * 7 || e->replies * 5 >= n ||
		e->subjects * 2 >= n || e->profiles * 2 >= n || e->spoke * 2 >= n ||
		(e->addressed > 1 && e->addressed * 10 >= n) ||
		(e->clocks * 2 >= n && e->deeper * 5 >= n && e->deeper * 10 <= n * 9);
}

/* Whether words that end a discussion stand behind its last comment. */
static bool ends(const struct dump *d, const struct dump_head *h)
{
	size_t i = h->end > h->last ? h->end : h->last + 1;

	while (i < d->lines.len && !d->lines.at[i].ending &&
		(d->lines.at[i].idle || d->lines.at[i].figure))
		i++;
	return i < d->lines.len && d->lines.at[i].ending;
}

/* Whether announced comments are no bylines: something stands before them, and the number fits, or they have what talk has. */
static bool is_proven(const struct dump *d, const struct dump_finding *f, const struct evidence *e)
{
	size_t n = f->heads.len;

	if (n <= LONE_HEADS && dump_text_between(d, 0, f->heads.at[0].at) < ARTICLE_TEXT)
		return false;
	return (f->count >= n && f->count - n <= n / 4) || e->actions >= n || e->replies > 0 ||
		(n >= FEW && is_talk(f, e)) || (n >= FEW && e->faces * 10 >= n * 9) ||
		(n >= MANY && e->clocks * 2 >= n && e->full * 5 >= n * 4) ||
		ends(d, &f->heads.at[n - 1]);
}

/* Bullets and faces stand before much: here names must be answered, or stand beside faces and buttons almost always. */
static bool is_marked_talk(const struct dump_finding *f, const struct evidence *e)
{
	size_t n = f->heads.len;

	return e->actions * 2 >= n ||
		(n >= MANY && e->addressed * 7 >= n && e->said * 10 >= n * 9) ||
		(f->announced && (e->replies * 3 >= n || e->faces * 10 >= n * 9));
}

size_t dump_judge(struct extract *x, const struct dump *d, const struct dump_finding *f)
{
	struct evidence e = { 0 };
	size_t n = f->heads.len;
	const char *why = NULL;

	if (!n)
		return 0;
	for (size_t i = 0; i < n; i++)
		weigh_head(d, f, i, &e);
	e.addressed = addressed(d, f);
	if (e.full * 2 < n || (e.said * 2 < n && (e.said * 5 < n || !is_talk(f, &e))))
		why = "little is said";
	else if (e.titled * 5 > n * 3 && e.actions * 2 < n)
		why = "titles";
	else if (e.named * 5 < n * 3)
		why = "names are none";
	else if (is_one_label(f, e.actions * 4 >= n * 3))
		why = "one name";
	else if (counters(d, f) * 2 > n + 2)
		why = "counts of comments elsewhere";
	else if (e.teasers * 3 > n)
		why = "teasers";
	else if (f->layout == LAYOUT_MARKED && !is_marked_talk(f, &e))
		why = "bullets alone";
	else if (f->layout == LAYOUT_DATE_OVER_NAME && f->announced &&
		is_said(d, f->said, f->heads.at[0].at))
		why = "a text above the first date";
	else if (e.tweets * 3 > n)
		why = "posts of another site";
	else if (e.listed * 2 > n && e.actions * 2 < n)
		why = "a log of changes";
	else if (f->announced ? !is_proven(d, f, &e)
			      : e.full < LONE_HEADS || e.text / n < LONE_TEXT || !is_talk(f, &e))
		why = "not proven";
	explain(x->options->explain, "discussion",
		"dump: layout %d: %zu heads, %zu with text, %zu said, %zu titles, %zu with "
		"actions, %zu in order, "
		"%zu faces, %zu replies, %zu addressed, %zu profiles, %zu spoke, %zu deeper, %zu "
		"clocks, %s: %s",
		(int)f->layout, n, e.full, e.said, e.titled, e.actions, e.ordered, e.faces,
		e.replies, e.addressed, e.profiles, e.spoke, e.deeper, e.clocks,
		f->announced ? "announced" : "not announced", why ? why : "good");
	return why ? 0 : e.full;
}
