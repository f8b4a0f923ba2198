libpostil_a_SOURCES += \
	src/document/build.c src/document/build.h \
	src/document/build_talk.c src/document/builder.h \
	src/document/check.c \
	src/document/document.c src/document/document.h \
	src/document/image.h \
	src/document/kinds.def \
	src/document/seal.c
