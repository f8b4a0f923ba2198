UNIT_TESTS += tests/source/test_file tests/source/test_folder tests/source/test_hosts tests/source/test_mhtml \
	tests/source/test_unpack tests/source/test_warc
