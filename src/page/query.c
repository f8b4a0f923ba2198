/* query.c: compiled XPath with a limit on its steps. */
#include "config.h"

#include "page/query_inner.h"

#include "text/url.h"

#include <libxml/xpathInternals.h>

enum {
	STEPS_ONCE = 1000000,  /* operations of one evaluation; SAFETY: XPath can explode */
	STEPS_PAGE = 50000000, /* operations of all evaluations on one page */
	QUERY_MAX = 4096,      /* bytes of one expression */
	DEPTH_MAX = 3,	       /* conditions in conditions that are compiled apart */
};

struct query_context {
	struct page *page;
	xmlXPathContext
		*xpath; /* libxml2's, made when an expression needs it: most pages do without */
	bool numbered;	/* the elements of the page, in document order */
	uint64_t once;	/* operations that one evaluation may use */
	uint64_t left;	/* operations that this page may still use */
	/* of the evaluation at hand: nodes walked, and how many may be */
	uint64_t steps, limit;
	const struct query *now; /* whose parts walk() means */
	bool exhausted;
	struct query_ids ids;
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

/* *column is where the mistake is, 0 for none. */
static xmlXPathCompExpr *compile(const char *xpath, int *column)
{
	xmlXPathContext *context = xmlXPathNewContext(NULL);
	xmlXPathCompExpr *compiled;

	if (!context)
		mem_fail();
	context->error = silent_structured;
	context->userData = column;
	compiled = xmlXPathCtxtCompile(context, (const xmlChar *)xpath);
	xmlXPathFreeContext(context);
	return compiled;
}

static void free_parts(struct query *q)
{
	for (unsigned i = 0; i < q->parts; i++)
		path_free(q->part[i]);
	q->parts = 0;
}

/* libxml2's, where it walks nothing by itself that can be walked here; false for a mistake. */
static bool compile_rest(struct query *q, const char *xpath, unsigned depth, int *column)
{
	struct buf mixed = { 0 };

	*column = 0;
	if (query_mix(q, str_z(xpath), depth, &mixed))
		q->compiled = compile(buf_z(&mixed), column);
	buf_free(&mixed);
	if (q->compiled)
		return true;
	free_parts(q);
	*column = 0;
	q->compiled = compile(xpath, column);
	return q->compiled != NULL;
}

static struct query *query_new(const char *xpath, unsigned depth, int *column)
{
	struct query *q = mem_new(1, sizeof(*q));

	q->here = str_has(str_z(xpath), STR("$comment"));
	q->path = path_compile(str_z(xpath), depth);
	if (!q->path) {
		q->path = path_compile_condition(str_z(xpath), depth);
		q->gives = GIVES_TRUTH;
	}
	if (!q->path) {
		q->path = path_compile_text(str_z(xpath), depth);
		q->gives = GIVES_TEXT;
	}
	if (q->path || compile_rest(q, xpath, depth, column))
		return q;
	mem_free(q);
	return NULL;
}

struct query *query_compile(const char *xpath, struct err *e, int *column)
{
	struct query *q;
	int where = 0;

	if (str_z(xpath).len > QUERY_MAX) {
		err_set(e, ERR_FORMAT, "the expression is longer than %d bytes", QUERY_MAX);
		*column = 1;
		return NULL;
	}
	q = query_new(xpath, 0, &where);
	if (q)
		return q;
	*column = where ? where : 1;
	err_set(e, ERR_FORMAT, "not a valid XPath expression: %s", xpath);
	return NULL;
}

struct query *query_compile_part(struct str condition, unsigned depth)
{
	struct query *q = NULL;
	int column = 0;
	char *z;

	if (depth > DEPTH_MAX)
		return NULL;
	z = mem_z(condition);
	q = query_new(z, depth, &column);
	mem_free(z);
	return q;
}

void query_free(struct query *q)
{
	if (!q)
		return;
	path_free(q->path);
	free_parts(q);
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

/* list(nodes, 'sep'): the texts of all nodes, in order, with the separator between them; list(nodes, 'sep', n): of the first n. */
static void list_function(xmlXPathParserContext *x, int count)
{
	struct buf text = { 0 };
	xmlNodeSet *nodes;
	xmlChar *separator;
	double most;

	if (count != 2 && count != 3) {
		xmlXPathSetArityError(x);
		return;
	}
	most = count == 3 ? xmlXPathPopNumber(x) : INT32_MAX;
	separator = xmlXPathPopString(x);
	nodes = xmlXPathPopNodeSet(x);
	xmlXPathNodeSetSort(nodes);
	for (int i = 0; nodes && i < nodes->nodeNr && i < most; i++) {
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

/* id(words), id(nodes): XPath's own, by a table of ours. */
static void id_function(xmlXPathParserContext *x, int count)
{
	struct query_context *c = x->context->user;
	xmlNode *root = xmlDocGetRootElement(x->context->doc);
	xmlNodeSet *set = xmlXPathNodeSetCreate(NULL);
	struct buf words = { 0 };

	if (!set)
		mem_fail();
	if (count != 1) {
		xmlXPathSetArityError(x);
	} else if (xmlXPathStackIsNodeSet(x)) {
		xmlNodeSet *nodes = xmlXPathPopNodeSet(x);

		for (int i = 0; nodes && i < nodes->nodeNr; i++) {
			node_text(nodes->nodeTab[i], &words);
			buf_add_char(&words, ' ');
		}
		xmlXPathFreeNodeSet(nodes);
	} else {
		xmlChar *text = xmlXPathPopString(x);

		buf_add(&words, str_z((const char *)text));
		xmlFree(text);
	}
	query_ids_nodes(&c->ids, root, buf_str(&words), set);
	buf_free(&words);
	valuePush(x, xmlXPathWrapNodeSet(set));
}

/* walk(n): the nodes of part n of the expression at hand, from the context node. */
static void walk_part(xmlXPathParserContext *x, int count, bool first)
{
	struct query_context *c = x->context->user;
	double n = count == 1 ? xmlXPathPopNumber(x) : -1;
	struct node_list list = { 0 };
	xmlNodeSet *set;

	if (!c->now || !(n >= 0 && n < c->now->parts)) {
		xmlXPathSetArityError(x);
		return;
	}
	set = xmlXPathNodeSetCreate(NULL);
	if (!set)
		mem_fail();
	if (!path_nodes(
		    c->now->part[(int)n], x->context->node, first, &list, c, &c->steps, c->limit)) {
		c->exhausted = true;
		x->error = XPATH_OP_LIMIT_EXCEEDED;
	}
	for (size_t i = 0; i < list.len; i++)
		if (xmlXPathNodeSetAddUnique(set, list.at[i]) != 0)
			mem_fail();
	array_free(&list);
	valuePush(x, xmlXPathWrapNodeSet(set));
}

static void walk_function(xmlXPathParserContext *x, int count)
{
	walk_part(x, count, false);
}

/* first(n): the first of them. */
static void first_function(xmlXPathParserContext *x, int count)
{
	walk_part(x, count, true);
}

static void add_functions(struct query_context *c)
{
	static const struct {
		const char *name;
		xmlXPathFunction function;
	} all[] = {
		{ "id", id_function },
		{ "class", class_function },
		{ "list", list_function },
		{ "address", address_function },
		{ "parameter", parameter_function },
		{ "walk", walk_function },
		{ "first", first_function },
	};

	/* A function that is there already does not give way by itself. */
	xmlXPathRegisterFunc(c->xpath, BAD_CAST "id", NULL);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (xmlXPathRegisterFunc(c->xpath, BAD_CAST all[i].name, all[i].function) != 0)
			mem_fail();
}

struct query_context *query_context_new(struct page *p)
{
	struct query_context *c = mem_new(1, sizeof(*c));

	c->page = p;
	xmlSetGenericErrorFunc(NULL, silent);
	/* A longer page needs more steps for the same rule. */
	c->once = STEPS_ONCE + 2 * (uint64_t)p->text.len;
	c->left = STEPS_PAGE + 100 * (uint64_t)p->text.len;
	return c;
}

static void make_xpath(struct query_context *c)
{
	c->xpath = xmlXPathNewContext(c->page->doc);
	if (!c->xpath)
		mem_fail();
	c->xpath->error = silent_structured;
	c->xpath->extra = c->page;
	c->xpath->user = c;
	c->xpath->opLimit = (unsigned long)c->limit;
	add_functions(c);
}

/* libxml2's context, for the evaluation at hand. */
static xmlXPathContext *xpath_of(struct query_context *c)
{
	if (!c->xpath)
		make_xpath(c);
	/* Numbers the elements in document order, without which comparing two nodes counts their
	 * siblings and sorting many is quadratic. */
	if (!c->numbered)
		xmlXPathOrderDocElems(c->page->doc);
	c->numbered = true;
	return c->xpath;
}

void query_context_renew(struct query_context *c)
{
	query_ids_free(&c->ids);
	c->numbered = false;
}

void query_context_free(struct query_context *c)
{
	if (!c)
		return;
	if (c->xpath)
		xmlXPathFreeContext(c->xpath);
	query_ids_free(&c->ids);
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

/* What an expression may use, and what it speaks of, before it is evaluated. */
static bool begin(const struct query *q, struct query_context *c, xmlNode *at)
{
	if (c->left == 0) {
		c->exhausted = true;
		return false;
	}
	c->steps = 0;
	c->limit = allowance(c);
	if (c->xpath) {
		c->xpath->opCount = 0;
		c->xpath->opLimit = (unsigned long)c->limit;
	}
	if (q->here &&
		xmlXPathRegisterVariable(xpath_of(c), BAD_CAST "comment", xmlXPathNewNodeSet(at)) !=
			0)
		mem_fail();
	return true;
}

static void end(struct query_context *c)
{
	uint64_t operations = c->xpath ? c->xpath->opCount : 0;

	if (operations >= c->limit || c->steps >= c->limit)
		c->exhausted = true;
	pay(c, c->steps + operations);
}

static void walk(
	struct query *q, struct query_context *c, xmlNode *at, bool first, struct node_list *list)
{
	if (!node_is_element(at) || !begin(q, c, at))
		return;
	path_nodes(q->path, at, first, list, c, &c->steps, c->limit);
	end(c);
}

static xmlXPathObject *evaluate(struct query *q, struct query_context *c, xmlNode *at)
{
	xmlXPathContext *xpath;
	xmlXPathObject *result;

	if (!begin(q, c, at))
		return NULL;
	xpath = xpath_of(c);
	c->now = q;
	xpath->node = at;
	result = xmlXPathCompiledEval(q->compiled, xpath);
	c->now = NULL;
	end(c);
	return result;
}

bool query_holds(struct query *q, struct query_context *c, xmlNode *at)
{
	const struct query *outer = c->now;
	xmlXPathContext *xpath;
	xmlNode *node;
	int holds;

	if (q->path && q->gives == GIVES_TEXT) {
		struct buf text = { 0 };

		path_text(q->path, at, &text, c, &c->steps, c->limit);
		holds = text.len > 0;
		buf_free(&text);
		return holds > 0;
	}
	if (q->path) {
		struct node_list list = { 0 };

		path_nodes(q->path, at, true, &list, c, &c->steps, c->limit);
		holds = list.len > 0;
		array_free(&list);
		return holds > 0;
	}
	xpath = xpath_of(c);
	node = xpath->node;
	c->now = q;
	xpath->node = at;
	holds = xmlXPathCompiledEvalToBoolean(q->compiled, xpath);
	xpath->node = node;
	c->now = outer;
	return holds == 1;
}

bool query_nodes(struct query *q, struct query_context *c, xmlNode *at, struct node_list *list)
{
	size_t before = list->len;
	xmlXPathObject *result;

	if (q->path && q->gives != GIVES_NODES)
		return false;
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
	size_t before = out->len;
	bool found;

	if (q->gives == GIVES_TEXT) {
		if (!node_is_element(at) || !begin(q, c, at))
			return false;
		path_text(q->path, at, out, c, &c->steps, c->limit);
		end(c);
		return out->len > before;
	}
	walk(q, c, at, true, &list);
	if (list.len && q->gives == GIVES_TRUTH)
		buf_add(out, STR("true"));
	else if (list.len)
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
