/* page.c: choosing the parser, and the address of the page. */
#include "config.h"

#include "page/dump.h"
#include "page/html.h"
#include "page/json.h"
#include "page/mail.h"
#include "page/make.h"
#include "page/page.h"
#include "page/xml.h"
#include "text/url.h"

#include <stdlib.h>

/* The address that a page gives as its own, where it is not known otherwise: a file. */
static struct str own_address(const struct page *p)
{
	struct str url = STR_NONE;

	for (xmlNode *n = p->root; n && p->kind == PAGE_HTML && !url.len;
		n = node_next(n, p->root)) {
		if (node_is(n, "body"))
			break;
		if (node_is(n, "link") && str_has_word(node_attr(n, "rel"), STR("canonical")))
			url = str_trim(node_attr(n, "href"));
		else if (node_is(n, "meta") && str_eq(node_attr(n, "property"), STR("og:url")))
			url = str_trim(node_attr(n, "content"));
		if (!str_starts_case(url, STR("http://")) && !str_starts_case(url, STR("https://")))
			url = STR_NONE;
	}
	return url;
}

static void *take(size_t size)
{
	void *at = malloc(size ? size : 1);

	if (!at)
		mem_fail();
	return at;
}

static void *resize(void *at, size_t size)
{
	return mem_resize(at, 1, size);
}

static char *copy(const char *z)
{
	return mem_z(str_z(z));
}

void page_use_memory(void)
{
	if (xmlMemSetup(mem_free, take, resize, copy) != 0)
		mem_fail();
}

/* What relative addresses are resolved against: the first <base href>, itself resolved against the page's address. */
static void find_base(struct page *p)
{
	struct str address = p->url.len ? buf_str(&p->url) : own_address(p);

	for (xmlNode *n = p->root; n && p->kind == PAGE_HTML; n = node_next(n, p->root)) {
		if (node_is(n, "body"))
			break;
		if (node_is(n, "base") && node_attr(n, "href").len &&
			url_resolve(address, node_attr(n, "href"), &p->base))
			return;
	}
	buf_cut(&p->base, 0);
	buf_add(&p->base, address);
}

/* HTML that gave no element at all is plain text; it gets a root of its own. */
static void ensure_root(struct page *p)
{
	p->root = p->doc ? xmlDocGetRootElement(p->doc) : NULL;
	if (p->root)
		return;
	make_free(p->doc);
	p->doc = make_document("html", p->text.len);
	p->root = xmlDocGetRootElement(p->doc);
	make_text(make_element(p->root, STR("body")), p->text);
}

bool page_parse(struct page *p, enum page_kind kind, struct str text, struct str url, struct err *e)
{
	*p = (struct page){ .kind = kind, .text = text };
	if (str_trim(text).len == 0)
		return err_set(e, ERR_FORMAT, "the page is empty");
	buf_add(&p->url, url);
	switch (p->kind) {
	case PAGE_HTML: p->doc = html_parse(p, text); break;
	case PAGE_XML: p->doc = xml_document(p, text); break;
	case PAGE_JSON: p->doc = json_document(p, text); break;
	case PAGE_MAIL: p->doc = mail_parse(text); break;
	case PAGE_DUMP: p->doc = dump_parse(p, text); break;
	}
	ensure_root(p);
	find_base(p);
	return true;
}

void page_free(struct page *p)
{
	make_free(p->doc);
	buf_free(&p->url);
	buf_free(&p->base);
	*p = (struct page){ 0 };
}
