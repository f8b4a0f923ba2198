UNIT_TESTS += tests/text/test_punycode
UNIT_TESTS += tests/text/test_clean tests/text/test_width tests/text/test_url tests/text/test_url_kin tests/text/test_wrap tests/text/test_fold tests/text/test_date tests/text/test_translit tests/text/test_bidi
UNIT_TESTS += tests/text/test_hyphen tests/text/test_hard
EXTRA_DIST += tests/text/hyphen/hyph_qa_QA.dic tests/text/hyphen/hyph_qa_QZ.dic tests/text/hyphen/hyph_qb.dic
UNIT_TESTS += tests/text/test_edit tests/text/test_keys
