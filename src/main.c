/* main.c: reads the arguments and wires the parts. */
#include "config.h"

#include "load/load.h"
#include "print/print.h"
#include "site/site.h"
#include "text/clean.h"

#include <getopt.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct arguments {
	struct load_request request;
	print_writer *write;
};

static enum status complain(const char *place, const struct err *e)
{
	struct buf shown = { 0 };

	fprintf(stderr, "postil: %s\n", text_show(str_z(e->text), 400, &shown));
	(void)place;
	buf_free(&shown);
	return e->code == ERR_USAGE ? STATUS_USAGE : STATUS_NOT_READ;
}

static enum status show(const struct arguments *a)
{
	struct sink sink = { .fd = STDOUT_FILENO };
	struct print_options o = { .now = a->request.now };
	struct load load;
	struct err e;
	enum status status;

	if (!load_start(&load, &a->request, &e))
		return complain(a->request.place, &e);
	if (!load_wait(&load)) {
		status = complain(a->request.place, &load.err);
		load_free(&load);
		return status;
	}
	o.explain = buf_str(&load.explain);
	a->write(&load.document, &o, &sink);
	status = load_status(&load);
	if (!sink_end(&sink, &e))
		status = complain("standard output", &e);
	load_free(&load);
	return status;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "dump", no_argument, NULL, 'd' },	{ "json", no_argument, NULL, 'j' },
		{ "explain", no_argument, NULL, 'e' },	{ "no-rules", no_argument, NULL, 'n' },
		{ "base", required_argument, NULL, 'b' }, { NULL, 0, NULL, 0 },
	};
	struct arguments a = { .write = print_plain, .request = { .place = "-", .now = (int64_t)time(NULL) } };
	struct site_set *sites;
	int c;

	while ((c = getopt_long(argc, argv, "dj", options, NULL)) != -1) {
		if (c == 'j')
			a.write = print_json;
		else if (c == 'e')
			a.write = print_explain;
		else if (c == 'n')
			a.request.no_rules = true;
		else if (c == 'b')
			a.request.base = *optarg ? optarg : NULL;
		else if (c == '?')
			return STATUS_USAGE;
	}
	if (optind < argc)
		a.request.place = argv[optind];
	a.request.explain = a.write == print_explain;
	sites = site_set_new(NULL, NULL, NULL);
	a.request.sites = sites;
	return show(&a);
}
