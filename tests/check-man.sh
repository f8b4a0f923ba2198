#!/bin/sh
# The manual names every command and option that the program knows, and no other; and it is sound mdoc.
bin=${POSTIL_TEST_BUILD:-.}
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
echo 1..4
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
"$bin/postil" --list-commands >"$work/list" </dev/null || : >"$work/list"

awk -F'\t' '$1 == "command" { print $2 }' "$work/list" | sort >"$work/commands"
sed -n '/^\.Sh COMMANDS/,/^\.Sh ENV/s/^\.It Ic \([a-z-]*\).*/\1/p' "$bin/man/postil.1" | sort >"$work/described"
report "postil(1) describes the commands that there are" "$(
	[ -s "$work/commands" ] || echo "--list-commands printed no command"
	diff "$work/commands" "$work/described")"

awk -F'\t' '$1 == "option" { print $2 }' "$work/list" | sort >"$work/options"
sed -n 's/^\.It Fl .*-\{1,2\}\([a-z][a-z-]*[a-z]\)\( .*\)\{0,1\}$/&/p' "$bin/man/postil.1" |
	sed 's/ Ns .*//; s/.*Fl -//' | sort >"$work/described"
report "postil(1) describes the options that there are" "$(diff "$work/options" "$work/described")"

report "--help names every option" "$(
	"$bin/postil" --help >"$work/help"
	[ -s "$work/options" ] || echo "--list-commands printed no option"
	while read -r name; do
		grep -q -- "--$name" "$work/help" || echo "--$name"
	done <"$work/options")"

if command -v mandoc >/dev/null 2>&1; then
	report "mandoc finds no fault" "$(
		mandoc -T lint -W warning "$bin/man/postil.1" "$bin/man/postil.conf.5" 2>&1 | grep -v 'outdated mandoc.db')"
else
	n=$((n + 1))
	echo "ok $n - mandoc finds no fault # SKIP mandoc is not installed"
fi
