"""A hub on this machine: serves files as Hugging Face's does, with Range requests and faults on demand."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "c0ffee00" * 5


@dataclass
class Mirror:
    """files: path behind /REPO/resolve/REVISION/ -> content.

    breaks: path -> after how many bytes each of the next answers ends. statuses: path -> answers to give
    first. gates: path -> after how many bytes the next answer waits, and for what. linked: the hub states the
    sha256 of each file. redirects: it sends elsewhere for the content, as the public hub does, and states
    sha256 and commit only in the first answer. asked: (path, revision, Range) of every request.
    """

    url: str
    files: dict[str, bytes]
    breaks: dict[str, list[int]] = field(default_factory=dict)
    statuses: dict[str, list[int]] = field(default_factory=dict)
    gates: dict[str, tuple[int, threading.Event]] = field(default_factory=dict)
    linked: bool = False
    redirects: bool = False
    page: bool = False
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    mirror: Mirror

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        _, _, rest = self.path.partition("/resolve/")
        revision, _, path = rest.partition("/")
        asked_range = self.headers.get("Range")
        self.mirror.asked.append((path, revision, asked_range))
        if self.mirror.statuses.get(path):
            self._end(self.mirror.statuses[path].pop(0))
        elif self.mirror.page:
            self._page()
        elif self.mirror.redirects and "?content" not in path:
            self._redirect(path)
        elif path.removesuffix("?content") in self.mirror.files:
            path = path.removesuffix("?content")
            self._send(path, self.mirror.files[path], asked_range)
        else:
            self._end(404)

    def _send(self, path: str, content: bytes, asked_range: str | None) -> None:
        mark = f'"{hashlib.md5(content).hexdigest()}"'
        start = 0
        if asked_range and self.headers.get("If-Range") == mark:
            start = int(asked_range.removeprefix("bytes=").rstrip("-"))
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.send_header("ETag", mark)
        if not self.mirror.redirects:
            self._facts(content)
        self.end_headers()
        breaks = self.mirror.breaks.get(path)
        end = start + breaks.pop(0) if breaks else len(content)
        if path in self.mirror.gates:
            gate, opens = self.mirror.gates.pop(path)
            self.wfile.write(content[start:gate])
            opens.wait(30.0)
            start = gate
        self.wfile.write(content[start:end])

    def _facts(self, content: bytes) -> None:
        self.send_header("X-Repo-Commit", COMMIT)
        if self.mirror.linked:
            self.send_header("X-Linked-ETag", f'"{hashlib.sha256(content).hexdigest()}"')

    def _redirect(self, path: str) -> None:
        self.send_response(302)
        self.send_header("Location", self.path + "?content")
        self.send_header("Content-Length", "0")
        self._facts(self.mirror.files[path])
        self.end_headers()

    def _page(self) -> None:
        text = b"<html>please log in</html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def _end(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def running_mirror(files: dict[str, bytes]) -> Iterator[Mirror]:
    """A mirror that serves `files` until the block ends."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    mirror = Mirror(f"http://127.0.0.1:{server.server_address[1]}", files)
    handler.mirror = mirror  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield mirror
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
