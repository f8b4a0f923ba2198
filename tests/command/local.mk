UNIT_TESTS += tests/command/test_color
UNIT_TESTS += tests/command/test_keymap tests/command/test_options tests/command/test_settings
