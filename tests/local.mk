# The tests. Unit tests: tests/FOLDER/test_FILE.c mirrors src/FOLDER/FILE.c; one cmocka group a program.
TEST_EXTENSIONS = .sh
TEST_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(TEST_DRIVER)
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/support/skips.sh
SH_LOG_DRIVER = $(TEST_DRIVER)
SH_LOG_COMPILER = $(SHELL)
AM_TESTS_ENVIRONMENT = \
	CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	LC_ALL=C.UTF-8; export LC_ALL; \
	TERM=xterm-256color; export TERM; \
	TZ=UTC; export TZ; \
	HOME='$(abs_builddir)/tests/home'; export HOME; \
	XDG_CONFIG_HOME='$(abs_builddir)/tests/home/config'; export XDG_CONFIG_HOME; \
	XDG_STATE_HOME='$(abs_builddir)/tests/home/state'; export XDG_STATE_HOME; \
	XDG_CACHE_HOME='$(abs_builddir)/tests/home/cache'; export XDG_CACHE_HOME; \
	unset NO_COLOR COLUMNS LINES BROWSER PAGER EDITOR VISUAL POSTIL; \
	POSTIL_TEST_SRC='$(abs_srcdir)'; export POSTIL_TEST_SRC; \
	POSTIL_TEST_BUILD='$(abs_builddir)'; export POSTIL_TEST_BUILD; \
	mkdir -p '$(abs_builddir)/tests/home';

clean-local:
	rm -rf tests/home

# A program NAME without lines of its own is made from NAME.c and linked with these: so a unit test is one word in a list.
AM_CPPFLAGS += -I$(srcdir)/tests $(CMOCKA_CFLAGS)
LDADD = $(POSTIL_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/support/unit.h tests/support/valgrind.supp tests/support/skips.sh

EMULATOR = tests/support/emulator.c tests/support/emulator.h
FAKE_SCREEN = tests/support/fake_screen.c tests/support/fake_screen.h
MADE_PAGE = tests/support/made_page.c tests/support/made_page.h
TYPIST = tests/support/typist.c tests/support/typist.h
TALK = tests/support/talk.c tests/support/talk.h

# The unit tests; each folder adds its own.
UNIT_TESTS =

dist_check_SCRIPTS = tests/check-includes.sh tests/check-man.sh
TESTS += tests/check-includes.sh tests/check-man.sh
dist_check_SCRIPTS += tests/config.sh tests/completions.sh
TESTS += tests/config.sh tests/completions.sh

include tests/base/local.mk
include tests/text/local.mk
include tests/document/local.mk
include tests/source/local.mk
include tests/fetch/local.mk
include tests/decode/local.mk
include tests/page/local.mk
include tests/site/local.mk
include tests/extract/local.mk
include tests/load/local.mk
include tests/store/local.mk
include tests/layout/local.mk
include tests/print/local.mk
include tests/command/local.mk
include tests/view/local.mk
include tests/cases/local.mk
include tests/shapes/local.mk
include tests/screen/local.mk
include tests/fuzz/local.mk
include tests/attack/local.mk
include tests/bench/local.mk

if HAVE_CMOCKA
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
endif
