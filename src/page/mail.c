/* mail.c: mailboxes (RFC 4155), messages (RFC 5322) and their parts (RFC 2046) to a tree:
 *
 *	<mail><message><header name="From" person="Ada">Ada &lt;ada@example.org></header>
 *	<header name="Message-ID" id="1@example.org">&lt;1@example.org></header><body>plain text</body></message>...</mail>
 *
 * Of the header only what a reader needs, in this spelling. A message that is HTML has <body type="html"> with its
 * elements. Signatures are left out. */
#include "config.h"

#include "page/html.h"
#include "page/mail.h"
#include "page/make.h"
#include "page/mime.h"

enum {
	PARTS_DEPTH = 16,   /* multiparts within each other */
	BOUNDARY_MAX = 200, /* bytes; the standard allows 70 */
};

struct part {
	struct str head, body;
	bool found;
};

struct parts { /* what of a message is shown */
	struct part plain, html;
	bool related; /* the message as a whole is a root with what belongs to it */
};

struct frame {
	struct str rest; /* behind the last delimiter read */
	char boundary[BOUNDARY_MAX];
	size_t len;
};

/* ---- parts ---- */

/* Whether the line parts what the frame holds; *last: nothing follows. */
static bool is_delimiter(const struct frame *f, struct str line, bool *last)
{
	struct str tail;

	if (!str_starts(line, STR("--")) ||
		!str_starts(str_sub(line, 2, SIZE_MAX), (struct str){ f->boundary, f->len }))
		return false;
	tail = str_trim(str_sub(line, 2 + f->len, SIZE_MAX));
	*last = str_eq(tail, STR("--"));
	return *last || tail.len == 0;
}

/* Cuts the text before the next delimiter off. Without one it is all of the rest: mail is cut short. */
static struct str cut_part(struct frame *f, bool *delimited)
{
	struct str part = { f->rest.at, 0 }, line;
	bool last = false;

	*delimited = false;
	while (!*delimited && str_line(&f->rest, &line)) {
		*delimited = is_delimiter(f, line, &last);
		if (!*delimited)
			part.len = (size_t)(line.at + line.len - part.at);
	}
	if (last)
		f->rest = STR_NONE;
	return part;
}

/* Opens a multipart: its boundary is known and stands in the body. */
static bool open_frame(struct frame *f, struct str type, struct str body)
{
	struct str boundary = mime_parameter(type, STR("boundary"));
	bool delimited;

	if (!str_starts_case(type, STR("multipart/")) || boundary.len == 0 ||
		boundary.len > BOUNDARY_MAX)
		return false;
	f->rest = body;
	f->len = boundary.len;
	for (size_t i = 0; i < boundary.len; i++)
		f->boundary[i] = boundary.at[i];
	cut_part(f, &delimited);
	return delimited;
}

static void keep_part(struct parts *p, struct part part, struct str type)
{
	struct part *to = str_starts_case(type, STR("text/html"))
		? &p->html
		:
		/* No type is plain text; so is a multipart whose boundary is broken. */
		type.len == 0 || str_starts_case(type, STR("text")) ||
			str_starts_case(type, STR("multipart/"))
		? &p->plain
		: NULL;
	struct buf place = { .len = 0 };

	mime_field(part.head, STR("Content-Disposition"), &place);
	if (to && !to->found && !str_starts_case(buf_str(&place), STR("attachment"))) {
		*to = part;
		to->found = true;
	}
	buf_free(&place);
}

/* The first plain text and the first HTML of a message. Every level reads its lines once. */
static void find_parts(struct str head, struct str body, struct parts *p)
{
	struct frame *stack = mem_new(PARTS_DEPTH, sizeof(*stack));
	struct part part = { head, body, true };
	struct buf type = { .len = 0 };
	bool delimited, first = true;
	size_t depth = 0;

	*p = (struct parts){ .related = false };
	do {
		buf_cut(&type, 0);
		mime_field(part.head, STR("Content-Type"), &type);
		if (first)
			p->related = str_starts_case(buf_str(&type), STR("multipart/related"));
		first = false;
		if (depth < PARTS_DEPTH && open_frame(&stack[depth], buf_str(&type), part.body))
			depth++;
		else
			keep_part(p, part, buf_str(&type));
		while (depth > 0 && stack[depth - 1].rest.len == 0)
			depth--;
		if (depth > 0) {
			part.body = cut_part(&stack[depth - 1], &delimited);
			part.head = mime_head(&part.body);
		}
	} while (depth > 0);
	buf_free(&type);
	mem_free(stack);
}

/* Appends the text of a part. What is not encoded was decoded with the file. */
static void read_part(const struct part *part, page_decoder *decoder, struct buf *out)
{
	struct buf how = { .len = 0 }, type = { .len = 0 }, bytes = { .len = 0 };

	mime_field(part->head, STR("Content-Transfer-Encoding"), &how);
	mime_field(part->head, STR("Content-Type"), &type);
	if (str_eq_case(buf_str(&how), STR("quoted-printable")))
		mime_quoted_printable(part->body, false, &bytes);
	else if (str_eq_case(buf_str(&how), STR("base64")))
		mime_base64(part->body, &bytes);
	else
		buf_add(out, part->body);
	mime_utf8(buf_str(&bytes), mime_parameter(buf_str(&type), STR("charset")), decoder, out);
	buf_free(&how);
	buf_free(&type);
	buf_free(&bytes);
}

/* ---- fields ---- */

/* The name in `"Ada" <ada@example.org>` and `ada@example.org (Ada)`; the address when there is none. */
static struct str person(struct str s)
{
	size_t open = str_find_char(s, '<', 0), round = str_find_char(s, '(', 0);
	struct str name = str_trim(str_sub(s, 0, open));

	if (name.len > 1 && *name.at == '"' && str_ends(name, STR("\"")))
		name = str_trim(str_sub(name, 1, name.len - 2));
	if (open == STR_NOWHERE && round != STR_NOWHERE && str_ends(name, STR(")")))
		name = str_trim(str_sub(s, round + 1, name.len - round - 2));
	if (name.len > 0)
		return name;
	s = open == STR_NOWHERE ? s : str_sub(s, open + 1, SIZE_MAX);
	return str_trim(str_sub(s, 0, str_find_char(s, '>', 0)));
}

static struct str first_id(struct str s)
{
	size_t open = str_find_char(s, '<', 0),
	       close = open == STR_NOWHERE ? open : str_find_char(s, '>', open);

	return close == STR_NOWHERE ? str_trim(s) : str_sub(s, open + 1, close - open - 1);
}

static struct str last_id(struct str s)
{
	size_t at = s.len;

	while (at > 0 && s.at[at - 1] != '<')
		at--;
	return first_id(at > 0 ? str_sub(s, at - 1, SIZE_MAX) : s);
}

static void add_fields(xmlNode *message, struct str head, page_decoder *decoder)
{
	static const struct {
		const char *name, *attribute;
		struct str (*part)(struct str value);
	} field[] = {
		{ "From", "person", person },
		{ "To", NULL, NULL },
		{ "Date", NULL, NULL },
		{ "Subject", NULL, NULL },
		{ "Message-ID", "id", first_id },
		{ "In-Reply-To", "id", first_id },
		{ "References", "id", last_id },
	};
	struct buf raw = { .len = 0 }, text = { .len = 0 };

	for (size_t i = 0; i < sizeof(field) / sizeof(*field); i++) {
		xmlNode *n;

		buf_cut(&raw, 0);
		buf_cut(&text, 0);
		if (!mime_field(head, str_z(field[i].name), &raw))
			continue;
		n = make_element(message, STR("header"));
		make_attribute(n, "name", str_z(field[i].name));
		if (field[i].part) {
			mime_words(field[i].part(buf_str(&raw)), decoder, &text);
			make_attribute(n, field[i].attribute, buf_str(&text));
			buf_cut(&text, 0);
		}
		mime_words(buf_str(&raw), decoder, &text);
		make_text(n, buf_str(&text));
	}
	buf_free(&raw);
	buf_free(&text);
}

/* ---- messages ---- */

/* Up to the signature; ">From " is what mailboxes make of "From ". */
static void add_plain(xmlNode *message, struct str text)
{
	xmlNode *body = make_element(message, STR("body"));
	struct buf out = { .len = 0 };
	struct str line;

	while (str_line(&text, &line) && !str_eq(line, STR("-- "))) {
		buf_add(&out, str_starts(line, STR(">From ")) ? str_sub(line, 1, SIZE_MAX) : line);
		buf_add_char(&out, '\n');
	}
	make_text(body, buf_str(&out));
	buf_free(&out);
}

static void add_message(
	xmlNode *mail, struct str head, const struct parts *p, page_decoder *decoder)
{
	xmlNode *message = make_element(mail, STR("message")), *body;
	struct buf text = { .len = 0 };

	add_fields(message, head, decoder);
	if (p->plain.found || !p->html.found) {
		read_part(&p->plain, decoder, &text);
		add_plain(message, buf_str(&text));
	} else {
		read_part(&p->html, decoder, &text);
		body = make_element(message, STR("body"));
		make_attribute(body, "type", STR("html"));
		page_parse_fragment(body, buf_str(&text));
	}
	buf_free(&text);
}

/* "From " behind an empty line and before a header field begins a message. */
static bool begins_message(struct str line, struct str rest)
{
	size_t colon;

	if (!str_starts(line, STR("From ")) || !str_line(&rest, &line))
		return false;
	colon = str_find_char(str_sub(line, 0, 80), ':', 0);
	return colon != STR_NOWHERE && colon > 0 &&
		str_find_char(str_sub(line, 0, colon), ' ', 0) == STR_NOWHERE;
}

/* Cuts the next message off, without its "From " line. */
static struct str cut_message(struct str *rest, bool mailbox)
{
	struct str all = *rest, line, message;
	bool blank = false;

	if (!mailbox) {
		*rest = STR_NONE;
		return all;
	}
	str_line(rest, &line);
	message = (struct str){ rest->at, 0 };
	for (struct str at = *rest; str_line(rest, &line); at = *rest) {
		if (blank && begins_message(line, *rest)) {
			*rest = at;
			break;
		}
		blank = line.len == 0;
		message.len = (size_t)(line.at + line.len - message.at);
	}
	return message;
}

static xmlDoc *saved_page(struct page *p, struct str head, const struct part *root)
{
	struct buf text = { .len = 0 };
	xmlDoc *doc;

	p->kind = PAGE_HTML;
	if (p->url.len == 0 && !mime_field(head, STR("Snapshot-Content-Location"), &p->url))
		mime_field(root->head, STR("Content-Location"), &p->url);
	read_part(root, p->decoder, &text);
	doc = html_parse(p, buf_str(&text));
	buf_free(&text);
	return doc;
}

xmlDoc *mail_parse(struct page *p, struct str text)
{
	struct str rest = str_trim_left(text);
	bool mailbox = str_starts(rest, STR("From "));
	xmlDoc *doc = make_document("mail", text.len);
	struct parts parts;

	while (rest.len > 0) {
		struct str body = cut_message(&rest, mailbox), head = mime_head(&body);

		find_parts(head, body, &parts);
		if (!mailbox && parts.related && parts.html.found && !parts.plain.found) {
			xmlFreeDoc(doc);
			return saved_page(p, head, &parts.html);
		}
		add_message(xmlDocGetRootElement(doc), head, &parts, p->decoder);
	}
	return doc;
}
