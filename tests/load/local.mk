UNIT_TESTS += tests/load/test_merge tests/load/test_load tests/load/test_opener tests/load/test_confine
tests_load_test_load_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=extract_document
UNIT_TESTS += tests/load/test_join tests/load/test_stubs
SERVED = tests/load/served.c tests/load/served.h $(FAULT_SERVER)
tests_load_test_join_SOURCES = tests/load/test_join.c $(SERVED)
tests_load_test_join_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_load_test_join_LDADD = $(FAULT_LIBS)
tests_load_test_stubs_SOURCES = tests/load/test_stubs.c $(SERVED)
tests_load_test_stubs_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_load_test_stubs_LDADD = $(FAULT_LIBS)
UNIT_TESTS += tests/load/test_place tests/load/test_ask
tests_load_test_ask_LDADD = $(LDADD) -lutil
tests_load_test_opener_SOURCES = tests/load/test_opener.c $(TYPIST)
