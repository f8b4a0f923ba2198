libpostil_a_SOURCES += \
	src/load/ask.c src/load/ask.h src/load/ask_files.c src/load/ask_files.h \
	src/load/ask_keys.c src/load/ask_keys.h \
	src/load/child.c src/load/child.h \
	src/load/join.c src/load/join.h src/load/join_ask.c src/load/join_inner.h src/load/services.def \
	src/load/hold.c src/load/hold.h \
	src/load/hosts.c src/load/hosts.h \
	src/load/confine.c src/load/confine.h \
	src/load/load.c src/load/load.h \
	src/load/merge.c src/load/merge.h src/load/merge_inner.h src/load/merge_talk.c \
	src/load/opener.c src/load/opener.h src/load/opener_serve.c src/load/opener_loader.c src/load/opener_inner.h \
	src/load/order.c src/load/order.h \
	src/load/place.c src/load/place.h \
	src/load/plain.c src/load/plain.h \
	src/load/request.c src/load/request.h \
	src/load/samples.c src/load/samples.h \
	src/load/sandbox.c src/load/sandbox.h
