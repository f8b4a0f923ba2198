/* mbox.c: the document as a mailbox (RFC 4155, RFC 5322): the article is the first mail, every
 * comment one that answers it or another, so that a mail reader shows the tree. Addresses and
 * ids stand under postil.invalid, where no mail goes (RFC 2606). */
#include "config.h"

#include "layout/layout.h"
#include "print/print.h"

#include "text/date.h"
#include "text/wrap.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

enum {
	BODY_COLUMNS = 72,
	CODE_COLUMNS = 900, /* a line of a mail has at most 998 bytes */
	QUOTES_MOST = 10,
	WORD_BYTES = 42, /* of text in one encoded word of a header */
};

struct mbox {
	const struct document *d;
	struct sink *s;
	uint64_t page; /* hash of what names the page: mails of different pages do not meet */
	uint32_t talk; /* number of the discussion */
};

static bool plain_header(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < ' ' || text.at[i] > '~')
			return false;
	return text.len < 200 && !str_has(text, STR("=?"));
}

static void base64(struct sink *s, struct str t)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < t.len; i += 3) {
		uint32_t n = 0;

		for (size_t k = 0; k < 3; k++)
			n = n << 8 | (i + k < t.len ? (unsigned char)t.at[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			sink_char(s, k > t.len - i ? '=' : digits[n >> (18 - 6 * k) & 63]);
	}
}

/* A header's text: as it is when it is ASCII, else as encoded words (RFC 2047), cut between
 * characters, folded. */
static void header_text(struct sink *s, struct str text)
{
	if (plain_header(text)) {
		sink_add(s, text);
		return;
	}
	for (size_t at = 0; at < text.len;) {
		size_t end = at + WORD_BYTES < text.len ? at + WORD_BYTES : text.len;

		while (end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80)
			end--;
		sink_z(s, at ? "\n =?UTF-8?B?" : "=?UTF-8?B?");
		base64(s, str_sub(text, at, end - at));
		sink_z(s, "?=");
		at = end;
	}
}

/* The author as a display name: quoted where it is ASCII. */
static void from_header(struct sink *s, struct str name)
{
	sink_z(s, "From: ");
	if (name.len == 0)
		name = STR("unknown");
	if (plain_header(name)) {
		sink_char(s, '"');
		for (size_t i = 0; i < name.len; i++) {
			if (name.at[i] == '"' || name.at[i] == '\\')
				sink_char(s, '\\');
			sink_char(s, name.at[i]);
		}
		sink_char(s, '"');
	} else {
		header_text(s, name);
	}
	sink_printf(s, " <%016" PRIx64 "@postil.invalid>\n", str_hash(name));
}

static void date_header(struct sink *s, int64_t when)
{
	static const char days[7][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
		"Sep", "Oct", "Nov", "Dec" };
	time_t t = (time_t)when;
	struct tm tm;

	if (when == INT64_MIN || !gmtime_r(&t, &tm) || tm.tm_year < 0 || tm.tm_year > 8099)
		return;
	sink_printf(s, "Date: %s, %d %s %d %02d:%02d:%02d +0000\n", days[tm.tm_wday], tm.tm_mday,
		months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static void message_id(const struct mbox *m, const char *header, const struct doc_comment *c)
{
	if (c)
		sink_printf(m->s, "%s<%" PRIu32 ".%016" PRIx64 "@%016" PRIx64 ".postil.invalid>",
			header, m->talk, str_hash(doc_str(m->d, c->id)), m->page);
	else
		sink_printf(m->s, "%s<page@%016" PRIx64 ".postil.invalid>", header, m->page);
}

static void body_line(struct sink *s, unsigned quotes, const char *lead, struct str text)
{
	for (unsigned i = 0; i < quotes; i++)
		sink_z(s, "> ");
	if (quotes == 0 && !*lead && str_starts(text, STR("From ")))
		sink_char(s, '>');
	if (text.len)
		sink_z(s, lead);
	sink_add(s, text);
	sink_char(s, '\n');
}

static void body_block(struct sink *s, const struct doc_block *b, struct str text)
{
	unsigned quotes = b->quote < QUOTES_MOST ? b->quote : QUOTES_MOST;
	bool item = b->kind == BLOCK_ITEM;
	char lead[32] = "", rest[] = "                ";
	int width = b->kind == BLOCK_CODE || b->kind == BLOCK_ROW ? CODE_COLUMNS / 4
								  : BODY_COLUMNS - 2 * (int)quotes;
	struct line line;

	if (item && b->number)
		snprintf(lead, sizeof(lead), "%" PRIu32 ". ", b->number);
	else if (item)
		snprintf(lead, sizeof(lead), "- ");
	rest[str_z(lead).len] = '\0';
	for (size_t at = 0; text_line(text, at, width, &line); at = line.next)
		body_line(
			s, quotes, at ? rest : lead, str_sub(text, line.from, line.to - line.from));
}

static void body(const struct mbox *m, struct range r)
{
	for (uint32_t i = r.first; i < r.first + r.count; i++) {
		const struct doc_block *b = &m->d->block[i];

		if (i > r.first &&
			!(b->kind == BLOCK_ROW && b[-1].kind == BLOCK_ROW &&
				b->number == b[-1].number))
			sink_char(m->s, '\n');
		if (b->kind == BLOCK_RULE)
			sink_z(m->s, "* * *\n");
		else
			body_block(m->s, b, doc_str(m->d, b->text));
		if (b->flags & BLOCK_CUT)
			sink_z(m->s, LAYOUT_CUT "\n");
	}
}

static void begin(const struct mbox *m, struct str author, int64_t when, const char *re)
{
	sink_z(m->s, "From postil@postil.invalid Thu Jan  1 00:00:00 1970\n");
	from_header(m->s, author);
	date_header(m->s, when);
	sink_printf(m->s, "Subject: %s", re);
	header_text(m->s, doc_field(m->d, FIELD_TITLE));
	sink_char(m->s, '\n');
}

static void end_header(const struct mbox *m)
{
	sink_z(m->s,
		"MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
		"Content-Transfer-Encoding: 8bit\n\n");
}

static void comment(const struct mbox *m, const struct doc_comment *c)
{
	begin(m, doc_str(m->d, c->author), c->when, "Re: ");
	message_id(m, "Message-ID: ", c);
	message_id(m, "\nIn-Reply-To: ", c->parent == DOC_NONE ? NULL : &m->d->comment[c->parent]);
	message_id(m, "\nReferences: ", NULL);
	if (c->parent != DOC_NONE)
		message_id(m, "\n ", &m->d->comment[c->parent]);
	sink_char(m->s, '\n');
	end_header(m);
	body(m, c->blocks);
	sink_char(m->s, '\n');
}

static uint64_t page_hash(const struct document *d)
{
	struct str url = doc_field(d, FIELD_CANONICAL);

	if (url.len == 0)
		url = doc_field(d, FIELD_URL);
	return str_hash(url.len ? url : doc_field(d, FIELD_TITLE));
}

void print_mbox(const struct document *d, const struct print_options *o, struct sink *s)
{
	struct mbox m = { .d = d, .s = s, .page = page_hash(d) };
	struct date published;
	bool known = date_parse(doc_field(d, FIELD_PUBLISHED), STR_NONE, o->now, &published);

	begin(&m, doc_field(d, FIELD_BYLINE), known ? date_epoch(&published) : INT64_MIN, "");
	message_id(&m, "Message-ID: ", NULL);
	sink_char(s, '\n');
	end_header(&m);
	body(&m, d->head->blocks);
	sink_char(s, '\n');
	for (m.talk = 0; m.talk < d->discussions; m.talk++) {
		struct range r = d->discussion[m.talk].comments;

		for (uint32_t i = 0; i < r.count; i++)
			comment(&m, &d->comment[r.first + i]);
	}
}
