UNIT_TESTS += tests/site/test_rules
