libpostil_a_SOURCES += \
	src/print/explain.c \
	src/print/format.c src/print/print.h \
	src/print/json.c \
	src/print/markdown.c \
	src/print/mbox.c \
	src/print/plain.c \
	src/print/sink.c src/print/sink.h
