/* state.h: the state of the reader, shared by the files of this folder; nothing of it is global. */
#ifndef POSTIL_VIEW_STATE_H
#define POSTIL_VIEW_STATE_H

#include "layout/layout.h"
#include "layout/search.h"
#include "view/hints.h"
#include "view/list.h"
#include "view/margin.h"
#include "view/prompt.h"
#include "view/screen.h"
#include "view/view.h"

#define CACHE_SLOTS 128
#define MARKS	    26
#define JUMPS	    64

/* These two in the order of the options' choices (options.def). */
enum view_mode { MODE_SIDE, MODE_STACKED, MODE_ONE, MODES };
enum sort_order { SORT_PAGE, SORT_OLDEST, SORT_NEWEST, SORT_SCORE, SORT_REPLIES, SORTS };

enum { ARTICLE, THREAD, PANES };

/* The rows of one unit (a block of the article, a comment), kept while nothing changed. */
struct slot {
	uint32_t unit, stamp; /* stamp 0: empty */
	struct layout rows;
};

/* The text on the first line of a pane, so that it is there again at another size. It stands as
 * long as the reader has not moved since the pane was put at `top` and `top_row`: a small size
 * in between loses nothing. */
struct anchor {
	uint32_t unit, block, from;
	int row;
	bool blank, set;
	uint32_t top;
	int top_row;
};

/* A pane looks at units through an anchor: the row of a unit that stands on its first line. */
struct pane {
	int at_row, at_col, rows, cols; /* on the screen; rows 0 when it is not shown */
	uint32_t top;			/* unit */
	int top_row;			/* row of it */
	uint32_t focus;			/* unit; the comment or block the reader is at */
	int left;			/* columns scrolled sideways */
	struct anchor anchor;
	uint32_t stamp; /* changes when any row may have changed */
	struct slot slot[CACHE_SLOTS];
};

/* The comments of the discussion shown, in the order shown. Places are positions in that order. */
struct tree {
	uint32_t first, count; /* comments of the document */
	uint32_t *order;       /* place -> comment, NULL for the page's order */
	uint32_t *place;       /* comment - first -> place, with order */
	const struct document *of;
	bool *folds;	  /* by comment of the document, all discussions */
	bool *folded;	  /* by comment - first: within folds */
	bool *kept;	  /* folded as it was before the filter; NULL without one */
	uint8_t *shown;	  /* by comment - first: enum tree_shown; NULL without filter */
	uint32_t matches; /* of the filter */
};

enum tree_shown { TREE_HIDDEN, TREE_ABOVE /* a match */, TREE_MATCH };

/* Where the reader was: a block's unit of the article, or a comment of the document, so that it
 * is there again in another order, another discussion, another size. */
struct place {
	int pane;
	uint32_t top, focus;
	int top_row;
	bool set;
};

/* How a page was left that can be gone back to. */
struct kept_visit {
	struct load *load;
	struct visit visit;
};

struct view {
	struct view_options options;
	const struct view_options *o; /* these, for all who only read them */
	struct screen *screen;
	const struct document *d;
	struct load *load;	   /* of the page shown */
	struct load *pending;	   /* a page on its way */
	struct load *again;	   /* the page that it is to replace, or NULL */
	struct load *given;	   /* the caller's */
	bool join_asked;	   /* what the options ask for was begun */
	struct join *join;	   /* parts on their way to the page shown */
	ARRAY(struct load *) page; /* history; the first is the caller's */
	size_t page_at;
	struct keymap keys;
	enum view_mode mode, mode_wanted;
	bool mode_chosen; /* mode_wanted is the reader's choice, not by size */
	int share;	  /* of the article, in percent */
	int active;	  /* ARTICLE or THREAD */
	struct pane pane[PANES];
	struct tree tree;
	uint32_t discussion;
	enum sort_order sort;
	bool outline, mouse, linear;
	uint32_t link; /* focused link span, or DOC_NONE */
	struct search *search;
	uint32_t searches; /* changes with it */
	struct buf query;
	struct hyphen *hyphen; /* of the page's language, once it was needed */
	bool hyphen_tried;
	struct buf turned; /* scratch: what is drawn, in the order of the screen */
	size_t hit;	   /* current one */
	bool hit_set, search_back;
	bool wrapped;	       /* it was reached round the end */
	bool quiet;	       /* the search goes on without moving the reader */
	bool hit_said;	       /* the status line counts hits */
	struct search *filter; /* under way; NULL when it has been laid on */
	struct place from;     /* where the search that is typed began */
	ARRAY(uint32_t)
	opened; /* comments whose fold the current match opened; closed when it is left */
	struct prompt prompt;
	struct hints hints;
	struct margin margin[PANES];
	struct list list;
	struct place mark[MARKS], jump[JUMPS];
	unsigned jumps;
	uint32_t typed[KEY_SEQUENCE];
	unsigned typed_keys;
	int count; /* 0 for none */
	uint32_t arg;
	struct buf status;
	bool status_error;
	bool *seen;	    /* by comment of the document; NULL when the page is new to the store */
	struct visit visit; /* of the page shown: how it was found */
	ARRAY(struct kept_visit) visits;
	bool touched; /* a key was typed since the page is shown */
	bool ended;
	int exit;
};

/* ---- tree.c ---- */
void tree_open(struct view *v, uint32_t discussion);
void tree_free(struct tree *t);
uint32_t tree_comment(const struct tree *t, uint32_t place);
uint32_t tree_place(const struct tree *t, uint32_t comment);
const struct doc_comment *tree_at(const struct view *v, uint32_t place);
enum tree_shown tree_shows(const struct view *v, uint32_t place); /* by the filter */
uint32_t tree_next(const struct view *v, uint32_t place);	  /* visible; DOC_NONE at the end */
uint32_t tree_previous(const struct view *v, uint32_t place);
uint32_t tree_parent(const struct view *v, uint32_t place);
uint32_t tree_root(const struct view *v, uint32_t place);    /* the top-level comment above it */
uint32_t tree_visible(const struct view *v, uint32_t place); /* itself or what hides it */
void tree_reveal(struct view *v, uint32_t place);
void tree_sort(struct view *v, enum sort_order order);
uint32_t tree_filter(
	struct view *v, const struct search *s); /* NULL: none; the comments that match */

/* ---- rows.c ---- */
uint32_t unit_count(const struct view *v, int pane);
uint32_t unit_next(const struct view *v, int pane, uint32_t unit); /* DOC_NONE at the end */
uint32_t unit_previous(const struct view *v, int pane, uint32_t unit);
const struct layout *unit_rows(struct view *v, int pane, uint32_t unit);
uint32_t unit_of_block(const struct view *v, uint32_t block);
struct str view_shown(
	const struct view *v, struct str s, struct buf *made); /* a line as this screen shows it */
struct str view_cut_sign(const struct view *v);		       /* behind what is cut off */
struct hyphen *view_hyphen(struct view *v); /* of the page's language, when asked for */
void view_hyphen_free(struct view *v);
enum layout_order view_order(const struct view *v); /* of the rows on this screen */
int pane_text_left(const struct view *v, int pane);
void pane_changed(struct view *v, int pane);

/* ---- pane.c ---- */
void pane_scroll(struct view *v, int pane, int rows);		/* the focus follows into view */
void pane_go(struct view *v, int pane, uint32_t unit, int row); /* focus and show */
void pane_show_top(struct view *v, int pane, uint32_t unit, int row);
void pane_clamp(struct view *v, int pane);
void pane_keep(struct view *v, int pane);    /* before its size changes */
void pane_restore(struct view *v, int pane); /* and after */
bool pane_row_of(struct view *v, int pane, uint32_t unit,
	int *row); /* of the unit's first row, within the pane or above */
bool pane_at_end(struct view *v, int pane);
/* How many columns the rows of a unit reach beyond the pane; how far they are scrolled sideways:
 * only what is too wide moves. */
int pane_beyond(const struct view *v, int pane, const struct layout *l);
int pane_shift(const struct view *v, int pane, const struct layout *l);

/* ---- draw.c ---- */
void view_layout(struct view *v);
void view_draw(struct view *v);

/* ---- bars.c ---- */
void bars_row(struct view *v, int row, struct str left, struct str right, int cols);
void bars_header(struct view *v, int cols);
void bars_tabs(struct view *v);
void bars_footer(struct view *v, int row, int cols);
void bars_loading(struct view *v, int rows, int cols);

/* ---- status, prompt, lists ---- */
void view_say(struct view *v, bool error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* ---- find.c ---- */
void find_start(struct view *v, struct str query, bool back);
void find_step(struct view *v, bool forward);
bool find_busy(const struct view *v); /* a search or filter has work left */
void find_slice(struct view *v);
void find_clear(struct view *v);			      /* forget it all */
void find_end(struct view *v);				      /* that, folds as they were */
void find_from(struct view *v);				      /* a query will be typed here */
void find_typed(struct view *v, struct str query, bool back); /* so far */
void find_leave(struct view *v);			      /* it was given up: back */
void find_renew(
	struct view *v, bool searched); /* the document is another: search anew, stay here */
void filter_start(struct view *v, struct str query);

/* ---- pages.c ---- */
void page_show(struct view *v, struct load *load);
void page_open(struct view *v, struct str address);

/* Goes to the place of the article that an address within the page ("#id") leads to, and has what
 * leads back in focus. */
void link_within(struct view *v, struct str url);
void page_move(struct view *v, int by);
void page_poll(struct view *v);
void page_cancel(struct view *v);
void page_reload(struct view *v);
void page_stop(struct view *v);		    /* what is on its way */
int page_fd(const struct view *v, int *ms); /* to poll for it; *ms at the most, -1 for ever */
void page_join(
	struct view *v, bool parts, bool elsewhere); /* further parts, or discussions elsewhere */
void page_renewed(struct view *v); /* v->load has another document, the former one still stands */
void pages_free(struct view *v);

/* ---- visit.c ---- */
void visit_begin(
	struct view *v); /* the page shown: what was seen of it; before its tree is opened */
void visit_place(struct view *v);		/* and where the reader was; when it is laid out */
void visit_renew(struct view *v);		/* the document is another one of the same page */
void visit_leave(struct view *v);		/* before another is shown */
void visit_end(struct view *v, struct load *l); /* before the load is given up */
void visits_end(struct view *v);
void visit_give_folds(struct view *v); /* those found, to a tree just opened */
void visit_say_new(struct view *v);
void view_sort_as_asked(struct view *v); /* by the options */
void view_mode_as_asked(struct view *v);

/* ---- live.c ---- */
enum screen_answer view_hyperlinks(const struct view_options *o);
void live_line(struct view *v, struct str line); /* "set NAME VALUE", "bind KEY COMMAND" ... */

/* ---- outside.c ---- */
void outside_browse(struct view *v, struct str url);
void outside_copy(struct view *v, struct str text);
void outside_write(struct view *v);
void outside_pipe(struct view *v);

/* ---- actions.c ---- */
void action_run(struct view *v, enum command command);
/* A count repeats what has no meaning of its own for it; the way back leads to before the first. */
void action_repeat(struct view *v, enum command command);
void jump_push(struct view *v);
void discussion_go(struct view *v, uint32_t discussion); /* shows it from its first comment on */
void place_take(const struct view *v, struct place *p);
void place_go(struct view *v, const struct place *p);

#endif
