/* join.h: further parts of a page and discussions about it elsewhere, loaded by further children
 * and joined into one document. */
#ifndef POSTIL_LOAD_JOIN_H
#define POSTIL_LOAD_JOIN_H

#include "load/load.h"

/* What may be spent; 0 for the default. */
struct join_limits {
	unsigned pages;	   /* parts loaded, searches not counted */
	unsigned seconds;  /* for all of it */
	uint32_t comments; /* in the result */
	size_t bytes;	   /* of all images */
};

enum service {
#define SERVICE(id, name, base, search, help) SERVICE_##id,
#include "load/services.def"
#undef SERVICE
	SERVICES
};

/* Where services are asked: addresses or hosts (then by https), separated by commas or blanks;
 * NULL for the usual one, "no" for none. */
struct elsewhere {
	const char *at[SERVICES];
};

struct join;

/* Whether the page names parts that a join would load. */
bool join_offers(const struct document *d);

/* Begins. base lives until join_free(). like: the request that the base came from, whose settings
 * the loads take. parts: load the parts that the base names, and those that they name. elsewhere:
 * ask these services for discussions about the page, or NULL. Loads run two at a time.
 *
 * Only plain http and https addresses are asked (url_is_safe()); an address of this machine or of
 * a private network only when the page that names it is of the same host. A page on a private
 * network is named to nobody but services that are there too. */
struct join *join_start(const struct document *base, const struct load_request *like,
	const struct join_limits *limits, bool parts, const struct elsewhere *elsewhere);

/* Takes what the loads have told, without blocking; true when something changed. */
bool join_step(struct join *j);

/* Whether nothing is under way any more. */
bool join_ended(const struct join *j);

/* Descriptors to poll for reading, at most two; how many. */
int join_fds(const struct join *j, int fd[2]);

/* Ms until it must be stepped though nothing was told; -1 for never. */
int join_timeout(const struct join *j);

/* Waits to the end. */
void join_wait(struct join *j);

/* Gives up what is under way; what has been loaded stays. */
void join_stop(struct join *j);

/* How many parts were joined, how many could not be had. */
void join_count(const struct join *j, unsigned *joined, unsigned *failed);

/* "joining 3 of 9, 1 failed"; or, ended, "4 parts joined, 1 failed, 1 given up". */
void join_progress(const struct join *j, struct buf *out);

/* Makes the image of the whole, with a note for each part that failed, and the parts that are
 * left. False when there is nothing to add (*e is empty then) or it does not fit. */
bool join_image(struct join *j, struct buf *image, struct err *e);

void join_free(struct join *j);

#endif
