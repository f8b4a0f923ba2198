libpostil_a_SOURCES += \
	src/source/address.c \
	src/source/file.c src/source/source.h \
	src/source/unpack.c
