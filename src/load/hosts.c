/* hosts.c: the memory file that goes along with a load. */
#include "config.h"

#include "load/hosts.h"

#include "base/log.h"
#include "source/hosts.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

static void write_line(void *data, const struct store_host *h)
{
	struct source_host line = { h->name, h->expires, h->below };

	source_host_write(data, &line);
}

int hosts_lend(struct store *s)
{
	int fd = s ? memfd_create("postil-hosts", MFD_CLOEXEC | MFD_ALLOW_SEALING) : -1;
	struct buf lines = { .max = HOSTS_BYTES };

	if (fd < 0)
		return -1;
	store_hosts(s, write_line, &lines);
	if (!source_hosts_save(fd, buf_str(&lines))) {
		close(fd);
		fd = -1;
	}
	buf_free(&lines);
	return fd;
}

void hosts_take_back(struct store *s, int fd)
{
	int seals = fcntl(fd, F_GET_SEALS);
	struct buf lines = { .len = 0 };
	ARRAY(struct store_host) hosts = { NULL, 0, 0 };
	struct source_host h;
	struct str rest, line;

	if (s && seals >= 0 && (seals & F_SEAL_WRITE) && source_hosts_load(fd, &lines)) {
		rest = buf_str(&lines);
		while (str_split(&rest, '\n', &line))
			if (source_host_read(line, &h))
				*array_add(&hosts) =
					(struct store_host){ h.name, h.expires, h.below };
		store_put_hosts(s, hosts.at, hosts.len);
	}
	array_free(&hosts);
	buf_free(&lines);
}

void hosts_seal(int fd)
{
	if (fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
		log_line("child: what was learnt of hosts is lost");
	close(fd);
}
