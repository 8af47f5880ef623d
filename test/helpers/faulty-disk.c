/*
 * Stands in for a disk that fails: preloaded into a process, it lets one system call on one folder fail or do less than
 * it was asked for. Environment: FAULT_PATH (folder), FAULT_CALL (write, read or fsync), FAULT_KIND (ENOSPC, EIO or
 * short), FAULT_AT (which of these calls, from 1; all from there on fail), FAULT_LOG (a file that is made when it does).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int calls;

static int concerns(int fd, const char *call) {
  const char *folder = getenv("FAULT_PATH"), *wanted = getenv("FAULT_CALL");
  char link[64], path[4096];
  if (folder == NULL || wanted == NULL || strcmp(wanted, call) != 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  if (strncmp(path, folder, strlen(folder)) != 0) return 0;
  return atomic_fetch_add(&calls, 1) + 1 >= atoi(getenv("FAULT_AT"));
}

static void leave_mark(void) {
  const char *log = getenv("FAULT_LOG");
  if (log != NULL) close(open(log, O_CREAT | O_WRONLY, 0600));
}

/* 1: fails with errno set; 2: does less; 0: works. */
static int fault(int fd, const char *call) {
  if (!concerns(fd, call)) return 0;
  leave_mark();
  const char *kind = getenv("FAULT_KIND");
  if (strcmp(kind, "short") == 0) return 2;
  errno = strcmp(kind, "ENOSPC") == 0 ? ENOSPC : EIO;
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define LESS(count) ((count) > 1 ? (count) / 2 : (count))

#define PLAIN(name, call, type)                                      \
  ssize_t name(int fd, type buffer, size_t count) {                  \
    int kind = fault(fd, call);                                      \
    return kind == 1 ? -1 : REAL(name)(fd, buffer, kind == 2 ? LESS(count) : count); \
  }
#define POSITIONED(name, call, type, offset_type)                    \
  ssize_t name(int fd, type buffer, size_t count, offset_type offset) { \
    int kind = fault(fd, call);                                      \
    return kind == 1 ? -1 : REAL(name)(fd, buffer, kind == 2 ? LESS(count) : count, offset); \
  }

PLAIN(write, "write", const void *)
PLAIN(read, "read", void *)
POSITIONED(pwrite, "write", const void *, off_t)
POSITIONED(pwrite64, "write", const void *, off64_t)
POSITIONED(pread, "read", void *, off_t)
POSITIONED(pread64, "read", void *, off64_t)

ssize_t writev(int fd, const struct iovec *parts, int count) {
  int kind = fault(fd, "write");
  return kind == 1 ? -1 : REAL(writev)(fd, parts, kind == 2 ? LESS(count) : count);
}

int fsync(int fd) { return fault(fd, "fsync") == 1 ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return fault(fd, "fsync") == 1 ? -1 : REAL(fdatasync)(fd); }
