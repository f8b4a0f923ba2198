UNIT_TESTS += tests/document/test_build tests/document/test_check
EXTRA_DIST += tests/document/sample.h
