"""A network camera on loopback: JPEG pictures over HTTP that can stall or drop on command."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import av
import numpy as np

RATE_HZ = 25


def _jpeg(number: int) -> bytes:
    pixels = np.full((120, 160, 3), 40, np.uint8)
    pixels[:, number * 4 % 140 :][:, :20] = 230
    context = av.CodecContext.create("mjpeg", "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height, context.pix_fmt = 160, 120, "yuvj420p"
    context.framerate = RATE_HZ
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuvj420p")
    return b"".join(bytes(packet) for packet in [*context.encode(frame), *context.encode(None)])


class NetworkCamera:
    """stalls: keep the connection, send nothing. drops: end every connection and refuse new ones."""

    def __init__(self) -> None:
        self.stalls = threading.Event()
        self.drops = threading.Event()
        self._pictures = [_jpeg(number) for number in range(35)]
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def uri(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/camera"

    def close(self) -> None:
        """End."""
        self.drops.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                camera._serve(self)

            def log_message(self, format: str, *arguments: object) -> None:
                """Quiet."""

        return Handler

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        if self.drops.is_set():
            request.send_error(503)
            return
        request.send_response(200)
        request.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
        request.end_headers()
        number = 0
        while not self.drops.wait(1 / RATE_HZ):
            if self.stalls.is_set():
                continue
            picture = self._pictures[number % len(self._pictures)]
            head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
            try:
                request.wfile.write(head.encode() + picture + b"\r\n")
            except OSError:  # whoever looked has gone
                return
            number += 1
