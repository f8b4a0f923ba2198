/* fault_http2.c: the server's HTTP/2. One request at a time is answered: nobody asks for more. */
#include "config.h"

#include "fetch/fault_peer.h"

#ifdef HAVE_NGHTTP2
#include "base/buf.h"

#include <nghttp2/nghttp2.h>
#include <string.h>

enum {
	FIELDS_MAX = 64,
	FLOOD_FIELDS = 1200, /* 96 KiB; libcurl itself gives up at 128 */
	DELUGE_FIELDS = 3000,
	HINTS = 3,
};

struct talk {
	const struct fault_peer *peer;
	const struct fault *faults, *fault; /* all; the one that is answered */
	size_t count;
	struct buf path, request; /* of the request under way: its lines */
	struct str body;	  /* what is left of the answer */
	bool over;		  /* nothing more is said */
};

static ssize_t on_send(nghttp2_session *s, const uint8_t *at, size_t len, int flags, void *data)
{
	struct talk *t = data;

	(void)s;
	(void)flags;
	return fault_say(t->peer, (struct str){ (const char *)at, len })
		? (ssize_t)len
		: NGHTTP2_ERR_CALLBACK_FAILURE;
}

static int on_header(nghttp2_session *s, const nghttp2_frame *f, const uint8_t *name, size_t len,
	const uint8_t *value, size_t value_len, uint8_t flags, void *data)
{
	struct talk *t = data;
	struct str n = { (const char *)name, len }, v = { (const char *)value, value_len };

	(void)s;
	(void)f;
	(void)flags;
	if (str_eq(n, STR(":path"))) {
		buf_cut(&t->path, 0);
		buf_add(&t->path, v);
	}
	buf_printf(&t->request, "%.*s: %.*s\n", STR_ARG(n), STR_ARG(v));
	return 0;
}

static ssize_t on_body(nghttp2_session *s, int32_t stream, uint8_t *out, size_t room,
	uint32_t *flags, nghttp2_data_source *source, void *data)
{
	struct talk *t = data;
	size_t len;

	(void)s;
	(void)stream;
	(void)source;
	if (t->body.len == 0 && t->fault->manner == FAULT_ENDLESS)
		t->body = fault_last_line(t->fault->answer);
	if (t->body.len == 0 && t->fault->manner == FAULT_SILENT)
		return NGHTTP2_ERR_DEFERRED;
	if (t->body.len == 0 && t->fault->manner == FAULT_RESET)
		return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
	len = t->body.len < room ? t->body.len : room;
	memcpy(out, t->body.at, len);
	t->body = str_sub(t->body, len, SIZE_MAX);
	if (t->body.len == 0 &&
		(t->fault->manner == FAULT_END || t->fault->manner == FAULT_ECHO ||
			t->fault->manner == FAULT_HINTS))
		*flags = NGHTTP2_DATA_FLAG_EOF;
	return (ssize_t)len;
}

static void add_field(nghttp2_nv *field, size_t *fields, struct str name, struct str value)
{
	field[(*fields)++] = (nghttp2_nv){ (uint8_t *)(uintptr_t)name.at,
		(uint8_t *)(uintptr_t)value.at, name.len, value.len, NGHTTP2_NV_FLAG_NONE };
}

/* The lines of the answer as fields, the names in lower case in *names; those of HTTP/1 alone are
 * left out. */
static size_t take_fields(struct str *answer, struct buf *names, nghttp2_nv *field)
{
	struct str line;
	size_t fields = 0;

	buf_room(names, answer->len); /* it stays where it is */
	str_line(answer, &line);
	add_field(field, &fields, STR(":status"), str_sub(line, 9, 3));
	while (str_line(answer, &line) && line.len > 0 && fields < FIELDS_MAX) {
		size_t colon = str_find_char(line, ':', 0), from = names->len;

		for (size_t i = 0; i < colon && i < line.len; i++)
			buf_add_char(names, ascii_lower(line.at[i]));
		if (!str_eq(str_sub(buf_str(names), from, SIZE_MAX), STR("connection")))
			add_field(field, &fields, str_sub(buf_str(names), from, SIZE_MAX),
				str_trim(str_sub(line, colon + 1, SIZE_MAX)));
	}
	return fields;
}

static int extra_fields(enum fault_manner manner)
{
	return manner == FAULT_FLOOD ? FLOOD_FIELDS : manner == FAULT_DELUGE ? DELUGE_FIELDS : 0;
}

/* Answers before the answer. */
static void give_hints(nghttp2_session *s, int32_t stream)
{
	nghttp2_nv field[2];
	size_t fields = 0;

	add_field(field, &fields, STR(":status"), STR("103"));
	add_field(field, &fields, STR("link"), STR("</a.css>; rel=preload"));
	for (int i = 0; i < HINTS; i++)
		nghttp2_submit_headers(s, NGHTTP2_FLAG_NONE, stream, NULL, field, fields, NULL);
}

static void respond(nghttp2_session *s, int32_t stream, struct talk *t)
{
	static nghttp2_nv field[FIELDS_MAX + 1 + DELUGE_FIELDS];
	nghttp2_data_provider body = { .read_callback = on_body };
	struct buf names = { .len = 0 };
	size_t fields;

	t->fault = fault_find(t->faults, t->count, buf_str(&t->path));
	if (!t->fault || t->fault->manner == FAULT_AWAY) {
		nghttp2_submit_goaway(s, NGHTTP2_FLAG_NONE, 0, NGHTTP2_ENHANCE_YOUR_CALM, NULL, 0);
		return;
	}
	if (t->fault->manner == FAULT_JUNK) {
		fault_say(t->peer, STR("HTTP/1.1 200 OK\r\n\r\nThis is not what was agreed on."));
		t->over = true;
		return;
	}
	if (t->fault->manner == FAULT_REFUSE) {
		nghttp2_submit_rst_stream(s, NGHTTP2_FLAG_NONE, stream, NGHTTP2_REFUSED_STREAM);
		return;
	}
	if (t->fault->manner == FAULT_HINTS)
		give_hints(s, stream);
	t->body = t->fault->answer;
	fields = take_fields(&t->body, &names, field);
	for (int i = 0; i < extra_fields(t->fault->manner); i++)
		add_field(field, &fields, STR("x-flood"),
			STR("yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
			    "yyyyyy"
			    "yyyyyyyyyyyyyyyyyyyy"));
	if (t->fault->manner == FAULT_ECHO)
		t->body = buf_str(&t->request);
	nghttp2_submit_response(s, stream, field, fields, &body);
	buf_free(&names);
}

static int on_frame(nghttp2_session *s, const nghttp2_frame *f, void *data)
{
	if (f->hd.type == NGHTTP2_HEADERS && (f->hd.flags & NGHTTP2_FLAG_END_STREAM))
		respond(s, f->hd.stream_id, data);
	return 0;
}

static int on_begin(nghttp2_session *s, const nghttp2_frame *f, void *data)
{
	struct talk *t = data;

	(void)s;
	(void)f;
	buf_cut(&t->request, 0);
	return 0;
}

static nghttp2_session *new_session(struct talk *t)
{
	nghttp2_session_callbacks *c;
	nghttp2_option *o;
	nghttp2_session *s;

	nghttp2_session_callbacks_new(&c);
	nghttp2_session_callbacks_set_send_callback(c, on_send);
	nghttp2_session_callbacks_set_on_begin_headers_callback(c, on_begin);
	nghttp2_session_callbacks_set_on_header_callback(c, on_header);
	nghttp2_session_callbacks_set_on_frame_recv_callback(c, on_frame);
	nghttp2_option_new(&o);
	nghttp2_option_set_max_send_header_block_length(o, SIZE_MAX / 2);
	nghttp2_session_server_new2(&s, c, t, o);
	nghttp2_option_del(o);
	nghttp2_session_callbacks_del(c);
	nghttp2_submit_settings(s, NGHTTP2_FLAG_NONE, NULL, 0);
	return s;
}

void fault_http2(const struct fault_peer *p, const struct fault *faults, size_t count)
{
	struct talk t = { .peer = p, .faults = faults, .count = count };
	nghttp2_session *s = new_session(&t);
	char piece[16 * 1024];
	size_t n;

	while (!t.over && nghttp2_session_send(s) == 0 &&
		(nghttp2_session_want_read(s) || nghttp2_session_want_write(s)) &&
		(n = fault_hear(p, piece, sizeof(piece))) > 0)
		if (nghttp2_session_mem_recv(s, (uint8_t *)piece, n) < 0)
			break;
	while (t.over && fault_hear(p, piece, sizeof(piece)) > 0)
		; /* closed now, the other side would see no more than that */
	nghttp2_session_del(s);
	buf_free(&t.path);
	buf_free(&t.request);
}
#else
void fault_http2(const struct fault_peer *p, const struct fault *faults, size_t count)
{
	(void)p;
	(void)faults;
	(void)count;
}
#endif
