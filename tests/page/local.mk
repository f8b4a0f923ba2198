UNIT_TESTS += tests/page/test_html
UNIT_TESTS += tests/page/test_dump
