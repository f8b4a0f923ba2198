# The pictures of test_reading, and links told to the terminal.
UNIT_TESTS += tests/screen/test_links
tests_screen_test_links_LDADD = $(LDADD) -lutil
UNIT_TESTS += tests/screen/test_reading
tests_screen_test_reading_SOURCES = tests/screen/test_reading.c tests/support/picture.c tests/support/picture.h \
	tests/support/fake_screen.c tests/support/fake_screen.h
EXTRA_DIST += tests/screen/pages/hebrew.html tests/screen/pages/links.html \
	tests/screen/filter-names-80x24.screen \
	tests/screen/filter-start-200x50.screen \
	tests/screen/filter-start-40x10.screen \
	tests/screen/filter-start-80x24.screen \
	tests/screen/hebrew-comments-200x50.screen \
	tests/screen/hebrew-comments-40x10.screen \
	tests/screen/hebrew-comments-80x24.screen \
	tests/screen/hebrew-search-200x50.screen \
	tests/screen/hebrew-search-40x10.screen \
	tests/screen/hebrew-search-80x24.screen \
	tests/screen/hebrew-start-200x50.screen \
	tests/screen/hebrew-start-40x10.screen \
	tests/screen/hebrew-start-80x24.screen \
	tests/screen/links-hints-200x50.screen \
	tests/screen/links-hints-40x10.screen \
	tests/screen/links-hints-80x24.screen \
	tests/screen/links-hints-numbers-80x24.screen \
	tests/screen/links-hints-typed-80x24.screen \
	tests/screen/prompt-authors-80x24.screen \
	tests/screen/prompt-commands-200x50.screen \
	tests/screen/prompt-commands-40x10.screen \
	tests/screen/prompt-commands-80x24.screen \
	tests/screen/prompt-options-80x24.screen \
	tests/screen/prompt-pattern-wrong-200x50.screen \
	tests/screen/prompt-pattern-wrong-80x24.screen \
	tests/screen/prompt-search-200x50.screen \
	tests/screen/prompt-search-40x10.screen \
	tests/screen/prompt-search-80x24.screen \
	tests/screen/prompt-search-none-80x24.screen \
	tests/screen/margin-marks-200x50.screen \
	tests/screen/margin-marks-40x10.screen \
	tests/screen/margin-marks-80x24.screen \
	tests/screen/list-links-80x24.screen \
	tests/screen/list-links-200x50.screen \
	tests/screen/list-links-40x10.screen \
	tests/screen/list-links-found-80x24.screen \
	tests/screen/list-contents-80x24.screen \
	tests/screen/list-contents-200x50.screen \
	tests/screen/list-authors-80x24.screen \
	tests/screen/list-authors-200x50.screen \
	tests/screen/list-info-80x24.screen \
	tests/screen/list-info-200x50.screen \
	tests/screen/list-info-40x10.screen \
	tests/screen/list-discussion-80x24.screen \
	tests/screen/list-discussion-200x50.screen \
	tests/screen/pages/scripts.html \
	tests/screen/scripts-start-80x24.screen \
	tests/screen/scripts-start-200x50.screen \
	tests/screen/scripts-start-40x10.screen \
	tests/screen/scripts-search-80x24.screen
