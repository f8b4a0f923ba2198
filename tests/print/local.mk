UNIT_TESTS += tests/print/test_json tests/print/test_plain tests/print/test_format
