libpostil_a_SOURCES += \
	src/base/buf.c src/base/buf.h \
	src/base/clock.c src/base/clock.h \
	src/base/err.c src/base/err.h \
	src/base/fd.c src/base/fd.h \
	src/base/lock.c src/base/lock.h src/base/lock_filter.c src/base/lock_filter.h \
	src/base/log.c src/base/log.h \
	src/base/mem.c src/base/mem.h \
	src/base/str.c src/base/str.h src/base/word_rows.h
EXTRA_DIST += src/base/word_rows.awk
