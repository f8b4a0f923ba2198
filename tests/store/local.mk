UNIT_TESTS += tests/store/test_store
