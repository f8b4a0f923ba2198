UNIT_TESTS += tests/load/test_merge tests/load/test_load
tests_load_test_load_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=extract_document
