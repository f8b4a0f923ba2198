/* hosts.c: libcurl's two callbacks. */
#include "config.h"

#include "fetch/hosts.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* "20260131 17:30:00", of UTC; what libcurl calls "unlimited" is as far off as can be. */
static int64_t read_time(const char *text)
{
	struct tm t = { 0 };

	if (sscanf(text, "%4d%2d%2d %2d:%2d:%2d", &t.tm_year, &t.tm_mon, &t.tm_mday, &t.tm_hour,
		    &t.tm_min, &t.tm_sec) != 6)
		return INT64_MAX;
	t.tm_year -= 1900;
	t.tm_mon -= 1;
	return (int64_t)timegm(&t);
}

/* Empty, which libcurl takes for "for ever", where no such time can be. */
static void write_time(char *text, size_t size, int64_t when)
{
	time_t clock = (time_t)when;
	struct tm t;

	if (!gmtime_r(&clock, &t) || strftime(text, size, "%Y%m%d %H:%M:%S", &t) == 0)
		text[0] = '\0';
}

static CURLSTScode on_read(CURL *c, struct curl_hstsentry *e, void *data)
{
	struct fetch_hosts *h = data;
	const struct source_host *host;

	(void)c;
	if (h->told == h->known.len)
		return CURLSTS_DONE;
	host = &h->known.at[h->told++].host;
	snprintf(e->name, e->namelen, "%.*s", STR_ARG(host->name));
	write_time(e->expire, sizeof(e->expire), host->expires);
	e->includeSubDomains = host->below;
	return CURLSTS_OK;
}

static CURLSTScode on_write(CURL *c, struct curl_hstsentry *e, struct curl_index *i, void *data)
{
	struct fetch_hosts *h = data;
	struct source_host now = { str_z(e->name), read_time(e->expire), e->includeSubDomains };

	(void)c;
	(void)i;
	for (size_t k = 0; k < h->known.len; k++) {
		struct known_host *was = &h->known.at[k];

		if (!str_eq(was->host.name, now.name))
			continue;
		was->stays = true;
		if (was->host.expires == now.expires && was->host.below == now.below)
			return CURLSTS_OK;
	}
	source_host_write(&h->changes, &now);
	return CURLSTS_OK;
}

void hosts_begin(struct fetch_hosts *h, int fd, CURL *c)
{
	struct str rest, line;
	struct source_host host;

	*h = (struct fetch_hosts){ .fd = fd };
	curl_easy_setopt(c, CURLOPT_HSTS_CTRL, (long)CURLHSTS_ENABLE);
	if (fd < 0)
		return;
	if (source_hosts_load(fd, &h->text)) {
		rest = buf_str(&h->text);
		while (str_split(&rest, '\n', &line))
			if (source_host_read(line, &host))
				*array_add(&h->known) = (struct known_host){ host, false };
	}
	curl_easy_setopt(c, CURLOPT_HSTSREADFUNCTION, on_read);
	curl_easy_setopt(c, CURLOPT_HSTSREADDATA, h);
	curl_easy_setopt(c, CURLOPT_HSTSWRITEFUNCTION, on_write);
	curl_easy_setopt(c, CURLOPT_HSTSWRITEDATA, h);
}

void hosts_end(struct fetch_hosts *h)
{
	for (size_t i = 0; h->told > 0 && i < h->known.len; i++)
		if (!h->known.at[i].stays) {
			h->known.at[i].host.expires = 0;
			source_host_write(&h->changes, &h->known.at[i].host);
		}
	if (h->fd >= 0)
		source_hosts_save(h->fd, buf_str(&h->changes));
	array_free(&h->known);
	buf_free(&h->changes);
	buf_free(&h->text);
}
