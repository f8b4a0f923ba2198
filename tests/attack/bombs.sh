#!/bin/sh
# bombs.sh: what the shapes of bombs.def cost. Usage: bombs.sh BUILD-DIR [BYTES [NAME ...]]; the second size is four times BYTES.
# A row is marked where time grows faster than n^1.5 (8 times), or more than 2 s or 256 MiB are taken. Nothing here passes or fails.
build=$1
bytes=${2:-2250000}
[ $# -gt 2 ] && shift 2 || set -- $("$build/tests/attack/make_bomb")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

taken() { # NAME BYTES
	"$build/tests/attack/make_bomb" "$1" "$2" >"$work/$1"
	"$build/tests/attack/measure" "$build/postil" --no-config --dump "$work/$1"
	rm -f "$work/$1"
}

for name in "$@"; do
	echo "$name $(taken "$name" "$bytes") $(taken "$name" $((bytes * 4)))"
done | awk '
	{
		growth = $5 / ($2 > 20 ? $2 : 20)
		mark = (growth > 8 ? " GROWTH" : "") ($5 > 2000 ? " TIME" : "") ($6 > 262144 ? " MEMORY" : "")
		printf "%-34s %6.2f s %6.2f s  x%-5.1f %4d MiB %4d MiB  status %d %d%s\n",
			$1, $2 / 1000, $5 / 1000, growth, $3 / 1024, $6 / 1024, $4, $7, mark
		marked += mark != ""
		if ($5 > slowest)
			slowest = $5
		if ($6 > largest)
			largest = $6
	}
	END { printf "%d shapes, %d marked; slowest %.2f s, largest %d MiB\n", NR, marked, slowest / 1000, largest / 1024 }'
