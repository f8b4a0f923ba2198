EXTRA_DIST += src/text/gen-chars.c
libpostil_a_SOURCES += \
	src/text/bidi.c src/text/bidi.h \
	src/text/chars.c src/text/chars.h src/text/chars.def \
	src/text/clean.c src/text/clean.h \
	src/text/date.c src/text/date.h src/text/date_inner.h src/text/date_match.c \
	src/text/date_parse.c src/text/date_token.c src/text/date_words.def \
	src/text/edit.c src/text/edit.h \
	src/text/fold.c src/text/fold.h \
	src/text/hyphen.c src/text/hyphen.h \
	src/text/keys.c src/text/keys.h src/text/keys.def \
	src/text/mime.c src/text/mime.h \
	src/text/punycode.c src/text/punycode.h \
	src/text/styles.def \
	src/text/translit.c src/text/translit.h \
	src/text/url.c src/text/url.h src/text/url_show.c src/text/url_kin.c src/text/url_kin.h src/text/url_words.def \
	src/text/width.c src/text/width.h \
	src/text/wrap.c src/text/wrap.h

# The words of dates as a table in the order in which they are looked up.
CLEANFILES += src/text/date_rows.inc
src/text/date_token.$(OBJEXT): src/text/date_rows.inc
src/text/date_rows.inc: src/text/date_words.def src/base/word_rows.awk
	$(AM_V_GEN)$(MKDIR_P) src/text && \
	cd $(srcdir) && LC_ALL=C $(AWK) -f src/base/word_rows.awk src/text/date_words.def > $(abs_builddir)/src/text/date_rows.tmp && \
	mv $(abs_builddir)/src/text/date_rows.tmp $(abs_builddir)/src/text/date_rows.inc
