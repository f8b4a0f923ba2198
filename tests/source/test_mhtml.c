/* Pages saved as a message. */
#include "config.h"

#include "support/unit.h"

#include "source/source.h"

static const char saved[] =
	"From: <Saved by a browser>\r\n"
	"Snapshot-Content-Location: https://site.example/page\r\n"
	"Subject: =?utf-8?Q?A page?=\r\n"
	"MIME-Version: 1.0\r\n"
	"Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b\"\r\n"
	"\r\n\r\n----b\r\n"
	"Content-Type: text/html; charset=windows-1252\r\nContent-ID: <frame-1@saved>\r\n"
	"Content-Transfer-Encoding: quoted-printable\r\n"
	"Content-Location: https://site.example/page\r\n\r\n"
	"<p>caf=E9</p><iframe id=3D\"d\" src=3D\"cid:frame-2@saved\">no</ifra=\r\nme><p>end</p>\r\n"
	"----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n"
	"----b\r\nContent-Type: text/html\r\nContent-ID: <frame-2@saved>\r\n"
	"Content-Transfer-Encoding: base64\r\n\r\nPHA+ZnJhbWU8L3A+\r\n"
	"----b--\r\n";

static bool unpack(struct source *s, struct str bytes)
{
	struct err e;

	*s = (struct source){ .cut = false };
	buf_add(&s->bytes, bytes);
	return source_unpack(s, NULL, &e);
}

static void root_is_the_page_and_frames_are_in_it(void **state)
{
	struct source s;

	(void)state;
	assert_true(unpack(&s, (struct str){ saved, sizeof(saved) - 1 }));
	assert_str(str_trim(buf_str(&s.bytes)),
		"<p>caf\xe9</p><iframe id=\"d\" src=\"cid:frame-2@saved\"></iframe>"
		"<div class=\"saved-frame\"><p>frame</p></div>no</iframe><p>end</p>");
	assert_str(buf_str(&s.charset), "windows-1252");
	assert_str(buf_str(&s.type), "text/html");
	assert_str(buf_str(&s.url), "https://site.example/page");
	source_free(&s);
}

static void a_message_with_an_empty_page_is_refused(void **state)
{
	struct source s;

	(void)state;
	assert_false(unpack(&s,
		STR("Snapshot-Content-Location: http://a.example/\r\nMIME-Version: 1.0\r\n"
		    "Content-Type: multipart/related; type=\"text/html\"; boundary=\"q\"\r\n\r\n"
		    "--q\r\nContent-Type: text/html\r\n\r\n--q--\r\n")));
	source_free(&s);
}

static void letter_stays_a_letter(void **state)
{
	static const char *const letters[] = {
		"From: a\nContent-Type: text/html\n\n<p>x</p>\n",
		"From: a\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: "
		"text/plain\n\nx\n--b\nContent-Type: text/html\n\n<p>x</p>\n--b--\n",
		"From: a\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: "
		"text/plain\n\nx\n--b\nContent-Type: text/html\n\n<p>x</p>\n--b--\n",
		"From: a\nContent-Type: multipart/related; boundary=b\n\nno part\n",
		"Title: prose\n\nThis is no message.\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		struct source s;

		assert_true(unpack(&s, str_z(letters[i])));
		assert_str(buf_str(&s.bytes), letters[i]);
		source_free(&s);
	}
}

/* Something to read, or a sentence that says why not. */
static void assert_order(struct str bytes)
{
	struct source s = { .cut = false };
	struct err e = { .code = ERR_NONE };

	buf_add(&s.bytes, bytes);
	if (source_unpack(&s, NULL, &e))
		assert_true(s.bytes.len > 0);
	else
		assert_true(e.code == ERR_FORMAT && e.text[0]);
	source_free(&s);
}

static void cut_and_damaged_messages_end_in_order(void **state)
{
	char damaged[sizeof(saved)];

	(void)state;
	for (size_t i = 1; i < sizeof(saved); i++) {
		assert_order((struct str){ saved, i });
		memcpy(damaged, saved, sizeof(saved));
		damaged[i] = (char)(damaged[i] ^ 0x15);
		assert_order((struct str){ damaged, sizeof(saved) - 1 });
	}
}

/* A frame is put in once, however often it is named: otherwise a page could grow without bound. */
static void frame_is_put_in_once(void **state)
{
	struct buf b = { .len = 0 };
	struct source s;

	(void)state;
	buf_add(&b,
		STR("From: a\nContent-Type: multipart/related; boundary=b\n\n--b\n"
		    "Content-Type: text/html\n\n"));
	for (int i = 0; i < 100; i++)
		buf_add(&b, STR("<iframe src=\"cid:f\"></iframe>"));
	buf_add(&b,
		STR("\n--b\nContent-Type: text/html\nContent-ID: <f>\n\n<p>needle</p>\n--b--\n"));
	assert_true(unpack(&s, buf_str(&b)));
	assert_int_equal(str_find(buf_str(&s.bytes), STR("needle"),
				 str_find(buf_str(&s.bytes), STR("needle"), 0) + 1),
		STR_NOWHERE);
	source_free(&s);
	buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(root_is_the_page_and_frames_are_in_it),
		cmocka_unit_test(a_message_with_an_empty_page_is_refused),
		cmocka_unit_test(letter_stays_a_letter),
		cmocka_unit_test(cut_and_damaged_messages_end_in_order),
		cmocka_unit_test(frame_is_put_in_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
