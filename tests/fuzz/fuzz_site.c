/* fuzz_site.c: any text as site rules, tried on a page: mistakes are told, and no rule runs for ever. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "extract/extract.h"
#include "site/site.h"

static const char page[] =
	"<html><body><h1 class=t>T</h1><ol><li class=c id=c1><b>Ann</b><i>1 May 2020</i><p>one two "
	"three"
	"<ol><li class=c id=c2><b>Bob</b><i>2 May 2020</i><p>four five six</ol></ol></body></html>";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf mistakes = { 0 };
	struct site_set *s = site_set_new(NULL, NULL, &mistakes);
	struct extract_options o = { .sites = s, .now = 1600000000 };
	struct page p;
	struct err e;

	site_set_add(s, "rules", (struct str){ (const char *)bytes, len }, true, &mistakes);
	if (page_parse(&p, PAGE_HTML, str_z(page), STR("http://site.example/a"), &e)) {
		struct builder *b = builder_new(0);
		struct buf image = { 0 };

		extract_document(&p, &o, b);
		PROMISE(builder_seal(b, &image, &e));
		builder_free(b);
		buf_free(&image);
		page_free(&p);
	}
	buf_free(&mistakes);
	site_set_free(s);
	return 0;
}
