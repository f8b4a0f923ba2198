#!/bin/sh
# The config file: the example is right, also what is commented out in it; mistakes are told with their place and the page is
# shown all the same; the command line wins.
src=${POSTIL_TEST_SRC:-.}
build=${POSTIL_TEST_BUILD:-.}
page=$src/examples/white-house-daesh.txt
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
n=0
report() { # name, findings
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
	fi
}
echo 1..6

report "the example has no mistake" "$("$build/postil" --config="$src/examples/config" --dump "$page" 2>&1 >/dev/null)"

sed 's/^#\(set\|bind\|unbind\|preset\|color\) /\1 /' "$src/examples/config" >"$work/all"
report "nor has what is commented out in it" "$(
	"$build/postil" --config="$work/all" --dump "$page" 2>&1 >/dev/null
	cmp -s "$work/all" "$src/examples/config" && echo "nothing is commented out")"

printf 'set measure 60\n\nset measure many\n  color author redd\nbind j nothing\nset width 50\n' >"$work/wrong"
"$build/postil" --config="$work/wrong" --dump "$page" >"$work/out" 2>"$work/said"
status=$?
report "a config with mistakes does not stop the program" "$(
	[ "$status" = 0 ] || echo "status $status"
	awk 'length > 60 && !/─/ { print "long line: " $0; exit }' "$work/out"
	[ -s "$work/out" ] || echo "no output")"
report "each mistake is told with file, line and column" "$(
	for place in 3:13 4:16 5:8; do
		grep -q "$work/wrong:$place: " "$work/said" || echo "no mistake at $place"
	done
	[ "$(wc -l <"$work/said")" = 3 ] || cat "$work/said")"

mkdir -p "$work/home/postil"
printf 'set width 40\n' >"$work/home/postil/config"
report "the user's own file is read from XDG_CONFIG_HOME, and the command line wins" "$(
	XDG_CONFIG_HOME=$work/home "$build/postil" --dump "$page" | awk 'length > 48 && !/─/ { print "wide: " $0; exit }'
	XDG_CONFIG_HOME=$work/home "$build/postil" --width=70 --dump "$page" | awk 'length > 48 && !/─/ { wide = 1 } END { if (!wide) print "narrow" }')"

report "a config file that is named and not there is told" "$(
	"$build/postil" --config="$work/none" --dump "$page" 2>&1 >/dev/null | grep -q "$work/none" || echo "nothing was said")"
