/* query.c: compiled XPath with a limit on its steps. */
#include "config.h"

#include "page/page.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

enum {
	STEPS_ONCE = 1000000,		/* operations of one evaluation; SAFETY: XPath can explode */
	STEPS_PAGE = 50000000,		/* operations of all evaluations on one page */
	QUERY_MAX = 4096,		/* bytes of one expression */
};

struct query {
	xmlXPathCompExpr *compiled;
};

struct query_context {
	xmlXPathContext *xpath;
	uint64_t once;			/* operations that one evaluation may use */
	uint64_t left;			/* operations that this page may still use */
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
	context = xmlXPathNewContext(NULL);
	if (!context)
		mem_fail();
	context->error = silent_structured;
	context->userData = &where;
	q = mem_new(1, sizeof(*q));
	q->compiled = xmlXPathCtxtCompile(context, (const xmlChar *)xpath);
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

struct query_context *query_context_new(struct page *p)
{
	struct query_context *c = mem_new(1, sizeof(*c));

	c->xpath = xmlXPathNewContext(p->doc);
	if (!c->xpath)
		mem_fail();
	c->xpath->error = silent_structured;
	xmlSetGenericErrorFunc(NULL, silent);
	if (xmlXPathRegisterFunc(c->xpath, (const xmlChar *)"class", class_function) != 0)
		mem_fail();
	/* A longer page needs more steps for the same rule. */
	c->once = STEPS_ONCE + 2 * (uint64_t)p->text.len;
	c->left = STEPS_PAGE + 100 * (uint64_t)p->text.len;
	return c;
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

static xmlXPathObject *evaluate(struct query *q, struct query_context *c, xmlNode *at)
{
	xmlXPathObject *result;

	if (c->left == 0) {
		c->exhausted = true;
		return NULL;
	}
	c->xpath->opLimit = (unsigned long)(c->left < c->once ? c->left : c->once);
	c->xpath->opCount = 0;
	c->xpath->node = at;
	result = xmlXPathCompiledEval(q->compiled, c->xpath);
	if (c->xpath->opCount >= c->xpath->opLimit)
		c->exhausted = true;
	c->left -= c->xpath->opCount < c->left ? c->xpath->opCount : c->left;
	return result;
}

bool query_nodes(struct query *q, struct query_context *c, xmlNode *at, struct node_list *list)
{
	xmlXPathObject *result = evaluate(q, c, at);
	size_t before = list->len;

	if (result && result->type == XPATH_NODESET && result->nodesetval) {
		xmlXPathNodeSetSort(result->nodesetval);
		for (int i = 0; i < result->nodesetval->nodeNr; i++)
			*array_add(list) = result->nodesetval->nodeTab[i];
	}
	xmlXPathFreeObject(result);
	return list->len > before;
}

static xmlNode *first_node(xmlNodeSet *set)
{
	xmlNode *first = set->nodeTab[0];

	for (int i = 1; i < set->nodeNr; i++)
		if (xmlXPathCmpNodes(set->nodeTab[i], first) == 1)
			first = set->nodeTab[i];
	return first;
}

bool query_text(struct query *q, struct query_context *c, xmlNode *at, struct buf *out)
{
	xmlXPathObject *result = evaluate(q, c, at);
	bool found = false;

	if (result && result->type == XPATH_NODESET) {
		if (result->nodesetval && result->nodesetval->nodeNr > 0) {
			node_text(first_node(result->nodesetval), out);
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
