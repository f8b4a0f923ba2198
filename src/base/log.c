/* log.c: the trace. */
#include "config.h"

#include "base/log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static int log_fd = -1;
static struct timespec log_start;

bool log_open(const char *path, struct err *e)
{
	log_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0600);
	if (log_fd < 0)
		return err_sys(e, ERR_OPEN, path);
	clock_gettime(CLOCK_MONOTONIC, &log_start);
	return true;
}

void log_line(const char *format, ...)
{
	struct timespec now;
	char line[1024];
	va_list list;
	int len, more;

	if (log_fd < 0)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	len = snprintf(line, sizeof(line), "%8.3f %d ",
		(double)(now.tv_sec - log_start.tv_sec) * 1e3 +
			(double)(now.tv_nsec - log_start.tv_nsec) / 1e6,
		(int)getpid());
	va_start(list, format);
	more = vsnprintf(line + len, sizeof(line) - (size_t)len - 1, format, list);
	va_end(list);
	len = more < 0 ? len : len + more;
	if (len > (int)sizeof(line) - 2)
		len = (int)sizeof(line) - 2;
	line[len++] = '\n';
	if (write(log_fd, line, (size_t)len) < 0)
		log_close();
}

int log_descriptor(void)
{
	return log_fd;
}

void log_close(void)
{
	if (log_fd >= 0)
		close(log_fd);
	log_fd = -1;
}
