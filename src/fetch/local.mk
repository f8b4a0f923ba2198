pkglibexec_PROGRAMS = postil-fetch
postil_fetch_SOURCES = src/fetch/postil-fetch.c
postil_fetch_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
postil_fetch_LDADD = libpostil.a $(CURL_LIBS)
AM_CPPFLAGS += -DPKGLIBEXECDIR='"$(pkglibexecdir)"'
