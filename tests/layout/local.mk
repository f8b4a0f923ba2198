UNIT_TESTS += tests/layout/test_search
