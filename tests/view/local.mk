UNIT_TESTS += tests/view/test_view
tests_view_test_view_SOURCES = tests/view/test_view.c tests/support/fake_screen.c tests/support/fake_screen.h
UNIT_TESTS += tests/view/test_hints
