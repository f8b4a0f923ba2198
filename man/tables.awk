# tables.awk: puts the rows of the tables into a manual page or a shell completion.
#
# usage: awk -v version=V -f tables.awk commands.def options.def presets.def styles.def TEMPLATE
#
# A line of the template "@NAME@" is replaced by a table; VERSION within a line by the version.

function mdoc(text)
{
	gsub(/\\/, "\\e", text)
	gsub(/'/, "\\(aq", text)
	gsub(/\^/, "\\(ha", text)
	gsub(/~/, "\\(ti", text)
	gsub(/`/, "\\(ga", text)
	return text
}

# A sentence as lines of text: none may begin with a control character.
function sentence(text)
{
	text = mdoc(text)
	if (text ~ /^[.]/)
		text = "\\&" text
	return text
}

function keys_of(keys,    n, i, key, out)
{
	n = split(keys, key, " ")
	for (i = 1; i <= n; i++)
		out = out (i > 1 ? " , " : "") "\\&" mdoc(key[i])
	return out
}

function command_table(pane,    i, n)
{
	n = 0
	for (i = 1; i <= commands; i++) {
		if (command_where[i] != pane)
			continue
		print ".It Ic " command_name[i] (command_keys[i] == "" ? "" : " Pq Cm " keys_of(command_keys[i]))
		print sentence(command_help[i])
		n++
	}
}

function argument(i)
{
	if (option_type[i] == "INT")
		return "N"
	if (option_type[i] == "CHOICE")
		return "WORD"
	return option_choices[i]
}

function option_line_table(    i)
{
	for (i = 1; i <= options; i++) {
		printf ".It %s", option_letter[i] == "" ? "Fl -" option_name[i] : \
			"Fl " option_letter[i] " , Fl -" option_name[i]
		print option_type[i] == "BOOL" ? "" : " Ns = Ns Ar " argument(i)
		option_text(i)
	}
}

function option_text(i,    n, k, word, line)
{
	print sentence(option_help[i])
	if (option_type[i] == "CHOICE") {
		n = split(option_choices[i], word, "|")
		line = "One of"
		print line
		for (k = 1; k <= n; k++)
			print ".Cm " word[k] (k < n ? " ," : " .")
	}
	if (option_type[i] == "INT")
		print "A number in " option_choices[i] "."
	if (option_type[i] != "BOOL" && option_preset[i] != "" && option_preset[i] != "none")
		print "The default is " option_preset[i] "."
}

function option_file_table(    i)
{
	for (i = 1; i <= options; i++) {
		if (option_where[i] == "LINE")
			continue
		print ".It Ic " option_name[i] " Ar " (option_type[i] == "BOOL" ? "yes|no" : argument(i))
		option_text(i)
	}
}

function style_table(    i)
{
	for (i = 1; i <= styles; i++) {
		print ".It Cm " style_name[i]
		print sentence(style_help[i])
	}
}

function preset_table(    i)
{
	for (i = 1; i <= presets; i++) {
		if (i == 1 || preset_name[i] != preset_name[i - 1])
			print ".It Cm " preset_name[i]
		print ".Cm \\&" mdoc(preset_key[i])
		print "is"
		print ".Ic " preset_command[i] \
			(preset_where[i] == "ALL" ? "" : " Pq " (preset_where[i] == "ARTICLE" ? "in the article" : "in the comments")) \
			(i < presets && preset_name[i + 1] == preset_name[i] ? " ," : " .")
	}
}

# ---- completions ----

function all_options(    i, out)
{
	for (i = 1; i <= options; i++)
		out = out (i > 1 ? " " : "") "--" option_name[i] (option_type[i] == "BOOL" ? "" : "=")
	return out
}

function bash_choices(    i, words)
{
	for (i = 1; i <= options; i++) {
		words = option_choices[i]
		if (option_type[i] != "CHOICE")
			continue
		gsub(/\|/, " ", words)
		print "\t--" option_name[i] ") words='" words "' ;;"
	}
}

function shell(text)
{
	gsub(/'/, "'\\''", text)
	return text
}

function zsh_options(    i, help, words, value)
{
	for (i = 1; i <= options; i++) {
		help = option_help[i]
		gsub(/\[|\]|:/, "\\\\&", help)
		value = ""
		words = option_choices[i]
		gsub(/\|/, " ", words)
		if (option_type[i] == "CHOICE")
			value = ":word:(" words ")"
		else if (option_type[i] == "TEXT")
			value = ":" tolower(words) ":" (words == "FILE" ? "_files" : "")
		else if (option_type[i] == "INT")
			value = ":number:"
		print "\t'--" option_name[i] (value == "" ? "" : "=") "[" shell(help) "]" value "' \\"
	}
}

function fish_options(    i, words)
{
	for (i = 1; i <= options; i++) {
		words = option_choices[i]
		gsub(/\|/, " ", words)
		printf "complete -c postil -l %s", option_name[i]
		if (option_letter[i] != "")
			printf " -s %s", option_letter[i]
		if (option_type[i] != "BOOL")
			printf " -x"
		if (option_type[i] == "CHOICE")
			printf " -a '%s'", words
		printf " -d '%s'\n", shell(option_help[i])
	}
}

/^COMMAND\(/ {
	split($0, f, "\"")
	commands++
	command_name[commands] = f[2]
	command_keys[commands] = f[4]
	command_where[commands] = f[5]
	gsub(/[^A-Z|]/, "", command_where[commands])
	gsub(/\|(ARG|TIMES)/, "", command_where[commands])
	command_help[commands] = f[6]
	next
}

/^OPTION\(/ {
	split($0, f, "\"")
	options++
	option_name[options] = f[2]
	option_letter[options] = f[3] ~ /'.'/ ? substr(f[3], index(f[3], "'") + 1, 1) : ""
	option_type[options] = f[3]
	sub(/, *$/, "", option_type[options])
	sub(/.*, */, "", option_type[options])
	option_preset[options] = f[4]
	option_choices[options] = f[6]
	option_where[options] = f[7]
	gsub(/[^A-Z]/, "", option_where[options])
	option_help[options] = f[8]
	next
}

/^STYLE\(/ {
	split($0, f, "\"")
	styles++
	style_name[styles] = f[2]
	style_help[styles] = f[4]
	next
}

/^PRESET\(/ {
	split($0, f, "\"")
	presets++
	preset_name[presets] = f[2]
	preset_key[presets] = f[4]
	preset_where[presets] = f[5]
	preset_command[presets] = tolower(f[5])
	gsub(/[^A-Z,]/, "", preset_where[presets])
	split(preset_where[presets], part, ",")
	preset_where[presets] = part[2]
	sub(/.*, */, "", preset_command[presets])
	sub(/\).*/, "", preset_command[presets])
	gsub(/_/, "-", preset_command[presets])
	next
}

FILENAME ~ /\.def$/ { next }

$0 == "@COMMANDS_ALL@" { command_table("ALL"); next }
$0 == "@COMMANDS_ARTICLE@" { command_table("ARTICLE"); next }
$0 == "@COMMANDS_THREAD@" { command_table("THREAD"); next }
$0 == "@OPTIONS_LINE@" { option_line_table(); next }
$0 == "@OPTIONS_FILE@" { option_file_table(); next }
$0 == "@STYLES@" { style_table(); next }
$0 == "@PRESETS@" { preset_table(); next }
$0 == "@BASH_CHOICES@" { bash_choices(); next }
$0 == "@ZSH_OPTIONS@" { zsh_options(); next }
$0 == "@FISH_OPTIONS@" { fish_options(); next }

{
	gsub(/@VERSION@/, version)
	gsub(/@ALL_OPTIONS@/, all_options())
	print
}
