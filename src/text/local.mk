libpostil_a_SOURCES += \
	src/text/clean.h \
	src/text/date.h \
	src/text/fold.h \
	src/text/url.h \
	src/text/width.h \
	src/text/wrap.h
