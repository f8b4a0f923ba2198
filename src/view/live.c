/* live.c: options of the command line and the config file as the reader uses them, and their
 * change while it runs. */
#include "config.h"

#include "view/state.h"

void view_elsewhere(const struct options *o, struct elsewhere *e)
{
#define SERVICE(id, name, base, search, help)                                                      \
	e->at[SERVICE_##id] = option_text(o, OPT_ELSEWHERE_##id);
#include "load/services.def"
#undef SERVICE
}

void view_options_take(struct view_options *v, const struct options *o)
{
	v->theme = option_text(o, OPT_THEME);
	v->copies = option_text(o, OPT_COPY_COMMAND) != NULL;
	v->measure = (int)o->number[OPT_MEASURE];
	v->layout = option_text(o, OPT_LAYOUT);
	v->sort = option_text(o, OPT_SORT);
	v->split = (int)o->number[OPT_SPLIT];
	v->ascii = v->plain_locale || option_on(o, OPT_ASCII);
	v->linear = option_on(o, OPT_LINEAR);
	v->mouse = option_on(o, OPT_MOUSE);
	v->outline = option_on(o, OPT_OUTLINE);
	v->regex = option_on(o, OPT_REGEX);
	v->wrap_code = option_on(o, OPT_WRAP_CODE);
	v->hyphenate = option_on(o, OPT_HYPHENATE);
	v->hyperlinks = option_text(o, OPT_HYPERLINKS);
	v->no_bidi = !option_on(o, OPT_BIDI);
	v->join = (unsigned)o->number[OPT_JOIN];
	v->seek = option_on(o, OPT_ELSEWHERE);
	view_elsewhere(o, &v->elsewhere);
}

enum screen_answer view_hyperlinks(const struct view_options *o)
{
	struct str wanted = str_z(o->hyperlinks);

	return str_eq(wanted, STR("yes"))   ? SCREEN_YES
		: str_eq(wanted, STR("no")) ? SCREEN_NO
					    : SCREEN_AUTO;
}

/* What else has to change with what has changed. */
static void follow(struct view *v, const struct view_options *was)
{
	const struct view_options *is = v->o;

	screen_theme(v->screen, is->theme ? theme_find(str_z(is->theme)) : NULL,
		is->settings->look.at, is->settings->look.len);
	screen_links(v->screen, view_hyperlinks(is));
	if (!str_eq(str_z(was->sort), str_z(is->sort)))
		view_sort_as_asked(v);
	if (!str_eq(str_z(was->layout), str_z(is->layout)))
		view_mode_as_asked(v);
	if (was->split != is->split)
		v->share = is->split;
	if (was->outline != is->outline)
		v->outline = is->outline;
	if (was->linear != is->linear)
		v->linear = is->linear;
	if (was->mouse != is->mouse) {
		v->mouse = is->mouse;
		screen_mouse(v->screen, v->mouse);
	}
	pane_changed(v, ARTICLE);
	pane_changed(v, THREAD);
	view_layout(v);
}

void live_line(struct view *v, struct str line)
{
	struct view_options was = v->options;
	struct err e = { 0 };

	if (!v->o->settings) {
		view_say(v, true, "There are no settings to change here.");
		return;
	}
	if (!settings_line(v->o->settings, line, &e)) {
		view_say(v, true, "%s", e.text);
		return;
	}
	v->keys = v->o->settings->keymap;
	view_options_take(&v->options, &v->o->settings->options);
	follow(v, &was);
}
