# Each fuzz_NAME.c is a libFuzzer target with --enable-fuzzing, else a program that replays what it is given, or texts of its own in make check.
check_PROGRAMS += tests/fuzz/fuzz_text
TESTS += tests/fuzz/fuzz_text
tests_fuzz_fuzz_text_LDADD = $(POSTIL_LIBS)
fuzz_link =
if FUZZING
AM_CPPFLAGS += -DPOSTIL_FUZZING
fuzz_link += -fsanitize=fuzzer
endif
tests_fuzz_fuzz_text_LDFLAGS = $(AM_LDFLAGS) $(fuzz_link)
