/* ask_keys.h: keys read from a terminal by their bytes alone, without a library. */
#ifndef POSTIL_LOAD_ASK_KEYS_H
#define POSTIL_LOAD_ASK_KEYS_H

#include "text/edit.h"

#include <wchar.h>

struct ask_keys {
	int in; /* the terminal */
	int until; /* a socket; when its other side is gone, nobody waits for keys any more. -1: none */
	mbstate_t part; /* of a character whose other bytes are still to come */
	bool pasting;	/* what comes is text, whatever it looks like */
};

/* What a key can be besides a character and enum edit_code. */
enum {
	ASK_KEYS_GONE = 0x120000, /* the terminal or who asked is */
	ASK_KEYS_AGAIN, /* no key; the line is to be drawn anew, since the terminal may have another size */
};

/* Waits for the next key. What a terminal says of its own (answers, the mouse) is passed over, so
 * that nobody can make it type; a newline in pasted text is a blank. */
uint32_t ask_key(struct ask_keys *k);

#endif
