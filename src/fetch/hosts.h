/* hosts.h: what libcurl is told of hosts that want https (source/hosts.h), and what it has learnt. */
#ifndef POSTIL_FETCH_HOSTS_H
#define POSTIL_FETCH_HOSTS_H

#include "source/hosts.h"

#include <curl/curl.h>

struct known_host {
	struct source_host host;
	bool stays; /* libcurl knows it at the end, too */
};

struct fetch_hosts {
	int fd; /* of the file; -1 for none: then nothing outlives the fetch */
	struct buf text;
	ARRAY(struct known_host) known;
	size_t told;	    /* of them, to libcurl */
	struct buf changes; /* lines */
};

/* Reads the file, and has libcurl ask and tell. *h lives until hosts_end(). */
void hosts_begin(struct fetch_hosts *h, int fd, CURL *c);

/* After the end of the handle, which tells what it knows then: leaves in the file only what has
 * changed. */
void hosts_end(struct fetch_hosts *h);

#endif
