#!/bin/sh
# examples.sh PROGRAM FROM TO: writes what the program makes of FROM/white-house-daesh.html into the folder TO.
set -eu
program=$1 page=$2/white-house-daesh.html out=$3/white-house-daesh
LC_ALL=C.UTF-8
export LC_ALL
"$program" --no-config --dump --width=80 "$page" >"$out.dump"
"$program" --no-config --json "$page" >"$out.json"
# One line a comment, from the JSON: its id, indented by depth, and its author.
awk '
	function value(name,  s) {
		if (!match($0, "\"" name "\": *(\"([^\"\\\\]|\\\\.)*\"|[0-9]+|null)"))
			return ""
		s = substr($0, RSTART, RLENGTH)
		sub(/^"[a-z]*": */, "", s)
		gsub(/^"|"$/, "", s)
		return s
	}
	/"parent":/ && /"depth":/ && /"author":/ {
		printf "%*s%s %s\n", 2 * value("depth"), "", value("id"), value("author")
	}' "$out.json" >"$out.tree"
