#!/bin/sh
# Golden cases: each folder beside this script holds in.html, in.txt, in.json, in.xml or in.mbox, perhaps an address in `url`, and any of
#   out.tree    a line a comment: indentation, author, time, first words
#   out.80      the text at 80 columns; out.40 at 40
#   out.json    the JSON
#   out.explain the fields, what each was taken from and what came second
#   out.notes   the notes
#   out.status  the exit status
# A file `todo` says in a line why the answers, which are right, are not reached yet: then a difference is no failure.
# UPDATE=1 shows what differs and takes it as the new answer. Arguments are the cases to run; none for all.
bin=${POSTIL_TEST_BUILD:-.}/postil
here=${POSTIL_TEST_SRC:-.}/tests/cases
cd "$here" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- */
LC_ALL=C.UTF-8
export LC_ALL

tree() { # of the JSON on standard input
	awk -f ../shapes/tree.awk
}

make_out() { # name of the answer; the page is $in, its address $url
	case $1 in
	out.tree) "$bin" --no-config --json --base="$url" "$in" 2>/dev/null | tree ;;
	out.json) "$bin" --no-config --json --base="$url" "$in" 2>/dev/null ;;
	out.80) "$bin" --no-config --dump --width=80 --base="$url" "$in" 2>/dev/null ;;
	out.40) "$bin" --no-config --dump --width=40 --base="$url" "$in" 2>/dev/null ;;
	out.explain) "$bin" --no-config --explain --base="$url" "$in" 2>/dev/null | grep -v '^\(article\|charset\|discussion\|guess\|parent\|place\|rule\): ' ;;
	out.notes) "$bin" --no-config --explain --base="$url" "$in" 2>/dev/null | grep '^note ' ;;
	out.status)
		"$bin" --no-config --dump --base="$url" "$in" >/dev/null 2>&1
		echo $?
		;;
	esac
}

n=0
for name; do
	name=${name%/}
	in=
	for file in "$name"/in.*; do
		[ -f "$file" ] && in=$file
	done
	[ -n "$in" ] || continue
	url=
	[ -f "$name/url" ] && url=$(cat "$name/url")
	for out in "$name"/out.*; do
		[ -f "$out" ] || continue
		n=$((n + 1))
		make_out "${out##*/}" >"$work/got"
		if cmp -s "$out" "$work/got"; then
			echo "ok $n - $out"
		else
			diff -u "$out" "$work/got" | sed 's/^/# /'
			if [ "${UPDATE:-0}" = 1 ]; then
				cp "$work/got" "$out"
				echo "ok $n - $out rewritten"
			elif [ -f "$name/todo" ]; then
				echo "not ok $n - $out # TODO $(cat "$name/todo")"
			else
				echo "not ok $n - $out"
			fi
		fi
	done
done
echo "1..$n"
