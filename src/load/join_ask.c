/* join_ask.c: which parts and which services are asked, and which never. */
#include "config.h"

#include "load/join_inner.h"

#include "load/place.h"
#include "text/url.h"
#include "text/url_kin.h"

#include <stdlib.h>

enum {
	JOBS_MAX = 1000,
	THREADS_OF_SERVICE = 3,
};

/* The address that the base came from, as far as the user has said it. */
static struct str own_address(const struct join *j)
{
	struct str place = str_z(j->like.place);

	return url_is_safe(place) ? place : str_z(j->like.base);
}

static bool is_known(const struct join *j, struct str url)
{
	if (url_same(url, own_address(j)) || url_same(url, doc_field(j->base, FIELD_URL)))
		return true;
	for (size_t i = 0; i < j->job.len; i++)
		if (url_same(j->job.at[i]->part.url, url))
			return true;
	return false;
}

static struct job *add_job(struct join *j, const struct builder_part *p)
{
	struct job *job;

	if (j->job.len >= JOBS_MAX)
		return NULL;
	job = mem_new(1, sizeof(*job));
	job->part = *p;
	job->part.url = arena_dup(&j->arena, p->url);
	job->part.name = arena_dup(&j->arena, p->name);
	job->part.about = arena_dup(&j->arena, p->about);
	*array_add(&j->job) = job;
	return job;
}

static struct builder_part part_of(const struct document *d, uint32_t i)
{
	const struct doc_part *p = &d->part[i];

	return (struct builder_part){ (enum part_kind)p->kind, p->discussion, p->claimed,
		doc_str(d, p->url), doc_str(d, p->name), doc_str(d, p->about) };
}

/* Whether the page says itself that it does not hold all of the discussion, or holds nothing. */
static bool is_short(const struct document *d, uint32_t discussion)
{
	const struct doc_discussion *t;

	if (discussion == DOC_NONE)
		discussion = 0;
	if (discussion >= d->discussions || !d->discussion[discussion].comments.count)
		return true;
	t = &d->discussion[discussion];
	if (t->unloaded != DOC_NONE && t->unloaded > 0)
		return true;
	return t->claimed != DOC_NONE && t->claimed > t->comments.count;
}

static bool has_pager(const struct document *d)
{
	for (uint32_t i = 0; i < d->parts; i++)
		if (d->part[i].kind == PART_COMMENTS)
			return true;
	return false;
}

/* Whether the page shows the discussion of this provider. */
static bool shows_provider(const struct document *d, struct str name)
{
	for (uint32_t i = 0; i < d->discussions; i++)
		if (name.len && str_eq_case(doc_str(d, d->discussion[i].provider), name) &&
			!is_short(d, i))
			return true;
	return false;
}

/* Whether the part holds something that is not here: other forms of what is here are left. */
static bool is_wanted(const struct document *d, const struct builder_part *p)
{
	switch (p->kind) {
	case PART_ARTICLE:
	case PART_COMMENTS:
	case PART_EARLIER: return true;
	case PART_TOPIC:
	case PART_FEED: return is_short(d, p->discussion) && !has_pager(d);
	case PART_FRAME: return !shows_provider(d, p->name);
	case PART_THREAD:
	case PART_MOVED:
	case PART_KINDS: break;
	}
	return false;
}

bool join_offers(const struct document *d)
{
	for (uint32_t i = 0; i < d->parts; i++) {
		struct builder_part p = part_of(d, i);

		if (is_wanted(d, &p) && place_may_name(p.url, doc_field(d, FIELD_URL)))
			return true;
	}
	return false;
}

void join_ask_for_parts(struct join *j)
{
	for (uint32_t i = 0; i < j->base->parts; i++) {
		struct builder_part p = part_of(j->base, i);

		if (is_known(j, p.url))
			continue;
		if (is_wanted(j->base, &p) && place_may_name(p.url, own_address(j)))
			add_job(j, &p);
		else
			*array_add(&j->kept) = p;
	}
}

/* A part names those that follow it; one before the page, the one before that. What follows a
 * discussion that a service has listed is that service's, too. */
void join_take_parts(struct join *j, const struct job *from)
{
	const struct document *d = &from->load.document;
	bool article = from->part.kind == PART_ARTICLE;
	struct job *job;

	for (uint32_t i = 0; i < d->parts; i++) {
		struct builder_part p = part_of(d, i);

		if (from->part.kind == PART_EARLIER
				? p.kind != PART_EARLIER
				: p.kind != PART_COMMENTS && !(p.kind == PART_ARTICLE && article))
			continue;
		if (!article)
			p.discussion = from->part.discussion;
		if (!is_known(j, p.url) && place_may_name(p.url, from->part.url) &&
			(job = add_job(j, &p))) {
			job->from = from;
			job->service = from->service;
		}
	}
}

/* ---- searches ---- */

static const struct {
	const char *name, *base, *search;
} services[SERVICES] = {
#define SERVICE(id, name, base, search, help) { name, base, search },
#include "load/services.def"
#undef SERVICE
};

/* The address under which others know the page. */
static struct str public_address(const struct join *j)
{
	struct str url = doc_field(j->base, FIELD_CANONICAL);

	if (!url_is_safe(url))
		url = doc_field(j->base, FIELD_URL);
	return str_sub(url, 0, str_find_char(url, '#', 0));
}

static void ask_service(struct join *j, enum service s, struct str base)
{
	struct str page = public_address(j);
	struct buf url = { 0 };
	struct builder_part p = { PART_THREAD, DOC_NONE, DOC_NONE, STR_NONE, STR_NONE, STR_NONE };
	struct job *job;

	if (!str_has(base, STR("://")))
		buf_add(&url, STR("https://"));
	buf_add(&url, base);
	while (url.len && url.at[url.len - 1] == '/')
		buf_cut(&url, url.len - 1);
	buf_add(&url, str_z(services[s].search));
	url_escape(page, &url);
	p.url = buf_str(&url);
	if (url_is_safe(p.url) && url_is_safe(page) &&
		(!url_is_private(page) || url_is_private(p.url))) {
		job = add_job(j, &p);
		if (job) {
			job->search = true;
			job->service = str_z(services[s].name);
		}
	}
	buf_free(&url);
}

void join_ask_services(struct join *j, const struct elsewhere *e)
{
	for (int s = 0; s < SERVICES; s++) {
		struct str list = str_z(e->at[s] ? e->at[s] : services[s].base), word;

		while (list.len) {
			size_t n = 0;

			while (n < list.len && list.at[n] != ',' && !ascii_space(list.at[n]))
				n++;
			word = str_sub(list, 0, n);
			list = str_sub(list, n + 1, SIZE_MAX);
			if (word.len && !str_eq(word, STR("no")))
				ask_service(j, (enum service)s, word);
		}
	}
}

static int by_size(const void *a, const void *b)
{
	const struct builder_part *x = a, *y = b;

	return (x->claimed < y->claimed) - (x->claimed > y->claimed);
}

/* The largest threads about the page that a search has listed. */
void join_take_threads(struct join *j, const struct job *from)
{
	const struct document *d = &from->load.document;
	ARRAY(struct builder_part) found = { NULL, 0, 0 };
	unsigned taken = 0;

	for (uint32_t i = 0; i < d->parts; i++) {
		struct builder_part p = part_of(d, i);

		if (p.kind == PART_THREAD && p.claimed && url_is_safe(p.url) &&
			place_same_host(p.url, from->part.url) &&
			(!p.about.len || url_same(p.about, public_address(j))))
			*array_add(&found) = p;
	}
	if (found.len)
		qsort(found.at, found.len, sizeof(*found.at), by_size);
	for (size_t i = 0; i < found.len && taken < THREADS_OF_SERVICE; i++) {
		struct job *job = is_known(j, found.at[i].url) ? NULL : add_job(j, &found.at[i]);

		if (job) {
			job->service = from->service;
			taken++;
		}
	}
	array_free(&found);
}
