/* gzip taken off. */
#include "config.h"

#include "support/unit.h"

#include "source/source.h"

/* "<p>zipped</p>\n", as gzip writes it. */
static const char member[] =
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xb3\x29\xb0\xab\xca\x2c\x28\x48\x4d\xb1"
	"\xd1\x2f\xb0\xe3\x02\x00\x9a\x1c\x72\x59\x0e\x00\x00\x00";

static void set(struct source *s, size_t times, size_t cut)
{
	*s = (struct source){ .cut = false };
	for (size_t i = 0; i < times; i++)
		buf_add(&s->bytes, (struct str){ member, sizeof(member) - 1 });
	buf_cut(&s->bytes, s->bytes.len - cut);
}

#ifdef HAVE_ZLIB
static void members_are_joined(void **state)
{
	struct source s;
	struct err e;

	(void)state;
	set(&s, 2, 0);
	assert_true(source_packed(&s));
	assert_true(source_unpack(&s, &e));
	assert_str(buf_str(&s.bytes), "<p>zipped</p>\n<p>zipped</p>\n");
	assert_false(s.cut);
	source_free(&s);
}

static void a_cut_member_gives_its_beginning(void **state)
{
	struct source s;
	struct err e;

	(void)state;
	set(&s, 1, 6);
	assert_true(source_unpack(&s, &e));
	assert_true(s.cut);
	assert_str(buf_str(&s.bytes), "<p>zipped</p>\n");
	source_free(&s);
}
#endif

static void junk_is_a_sentence(void **state)
{
	struct source s;
	struct err e;

	(void)state;
	set(&s, 1, sizeof(member) - 5);
	assert_true(source_packed(&s));
	assert_false(source_unpack(&s, &e));
	assert_non_null(strstr(e.text, "compressed"));
	source_free(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#ifdef HAVE_ZLIB
		cmocka_unit_test(members_are_joined),
		cmocka_unit_test(a_cut_member_gives_its_beginning),
#endif
		cmocka_unit_test(junk_is_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
