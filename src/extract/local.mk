libpostil_a_SOURCES += \
	src/extract/article.h \
	src/extract/body.h \
	src/extract/context.h \
	src/extract/explain.c src/extract/explain.h \
	src/extract/extract.c src/extract/extract.h \
	src/extract/talk.c src/extract/talk.h \
	src/extract/talk_resolve.c \
	src/extract/thread.h
