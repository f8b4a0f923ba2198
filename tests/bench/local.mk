# Figures: make bench. Nothing here is part of make check.
BENCHES = tests/bench/make_page tests/bench/bench_extract tests/bench/bench_search tests/bench/bench_first tests/bench/bench_cell
EXTRA_PROGRAMS += $(BENCHES)
CLEANFILES += $(BENCHES)
if HAVE_VTERM
KEY_BENCHES = tests/bench/bench_keys
BENCHES += $(KEY_BENCHES)
endif
tests_bench_bench_keys_SOURCES = tests/bench/bench_keys.c $(EMULATOR) $(MADE_PAGE)
tests_bench_bench_keys_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_bench_bench_keys_LDADD = $(LDADD) $(VTERM_LIBS) -lutil
tests_bench_bench_first_LDADD = $(LDADD) -lutil
EXTRA_DIST += tests/bench/bench.sh

bench: $(BENCHES) postil
	$(SHELL) $(srcdir)/tests/bench/bench.sh '$(abs_builddir)' '$(abs_srcdir)' $(BENCH_PAGES)

.PHONY: bench
