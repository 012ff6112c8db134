/* Preloaded into a program: logs what it does to the files below POWER_DIR, as POWER_LOG, in order.
 *
 * A record is: op (1 byte), length of the path (u16), offset (i64), length of the data (u32), path, data; native
 * byte order. Ops: O created, W written at the offset, T truncated to the offset, S synced, U unlinked,
 * R renamed to the data, L linked to the data. tests/crash/replay.py makes disks of it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES 4096
static int log_fd = -1;
static const char *folder;
static char *names[FILES]; /* of open files that are watched */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off_t), (*real_close)(int);
static int (*real_open)(const char *, int, ...), (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *), (*real_link)(const char *, const char *);

static int is_watched(const char *path) {
    size_t length = strlen(path);
    if (log_fd < 0 || strncmp(path, folder, strlen(folder))) return 0;
    return !(length > 4 && !strcmp(path + length - 4, "-shm")); /* rebuilt from the log */
}

static const char *name_of(int fd) { return fd >= 0 && fd < FILES ? names[fd] : NULL; }

__attribute__((constructor)) static void begin(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_open = dlsym(RTLD_NEXT, "open64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_link = dlsym(RTLD_NEXT, "link");
    const char *path = getenv("POWER_LOG");
    folder = getenv("POWER_DIR");
    if (path && folder) log_fd = real_open(path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
}

static void tell(char op, const char *path, int64_t offset, const void *data, uint32_t size) {
    uint16_t length = (uint16_t)strlen(path);
    char head[15];
    head[0] = op;
    memcpy(head + 1, &length, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &size, 4);
    pthread_mutex_lock(&turn);
    if (real_write(log_fd, head, 15) != 15 || real_write(log_fd, path, length) != length ||
        (size && real_write(log_fd, data, size) != (ssize_t)size))
        abort();
    pthread_mutex_unlock(&turn);
}

static int opened(int fd, const char *path, int flags) {
    if (fd < 0 || fd >= FILES) return fd;
    free(names[fd]);
    names[fd] = NULL;
    if (!is_watched(path)) return fd;
    names[fd] = strdup(path);
    if (flags & O_CREAT) tell('O', path, 0, NULL, 0);
    if (flags & O_TRUNC) tell('T', path, 0, NULL, 0);
    return fd;
}

#define OPEN(name, parameters, call)                     \
    int name parameters {                                \
        mode_t mode = 0;                                 \
        if (flags & (O_CREAT | __O_TMPFILE)) {           \
            va_list rest;                                \
            va_start(rest, flags);                       \
            mode = (mode_t)va_arg(rest, int);            \
            va_end(rest);                                \
        }                                                \
        return opened(call, path, flags);                \
    }
OPEN(open, (const char *path, int flags, ...), real_open(path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), real_open(path, flags, mode))

int openat64(int at, const char *path, int flags, ...) {
    static int (*real)(int, const char *, int, ...);
    mode_t mode = 0;
    if (!real) real = dlsym(RTLD_NEXT, "openat64");
    if (flags & (O_CREAT | __O_TMPFILE)) {
        va_list rest;
        va_start(rest, flags);
        mode = (mode_t)va_arg(rest, int);
        va_end(rest);
    }
    return opened(real(at, path, flags, mode), path, flags);
}

int close(int fd) {
    if (name_of(fd)) {
        free(names[fd]);
        names[fd] = NULL;
    }
    return real_close(fd);
}

ssize_t write(int fd, const void *data, size_t size) {
    off_t at = 0;
    if (name_of(fd)) at = lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t done = real_write(fd, data, size);
    if (done > 0 && name_of(fd)) tell('W', names[fd], at, data, (uint32_t)done);
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) {
    ssize_t done = real_pwrite(fd, data, size, at);
    if (done > 0 && name_of(fd)) tell('W', names[fd], at, data, (uint32_t)done);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

#define AFTER(done, op, fd, at) \
    if (!(done) && name_of(fd)) tell(op, names[fd], at, NULL, 0)
int fsync(int fd) {
    int done = real_fsync(fd);
    AFTER(done, 'S', fd, 0);
    return done;
}
int fdatasync(int fd) {
    int done = real_fdatasync(fd);
    AFTER(done, 'S', fd, 0);
    return done;
}
int ftruncate64(int fd, off_t size) {
    int done = real_ftruncate(fd, size);
    AFTER(done, 'T', fd, size);
    return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int unlink(const char *path) {
    int done = real_unlink(path);
    if (!done && is_watched(path)) tell('U', path, 0, NULL, 0);
    return done;
}
int rename(const char *path, const char *to) {
    int done = real_rename(path, to);
    if (!done && is_watched(path)) tell('R', path, 0, to, (uint32_t)strlen(to));
    return done;
}
int link(const char *path, const char *to) {
    int done = real_link(path, to);
    if (!done && is_watched(path)) tell('L', path, 0, to, (uint32_t)strlen(to));
    return done;
}
