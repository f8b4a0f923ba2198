#!/bin/sh
# What the built-in rules find on pages written by hand after the documented markup of each
# platform: pages/NAME.{html,json,xml,txt,mbox} beside pages/NAME.tree. A first comment "address URL"
# in the page gives its address. UPDATE=1 shows what differs and takes it as the new answer.
# Arguments are the names to run; none for all.
bin=${POSTIL_TEST_BUILD:-.}/postil
cd "${POSTIL_TEST_SRC:-.}/tests/site/pages" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
LC_ALL=C.UTF-8
export LC_ALL

# A line for the article, one for each discussion and one for each comment, of the JSON on
# standard input; only what is known is printed.
tree() {
	awk '
		function value(key,    at) {
			if (!match($0, "\"" key "\": (\"([^\"\\\\]|\\\\.)*\"|-?[0-9]+|[[][^]]*[]]|null)"))
				return ""
			at = substr($0, RSTART + length(key) + 4, RLENGTH - length(key) - 4)
			gsub(/^["[]|["\]]$/, "", at)
			return at == "null" ? "" : at
		}
		function words(text, max,    n, word, i) {
			gsub(/\\n/, " ", text)
			n = split(text, word, / +/)
			text = word[1]
			for (i = 2; i <= n && i <= max; i++)
				text = text " " word[i]
			return text (n > max ? " ..." : "")
		}
		function show(key, label,    v) {
			v = value(key)
			return v == "" ? "" : " " label "=" v
		}
		/^"article": [{]/ {
			print "[article]" show("title", "title") show("byline", "by") \
				show("published", "at") " text=" words(value("text"), 8)
		}
		/^ [{]"source": / {
			print "[" value("source") ", " value("how") "]" show("claimed", "claimed") \
				show("unloaded", "unloaded") show("more", "more")
		}
		/^ [{]"kind": .*"url": / {
			print "[part, " value("kind") "]" show("url", "url") show("claimed", "claimed")
		}
		/^  [{]"id": / {
			for (i = value("depth"); i > 0; i--)
				printf "  "
			print value("author") " | " value("time") " | " words(value("text"), 8) " |" \
				show("id", "id") show("score", "score") show("edge", "edge") \
				show("reply_to", "to") show("flags", "flags") \
				show("unloaded", "unloaded") show("permalink", "link")
		}'
}

[ $# -gt 0 ] || set -- $(ls *.tree | sed 's/\.tree$//')
n=0
for name; do
	for in in "$name".html "$name".json "$name".xml "$name".txt "$name".mbox; do
		[ -f "$in" ] && break
	done
	n=$((n + 1))
	url=$(sed -n 's/^<!-- address \(.*\) -->$/\1/p' "$in")
	timeout 20 "$bin" --no-config --json --base="$url" "$in" 2>/dev/null | tree >"$work/got"
	if cmp -s "$name.tree" "$work/got"; then
		echo "ok $n - $name"
		continue
	fi
	diff -u "$name.tree" "$work/got" | sed 's/^/# /'
	if [ "${UPDATE:-0}" = 1 ]; then
		cp "$work/got" "$name.tree"
		echo "ok $n - $name rewritten"
	else
		echo "not ok $n - $name"
	fi
done
echo "1..$n"
