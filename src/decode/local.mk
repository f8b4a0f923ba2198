libpostil_a_SOURCES += \
	src/decode/convert.c src/decode/encodings.h \
	src/decode/declared.c \
	src/decode/decode.c src/decode/decode.h \
	src/decode/utf8.c \
	src/decode/labels.def src/decode/tables.def
