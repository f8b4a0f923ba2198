#!/bin/sh
# The three outputs in examples/ are what postil makes of the page beside them.
src=${POSTIL_TEST_SRC:-.}
build=${POSTIL_TEST_BUILD:-.}
out=$build/tests/home/examples
mkdir -p "$out"
sh "$src/tests/examples.sh" "$build/postil" "$src/examples" "$out"
echo 1..3
n=0
for kind in dump json tree; do
	n=$((n + 1))
	if [ -s "$out/white-house-daesh.$kind" ] &&
		said=$(diff -u "$src/examples/white-house-daesh.$kind" "$out/white-house-daesh.$kind"); then
		echo "ok $n - white-house-daesh.$kind is true"
	else
		echo "not ok $n - white-house-daesh.$kind is true (make update-examples)"
		printf '%s\n' "$said" | head -n 20 | sed 's/^/# /'
	fi
done
