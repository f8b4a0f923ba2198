#!/bin/sh
# Shapes of discussions, and of what looks like one: each page beside this script holds, in a comment at its beginning, the tree that is to be
# found without site rules, a line a comment as tree.awk writes them; before them, where the page is a topic, "= AUTHOR" of its opening post,
# and where it is about counts, "( claimed N, unloaded N, more URL", or where it holds several, "# TITLE, CLAIMED" before each.
# A page named trap-... holds no comments. UPDATE=1 shows what differs and takes it as the new answer. Arguments are the pages to run.
bin=${POSTIL_TEST_BUILD:-.}/postil
cd "${POSTIL_TEST_SRC:-.}/tests/shapes" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- *.html
LC_ALL=C.UTF-8
export LC_ALL

n=0
for page; do
	n=$((n + 1))
	sed -n '/^<!--wanted$/,/^-->$/ { /^<!--wanted$/d; /^-->$/d; p; }' "$page" >"$work/wanted"
	"$bin" --no-config --no-rules --json --base=https://site.example/x "$page" 2>/dev/null |
		awk -v shape=1 -v article="$(grep -c '^= ' "$work/wanted")" -v counts="$(grep -c '^( ' "$work/wanted")" \
			-v several="$(grep -c '^# ' "$work/wanted")" -f tree.awk >"$work/got"
	if cmp -s "$work/wanted" "$work/got"; then
		echo "ok $n - $page"
		continue
	fi
	diff -u "$work/wanted" "$work/got" | sed 's/^/# /'
	if [ "${UPDATE:-0}" = 1 ]; then
		{
			echo '<!--wanted'
			cat "$work/got"
			echo '-->'
			sed '1,/^-->$/d' "$page"
		} >"$work/page"
		cp "$work/page" "$page"
		echo "ok $n - $page rewritten"
	else
		echo "not ok $n - $page"
	fi
done
echo "1..$n"
