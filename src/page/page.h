/* page.h: every kind of page as one tree. Only this folder and extract/ know libxml2. */
#ifndef POSTIL_PAGE_PAGE_H
#define POSTIL_PAGE_PAGE_H

#include "base/buf.h"
#include "base/err.h"

#include <libxml/tree.h>
#include <string.h>

enum page_kind {
	PAGE_HTML,
	PAGE_XML, /* feeds, exports: local names without prefix as element names, "prefix:name" kept for thr:, dsq:, wp: ... */
	PAGE_JSON, /* objects as elements named by their keys, arrays as runs of <item>; see json.c */
	PAGE_MAIL, /* mbox, one message: <mail><message><header name="From">..</header><body>..</body></message></mail>; see mail.c */
	PAGE_DUMP, /* plain text: <dump><line indent="4" bullet="1">..</line> ..</dump>; see dump.c */
};

enum {
	PAGE_DEPTH_MAX =
		2000, /* elements below each other; deeper ones become siblings, `deep` is set */
	PAGE_ATTRIBUTES_MAX = 1000, /* of one element */
	PAGE_TEXT_KEPT = 64 * 1024,
};

struct page {
	enum page_kind kind;
	xmlDoc *doc;
	xmlNode *root;	/* never NULL after page_parse() succeeded */
	struct buf url; /* the page's address, may be empty */
	struct buf
		base; /* what relative addresses are resolved against: <base href>, the address, the one the page gives */
	/* the UTF-8 it was made from; not owned, outlives the page, but beyond PAGE_TEXT_KEPT bytes it may have been
	 * given back: then zeros stand there */
	struct str text;
	bool deep; /* PAGE_DEPTH_MAX was reached */
	bool cut;  /* the source was not whole */
};

/* From now on libxml2 takes memory like everything else here: when there is none, that is the end
 * (base/mem.h). By itself it goes on with half of what it wanted, at times for ever. Before any other
 * use of it in this process. */
void page_use_memory(void);

/* Tells the kind by content first (a leading "{", "<?xml", "From ", tags), by media type and
 * file name where that does not decide. */
enum page_kind page_kind_of(struct str text, struct str type, struct str name);

/* Whether this is no text at all but a picture, a program, an archive: by the control characters,
 * undecodable bytes among them, in its beginning. */
bool page_is_binary(struct str text);

/* Parses valid UTF-8; anything gives some tree. False only when the text is empty or nothing but
 * blanks. */
bool page_parse(
	struct page *p, enum page_kind kind, struct str text, struct str url, struct err *e);

/* Parses a piece of HTML (from a JSON string, a feed's content) into new nodes below `parent`,
 * of the same document. */
void page_parse_fragment(xmlNode *parent, struct str html);

/* The same for JSON, read leniently (BOM, trailing commas and semicolons, comments, raw newlines
 * forgiven): elements as json.c describes them, below `parent`. False when it is no JSON; then
 * what could be read is there. */
bool page_parse_json(xmlNode *parent, struct str json);

void page_free(struct page *p);

/* ---- nodes: small questions, no copies, no recursion (node.c) ---- */

/* Those asked of every node stand here whole: most names differ in their first letter, and a call
 * costs more than to see that. */

static inline bool node_is_element(const xmlNode *n)
{
	return n && n->type == XML_ELEMENT_NODE;
}

/* Bytes that may be read of every name of the tree; a shorter one ends in zeros (page/pool.c). */
enum { NODE_NAME_ROOM = 16 };

/* What is kept of all elements of the same name, for whom the tree is made: extract/ keeps there what it asks again and again. NULL at
 * first. It stands before the name (page/pool.c). */
static inline const void **node_name_kept(const xmlNode *element)
{
	return (const void **)(uintptr_t)element->name - 1;
}

/* Whether a name of the tree is this one: a short name that the compiler knows costs no call. */
static inline bool node_named(const xmlChar *a, const char *name)
{
	size_t len = strlen(name);

	if (__builtin_constant_p(len) && len < NODE_NAME_ROOM)
		return memcmp(a, name, len + 1) == 0;
	return (char)a[0] == name[0] && strcmp((const char *)a, name) == 0;
}

/* An element of this (lower-case) name. */
static inline bool node_is(const xmlNode *n, const char *name)
{
	return node_is_element(n) && node_named(n->name, name);
}

/* Text or CDATA. */
static inline bool node_is_text(const xmlNode *n)
{
	return n && (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE);
}

/* Of a text node; else the empty text. Its length stands where elements have their namespace (page/make.c): texts are
 * measured once, and read by everyone. */
static inline struct str node_content(const xmlNode *text)
{
	return node_is_text(text)
		? (struct str){ (const char *)text->content, (size_t)(uintptr_t)text->ns }
		: STR_NONE;
}

/* The text of an element that holds nothing else; else the empty text. */
static inline struct str node_lone_text(const xmlNode *n)
{
	return n->children && !n->children->next ? node_content(n->children) : STR_NONE;
}

/* h1 to h6 */
static inline bool node_is_heading(const xmlNode *n)
{
	return node_is_element(n) && n->name[0] == 'h' && n->name[1] >= '1' && n->name[1] <= '6' &&
		!n->name[2];
}

struct str node_name(const xmlNode *n);

/* The attribute of an element, NULL when it has none of this name. */
static inline const xmlAttr *node_find_attr(const xmlNode *n, const char *name)
{
	const xmlAttr *a = node_is_element(n) ? n->properties : NULL;

	while (a && !node_named(a->name, name))
		a = a->next;
	return a;
}

/* The value of an attribute, the empty text when it has none; valid while the attribute is. */
static inline struct str node_value(const xmlAttr *a)
{
	return a->children ? node_content(a->children) : STR_NONE;
}

/* The same for the attribute of this name, which may be absent. */
static inline struct str node_attr(const xmlNode *n, const char *name)
{
	const xmlAttr *a = node_find_attr(n, name);

	return a ? node_value(a) : STR_NONE;
}

static inline bool node_has_attr(const xmlNode *n, const char *name)
{
	return node_find_attr(n, name) != NULL;
}

bool node_has_class(const xmlNode *n, const char *word);

/* Document order within root's subtree, iteratively. node_next enters n, node_after skips n's
 * subtree; NULL when root is done. */
xmlNode *node_after(const xmlNode *n, const xmlNode *root);
static inline xmlNode *node_next(const xmlNode *n, const xmlNode *root)
{
	/* The children of an entity reference belong to the DTD, not to the tree. */
	if (n->type == XML_ELEMENT_NODE && n->children)
		return n->children;
	return n != root && n->next ? n->next : node_after(n, root);
}
xmlNode *node_first_element(const xmlNode *n);		 /* first child element */
xmlNode *node_next_element(const xmlNode *n);		 /* next sibling element */
xmlNode *node_child(const xmlNode *n, const char *name); /* first child element of this name */
xmlNode *node_up(const xmlNode *n, const char *name);	 /* nearest ancestor of this name */
bool node_contains(const xmlNode *ancestor, const xmlNode *n);

/* Puts n, which stands nowhere (xmlUnlinkNode()), below parent: before `next`, NULL for the end.
 * Texts that come to stand side by side stay two. */
void node_link(xmlNode *n, xmlNode *parent, xmlNode *next);

/* Appends all text below n, raw; `script`, `style`, `noscript`, `template` left out. */
void node_text(const xmlNode *n, struct buf *out);

/* ---- queries: compiled XPath with a step limit (query.c) ---- */

struct query;

/* NULL with *e and *column (from 1) of the mistake. */
struct query *query_compile(const char *xpath, struct err *e, int *column);
void query_free(struct query *q);

/* One per page: holds the evaluation context and what is left of the page's step limit. */
struct query_context *query_context_new(struct page *p);
/* After nodes were added to the page: they have no place in the order of its nodes yet. */
void query_context_renew(struct query_context *c);
void query_context_free(struct query_context *c);

struct node_list { /* nodes in document order; attributes may be among them */
	xmlNode **at;
	size_t len, cap;
};

/* Elements, attributes, text nodes below or at `at` that the query selects, appended to *list
 * (freed by the caller). False when it selects none, gives no node set, or the step limit of
 * this evaluation (query_limit) is reached: then query_exhausted() tells. */
bool query_nodes(struct query *q, struct query_context *c, xmlNode *at, struct node_list *list);

/* The string value of the query (of the first node in a node set), raw, appended to out; false
 * when there is none. */
bool query_text(struct query *q, struct query_context *c, xmlNode *at, struct buf *out);

bool query_exhausted(const struct query_context *c);

#endif
