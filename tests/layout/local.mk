UNIT_TESTS += tests/layout/test_search
UNIT_TESTS += tests/layout/test_turn
