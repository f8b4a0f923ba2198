# Fuzz targets. As a rule they are linked with replay.c and run over the seeds by make check; with --enable-fuzzing they are
# libFuzzer programs: make fuzzers, then tests/fuzz/fuzz_html -max_total_time=60 FOLDER.
FUZZ_TARGETS = tests/fuzz/fuzz_html tests/fuzz/fuzz_dump tests/fuzz/fuzz_json tests/fuzz/fuzz_xml \
	tests/fuzz/fuzz_mail tests/fuzz/fuzz_image tests/fuzz/fuzz_decode tests/fuzz/fuzz_archive \
	tests/fuzz/fuzz_site tests/fuzz/fuzz_url tests/fuzz/fuzz_config
FUZZ_SHARED = tests/fuzz/fuzz.h tests/fuzz/page.c
if FUZZING
FUZZ_MAIN =
FUZZING_FLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
AM_CPPFLAGS += -DPOSTIL_FUZZING
else
FUZZ_MAIN = tests/fuzz/replay.c
FUZZING_FLAGS = $(AM_LDFLAGS)
endif
check_PROGRAMS += $(FUZZ_TARGETS)
EXTRA_DIST += tests/fuzz/replay.c tests/fuzz/seeds
dist_check_SCRIPTS += tests/check-fuzz.sh
TESTS += tests/check-fuzz.sh

tests_fuzz_fuzz_html_SOURCES = tests/fuzz/fuzz_html.c $(FUZZ_SHARED) $(FUZZ_MAIN)
tests_fuzz_fuzz_html_LDFLAGS = $(FUZZING_FLAGS)
tests_fuzz_fuzz_dump_SOURCES = tests/fuzz/fuzz_dump.c $(FUZZ_SHARED) $(FUZZ_MAIN)
tests_fuzz_fuzz_dump_LDFLAGS = $(FUZZING_FLAGS)
tests_fuzz_fuzz_json_SOURCES = tests/fuzz/fuzz_json.c $(FUZZ_SHARED) $(FUZZ_MAIN)
tests_fuzz_fuzz_json_LDFLAGS = $(FUZZING_FLAGS)
tests_fuzz_fuzz_xml_SOURCES = tests/fuzz/fuzz_xml.c $(FUZZ_SHARED) $(FUZZ_MAIN)
tests_fuzz_fuzz_xml_LDFLAGS = $(FUZZING_FLAGS)
tests_fuzz_fuzz_mail_SOURCES = tests/fuzz/fuzz_mail.c $(FUZZ_SHARED) $(FUZZ_MAIN)
tests_fuzz_fuzz_mail_LDFLAGS = $(FUZZING_FLAGS)
tests_fuzz_fuzz_image_SOURCES = tests/fuzz/fuzz_image.c $(FUZZ_SHARED) $(FUZZ_MAIN)
tests_fuzz_fuzz_image_LDFLAGS = $(FUZZING_FLAGS)
tests_fuzz_fuzz_decode_SOURCES = tests/fuzz/fuzz_decode.c $(FUZZ_SHARED) $(FUZZ_MAIN)
tests_fuzz_fuzz_decode_LDFLAGS = $(FUZZING_FLAGS)
tests_fuzz_fuzz_archive_SOURCES = tests/fuzz/fuzz_archive.c $(FUZZ_SHARED) $(FUZZ_MAIN)
tests_fuzz_fuzz_archive_LDFLAGS = $(FUZZING_FLAGS)
tests_fuzz_fuzz_site_SOURCES = tests/fuzz/fuzz_site.c $(FUZZ_SHARED) $(FUZZ_MAIN)
tests_fuzz_fuzz_site_LDFLAGS = $(FUZZING_FLAGS)
tests_fuzz_fuzz_url_SOURCES = tests/fuzz/fuzz_url.c $(FUZZ_SHARED) $(FUZZ_MAIN)
tests_fuzz_fuzz_url_LDFLAGS = $(FUZZING_FLAGS)
tests_fuzz_fuzz_config_SOURCES = tests/fuzz/fuzz_config.c $(FUZZ_SHARED) $(FUZZ_MAIN)
tests_fuzz_fuzz_config_LDFLAGS = $(FUZZING_FLAGS)

# Has a main of its own, which makes random texts.
check_PROGRAMS += tests/fuzz/fuzz_text
TESTS += tests/fuzz/fuzz_text
tests_fuzz_fuzz_text_LDADD = $(POSTIL_LIBS)
tests_fuzz_fuzz_text_LDFLAGS = $(FUZZING_FLAGS)

fuzzers: $(FUZZ_TARGETS) tests/fuzz/fuzz_text

.PHONY: fuzzers
