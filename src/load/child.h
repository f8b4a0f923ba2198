/* child.h: what the two sides of a load share. */
#ifndef POSTIL_LOAD_CHILD_H
#define POSTIL_LOAD_CHILD_H

#include "load/load.h"

/* What the child tells, each in one write so that none is torn. */
struct report {
	uint32_t stage;	       /* enum load_stage */
	uint32_t code;	       /* FAILED: enum err_code */
	uint64_t bytes, total; /* of the source; DONE: of the image and of the record of why */
	uint32_t fresh; /* the memory file of bytes is whole, and holds what the program may keep */
	uint32_t unused;
	char text[sizeof(((struct err *)NULL)->text)]; /* FAILED: the sentence */
};

/* A stage of reports alone: the image of the first part is in its memory file, `bytes` long. */
enum { REPORT_EARLY = 100 };

/* How the child exits when it has not told. */
enum {
	CHILD_NO_MEMORY = 81,
	CHILD_LOST = 82, /* the program is gone or its pipe is */
};

/* What the child is given. */
struct child_task {
	const struct load_request *request;
	int reports; /* descriptor for reports */
	int image;   /* memory file for the image, the record of why behind it */
	int bytes; /* memory file for bytes that cannot be had again (source_keep()), so that a second child has them; or -1 */
	int hosts; /* memory file of hosts that want https (hosts.h), or -1 */
	int early; /* memory file for the image of the first part of a large page, or -1 */
	bool kept; /* bytes holds them: the second child */
	bool copy; /* bytes holds a copy from an earlier visit */
	const char *why; /* NULL, or how the first child died: then tags are stripped */
};

/* The child's life. */
_Noreturn void child_run(const struct child_task *t);

#endif
