libpostil_a_SOURCES += \
	src/extract/article.h \
	src/extract/body.h \
	src/extract/context.h \
	src/extract/explain.h \
	src/extract/extract.h \
	src/extract/talk.h \
	src/extract/thread.h
