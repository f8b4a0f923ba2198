/* document.c: reading a document that document_open() has proved. */
#include "config.h"

#include "document/document.h"

struct str doc_str(const struct document *d, struct ref r)
{
	return r.len ? (struct str){ d->pool + r.at, r.len } : STR_NONE;
}

struct str doc_field(const struct document *d, enum doc_field field)
{
	return doc_str(d, d->head->field[field]);
}

struct str doc_block_text(const struct document *d, uint32_t block)
{
	return doc_str(d, d->block[block].text);
}

uint32_t doc_anchored(const struct document *d, struct str url)
{
	if (!str_starts(url, STR("#")))
		return DOC_NONE;
	url = str_sub(url, 1, SIZE_MAX);
	for (uint32_t i = 0; i < d->anchors; i++)
		if (str_eq(doc_str(d, d->anchor[i].name), url))
			return d->anchor[i].block;
	return DOC_NONE;
}

enum {
	LEDE_BLOCKS = 8,  /* of the text, looked at for the lede */
	LEDE_SHARED = 40, /* bytes of letters that a lede and a text share when it is the same */
};

/* The next byte that is no blank, no punctuation of ASCII and no soft hyphen; 0 at the end. */
static char next_letter(struct str s, size_t *at)
{
	while (*at < s.len) {
		char c = s.at[(*at)++];

		if ((unsigned char)c == 0xC2 && *at < s.len && (unsigned char)s.at[*at] == 0xAD)
			++*at;
		else if (ascii_alpha(c) || ascii_digit(c) || (unsigned char)c >= 0x80)
			return c;
	}
	return 0;
}

static bool begin_alike(struct str lede, struct str text)
{
	size_t a = 0, b = 0;

	for (unsigned shared = 0; shared < LEDE_SHARED; shared++) {
		char x = next_letter(lede, &a), y = next_letter(text, &b);

		if (x != y || !x)
			return x == 0 || (y == 0 && shared > 4);
	}
	return true;
}

bool doc_lede_repeats(const struct document *d)
{
	struct str lede = doc_field(d, FIELD_LEDE);

	for (uint32_t i = 0; i < d->head->blocks.count && i < LEDE_BLOCKS; i++) {
		struct str text = doc_block_text(d, d->head->blocks.first + i);

		if (begin_alike(lede, text) || str_has(text, str_sub(lede, 0, LEDE_SHARED)))
			return true;
	}
	return false;
}

struct str doc_opening(const struct document *d, uint32_t comment)
{
	struct range r = d->comment[comment].blocks;
	struct str opening = STR_NONE, line;

	for (uint32_t i = r.first; i < r.first + r.count; i++) {
		struct str text = doc_block_text(d, i);

		if (!str_line(&text, &line) || !line.len || (d->block[i].quote && opening.len))
			continue;
		opening = line;
		if (!d->block[i].quote)
			break;
	}
	return opening;
}

static const char *const block_names[] = {
#define BLOCK(id, name) name,
#include "document/kinds.def"
#undef BLOCK
};

static const char *const span_names[] = {
#define SPAN(id, name) name,
#include "document/kinds.def"
#undef SPAN
};

static const char *const field_names[] = {
#define FIELD(id, name) name,
#include "document/kinds.def"
#undef FIELD
};

static const char *const flag_names[] = {
#define FLAG(id, name) name,
#include "document/kinds.def"
#undef FLAG
};

static const char *const edge_names[] = {
#define EDGE(id, name) name,
#include "document/kinds.def"
#undef EDGE
};

static const char *const part_names[] = {
#define PART(id, name) name,
#include "document/kinds.def"
#undef PART
};

static const char *const source_names[SOURCES] = {
	[SOURCE_PAGE] = "page",
	[SOURCE_FRAME] = "frame",
	[SOURCE_FEED] = "feed",
	[SOURCE_API] = "api",
};

static const char *name_of(const char *const *names, unsigned count, unsigned n)
{
	return n < count ? names[n] : "?";
}

const char *block_name(enum block_kind kind)
{
	return name_of(block_names, BLOCK_KINDS, kind);
}

const char *span_name(enum span_kind kind)
{
	return name_of(span_names, SPAN_KINDS, kind);
}

const char *field_name(enum doc_field field)
{
	return name_of(field_names, FIELDS, field);
}

const char *flag_name(unsigned bit)
{
	return name_of(flag_names, FLAG_BITS, bit);
}

const char *edge_name(enum edge_kind edge)
{
	return name_of(edge_names, EDGE_KINDS, edge);
}

const char *part_name(enum part_kind kind)
{
	return name_of(part_names, PART_KINDS, kind);
}

struct str discussion_title(const struct document *d, const struct doc_discussion *t)
{
	static const char number[] = "0123456789()[]:., ";
	struct str s = doc_str(d, t->title);

	while (s.len && strchr(number, s.at[0]))
		s = str_sub(s, 1, SIZE_MAX);
	while (s.len && strchr(number, s.at[s.len - 1]))
		s.len--;
	return s;
}

const char *source_name(enum discussion_source source)
{
	return name_of(source_names, SOURCES, source);
}

uint32_t comment_discussion(const struct document *d, uint32_t comment)
{
	uint32_t lo = 0, hi = d->discussions;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (comment >=
			d->discussion[mid].comments.first + d->discussion[mid].comments.count)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < d->discussions ? lo : DOC_NONE;
}

uint32_t comment_next_sibling(const struct document *d, uint32_t comment)
{
	const struct doc_comment *c = &d->comment[comment];
	uint32_t next = comment + c->size;
	uint32_t owner = comment_discussion(d, comment);

	if (owner == DOC_NONE ||
		next >= d->discussion[owner].comments.first + d->discussion[owner].comments.count)
		return DOC_NONE;
	return d->comment[next].parent == c->parent ? next : DOC_NONE;
}

uint32_t comment_first_reply(const struct document *d, uint32_t comment)
{
	return d->comment[comment].size > 1 ? comment + 1 : DOC_NONE;
}
