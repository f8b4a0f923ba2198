UNIT_TESTS += tests/text/test_punycode
UNIT_TESTS += tests/text/test_clean tests/text/test_width tests/text/test_url tests/text/test_url_kin tests/text/test_wrap tests/text/test_fold tests/text/test_date tests/text/test_translit tests/text/test_bidi
