/* article_record.c: what the data that holds an article's text says of the article: the record that has the text, or has what has it, has a
 * title, too; beside it stand the author and the times, by the names that such members have (state.def). */
#include "config.h"

#include "extract/article_state.h"

enum {
	UP_MOST = 6,	   /* records round the text that are looked at */
	MEMBERS_MOST = 80, /* of one */
	NAMES_NODES = 60,  /* elements below an author that may be names */
	NAMES_BYTES = 200,
	TITLE_BYTES = 300,
};

static const char *const titles[] = {
#define STORY_TITLE(name) name,
#include "extract/state.def"
#undef STORY_TITLE
	NULL,
};

static const char *const authors[] = {
#define STORY_AUTHOR(name) name,
#include "extract/state.def"
#undef STORY_AUTHOR
	NULL,
};

static const char *const names[] = {
#define STORY_PERSON(name) name,
#include "extract/state.def"
#undef STORY_PERSON
	NULL,
};

static const char *const published[] = {
#define STORY_PUBLISHED(name) name,
#include "extract/state.def"
#undef STORY_PUBLISHED
	NULL,
};

static const char *const updated[] = {
#define STORY_UPDATED(name) name,
#include "extract/state.def"
#undef STORY_UPDATED
	NULL,
};

static const char *const about[] = {
#define STORY_ABOUT(name) name,
#include "extract/state.def"
#undef STORY_ABOUT
	NULL,
};

static void take(struct article_page *p, struct str *field, struct str value, size_t most)
{
	if (!field->len && value.len && value.len <= most)
		*field = arena_dup(&p->x->arena, value);
}

/* The names below a member: itself, or of the records in it. */
static void take_names(struct article_page *p, const xmlNode *member)
{
	struct buf list = { 0 };
	unsigned seen = 0;

	if (p->record.byline.len)
		return;
	buf_add(&list, str_trim(node_lone_text(member)));
	for (const xmlNode *n = node_first_element(member); n && seen++ < NAMES_NODES;
		n = node_next(n, member)) {
		struct str text = node_is_element(n) ? str_trim(node_lone_text(n)) : STR_NONE;

		if (!text.len || !(node_is(n, "item") || article_key_is(n, names)))
			continue;
		if (list.len)
			buf_add(&list, STR(", "));
		buf_add(&list, text);
	}
	take(p, &p->record.byline, buf_str(&list), NAMES_BYTES);
	buf_free(&list);
}

static void read_members(struct article_page *p, const xmlNode *record)
{
	unsigned seen = 0;

	for (const xmlNode *n = node_first_element(record); n && seen++ < MEMBERS_MOST;
		n = node_next_element(n)) {
		if (article_key_is(n, titles))
			take(p, &p->record.title, str_trim(node_lone_text(n)), TITLE_BYTES);
		else if (article_key_is(n, authors))
			take_names(p, n);
		else if (article_key_is(n, published))
			take(p, &p->record.published, str_trim(node_lone_text(n)), NAMES_BYTES);
		else if (article_key_is(n, updated))
			take(p, &p->record.updated, str_trim(node_lone_text(n)), NAMES_BYTES);
	}
}

void article_record(struct article_page *p, const xmlNode *text)
{
	const xmlNode *at = text;

	for (int up = 0; at && node_is_element(at) && up < UP_MOST && !p->record.title.len;
		at = at->parent, up++) {
		unsigned seen = 0;

		read_members(p, at);
		for (const xmlNode *n = node_first_element(at);
			n && seen++ < MEMBERS_MOST && !p->record.title.len;
			n = node_next_element(n))
			if (article_key_is(n, about))
				read_members(p, n);
	}
	if (!p->record.title.len)
		p->record = (struct article_record){ .title = STR_NONE };
}
