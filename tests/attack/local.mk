# Attacks: shapes of pages that cost a careless reader far more than their size. make check runs them small; make bombs
# shows what they take at two sizes.
ATTACK_TOOLS = tests/attack/make_bomb tests/attack/measure
check_PROGRAMS += $(ATTACK_TOOLS)
tests_attack_make_bomb_SOURCES = tests/attack/make_bomb.c tests/attack/bombs.def
tests_attack_make_bomb_LDADD =
tests_attack_measure_LDADD =
dist_check_SCRIPTS += tests/attack/attack.sh
TESTS += tests/attack/attack.sh
EXTRA_DIST += tests/attack/bombs.sh

bombs: $(ATTACK_TOOLS) postil
	$(SHELL) $(srcdir)/tests/attack/bombs.sh '$(abs_builddir)' $(BOMB_BYTES) $(BOMBS)

.PHONY: bombs
