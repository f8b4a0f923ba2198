#!/bin/sh
# The command line from outside: exit statuses, messages, bad input, and never a control byte in the output.
bin=${POSTIL_TEST_BUILD:-.}/postil
cases=${POSTIL_TEST_SRC:-.}/tests/cases
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
n=0
postil="timeout 20 $bin --no-config"

# Both outputs go to files; every run is looked at for control bytes other than newline and tab.
run() {
	$postil "$@" >"$work/out" 2>"$work/err"
	status=$?
	cat "$work/out" "$work/err" >>"$work/all"
}
check() { # name, then a test that must hold
	name=$1
	shift
	n=$((n + 1))
	if "$@"; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name"
		echo "# status $status"
		head -3 "$work/err" | sed 's/^/# /'
	fi
}
says() { # a sentence on standard error and nothing on standard output
	grep -q "$1" "$work/err" && [ ! -s "$work/out" ]
}
ended() { # with this status, in silence or not, but not by a signal
	[ "$status" -eq "$1" ]
}
whole() { # ended in an orderly way, within the time, with something to read or a sentence
	[ "$status" -le 4 ] && { [ -s "$work/out" ] || [ -s "$work/err" ]; }
}

run --dump "$cases/nested-lists/in.html"
check "a page with an article ends with 0" ended 0
run --charset=klingon "$cases/nested-lists/in.html"
check "a charset that nobody knows is a wrong command line" says 'charset "klingon" is not known'
check "and ends with 2" ended 2
run --base=here "$cases/nested-lists/in.html"
check "a base that is no address is told" grep -q 'base wants an address, not "here"' "$work/err"
check "and the page is read without it" ended 0
run --charset=latin1 --base=http://site.example/ --dump "$cases/nested-lists/in.html"
check "those that can be used are used" ended 0
run "$cases/nested-lists/in.html"
check "standard output that is no terminal gets the text" grep -q "lighthouse keeper" "$work/out"
run <"$cases/nested-lists/in.html"
check "without an operand standard input is read" grep -q "lighthouse keeper" "$work/out"
run - <"$cases/nested-lists/in.html"
check "- is standard input" grep -q "lighthouse keeper" "$work/out"
cat "$cases/nested-lists/in.html" | $postil >"$work/out" 2>"$work/err"
check "a pipe is read" grep -q "lighthouse keeper" "$work/out"
run --dump "$cases/neither/in.html"
check "a page without an article ends with 3" ended 3
check "and its text is shown all the same" grep -q "Two" "$work/out"

run "$work/missing.html"
check "a missing file ends with 1" ended 1
check "and is named" says missing.html
run "$work"
check "a directory ends with 1" ended 1
check "and a sentence says so" says "."
: >"$work/empty.html"
run "$work/empty.html"
check "an empty file ends with 1 and a sentence" says "."
check "with status 1" ended 1
cp "$cases/neither/in.html" "$work/closed.html"
chmod 000 "$work/closed.html"
if [ "$(id -u)" = 0 ]; then
	n=$((n + 1))
	echo "ok $n - an unreadable file ends with 1 # SKIP root reads everything"
else
	run "$work/closed.html"
	check "an unreadable file ends with 1" ended 1
fi
run /dev/zero
check "a device is refused" ended 1

run --nonsense
check "an unknown option ends with 2" ended 2
check "and is named" says "no option --nonsense"
run --width=wide page
check "a wrong value ends with 2" ended 2
run one two
check "two pages end with 2" ended 2
run --help
check "--help ends with 0" ended 0
check "on standard output" grep -q -- --json "$work/out"
run --version
check "--version names program and version" grep -q "^postil [0-9]" "$work/out"
run --list-commands
check "--list-commands lists" grep -q "^command	next-sibling	J" "$work/out"
echo 'set nonsense 1' >"$work/config"
$bin --config="$work/config" --dump "$cases/neither/in.html" >"$work/out" 2>"$work/err"
check "a mistake in the config file is told with its place" grep -q "config:1:5: " "$work/err"
check "and the page is shown all the same" grep -q Two "$work/out"

head -c 700 "$cases/nested-lists/in.html" >"$work/cut.html"
run --dump "$work/cut.html"
check "a page cut in the middle is shown" whole
awk 'BEGIN { srand(7); for (i = 0; i < 40000; i++) printf "%c", 1 + int(rand() * 255) }' >"$work/junk"
run --dump "$work/junk"
check "binary junk ends with 1" ended 1
check "and a sentence says what it is" says "binary data"
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<div>"; print "<p>At the bottom there is a sentence, and it is read." }' >"$work/deep.html"
run --dump "$work/deep.html"
check "100,000 nested tags are answered" whole
printf '<meta charset="utf-16"><p>Caf\351 au lait is served in the garden behind the house.</p>' >"$work/label.html"
run --dump "$work/label.html"
check "a wrong charset label is answered" whole
printf '\033]0;x\007\233\302\233\r' >"$work/escape.txt"
run --dump "$work/escape.txt"
check "escapes in a text are answered" whole
run "$(printf '%s/\033[31m' "$work")"
check "an escape in an operand ends with 1" ended 1
run --json "$cases/hostile/in.html"
run --explain "$cases/hostile/in.html"
run --format=markdown "$cases/hostile/in.html"
run --format=mbox "$cases/hostile/in.html"
run --ascii --dump "$cases/no-comments/in.html"
check "--ascii writes ASCII only" sh -c 'LC_ALL=C; ! grep -q "[^ -~	]" "$1"' sh "$work/out"
run --width=40 --dump "$cases/nested-lists/in.html"
check "--width is kept" awk '{ gsub(/[^ -~]/, ""); if (length > 40) exit 1 }' "$work/out"
COLUMNS=50 $postil --dump "$cases/nested-lists/in.html" >"$work/out"
check "COLUMNS is minded" awk '{ if (length > 42) wide = 1; gsub(/[^ -~]/, ""); if (length > 50) exit 1 } END { exit !wide }' "$work/out"

# \000-\010, \013-\037, \177 and C1 in UTF-8 (\302\200-\302\237) must not be there.
check "no control byte was ever written" sh -c '
	LC_ALL=C tr -d "\011\012\040-\176\200-\377" <"$1" | { ! grep -q .; } &&
	LC_ALL=C awk "/\302[\200-\237]/ { exit 1 }" "$1"' sh "$work/all"
echo "1..$n"
