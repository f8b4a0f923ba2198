libpostil_a_SOURCES += \
	src/page/dump.c src/page/dump.h src/page/dump_links.c src/page/dump_links.h \
	src/page/html.c src/page/html.h \
	src/page/json.c src/page/json.h \
	src/page/kind.c \
	src/page/mail.c src/page/mail.h \
	src/page/make.c src/page/make.h \
	src/page/mime.c src/page/mime.h \
	src/page/node.c \
	src/page/page.c src/page/page.h \
	src/page/path.c src/page/path.h src/page/path_inner.h src/page/path_read.c src/page/path_test.c \
	src/page/path_text.c \
	src/page/pool.c src/page/pool.h \
	src/page/query.c src/page/query_id.c src/page/query_inner.h src/page/query_mix.c \
	src/page/snippet.c src/page/snippet.h \
	src/page/tags.c src/page/tags.h \
	src/page/xml.c src/page/xml.h
