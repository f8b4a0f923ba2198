libpostil_a_SOURCES += \
	src/view/actions.c src/view/actions.h src/view/bars.c \
	src/view/do_fold.c src/view/do_move.c src/view/do_rest.c \
	src/view/complete.c src/view/complete.h src/view/draw.c \
	src/view/find.c src/view/help.c \
	src/view/hints.c src/view/hints.h \
	src/view/links.c src/view/list.c src/view/list.h src/view/lists.c src/view/lists_talk.c src/view/live.c \
	src/view/margin.c src/view/margin.h \
	src/view/outside.c src/view/pages.c src/view/renew.c src/view/pane.c \
	src/view/prompt.c src/view/prompt.h src/view/rows.c \
	src/view/screen.c src/view/screen.h \
	src/view/screen_ask.c src/view/screen_ask.h \
	src/view/screen_guard.c src/view/screen_guard.h \
	src/view/screen_keys.c src/view/screen_keys.h \
	src/view/screen_links.c src/view/screen_links.h \
	src/view/screen_scroll.c src/view/screen_scroll.h \
	src/view/state.h \
	src/view/theme.c src/view/theme.h src/view/tree.c \
	src/view/view.c src/view/view.h \
	src/view/visit.c
