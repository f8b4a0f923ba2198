/* dump_article.c: the article of a dump: the stretch of lines that reads like text, and round it title, time, picture,
 * lede, related stories and tags. */
#include "config.h"

#include "extract/dump.h"
#include "text/date.h"

enum {
	PARAGRAPH = 120,  /* bytes: a line of so many is text, if it ends like a sentence */
	TEXT_ALONE = 240, /* so many are text however they end */
	BETWEEN = 4,	  /* lines that are no text, between two paragraphs of one article */
	TITLE_MAX = 300,  /* bytes */
	TAG_MAX = 60,
	DATELINE_MAX = 100,
	RELATED_MAX = 30,
};

struct stretch {
	size_t from, to; /* first line of text, behind the last */
	size_t weight;	 /* bytes of text */
};

static bool is_paragraph(const struct dump_line *l)
{
	if (l->idle || l->text.len < PARAGRAPH)
		return false;
	return l->text.len >= TEXT_ALONE || dump_is_sentence(l->text);
}

/* The heaviest run of paragraphs, with little between them, before the discussion. */
static struct stretch find_text(const struct dump *d)
{
	struct stretch best = { 0 }, run = { 0 };

	for (size_t i = 0; i < d->talk_from; i++) {
		const struct dump_line *l = &d->lines.at[i];

		if (!is_paragraph(l))
			continue;
		if (!run.weight || i - run.to > BETWEEN)
			run = (struct stretch){ .from = i };
		run.to = i + 1;
		run.weight += l->text.len;
		if (run.weight > best.weight)
			best = run;
	}
	return best;
}

/* What stands before the dash of a dateline, "WASHINGTON (Sputnik) — "; empty when the text has none. */
static struct str before_dash(struct str s)
{
	static const struct str dash[] = { STR("—"), STR("–"), STR(" - "), STR(" -- ") };
	struct str head = str_sub(s, 0, DATELINE_MAX);
	size_t first = STR_NOWHERE;

	for (size_t i = 0; i < sizeof(dash) / sizeof(*dash); i++) {
		size_t at = str_find(head, dash[i], 0);

		if (at < first)
			first = at;
	}
	if (first == STR_NOWHERE)
		return STR_NONE;
	head = str_trim(str_sub(s, 0, first));
	while (str_ends(head, STR("\xc2\xa0")))
		head = str_trim(str_sub(head, 0, head.len - 2));
	return head;
}

/* Who is named in brackets before the dash; a dateline without brackets is one only in capitals. */
static bool read_dateline(struct str s, struct str *agency)
{
	struct str head = before_dash(s);
	size_t open = str_find_char(head, '(', 0);

	*agency = STR_NONE;
	if (open != STR_NOWHERE && open > 0 && str_ends(head, STR(")"))) {
		*agency = str_trim(str_sub(head, open + 1, head.len - open - 2));
		return dump_is_name(*agency);
	}
	for (size_t i = 0; i < head.len; i++)
		if (head.at[i] >= 'a' && head.at[i] <= 'z')
			return false;
	return head.len >= 3 && ascii_alpha(*head.at);
}

static void set(struct builder *b, enum doc_field field, struct dump_line *l)
{
	builder_field(b, field, l->text, "dump");
	l->used = true;
}

static bool is_credit(const struct dump_line *l)
{
	return l->text.len <= 200 && dump_prefix(DUMP_CREDIT, l->text, true) > 0;
}

/* A line before the text that could be its title or the caption of its picture. */
static bool is_titular(const struct dump *d, size_t i)
{
	const struct dump_line *l = &d->lines.at[i];

	return !l->used && !l->idle && !l->figure && !l->bullet && l->text.len >= 8 &&
		l->text.len <= TITLE_MAX && !is_credit(l) &&
		!(l->date_len && l->date_len * 2 > l->text.len);
}

static bool stands_alone(const struct dump *d, size_t i)
{
	return d->lines.at[i].gap && (i + 1 == d->lines.len || d->lines.at[i + 1].gap);
}

/* The title: of the lines before the text the nearest that stands between blanks; else the nearest, else the first. */
static size_t find_title(const struct dump *d, const struct stretch *text)
{
	size_t from = text->from > 25 ? text->from - 25 : 0, nearest = STR_NOWHERE;

	for (size_t i = text->from; i-- > from;) {
		struct str s = d->lines.at[i].text;
		bool asks = str_ends(s, STR("?")) || str_ends(s, STR("!"));

		if (!is_titular(d, i) || (dump_is_sentence(s) && !asks))
			continue;
		if (stands_alone(d, i))
			return i;
		if (nearest == STR_NOWHERE && !asks)
			nearest = i;
	}
	return nearest;
}

static void find_picture(struct dump *d, const struct stretch *text, struct builder *b)
{
	size_t credit = STR_NOWHERE;

	for (size_t i = 0; i < text->from && credit == STR_NOWHERE; i++)
		if (is_credit(&d->lines.at[i]))
			credit = i;
	if (credit == STR_NOWHERE)
		return;
	set(b, FIELD_CREDIT, &d->lines.at[credit]);
	for (size_t i = credit; i-- > 0 && credit - i < 6;) {
		if (is_titular(d, i)) {
			set(b, FIELD_CAPTION, &d->lines.at[i]);
			return;
		}
	}
}

/* The time of publication: the first date before the text; with it a byline in the same line. */
static void find_time(
	struct extract *x, struct dump *d, const struct stretch *text, struct builder *b)
{
	struct date date;
	char iso[32];

	for (size_t i = 0; i < text->from; i++) {
		struct dump_line *l = &d->lines.at[i];

		if (!l->date_len || l->used || l->date_len + 60 < l->text.len)
			continue;
		if (!date_parse(str_sub(l->text, l->date_at, l->date_len), x->language,
			    x->options->now, &date))
			continue;
		builder_field(b, FIELD_PUBLISHED, str_z(date_iso(&date, iso)), "dump");
		l->used = true;
		if (l->date_at > 3 && dump_prefix(DUMP_FILLER, l->text, false)) {
			struct str name = str_sub(
				l->text, dump_prefix(DUMP_FILLER, l->text, false), l->date_at);

			name = str_trim(str_sub(name, 0, str_find_char(name, '|', 0)));
			if (dump_is_name(name) && !dump_prefix(DUMP_FILLER, name, false))
				builder_field(b, FIELD_BYLINE, name, "dump");
		}
		return;
	}
}

/* The lede is what stands alone before the paragraph that begins with a dateline. */
static void find_lede(struct dump *d, struct stretch *text, struct builder *b)
{
	struct str agency;
	size_t i = text->from, before = STR_NOWHERE;

	for (; i < text->to && i < text->from + 4; i++) {
		if (d->lines.at[i].idle)
			continue;
		if (read_dateline(d->lines.at[i].text, &agency))
			break;
		if (before != STR_NOWHERE)
			return;
		before = i;
	}
	if (i >= text->to || i >= text->from + 4)
		return;
	builder_field(b, FIELD_SITE, agency, "dateline");
	if (before == STR_NOWHERE)
		return;
	set(b, FIELD_LEDE, &d->lines.at[before]);
	text->from = i;
}

/* "a, b, c": several short pieces, none of them a sentence. */
static bool is_tag_list(struct str s)
{
	struct str piece;
	unsigned n = 0;

	if (dump_is_sentence(s))
		return false;
	while (str_split(&s, ',', &piece)) {
		piece = str_trim(piece);
		if (!piece.len || piece.len > TAG_MAX || !dump_is_name(piece))
			return false;
		n++;
	}
	return n >= 3;
}

static void write_tags(struct dump_line *l, size_t from, struct builder *b)
{
	struct str rest = str_sub(l->text, from, l->text.len), piece;

	while (str_split(&rest, ',', &piece))
		if (str_trim(piece).len)
			builder_tag(b, str_trim(piece), STR_NONE);
	l->used = true;
}

static bool is_story(const struct dump_line *l)
{
	struct str s = l->text, word;
	unsigned words = 0;

	if (l->idle || l->figure || l->used || l->date_len || l->text.len > TITLE_MAX ||
		str_ends(l->text, STR(".")))
		return false;
	while (str_word(&s, &word))
		words++;
	return words >= 3;
}

/* Related stories: at least two lines like titles, without blanks between them, behind the text. */
static size_t take_related(struct dump *d, size_t i, struct builder *b)
{
	size_t end = i;

	while (end < d->talk_from && is_story(&d->lines.at[end]) &&
		!is_tag_list(d->lines.at[end].text) && (end == i || !d->lines.at[end].gap))
		end++;
	if (end - i < 2 || end - i > RELATED_MAX)
		return i + 1;
	for (; i < end; i++) {
		builder_related(b, d->lines.at[i].text, dump_href(d, i, 0));
		d->lines.at[i].used = true;
	}
	return end;
}

static void find_tail(struct dump *d, const struct stretch *text, struct builder *b)
{
	bool tags = false, related = false;

	for (size_t i = text->to; i < d->talk_from;) {
		struct dump_line *l = &d->lines.at[i];
		size_t n = l->text.len > 1000 ? 0 : dump_prefix(DUMP_TAGS, l->text, true);

		if (!tags && (n > 0 || is_tag_list(l->text))) {
			write_tags(l, n, b);
			tags = true;
			i++;
		} else if (!related && is_story(l)) {
			size_t next = take_related(d, i, b);

			related = next > i + 1;
			i = next;
		} else {
			i++;
		}
	}
}

static void write_line(const struct dump_line *l, struct builder *b)
{
	builder_block(b, l->bullet || l->number >= 0 ? BLOCK_ITEM : BLOCK_PARAGRAPH,
		l->bullet || l->number >= 0, 0, l->number > 0 ? (uint32_t)l->number : 0);
	builder_text(b, l->text);
	builder_block_end(b);
}

/* Without an article the whole text is shown as it is. */
static void write_plain(struct dump *d, struct builder *b)
{
	for (size_t i = 0; i < d->talk_from; i++)
		write_line(&d->lines.at[i], b);
}

static void write_text(const struct dump *d, const struct stretch *text, struct builder *b)
{
	for (size_t i = text->from; i < text->to; i++) {
		const struct dump_line *l = &d->lines.at[i];

		if (!l->used && !l->idle && !(l->figure && !is_paragraph(l)))
			write_line(l, b);
	}
}

/* A sentence between blanks, too short to be known as a paragraph by itself. */
static bool is_short_paragraph(const struct dump_line *l)
{
	return l->gap && !l->idle && !l->figure && !l->bullet && !l->date_len &&
		l->text.len >= 20 && dump_is_sentence(l->text);
}

/* Takes short paragraphs at both ends of the text. */
static void widen(const struct dump *d, struct stretch *text)
{
	while (text->from > 1 && is_short_paragraph(&d->lines.at[text->from - 1]) &&
		d->lines.at[text->from].gap)
		text->from--;
	while (text->to < d->talk_from && is_short_paragraph(&d->lines.at[text->to]))
		text->to++;
}

/* A topic's first post, with the title above it. */
static void write_post(struct extract *x, struct dump *d, struct builder *b)
{
	struct stretch above = { .from = d->talk_from, .to = d->talk_from };
	struct stretch text = { .from = d->post_from, .to = d->post_to };
	size_t title = find_title(d, &above);
	struct date date;
	char iso[32];

	if (title != STR_NOWHERE)
		set(b, FIELD_TITLE, &d->lines.at[title]);
	builder_field(b, FIELD_BYLINE, d->post_author, "opening post");
	if (date_parse(d->post_time, x->language, x->options->now, &date))
		builder_field(b, FIELD_PUBLISHED, str_z(date_iso(&date, iso)), "opening post");
	x->op_author = d->post_author;
	builder_article_begin(b);
	write_text(d, &text, b);
	builder_article_end(b);
}

void dump_article(struct extract *x, struct dump *d, struct builder *b)
{
	struct stretch text = find_text(d);
	size_t title;

	if (d->post_to > d->post_from) {
		write_post(x, d, b);
		return;
	}

	if (!text.weight) {
		explain(x->options->explain, "article", "dump: no paragraph was found");
		builder_article_begin(b);
		write_plain(d, b);
		builder_article_end(b);
		builder_no_article(b);
		return;
	}
	widen(d, &text);
	title = find_title(d, &text);
	if (title != STR_NOWHERE)
		set(b, FIELD_TITLE, &d->lines.at[title]);
	find_time(x, d, &text, b);
	find_picture(d, &text, b);
	find_lede(d, &text, b);
	find_tail(d, &text, b);
	builder_article_begin(b);
	write_text(d, &text, b);
	builder_article_end(b);
}
