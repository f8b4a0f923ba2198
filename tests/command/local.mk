UNIT_TESTS += tests/command/test_keymap
