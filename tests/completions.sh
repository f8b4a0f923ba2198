#!/bin/sh
# The completions of the shells that are installed: they load, and offer what there is.
build=${POSTIL_TEST_BUILD:-.}
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
skip() {
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2 is not installed"
}
echo 1..6

# bash_offers WORD...: what bash offers for the last word of "postil WORD...".
bash_offers() {
	bash --norc -c '
		complete() { :; }
		compopt() { :; }
		. "$1"
		shift
		COMP_WORDS=(postil "$@")
		COMP_CWORD=$#
		_postil
		printf "%s\n" "${COMPREPLY[@]}"' bash "$build/man/postil" "$@"
}
if command -v bash >/dev/null 2>&1; then
	report "bash completes every option" "$(
		bash_offers -- | sed 's/=$//; s/^--//' | sort >"$build/tests/home/offered"
		"$build/postil" --list-commands | awk -F'\t' '$1 == "option" { print $2 }' | sort | diff - "$build/tests/home/offered")"
	report "bash completes the beginning of an option" "$(
		[ "$(bash_offers --laye)" = "" ] || echo "offers for --laye"
		[ "$(bash_offers --layo)" = "--layout=" ] || bash_offers --layo)"
	report "bash completes the words of a choice" "$(
		[ "$(bash_offers --layout = s | tr '\n' ' ')" = "side stacked single " ] || bash_offers --layout = s
		[ "$(bash_offers --preset = | tr '\n' ' ')" = "vi less mutt " ] || bash_offers --preset =)"
	report "bash completes files" "$(
		[ "$(bash_offers "$build/man/postil.ba" | head -n 1)" != "" ] || [ "$(bash_offers "$build/config.h")" = "$build/config.h" ] ||
			echo "no file")"
else
	for what in "every option" "the beginning of an option" "the words of a choice" files; do
		skip "bash completes $what" bash
	done
fi
if command -v zsh >/dev/null 2>&1; then
	report "zsh takes the completion and knows every option" "$(
		zsh -f -n "$build/man/_postil" 2>&1
		"$build/postil" --list-commands | awk -F'\t' '$1 == "option" { print $2 }' | while read -r name; do
			grep -q -- "--$name" "$build/man/_postil" || echo "$name"
		done)"
else
	skip "zsh takes the completion and knows every option" zsh
fi
if command -v fish >/dev/null 2>&1; then
	report "fish completes options" "$(
		fish --no-config -c "source '$build/man/postil.fish'; complete -C 'postil --layo'" 2>&1 | grep -q -- '--layout' ||
			echo "no --layout")"
else
	skip "fish completes options" fish
fi
