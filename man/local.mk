# Manuals and completions: templates filled from the tables of src/command by awk.
TABLES = $(srcdir)/src/command/commands.def $(srcdir)/src/command/options.def $(srcdir)/src/command/presets.def \
	$(srcdir)/src/text/styles.def
FILL = $(MKDIR_P) man && $(AWK) -v version='$(VERSION)' -f $(srcdir)/man/tables.awk $(TABLES)
TEMPLATES = man/postil.1.in man/postil.conf.5.in man/postil.bash.in man/postil.zsh.in man/postil.fish.in
FILLED = man/postil.1 man/postil.conf.5 man/postil man/_postil man/postil.fish

EXTRA_DIST += man/tables.awk $(TEMPLATES)
dist_man_MANS += man/postil.site.5
CLEANFILES += $(FILLED)

man_MANS = man/postil.1 man/postil.conf.5
bashcompletiondir = $(datadir)/bash-completion/completions
bashcompletion_DATA = man/postil
zshcompletiondir = $(datadir)/zsh/site-functions
zshcompletion_DATA = man/_postil
fishcompletiondir = $(datadir)/fish/vendor_completions.d
fishcompletion_DATA = man/postil.fish

$(FILLED): man/tables.awk $(TABLES)

man/postil.1: man/postil.1.in
	$(AM_V_GEN)$(FILL) $(srcdir)/man/postil.1.in >$@.new && mv $@.new $@

man/postil.conf.5: man/postil.conf.5.in
	$(AM_V_GEN)$(FILL) $(srcdir)/man/postil.conf.5.in >$@.new && mv $@.new $@

man/postil: man/postil.bash.in
	$(AM_V_GEN)$(FILL) $(srcdir)/man/postil.bash.in >$@.new && mv $@.new $@

man/_postil: man/postil.zsh.in
	$(AM_V_GEN)$(FILL) $(srcdir)/man/postil.zsh.in >$@.new && mv $@.new $@

man/postil.fish: man/postil.fish.in
	$(AM_V_GEN)$(FILL) $(srcdir)/man/postil.fish.in >$@.new && mv $@.new $@
