libpostil_a_SOURCES += \
	src/page/page.h
