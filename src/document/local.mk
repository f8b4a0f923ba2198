libpostil_a_SOURCES += \
	src/document/build.h \
	src/document/document.h \
	src/document/image.h \
	src/document/kinds.def
