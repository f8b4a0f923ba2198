/* punycode.c: labels of host names in other scripts than ASCII's, both ways (RFC 3492). */
#include "config.h"

#include "text/punycode.h"

/* One step of the bias of punycode (RFC 3492 6.1). */
static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
	uint32_t k = 0;

	delta = first ? delta / 700 : delta / 2;
	for (delta += delta / points; delta > 455; k += 36)
		delta /= 35;
	return k + 36 * delta / (delta + 38);
}

static void add_varint(struct buf *out, uint32_t q, uint32_t bias)
{
	for (uint32_t k = 36;; k += 36) {
		uint32_t t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
		uint32_t digit = q < t ? q : t + (q - t) % (36 - t);

		buf_add_char(out, (char)(digit < 26 ? 'a' + digit : '0' + digit - 26));
		if (q < t)
			return;
		q = (q - t) / (36 - t);
	}
}

/* At most PUNYCODE_MAX characters, so nothing overflows. */
void punycode_add(const uint32_t *c, uint32_t len, struct buf *out)
{
	uint32_t n = 128, delta = 0, bias = 72, done = 0, basic;

	buf_add(out, STR("xn--"));
	for (uint32_t i = 0; i < len; i++)
		if (c[i] < 128) {
			buf_add_char(out, (char)c[i]);
			done++;
		}
	basic = done;
	if (basic > 0)
		buf_add_char(out, '-');
	while (done < len) {
		uint32_t next = 0x110000;

		for (uint32_t i = 0; i < len; i++)
			if (c[i] >= n && c[i] < next)
				next = c[i];
		delta += (next - n) * (done + 1);
		n = next;
		for (uint32_t i = 0; i < len; i++) {
			delta += c[i] < n;
			if (c[i] != n)
				continue;
			add_varint(out, delta, bias);
			bias = adapt(delta, done + 1, done == basic);
			delta = 0;
			done++;
		}
		delta++;
		n++;
	}
}

static int digit_of(char c)
{
	if (ascii_alpha(c))
		return ascii_lower(c) - 'a';
	return ascii_digit(c) ? c - '0' + 26 : -1;
}

/* A number of varying length; false when there is none or it is too large for any character. */
static bool read_varint(struct str s, size_t *at, uint32_t bias, uint32_t *number)
{
	uint64_t sum = 0, weight = 1;

	for (uint32_t k = 36;; k += 36) {
		uint32_t t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
		int digit = *at < s.len ? digit_of(s.at[(*at)++]) : -1;

		if (digit < 0)
			return false;
		sum += (uint32_t)digit * weight;
		if (sum > (uint64_t)0x110000 * (PUNYCODE_MAX + 1))
			return false;
		if ((uint32_t)digit < t)
			break;
		weight *= 36 - t;
	}
	*number = (uint32_t)sum;
	return true;
}

bool punycode_read(struct str label, uint32_t c[PUNYCODE_MAX], uint32_t *len)
{
	struct str s = str_sub(label, 4, SIZE_MAX);
	uint32_t n = 128, i = 0, bias = 72;
	size_t basic = s.len;

	if (!str_starts_case(label, STR("xn--")))
		return false;
	while (basic > 0 && s.at[basic - 1] != '-')
		basic--;
	*len = 0;
	for (size_t k = 0; k + 1 < basic; k++) {
		if (*len == PUNYCODE_MAX || (unsigned char)s.at[k] >= 128)
			return false;
		c[(*len)++] = (unsigned char)ascii_lower(s.at[k]);
	}
	for (size_t at = basic; at < s.len;) {
		uint32_t delta;

		if (*len == PUNYCODE_MAX || !read_varint(s, &at, bias, &delta))
			return false;
		bias = adapt(delta, *len + 1, i == 0);
		i += delta;
		n += i / (*len + 1);
		i %= *len + 1;
		if (n > 0x10ffff || (n >= 0xd800 && n < 0xe000))
			return false;
		for (uint32_t k = (*len)++; k > i; k--)
			c[k] = c[k - 1];
		c[i++] = n;
	}
	return *len > 0;
}
