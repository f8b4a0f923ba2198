/* query.c: compiled XPath with a limit on its steps. */
#include "config.h"

#include "page/path.h"

#include "text/url.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

enum {
	STEPS_ONCE = 1000000,  /* operations of one evaluation; SAFETY: XPath can explode */
	STEPS_PAGE = 50000000, /* operations of all evaluations on one page */
	QUERY_MAX = 4096,      /* bytes of one expression */
};

struct query {
	bool here;		    /* it speaks of $comment */
	struct path *path;	    /* the expression, when it has one of the common shapes */
	xmlXPathCompExpr *compiled; /* else */
};

struct query_context {
	xmlXPathContext *xpath;
	uint64_t once; /* operations that one evaluation may use */
	uint64_t left; /* operations that this page may still use */
	bool exhausted;
};

static void silent(void *data, const char *message, ...)
{
	(void)data;
	(void)message;
}

static void silent_structured(void *data, xmlError *error)
{
	int *column = data;

	if (column && *column == 0 && error)
		*column = error->int1 + 1;
}

struct query *query_compile(const char *xpath, struct err *e, int *column)
{
	xmlXPathContext *context;
	struct query *q;
	int where = 0;

	if (str_z(xpath).len > QUERY_MAX) {
		err_set(e, ERR_FORMAT, "the expression is longer than %d bytes", QUERY_MAX);
		*column = 1;
		return NULL;
	}
	q = mem_new(1, sizeof(*q));
	q->path = path_compile(str_z(xpath));
	if (q->path)
		return q;
	context = xmlXPathNewContext(NULL);
	if (!context)
		mem_fail();
	context->error = silent_structured;
	context->userData = &where;
	q->compiled = xmlXPathCtxtCompile(context, (const xmlChar *)xpath);
	q->here = str_has(str_z(xpath), STR("$comment"));
	xmlXPathFreeContext(context);
	if (q->compiled)
		return q;
	*column = where ? where : 1;
	err_set(e, ERR_FORMAT, "not a valid XPath expression: %s", xpath);
	mem_free(q);
	return NULL;
}

void query_free(struct query *q)
{
	if (!q)
		return;
	path_free(q->path);
	if (q->compiled)
		xmlXPathFreeCompExpr(q->compiled);
	mem_free(q);
}

/* class('word'): whether the context node has this word in its class attribute. */
static void class_function(xmlXPathParserContext *x, int count)
{
	xmlChar *word;

	if (count != 1) {
		xmlXPathSetArityError(x);
		return;
	}
	word = xmlXPathPopString(x);
	xmlXPathReturnBoolean(x, word && node_has_class(x->context->node, (const char *)word));
	xmlFree(word);
}

static void return_text(xmlXPathParserContext *x, struct str s)
{
	struct buf z = { 0 };
	xmlChar *copy;

	buf_add(&z, s);
	copy = xmlStrdup(BAD_CAST buf_z(&z));
	buf_free(&z);
	if (!copy)
		mem_fail();
	xmlXPathReturnString(x, copy);
}

/* list(nodes, 'sep'): the texts of all nodes, in order, with the separator between them. */
static void list_function(xmlXPathParserContext *x, int count)
{
	struct buf text = { 0 };
	xmlNodeSet *nodes;
	xmlChar *separator;

	if (count != 2) {
		xmlXPathSetArityError(x);
		return;
	}
	separator = xmlXPathPopString(x);
	nodes = xmlXPathPopNodeSet(x);
	xmlXPathNodeSetSort(nodes);
	for (int i = 0; nodes && i < nodes->nodeNr; i++) {
		if (i > 0)
			buf_add(&text, str_z((const char *)separator));
		node_text(nodes->nodeTab[i], &text);
	}
	return_text(x, buf_str(&text));
	buf_free(&text);
	xmlXPathFreeNodeSet(nodes);
	xmlFree(separator);
}

/* address(): where the page came from. */
static void address_function(xmlXPathParserContext *x, int count)
{
	const struct page *p = x->context->extra;

	if (count != 0) {
		xmlXPathSetArityError(x);
		return;
	}
	return_text(x, buf_str(&p->url));
}

/* parameter('name'): what the address says behind "name=", as it stands there. */
static void parameter_function(xmlXPathParserContext *x, int count)
{
	const struct page *p = x->context->extra;
	struct str name, pair, value = STR_NONE;
	struct url_parts u;
	xmlChar *word;

	if (count != 1) {
		xmlXPathSetArityError(x);
		return;
	}
	word = xmlXPathPopString(x);
	name = str_z((const char *)word);
	url_parts(buf_str(&p->url), &u);
	while (!value.len && str_split(&u.query, '&', &pair))
		if (str_starts(pair, name) && pair.len > name.len && pair.at[name.len] == '=')
			value = str_sub(pair, name.len + 1, SIZE_MAX);
	return_text(x, value);
	xmlFree(word);
}

static void add_functions(struct query_context *c)
{
	static const struct {
		const char *name;
		xmlXPathFunction function;
	} all[] = {
		{ "class", class_function },
		{ "list", list_function },
		{ "address", address_function },
		{ "parameter", parameter_function },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (xmlXPathRegisterFunc(c->xpath, BAD_CAST all[i].name, all[i].function) != 0)
			mem_fail();
}

struct query_context *query_context_new(struct page *p)
{
	struct query_context *c = mem_new(1, sizeof(*c));

	c->xpath = xmlXPathNewContext(p->doc);
	if (!c->xpath)
		mem_fail();
	c->xpath->error = silent_structured;
	xmlSetGenericErrorFunc(NULL, silent);
	c->xpath->extra = p;
	add_functions(c);
	/* Numbers the elements in document order, without which comparing two nodes counts their
	 * siblings and sorting many is quadratic. */
	xmlXPathOrderDocElems(p->doc);
	/* A longer page needs more steps for the same rule. */
	c->once = STEPS_ONCE + 2 * (uint64_t)p->text.len;
	c->left = STEPS_PAGE + 100 * (uint64_t)p->text.len;
	return c;
}

void query_context_renew(struct query_context *c, struct page *p)
{
	(void)c;
	xmlXPathOrderDocElems(p->doc);
}

void query_context_free(struct query_context *c)
{
	if (!c)
		return;
	xmlXPathFreeContext(c->xpath);
	mem_free(c);
}

bool query_exhausted(const struct query_context *c)
{
	return c->exhausted;
}

/* The limit of the next evaluation. */
static uint64_t allowance(const struct query_context *c)
{
	return c->left < c->once ? c->left : c->once;
}

static void pay(struct query_context *c, uint64_t steps)
{
	c->left -= steps < c->left ? steps : c->left;
}

static void walk(
	struct query *q, struct query_context *c, xmlNode *at, bool first, struct node_list *list)
{
	uint64_t steps = 0;

	if (!node_is_element(at))
		return;
	if (!path_nodes(q->path, at, first, list, &steps, allowance(c)))
		c->exhausted = true;
	pay(c, steps);
}

static xmlXPathObject *evaluate(struct query *q, struct query_context *c, xmlNode *at)
{
	xmlXPathObject *result;

	if (c->left == 0) {
		c->exhausted = true;
		return NULL;
	}
	c->xpath->opLimit = (unsigned long)allowance(c);
	c->xpath->opCount = 0;
	c->xpath->node = at;
	if (q->here &&
		xmlXPathRegisterVariable(c->xpath, BAD_CAST "comment", xmlXPathNewNodeSet(at)) != 0)
		mem_fail();
	result = xmlXPathCompiledEval(q->compiled, c->xpath);
	if (c->xpath->opCount >= c->xpath->opLimit)
		c->exhausted = true;
	pay(c, c->xpath->opCount);
	return result;
}

bool query_nodes(struct query *q, struct query_context *c, xmlNode *at, struct node_list *list)
{
	size_t before = list->len;
	xmlXPathObject *result;

	if (q->path) {
		walk(q, c, at, false, list);
		return list->len > before;
	}
	result = evaluate(q, c, at);
	if (result && result->type == XPATH_NODESET && result->nodesetval) {
		xmlXPathNodeSetSort(result->nodesetval);
		for (int i = 0; i < result->nodesetval->nodeNr; i++)
			*array_add(list) = result->nodesetval->nodeTab[i];
	}
	xmlXPathFreeObject(result);
	return list->len > before;
}

static bool walk_text(struct query *q, struct query_context *c, xmlNode *at, struct buf *out)
{
	struct node_list list = { 0 };
	bool found;

	walk(q, c, at, true, &list);
	if (list.len)
		node_text(list.at[0], out);
	found = list.len > 0;
	array_free(&list);
	return found;
}

bool query_text(struct query *q, struct query_context *c, xmlNode *at, struct buf *out)
{
	xmlXPathObject *result;
	bool found = false;

	if (q->path)
		return walk_text(q, c, at, out);
	result = evaluate(q, c, at);
	if (result && result->type == XPATH_NODESET) {
		if (result->nodesetval && result->nodesetval->nodeNr > 0) {
			xmlXPathNodeSetSort(result->nodesetval);
			node_text(result->nodesetval->nodeTab[0], out);
			found = true;
		}
	} else if (result) {
		xmlChar *text = xmlXPathCastToString(result);

		if (!text)
			mem_fail();
		found = result->type != XPATH_BOOLEAN || result->boolval;
		if (found)
			buf_add(out, str_z((const char *)text));
		found = found && text[0];
		xmlFree(text);
	}
	xmlXPathFreeObject(result);
	return found;
}
