#!/bin/sh
# bench.sh: figures as ratios to a reference that runs in the same minute. Nothing here passes or fails.
# Usage: bench.sh BUILD-DIR SOURCE-DIR [PAGE...]; w3m is the reference of the first table, where it is installed.
build=$1 src=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$build/tests/bench/make_page" nested 150 >"$work/nested-150.html"
for n in 1000 10000; do
	"$build/tests/bench/make_page" nested $n >"$work/nested-$n.html"
	"$build/tests/bench/make_page" flat $n >"$work/flat-$n.html"
done

# median COMMAND...: milliseconds of wall time, the median of 21 runs.
median() {
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21; do
		from=$(date +%s%N)
		"$@" >/dev/null 2>&1 </dev/null
		echo $((($(date +%s%N) - from) / 1000))
	done | sort -n | sed -n 11p
}

echo "start to the end of the output, median of 21 runs, ratio to w3m -dump"
for page in "$src/examples/white-house-daesh.txt" "$work/nested-150.html" "$@"; do
	ours=$(median "$build/postil" --dump "$page")
	if command -v w3m >/dev/null 2>&1; then
		theirs=$(median w3m -dump "$page")
		awk -v a="$ours" -v b="$theirs" -v p="$(basename "$page")" -v s="$(wc -c <"$page")" \
			'BEGIN { printf "%-32s %9.1f KiB  postil %7.2f ms  w3m %7.2f ms  ratio %.2f\n", p, s / 1024, a / 1000, b / 1000, a / b }'
	else
		awk -v a="$ours" -v p="$(basename "$page")" 'BEGIN { printf "%-32s postil %7.2f ms (w3m is not installed)\n", p, a / 1000 }'
	fi
done
echo
echo "cost beside the bare libxml2 parse of the same page (CPU, best of 7; ratios)"
"$build/tests/bench/bench_extract" "$work"/*.html "$@"
echo
echo "the first screen beside the bare parse of the whole page (CPU of all processes, medians)"
"$build/tests/bench/bench_first" "$build/postil" "$src/examples/white-house-daesh.html" "$work"/nested-1000*.html
echo
echo "a page in a child that is locked in, beside the same in process (CPU, medians)"
"$build/tests/bench/bench_cell" "$src/examples/white-house-daesh.html" "$work"/nested-150.html "$work"/nested-1000.html "$@"
echo
echo "peak memory of --dump, all processes, over the size of the page"
for page in "$work/nested-10000.html" "$work/flat-10000.html"; do
	if [ -x /usr/bin/time ]; then
		rss=$(/usr/bin/time -f %M "$build/postil" --dump "$page" 2>&1 >/dev/null | tail -n 1)
		awk -v r="$rss" -v s="$(wc -c <"$page")" -v p="$(basename "$page")" \
			'BEGIN { printf "%-32s %7.1f MiB  %.1f times\n", p, r / 1024, r * 1024 / s }'
	fi
done
if [ -x "$build/tests/bench/bench_keys" ]; then
	echo
	echo "a key: bytes written, beside the text of the cells that changed"
	TERM=xterm-256color "$build/tests/bench/bench_keys" bytes
	echo
	echo "a key: time to the last byte"
	TERM=xterm-256color "$build/tests/bench/bench_keys" time 1000 100000 1000000
fi
echo
echo "a search in slices (CPU)"
"$build/tests/bench/bench_search"
