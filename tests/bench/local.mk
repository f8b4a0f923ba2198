# Figures: make bench. Nothing here is part of make check.
BENCHES = tests/bench/make_page tests/bench/bench_extract
EXTRA_PROGRAMS += $(BENCHES)
CLEANFILES += $(BENCHES)
EXTRA_DIST += tests/bench/bench.sh

bench: $(BENCHES) postil
	$(SHELL) $(srcdir)/tests/bench/bench.sh '$(abs_builddir)' '$(abs_srcdir)' $(BENCH_PAGES)

.PHONY: bench
