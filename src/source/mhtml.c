/* mhtml.c: pages saved as a message (RFC 2557): multipart/related, the page first or named by
 * `start`, pictures and frames behind it. */
#include "config.h"

#include "source/archive.h"
#include "text/mime.h"

enum {
	FIELD_LINES = 8,     /* lines looked at */
	NAME_MAX_BYTES = 60, /* of a field's name */
	FRAMES_MAX = 64,     /* put where they are named */
};

/* Whether it is "Name: ..." with a name as fields have them. */
static bool is_field(struct str line)
{
	size_t colon = str_find_char(line, ':', 0);

	if (colon == STR_NOWHERE || colon == 0 || colon > NAME_MAX_BYTES)
		return false;
	for (size_t i = 0; i < colon; i++)
		if (!ascii_alpha(line.at[i]) && !ascii_digit(line.at[i]) && line.at[i] != '-')
			return false;
	return true;
}

bool mail_like(struct str bytes)
{
	struct str line;

	bytes = str_trim_left(bytes);
	if (str_starts(bytes, STR("From ")))
		return true;
	for (int i = 0; i < FIELD_LINES && str_line(&bytes, &line) && line.len > 0; i++)
		if (!is_field(line) && (i == 0 || !ascii_space(line.at[0])))
			return false;
	return bytes.len > 0;
}

static bool is_html(struct str type)
{
	return str_starts_case(type, STR("text/html")) ||
		str_starts_case(type, STR("application/xhtml"));
}

/* The page among the parts; false when there is none, or when plain text stands beside it, as in a
 * letter. */
static bool find_root(struct str head, struct str body, struct mime_part *root, struct buf *type)
{
	struct mime_walk *walk = mime_walk_new(head, body);
	struct buf one = { .len = 0 };
	struct mime_part part;
	bool found = false, letter = false;

	while (mime_walk_next(walk, &part, &one)) {
		letter = letter || str_starts_case(buf_str(&one), STR("text/plain"));
		if (found || !is_html(buf_str(&one)))
			continue;
		found = true;
		*root = part;
		buf_cut(type, 0);
		buf_add(type, buf_str(&one));
	}
	mime_walk_free(walk);
	buf_free(&one);
	return found && !letter;
}

bool mhtml_is(struct str bytes)
{
	struct str body = str_trim_left(bytes), head;
	struct buf type = { .len = 0 };
	struct mime_part root;
	bool is = false;

	if (mail_like(body) && !str_starts(body, STR("From "))) {
		head = mime_head(&body);
		is = mime_field(head, STR("Content-Type"), &type) &&
			str_starts_case(buf_str(&type), STR("multipart/related")) &&
			find_root(head, body, &root, &type);
	}
	buf_free(&type);
	return is;
}

/* ---- frames ---- */

/* Appends the id of a part without its angle brackets. */
static void part_id(const struct mime_part *part, struct buf *out)
{
	struct buf id = { .len = 0 };
	struct str s;

	mime_field(part->head, STR("Content-ID"), &id);
	s = str_trim(buf_str(&id));
	if (s.len > 1 && s.at[0] == '<' && str_ends(s, STR(">")))
		s = str_sub(s, 1, s.len - 2);
	buf_add(out, s);
	buf_free(&id);
}

/* The other pages of the message, by the ids under which the root names them. */
struct frames {
	ARRAY(struct frame {
		struct buf id;
		struct mime_part part;
	})
	all;
};

static void find_frames(
	struct str head, struct str body, const struct mime_part *root, struct frames *f)
{
	struct mime_walk *walk = mime_walk_new(head, body);
	struct buf type = { .len = 0 };
	struct mime_part part;

	while (f->all.len < FRAMES_MAX && mime_walk_next(walk, &part, &type)) {
		struct frame *frame;

		if (!is_html(buf_str(&type)) || part.body.at == root->body.at)
			continue;
		frame = array_add(&f->all);
		frame->part = part;
		part_id(&part, &frame->id);
	}
	mime_walk_free(walk);
	buf_free(&type);
}

static struct frame *frame_named(struct frames *f, struct str id)
{
	for (size_t i = 0; i < f->all.len; i++)
		if (id.len > 0 && str_eq(buf_str(&f->all.at[i].id), id))
			return &f->all.at[i];
	return NULL;
}

/* The id in src="cid:..." of a tag; empty when it has none. */
static struct str frame_id(struct str tag)
{
	size_t at = str_find_case(tag, STR("src=\"cid:"), 0), end;

	if (at == STR_NOWHERE)
		return STR_NONE;
	tag = str_sub(tag, at + 9, SIZE_MAX);
	end = str_find_char(tag, '"', 0);
	return end == STR_NOWHERE ? STR_NONE : str_sub(tag, 0, end);
}

/* Appends the page with each frame of the message, once, behind the tag that names it: a discussion
 * in a frame is part of the page then. Frames are pieces of their own, so what they leave open ends
 * with the division around them. */
static void put_frames(struct str page, struct frames *f, struct buf *out)
{
	size_t at;

	while ((at = str_find_case(page, STR("<iframe"), 0)) != STR_NOWHERE) {
		size_t end = str_find_char(page, '>', at);
		struct frame *frame;

		if (end == STR_NOWHERE)
			break;
		frame = frame_named(f, frame_id(str_sub(page, at, end - at)));
		buf_add(out, str_sub(page, 0, end + 1));
		page = str_sub(page, end + 1, SIZE_MAX);
		if (!frame)
			continue;
		buf_add(out, STR("</iframe><div class=\"saved-frame\">"));
		mime_part_bytes(&frame->part, out);
		buf_add(out, STR("</div>"));
		buf_cut(&frame->id, 0);
	}
	buf_add(out, page);
}

void mhtml_take(struct source *s)
{
	struct str body = str_trim_left(buf_str(&s->bytes)), head = mime_head(&body);
	struct buf type = { .len = 0 }, page = { .len = 0 }, out = { .max = s->bytes.max };
	struct frames frames = { .all = { .len = 0 } };
	struct mime_part root;

	find_root(head, body, &root, &type);
	find_frames(head, body, &root, &frames);
	if (s->url.len == 0 && !mime_field(head, STR("Snapshot-Content-Location"), &s->url))
		mime_field(root.head, STR("Content-Location"), &s->url);
	buf_cut(&s->charset, 0);
	buf_add(&s->charset, mime_parameter(buf_str(&type), STR("charset")));
	buf_cut(&s->type, 0);
	buf_add(&s->type,
		str_trim(str_sub(buf_str(&type), 0, str_find_char(buf_str(&type), ';', 0))));
	mime_part_bytes(&root, &page);
	put_frames(buf_str(&page), &frames, &out);
	for (size_t i = 0; i < frames.all.len; i++)
		buf_free(&frames.all.at[i].id);
	array_free(&frames.all);
	buf_free(&type);
	buf_free(&page);
	buf_free(&s->bytes);
	s->bytes = out;
}
