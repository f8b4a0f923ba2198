UNIT_TESTS += tests/screen/test_terminal
UNIT_TESTS += tests/screen/test_pictures
tests_screen_test_pictures_SOURCES = tests/screen/test_pictures.c tests/support/fake_screen.c tests/support/fake_screen.h
UNIT_TESTS += tests/screen/test_looks
tests_screen_test_looks_SOURCES = tests/screen/test_looks.c $(FAKE_SCREEN) $(TALK)
EXTRA_DIST += tests/screen/looks
if HAVE_VTERM
UNIT_TESTS += tests/screen/test_emulator tests/screen/test_loading
endif
tests_screen_test_loading_SOURCES = tests/screen/test_loading.c $(EMULATOR) $(FAULT_SERVER)
tests_screen_test_loading_CPPFLAGS = $(FAULT_CPPFLAGS) $(VTERM_CFLAGS)
tests_screen_test_loading_LDADD = $(FAULT_LIBS) $(VTERM_LIBS) -lutil
tests_screen_test_emulator_SOURCES = tests/screen/test_emulator.c $(EMULATOR) $(MADE_PAGE)
tests_screen_test_emulator_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_screen_test_emulator_LDADD = $(LDADD) $(VTERM_LIBS) -lutil
EXTRA_DIST += \
	tests/screen/html-comments-200x50.screen \
	tests/screen/html-comments-40x10.screen \
	tests/screen/html-comments-80x24.screen \
	tests/screen/html-deep-200x50.screen \
	tests/screen/html-deep-40x10.screen \
	tests/screen/html-deep-80x24.screen \
	tests/screen/html-end-200x50.screen \
	tests/screen/html-end-40x10.screen \
	tests/screen/html-end-80x24.screen \
	tests/screen/html-fold-200x50.screen \
	tests/screen/html-fold-40x10.screen \
	tests/screen/html-fold-80x24.screen \
	tests/screen/html-help-200x50.screen \
	tests/screen/html-help-40x10.screen \
	tests/screen/html-help-80x24.screen \
	tests/screen/html-outline-200x50.screen \
	tests/screen/html-outline-40x10.screen \
	tests/screen/html-outline-80x24.screen \
	tests/screen/html-search-200x50.screen \
	tests/screen/html-search-40x10.screen \
	tests/screen/html-search-80x24.screen \
	tests/screen/html-search-comments-200x50.screen \
	tests/screen/html-search-comments-40x10.screen \
	tests/screen/html-search-comments-80x24.screen \
	tests/screen/html-single-200x50.screen \
	tests/screen/html-single-40x10.screen \
	tests/screen/html-single-80x24.screen \
	tests/screen/html-stacked-200x50.screen \
	tests/screen/html-stacked-40x10.screen \
	tests/screen/html-stacked-80x24.screen \
	tests/screen/html-start-200x50.screen \
	tests/screen/html-start-40x10.screen \
	tests/screen/html-start-80x24.screen \
	tests/screen/html-third-200x50.screen \
	tests/screen/html-third-40x10.screen \
	tests/screen/html-third-80x24.screen \
	tests/screen/text-comments-200x50.screen \
	tests/screen/text-comments-40x10.screen \
	tests/screen/text-comments-80x24.screen \
	tests/screen/text-start-200x50.screen \
	tests/screen/text-start-40x10.screen \
	tests/screen/text-start-80x24.screen

include tests/screen/reading.mk
