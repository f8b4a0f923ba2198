libpostil_a_SOURCES += \
	src/source/file.c src/source/source.h
