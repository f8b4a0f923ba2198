/* keymap.h: keys and what they do. */
#ifndef POSTIL_COMMAND_KEYMAP_H
#define POSTIL_COMMAND_KEYMAP_H

#include "base/buf.h"
#include "base/err.h"
#include "command/command.h"
#include "text/keys.h"

#define KEY_SEQUENCE 4 /* keys in a sequence, at the most */

struct binding {
	uint32_t key[KEY_SEQUENCE];
	unsigned keys;
	unsigned where; /* COMMAND_ARTICLE, COMMAND_THREAD or both */
	enum command command;
};

/* A zeroed struct is an empty map. */
struct keymap {
	ARRAY(struct binding) binding;
};

/* The map of commands.def. */
void keymap_defaults(struct keymap *m);

/* The keys of another school on top: "vi" (the defaults), "less", "mutt". False for another
 * name. */
bool keymap_preset(struct keymap *m, struct str name);
bool keymap_has_preset(struct str name);

/* Appends a line for each key of each preset, for --list-commands. */
void keymap_list_presets(struct buf *out);

/* Binds a key or sequence ("za", "^E", "PgDn"), replacing what it did in these panes. False with
 * *e when it is no key. */
bool keymap_bind(
	struct keymap *m, struct str keys, unsigned where, enum command command, struct err *e);
bool keymap_unbind(struct keymap *m, struct str keys, unsigned where, struct err *e);
void keymap_free(struct keymap *m);

enum keymap_answer {
	KEYMAP_NONE, /* these keys mean nothing */
	KEYMAP_MORE, /* they are the beginning of something: ask again with the next key */
	KEYMAP_FOUND,
};

/* What the keys typed so far mean in a pane (COMMAND_ARTICLE or COMMAND_THREAD). FOUND sets
 * *command, and *arg to the key behind a command that takes one (0 for others). Counts are the
 * caller's. */
enum keymap_answer keymap_find(const struct keymap *m, unsigned pane, const uint32_t *key,
	unsigned keys, enum command *command, uint32_t *arg);

/* Appends the name of one key ("^E", "PgDn", "a"); of a binding's whole sequence. */
void key_name(uint32_t key, struct buf *out);
void binding_name(const struct binding *b, struct buf *out);

/* Appends the keys of a command that hold in a pane, separated by blanks; at most `limit`. */
void keymap_keys(const struct keymap *m, unsigned pane, enum command command, unsigned limit,
	struct buf *out);

/* Reads a key or sequence; the number of keys, 0 when it is none. */
unsigned keys_parse(struct str text, uint32_t key[KEY_SEQUENCE]);

#endif
