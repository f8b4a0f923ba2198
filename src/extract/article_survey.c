/* article_survey.c: one pass over the page that learns of every element how much text it holds, how much of that is links, and what
 * that text is worth. Everything after it works on the table it fills, so the whole cost is linear. */
#include "config.h"

#include "extract/article_info.h"
#include "extract/body_writer.h"

enum {
	CARD_MOST = 400,  /* letters of a link */
	TABLE_LEAST = 40, /* letters of a table that can be what the page is about */
	ASIDE_TEXT =
		400, /* letters' worth of text beside a part, with the described paragraph in it, that can be the article */
};

static bool is_plain(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26 || ascii_digit(c);
}

/* What a byte counts for in a text. */
enum {
	LETTERS = 3, /* letters that begin with it: a CJK character counts three */
	BLANK = 1 << 2,
	COMMA = 1 << 3,
	STOP = 1 << 4,
	WIDE = 1 << 5, /* a mark of another script may begin with it */
};

static const uint8_t kinds[256] = {
	[0 ... '\t' - 1] = 1,
	['\t' ... '\r'] = BLANK,
	['\r' + 1 ... ' ' - 1] = 1,
	[' '] = BLANK,
	['!'] = 1 | STOP,
	['!' + 1 ... ',' - 1] = 1,
	[','] = 1 | COMMA,
	['-'] = 1,
	['.'] = 1 | STOP,
	['.' + 1 ... '?' - 1] = 1,
	['?'] = 1 | STOP,
	['?' + 1 ... 0x7F] = 1,
	[0xC0 ... 0xD7] = 1,
	[0xD8] = 1 | WIDE,
	[0xD9 ... 0xE2] = 1,
	[0xE3] = 3 | WIDE,
	[0xE4 ... 0xED] = 3,
	[0xEE] = 1,
	[0xEF] = 1 | WIDE,
	[0xF0 ... 0xFF] = 1,
};

/* The ideographic comma and stop, their full-width and Arabic likes. */
static bool is_wide_mark(struct str s)
{
	const unsigned char *c = (const unsigned char *)s.at;

	return (s.len > 2 &&
		       ((c[0] == 0xE3 && c[1] == 0x80 && (c[2] & 0xFE) == 0x80) ||
			       (c[0] == 0xEF && c[1] == 0xBC && c[2] == 0x8C))) ||
		(s.len > 1 && c[0] == 0xD8 && c[1] == 0x8C);
}

/* How much a text says: letters, and its commas and stops. A run of white space between them is one letter. */
static void measure(struct str s, uint32_t *letters, uint32_t *marks)
{
	uint32_t sum = 0, signs = 0;
	unsigned before = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned kind = kinds[(unsigned char)s.at[i]];

		sum += (kind & LETTERS) + ((before & ~kind & BLANK) != 0);
		signs += ((kind & COMMA) != 0) + ((before & STOP) && (kind & BLANK));
		if (kind & WIDE)
			signs += is_wide_mark(str_sub(s, i, SIZE_MAX));
		before = kind;
	}
	*letters += sum;
	*marks += signs + ((before & STOP) != 0);
}

/* What a run of text that belongs directly to this block is worth. */
static float worth(const struct article_info *i)
{
	float letters = (float)i->own, links = i->own ? (float)i->own_linked / (float)i->own : 0;
	float value;

	if (i->own < 20)
		return 0;
	if (links > 0.6f)
		return -(letters < 200 ? letters : 200) * 0.3f;
	if (i->act == TAG_HEADING || i->act == TAG_CAPTION || i->evidence & EVIDENCE_CREDITED)
		return 0;
	if (i->own < 60 && i->own_marks == 0)
		return i->act == TAG_BLOCK && links < 0.2f ? letters * 0.1f : 0;
	value = letters * (1 - links * 1.4f);
	if (i->own_marks == 0)
		value *= 0.4f;
	else if (i->own < 80)
		value *= 0.7f;
	if (i->act == TAG_ITEM || i->act == TAG_CELL)
		value *= 0.7f;
	return value;
}

bool article_is_apart(const struct article_info *i)
{
	return (i->evidence & (EVIDENCE_COMMENT | EVIDENCE_HIDDEN)) ||
		(i->evidence & EVIDENCE_FURNITURE &&
			!(i->evidence & (EVIDENCE_BODY | EVIDENCE_STATED | EVIDENCE_ARTICLE)));
}

bool article_is_aside(const struct article_page *p, uint32_t at)
{
	uint32_t up = at;

	if (!p->told || (p->told >= at && p->told < p->info.at[at].end))
		return false;
	while (up > 0 && !(p->told >= up && p->told < p->info.at[up].end))
		up = p->info.at[up].parent;
	return p->info.at[up].raw - p->info.at[at].raw >= ASIDE_TEXT;
}

/* What of a child's worth its parent may count as its own. */
static float inherited(const struct article_info *i)
{
	if (i->evidence & EVIDENCE_HIDDEN)
		return 0;
	if (i->evidence & EVIDENCE_COMMENT)
		return 0;
	if (i->evidence & EVIDENCE_FURNITURE &&
		!(i->evidence & (EVIDENCE_BODY | EVIDENCE_STATED | EVIDENCE_ARTICLE)))
		return i->score > 0 ? i->score * 0.05f : 0;
	return i->score;
}

static uint32_t of_tag(const xmlNode *n)
{
	static const struct {
		const char *name;
		uint32_t bits;
	} tags[] = {
		{ "nav", EVIDENCE_FURNITURE },
		{ "aside", EVIDENCE_FURNITURE },
		{ "footer", EVIDENCE_FURNITURE },
		{ "article", EVIDENCE_ARTICLE },
		{ "main", EVIDENCE_ARTICLE },
	};

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (node_is(n, tags[i].name))
			return tags[i].bits;
	return 0;
}

/* All text of a card is linked when a link stands round it. A longer one lacks its end tag. */
static void link_blocks(struct article_page *p, uint32_t at)
{
	struct article_info *i = &p->info.at[at];

	if (i->letters > CARD_MOST || i->linked == i->letters || !node_attr(i->node, "href").len)
		return;
	for (uint32_t n = at; n < i->end; n++)
		p->info.at[n].linked = p->info.at[n].letters;
}

static void settle(struct article_page *p, uint32_t at)
{
	struct article_info *i = &p->info.at[at], *up;

	i->end = (uint32_t)p->info.len;
	if (i->block) {
		if (i->own_caption && i->own_caption * 10 >= i->own * 9)
			i->evidence |= EVIDENCE_CREDITED;
		i->score = worth(i);
		if (i->act == TAG_TABLE && i->letters >= TABLE_LEAST &&
			i->linked * 3 < i->letters && i->raw * 2 < (float)i->letters &&
			body_is_data_table(i->node))
			i->score += (float)i->letters * 0.4f;
		i->raw += i->score > 0 ? i->score : 0;
		i->blocks += i->own >= 80 && i->own_linked * 2 < i->own && i->own_marks > 0;
	}
	if (at == 0)
		return;
	if (i->act == TAG_LINK && node_is(i->node, "a"))
		link_blocks(p, at);
	up = &p->info.at[i->parent];
	if (i->evidence & EVIDENCE_HIDDEN)
		return;
	up->letters += i->letters;
	up->linked += i->linked;
	up->marks += i->marks;
	up->blocks += i->blocks;
	up->raw += i->raw;
	if (!i->block) {
		up->own += i->own;
		up->own_linked += i->own_linked;
		up->own_marks += i->own_marks;
		up->own_caption += i->evidence & EVIDENCE_CAPTION ? i->own : i->own_caption;
	}
}

static bool enter(struct article_page *p, xmlNode *n, uint32_t parent)
{
	const struct tag *t = body_tag(n);
	struct article_info *i = array_add(&p->info);

	n->_private = (void *)(uintptr_t)p->info.len;
	i->node = n;
	i->parent = parent;
	i->act = t->act;
	i->block = body_is_block(n) || p->info.len == 1;
	i->end = (uint32_t)p->info.len;
	i->class = n->properties ? class_of(n) : NULL;
	if (node_is(n, "head")) {
		i->evidence = EVIDENCE_HIDDEN;
		return true;
	}
	if ((t->act == TAG_SKIP || t->act == TAG_SCRIPT) && !body_swallows(n))
		return false;
	i->evidence = of_tag(n) | (n->properties ? article_evidence(i) : 0);
	if (node_is(n, "body") || node_is(n, "html"))
		i->evidence = 0;
	else if (!p->hidden_too && body_hidden(n))
		i->evidence |= EVIDENCE_HIDDEN;
	return true;
}

static void add_text(struct article_page *p, uint32_t at, struct str s)
{
	struct article_info *i = &p->info.at[at];
	uint32_t letters = 0, marks = 0;

	measure(s, &letters, &marks);
	i->letters += letters;
	i->marks += marks;
	i->own += letters;
	i->own_marks += marks;
	if (i->act == TAG_LINK) {
		i->linked += letters;
		i->own_linked += letters;
	}
}

/* Whether the title stands in it: then it is no box laid over the page, whatever it is called. */
static bool holds_title(const struct article_page *p, uint32_t at)
{
	for (uint32_t n = at; n < p->info.at[at].end; n++)
		if (p->info.at[n].evidence & (EVIDENCE_TITLE | EVIDENCE_TOLD | EVIDENCE_STATED) ||
			node_is(p->info.at[n].node, "h1"))
			return true;
	return false;
}

/* Sums what the blocks are worth up the tree, less where a name speaks against them. A name on what holds most of the page ("has-sidebar")
 * says nothing, unless what the head describes stands elsewhere. */
static void weigh(struct article_page *p)
{
	float total = p->info.len ? p->info.at[0].raw : 0;

	for (size_t n = p->info.len; n-- > 1;) {
		struct article_info *i = &p->info.at[n];

		if (i->evidence & EVIDENCE_CONSENT &&
			!(p->info.at[i->parent].evidence & EVIDENCE_CONSENT) &&
			!holds_title(p, (uint32_t)n))
			i->evidence |= EVIDENCE_FURNITURE;
		else if (i->raw > total * 0.5f && !article_is_aside(p, (uint32_t)n))
			i->evidence &= ~(uint32_t)(EVIDENCE_FURNITURE | EVIDENCE_META |
				EVIDENCE_CAPTION | EVIDENCE_PULL | EVIDENCE_INSET);
		if (i->raw > total * 0.85f)
			i->evidence &= ~(uint32_t)EVIDENCE_COMMENT;
		if (i->peak < i->score)
			i->peak = i->score;
		p->info.at[i->parent].score += i->block ? inherited(i) : i->score;
		if (!article_is_apart(i) && p->info.at[i->parent].peak < i->peak)
			p->info.at[i->parent].peak = i->peak;
	}
}

static void look(struct article_page *p, struct extract *x)
{
	xmlNode *root = x->page->root, *n = root;
	uint32_t at = 0;

	p->x = x;
	while (n) {
		bool down = false;

		if (node_is_element(n)) {
			down = enter(p, n, at);
			at = (uint32_t)p->info.len - 1;
			/* All text inside a link is linked, whatever element it stands in. */
			if (p->info.at[at].act != TAG_LINK && at > 0 && !p->info.at[at].block &&
				p->info.at[p->info.at[at].parent].act == TAG_LINK)
				p->info.at[at].act = TAG_LINK;
		} else if (node_is_text(n) && p->info.len) {
			add_text(p, at, node_content(n));
		}
		if (down && n->children) {
			n = n->children;
			continue;
		}
		for (;;) {
			if (node_is_element(n)) {
				settle(p, at);
				at = p->info.at[at].parent;
			}
			if (n == root)
				return;
			if (n->next)
				break;
			n = n->parent;
		}
		n = n->next;
	}
}

void article_survey(struct article_page *p, struct extract *x)
{
	look(p, x);
	article_claims(p);
	weigh(p);
}

struct article_info *article_info(const struct article_page *p, const xmlNode *n)
{
	uintptr_t at = node_is_element(n) ? (uintptr_t)n->_private : 0;

	return at > 0 && at <= p->info.len && p->info.at[at - 1].node == n ? &p->info.at[at - 1]
									   : NULL;
}

/* A word in small letters; no-break spaces are blanks, soft hyphens nothing. */
static void add_word(struct str word, struct buf *out)
{
	char *room = buf_room(out, word.len);
	size_t len = 0;

	for (size_t i = 0; room && i < word.len; i++) {
		unsigned char c = (unsigned char)word.at[i],
			      next = i + 1 < word.len ? (unsigned char)word.at[i + 1] : 0;

		if (c != 0xC2 || (next != 0xA0 && next != 0xAD)) {
			room[len++] = ascii_lower((char)c);
			continue;
		}
		if (next == 0xA0 && out->len + len && room[(ptrdiff_t)len - 1] != ' ')
			room[len++] = ' ';
		i++;
	}
	out->len += len;
	if (room)
		room[len] = '\0';
}

/* Whether nothing below it is read. */
static bool is_quiet(const xmlNode *n)
{
	return node_is_element(n) &&
		(body_tag(n)->act == TAG_SKIP || body_tag(n)->act == TAG_SCRIPT);
}

unsigned char article_first(const xmlNode *n)
{
	for (const xmlNode *at = n; at; at = is_quiet(at) ? node_after(at, n) : node_next(at, n)) {
		struct str s = node_content(at);

		for (size_t i = 0; i < s.len; i++)
			if (is_plain(s.at[i]) || (unsigned char)s.at[i] >= 0x80)
				return (unsigned char)ascii_lower(s.at[i]);
	}
	return 0;
}

void article_line(const xmlNode *n, size_t max, struct buf *out)
{
	struct str word, text;
	bool gap = true;

	for (const xmlNode *at = n; at && out->len < max;) {
		text = node_content(at);
		if (node_is_element(at) && (body_is_block(at) || node_is(at, "br")))
			gap = true;
		if (at != n && at->prev && node_is_element(at->prev) && body_is_block(at->prev))
			gap = true;
		if (text.len && ascii_space(text.at[0]))
			gap = true;
		while (out->len < max && str_word(&text, &word)) {
			if (gap && out->len)
				buf_add_char(out, ' ');
			add_word(word, out);
			gap = text.len > 0;
		}
		at = is_quiet(at) ? node_after(at, n) : node_next(at, n);
	}
}
