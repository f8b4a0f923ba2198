UNIT_TESTS += tests/print/test_json
