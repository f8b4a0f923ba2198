UNIT_TESTS += tests/decode/test_decode
