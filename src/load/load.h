/* load.h: one resource, one child process: it reads, decodes, parses and extracts, and leaves a
 * document image in a memory file. The program seals that file, proves the image and reads it
 * where it lies. Of a large page the first part comes at once as a document of its own, and the
 * whole takes its place. A child that dies while parsing is followed by a second one that strips the
 * tags and shows the plain text. */
#ifndef POSTIL_LOAD_LOAD_H
#define POSTIL_LOAD_LOAD_H

#include "base/buf.h"
#include "base/err.h"
#include "document/document.h"
#include "source/source.h"

struct site_set;
struct opener;
struct store;

/* Each text of it stands in request.c, too: there it is copied and sent. */
struct load_request {
	/* a path, an address, or "-" for standard input; typed by the user, or, from a page,
	 * only what url_is_safe() lets through */
	const char *place;
	const char *type;	       /* media type that overrides the label, or NULL */
	const char *charset;	       /* likewise */
	const char *base;	       /* the page's address where the place is not it, or NULL */
	const char *record;	       /* which page of a web archive, or NULL for the first */
	bool no_rules;		       /* site rules switched off */
	bool early;		       /* of a large page, the first part at once */
	bool explain;		       /* keep the record of why */
	const struct site_set *sites;  /* lives as long as the load; NULL for none */
	struct opener *opener;	       /* starts the loader; NULL: the program does itself */
	size_t max;		       /* bytes to read at the most, 0 for the default */
	struct source_network network; /* for addresses */
	struct store *store;	       /* has and gets copies of what is fetched; NULL for none */
	int64_t now;		       /* seconds since 1970, for relative times; 0 for never */
};

enum load_stage {
	LOAD_READING,
	LOAD_PARSING,
	LOAD_EXTRACTING,
	LOAD_DONE,
	LOAD_FAILED,
};

/* A load under way or ended. */
struct load {
	enum load_stage stage;
	uint64_t bytes, total;	  /* read so far; of how many, 0 when unknown */
	struct document document; /* valid when DONE or early, as long as the load is not freed */
	bool early; /* document is that of the first part; when the load has ended too: of no more */
	struct document former; /* what document was before it was replaced, until load_forget() */
	struct buf explain;	/* when asked for; raw: clean it before showing */
	struct err err;		/* when FAILED; when DONE by the second child, why the first died */
	bool salvaged;		/* DONE by the second child: plain text only */
	int fd;			/* poll it for reading: something to tell; -1 when ended */
	struct load_child *child;
};

/* Starts the child. The strings of the request are copied. False with *e when it cannot be
 * started; then l needs no load_free(). */
bool load_start(struct load *l, const struct load_request *r, struct err *e);

/* Takes what the child has told, without blocking; true when something changed. l->fd may be
 * another descriptor afterwards. */
bool load_step(struct load *l);

/* Waits to the end; true when DONE. */
bool load_wait(struct load *l);

/* The place of the request; an address in the form that was asked for. */
const char *load_place(const struct load *l);

/* The exit status of the program that goes with how it ended. */
enum status load_status(const struct load *l);

/* The image, which is taken over, is proved and becomes the document of a load that is DONE. False
 * with *e when it is not whole; then the document is what it was. */
bool load_replace(struct load *l, struct buf *image, struct err *e);

/* Ends the load; with the document of the first part it is DONE then, else FAILED. */
void load_stop(struct load *l);

/* Gives the former document back. */
void load_forget(struct load *l);

/* Ends a child that is still running, unmaps the image. */
void load_free(struct load *l);

/* Appends which layers lock a loader in on this machine, for --version. */
void load_layers(struct buf *out);

/* The stage in a word, for people: "reading", "parsing". */
const char *load_stage_name(enum load_stage stage);

#endif
