#!/bin/sh
# The house: which folder of src may include which (src/README), no file over 600 lines, no function over 60, ncurses and libxml2 only where they belong.
cd "${POSTIL_TEST_SRC:-.}" || exit 1
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
echo 1..5

# folder:what it may include, from the table "| folder | its duty | may include |"
may=$(sed -n 's/^| \([a-z]*\) | .* | \([a-z -]*\) |$/\1:\2/p' src/README | sed 's/:-$/:/')
report "folders include only what the table allows" "$(
	for dir in src/*/; do
		folder=$(basename "$dir")
		allowed=$(printf '%s\n' "$may" | sed -n "s/^$folder://p")
		printf '%s\n' "$may" | grep -q "^$folder:" || echo "src/$folder is not in the table"
		grep -Hno '^[[:space:]]*#[[:space:]]*include "[a-z]*/[^"]*"' "$dir"*.[ch] /dev/null | while IFS=: read -r file line what; do
			to=$(printf '%s' "$what" | sed 's/.*"\([a-z]*\)\/.*/\1/')
			case " $folder $allowed " in
			*" $to "*) ;;
			*) echo "$file:$line: src/$folder may not include $to" ;;
			esac
		done
	done)"
report "article code and thread code do not see each other" "$(
	grep -n '#include "extract/\(thread\|talk\)' src/extract/article*.[ch] src/extract/meta*.[ch] /dev/null
	grep -n '#include "extract/\(article\|meta\)' src/extract/thread*.[ch] src/extract/talk*.[ch] /dev/null)"
report "only view/screen*.c know ncurses, only page, site, extract and load know libxml2" "$(
	grep -ln '#include <\(n\?curses\|term\)[a-z]*\.h>' -r src | grep -v '^src/view/screen\(_[a-z]*\)\?\.c$'
	grep -ln '#include <libxml/' -r src | grep -v '^src/\(page\|site\|extract\|load\)/')"
# builtin.c is made, and stands here when the build does.
report "no file is longer than 600 lines" "$(
	find src -name '*.[ch]' ! -path src/site/builtin.c | xargs wc -l | awk '$2 != "total" && $1 > 600 { print $2 ": " $1 " lines" }')"
report "no function is longer than 60 lines" "$(
	find src -name '*.c' | xargs awk '
		FNR == 1 { open = 0 }
		/^\{/ { open = FNR }
		/^\}/ { if (open && FNR - open - 1 > 60) print FILENAME ":" open ": " FNR - open - 1 " lines"; open = 0 }')"
