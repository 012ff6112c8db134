"""A real HTTP server that speaks like an OpenAI-compatible endpoint; its "model" is a function."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


@dataclass
class Reply:
    """What the server sends. wait: held back until the event is set, for a model that is too slow."""

    content: str = "{}"
    status: int = 200
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    wait: threading.Event | None = None


Model = Callable[[Json], Reply]


@contextmanager
def llm_server(model: Model) -> Iterator[tuple[str, list[Json]]]:
    """The address of a server whose answers `model` makes of the request's material, and all requests."""
    seen: list[Json] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append({**body, "path": self.path, "authorization": self.headers["Authorization"]})
            reply = model(json.loads(body["messages"][1]["content"]))
            if reply.wait is not None:
                reply.wait.wait(20)
            whole = {"choices": [{"message": {"role": "assistant", "content": reply.content}}]}
            data = json.dumps(whole).encode() if reply.raw is None else reply.raw
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                return  # the kiosk did not wait

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
