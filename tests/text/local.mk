UNIT_TESTS += tests/text/test_clean tests/text/test_width tests/text/test_url
