UNIT_TESTS += tests/page/test_html tests/page/test_path tests/page/test_query
UNIT_TESTS += tests/page/test_dump
UNIT_TESTS += tests/page/test_json tests/page/test_kind tests/page/test_xml
UNIT_TESTS += tests/page/test_mail tests/page/test_pool tests/page/test_snippet
