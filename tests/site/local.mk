UNIT_TESTS += tests/site/test_rules
dist_check_SCRIPTS += tests/site/run.sh
TESTS += tests/site/run.sh
EXTRA_DIST += tests/site/pages
