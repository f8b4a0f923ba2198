# word_rows.awk: word lists to tables in the order in which they are looked up (word_rows.h): rows of one bucket stand
# together, in the order of their bytes. In the lists a row is NAME(ID, "words ..."), for a single phrase NAME("a phrase"),
# for a word of dates WORD("word", KIND, value), for one that says what an element is for EVIDENCE("word", KIND).
# To be run with LC_ALL=C: letters are bytes here.
BEGIN {
	BUCKETS = 1024
	for (i = 1; i < 256; i++)
		ord[sprintf("%c", i)] = i
	print "/* Made by word_rows.awk from the lists; do not edit. */"
}

# All that stands in quotation marks on the line, after what the row's last lines had.
function quoted(line,    text) {
	while (match(line, /"[^"]*"/)) {
		text = text substr(line, RSTART + 1, RLENGTH - 2)
		line = substr(line, RSTART + RLENGTH)
	}
	return text
}

# As ROW_BUCKET() in word_rows.h.
function bucket(word) {
	return ord[substr(word, 1, 1)] % 32 * 32 + (length(word) > 1 ? ord[substr(word, 2, 1)] % 32 : 0)
}

# A row of table `table`; more of the same text and key is joined with "|".
function add(table, text, key, value,    id) {
	id = table SUBSEP text SUBSEP key
	if (id in values) {
		values[id] = values[id] " | " value
		return
	}
	values[id] = value
	keys[id] = key
	texts[id] = text
	order[id] = sprintf("%04d %s\001%s", bucket(text), text, key)
	rows[table, ++count[table]] = id
}

function words_of_kind(id, list,    n, i, word, part) {
	n = split(list, part, " ")
	for (i = 1; i <= n; i++) {
		word = part[i]
		if (word ~ /^\*/)
			add("ENDING", substr(word, 2), "", "WORD_" id)
		else if (word ~ /\*$/)
			add("WORD", substr(word, 1, length(word) - 1), "true", "WORD_" id)
		else
			add("WORD", word, "false", "WORD_" id)
	}
}

function parts_of_record(id, list,    n, i, part) {
	n = split(list, part, " ")
	for (i = 1; i <= n; i++)
		add("PART", part[i], "PART_" id, i - 1)
}

# A row of date_words.def: WORD("text", KIND, value).
function word_of_date(line,    part) {
	split(line, part, /[(), "]+/)
	add("DATE", part[2], "WORD_" part[3], part[4])
}

# A row of evidence.def.
function word_of_evidence(line,    part) {
	split(line, part, /[(), "]+/)
	add("EVIDENCE", part[2], "", "EVIDENCE_" part[3])
}

function row_ends(name, id, text) {
	if (name == "WORD_KIND")
		words_of_kind(id, text)
	else if (name == "PART")
		parts_of_record(id, text)
	else if (name == "REPLY_WORD")
		add("PHRASE", text, "", "PHRASE_REPLY | PHRASE_INTERFACE")
	else if (name == "COMMENT_WORD" || name == "PHRASE")
		add("PHRASE", text, "", "PHRASE_INTERFACE")
}

/^WORD\(/ {
	word_of_date($0)
	next
}
/^EVIDENCE\(/ {
	word_of_evidence($0)
	next
}
/^[A-Z_]+\(/ {
	name = substr($0, 1, index($0, "(") - 1)
	id = substr($0, index($0, "(") + 1)
	id = id ~ /^[A-Z]/ ? substr(id, 1, index(id, ",") - 1) : ""
	text = ""
	in_row = 1
}
in_row { text = text quoted($0) }
in_row && /\)$/ {
	row_ends(name, id, text)
	in_row = 0
}

function sort(table,    i, k, id, n) {
	n = count[table]
	for (i = 2; i <= n; i++) {
		id = rows[table, i]
		for (k = i - 1; k > 0 && order[rows[table, k]] > order[id]; k--)
			rows[table, k + 1] = rows[table, k]
		rows[table, k + 1] = id
	}
}

function print_table(table,    i, b, id) {
	sort(table)
	print "#ifdef " table "_ROW"
	for (i = 1; i <= count[table]; i++) {
		id = rows[table, i]
		printf "%s_ROW(\"%s\", %d, %s%s)\n", table, texts[id], length(texts[id]),
			keys[id] ? keys[id] ", " : "", values[id]
	}
	print "#endif\n#ifdef " table "_FIRST"
	for (b = i = 0; b <= BUCKETS; b++) {
		while (i < count[table] && bucket(texts[rows[table, i + 1]]) < b)
			i++
		printf "%d,%s", i, b % 16 == 15 || b == BUCKETS ? "\n" : " "
	}
	print "#endif"
}

END {
	n = split("WORD ENDING PHRASE PART DATE EVIDENCE", table, " ")
	for (k = 1; k <= n; k++)
		if (count[table[k]])
			print_table(table[k])
}
