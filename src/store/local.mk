libpostil_a_SOURCES += \
	src/store/cache.c \
	src/store/db.c src/store/db.h \
	src/store/hosts.c \
	src/store/inner.h \
	src/store/store.c src/store/store.h \
	src/store/visit.c
