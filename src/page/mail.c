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

struct part {
	struct mime_part mime;
	bool found;
};

struct parts { /* what of a message is shown */
	struct part plain, html;
};

/* ---- parts ---- */

static void keep_part(struct parts *p, struct mime_part part, struct str type)
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
		to->mime = part;
		to->found = true;
	}
	buf_free(&place);
}

/* The first plain text and the first HTML of a message. */
static void find_parts(struct str head, struct str body, struct parts *p)
{
	struct mime_walk *walk = mime_walk_new(head, body);
	struct mime_part part;
	struct buf type = { .len = 0 };

	*p = (struct parts){ .plain = { .found = false } };
	while (mime_walk_next(walk, &part, &type))
		keep_part(p, part, buf_str(&type));
	mime_walk_free(walk);
	buf_free(&type);
}

/* Appends the text of a part. What is not encoded was decoded with the file. */
static void read_part(const struct part *part, struct buf *out)
{
	struct buf type = { .len = 0 }, bytes = { .len = 0 };

	mime_field(part->mime.head, STR("Content-Type"), &type);
	if (mime_part_bytes(&part->mime, &bytes))
		mime_utf8(buf_str(&bytes), mime_parameter(buf_str(&type), STR("charset")), out);
	else
		buf_add(out, buf_str(&bytes));
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

static void add_fields(xmlNode *message, struct str head)
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
			mime_words(field[i].part(buf_str(&raw)), &text);
			make_attribute(n, field[i].attribute, buf_str(&text));
			buf_cut(&text, 0);
		}
		mime_words(buf_str(&raw), &text);
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

static void add_message(xmlNode *mail, struct str head, const struct parts *p)
{
	xmlNode *message = make_element(mail, STR("message")), *body;
	struct buf text = { .len = 0 };

	add_fields(message, head);
	if (p->plain.found || !p->html.found) {
		read_part(&p->plain, &text);
		add_plain(message, buf_str(&text));
	} else {
		read_part(&p->html, &text);
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

xmlDoc *mail_parse(struct str text)
{
	struct str rest = str_trim_left(text);
	bool mailbox = str_starts(rest, STR("From "));
	xmlDoc *doc = make_document("mail", text.len);
	struct parts parts;

	while (rest.len > 0) {
		struct str body = cut_message(&rest, mailbox), head = mime_head(&body);

		find_parts(head, body, &parts);
		add_message(xmlDocGetRootElement(doc), head, &parts);
	}
	return doc;
}
