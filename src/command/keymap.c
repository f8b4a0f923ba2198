/* keymap.c: names of keys, the default map and the presets, looking keys up. */
#include "config.h"

#include "command/keymap.h"

#include "text/width.h"

static const struct {
	const char *name;
	uint32_t code;
} named[] = {
#define KEY(id, name, code) { name, code },
#include "text/keys.def"
#undef KEY
};

#define NAMED (sizeof(named) / sizeof(*named))

/* Presets change some keys of the defaults. */
static const struct {
	const char *preset, *keys;
	unsigned where;
	enum command command;
} presets[] = {
#define PRESET(name, keys, where, command) { name, keys, COMMAND_##where, CMD_##command },
#include "command/presets.def"
#undef PRESET
};

unsigned keys_parse(struct str text, uint32_t key[KEY_SEQUENCE])
{
	unsigned n = 0;
	size_t at = 0;

	for (size_t i = 0; i < NAMED; i++) {
		if (str_eq_case(text, str_z(named[i].name))) {
			key[0] = named[i].code;
			return 1;
		}
	}
	while (at < text.len && n < KEY_SEQUENCE) {
		uint32_t c;
		size_t len = char_decode(text, at, &c);
		char next = at + 1 < text.len ? text.at[at + 1] : '\0';

		if (c == '^' && (ascii_alpha(next) || (next >= '[' && next <= '_'))) {
			c = (uint32_t)next & 31;
			len = 2;
		} else if (c <= ' ' || c == 127 || c == 0xFFFD) {
			return 0;
		}
		key[n++] = c;
		at += len;
	}
	return at == text.len ? n : 0;
}

static bool same_keys(const struct binding *b, const uint32_t *key, unsigned keys)
{
	if (b->keys != keys)
		return false;
	for (unsigned i = 0; i < keys; i++)
		if (b->key[i] != key[i])
			return false;
	return true;
}

/* Takes the keys away from whatever they did in these panes. */
static void release(struct keymap *m, const uint32_t *key, unsigned keys, unsigned where)
{
	size_t to = 0;

	for (size_t i = 0; i < m->binding.len; i++) {
		struct binding b = m->binding.at[i];

		if (same_keys(&b, key, keys))
			b.where &= ~where;
		if (b.where)
			m->binding.at[to++] = b;
	}
	m->binding.len = to;
}

bool keymap_bind(
	struct keymap *m, struct str keys, unsigned where, enum command command, struct err *e)
{
	struct binding b = { .where = where & COMMAND_ALL, .command = command };

	b.keys = keys_parse(keys, b.key);
	if (b.keys == 0)
		return err_set(e, ERR_USAGE, "\"%.*s\" is no key", STR_ARG(keys));
	release(m, b.key, b.keys, b.where);
	*array_add(&m->binding) = b;
	return true;
}

bool keymap_unbind(struct keymap *m, struct str keys, unsigned where, struct err *e)
{
	uint32_t key[KEY_SEQUENCE];
	unsigned n = keys_parse(keys, key);

	if (n == 0)
		return err_set(e, ERR_USAGE, "\"%.*s\" is no key", STR_ARG(keys));
	release(m, key, n, where & COMMAND_ALL);
	return true;
}

void keymap_defaults(struct keymap *m)
{
	for (int i = 0; i < COMMANDS; i++) {
		struct str rest = str_z(commands[i].keys), word;

		while (str_word(&rest, &word))
			keymap_bind(m, word, commands[i].where, (enum command)i, NULL);
	}
}

bool keymap_has_preset(struct str name)
{
	size_t i = 0, n = sizeof(presets) / sizeof(*presets);

	while (i < n && !str_eq(name, str_z(presets[i].preset)))
		i++;
	return i < n || str_eq(name, STR("vi"));
}

bool keymap_preset(struct keymap *m, struct str name)
{
	for (size_t i = 0; i < sizeof(presets) / sizeof(*presets); i++)
		if (str_eq(name, str_z(presets[i].preset)))
			keymap_bind(m, str_z(presets[i].keys), presets[i].where, presets[i].command,
				NULL);
	return keymap_has_preset(name);
}

void keymap_list_presets(struct buf *out)
{
	for (size_t i = 0; i < sizeof(presets) / sizeof(*presets); i++)
		buf_printf(out, "preset\t%s\t%s\t%s\t%s\n", presets[i].preset, presets[i].keys,
			command_panes(presets[i].where), commands[presets[i].command].name);
}

void keymap_free(struct keymap *m)
{
	array_free(&m->binding);
}

/* Whether the keys are the beginning of the binding's, and not all of them. */
static bool begins(const struct binding *b, const uint32_t *key, unsigned keys)
{
	struct binding head = *b;

	if (b->keys <= keys)
		return false;
	head.keys = keys;
	return same_keys(&head, key, keys);
}

enum keymap_answer keymap_find(const struct keymap *m, unsigned pane, const uint32_t *key,
	unsigned keys, enum command *command, uint32_t *arg)
{
	enum keymap_answer answer = KEYMAP_NONE;

	*arg = 0;
	for (size_t i = 0; i < m->binding.len; i++) {
		const struct binding *b = &m->binding.at[i];

		if (!(b->where & pane))
			continue;
		if (same_keys(b, key, keys)) {
			if (commands[b->command].where & COMMAND_ARG) {
				answer = KEYMAP_MORE;
				continue;
			}
			*command = b->command;
			return KEYMAP_FOUND;
		}
		if (begins(b, key, keys))
			answer = KEYMAP_MORE;
	}
	if (answer == KEYMAP_MORE || keys < 2)
		return answer;
	/* A command that takes a key, and that key. */
	for (size_t i = 0; i < m->binding.len; i++) {
		const struct binding *b = &m->binding.at[i];

		if ((b->where & pane) && (commands[b->command].where & COMMAND_ARG) &&
			same_keys(b, key, keys - 1)) {
			*command = b->command;
			*arg = key[keys - 1];
			return KEYMAP_FOUND;
		}
	}
	return KEYMAP_NONE;
}

void key_name(uint32_t key, struct buf *out)
{
	char text[4];

	for (size_t i = 0; i < NAMED; i++) {
		if (named[i].code == key) {
			buf_add(out, str_z(named[i].name));
			return;
		}
	}
	if (key < 32)
		buf_printf(out, "^%c", (char)(key + '@'));
	else
		buf_add(out,
			(struct str){ text, char_encode(key < 0x110000 ? key : 0xFFFD, text) });
}

void binding_name(const struct binding *b, struct buf *out)
{
	for (unsigned i = 0; i < b->keys; i++)
		key_name(b->key[i], out);
}

void keymap_keys(const struct keymap *m, unsigned pane, enum command command, unsigned limit,
	struct buf *out)
{
	unsigned found = 0;

	for (size_t i = 0; i < m->binding.len && found < limit; i++) {
		const struct binding *b = &m->binding.at[i];

		if (b->command != command || !(b->where & pane))
			continue;
		if (found++)
			buf_add_char(out, ' ');
		binding_name(b, out);
	}
}
