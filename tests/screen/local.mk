UNIT_TESTS += tests/screen/test_terminal
