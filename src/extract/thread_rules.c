/* thread_rules.c: which of the site rules that fit a page is believed. */
#include "config.h"

#include "extract/thread_rule.h"

enum { RULES_TRIED_MAX = 12 };

static void opening_free(struct opening *o)
{
	array_free(&o->body);
	array_free(&o->tags);
	*o = (struct opening){ 0 };
}

/* What is known besides comments: the first rule that knows an article, the first that knows of a
 * discussion elsewhere. */
struct besides {
	struct opening opening;
	struct talk elsewhere;
};

static void keep_besides(
	struct extract *x, struct site_rule *rule, struct talk *t, struct besides *b)
{
	if (!x->rule && x->opening.how[0]) {
		x->rule = rule;
		b->opening = x->opening;
		x->opening = (struct opening){ 0 };
	}
	opening_free(&x->opening);
	if (!b->elsewhere.how[0] && (t->more.len || (t->claimed != DOC_NONE && t->claimed > 0)))
		b->elsewhere = *t;
	else
		talk_free(t);
}

static size_t take_rule(
	struct extract *x, struct site_rule *rule, struct talk *t, struct besides *b)
{
	x->rule = rule;
	talk_free(&b->elsewhere);
	opening_free(&b->opening);
	return t->comments.len > 0;
}

size_t thread_by_rule(struct extract *x, struct talk *list, size_t max)
{
	struct besides b = { 0 };
	struct site_rule *rule = NULL;

	x->doubted = NULL;
	x->doubted_score = 0;
	for (int i = 0; max > 0 && i < RULES_TRIED_MAX; i++) {
		double worth;

		list[0] = (struct talk){ 0 };
		rule = site_match(x->options->sites, x->page, x->query, rule);
		if (!rule)
			break;
		worth = thread_try_rule(x, rule, RULE_IF_SURE, &list[0]);
		if (list[0].comments.len)
			return take_rule(x, rule, &list[0], &b);
		if (list[0].score * worth > x->doubted_score) {
			x->doubted = rule;
			x->doubted_score = list[0].score * worth;
		}
		keep_besides(x, rule, &list[0], &b);
	}
	x->opening = b.opening;
	list[0] = b.elsewhere;
	return list[0].how[0] != '\0';
}

size_t thread_by_doubted_rule(struct extract *x, struct talk *list, struct opening *before)
{
	struct besides b = { 0 };

	*before = x->opening;
	x->opening = (struct opening){ 0 };
	list[0] = (struct talk){ 0 };
	thread_try_rule(x, x->doubted, RULE_AS_IS, &list[0]);
	return take_rule(x, x->doubted, &list[0], &b);
}
