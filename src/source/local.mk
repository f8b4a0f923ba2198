libpostil_a_SOURCES += \
	src/source/address.c \
	src/source/file.c src/source/source.h \
	src/source/archive.h \
	src/source/folder.c \
	src/source/head.c src/source/head.h \
	src/source/hosts.c src/source/hosts.h \
	src/source/http.c \
	src/source/mhtml.c \
	src/source/network.def \
	src/source/packing.c \
	src/source/saved.c \
	src/source/unpack.c \
	src/source/warc.c
