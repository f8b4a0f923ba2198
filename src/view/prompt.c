/* prompt.c: the line at the foot of the screen: what it is for, its keys, its history. */
#include "config.h"

#include "view/prompt.h"

#include "view/state.h"

#include "text/width.h"

#define PAST_MAX     200 /* lines kept of a kind */
#define MENU_ROWS    8
#define MENU_COLUMNS 24 /* of a candidate, at the most, before the sentence on it */

static void accept_search(struct view *v, struct str text);
static void accept_filter(struct view *v, struct str text);
static void accept_line(struct view *v, struct str text);

static const struct kind {
	enum command command;
	const char *sign;
	enum past_kind past;
	void (*accept)(struct view *v, struct str text);
} kinds[] = {
	{ CMD_SEARCH, "/", PAST_SEARCH, accept_search },
	{ CMD_SEARCH_BACK, "?", PAST_SEARCH, accept_search },
	{ CMD_FILTER, "&", PAST_SEARCH, accept_filter },
	{ CMD_PROMPT, ":", PAST_LINE, accept_line },
};

static const struct kind *kind_of(const struct view *v)
{
	const struct kind *k = kinds;

	while (k->command != v->prompt.command)
		k++;
	return k;
}

static bool is_search(const struct view *v)
{
	return v->prompt.command == CMD_SEARCH || v->prompt.command == CMD_SEARCH_BACK;
}

void prompt_open(struct view *v, enum command command)
{
	struct prompt *p = &v->prompt;

	p->open = true;
	p->command = command;
	edit_set(&p->edit, STR_NONE);
	complete_close(&p->completion);
	p->past_at = p->past[kind_of(v)->past].len;
	buf_cut(&v->status, 0);
	find_from(v);
}

void prompt_free(struct view *v)
{
	struct prompt *p = &v->prompt;

	for (int k = 0; k < PASTS; k++) {
		for (size_t i = 0; i < p->past[k].len; i++)
			mem_free(p->past[k].at[i]);
		array_free(&p->past[k]);
	}
	edit_free(&p->edit);
	complete_close(&p->completion);
	buf_free(&p->typed);
}

static void prompt_close(struct view *v)
{
	v->prompt.open = false;
	complete_close(&v->prompt.completion);
}

/* ---- what is typed is done ---- */

static void accept_search(struct view *v, struct str text)
{
	if (v->list.kind)
		return;
	if (!text.len && v->query.len)
		find_step(v, v->prompt.command == CMD_SEARCH);
}

static void accept_filter(struct view *v, struct str text)
{
	filter_start(v, text);
}

/* A command of the other pane goes there first. */
static void run_command(struct view *v, enum command command, struct str arg)
{
	unsigned here = v->active == ARTICLE ? COMMAND_ARTICLE : COMMAND_THREAD;
	uint32_t c;

	if (!(commands[command].where & here)) {
		v->active = 1 - v->active;
		view_layout(v);
	}
	v->arg = char_decode(arg, 0, &c) ? c : 0;
	action_repeat(v, command);
}

/* "open 12" is link 12. */
static void open_words(struct view *v, struct str rest)
{
	int64_t number;

	if (!str_number(rest, 1, INT32_MAX, &number))
		page_open(v, rest);
	else if (number > v->d->links)
		view_say(v, true, "There is no link %d; the last is %u.", (int)number, v->d->links);
	else
		page_open(v, doc_str(v->d, v->d->link[number - 1].url));
}

static void search_words(struct view *v, struct str rest)
{
	find_start(v, rest, false);
}

/* What takes words behind it. */
static const struct verb {
	const char *name, *help;
	void (*run)(struct view *v, struct str rest);
} verbs[] = {
	{ "open", "Open an address, or the link of that number, here.", open_words },
	{ "search", "Search for these words.", search_words },
	{ "filter", "Show only comments that match.", filter_start },
};

const char *prompt_verb(unsigned i, const char **help)
{
	if (i >= sizeof(verbs) / sizeof(*verbs))
		return NULL;
	*help = verbs[i].help;
	return verbs[i].name;
}

/* Words that are no commands of the table: settings, and commands with words behind them. */
static bool run_verb(struct view *v, struct str verb, struct str rest, struct str line)
{
	if (directive_find(verb) != DIRECTIVES) {
		live_line(v, line);
		return true;
	}
	for (size_t i = 0; rest.len && i < sizeof(verbs) / sizeof(*verbs); i++)
		if (str_eq(verb, str_z(verbs[i].name))) {
			verbs[i].run(v, rest);
			return true;
		}
	return false;
}

static enum command short_form(struct str verb)
{
	static const struct {
		const char *name;
		enum command command;
	} form[] = { { "q", CMD_QUIT }, { "qa", CMD_QUIT_NOW }, { "h", CMD_HELP },
		{ "w", CMD_WRITE } };

	for (size_t i = 0; i < sizeof(form) / sizeof(*form); i++)
		if (str_eq(verb, str_z(form[i].name)))
			return form[i].command;
	return command_find(verb);
}

/* A number is a comment (or a count before a command), "/words" a search, else a command's name. */
static void accept_line(struct view *v, struct str text)
{
	struct str line = str_trim(text), rest = line, verb = STR_NONE;
	enum command command;
	int64_t number;

	if (str_number(line, 1, 100000000, &number)) {
		v->count = (int)number;
		v->active = v->tree.count ? THREAD : v->active;
		view_layout(v);
		action_run(v, CMD_BOTTOM);
		return;
	}
	if (line.len > 1 && (line.at[0] == '/' || line.at[0] == '?')) {
		find_start(v, str_sub(line, 1, SIZE_MAX), line.at[0] == '?');
		return;
	}
	if (line.len && line.at[0] == '&') {
		filter_start(v, str_sub(line, 1, SIZE_MAX));
		return;
	}
	if (!str_word(&rest, &verb))
		return;
	if (str_number(verb, 1, 100000000, &number)) {
		v->count = (int)number;
		if (!str_word(&rest, &verb))
			return;
	}
	rest = str_trim(rest);
	command = short_form(verb);
	if (run_verb(v, verb, rest, line))
		return;
	if (command == CMD_NONE)
		view_say(v, true, "There is no command \"%.*s\"; Tab lists them.", STR_ARG(verb));
	else
		run_command(v, command, rest);
}

static void past_add(struct view *v, struct str text)
{
	struct prompt *p = &v->prompt;
	enum past_kind kind = kind_of(v)->past;

	if (!text.len)
		return;
	for (size_t i = 0; i < p->past[kind].len; i++)
		if (p->past[kind].len == PAST_MAX || str_eq(str_z(p->past[kind].at[i]), text)) {
			mem_free(p->past[kind].at[i]);
			for (; i + 1 < p->past[kind].len; i++)
				p->past[kind].at[i] = p->past[kind].at[i + 1];
			p->past[kind].len--;
		}
	*array_add(&p->past[kind]) = mem_z(text);
}

static void accept(struct view *v)
{
	struct buf line = { 0 };

	buf_add(&line, buf_str(&v->prompt.edit.text));
	past_add(v, buf_str(&line));
	prompt_close(v);
	kind_of(v)->accept(v, buf_str(&line));
	v->count = 0;
	buf_free(&line);
}

static void leave(struct view *v)
{
	prompt_close(v);
	buf_cut(&v->status, 0);
	if (v->list.kind)
		list_find(v, STR_NONE);
	else if (is_search(v))
		find_leave(v);
}

/* ---- keys ---- */

/* Shows the line before or behind that begins like the one typed. */
static void past(struct view *v, int by)
{
	struct prompt *p = &v->prompt;
	enum past_kind kind = kind_of(v)->past;
	size_t n = p->past[kind].len, at = p->past_at;

	if (at == n) {
		buf_cut(&p->typed, 0);
		buf_add(&p->typed, buf_str(&p->edit.text));
	}
	do {
		if ((by < 0 && !at) || (by > 0 && at >= n))
			return;
		at += (size_t)(ptrdiff_t)by;
	} while (at < n && !str_starts(str_z(p->past[kind].at[at]), buf_str(&p->typed)));
	p->past_at = at;
	edit_set(&p->edit, at < n ? str_z(p->past[kind].at[at]) : buf_str(&p->typed));
}

static void put_word(struct view *v, struct str word)
{
	struct prompt *p = &v->prompt;
	struct buf line = { 0 };
	size_t at;

	buf_add(&line, str_sub(buf_str(&p->edit.text), 0, p->completion.from));
	buf_add(&line, word);
	at = line.len;
	buf_add(&line, str_sub(buf_str(&p->edit.text), p->edit.at, SIZE_MAX));
	edit_set(&p->edit, buf_str(&line));
	p->edit.at = at;
	buf_free(&line);
}

/* First what is certain, then one after the other. */
static void complete(struct view *v, int by)
{
	struct completion *c = &v->prompt.completion;
	struct str line = str_sub(buf_str(&v->prompt.edit.text), 0, v->prompt.edit.at), common;

	if (c->on) {
		c->chosen = by > 0 ? (c->chosen >= c->at.len - 1 ? 0 : c->chosen + 1)
				   : (c->chosen == 0 ? c->at.len - 1 : c->chosen - 1);
		put_word(v, c->at.at[c->chosen].text);
		return;
	}
	complete_find(c, v, v->prompt.command, line);
	common = complete_common(c);
	if (!c->at.len) {
		complete_close(c);
		return;
	}
	if (common.len > line.len - c->from || c->at.len == 1)
		put_word(v, common);
	c->on = c->at.len > 1;
	if (!c->on) {
		if (v->prompt.command == CMD_PROMPT && !str_ends(common, STR("/")) &&
			v->prompt.edit.at == v->prompt.edit.text.len)
			edit_insert(&v->prompt.edit, STR(" "));
		complete_close(c);
	}
}

static void as_typed(struct view *v)
{
	complete_close(&v->prompt.completion);
	if (v->list.kind)
		list_find(v, buf_str(&v->prompt.edit.text));
	else if (is_search(v))
		find_typed(v, buf_str(&v->prompt.edit.text), v->prompt.command == CMD_SEARCH_BACK);
}

bool prompt_key(struct view *v, uint32_t key)
{
	enum edit_answer answer;

	switch (key) {
	case K_ESC:
		if (v->prompt.completion.on) {
			complete_close(&v->prompt.completion);
			return true;
		}
		/* fall through */
	case 3: leave(v); return true;
	case '\r': accept(v); return true;
	case '\t': complete(v, 1); return true;
	case K_STAB: complete(v, -1); return true;
	case K_UP:
	case 16:
	case K_DOWN:
	case 14:
		past(v, key == K_UP || key == 16 ? -1 : 1);
		as_typed(v);
		return true;
	default: break;
	}
	answer = edit_key(&v->prompt.edit, key);
	if (answer == EDIT_CHANGED) {
		v->prompt.past_at = v->prompt.past[kind_of(v)->past].len;
		as_typed(v);
	} else if (answer == EDIT_OTHER && (key == K_BS || key == 8 || key == 4)) {
		leave(v); /* on an empty line */
	}
	return true;
}

void prompt_paste(struct view *v, struct str text)
{
	if (!v->prompt.open)
		return;
	edit_insert(&v->prompt.edit, text);
	as_typed(v);
}

/* ---- the picture ---- */

/* The columns of the candidates. */
static int menu_columns(const struct completion *c)
{
	int widest = 0;

	for (size_t i = 0; i < c->at.len; i++) {
		int width = text_width(c->at.at[i].text) + 2;

		widest = width > widest ? width : widest;
	}
	return widest < MENU_COLUMNS ? widest : MENU_COLUMNS;
}

/* A list above the prompt: what a word could become, and what that does. */
static void draw_menu(struct view *v, int row, int cols)
{
	const struct completion *c = &v->prompt.completion;
	int rows = row - 1 < MENU_ROWS ? row - 1 : MENU_ROWS, names = menu_columns(c);
	size_t first = 0;

	if (rows > (int)c->at.len)
		rows = (int)c->at.len;
	if (rows < 1)
		return;
	if (c->chosen < c->at.len && c->chosen >= (size_t)rows)
		first = c->chosen - (size_t)rows + 1;
	for (int y = 0; y < rows; y++) {
		const struct candidate *k = &c->at.at[first + (size_t)y];
		int at = row - rows + y;
		uint32_t style = STYLE_BAR | (first + (size_t)y == c->chosen ? STYLE_CURRENT : 0);

		for (int col = 0; col < cols; col++)
			screen_put(v->screen, at, col, STR(" "), 1, style);
		screen_put(v->screen, at, 1, view_shown(v, k->text, &v->turned), cols - 1, style);
		if (k->about.len && text_width(k->text) < names)
			screen_put(v->screen, at, 1 + names, k->about, cols - names - 2, style);
	}
}

/* The column of the character at a byte, where some are written from right to left; at the end that
 * of the last one or behind it. */
static int cursor_column(const struct view *v, struct str s, size_t at)
{
	struct layout l = { .order = v->o->no_bidi ? LAYOUT_TEXT : LAYOUT_SCREEN };
	int column = 0;

	layout_row(&l, DOC_NONE, 0, 0);
	layout_seg(&l, s, DOC_NONE, 0, INT32_MAX, 0, DOC_NONE);
	for (size_t i = 0; i < l.seg.len; i++) {
		const struct layout_seg *g = &l.seg.at[i];
		size_t from = (size_t)(g->text.at - s.at), to = from + g->text.len;
		int left, right;

		if (at == s.len && to == s.len)
			column = g->column + (g->right ? 0 : g->width);
		if (at < from || at >= to)
			continue;
		layout_columns(g, at - from, at - from + text_cluster(s, at).len, &left, &right);
		column = g->column + (g->right && right > left ? right - 1 : left);
	}
	layout_free(&l);
	return column;
}

static void draw_line(struct view *v, int row, int cols, const char *sign, int *cursor)
{
	int col = screen_put(v->screen, row, 0, str_z(sign), cols, STYLE_STRONG), at;
	struct str text = edit_shown(&v->prompt.edit, cols - col - 1, &at);
	int end = col + text_width(text), say = text_width(buf_str(&v->status));

	screen_put(v->screen, row, col, view_shown(v, text, &v->turned), cols - col, 0);
	*cursor = col;
	if (text.len)
		*cursor += cursor_column(
			v, text, v->prompt.edit.at - (size_t)(text.at - v->prompt.edit.text.at));
	if (say && end + 3 + say < cols)
		screen_put(v->screen, row, cols - say - 1, buf_str(&v->status), say,
			v->status_error ? STYLE_ERROR : STYLE_DIM);
}

void prompt_draw(struct view *v, int row, int cols)
{
	int cursor;

	draw_line(v, row, cols, kind_of(v)->sign, &cursor);
	if (v->prompt.completion.on)
		draw_menu(v, row, cols);
	screen_cursor(v->screen, row, cursor < cols ? cursor : cols - 1);
}
