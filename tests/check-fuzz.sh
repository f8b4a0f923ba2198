#!/bin/sh
# Every fuzz target over all seeds and examples: no crash, no broken promise.
src=${POSTIL_TEST_SRC:-.}
build=${POSTIL_TEST_BUILD:-.}
set -- html dump json xml mail image decode archive site url config
echo "1..$#"
n=0
for target in "$@"; do
	n=$((n + 1))
	if said=$(timeout 60 "$build/tests/fuzz/fuzz_$target" "$src"/tests/fuzz/seeds/* "$src"/examples/white-house-daesh.* 2>&1); then
		echo "ok $n - $target holds its promises on all seeds"
	else
		echo "not ok $n - $target holds its promises on all seeds"
		printf '%s\n' "$said" | tail -n 20 | sed 's/^/# /'
	fi
done
