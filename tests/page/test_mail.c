/* test_mail.c: messages and mailboxes as a tree. */
#include "config.h"

#include "support/unit.h"

#include "page/mime.h"
#include "page/page.h"

static struct page parse(const char *text)
{
	struct page p;
	struct err e;

	assert_true(page_parse(&p, PAGE_MAIL, str_z(text), STR_NONE, &e));
	return p;
}

static void assert_text(const xmlNode *n, const char *text)
{
	struct buf b = { .len = 0 };

	assert_non_null(n);
	node_text(n, &b);
	assert_str(str_trim(buf_str(&b)), text);
	buf_free(&b);
}

static xmlNode *message(const struct page *p, int number)
{
	xmlNode *n = node_first_element(p->root);

	assert_true(node_is(p->root, "mail"));
	while (n && number-- > 0)
		n = node_next_element(n);
	return n;
}

static const xmlNode *field(const xmlNode *message, const char *name)
{
	const xmlNode *n = node_first_element(message);

	while (n && !str_eq(node_attr(n, "name"), str_z(name)))
		n = node_next_element(n);
	return n;
}

static void assert_body(const char *mail, const char *text)
{
	struct page p = parse(mail);

	assert_text(node_child(message(&p, 0), "body"), text);
	page_free(&p);
}

static void assert_subject(const char *raw, const char *text)
{
	struct buf b = { .len = 0 };

	mime_words(str_z(raw), NULL, &b);
	assert_str(buf_str(&b), text);
	buf_free(&b);
}

static void a_mailbox_is_parted_into_messages(void **state)
{
	struct page p = parse("From a Mon\nFrom: A\nSubject: one\n\nbody\nFrom here on\n\nFrom "
			      "there: no\n\n>From quoted\n\n"
			      "From b Tue\r\nFrom: B\r\n\r\nsecond\r\n");

	(void)state;
	assert_text(node_child(message(&p, 0), "body"),
		"body\nFrom here on\n\nFrom there: no\n\nFrom quoted");
	assert_text(field(message(&p, 1), "From"), "B");
	assert_text(node_child(message(&p, 1), "body"), "second");
	assert_null(message(&p, 2));
	page_free(&p);
}

static void names_and_ids_are_taken_out_of_their_fields(void **state)
{
	struct page p = parse("From: \"Ada L.\" <ada@example.org>\nMESSAGE-ID: <3@x>\nReferences: "
			      "<1@x>\n\t<2@x>\n\nhi\n");
	const xmlNode *m = message(&p, 0);

	(void)state;
	assert_str(node_attr(field(m, "From"), "person"), "Ada L.");
	assert_str(node_attr(field(m, "Message-ID"), "id"), "3@x");
	assert_str(node_attr(field(m, "References"), "id"), "2@x");
	assert_text(field(m, "References"), "<1@x> <2@x>");
	page_free(&p);
	p = parse("From: ada@example.org (Ada)\nTo: b\n\nhi\n");
	assert_str(node_attr(field(message(&p, 0), "From"), "person"), "Ada");
	page_free(&p);
	p = parse("From: <ada@example.org>\nTo: b\n\nhi\n");
	assert_str(node_attr(field(message(&p, 0), "From"), "person"), "ada@example.org");
	page_free(&p);
}

static void quoted_printable_is_read(void **state)
{
	(void)state;
	assert_body("From: a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
		    "quoted-printable\n\n"
		    "caf=C3=A9 so=\nft =3D =zz =4",
		"café soft = =zz =4");
	assert_body("From: a\nContent-Type: text/plain; "
		    "charset=\"windows-1252\"\nContent-Transfer-Encoding: Quoted-Printable\n\n"
		    "caf=E9 =93x=94",
		"café “x”");
	assert_body("From: a\nContent-Transfer-Encoding: quoted-printable\n\na=FFb",
		"a\xef\xbf\xbd"
		"b");
}

static void base64_is_read(void **state)
{
	(void)state;
	assert_body("From: a\nContent-Transfer-Encoding: base64\n\naGVs\r\nbG8g\nd29ybGQ=\n",
		"hello world");
	assert_body("From: a\nContent-Transfer-Encoding: base64\n\naGVsbG", "hell");
}

static void encoded_words_are_read(void **state)
{
	(void)state;
	assert_subject("=?UTF-8?Q?caf=C3=A9_au?= =?utf-8?B?IGxhaXQ=?= x", "café au lait x");
	assert_subject("=?utf-8?B?w?= =?utf-8?q?=C3?= =?utf-8?q?=A9?=", "é");
	assert_subject("Re: =?iso-8859-1*fr?q?=E9t=E9?= =?", "Re: été =?");
	assert_subject("=?utf-8?x?abc?= =?utf-8?q?open", "=?utf-8?x?abc?= =?utf-8?q?open");
}

static void plain_text_is_preferred_in_a_multipart(void **state)
{
	(void)state;
	assert_body("From: a\nContent-Type: multipart/mixed;\n boundary=\"o\"\n\npreamble\n--o\n"
		    "Content-Type: multipart/alternative; boundary=i\n\n--i\nContent-Type: "
		    "text/html\n\n<p>html</p>\n--i\n"
		    "Content-Type: text/plain\n\nplain\n--i--\n--o\nContent-Type: "
		    "text/plain\n\nfooter\n--o--\nepilogue\n",
		"plain");
}

static void html_alone_becomes_elements(void **state)
{
	struct page p = parse("From: a\nContent-Type: multipart/mixed; "
			      "boundary=o\n\n--o\nContent-Type: text/plain\n"
			      "Content-Disposition: attachment\n\nno\n--o\nContent-Type: "
			      "text/html\n\n<p>one <b>two</b></p>\n--o--\n");
	const xmlNode *body = node_child(message(&p, 0), "body");

	(void)state;
	assert_str(node_attr(body, "type"), "html");
	assert_non_null(node_child(node_child(body, "p"), "b"));
	page_free(&p);
}

static void broken_boundaries_lose_no_text(void **state)
{
	(void)state;
	assert_body("From: a\nContent-Type: multipart/mixed; boundary=x\n\n--y\n\ntext\n",
		"--y\n\ntext");
	assert_body("From: a\nContent-Type: multipart/mixed\n\ntext\n", "text");
	assert_body("From: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nnever closed",
		"never closed");
}

static void a_truncated_message_gives_what_it_holds(void **state)
{
	struct page p = parse("From: Ada\nSubject: cut off");

	(void)state;
	assert_text(field(message(&p, 0), "Subject"), "cut off");
	assert_text(node_child(message(&p, 0), "body"), "");
	page_free(&p);
	assert_body("From: a\nContent-Type: multipart/mixed; boundary=x\n\n--x", "");
	assert_body(
		"From: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/pl",
		"");
}

static void a_signature_is_left_out(void **state)
{
	(void)state;
	assert_body("From: a\nTo: b\n\ntext\n--\nmore\n-- \nAda\n", "text\n--\nmore");
}

static void a_saved_page_is_that_page(void **state)
{
	struct page p = parse("From: <Saved>\nSnapshot-Content-Location: https://example.org/a\n"
			      "Content-Type: multipart/related; type=\"text/html\"; "
			      "boundary=\"b\"\n\n--b\nContent-Type: text/html\n"
			      "Content-Transfer-Encoding: quoted-printable\n\n<html><body><p "
			      "class=3D\"x\">hi</p></body></html>\n--b\n"
			      "Content-Type: image/png\n\nzzz\n--b--\n");

	(void)state;
	assert_int_equal(p.kind, PAGE_HTML);
	assert_true(node_is(p.root, "html"));
	assert_str(node_attr(node_child(node_child(p.root, "body"), "p"), "class"), "x");
	assert_str(buf_str(&p.base), "https://example.org/a");
	page_free(&p);
}

static void deep_multiparts_end(void **state)
{
	struct buf b = { .len = 0 };
	struct page p;

	(void)state;
	buf_add(&b, STR("From: a\n"));
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	p = parse(buf_z(&b));
	assert_non_null(node_child(message(&p, 0), "body"));
	page_free(&p);
	buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mailbox_is_parted_into_messages),
		cmocka_unit_test(names_and_ids_are_taken_out_of_their_fields),
		cmocka_unit_test(quoted_printable_is_read),
		cmocka_unit_test(base64_is_read),
		cmocka_unit_test(encoded_words_are_read),
		cmocka_unit_test(plain_text_is_preferred_in_a_multipart),
		cmocka_unit_test(html_alone_becomes_elements),
		cmocka_unit_test(broken_boundaries_lose_no_text),
		cmocka_unit_test(a_truncated_message_gives_what_it_holds),
		cmocka_unit_test(a_signature_is_left_out),
		cmocka_unit_test(a_saved_page_is_that_page),
		cmocka_unit_test(deep_multiparts_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
