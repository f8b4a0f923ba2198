UNIT_TESTS += tests/fetch/test_faults tests/fetch/test_lock
tests_fetch_test_faults_SOURCES = tests/fetch/test_faults.c tests/fetch/faults.def \
	tests/fetch/fault_server.c tests/fetch/fault_server.h
tests_fetch_test_faults_CPPFLAGS = $(AM_CPPFLAGS) $(SSL_CFLAGS)
tests_fetch_test_faults_LDADD = $(LDADD) $(SSL_LIBS)
tests_fetch_test_lock_SOURCES = tests/fetch/test_lock.c src/fetch/lock.c
