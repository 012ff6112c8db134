"""A small hub on loopback: stores each id once, answers 201, 208, 409 as the real one, and can misbehave."""

import hashlib
import json
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Hub:
    """What arrived, and what to do with the next request.

    behaviour: normal, lose_answer (store, then cut the line), hang (no answer), no_receipt,
    wrong_receipt, portal (a log-in page), redirect, drip (an answer without end), or a status.
    """

    behaviour: str = "normal"
    stored: dict[str, bytes] = field(default_factory=dict)
    requests: int = 0
    paths: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def receive(self, key: str, body: bytes) -> int:
        if key not in self.stored:
            self.stored[key] = body
            return 201
        return 208 if self.stored[key] == body else 409


class _Handler(BaseHTTPRequestHandler):
    hub: Hub

    def do_GET(self) -> None:
        self._answer(200 if self.path == "/healthz" else 404, b"ok")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.hub.requests += 1
        self.hub.paths.append(self.path)
        behaviour = self.hub.behaviour
        if behaviour.isdigit():
            self._answer(int(behaviour), b'{"title": "no"}')
        elif behaviour == "portal":
            self._answer(200, "<html>请登录</html>".encode())
        elif behaviour == "redirect":
            self.send_response(302)
            self.send_header("Location", self.hub.url + "/healthz")
            self.end_headers()
        elif behaviour == "hang":
            self.hub.released.wait(10)
        elif behaviour == "drip":
            self._drip()
        else:
            self._store(self.headers["Idempotency-Key"], body, behaviour)

    def _store(self, key: str, body: bytes, behaviour: str) -> None:
        status = self.hub.receive(key, body)
        if behaviour == "lose_answer":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return
        receipt = hashlib.sha256(body + (b"x" if behaviour == "wrong_receipt" else b"")).hexdigest()
        told = {"id": key} if behaviour == "no_receipt" else {"id": key, "body_sha256": receipt}
        self._answer(status, json.dumps(told).encode())

    def _drip(self) -> None:
        self.send_response(201)
        self.end_headers()
        try:
            while not self.hub.released.is_set():
                self.wfile.write(b" " * 8192)
        except OSError:
            self.close_connection = True

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: lines are cut on purpose."""


@contextmanager
def running_hub(tls: ssl.SSLContext | None = None) -> Iterator[Hub]:
    """A hub that listens until the block ends."""
    hub = Hub()
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = _Server(("127.0.0.1", 0), handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    hub.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        hub.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
