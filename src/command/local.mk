libpostil_a_SOURCES += \
	src/command/command.c src/command/command.h src/command/commands.def \
	src/command/keymap.c src/command/keymap.h src/command/keys.def \
	src/command/options.def
