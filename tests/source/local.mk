UNIT_TESTS += tests/source/test_file tests/source/test_unpack
