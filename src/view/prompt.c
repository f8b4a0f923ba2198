/* prompt.c: one line of text typed at the foot of the screen, with completion and history. */
#include "config.h"

#include "view/state.h"

#include "text/width.h"

void prompt_open(struct view *v, enum command command)
{
	buf_cut(&v->prompt.text, 0);
	v->prompt.open = true;
	v->prompt.command = command;
	v->prompt.past_at = v->prompt.past.len;
	place_take(v, &v->prompt.from);
}

void prompt_free(struct view *v)
{
	for (size_t i = 0; i < v->prompt.past.len; i++)
		mem_free(v->prompt.past.at[i]);
	array_free(&v->prompt.past);
	buf_free(&v->prompt.text);
}

/* A number is a comment, "/words" a search, else a command's name. */
static void run_line(struct view *v, struct str line)
{
	enum command command;
	int64_t number;

	if (str_number(line, 1, 100000000, &number)) {
		v->count = (int)number;
		action_run(v, CMD_BOTTOM);
	} else if (str_starts(line, STR("/"))) {
		find_start(v, str_sub(line, 1, SIZE_MAX), false);
	} else if (str_starts(line, STR("open "))) {
		page_open(v, str_trim(str_sub(line, 5, SIZE_MAX)));
	} else if (str_starts(line, STR("write "))) {
		outside_write(v, str_trim(str_sub(line, 6, SIZE_MAX)));
	} else if ((command = command_find(str_trim(line))) != CMD_NONE) {
		action_run(v, command);
	} else if (line.len) {
		view_say(v, true, "No such command: %.*s", STR_ARG(line));
	}
}

static void accept(struct view *v)
{
	struct str text = buf_str(&v->prompt.text);
	struct buf line = { 0 };

	buf_add(&line, text);
	text = buf_str(&line);
	v->prompt.open = false;
	if (text.len)
		*array_add(&v->prompt.past) = mem_z(text);
	switch (v->prompt.command) {
	case CMD_SEARCH:
	case CMD_SEARCH_BACK:
		if (!text.len && v->query.len)
			find_step(v, v->prompt.command == CMD_SEARCH);
		break;
	case CMD_FILTER: filter_start(v, text); break;
	case CMD_WRITE:
		if (text.len)
			outside_write(v, text);
		break;
	case CMD_PIPE:
		if (text.len)
			outside_pipe(v, text);
		break;
	default: run_line(v, text); break;
	}
	v->count = 0;
	buf_free(&line);
}

/* Fills in as much of a command's name as is certain, and says what it could be. */
static void complete(struct view *v)
{
	struct str typed = buf_str(&v->prompt.text), common = STR_NONE;
	struct buf all = { 0 };
	unsigned n = 0;

	for (int i = 0; i < COMMANDS; i++) {
		struct str name = str_z(commands[i].name);
		size_t k = 0;

		if (!str_starts(name, typed))
			continue;
		buf_printf(&all, "%s%s", n ? " " : "", commands[i].name);
		while (n && k < common.len && k < name.len && common.at[k] == name.at[k])
			k++;
		common = n++ ? str_sub(common, 0, k) : name;
	}
	if (common.len > typed.len)
		buf_add(&v->prompt.text, str_sub(common, typed.len, SIZE_MAX));
	if (n > 1)
		view_say(v, false, "%.*s", STR_ARG(buf_str(&all)));
	buf_free(&all);
}

static void past(struct view *v, int by)
{
	struct prompt *p = &v->prompt;

	if ((by < 0 && !p->past_at) || (by > 0 && p->past_at >= p->past.len))
		return;
	p->past_at += (size_t)(ptrdiff_t)by;
	buf_cut(&p->text, 0);
	if (p->past_at < p->past.len)
		buf_add(&p->text, str_z(p->past.at[p->past_at]));
}

static void erase_last(struct buf *b)
{
	size_t len = b->len;

	while (len && ((unsigned char)b->at[--len] & 0xc0) == 0x80)
		continue;
	buf_cut(b, len);
}

static void erase_word(struct buf *b)
{
	while (b->len && b->at[b->len - 1] == ' ')
		erase_last(b);
	while (b->len && b->at[b->len - 1] != ' ')
		erase_last(b);
}

static void as_typed(struct view *v)
{
	if (v->prompt.command != CMD_SEARCH && v->prompt.command != CMD_SEARCH_BACK)
		return;
	place_go(v, &v->prompt.from);
	find_start(v, buf_str(&v->prompt.text), v->prompt.command == CMD_SEARCH_BACK);
}

bool prompt_key(struct view *v, uint32_t key)
{
	char bytes[4];

	switch (key) {
	case 27:
	case 3:
		v->prompt.open = false;
		if (v->prompt.command == CMD_SEARCH || v->prompt.command == CMD_SEARCH_BACK) {
			find_clear(v);
			place_go(v, &v->prompt.from);
		}
		buf_cut(&v->status, 0);
		return true;
	case '\r': accept(v); return true;
	case 127:
	case 8:
		if (!v->prompt.text.len) {
			v->prompt.open = false;
			return true;
		}
		erase_last(&v->prompt.text);
		break;
	case 21: buf_cut(&v->prompt.text, 0); break;
	case 23: erase_word(&v->prompt.text); break;
	case '\t':
		if (v->prompt.command == CMD_PROMPT)
			complete(v);
		return true;
	case SCREEN_UP: past(v, -1); break;
	case SCREEN_DOWN: past(v, 1); break;
	default:
		if (key < ' ' || key >= SCREEN_NONE || v->prompt.text.len > 1000)
			return true;
		buf_add(&v->prompt.text, (struct str){ bytes, char_encode(key, bytes) });
		break;
	}
	as_typed(v);
	return true;
}
