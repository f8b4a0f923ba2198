#!/bin/sh
# Every shape of bombs.def, small: an orderly end, a way to read it or a sentence, no control byte, and no parser that gave up.
bin=${POSTIL_TEST_BUILD:-.}/postil
make_bomb=${POSTIL_TEST_BUILD:-.}/tests/attack/make_bomb
bytes=60000
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

orderly() {
	if [ "$status" -ne 0 ] && [ "$status" -ne 3 ] && [ "$status" -ne 4 ]; then
		echo "status $status"
	elif grep -q 'could not be taken apart' "$work/err"; then
		head -n 1 "$work/err"
	elif LC_ALL=C tr -d '\n\t -~\200-\377' <"$work/out" | grep -q .; then
		echo "a control byte"
	fi
}

set -- $("$make_bomb")
echo "1..$#"
n=0
for name in "$@"; do
	n=$((n + 1))
	"$make_bomb" "$name" $bytes >"$work/$name"
	timeout 30 "$bin" --no-config --dump "$work/$name" >"$work/out" 2>"$work/err"
	status=$?
	wrong=$(orderly)
	[ -z "$wrong" ] || printf 'not '
	echo "ok $n - $name ends in an orderly way"
	[ -z "$wrong" ] || echo "# $wrong"
	rm -f "$work/$name"
done
