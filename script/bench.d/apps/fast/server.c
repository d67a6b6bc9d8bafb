/* Answers each request with $GREETING and keeps the connection. It does no more than that, so that what stands before it is
   what is measured. A request with a body is beyond it. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 65536, MOST_EVENTS = 64, MOST_BYTES = 16384 };

/* How much of the empty line that ends a request's head each connection has sent. */
static unsigned char seen[MOST_CONNECTIONS];
static char answer[1024];
static int answer_length;

static int listen_on(int port) {
  int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {INADDR_ANY}};
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 1024)) {
    perror("listen");
    exit(1);
  }
  return fd;
}

static void accept_from(int listener, int epoll) {
  int one = 1, fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    if (fd >= MOST_CONNECTIONS) {
      close(fd);
      continue;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    seen[fd] = 0;
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
  }
}

static void serve(int fd) {
  static const char end[] = "\r\n\r\n";
  char bytes[MOST_BYTES];
  ssize_t count = read(fd, bytes, sizeof bytes);
  if (count <= 0) {
    close(fd);
    return;
  }
  for (ssize_t i = 0; i < count; i++) {
    if (bytes[i] == end[seen[fd]]) seen[fd]++;
    else seen[fd] = bytes[i] == '\r';
    if (seen[fd] < 4) continue;
    seen[fd] = 0;
    if (write(fd, answer, answer_length) != answer_length) {
      close(fd);
      return;
    }
  }
}

int main(void) {
  const char *greeting = getenv("GREETING"), *port = getenv("PORT");
  if (!greeting) greeting = "hello";
  answer_length = snprintf(answer, sizeof answer, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n%.500s",
                           strnlen(greeting, 500), greeting);
  int listener = listen_on(port ? atoi(port) : 5000), epoll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[MOST_EVENTS];
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int count = epoll_wait(epoll, events, MOST_EVENTS, -1);
    for (int i = 0; i < count; i++) {
      if (events[i].data.fd == listener) accept_from(listener, epoll);
      else serve(events[i].data.fd);
    }
  }
}
