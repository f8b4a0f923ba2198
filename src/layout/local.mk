libpostil_a_SOURCES += \
	src/layout/layout.c src/layout/layout.h \
	src/layout/inner.h src/layout/sweep.c src/layout/table.c src/layout/turn.c
libpostil_a_SOURCES += src/layout/search.c src/layout/search.h src/layout/search_query.c src/layout/search_query.h
