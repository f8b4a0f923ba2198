UNIT_TESTS += tests/view/test_theme
UNIT_TESTS += tests/view/test_keys
tests_view_test_keys_SOURCES = tests/view/test_keys.c $(FAKE_SCREEN) $(TALK)
UNIT_TESTS += tests/view/test_storm
tests_view_test_storm_SOURCES = tests/view/test_storm.c $(FAKE_SCREEN) $(MADE_PAGE)
UNIT_TESTS += tests/view/test_view
tests_view_test_view_SOURCES = tests/view/test_view.c tests/support/fake_screen.c tests/support/fake_screen.h
UNIT_TESTS += tests/view/test_hints
UNIT_TESTS += tests/view/test_edit
UNIT_TESTS += tests/view/test_prompt
tests_view_test_prompt_SOURCES = tests/view/test_prompt.c tests/support/picture.c tests/support/picture.h \
	tests/support/fake_screen.c tests/support/fake_screen.h
UNIT_TESTS += tests/view/test_margin
tests_view_test_margin_SOURCES = tests/view/test_margin.c tests/support/fake_screen.c tests/support/fake_screen.h
UNIT_TESTS += tests/view/test_visit
tests_view_test_visit_SOURCES = tests/view/test_visit.c tests/support/fake_screen.c tests/support/fake_screen.h
UNIT_TESTS += tests/view/test_renew
tests_view_test_renew_SOURCES = tests/view/test_renew.c tests/support/fake_screen.c tests/support/fake_screen.h
