libpostil_a_SOURCES += \
	src/source/address.c \
	src/source/file.c src/source/source.h \
	src/source/head.c src/source/head.h \
	src/source/network.def \
	src/source/unpack.c
