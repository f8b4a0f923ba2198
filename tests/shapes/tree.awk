# tree.awk: of postil's JSON, a line a comment: indentation, author, time, first words. Before them stands the source of the discussion;
# with shape=1 none, and with article=1 "= BYLINE" of the article. With counts=1 what is said to be there and missing, and where. With
# several=1 "# TITLE, CLAIMED" of each discussion.
function value(key,    at) {
	if (!match($0, "\"" key "\": (\"([^\"\\\\]|\\\\.)*\"|-?[0-9]+|null)"))
		return ""
	at = substr($0, RSTART + length(key) + 4, RLENGTH - length(key) - 4)
	if (at == "null")
		return "-"
	gsub(/^"|"$/, "", at)
	return at
}
article && /^"article": / { print "= " value("byline") }
/^ [{]"source": / && !shape { print "[" value("source") "]" }
/^ [{]"source": / && several { print "# " value("title") ", " value("claimed") }
/^ [{]"source": / && counts {
	print "( claimed " value("claimed") ", unloaded " value("unloaded") ", more " value("more")
}
/^  [{]"id": / {
	text = value("text")
	gsub(/\\n/, " ", text)
	n = split(text, word, / +/)
	text = word[1]
	for (i = 2; i <= n && i <= 8; i++)
		text = text " " word[i]
	for (i = value("depth"); i > 0; i--)
		printf "  "
	print value("author") " | " value("time") " | " text (n > 8 ? " ..." : "") \
		(counts && value("unloaded") ~ /^[0-9]/ ? " +" value("unloaded") : "")
}
