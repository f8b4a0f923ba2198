/* warc.c: web archives (ISO 28500): records one after the other, each a header, an empty line, a
 * block of a given length and two empty lines. */
#include "config.h"

#include "source/archive.h"
#include "text/mime.h"

/* Its version alone on the first line. */
bool warc_is(struct str bytes)
{
	size_t end;

	if (!str_starts(bytes, STR("WARC/")))
		return false;
	end = str_find_char(str_sub(bytes, 0, 16), '\n', 0);
	return end != STR_NOWHERE && ascii_digit(bytes.at[5]) &&
		str_find_char(str_sub(bytes, 0, end), ' ', 0) == STR_NOWHERE;
}

void warc_begin(struct warc_search *w, const char *record)
{
	*w = (struct warc_search){ .record = record };
	if (!str_number(str_z(record), 1, INT64_MAX, &w->number))
		w->number = 0;
}

static void field(struct str head, const char *name, struct buf *out)
{
	buf_cut(out, 0);
	mime_field(head, str_z(name), out);
}

/* The address without the angle brackets of version 1.0. */
static struct str bare(struct str url)
{
	url = str_trim(url);
	if (url.len > 1 && url.at[0] == '<' && str_ends(url, STR(">")))
		url = str_sub(url, 1, url.len - 2);
	return url;
}

static bool is_page_type(struct str type)
{
	return str_starts_case(type, STR("text/html")) ||
		str_starts_case(type, STR("application/xhtml"));
}

/* Whether the record can hold a page at all, and is one that was delivered. */
static bool is_page(struct str head, struct str block, bool *delivered)
{
	struct buf kind = { .len = 0 }, type = { .len = 0 };
	bool page = false;

	field(head, "WARC-Type", &kind);
	field(head, "Content-Type", &type);
	if (str_eq_case(buf_str(&kind), STR("response"))) {
		buf_cut(&type, 0);
		*delivered = http_status(block, &type) == 200;
		page = is_page_type(buf_str(&type));
	} else if (str_eq_case(buf_str(&kind), STR("resource"))) {
		*delivered = true;
		page = is_page_type(buf_str(&type));
	}
	buf_free(&kind);
	buf_free(&type);
	return page;
}

/* Only answers and resources are ever wanted: a request has the same address. */
static bool is_content(struct str head)
{
	struct buf kind = { .len = 0 };
	bool content;

	field(head, "WARC-Type", &kind);
	content = str_eq_case(buf_str(&kind), STR("response")) ||
		str_eq_case(buf_str(&kind), STR("resource"));
	buf_free(&kind);
	return content;
}

static bool is_wanted(struct warc_search *w, struct str head, struct str block)
{
	struct buf url = { .len = 0 };
	bool delivered = false, page = is_page(head, block, &delivered) && delivered, wanted;

	w->pages += page;
	if (!w->record || w->number > 0)
		return page && (w->number == 0 || (int64_t)w->pages == w->number);
	field(head, "WARC-Target-URI", &url);
	wanted = str_eq(bare(buf_str(&url)), str_z(w->record)) && is_content(head);
	buf_free(&url);
	return wanted;
}

/* Cuts a record off; its block is shorter than it says when the archive is cut. False when what
 * follows is none. */
static bool next_record(struct str *rest, struct str *head, struct str *block, bool *whole)
{
	struct buf length = { .len = 0 };
	int64_t len = 0;
	bool ok;

	*rest = str_trim_left(*rest);
	ok = warc_is(*rest);
	if (ok) {
		*head = mime_head(rest);
		field(*head, "Content-Length", &length);
		ok = str_number(buf_str(&length), 0, INT64_MAX, &len);
	}
	*whole = (uint64_t)len <= rest->len;
	*block = str_sub(*rest, 0, (size_t)len);
	*rest = str_sub(*rest, (size_t)len, SIZE_MAX);
	buf_free(&length);
	return ok;
}

bool warc_find(
	struct warc_search *w, struct str bytes, struct str *head, struct str *block, bool *whole)
{
	while (next_record(&bytes, head, block, whole)) {
		w->records++;
		if (is_wanted(w, *head, *block))
			return true;
	}
	w->damaged = w->damaged || str_trim(bytes).len > 0;
	return false;
}

void warc_use(struct source *s, struct str head, struct str block, bool whole)
{
	struct buf bytes = { .max = s->bytes.max }, url = { .len = 0 };

	/* Whoever sends an archive over the network does not speak for the addresses in it. */
	field(head, "WARC-Target-URI", &url);
	if (s->url.len == 0)
		buf_add(&s->url, bare(buf_str(&url)));
	buf_cut(&s->type, 0);
	field(head, "Content-Type", &s->type);
	buf_add(&bytes, block);
	buf_free(&s->bytes);
	s->bytes = bytes;
	s->cut = !whole;
	buf_free(&url);
}

bool warc_missing(const struct source *s, const struct warc_search *w, struct err *e)
{
	if (w->record)
		return err_set(e, ERR_FORMAT,
			"%s: the archive of %zu records, %zu of them pages, has not %.200s",
			buf_z(&s->name), w->records, w->pages, w->record);
	return err_set(e, ERR_FORMAT, "%s: the archive of %zu records holds no page%s",
		buf_z(&s->name), w->records, w->damaged ? "; it is damaged" : "");
}

bool warc_take(struct source *s, const char *record, struct err *e)
{
	struct warc_search w;
	struct str head, block;
	bool whole;

	warc_begin(&w, record);
	if (!warc_find(&w, buf_str(&s->bytes), &head, &block, &whole))
		return warc_missing(s, &w, e);
	warc_use(s, head, block, whole);
	return true;
}
