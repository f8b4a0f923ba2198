UNIT_TESTS += tests/source/test_file
