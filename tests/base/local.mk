UNIT_TESTS += tests/base/test_str tests/base/test_mem tests/base/test_buf tests/base/test_lock_filter
