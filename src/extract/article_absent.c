/* article_absent.c: pages whose text is a message of the site: not found, log in, are you a robot. */
#include "config.h"

#include "extract/article_listing.h"

#include "text/fold.h"

enum {
	MESSAGE_MOST = 1200, /* letters of such a message */
	DOOR_MOST = 600,     /* of a page with a field for a password in its text */
	LINE_BYTES = 160,
	GOES_ON = 28,	 /* bytes of a line behind the phrase */
	NUMBER_MOST = 3, /* digits of a phrase that is a number */
	HEADINGS = 3,	 /* that are looked at */
};

static const struct str phrases[] = {
#define ABSENT(phrase) STR_INIT(phrase),
#include "extract/absent.def"
#undef ABSENT
};

/* Whether a phrase is all of a line but for a few words. A number has no digits or units behind it: "404 people". */
static bool is_phrase(struct str line, struct str phrase)
{
	struct str rest = str_sub(line, phrase.len, SIZE_MAX);

	if (!str_starts(line, phrase) || rest.len > GOES_ON)
		return false;
	if (!rest.len)
		return true;
	if (phrase.len == NUMBER_MOST && ascii_digit(phrase.at[0]))
		return rest.len > 1 &&
			(!ascii_space(rest.at[0]) || str_has(rest, STR("not found")) ||
				str_has(rest, STR("error")) || str_has(rest, STR("forbidden")) ||
				str_has(rest, STR("gone")));
	return !ascii_alpha(rest.at[0]) && !ascii_digit(rest.at[0]);
}

/* Signs and "Oops!" before what is said. */
static struct str past_sigh(struct str s)
{
	static const char *const sighs[] = { "oops", "ups", "hoppla", "oh no", "sorry", "uh oh" };

	for (size_t i = 0; i < sizeof(sighs) / sizeof(*sighs); i++)
		if (str_starts(s, str_z(sighs[i])))
			s = str_sub(s, str_z(sighs[i]).len, SIZE_MAX);
	while (s.len && (unsigned char)s.at[0] < 0x80 && !ascii_alpha(s.at[0]) &&
		!ascii_digit(s.at[0]))
		s = str_sub(s, 1, SIZE_MAX);
	return str_trim(s);
}

static bool is_message(struct str text)
{
	struct buf folded = { 0 };
	struct str line;
	bool found = false;

	text_fold(str_sub(text, 0, LINE_BYTES), FOLD_CASE, &folded, NULL, 0);
	line = past_sigh(buf_str(&folded));
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases) && !found; i++)
		found = is_phrase(line, phrases[i]);
	buf_free(&folded);
	return found;
}

/* A title in its parts: before or behind a bar or a dash may stand the name of the site. */
static bool title_is_message(struct str title)
{
	static const struct str dashes[] = { STR_INIT(" - "), STR_INIT(" \xE2\x80\x93 "),
		STR_INIT(" \xE2\x80\x94 "), STR_INIT(" | "), STR_INIT(" \xC2\xB7 ") };

	for (;;) {
		size_t end = title.len, next = title.len;

		for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++) {
			size_t at = str_find(title, dashes[i], 0);

			if (at < end) {
				end = at;
				next = at + dashes[i].len;
			}
		}
		if (is_message(str_trim(str_sub(title, 0, end))))
			return true;
		if (end == title.len)
			return false;
		title = str_sub(title, next, SIZE_MAX);
	}
}

/* Whether the title or one of the first headings is a message. A heading that is the title and none speaks against it: then "Log in" stands over
 * a box beside the text. */
static bool says_so(const struct article_page *p)
{
	struct buf line = { 0 };
	unsigned headings = 0;
	bool yes = false, titled = false;

	for (uint32_t n = 0; n < p->info.len && headings < HEADINGS && !titled; n++) {
		const struct article_info *i = &p->info.at[n];
		bool message;

		if (node_is(i->node, "title") && i->node->children &&
			title_is_message(str_trim(node_content(i->node->children)))) {
			yes = true;
			break;
		}
		if (i->act != TAG_HEADING || article_is_apart(i))
			continue;
		headings++;
		buf_cut(&line, 0);
		article_line(i->node, LINE_BYTES, &line);
		message = is_message(buf_str(&line));
		yes = yes || message;
		titled = i->evidence & EVIDENCE_TITLE && !message;
	}
	buf_free(&line);
	return yes && !titled;
}

static bool has_password(const struct article_page *p, const struct article_choice *c)
{
	for (unsigned k = 0; k < c->count; k++) {
		const xmlNode *root = p->info.at[c->at[k]].node;

		for (const xmlNode *n = root; n; n = node_next(n, root))
			if (node_is(n, "input") &&
				str_eq_case(node_attr(n, "type"), STR("password")))
				return true;
	}
	return false;
}

bool article_is_absent(const struct article_page *p, const struct article_choice *c)
{
	uint32_t letters = 0;

	for (unsigned k = 0; k < c->count; k++)
		letters += p->info.at[c->at[k]].letters;
	if (letters > MESSAGE_MOST)
		return false;
	return says_so(p) || (letters <= DOOR_MOST && has_password(p, c));
}
