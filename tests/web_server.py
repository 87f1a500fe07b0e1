"""A web server of a test's own on 127.0.0.1: answers as it is told, and remembers what
it was asked."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"


Route = Reply | Callable[[Any], Reply | None]


@dataclass(slots=True)
class WebServer:
    """`routes` maps paths to replies, or to functions of the request's handler, which
    may write by themselves and return None."""

    url: str
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    posted: list[bytes] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def page(self, path: str, html: str, **headers: str) -> str:
        """Serve a page; its address."""
        self.routes[path] = Reply(html.encode(), headers=headers)
        return self.url + path


@contextmanager
def serving() -> Iterator[WebServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            web.posted.append(self.rfile.read(length))
            self.do_GET()

        def do_GET(self) -> None:
            web.asked.append((self.path, dict(self.headers)))
            route = web.routes.get(self.path, Reply(b"gone", status=404))
            reply = route if isinstance(route, Reply) else route(self)
            if reply is None:
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                return  # the client went away: what it does is what is tested

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web = WebServer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


def conditional(body: bytes, *, etag: str, kind: str) -> Callable[[Any], Reply]:
    """A route that answers 304 to who has it already."""

    def answer(handler: Any) -> Reply:
        if handler.headers.get("If-None-Match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        return Reply(body, headers={"ETag": etag}, kind=kind)

    return answer


ARTICLE = """<!doctype html><html lang="en"><head><title>{title} | Daily</title>
<meta property="og:site_name" content="The Daily Example">
<meta property="og:title" content="{title}">
<meta property="article:published_time" content="{day}T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{title}</h1><p>{first}</p>
<p>The staff was flown out during the night and has arrived safely in the region,
a spokeswoman told reporters at the ministry on the same evening.</p></article>
<footer>All rights reserved. We use cookies to make this site better.</footer>
</body></html>"""


def article(title: str, first: str, *, day: str = "2024-03-04") -> str:
    return ARTICLE.format(title=title, first=first, day=day)
