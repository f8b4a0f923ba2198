/* fuzz_url.c: any text as an address: what may be opened is plain and stays itself, what is shown is clean. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "text/clean.h"
#include "text/url.h"

#include <unistr.h>

static bool is_plain(struct str url)
{
	for (size_t i = 0; i < url.len; i++)
		if (url.at[i] <= ' ' || url.at[i] > '~' || url.at[i] == '"' || url.at[i] == '\'')
			return false;
	return str_starts_case(url, STR("http://")) || str_starts_case(url, STR("https://"));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str ref = { (const char *)bytes, len };
	struct buf out = { 0 }, again = { 0 }, clean = { 0 };

	if (u8_check(bytes, len))
		return 0; /* texts of pages are UTF-8 */
	PROMISE(!url_is_safe(ref) || is_plain(ref));
	if (url_resolve(STR("https://site.example/a/b?c"), ref, &out)) {
		PROMISE(out.len > 0 && out.len <= 8192);
		if (str_starts(buf_str(&out), STR("http"))) {
			PROMISE(url_resolve(STR_NONE, buf_str(&out), &again));
			PROMISE(str_eq(buf_str(&out), buf_str(&again)));
		}
	}
	text_clean(ref, CLEAN_LINE, &clean);
	buf_cut(&out, 0);
	url_show(buf_str(&clean), &out);
	PROMISE(text_is_clean(buf_str(&out)));
	buf_free(&out);
	buf_free(&again);
	buf_free(&clean);
	return 0;
}
