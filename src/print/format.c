/* format.c: the table of output formats, and the text of blocks that several of them need. */
#include "config.h"

#include "print/print.h"

const struct print_format print_formats[] = {
	{ "plain", "txt", print_plain, "Wrapped text, replies indented." },
	{ "json", "json", print_json, "The whole document as one object." },
	{ "markdown", "md", print_markdown, "CommonMark, the replies as nested quotations." },
	{ "mbox", "mbox", print_mbox, "A mailbox with one mail a comment, threaded." },
	{ NULL, NULL, NULL, NULL },
};

const struct print_format *print_format_named(struct str name)
{
	for (const struct print_format *f = print_formats; f->name; f++)
		if (str_eq(name, str_z(f->name)))
			return f;
	return NULL;
}

const struct print_format *print_format_for_file(struct str path)
{
	for (const struct print_format *f = print_formats; f->name; f++) {
		struct str suffix = str_z(f->suffix);

		if (path.len > suffix.len && path.at[path.len - suffix.len - 1] == '.' &&
			str_ends_case(path, suffix))
			return f;
	}
	return NULL;
}

void print_add_soft(struct str text, struct buf *out)
{
	size_t at;

	while ((at = str_find(text, STR("\xC2\xAD"), 0)) != STR_NOWHERE) {
		buf_add(out, str_sub(text, 0, at));
		text = str_sub(text, at + 2, SIZE_MAX);
	}
	buf_add(out, text);
}

void print_blocks_text(
	const struct document *d, struct range blocks, bool captions, struct buf *out)
{
	const struct doc_block *last = NULL;

	for (uint32_t i = blocks.first; i < blocks.first + blocks.count; i++) {
		const struct doc_block *b = &d->block[i];

		if (b->text.len == 0 || (b->kind == BLOCK_FIGURE && !captions) ||
			(b->kind == BLOCK_EMBED && !captions && !(b->flags & BLOCK_POST)))
			continue;
		if (last)
			buf_add(out,
				last->kind == BLOCK_ROW && b->kind == BLOCK_ROW &&
						last->number == b->number
					? STR("\n")
					: STR("\n\n"));
		print_add_soft(doc_str(d, b->text), out);
		last = b;
	}
}
