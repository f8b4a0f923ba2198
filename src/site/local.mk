libpostil_a_SOURCES += \
	src/site/fields.def \
	src/site/match.c \
	src/site/read.c \
	src/site/rule.h \
	src/site/set.c src/site/site.h

# The built-in rules, in the order in which signatures are tried: software that lives on other
# software's pages first.
site_rules = \
	src/site/rules/disqus.site \
	src/site/rules/apis.site \
	src/site/rules/engines.site \
	src/site/rules/aggregators.site \
	src/site/rules/trackers.site \
	src/site/rules/news.site \
	src/site/rules/sites.site src/site/rules/elsewhere.site \
	src/site/rules/forums.site \
	src/site/rules/wordpress.site

# The rules as C text.
nodist_libpostil_a_SOURCES = src/site/builtin.c
EXTRA_DIST += $(site_rules) src/site/embed.awk
CLEANFILES += src/site/builtin.c
src/site/builtin.c: $(site_rules) src/site/embed.awk src/site/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/site && \
	cd $(srcdir) && $(AWK) -f src/site/embed.awk $(site_rules) > $(abs_builddir)/src/site/builtin.tmp && \
	mv $(abs_builddir)/src/site/builtin.tmp $(abs_builddir)/src/site/builtin.c
