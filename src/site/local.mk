libpostil_a_SOURCES += \
	src/site/site.h
