# embed.awk: site rules to C text. Comment lines and empty lines become empty lines, so that line numbers stay true.
BEGIN { print "/* Made by embed.awk from the rules; do not edit. */"; print "#include \"config.h\""; print "#include \"site/rule.h\""
	print "const struct site_builtin site_builtin[] = {" }
FNR == 1 {
	if (open)
		print "\t},"
	n = split(FILENAME, part, "/")
	printf "\t{ \"%s\",\n", part[n]
	open = 1
}
/^[ \t]*(#|$)/ { print "\t\"\\n\""; next }
{
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	gsub(/\t/, "\\t")
	printf "\t\"%s\\n\"\n", $0
}
END { if (open) print "\t},"; print "\t{ 0, 0 },"; print "};" }
