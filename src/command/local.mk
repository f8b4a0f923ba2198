libpostil_a_SOURCES += \
	src/command/color.c src/command/color.h \
	src/command/command.c src/command/command.h src/command/commands.def \
	src/command/keymap.c src/command/keymap.h src/command/presets.def src/command/directives.def \
	src/command/options.c src/command/options.h src/command/options.def \
	src/command/settings.c src/command/settings.h
