/* body_text.c: plain text to blocks, as people write it in mails and plain comments. */
#include "config.h"

#include "extract/body_writer.h"

enum {
	LINE_FULL =
		55, /* bytes: a line at least this long was broken by a program, not by its writer */
	LINE_HARD = 82,	 /* bytes: a longer line was not broken at all */
	CODE_INDENT = 4, /* columns */
};

struct plain {
	struct builder *b;
	bool code; /* the open block is code */
	unsigned quote;
	size_t last;   /* bytes of the line before */
	size_t blanks; /* empty lines inside code */
};

/* Takes the leading ">" off. */
static unsigned quote_depth(struct str *line)
{
	unsigned depth = 0;
	struct str rest = *line;

	for (;;) {
		struct str s = str_trim_left(rest);

		if (!s.len || s.at[0] != '>' ||
			(depth == 0 && s.at != rest.at && rest.len - s.len > 1))
			break;
		rest = str_sub(s, 1, SIZE_MAX);
		depth++;
	}
	if (depth && rest.len && rest.at[0] == ' ')
		rest = str_sub(rest, 1, SIZE_MAX);
	*line = rest;
	return depth;
}

static unsigned indent_of(struct str line)
{
	unsigned columns = 0;

	for (size_t i = 0; i < line.len && (line.at[i] == ' ' || line.at[i] == '\t'); i++)
		columns += line.at[i] == '\t' ? 8 : 1;
	return columns;
}

static void add_prose(struct plain *p, struct str line)
{
	if (p->code || !builder_in_block(p->b)) {
		builder_block(p->b, BLOCK_PARAGRAPH, 0, p->quote, 0);
		p->code = false;
	} else if (p->last < LINE_FULL || p->last > LINE_HARD) {
		builder_break(p->b);
	} else {
		builder_text(p->b, STR(" "));
	}
	builder_text(p->b, str_trim(line));
}

static void add_code(struct plain *p, struct str line)
{
	if (!p->code || !builder_in_block(p->b))
		builder_block(p->b, BLOCK_CODE, 0, p->quote, 0);
	else
		builder_break(p->b);
	while (p->blanks > 0) {
		builder_text(p->b, STR("\n"));
		p->blanks--;
	}
	p->code = true;
	builder_text(p->b,
		str_trim_right(str_sub(line,
			CODE_INDENT < indent_of(line) && line.at[0] == ' ' ? CODE_INDENT : 0,
			SIZE_MAX)));
}

static void add_line(struct plain *p, struct str line)
{
	unsigned quote = quote_depth(&line);
	struct str words = str_trim(line);

	if (quote != p->quote) {
		builder_block_end(p->b);
		p->code = false;
		p->blanks = 0;
		p->quote = quote;
	}
	if (!words.len) {
		if (p->code)
			p->blanks++;
		else
			builder_block_end(p->b);
		return;
	}
	if (indent_of(line) >= CODE_INDENT && (p->code || !builder_in_block(p->b))) {
		add_code(p, line);
	} else {
		p->blanks = 0;
		add_prose(p, line);
	}
	p->last = words.len;
}

void body_write_text(
	struct extract *x, struct builder *b, struct str text, const struct body_options *o)
{
	struct plain p = { .b = b };
	struct str line;

	(void)x;
	if (o && o->comment)
		text = body_unsigned(text);
	while (str_line(&text, &line))
		add_line(&p, line);
	builder_block_end(b);
}
