/* mail.c: mailboxes (RFC 4155), messages (RFC 5322) and their parts (RFC 2046) to a tree:
 *
 *	<mail><message><header name="From" person="Ada">Ada &lt;ada@example.org></header>
 *	<header name="Message-ID" id="1@example.org">&lt;1@example.org></header><body>plain text</body></message>...</mail>
 *
 * Of a digest (RFC 1153, multipart/digest) the messages in it. Of the header only what a reader needs, in this spelling. A message that is HTML has <body type="html"> with its
 * elements. Signatures are left out. */
#include "config.h"

#include "page/html.h"
#include "page/mail.h"
#include "page/make.h"
#include "page/mime.h"

enum {
	DIGEST_TYPE_MAX = 300, /* bytes of a Content-Type */
	DIGEST_RULE = 60,      /* hyphens; the standard has 70 */
};

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

static void read_message(xmlNode *mail, struct str message)
{
	struct str head = mime_head(&message);
	struct parts parts;

	find_parts(head, message, &parts);
	add_message(mail, head, &parts);
}

/* ---- digests ---- */

static bool is_rule(struct str line, size_t least)
{
	size_t len = 0;

	while (len < line.len && line.at[len] == '-')
		len++;
	return len == line.len && len >= least;
}

static bool find_boundary(struct str head, struct buf *mark)
{
	struct buf type = { .len = 0 };
	struct str boundary = STR_NONE;

	if (mime_field(head, STR("Content-Type"), &type))
		boundary = mime_parameter(buf_str(&type), STR("boundary"));
	buf_add(mark, STR("--"));
	buf_add(mark, boundary);
	buf_free(&type);
	return mark->len > 2;
}

static bool skip_past(struct str *rest, struct str wanted)
{
	struct str line;

	while (str_line(rest, &line))
		if (str_eq(line, wanted))
			return true;
	return false;
}

/* Where the messages of a digest begin, and the line between them: that of multipart/digest (RFC 2046, section 5.1.5), or
 * thirty hyphens behind a first rule of seventy (RFC 1153). False when the message is no digest. */
static bool find_digest(struct str message, struct str *rest, struct buf *mark)
{
	size_t type = str_find_case(message, STR("multipart/digest"), 0);
	struct str line;

	if (type != STR_NOWHERE) {
		while (type > 0 && message.at[type - 1] != '\n')
			type--;
		*rest = str_sub(message, type, SIZE_MAX);
		return find_boundary(str_sub(*rest, 0, DIGEST_TYPE_MAX), mark) &&
			skip_past(rest, buf_str(mark));
	}
	buf_printf(mark, "%s", "------------------------------");
	*rest = message;
	while (str_line(rest, &line))
		if (is_rule(line, DIGEST_RULE))
			break;
	message = *rest;
	return skip_past(&message, buf_str(mark));
}

/* The next of them, up to the line between; of a part of multipart/digest what is within its head. */
static struct str cut_digest(struct str *rest, struct str mark)
{
	struct str message = { rest->at, 0 }, line;

	while (str_line(rest, &line)) {
		if (str_starts(line, mark) && line.len <= mark.len + 2)
			break;
		message.len = (size_t)(line.at + line.len - message.at);
	}
	message = str_trim(message);
	if (str_starts_case(message, STR("Content-Type: message/")))
		mime_head(&message);
	return message;
}

/* Reads the messages of a digest, each with its sender, instead of the list of them. */
static bool read_digest(xmlNode *mail, struct str message)
{
	struct buf mark = { .len = 0 }, from = { .len = 0 };
	struct str rest;
	bool any = false;

	if (find_digest(message, &rest, &mark))
		while (rest.len > 0) {
			struct str part = cut_digest(&rest, buf_str(&mark)), body = part;

			buf_cut(&from, 0);
			if (!mime_field(mime_head(&body), STR("From"), &from))
				continue;
			read_message(mail, part);
			any = true;
		}
	buf_free(&mark);
	buf_free(&from);
	return any;
}

xmlDoc *mail_parse(struct str text)
{
	struct str rest = str_trim_left(text);
	bool mailbox = str_starts(rest, STR("From "));
	xmlDoc *doc = make_document("mail", text.len);
	xmlNode *mail = xmlDocGetRootElement(doc);

	if (!mailbox && read_digest(mail, rest))
		return doc;
	while (rest.len > 0)
		read_message(mail, cut_message(&rest, mailbox));
	return doc;
}
