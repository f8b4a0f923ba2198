UNIT_TESTS += tests/print/test_plain tests/print/test_format
if HAVE_JSON
UNIT_TESTS += tests/print/test_json tests/print/test_json_form
tests_print_test_json_CPPFLAGS = $(AM_CPPFLAGS) $(JSON_CFLAGS)
tests_print_test_json_LDADD = $(LDADD) $(JSON_LIBS)
tests_print_test_json_form_CPPFLAGS = $(AM_CPPFLAGS) $(JSON_CFLAGS)
tests_print_test_json_form_LDADD = $(LDADD) $(JSON_LIBS)
endif
