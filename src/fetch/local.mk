pkglibexec_PROGRAMS = postil-fetch
postil_fetch_SOURCES = src/fetch/postil-fetch.c \
	src/fetch/hosts.c src/fetch/hosts.h \
	src/fetch/lock.c src/fetch/lock.h \
	src/fetch/request.c src/fetch/request.h \
	src/fetch/say.c src/fetch/say.h \
	src/fetch/say_proxy.c src/fetch/say_proxy.h
postil_fetch_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
postil_fetch_LDADD = libpostil.a $(CURL_LIBS)
AM_CPPFLAGS += -DPKGLIBEXECDIR='"$(pkglibexecdir)"'
