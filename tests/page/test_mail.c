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

	mime_words(str_z(raw), &b);
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
	/* Without a charset, and no UTF-8: as any page that says nothing. */
	assert_body("From: a\nContent-Transfer-Encoding: quoted-printable\n\na=FFb", "aÿb");
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

static void words_and_parts_of_any_charset_are_read(void **state)
{
	(void)state;
	assert_subject("=?koi8-r?B?8NLJ18XU?=", "\u041f\u0440\u0438\u0432\u0435\u0442");
	assert_subject("=?iso-8859-2?Q?=A3=F3d=BC?=", "\u0141\u00f3d\u017a");
	assert_subject("=?no-such-charset?Q?plain?=", "plain");
	assert_body("From: a\nTo: b\nContent-Type: text/plain; charset=shift_jis\n"
		    "Content-Transfer-Encoding: base64\n\nk/qWe4zqgsaJcIzqgvCTx4LecA==\n",
		"\u65e5\u672c\u8a9e\u3068\u82f1\u8a9e\u3092\u8aad\u3080p");
}

static void each_part_of_a_mailbox_is_read_in_its_charset(void **state)
{
	struct buf out = { .len = 0 };

	(void)state;
	mime_message_utf8(
		STR("From a\nContent-Type: text/plain; charset=koi8-r\n\n\xf0\xd2\xc9\n"
		    "From b\nContent-Type: text/plain;\n\tcharset=\"iso-8859-2\"\n\n\xa3\n"
		    "From c\nSubject: none\n\n\u00e9 \x93\n"),
		&out);
	assert_true(str_has(buf_str(&out), STR("\n\u041f\u0440\u0438\n")));
	assert_true(str_has(buf_str(&out), STR("\n\u0141\n")));
	buf_free(&out);
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

static void a_digest_is_the_messages_in_it(void **state)
{
	struct page p = parse(
		"From: list@x.example\nSubject: Digest 3\n\nToday's Topics:\n  1. Lids (Ann)\n\n"
		"----------------------------------------------------------------------\n\n"
		"Message: 1\nFrom: Ann <a@x.example>\nSubject: Lids\n\nMine is stuck.\n\n"
		"------------------------------\n\nMessage: 2\nFrom: Bob <b@x.example>\n"
		"Subject: Re: Lids\n\nOil.\n\n------------------------------\n\nEnd of Digest 3\n");

	(void)state;
	assert_text(field(message(&p, 0), "From"), "Ann <a@x.example>");
	assert_text(node_child(message(&p, 0), "body"), "Mine is stuck.");
	assert_text(node_child(message(&p, 1), "body"), "Oil.");
	assert_null(message(&p, 2));
	page_free(&p);
}

static void a_digest_in_parts_is_the_messages_in_it(void **state)
{
	struct page p = parse("From: list@x.example\nSubject: Digest 4\nContent-Type: "
			      "multipart/mixed; boundary=A\n\n"
			      "--A\nContent-Type: text/plain\n\nToday's Topics\n--A\nContent-Type: "
			      "multipart/digest;\n"
			      " boundary=\"B\"\n\n--B\n\nFrom: Ann <a@x.example>\nSubject: "
			      "Lids\n\nMine is stuck.\n"
			      "--B\nContent-Type: message/rfc822\n\nFrom: Bob "
			      "<b@x.example>\nSubject: Re: Lids\n\nOil.\n"
			      "--B--\n--A--\n");

	(void)state;
	assert_text(node_child(message(&p, 0), "body"), "Mine is stuck.");
	assert_text(field(message(&p, 1), "From"), "Bob <b@x.example>");
	assert_text(node_child(message(&p, 1), "body"), "Oil.");
	assert_null(message(&p, 2));
	page_free(&p);
}

static void a_line_of_hyphens_makes_no_digest(void **state)
{
	(void)state;
	assert_body("From: Ann <a@x.example>\nSubject: Lids\n\nRead this:\n"
		    "----------------------------------------------------------------------\n"
		    "From: Bob\nSubject: Oil\n\nOil.\n",
		"Read "
		"this:\n----------------------------------------------------------------------\n"
		"From: Bob\nSubject: Oil\n\nOil.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_digest_is_the_messages_in_it),
		cmocka_unit_test(a_digest_in_parts_is_the_messages_in_it),
		cmocka_unit_test(a_line_of_hyphens_makes_no_digest),
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
		cmocka_unit_test(words_and_parts_of_any_charset_are_read),
		cmocka_unit_test(each_part_of_a_mailbox_is_read_in_its_charset),
		cmocka_unit_test(deep_multiparts_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
