# Attacks: shapes of pages that cost a careless reader far more than their size. make check runs them small; make bombs
# shows what they take at two sizes.
ATTACK_TOOLS = tests/attack/make_bomb tests/attack/measure
check_PROGRAMS += $(ATTACK_TOOLS)
tests_attack_make_bomb_SOURCES = tests/attack/make_bomb.c tests/attack/bombs.def
tests_attack_make_bomb_LDADD = $(ZLIB_LIBS)
tests_attack_measure_LDADD =
dist_check_SCRIPTS += tests/attack/attack.sh
TESTS += tests/attack/attack.sh
EXTRA_DIST += tests/attack/bombs.sh tests/attack/explode.site

bombs: $(ATTACK_TOOLS) postil
	$(SHELL) $(srcdir)/tests/attack/bombs.sh '$(abs_builddir)' $(BOMB_BYTES) $(BOMBS)

# Every call fails once, in turn; make failures tries them all. A sanitizer has allocators of its own.
if !SANITIZERS
check_PROGRAMS += tests/attack/failures
tests_attack_failures_LDADD = -lutil
check_DATA += tests/attack/shim.so
TESTS += tests/attack/failures
endif
EXTRA_DIST += tests/attack/shim.c
EXTRA_PROGRAMS += tests/attack/failures
CLEANFILES += tests/attack/shim.so

tests/attack/shim.so: tests/attack/shim.c
	@$(MKDIR_P) tests/attack
	$(AM_V_CCLD)$(CC) $(POSTIL_CFLAGS) $(CFLAGS) -shared -fPIC -o $@ $(srcdir)/tests/attack/shim.c -ldl

failures: tests/attack/failures tests/attack/shim.so postil
	POSTIL_TEST_BUILD='$(abs_builddir)' POSTIL_TEST_SRC='$(abs_srcdir)' tests/attack/failures 1

.PHONY: bombs failures

UNIT_TESTS += tests/attack/test_images
tests_attack_test_images_SOURCES = tests/attack/test_images.c $(FAKE_SCREEN)
