libpostil_a_SOURCES += \
	src/load/load.h
