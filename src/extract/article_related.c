/* article_related.c: the stories a page names beside its own, for the list of related links. */
#include "config.h"

#include "extract/article_info.h"
#include "extract/body_writer.h"

#include "text/url.h"

enum {
	RELATED_MAX = 20,
	LINKS_MAX = 60,	  /* of one box that are read */
	TITLE_LEAST = 12, /* letters of a headline */
	TITLE_MOST = 300,
};

/* Parts of class names and ids of such lists, in several languages. */
#define NAMES(row)                                                                                 \
	row("related") row("recommend") row("readalso") row("read-also") row("see-also")           \
		row("seealso") row("verwandt") row("mehr-zum") row("similaire") row("relacionad")  \
			row("correlat") row("gerelateerd") row("relaterad") row("relatert")        \
				row("refs-item") row("powiazan") row("souvisej") row("ilgili")

static const struct str_words names = STR_WORDS(NAMES);

static bool says_related(struct str name)
{
	return str_has_words(name, &names);
}

static bool is_related(const struct article_info *i)
{
	return class_says(i->class, CLASS_RELATED, says_related) ||
		says_related(node_attr(i->node, "id"));
}

/* Parts of addresses of pages about people and topics, which boxes of stories link to as well. */
static const char *const others[] = { "/author", "/autor", "/auteur", "/category/", "/categoria/",
	"/categories/", "/kategorie/", "/rubrik/", "/tag/", "/tags/", "/topic/", "/thema/" };

struct link {
	struct str title, url;
};

/* Whether a link of the list is none to a story: its address and words stand there again, as a section's do, or the address stands before, as
 * with "Read more" below a headline. */
static bool is_repeated(const struct link *at, size_t len, size_t i)
{
	for (size_t k = 0; k < len; k++)
		if (k != i && str_eq(at[k].url, at[i].url) &&
			(k < i || str_eq(at[k].title, at[i].title)))
			return true;
	return false;
}

static size_t read_links(
	struct article_page *p, uint32_t from, uint32_t end, struct link links[LINKS_MAX])
{
	struct buf title = { 0 }, url = { 0 };
	size_t len = 0;

	for (uint32_t n = from; n < end && len < LINKS_MAX; n++) {
		const struct article_info *i = &p->info.at[n];
		struct str href = node_attr(i->node, "href");

		if (!node_is(i->node, "a") || i->letters < TITLE_LEAST || i->letters > TITLE_MOST ||
			!href.len || href.at[0] == '#' ||
			str_has_any(href, others, sizeof(others) / sizeof(*others)))
			continue;
		buf_cut(&title, 0);
		buf_cut(&url, 0);
		node_text(i->node, &title);
		if (!url_resolve(buf_str(&p->x->page->base), href, &url))
			continue;
		links[len++] = (struct link){ .title = arena_dup(&p->x->arena, buf_str(&title)),
			.url = arena_dup(&p->x->arena, buf_str(&url)) };
	}
	buf_free(&title);
	buf_free(&url);
	return len;
}

static unsigned write_links(
	struct article_page *p, struct builder *b, uint32_t from, uint32_t end, unsigned count)
{
	struct link links[LINKS_MAX];
	size_t len = read_links(p, from, end, links);

	for (size_t i = 0; i < len && count < RELATED_MAX; i++)
		if (!is_repeated(links, len, i)) {
			builder_related(b, links[i].title, links[i].url);
			count++;
		}
	return count;
}

void article_related(struct article_page *p, struct builder *b)
{
	float half = p->info.len ? p->info.at[0].raw * 0.5f : 0;
	unsigned count = 0;

	for (uint32_t n = 0; n < p->info.len && count < RELATED_MAX; n++) {
		const struct article_info *i = &p->info.at[n];

		if (i->evidence & EVIDENCE_COMMENT) {
			n = i->end - 1;
		} else if (i->block && i->linked * 8 > i->letters && i->raw <= half &&
			i->node->properties && is_related(i)) {
			count = write_links(p, b, n, i->end, count);
			n = i->end - 1;
		}
	}
}
