"""The hub in memory behind a real socket, and what can go wrong with an answer on its way."""

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from app.sync.calls import Answer, Call
from tests.fakes.hub import FakeHub


@dataclass
class Line:
    """behaviour: normal; lose_answer (the hub did it, then the line is cut); hang; portal; redirect; drip; a status."""

    hub: FakeHub
    url: str = ""
    behaviour: str = "normal"
    requests: int = 0
    released: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


class _Handler(BaseHTTPRequestHandler):
    line: Line
    protocol_version = "HTTP/1.1"

    def _handle(self) -> None:
        line = self.line
        length = int(self.headers.get("Content-Length") or 0)
        call = Call(self.command, self.path, self.rfile.read(length) if length else None, dict(self.headers))
        line.requests += 1
        match line.behaviour:
            case "hang":
                line.released.wait(10)
                self.close_connection = True
            case "portal":
                self._answer(Answer(200, {"content-type": "text/html"}, "<html>请登录</html>".encode()))
            case "redirect":
                self._answer(Answer(302, {"location": line.url + "/healthz"}))
            case "drip":
                self._drip()
            case behaviour if behaviour.isdecimal():
                self._answer(Answer(int(behaviour)))
            case behaviour:
                with line.lock:
                    answer = line.hub.ask(call)
                if behaviour == "lose_answer":
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.close_connection = True
                    return
                self._answer(answer)

    do_GET = do_POST = do_HEAD = do_PATCH = _handle  # noqa: N815

    def _answer(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _drip(self) -> None:
        self.send_response(201)
        self.end_headers()
        try:
            while not self.line.released.is_set():
                self.wfile.write(b" " * 8192)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: lines are cut on purpose."""


@contextmanager
def serving(hub: FakeHub, tls: ssl.SSLContext | None = None) -> Iterator[Line]:
    """The hub listens on loopback until the block ends."""
    line = Line(hub)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"line": line}))
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    line.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield line
    finally:
        line.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
