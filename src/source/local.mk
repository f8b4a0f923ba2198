libpostil_a_SOURCES += \
	src/source/source.h
