/* thread_rule.c: discussions and opening posts by site rules.
 *
 * Comments are worked on from the last to the first, and each is taken out of the tree once its
 * fields are read: so an expression never sees the replies below a comment, and the cost of all
 * comments together is linear in the page. */
#include "config.h"

#include "extract/talk_signed.h"
#include "extract/thread_rule.h"
#include "page/make.h"

struct work {
	struct extract *x;
	struct site_rule *rule;
	struct talk *talk;
	struct buf text;       /* reused */
	bool later;	       /* a page of a topic that does not begin with its opening post */
	struct str opening_id; /* read before the comments, which may be what tells it */
	/* comments for which each field gave something, for --explain */
	uint32_t hits[SITE_FIELDS];
	size_t parts;
};

static struct str get(struct work *w, enum site_field field, xmlNode *at)
{
	buf_cut(&w->text, 0);
	if (!site_has(w->rule, field) || !site_text(w->rule, field, w->x->query, at, &w->text))
		return STR_NONE;
	w->hits[field]++;
	return arena_dup(&w->x->arena, buf_str(&w->text));
}

/* Markup that is in a text once more as markup ("&lt;p&gt;...", as Reddit sends it) is taken out
 * of it. */
static struct str get_html(struct work *w, enum site_field field, xmlNode *at)
{
	struct str html = get(w, field, at);
	struct pool_mark mark;
	xmlNode *holder;

	if (!str_starts(html, STR("&lt;")))
		return html;
	mark = make_mark(w->x->page->doc);
	holder = make_detached(w->x->page->doc, "div");
	page_parse_fragment(holder, html);
	buf_cut(&w->text, 0);
	node_text(holder, &w->text);
	make_release(w->x->page->doc, mark);
	return arena_dup(&w->x->arena, buf_str(&w->text));
}

int32_t thread_number(struct str s, int32_t none)
{
	static const struct str minus = STR("\xe2\x88\x92"); /* U+2212 */
	int64_t n = 0;
	size_t i = 0, from;
	bool negative;

	while (i < s.len && !ascii_digit(s.at[i]))
		i++;
	if (i == s.len)
		return none;
	negative = (i > 0 && s.at[i - 1] == '-') || str_ends(str_sub(s, 0, i), minus);
	for (from = i; i < s.len; i++) {
		bool group = (s.at[i] == ',' || s.at[i] == '.') && i + 3 < s.len &&
			ascii_digit(s.at[i + 1]) && ascii_digit(s.at[i + 2]) &&
			ascii_digit(s.at[i + 3]);

		if (ascii_digit(s.at[i]) && n < INT32_MAX / 10)
			n = n * 10 + (s.at[i] - '0');
		else if (!group || i == from)
			break;
	}
	if (i < s.len && (s.at[i] == 'k' || s.at[i] == 'K') && n < INT32_MAX / 1000)
		n *= 1000;
	return (int32_t)(negative ? -n : n);
}

static int level_of(struct str s)
{
	int32_t n = thread_number(s, -1);

	return n < 0 ? (s.len ? 0 : -1) : n;
}

static void read_flags(struct work *w, struct talk_comment *c, xmlNode *at)
{
	static const struct {
		enum site_field field;
		uint32_t flag;
	} flag[] = {
		{ ITEM_FIELD_OP, COMMENT_OP },
		{ ITEM_FIELD_DELETED, COMMENT_DELETED },
		{ ITEM_FIELD_HIDDEN, COMMENT_HIDDEN },
		{ ITEM_FIELD_PINNED, COMMENT_PINNED },
		{ ITEM_FIELD_ACCEPTED, COMMENT_ACCEPTED },
		{ ITEM_FIELD_STAFF, COMMENT_STAFF },
	};

	for (size_t i = 0; i < sizeof(flag) / sizeof(*flag); i++) {
		struct str s = get(w, flag[i].field, at);

		if (s.len && !str_eq_case(s, STR("false")) && !str_eq(s, STR("0")) &&
			!str_eq_case(s, STR("null")))
			c->flags |= flag[i].flag;
	}
}

static void read_fields(struct work *w, struct talk_comment *c, xmlNode *at)
{
	c->id = get(w, ITEM_FIELD_ID, at);
	c->permalink = get(w, ITEM_FIELD_PERMALINK, at);
	c->author = get(w, ITEM_FIELD_AUTHOR, at);
	c->author_url = get(w, ITEM_FIELD_AUTHOR_URL, at);
	c->time = get(w, ITEM_FIELD_TIME, at);
	c->edited = get(w, ITEM_FIELD_EDITED, at);
	c->parent_id = get(w, ITEM_FIELD_PARENT, at);
	c->reply_to = get(w, ITEM_FIELD_REPLY_TO, at);
	c->number = get(w, ITEM_FIELD_NUMBER, at);
	c->score = thread_number(get(w, ITEM_FIELD_SCORE, at), INT32_MIN);
	c->level = level_of(get(w, ITEM_FIELD_LEVEL, at));
	c->unloaded = (uint32_t)thread_number(get(w, ITEM_FIELD_UNLOADED, at), 0);
	if ((int32_t)c->unloaded < 0)
		c->unloaded = 0;
	read_flags(w, c, at);
}

static void take_out(struct work *w, enum site_field field, xmlNode *at)
{
	struct node_list list = { 0 };

	if (site_has(w->rule, field) && site_nodes(w->rule, field, w->x->query, at, &list))
		for (size_t i = list.len; i-- > 0;)
			if (list.at[i]->type != XML_ATTRIBUTE_NODE && list.at[i] != at &&
				list.at[i] != w->x->page->root)
				extract_take(w->x, list.at[i]);
	array_free(&list);
}

/* Takes out what the rule says is no text, then collects what is: outermost nodes only. */
static void take_body(struct work *w, enum site_field skip, enum site_field body, xmlNode *at,
	struct node_list *out)
{
	struct node_list list = { 0 };
	size_t kept = 0;

	take_out(w, skip, at);
	if (!site_has(w->rule, body) || !site_nodes(w->rule, body, w->x->query, at, &list))
		return;
	w->hits[body]++;
	for (size_t i = 0; i < list.len; i++)
		if (!kept || !node_contains(list.at[kept - 1], list.at[i]))
			list.at[kept++] = list.at[i];
	list.len = kept;
	*out = (struct node_list){ list.at, list.len, list.cap };
}

/* Body nodes that stand beside the comment's element must not stay behind as article text. */
static void take_comment(struct work *w, struct talk_comment *c)
{
	for (size_t i = 0; i < c->body.len; i++)
		if (c->body.at[i]->type != XML_ATTRIBUTE_NODE &&
			c->body.at[i] != w->x->page->root &&
			!node_contains(c->node, c->body.at[i]) &&
			!node_contains(c->body.at[i], c->node))
			extract_take(w->x, c->body.at[i]);
	extract_take(w->x, c->node);
}

/* Whether anything is said: a text that is not blank, or a picture. */
static bool says_something(const struct node_list *body)
{
	for (size_t i = 0; i < body->len; i++)
		for (const xmlNode *n = body->at[i]; n; n = node_next(n, body->at[i])) {
			if (node_is(n, "img") || (!node_is_element(n) && !node_is_text(n)))
				return true;
			if (node_is_text(n) && str_trim(node_content(n)).len)
				return true;
		}
	return false;
}

static bool is_nothing(const struct talk_comment *c)
{
	return !c->author.len && !says_something(&c->body) && !c->html.len && !c->text.len &&
		!(c->flags & COMMENT_DELETED);
}

/* One comment; false when it is none (it is taken out all the same). */
static bool read_comment(struct work *w, struct talk_comment *c)
{
	bool ignored = get(w, ITEM_FIELD_IGNORE, c->node).len > 0;

	if (!ignored) {
		take_out(w, ITEM_FIELD_DROP, c->node);
		read_fields(w, c, c->node);
		take_body(w, ITEM_FIELD_SKIP, ITEM_FIELD_BODY, c->node, &c->body);
		if (!c->body.len) {
			c->html = get_html(w, ITEM_FIELD_HTML, c->node);
			if (!c->html.len)
				c->text = get(w, ITEM_FIELD_TEXT, c->node);
		}
	}
	take_comment(w, c);
	return !ignored && !is_nothing(c);
}

/* Which comment's element each comment's element stands in: one walk over the tree, with the
 * nodes marked in _private. */
static void find_containers(struct talk *t, xmlNode *root)
{
	uint32_t open = DOC_NONE;
	xmlNode *n = root;

	for (size_t i = 0; i < t->comments.len; i++)
		t->comments.at[i].node->_private = &t->comments.at[i];
	while (n) {
		struct talk_comment *c = n->type == XML_ELEMENT_NODE ? n->_private : NULL;

		if (c) {
			c->nested_in = open;
			open = (uint32_t)(c - t->comments.at);
		}
		if (n->type == XML_ELEMENT_NODE && n->children) {
			n = n->children;
			continue;
		}
		for (;;) {
			c = n->type == XML_ELEMENT_NODE ? n->_private : NULL;
			if (c)
				open = c->nested_in;
			if (n == root || n->next)
				break;
			n = n->parent;
		}
		n = n == root ? NULL : n->next;
	}
	for (size_t i = 0; i < t->comments.len; i++)
		t->comments.at[i].node->_private = NULL;
}

/* Closes the gaps of what was no comment; what stood in one stands in what that stood in. */
static void close_gaps(struct talk *t, const bool *keep)
{
	uint32_t *moved = mem_new(t->comments.len + 1, sizeof(*moved));
	size_t out = 0;

	for (size_t i = 0; i < t->comments.len; i++) {
		struct talk_comment *c = &t->comments.at[i];
		uint32_t up = c->nested_in == DOC_NONE ? DOC_NONE : moved[c->nested_in];

		c->nested_in = up;
		moved[i] = keep[i] ? (uint32_t)out : up;
		if (keep[i])
			t->comments.at[out++] = *c;
		else
			array_free(&c->body);
	}
	t->comments.len = out;
	mem_free(moved);
}

struct copy {
	struct str id, author;
	size_t at;
};

static int compare_copies(const void *a, const void *b)
{
	const struct copy *x = a, *y = b;
	int order = str_cmp(x->id, y->id);

	if (!order)
		order = str_cmp(x->author, y->author);
	return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* Some pages hold their comments twice (one list for narrow screens): the same id and author. */
static void drop_copies(const struct talk *t, bool *keep)
{
	struct copy *copy = mem_new(t->comments.len + 1, sizeof(*copy));
	size_t n = 0;

	for (size_t i = 0; i < t->comments.len; i++)
		if (keep[i] && t->comments.at[i].id.len)
			copy[n++] =
				(struct copy){ t->comments.at[i].id, t->comments.at[i].author, i };
	qsort(copy, n, sizeof(*copy), compare_copies);
	for (size_t i = 1; i < n; i++)
		if (str_eq(copy[i].id, copy[i - 1].id) &&
			str_eq(copy[i].author, copy[i - 1].author))
			keep[copy[i].at] = false;
	mem_free(copy);
}

/* Forums draw the opening post like the answers: then the first element found is none of them. (An
 * expression that looks back from each of them, preceding::, would be quadratic.) */
static bool begins_with_opening(struct work *w, xmlNode *root, const struct node_list *list)
{
	if (!list->len || !get(w, PAGE_FIELD_OPENING, root).len) {
		w->later = list->len && site_has(w->rule, PAGE_FIELD_OPENING);
		return false;
	}
	if (!w->opening_id.len)
		w->opening_id = get(w, ITEM_FIELD_ID, list->at[0]);
	return true;
}

static bool find_comments(struct work *w, xmlNode *root)
{
	struct node_list list = { 0 };
	struct talk *t = w->talk;
	bool *keep;

	if (!site_nodes(w->rule, PAGE_FIELD_COMMENT, w->x->query, root, &list))
		return false;
	array_room(&t->comments, t->comments.len + list.len);
	for (size_t i = begins_with_opening(w, root, &list); i < list.len; i++)
		if (list.at[i]->type == XML_ELEMENT_NODE && list.at[i] != root)
			talk_add(t)->node = list.at[i];
	array_free(&list);
	find_containers(t, root);
	keep = mem_new(t->comments.len + 1, sizeof(*keep));
	for (size_t i = t->comments.len; i-- > 0;)
		keep[i] = read_comment(w, &t->comments.at[i]);
	drop_copies(t, keep);
	close_gaps(t, keep);
	mem_free(keep);
	return t->comments.len > 0;
}

/* Comments that only their signatures tell apart. */
static bool find_signed(struct work *w, xmlNode *root)
{
	struct node_list list = { 0 };

	if (site_has(w->rule, PAGE_FIELD_SIGNED) &&
		site_nodes(w->rule, PAGE_FIELD_SIGNED, w->x->query, root, &list))
		for (size_t i = 0; i < list.len; i++)
			if (list.at[i]->type == XML_ELEMENT_NODE)
				talk_signed(w->x, list.at[i], w->talk);
	talk_signed_take(w->x, w->talk);
	array_free(&list);
	return w->talk->comments.len > 0;
}

#define SAID_WEIGHT   0.4
#define AUTHOR_WEIGHT 0.4
#define TIME_WEIGHT   0.2

/* How much of what the rule looks for in comments was found, 0 to 1; markup that it was not made
 * for gives little. Comments that are deleted or hidden say enough. */
static double completeness(const struct work *w)
{
	const struct talk *t = w->talk;
	bool author = site_has(w->rule, ITEM_FIELD_AUTHOR) || site_has(w->rule, PAGE_FIELD_SIGNED);
	bool time = site_has(w->rule, ITEM_FIELD_TIME) || site_has(w->rule, PAGE_FIELD_SIGNED);
	size_t authors = 0, times = 0, said = 0;
	double found, all;

	for (size_t i = 0; i < t->comments.len; i++) {
		const struct talk_comment *c = &t->comments.at[i];
		bool gone = c->flags & (COMMENT_DELETED | COMMENT_HIDDEN);

		authors += gone || c->author.len;
		times += gone || c->time.len;
		said += gone || c->body.len || c->html.len || c->text.len;
	}
	if (!t->comments.len || said * 4 < t->comments.len)
		return 0;
	all = SAID_WEIGHT + (author ? AUTHOR_WEIGHT : 0) + (time ? TIME_WEIGHT : 0);
	found = SAID_WEIGHT * (double)said + (author ? AUTHOR_WEIGHT * (double)authors : 0) +
		(time ? TIME_WEIGHT * (double)times : 0);
	return found / all / (double)t->comments.len;
}

static bool find_tags(struct work *w, xmlNode *root)
{
	struct node_list list = { 0 };

	site_nodes(w->rule, PAGE_FIELD_TAG, w->x->query, root, &list);
	for (size_t i = 0; i < list.len; i++) {
		buf_cut(&w->text, 0);
		node_text(list.at[i], &w->text);
		*array_add(&w->x->opening.tags) =
			arena_dup(&w->x->arena, str_trim(buf_str(&w->text)));
	}
	array_free(&list);
	return w->x->opening.tags.len > 0;
}

/* What the rule says of the article or opening post. */
static bool find_opening(struct work *w, xmlNode *root)
{
	static const struct {
		enum site_field field;
		enum doc_field to;
	} part[] = {
		{ PAGE_FIELD_TITLE, FIELD_TITLE },
		{ PAGE_FIELD_BYLINE, FIELD_BYLINE },
		{ PAGE_FIELD_SITE, FIELD_SITE },
		{ PAGE_FIELD_SECTION, FIELD_SECTION },
		{ PAGE_FIELD_PUBLISHED, FIELD_PUBLISHED },
		{ PAGE_FIELD_UPDATED, FIELD_UPDATED },
		{ PAGE_FIELD_LEDE, FIELD_LEDE },
		{ PAGE_FIELD_IMAGE, FIELD_IMAGE },
		{ PAGE_FIELD_CAPTION, FIELD_CAPTION },
		{ PAGE_FIELD_CREDIT, FIELD_CREDIT },
		{ PAGE_FIELD_CANONICAL, FIELD_CANONICAL },
		{ PAGE_FIELD_SHORT_URL, FIELD_SHORT_URL },
		{ PAGE_FIELD_NEXT, FIELD_NEXT },
	};
	struct opening *o = &w->x->opening;
	bool any = false;

	for (size_t i = 0; i < sizeof(part) / sizeof(*part); i++) {
		o->field[part[i].to] = get(w, part[i].field, root);
		any = any || o->field[part[i].to].len;
	}
	o->id = w->opening_id;
	/* What rules find at the first post they find is not of the opening one then. */
	if (w->later)
		o->field[FIELD_BYLINE] = o->field[FIELD_PUBLISHED] = o->field[FIELD_UPDATED] =
			STR_NONE;
	any = find_tags(w, root) || any;
	take_body(w, PAGE_FIELD_SKIP, PAGE_FIELD_BODY, root, &o->body);
	if (!o->body.len)
		o->html = get_html(w, PAGE_FIELD_HTML, root);
	if (!o->body.len && !o->html.len)
		o->text = get(w, PAGE_FIELD_TEXT, root);
	o->complete = o->body.len || o->html.len || o->text.len;
	if (any || o->complete)
		snprintf(o->how, sizeof(o->how), "rule %s", site_name(w->rule));
	return any || o->complete;
}

static uint32_t count_of(struct work *w, enum site_field field, xmlNode *root)
{
	int32_t n = thread_number(get(w, field, root), -1);

	return n < 0 ? DOC_NONE : (uint32_t)n;
}

static void read_discussion(struct work *w, xmlNode *root)
{
	struct talk *t = w->talk;
	struct str source = site_plain(w->rule, SITE_SOURCE);

	snprintf(t->how, sizeof(t->how), "rule %s", site_name(w->rule));
	t->provider = site_plain(w->rule, SITE_PROVIDER);
	t->source = str_eq(source, STR("api")) ? SOURCE_API
		: str_eq(source, STR("feed"))  ? SOURCE_FEED
		: str_eq(source, STR("frame")) ? SOURCE_FRAME
					       : SOURCE_PAGE;
	t->title = get(w, PAGE_FIELD_DISCUSSION, root);
	w->opening_id = get(w, PAGE_FIELD_ID, root);
	t->claimed = count_of(w, PAGE_FIELD_CLAIMED, root);
	t->unloaded = count_of(w, PAGE_FIELD_UNLOADED, root);
	t->more = get(w, PAGE_FIELD_MORE, root);
	t->score = 0;
}

static void explain_rule(struct work *w)
{
	struct explain *e = w->x->options->explain;

	if (!e)
		return;
	explain(e, "rule", "%s fits; %zu comments", site_name(w->rule), w->talk->comments.len);
	for (int f = 0; f < SITE_FIELDS; f++)
		if (site_has(w->rule, (enum site_field)f) && f >= PAGE_FIELD_TEST &&
			f != PAGE_FIELD_COMMENT)
			explain(e, "rule", "%s gave something %u times",
				site_field_name((enum site_field)f), w->hits[f]);
}

static void drop_comments(struct talk *t)
{
	for (size_t i = 0; i < t->comments.len; i++)
		array_free(&t->comments.at[i].body);
	array_free(&t->comments);
}

double thread_try_rule(
	struct extract *x, struct site_rule *rule, enum rule_trial trial, struct talk *t)
{
	struct work w = { .x = x, .rule = rule, .talk = t };
	xmlNode *root = x->page->root;
	struct node_list json = { 0 };
	size_t mark, parts = x->parts.found.len;
	double worth;

	thread_open_json(x, rule, &json);
	mark = x->taken.len;
	read_discussion(&w, root);
	w.parts = thread_parts(x, rule);
	if (!find_comments(&w, root))
		find_signed(&w, root);
	worth = completeness(&w);
	t->score = (double)t->comments.len;
	explain_rule(&w);
	if (worth < RULE_DOUBTFUL || (worth < RULE_SURE && trial == RULE_IF_SURE)) {
		extract_put_back(x, mark);
		drop_comments(t);
		x->no_guess |= site_has(rule, PAGE_FIELD_THREAD);
		x->no_talk |= x->no_guess || get(&w, PAGE_FIELD_NONE, root).len > 0;
	}
	if (t->comments.len || worth < RULE_DOUBTFUL) {
		/* After the comments, which may stand inside the opening post's element. */
		find_opening(&w, root);
		x->answers_only = w.later && t->comments.len && !x->opening.complete;
		worth = t->comments.len ? worth : 0;
	} else {
		x->parts.found.len = parts; /* it is tried once more, or never */
	}
	thread_close_json(x, &json);
	buf_free(&w.text);
	return worth;
}
