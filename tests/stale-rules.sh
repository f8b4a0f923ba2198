#!/bin/sh
# A site rule that fits its page no longer never makes the page worse than no rule would: each of its expressions in turn finds nothing, or
# the wrong thing, and the discussion is the same as with the whole rule.
bin=${POSTIL_TEST_BUILD:-.}/postil
src=${POSTIL_TEST_SRC:-.}/tests/shapes
page=$src/fr-comments-and-letters.html
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
LC_ALL=C.UTF-8
XDG_CONFIG_HOME=$work
export LC_ALL XDG_CONFIG_HOME
mkdir -p "$work/postil/sites"

rule() { # comment, author, time, body
	cat >"$work/postil/sites/mine.site" <<RULE
name       mine
host       site.example
comment    $1
  author     $2
  time       $3
  body       $4
RULE
}

n=0
try() { # what is wrong, and the rule's four expressions
	name=$1
	shift
	rule "$@"
	n=$((n + 1))
	"$bin" --no-config --no-store --json --base=https://site.example/x "$page" 2>"$work/err" |
		awk -v shape=1 -f "$src/tree.awk" >"$work/got"
	if cmp -s "$work/wanted" "$work/got" && [ ! -s "$work/err" ]; then
		echo "ok $n - $name"
	else
		diff -u "$work/wanted" "$work/got" | sed 's/^/# /'
		sed 's/^/# /' "$work/err"
		echo "not ok $n - $name"
	fi
}

sed -n '/^<!--wanted$/,/^-->$/ { /^<!--wanted$/d; /^-->$/d; /^#/d; p; }' "$page" >"$work/wanted"
all="//div[class('avis-lecteur')]"
author=".//b[class('pseudo')]"
time=".//span[class('quand')]"
body=".//div[class('propos')]"
gone=".//div[class('gone')]"
try "the whole rule" "$all" "$author" "$time" "$body"
try "a rule without comments" "//div[class('gone')]" "$author" "$time" "$body"
try "a rule that finds roots alone" "//section/div[class('avis-lecteur')]" "$author" "$time" "$body"
try "a rule without authors" "$all" "$gone" "$time" "$body"
try "a rule that takes a button for the author" "$all" ".//a[last()]" "$time" "$body"
try "a rule that takes a text for the author" "$all" "$body" "$time" "$body"
try "a rule without texts" "$all" "$author" "$time" "$gone"
try "a rule that takes a button for the text" "$all" "$author" "$time" ".//a[last()]"
try "a rule that takes the whole comment for the text" "$all" "$author" "$time" "."
try "a rule that finds a flat list in a tree" "//div[class('propos')]" "preceding::b[class('pseudo')][1]" \
	"preceding::span[class('quand')][1]" "."
try "a rule with half of its expressions gone" "$all" "$gone" "$gone" "$body"
echo "1..$n"
