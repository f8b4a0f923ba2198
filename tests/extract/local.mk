UNIT_TESTS += tests/extract/test_article tests/extract/test_article_text tests/extract/test_article_rows tests/extract/test_body tests/extract/test_script_data tests/extract/test_talk_resolve
UNIT_TESTS += tests/extract/test_dump
UNIT_TESTS += tests/extract/test_thread_guess
EXTRA_DIST += tests/extract/made.h
UNIT_TESTS += tests/extract/test_parts
UNIT_TESTS += tests/extract/test_meta
EXTRA_DIST += tests/extract/meta_rows.def tests/extract/meta_sites.def
