#!/bin/sh
# Every shape of bombs.def, small: an orderly end, a way to read it or a sentence, no control byte, and no parser that gave up.
# Then rules of a user that explode (explode.site): they may make their page poorer, but in time and as orderly.
bin=${POSTIL_TEST_BUILD:-.}/postil
make_bomb=${POSTIL_TEST_BUILD:-.}/tests/attack/make_bomb
explode=${POSTIL_TEST_SRC:-.}/tests/attack/explode.site
bytes=60000
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# An archive may hold no page at all, which is told in one line.
is_refused() {
	[ "$status" -eq 1 ] && [ ! -s "$work/out" ] && [ "$(wc -l <"$work/err")" -eq 1 ]
}

orderly() {
	if [ "$status" -ne 0 ] && [ "$status" -ne 3 ] && [ "$status" -ne 4 ] && ! is_refused; then
		echo "status $status"
	elif [ "$may" != give-up ] && grep -q 'could not be taken apart' "$work/err"; then
		head -n 1 "$work/err"
	elif cat "$work/out" "$work/err" | LC_ALL=C tr -d '\n\t -~\200-\377' | grep -q .; then
		echo "a control byte"
	fi
}

n=0
try() { # NAME PAGE [OPTION...]
	n=$((n + 1))
	name=$1 page=$2
	shift 2
	XDG_CONFIG_HOME=$work timeout 30 "$bin" --no-store --dump "$@" "$page" >"$work/out" 2>"$work/err"
	status=$?
	wrong=$(orderly)
	[ -z "$wrong" ] || printf 'not '
	echo "ok $n - $name ends in an orderly way"
	[ -z "$wrong" ] || echo "# $wrong"
}

rules=$(sed -n 's/^name //p' "$explode")
set -- $("$make_bomb")
echo "1..$(($# + $(echo $rules | wc -w)))"
may=
for bomb in "$@"; do
	"$make_bomb" "$bomb" $bytes >"$work/$bomb"
	try "$bomb" "$work/$bomb"
	rm -f "$work/$bomb"
done
may=give-up
mkdir -p "$work/postil/sites"
"$make_bomb" wide-comments.html $bytes >"$work/page.html"
for rule in $rules; do
	sed -n "/^name $rule\$/,/^\$/p" "$explode" >"$work/postil/sites/one.site"
	try "rule $rule" "$work/page.html" --base=http://a.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
done
