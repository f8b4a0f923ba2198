#!/bin/sh
# The three outputs in examples/ are what postil makes of the page beside them.
src=${POSTIL_TEST_SRC:-.}
build=${POSTIL_TEST_BUILD:-.}
out=$build/tests/home/examples
mkdir -p "$out"
sh "$src/tests/examples.sh" "$build/postil" "$src/examples" "$out"
echo 1..5
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

# The example rule fits its page, and a rule that does not is told of.
sites=$out/config/postil/sites
mkdir -p "$sites"
cp "$src/examples/example.site" "$src/examples/example-page.html" "$sites/"
check() {
	XDG_CONFIG_HOME=$out/config "$build/postil" --check-rules 2>&1
}
if said=$(check); then
	echo "ok 4 - example.site finds comments in its page"
else
	echo "not ok 4 - example.site finds comments in its page: $said"
fi
sed 's/reply/answer/' "$src/examples/example.site" >"$sites/example.site"
case $(check) in
*'example.site:9:11: rule "example" finds no comment in its sample'*) echo "ok 5 - a rule that finds nothing is told of" ;;
*) echo "not ok 5 - a rule that finds nothing is told of: $(check)" ;;
esac
rm -r "$out/config"
