dist_doc_DATA += README NEWS examples/white-house-daesh.txt examples/white-house-daesh.html \
	examples/white-house-daesh.dump examples/white-house-daesh.json examples/white-house-daesh.tree
dist_doc_DATA += examples/config
dist_doc_DATA += examples/example.site examples/example-page.html
EXTRA_DIST += examples/README tests/examples.sh
dist_check_SCRIPTS += tests/check-examples.sh
TESTS += tests/check-examples.sh

# Writes anew what postil makes of the example page; look at the difference before you keep it.
update-examples: postil
	$(SHELL) $(srcdir)/tests/examples.sh ./postil '$(srcdir)/examples' '$(srcdir)/examples'

.PHONY: update-examples
