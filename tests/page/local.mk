UNIT_TESTS += tests/page/test_html
