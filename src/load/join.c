/* join.c: loads further parts and joins them. What is loaded, join_ask.c decides. */
#include "config.h"

#include "load/join_inner.h"

#include "base/clock.h"
#include "base/log.h"
#include "load/merge.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

enum {
	AT_ONCE = 2,
	PAGES = 20,
	SECONDS = 120,
	COMMENTS = 200000,
	BYTES = 256 * 1024 * 1024,
};

/* ---- loads ---- */

static void job_fails(struct job *job, const char *why)
{
	job->state = JOB_FAILED;
	snprintf(job->why, sizeof(job->why), "%.*s", (int)sizeof(job->why) - 1, why);
	load_free(&job->load);
}

static void start_job(struct join *j, struct job *job)
{
	struct load_request r = j->like;
	char *place = mem_z(job->part.url);
	struct err e = { 0 };

	r.place = place;
	r.type = r.charset = r.base = NULL;
	r.explain = r.early = false;
	if (!job->search)
		j->pages++;
	job->state = JOB_RUNS;
	log_line("join: %s", place);
	if (!load_start(&job->load, &r, &e)) {
		job->state = JOB_FAILED;
		snprintf(job->why, sizeof(job->why), "%.*s", (int)sizeof(job->why) - 1, e.text);
	}
	mem_free(place);
}

static bool has_something(const struct job *job)
{
	const struct document *d = &job->load.document;

	return job->search || d->comments ||
		(job->part.kind == PART_ARTICLE && d->head->has_article);
}

static void end_job(struct join *j, struct job *job)
{
	if (job->load.stage == LOAD_FAILED || job->load.salvaged) {
		job_fails(job, job->load.err.text);
		return;
	}
	job->state = JOB_DONE;
	j->bytes += (size_t)job->load.document.image->size;
	if (job->search)
		join_take_threads(j, job);
	else if (!has_something(job))
		job_fails(job, "it holds nothing of the kind");
	else
		join_take_parts(j, job);
	if (job->search)
		load_free(&job->load);
}

static unsigned running(const struct join *j)
{
	unsigned n = 0;

	for (size_t i = 0; i < j->job.len; i++)
		n += j->job.at[i]->state == JOB_RUNS;
	return n;
}

static bool may_start(const struct join *j, const struct job *job)
{
	return job->search || (j->pages < j->limits.pages && j->bytes < j->limits.bytes);
}

/* Of those that wait and may start, the first that does not say how much it holds, since others
 * may follow it; else the one with most comments: there may not be time for all. */
static struct job *next_waiting(struct join *j)
{
	struct job *best = NULL;

	for (size_t i = 0; i < j->job.len; i++) {
		struct job *job = j->job.at[i];

		if (job->state != JOB_WAITS)
			continue;
		if (!may_start(j, job))
			j->limited = true;
		else if (job->part.claimed == DOC_NONE)
			return job;
		else if (!best || job->part.claimed > best->part.claimed)
			best = job;
	}
	return best;
}

/* Starts what waits, as far as there is room for it. */
static bool start_waiting(struct join *j)
{
	bool started = false;
	struct job *job;

	while (running(j) < AT_ONCE && (job = next_waiting(j))) {
		start_job(j, job);
		started = true;
	}
	return started;
}

struct join *join_start(const struct document *base, const struct load_request *like,
	const struct join_limits *limits, bool parts, const struct elsewhere *elsewhere)
{
	struct join *j = mem_new(1, sizeof(*j));

	j->base = base;
	j->like = *like;
	j->limits = *limits;
	j->limits.pages = limits->pages ? limits->pages : PAGES;
	j->limits.seconds = limits->seconds ? limits->seconds : SECONDS;
	j->limits.comments = limits->comments ? limits->comments : COMMENTS;
	j->limits.bytes = limits->bytes ? limits->bytes : BYTES;
	j->deadline = clock_ms() + (int64_t)j->limits.seconds * 1000;
	if (parts)
		join_ask_for_parts(j);
	if (elsewhere)
		join_ask_services(j, elsewhere);
	start_waiting(j);
	return j;
}

bool join_step(struct join *j)
{
	bool changed = false;

	for (size_t i = 0; i < j->job.len; i++) {
		struct job *job = j->job.at[i];

		if (job->state != JOB_RUNS)
			continue;
		changed = load_step(&job->load) || changed;
		if (job->load.stage == LOAD_DONE || job->load.stage == LOAD_FAILED)
			end_job(j, job);
	}
	if (clock_ms() >= j->deadline && !join_ended(j)) {
		j->limited = true;
		join_stop(j);
		return true;
	}
	return start_waiting(j) || changed;
}

bool join_ended(const struct join *j)
{
	for (size_t i = 0; i < j->job.len; i++)
		if (j->job.at[i]->state == JOB_RUNS ||
			(j->job.at[i]->state == JOB_WAITS && may_start(j, j->job.at[i])))
			return false;
	return true;
}

int join_fds(const struct join *j, int fd[2])
{
	int n = 0;

	for (size_t i = 0; i < j->job.len && n < AT_ONCE; i++)
		if (j->job.at[i]->state == JOB_RUNS)
			fd[n++] = j->job.at[i]->load.fd;
	return n;
}

int join_timeout(const struct join *j)
{
	int64_t left = j->deadline - clock_ms();

	return join_ended(j) ? -1 : left < 0 ? 0 : (int)left;
}

void join_wait(struct join *j)
{
	while (!join_ended(j)) {
		struct pollfd p[AT_ONCE];
		int fd[AT_ONCE], n = join_fds(j, fd);

		for (int i = 0; i < n; i++)
			p[i] = (struct pollfd){ .fd = fd[i], .events = POLLIN };
		if (poll(p, (nfds_t)n, join_timeout(j)) < 0 && errno != EINTR)
			break;
		join_step(j);
	}
}

static void job_given_up(struct job *job)
{
	job_fails(job, "it was given up");
	job->given_up = true;
}

void join_stop(struct join *j)
{
	for (size_t i = 0; i < j->job.len; i++) {
		struct job *job = j->job.at[i];

		if (job->state == JOB_RUNS)
			job_given_up(job);
	}
	j->limits.pages = 0; /* nothing more is started */
	for (size_t i = 0; i < j->job.len; i++)
		if (j->job.at[i]->state == JOB_WAITS && j->job.at[i]->search)
			job_given_up(j->job.at[i]);
}

void join_free(struct join *j)
{
	if (!j)
		return;
	for (size_t i = 0; i < j->job.len; i++) {
		if (j->job.at[i]->state == JOB_RUNS || j->job.at[i]->state == JOB_DONE)
			load_free(&j->job.at[i]->load);
		mem_free(j->job.at[i]);
	}
	array_free(&j->job);
	array_free(&j->kept);
	arena_free(&j->arena);
	mem_free(j);
}

/* ---- what came of it ---- */

void join_count(const struct join *j, unsigned *joined, unsigned *failed)
{
	*joined = *failed = 0;
	for (size_t i = 0; i < j->job.len; i++) {
		*joined += j->job.at[i]->state == JOB_DONE && !j->job.at[i]->search;
		*failed += j->job.at[i]->state == JOB_FAILED;
	}
}

void join_progress(const struct join *j, struct buf *out)
{
	unsigned joined, failed, ended = 0, given_up = 0;

	join_count(j, &joined, &failed);
	for (size_t i = 0; i < j->job.len; i++) {
		ended += j->job.at[i]->state == JOB_DONE || j->job.at[i]->state == JOB_FAILED;
		given_up += j->job.at[i]->given_up;
	}
	if (join_ended(j))
		buf_printf(out, "%u part%s joined", joined, joined == 1 ? "" : "s");
	else
		buf_printf(out, "joining %u of %zu", ended, j->job.len);
	if (failed > given_up)
		buf_printf(out, ", %u failed", failed - given_up);
	if (given_up)
		buf_printf(out, ", %u given up", given_up);
}

/* What the merge is given. */
struct whole {
	struct merge m;
	ARRAY(struct merge_part) part;
	ARRAY(struct merge_note) note;
	ARRAY(struct builder_part) left;
};

static const char *sentence(struct join *j, const struct job *job)
{
	struct buf text = { .max = 1000 };
	struct str z;

	if (job->service.len)
		buf_printf(&text, "%.*s was asked in vain: %s.", STR_ARG(job->service), job->why);
	else
		buf_printf(&text, "A part of the page (%s) could not be joined: %s.",
			part_name(job->part.kind), job->why);
	z = arena_dup(&j->arena, buf_str(&text));
	buf_free(&text);
	return z.at;
}

static void sort_out(struct join *j, struct whole *w)
{
	for (size_t i = 0; i < j->job.len; i++) {
		struct job *job = j->job.at[i];

		switch (job->state) {
		case JOB_DONE:
			if (!job->search)
				*array_add(&w->part) = (struct merge_part){ &job->load.document,
					job->part.kind, job->part.discussion,
					job->service.len ? job->service : job->part.name,
					job->service.len ? job->part.name : STR_NONE,
					job->from ? &job->from->load.document : NULL };
			break;
		case JOB_FAILED:
			*array_add(&w->note) =
				(struct merge_note){ NOTE_LACK, "part", sentence(j, job) };
			/* fall through */
		case JOB_WAITS:
		case JOB_RUNS:
			if (!job->search && !job->service.len)
				*array_add(&w->left) = job->part;
			break;
		}
	}
	for (size_t i = 0; i < j->kept.len; i++)
		*array_add(&w->left) = j->kept.at[i];
	if (j->limited)
		*array_add(&w->note) = (struct merge_note){ NOTE_LIMIT, "join-limit",
			"Not all parts were joined: a limit was reached." };
}

bool join_image(struct join *j, struct buf *image, struct err *e)
{
	struct whole w = { .m = { .base = j->base,
				   .comments_max = j->limits.comments,
				   .bytes_max = 2 * j->limits.bytes } };
	bool ok = false;

	sort_out(j, &w);
	w.m.part = w.part.at;
	w.m.parts = w.part.len;
	w.m.note = w.note.at;
	w.m.notes = w.note.len;
	w.m.left = w.left.at;
	w.m.lefts = w.left.len;
	if (w.part.len || w.note.len)
		ok = merge_documents(&w.m, image, e);
	else if (e)
		*e = (struct err){ 0 };
	array_free(&w.part);
	array_free(&w.note);
	array_free(&w.left);
	return ok;
}
