dist_check_SCRIPTS += tests/cases/run.sh tests/cli.sh
TESTS += tests/cases/run.sh tests/cli.sh
EXTRA_DIST += \
	tests/cases/comments-only/in.html \
	tests/cases/comments-only/out.status \
	tests/cases/comments-only/out.tree \
	tests/cases/deep-nesting/in.html \
	tests/cases/deep-nesting/out.40 \
	tests/cases/deep-nesting/out.status \
	tests/cases/deep-nesting/out.tree \
	tests/cases/dump-bullets/in.txt \
	tests/cases/dump-bullets/out.status \
	tests/cases/dump-bullets/out.tree \
	tests/cases/feed-replies/in.xml \
	tests/cases/feed-replies/out.status \
	tests/cases/feed-replies/out.tree \
	tests/cases/flat-in-reply-to/in.html \
	tests/cases/flat-in-reply-to/out.status \
	tests/cases/flat-in-reply-to/out.tree \
	tests/cases/flat-in-reply-to/todo \
	tests/cases/forum-phpbb-page-2/in.html \
	tests/cases/forum-phpbb-page-2/out.tree \
	tests/cases/forum-phpbb/in.html \
	tests/cases/forum-phpbb/out.tree \
	tests/cases/hostile/in.html \
	tests/cases/hostile/out.80 \
	tests/cases/hostile/out.status \
	tests/cases/hostile/out.tree \
	tests/cases/json-tree/in.json \
	tests/cases/json-tree/out.status \
	tests/cases/json-tree/out.tree \
	tests/cases/mail-thread/in.mbox \
	tests/cases/mail-thread/out.status \
	tests/cases/mail-thread/out.tree \
	tests/cases/mail-thread/todo \
	tests/cases/neither/in.html \
	tests/cases/neither/out.status \
	tests/cases/neither/out.tree \
	tests/cases/nested-lists/in.html \
	tests/cases/nested-lists/out.80 \
	tests/cases/nested-lists/out.status \
	tests/cases/nested-lists/out.tree \
	tests/cases/no-comments/in.html \
	tests/cases/no-comments/out.40 \
	tests/cases/no-comments/out.80 \
	tests/cases/no-comments/out.json \
	tests/cases/no-comments/out.status \
	tests/cases/no-comments/out.tree
