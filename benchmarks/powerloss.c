/* Logs, in order, what a process asks of the disk below one folder: for benchmarks/powerloss.py.
 *
 *     cc -shared -fPIC -O2 -o powerloss.so powerloss.c -ldl -lpthread
 *     LD_PRELOAD=powerloss.so LOSS_ROOT=/folder LOSS_LOG=/file program
 *
 * One record an operation: letter, length of path, path, length of second path, second path,
 * 64-bit number, length of data, data. Nothing is changed: the calls go through as they came.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_handle = -1;
static const char *root;
static size_t root_length;

#define REAL(name, ...) static __typeof__(__VA_ARGS__) real; if (!real) real = (__typeof__(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static void settle(void) {
    if (log_handle >= 0) return;
    root = getenv("LOSS_ROOT");
    const char *file = getenv("LOSS_LOG");
    if (!root || !file) return;
    root_length = strlen(root);
    int (*opens)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    log_handle = opens(file, O_WRONLY | O_CREAT | O_APPEND, 0644);
}

static int inside(const char *path) {
    return log_handle >= 0 && !strncmp(path, root, root_length);
}

static int path_of(int handle, char *out) {
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(name, out, PATH_MAX - 1);
    if (length < 0) return 0;
    out[length] = 0;
    return 1;
}

static void whole(int folder, const char *path, char *out) {
    if (path[0] == '/') { snprintf(out, PATH_MAX, "%s", path); return; }
    char base[PATH_MAX];
    if (folder == AT_FDCWD) { if (!getcwd(base, sizeof base)) base[0] = 0; }
    else if (!path_of(folder, base)) base[0] = 0;
    snprintf(out, PATH_MAX, "%.2000s/%.2000s", base, path);
}

static void put(const void *data, size_t length) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    const char *at = data;
    while (length) {
        ssize_t done = real(log_handle, at, length);
        if (done <= 0) abort();
        at += done;
        length -= (size_t)done;
    }
}

static void say(char letter, const char *one, const char *two, uint64_t number, const void *data, uint32_t length) {
    uint32_t first = (uint32_t)strlen(one), second = two ? (uint32_t)strlen(two) : 0;
    int kept = errno;
    put(&letter, 1); put(&first, 4); put(one, first); put(&second, 4); put(two, second);
    put(&number, 8); put(&length, 4); put(data, length);
    errno = kept;
}

#define BEGIN settle(); pthread_mutex_lock(&lock)
#define END pthread_mutex_unlock(&lock)

static int after_open(int folder, const char *path, int flags, int fresh, int handle) {
    char full[PATH_MAX];
    whole(folder, path, full);
    if (handle >= 0 && inside(full)) {
        if (fresh && (flags & O_CREAT)) say('C', full, 0, 0, 0, 0);
        else if (flags & O_TRUNC) say('T', full, 0, 0, 0, 0);
    }
    return handle;
}

#define OPEN(name) \
int name(const char *path, int flags, ...) { \
    REAL(#name, int (*)(const char *, int, ...)); \
    va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
    BEGIN; int fresh = access(path, F_OK) != 0; \
    int handle = after_open(AT_FDCWD, path, flags, fresh, real(path, flags, mode)); \
    END; return handle; }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
int name(int folder, const char *path, int flags, ...) { \
    REAL(#name, int (*)(int, const char *, int, ...)); \
    va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
    BEGIN; int fresh = faccessat(folder, path, F_OK, 0) != 0; \
    int handle = after_open(folder, path, flags, fresh, real(folder, path, flags, mode)); \
    END; return handle; }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int handle, const void *data, size_t length) {
    REAL("write", ssize_t (*)(int, const void *, size_t));
    char path[PATH_MAX];
    BEGIN;
    int wanted = log_handle >= 0 && path_of(handle, path) && inside(path);
    ssize_t done = real(handle, data, length);
    if (wanted && done > 0) {
        off_t end = lseek(handle, 0, SEEK_CUR);
        say('W', path, 0, (uint64_t)(end - done), data, (uint32_t)done);
    }
    END;
    return done;
}

#define PWRITE(name, kind) \
ssize_t name(int handle, const void *data, size_t length, kind place) { \
    REAL(#name, ssize_t (*)(int, const void *, size_t, kind)); \
    char path[PATH_MAX]; \
    BEGIN; int wanted = log_handle >= 0 && path_of(handle, path) && inside(path); \
    ssize_t done = real(handle, data, length, place); \
    if (wanted && done > 0) say('W', path, 0, (uint64_t)place, data, (uint32_t)done); \
    END; return done; }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, kind) \
int name(int handle, kind size) { \
    REAL(#name, int (*)(int, kind)); \
    char path[PATH_MAX]; \
    BEGIN; int done = real(handle, size); \
    if (!done && log_handle >= 0 && path_of(handle, path) && inside(path)) say('T', path, 0, (uint64_t)size, 0, 0); \
    END; return done; }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
int name(int handle) { \
    REAL(#name, int (*)(int)); \
    char path[PATH_MAX]; \
    int done = real(handle); \
    BEGIN; if (!done && log_handle >= 0 && path_of(handle, path) && inside(path)) say('S', path, 0, 0, 0, 0); \
    END; return done; }
SYNC(fsync)
SYNC(fdatasync)

#define ONE(name, letter) \
int name(const char *path) { \
    REAL(#name, int (*)(const char *)); \
    char full[PATH_MAX]; \
    BEGIN; whole(AT_FDCWD, path, full); int done = real(path); \
    if (!done && inside(full)) say(letter, full, 0, 0, 0, 0); \
    END; return done; }
ONE(unlink, 'U')
ONE(rmdir, 'U')

int unlinkat(int folder, const char *path, int flags) {
    REAL("unlinkat", int (*)(int, const char *, int));
    char full[PATH_MAX];
    BEGIN; whole(folder, path, full); int done = real(folder, path, flags);
    if (!done && inside(full)) say('U', full, 0, 0, 0, 0);
    END; return done;
}

int mkdir(const char *path, mode_t mode) {
    REAL("mkdir", int (*)(const char *, mode_t));
    char full[PATH_MAX];
    BEGIN; whole(AT_FDCWD, path, full); int done = real(path, mode);
    if (!done && inside(full)) say('M', full, 0, 0, 0, 0);
    END; return done;
}

int rename(const char *from, const char *to) {
    REAL("rename", int (*)(const char *, const char *));
    char one[PATH_MAX], two[PATH_MAX];
    BEGIN; whole(AT_FDCWD, from, one); whole(AT_FDCWD, to, two); int done = real(from, to);
    if (!done && inside(two)) say('R', one, two, 0, 0, 0);
    END; return done;
}

int renameat(int here, const char *from, int there, const char *to) {
    REAL("renameat", int (*)(int, const char *, int, const char *));
    char one[PATH_MAX], two[PATH_MAX];
    BEGIN; whole(here, from, one); whole(there, to, two); int done = real(here, from, there, to);
    if (!done && inside(two)) say('R', one, two, 0, 0, 0);
    END; return done;
}
