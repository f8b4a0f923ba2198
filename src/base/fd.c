/* fd.c: files by their descriptors. */
#include "config.h"

#include "base/fd.h"

#include <errno.h>
#include <unistd.h>

bool fd_write(int fd, struct str s)
{
	while (s.len > 0) {
		ssize_t n = write(fd, s.at, s.len);

		if (n < 0 && errno != EINTR)
			return false;
		s = str_sub(s, n < 0 ? 0 : (size_t)n, SIZE_MAX);
	}
	return true;
}
