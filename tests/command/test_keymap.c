#include "config.h"

#include "support/unit.h"

#include "command/keymap.h"

/* What a typed sequence does in a pane. */
static enum keymap_answer typed(const struct keymap *m, unsigned pane, const char *keys,
	enum command *command, uint32_t *arg)
{
	uint32_t key[KEY_SEQUENCE];

	return keymap_find(m, pane, key, keys_parse(str_z(keys), key), command, arg);
}

static void no_default_key_is_used_twice_in_a_pane(void **state)
{
	struct keymap m = { 0 };

	(void)state;
	keymap_defaults(&m);
	for (int i = 0; i < COMMANDS; i++) {
		struct str rest = str_z(commands[i].keys), word;

		while (str_word(&rest, &word)) {
			enum command c = CMD_NONE;
			uint32_t arg, key[KEY_SEQUENCE + 1];
			unsigned n = keys_parse(word, key), pane = COMMAND_ARTICLE;

			assert_true(n > 0);
			if (!(commands[i].where & COMMAND_ARTICLE))
				pane = COMMAND_THREAD;
			if (commands[i].where & COMMAND_ARG)
				key[n++] = 'x';
			assert_int_equal(keymap_find(&m, pane, key, n, &c, &arg), KEYMAP_FOUND);
			assert_int_equal(c, i);
		}
	}
	keymap_free(&m);
}

static void the_same_key_differs_by_pane(void **state)
{
	struct keymap m = { 0 };
	enum command c;
	uint32_t arg;

	(void)state;
	keymap_defaults(&m);
	assert_int_equal(typed(&m, COMMAND_ARTICLE, "J", &c, &arg), KEYMAP_FOUND);
	assert_int_equal(c, CMD_NEXT_HEADING);
	assert_int_equal(typed(&m, COMMAND_THREAD, "J", &c, &arg), KEYMAP_FOUND);
	assert_int_equal(c, CMD_NEXT_SIBLING);
	assert_int_equal(typed(&m, COMMAND_ARTICLE, "za", &c, &arg), KEYMAP_NONE);
	keymap_free(&m);
}

static void sequences_wait_for_their_last_key(void **state)
{
	struct keymap m = { 0 };
	enum command c;
	uint32_t arg;

	(void)state;
	keymap_defaults(&m);
	assert_int_equal(typed(&m, COMMAND_THREAD, "z", &c, &arg), KEYMAP_MORE);
	assert_int_equal(typed(&m, COMMAND_THREAD, "zM", &c, &arg), KEYMAP_FOUND);
	assert_int_equal(c, CMD_FOLD_CLOSE_ALL);
	assert_int_equal(typed(&m, COMMAND_THREAD, "zx", &c, &arg), KEYMAP_NONE);
	assert_int_equal(typed(&m, COMMAND_THREAD, "'", &c, &arg), KEYMAP_MORE);
	assert_int_equal(typed(&m, COMMAND_THREAD, "'q", &c, &arg), KEYMAP_FOUND);
	assert_int_equal(c, CMD_GO_MARK);
	assert_int_equal(arg, 'q');
	assert_int_equal(typed(&m, COMMAND_THREAD, "''", &c, &arg), KEYMAP_FOUND);
	assert_int_equal(c, CMD_JUMP_BACK);
	keymap_free(&m);
}

static void binding_replaces_in_its_panes_only(void **state)
{
	struct keymap m = { 0 };
	enum command c;
	uint32_t arg;

	(void)state;
	keymap_defaults(&m);
	assert_true(keymap_bind(&m, STR("q"), COMMAND_THREAD, CMD_PARENT, NULL));
	assert_int_equal(typed(&m, COMMAND_THREAD, "q", &c, &arg), KEYMAP_FOUND);
	assert_int_equal(c, CMD_PARENT);
	assert_int_equal(typed(&m, COMMAND_ARTICLE, "q", &c, &arg), KEYMAP_FOUND);
	assert_int_equal(c, CMD_QUIT);
	assert_true(keymap_unbind(&m, STR("q"), COMMAND_ALL, NULL));
	assert_int_equal(typed(&m, COMMAND_ARTICLE, "q", &c, &arg), KEYMAP_NONE);
	assert_false(keymap_bind(&m, STR("abcde"), COMMAND_ALL, CMD_QUIT, NULL));
	assert_false(keymap_bind(&m, STR(""), COMMAND_ALL, CMD_QUIT, NULL));
	keymap_free(&m);
}

static void presets_change_the_school(void **state)
{
	struct keymap m = { 0 };
	enum command c;
	uint32_t arg;

	(void)state;
	keymap_defaults(&m);
	assert_true(keymap_preset(&m, STR("less")));
	assert_int_equal(typed(&m, COMMAND_THREAD, "?", &c, &arg), KEYMAP_FOUND);
	assert_int_equal(c, CMD_SEARCH_BACK);
	assert_false(keymap_preset(&m, STR("emacs")));
	keymap_free(&m);
}

static void names_of_keys_read_back(void **state)
{
	static const char *const names[] = { "^E", "PgDn", "Space", "za", "F12", "S-Tab", "'", "^",
		"BS" };
	struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct binding b;

		b.keys = keys_parse(str_z(names[i]), b.key);
		buf_cut(&out, 0);
		binding_name(&b, &out);
		assert_string_equal(buf_z(&out), names[i]);
	}
	buf_free(&out);
}

static void a_preset_is_what_its_school_expects(void **state)
{
	static const struct {
		const char *preset, *key;
		unsigned pane;
		enum command command;
	} want[] = {
		{ "vi", "?", COMMAND_ARTICLE, CMD_HELP },
		{ "vi", "l", COMMAND_THREAD, CMD_UNFOLD_OR_REPLY },
		{ "less", "?", COMMAND_ARTICLE, CMD_SEARCH_BACK },
		{ "less", "?", COMMAND_THREAD, CMD_SEARCH_BACK },
		{ "less", "h", COMMAND_ARTICLE, CMD_HELP },
		{ "less", "h", COMMAND_THREAD, CMD_HELP },
		{ "less", "H", COMMAND_THREAD, CMD_HELP },
		{ "less", "^N", COMMAND_THREAD, CMD_SCROLL_DOWN },
		{ "less", "^P", COMMAND_ARTICLE, CMD_SCROLL_UP },
		{ "less", "^V", COMMAND_ARTICLE, CMD_PAGE_DOWN },
		{ "less", "p", COMMAND_ARTICLE, CMD_PERCENT },
		{ "less", "p", COMMAND_THREAD, CMD_PARENT },
		{ "less", "n", COMMAND_THREAD, CMD_SEARCH_NEXT },
		{ "mutt", "Tab", COMMAND_THREAD, CMD_NEXT_NEW },
		{ "mutt", "Tab", COMMAND_ARTICLE, CMD_OTHER_PANE },
		{ "mutt", "S-Tab", COMMAND_THREAD, CMD_OTHER_PANE },
		{ "mutt", "P", COMMAND_THREAD, CMD_PARENT },
		{ "mutt", "l", COMMAND_THREAD, CMD_FILTER },
		{ "mutt", "l", COMMAND_ARTICLE, CMD_RIGHT },
		{ "mutt", "^N", COMMAND_THREAD, CMD_NEXT_THREAD },
		{ "mutt", "^P", COMMAND_THREAD, CMD_PREVIOUS_THREAD },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		struct keymap m = { 0 };
		enum command c;
		uint32_t arg;

		keymap_defaults(&m);
		assert_true(keymap_preset(&m, str_z(want[i].preset)));
		assert_int_equal(typed(&m, want[i].pane, want[i].key, &c, &arg), KEYMAP_FOUND);
		assert_int_equal(c, want[i].command);
		keymap_free(&m);
	}
}

/* No preset takes the last key of a command away: nothing becomes out of reach. */
static void a_preset_leaves_every_command_a_key(void **state)
{
	static const char *const presets[] = { "vi", "less", "mutt" };

	(void)state;
	for (size_t p = 0; p < 3; p++) {
		struct keymap m = { 0 };

		keymap_defaults(&m);
		keymap_preset(&m, str_z(presets[p]));
		for (int i = 0; i < COMMANDS; i++) {
			struct buf keys = { 0 };

			keymap_keys(&m, COMMAND_ARTICLE, (enum command)i, 1, &keys);
			keymap_keys(&m, COMMAND_THREAD, (enum command)i, 1, &keys);
			if (!keys.len && *commands[i].keys)
				fail_msg("%s: no key is left to %s", presets[p], commands[i].name);
			buf_free(&keys);
		}
		keymap_free(&m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_preset_is_what_its_school_expects),
		cmocka_unit_test(a_preset_leaves_every_command_a_key),
		cmocka_unit_test(no_default_key_is_used_twice_in_a_pane),
		cmocka_unit_test(the_same_key_differs_by_pane),
		cmocka_unit_test(sequences_wait_for_their_last_key),
		cmocka_unit_test(binding_replaces_in_its_panes_only),
		cmocka_unit_test(presets_change_the_school),
		cmocka_unit_test(names_of_keys_read_back),
	};

	return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
