/* main.c: reads the arguments and wires the parts. */
#include "config.h"

#include "base/log.h"
#include "command/settings.h"
#include "decode/decode.h"
#include "load/confine.h"
#include "load/join.h"
#include "load/opener.h"
#include "load/place.h"
#include "load/samples.h"
#include "print/print.h"
#include "site/site.h"
#include "store/store.h"
#include "text/clean.h"
#include "text/url.h"
#include "view/view.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	MESSAGE_COLUMNS = 400, /* of a message about what a page or a user wrote */
	WIDTH_LIMIT = 1000,
};

/* What the parts of main share. */
struct program {
	struct settings settings;
	struct site_set *sites;
	struct buf mistakes; /* in the config file and the rules, one a line */
	struct load_request request;
	struct store *store;
	bool utf8;  /* the locale */
	bool ascii; /* the locale or the user wants nothing else */
};

static void complain(const char *text)
{
	struct buf shown = { 0 };

	fprintf(stderr, "postil: %s\n", text_show(str_z(text), MESSAGE_COLUMNS, &shown));
	buf_free(&shown);
}

/* Every mistake in the config file and the rules; the reader starts all the same. */
static void complain_all(struct str mistakes)
{
	struct str line;

	while (str_line(&mistakes, &line)) {
		struct buf one = { 0 };

		buf_add(&one, line);
		complain(buf_z(&one));
		buf_free(&one);
	}
}

/* The locale of the environment; where it says nothing at all (containers, cron), UTF-8. Of it only
 * charset and messages: numbers are written the same everywhere, and each category is a file read.
 */
static bool is_utf8_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	bool silent = true;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		silent = silent && !(getenv(names[i]) && *getenv(names[i]));
	setlocale(LC_CTYPE, silent ? "C.UTF-8" : "");
	setlocale(LC_MESSAGES, silent ? "C.UTF-8" : "");
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* $COLUMNS, else 80, unless the user has said. */
static int output_width(const struct options *o)
{
	int64_t columns;

	if (o->number[OPT_WIDTH] > 0)
		return (int)o->number[OPT_WIDTH];
	if (str_number(str_z(getenv("COLUMNS")), 0, WIDTH_LIMIT, &columns) && columns > 0)
		return (int)columns;
	return 0;
}

static int print_buf(struct buf *text)
{
	struct sink s = { .fd = STDOUT_FILENO };
	struct err e;

	sink_add(&s, buf_str(text));
	buf_free(text);
	if (sink_end(&s, &e))
		return STATUS_DONE;
	if (e.sys != EPIPE)
		complain(e.text);
	return STATUS_NOT_READ;
}

static const char *const features[] = {
	"libxml2",
	"ncurses",
	"libunistring",
	"pcre2",
	"sqlite",
#ifdef HAVE_FRIBIDI
	"fribidi",
#endif
#ifdef HAVE_HYPHEN
	"hyphen",
#endif
#ifdef HAVE_UCHARDET
	"uchardet",
#endif
#ifdef HAVE_ZLIB
	"zlib",
#endif
#ifdef HAVE_BROTLI
	"brotli",
#endif
#ifdef HAVE_ZSTD
	"zstd",
#endif
};

static int print_version(void)
{
	struct buf text = { 0 };

	buf_add(&text,
		STR(PACKAGE_NAME " " PACKAGE_VERSION "\n"
				 "Licence GPLv3+: GNU GPL version 3 or later "
				 "<https://gnu.org/licenses/gpl.html>.\n"
				 "This is free software: you may change and redistribute it.\n"
				 "There is no warranty, as far as the law permits.\n"
				 "Built with:"));
	for (size_t i = 0; i < sizeof(features) / sizeof(*features); i++)
		buf_printf(&text, " %s", features[i]);
	buf_add(&text, STR("\nA page is read behind: "));
	load_layers(&text);
	buf_add_char(&text, '\n');
	return print_buf(&text);
}

/* The writer that the options ask for; NULL for the reader on the terminal. */
static print_writer *chosen_writer(const struct options *o)
{
	if (option_on(o, OPT_EXPLAIN))
		return print_explain;
	if (option_on(o, OPT_JSON))
		return print_json;
	if (o->given[OPT_FORMAT] && print_format_named(str_z(o->text[OPT_FORMAT])))
		return print_format_named(str_z(o->text[OPT_FORMAT]))->write;
	if (option_on(o, OPT_DUMP) || !isatty(STDOUT_FILENO))
		return print_plain;
	return NULL;
}

/* Joins what the options ask for with the page. Parts that cannot be had are notes. */
static void join_page(struct program *p, struct load *load)
{
	const struct options *o = &p->settings.options;
	struct join_limits limits = { .pages = (unsigned)o->number[OPT_JOIN] };
	bool elsewhere = option_on(o, OPT_ELSEWHERE);
	struct elsewhere e = { 0 };
	struct buf image = { 0 };
	struct err err = { 0 };
	struct join *j;

	if (!limits.pages && !elsewhere)
		return;
	view_elsewhere(o, &e);
	j = join_start(
		&load->document, &p->request, &limits, limits.pages > 0, elsewhere ? &e : NULL);
	join_wait(j);
	if ((!join_image(j, &image, &err) || !load_replace(load, &image, &err)) && err.text[0])
		complain(err.text);
	join_free(j);
	load_forget(load);
	buf_free(&image);
}

static int print_page(struct program *p, struct load *load, print_writer *write)
{
	const struct options *o = &p->settings.options;
	struct print_options options = {
		.width = output_width(o), .ascii = p->ascii, .now = p->request.now
	};
	struct sink sink = { .fd = STDOUT_FILENO };
	struct err e;
	int status;

	if (!load_wait(load)) {
		complain(load->err.text);
		return STATUS_NOT_READ;
	}
	join_page(p, load);
	if (!confine_program(p->store, &e)) {
		complain(e.text);
		return STATUS_NOT_READ;
	}
	options.explain = buf_str(&load->explain);
	write(&load->document, &options, &sink);
	status = load_status(load);
	if (load->salvaged)
		complain(load->err.text);
	if (sink_end(&sink, &e))
		return status;
	if (e.sys != EPIPE)
		complain(e.text);
	return STATUS_NOT_READ;
}

/* The first mistake of the config file or the rules for the status line, the file without its
 * folders; the others stand on standard error. */
static void first_mistake(const struct program *p, struct buf *out)
{
	struct str all = buf_str(&p->mistakes), line;
	char *z;

	if (!str_line(&all, &line))
		return;
	for (size_t i = str_find_char(line, ':', 0); i != STR_NOWHERE && i-- > 0;)
		if (line.at[i] == '/') {
			line = str_sub(line, i + 1, SIZE_MAX);
			break;
		}
	z = mem_z(line);
	text_show(str_z(z), MESSAGE_COLUMNS, out);
	mem_free(z);
}

/* The reader. -1 when there is no terminal it could use: then the page is printed. */
static int show_page(struct program *p, struct load *load)
{
	const char *no_color = getenv("NO_COLOR");
	struct view_options v = {
		.request = &p->request,
		.settings = &p->settings,
		.store = p->store,
		.lock = true,
		.now = p->request.now,
		.mono = no_color && *no_color,
		.plain_locale = !p->utf8,
	};
	struct buf notice = { 0 };
	struct err e = { 0 };
	int status;

	view_options_take(&v, &p->settings.options);
	first_mistake(p, &notice);
	v.notice = notice.len ? buf_z(&notice) : NULL;
	status = view_run(&v, load, &e);
	buf_free(&notice);
	if (load->stage == LOAD_FAILED)
		complain(load->err.text);
	else if (status < 0)
		complain(e.text);
	return status;
}

/* The reader will be locked in, so somebody else must start what it needs; the printer starts
 * its loaders itself. */
static bool start_opener(struct program *p)
{
	const struct options *o = &p->settings.options;
	struct opener_options with = {
		.sites = p->sites,
		.place = p->request.place,
		.browser = option_text(o, OPT_BROWSER),
		.copy = option_text(o, OPT_COPY_COMMAND),
	};
	struct err e;

	if (!with.browser)
		with.browser = getenv("BROWSER");
	p->request.opener = opener_start(&with, &e);
	if (!p->request.opener)
		complain(e.text);
	return p->request.opener != NULL;
}

static int read_page(struct program *p)
{
	print_writer *write = chosen_writer(&p->settings.options);
	struct load load;
	struct err e;
	int status = -1;

	p->request.early = !write;
	if (!write && !start_opener(p))
		return STATUS_NOT_READ;
	if (load_start(&load, &p->request, &e)) {
		if (!write)
			status = show_page(p, &load);
		if (status < 0)
			status = print_page(p, &load, write ? write : print_plain);
		load_free(&load);
	} else {
		complain(e.text);
		status = STATUS_NOT_READ;
	}
	opener_stop(p->request.opener);
	return status;
}

/* What could not be kept or recalled, once the page has been shown. */
static void complain_of_store(struct program *p)
{
	struct str trouble = store_trouble(p->store);
	struct buf text = { 0 };

	buf_add(&text, trouble);
	if (text.len)
		complain(buf_z(&text));
	buf_free(&text);
}

static void open_store(struct program *p)
{
	const struct options *o = &p->settings.options;
	struct store_options s = {
		.without = { option_on(o, OPT_NO_CACHE), option_on(o, OPT_NO_STORE) },
		.cache_max = (uint64_t)o->number[OPT_CACHE_SIZE] * 1024 * 1024,
		.now = (int64_t)time(NULL),
	};

	p->store = store_new(&s);
}

static void fill_request(struct program *p, const char *place)
{
	const struct options *o = &p->settings.options;

	p->request = (struct load_request){
		.place = place,
		.type = option_text(o, OPT_TYPE),
		.charset = option_text(o, OPT_CHARSET),
		.base = option_text(o, OPT_BASE),
		.record = option_text(o, OPT_RECORD),
		.no_rules = option_on(o, OPT_NO_RULES),
		.explain = option_on(o, OPT_EXPLAIN),
		.sites = p->sites,
		.store = p->store,
		.max = (size_t)o->number[OPT_MAX_SIZE] * 1024 * 1024,
		.network = {
			.headers = o->number[OPT_MAX_HEADERS],
			.redirects = o->number[OPT_MAX_REDIRECTS],
			.connect = o->number[OPT_CONNECT_TIME],
			.slow = o->number[OPT_SLOW_TIME],
			.whole = o->number[OPT_MAX_TIME],
			.netrc = option_on(o, OPT_NETRC),
			.authorities = option_text(o, OPT_CA_FILE),
			.offline = option_on(o, OPT_OFFLINE),
		},
		.now = (int64_t)time(NULL),
	};
}

/* Site rules of the user stand beside the config file. */
static void read_rules(struct program *p)
{
	struct buf folder = { 0 };

	if (settings_path(&folder)) {
		buf_cut(&folder, folder.len - STR("config").len);
		buf_add(&folder, STR("sites"));
	}
	p->sites = site_set_new(folder.len ? buf_z(&folder) : NULL, NULL, &p->mistakes);
	buf_free(&folder);
}

/* The page, where a file: address names one too: nobody but the user ever gets that far. */
static int open_place(struct program *p, const char *place)
{
	struct buf path = { 0 };
	int status = STATUS_NOT_READ;
	struct err e;
	bool ok;

	if (place_is_file(place, &path, &ok, &e))
		place = buf_z(&path);
	if (ok) {
		fill_request(p, place);
		status = read_page(p);
	} else {
		complain(e.text);
	}
	buf_free(&path);
	return status;
}

static int check_rules(struct program *p)
{
	struct buf mistakes = { 0 };
	bool ok = site_set_check(p->sites, &mistakes) && !p->mistakes.len;

	fill_request(p, NULL);
	ok = samples_check(&p->request, &mistakes) && ok;
	complain_all(buf_str(&mistakes));
	buf_free(&mistakes);
	return ok ? STATUS_DONE : STATUS_USAGE;
}

/* What a value has to be besides what the table of options says of it. */
static bool values_fit(const struct options *o)
{
	const char *charset = option_text(o, OPT_CHARSET), *base = option_text(o, OPT_BASE);
	struct url_parts u;
	struct err e;

	if (charset && !decode_knows(str_z(charset))) {
		err_set(&e, ERR_USAGE, "charset \"%s\" is not known", charset);
		complain(e.text);
		return false;
	}
	url_parts(str_z(base), &u);
	if (base && !u.host.len) {
		/* Said and passed over: the page can be read without it, and lists of pages hold names in its place. */
		err_set(&e, ERR_USAGE, "base wants an address, not \"%s\"", base);
		complain(e.text);
	}
	return true;
}

static int run(struct program *p, const char *place)
{
	struct options *o = &p->settings.options;
	struct err e;
	int status;

	if (option_text(o, OPT_DEBUG) && !log_open(option_text(o, OPT_DEBUG), &e)) {
		complain(e.text);
		return STATUS_USAGE;
	}
	if (o->given[OPT_PRESET])
		keymap_preset(&p->settings.keymap, str_z(o->text[OPT_PRESET]));
	if (!option_on(o, OPT_NO_CONFIG))
		settings_load(&p->settings, option_text(o, OPT_CONFIG), &p->mistakes);
	if (!values_fit(o))
		return STATUS_USAGE;
	read_rules(p);
	complain_all(buf_str(&p->mistakes));
	if (option_on(o, OPT_CHECK_RULES))
		return check_rules(p);
	if (!place && isatty(STDIN_FILENO)) {
		complain("which page? Give a file, an address or - (postil --help lists the "
			 "options)");
		return STATUS_USAGE;
	}
	p->utf8 = is_utf8_locale();
	p->ascii = !p->utf8 || option_on(o, OPT_ASCII);
	open_store(p);
	status = open_place(p, place ? place : "-");
	complain_of_store(p);
	return status;
}

int main(int argc, char **argv)
{
	struct program p = { 0 };
	struct buf text = { 0 };
	struct err e;
	int operand, status;

	settings_init(&p.settings);
	if (!options_parse(&p.settings.options, argc, argv, &operand, &e)) {
		complain(e.text);
		return STATUS_USAGE;
	}
	if (option_on(&p.settings.options, OPT_VERSION))
		return print_version();
	if (option_on(&p.settings.options, OPT_HELP)) {
		options_help(&text);
		return print_buf(&text);
	}
	if (option_on(&p.settings.options, OPT_LIST_COMMANDS)) {
		options_list(&text);
		return print_buf(&text);
	}
	if (argc - operand > 1) {
		complain("one page at a time");
		return STATUS_USAGE;
	}
	status = run(&p, operand < argc ? argv[operand] : NULL);
	store_free(p.store);
	site_set_free(p.sites);
	settings_free(&p.settings);
	buf_free(&p.mistakes);
	return status;
}
