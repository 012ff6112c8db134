"""Files of releases, each under its SHA-256: written once, never changed. All copies of the hub share the folder."""

import hashlib
import os
import re
import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ehr.problems import Kind, Problem

FILE_BYTES_MAX = 4 * 1024**3
PIECE_BYTES = 256 * 1024
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
FILE_GONE = Kind("file-gone", 500, "A file of a release is missing on this hub.", "平台缺少该发布文件。")
FILE_TOO_LARGE = Kind("file-too-large", 413, "A file holds at most 4 GB.", "单个文件不得超过 4 GB。")


class Store:
    """Files below the hub's data folder."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "files"

    def path(self, sha256: str) -> Path:
        """Where the file with this hash lies."""
        return self._folder / sha256[:2] / sha256

    async def add(self, pieces: AsyncIterator[bytes]) -> tuple[str, int]:
        """The SHA-256 and size of a new file, on disk before this returns. Raises Problem `file-too-large`."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = self._folder / f"new-{secrets.token_hex(8)}"
        digest, size = hashlib.sha256(), 0
        try:
            with unfinished.open("xb") as file:
                async for piece in pieces:
                    size += len(piece)
                    if size > FILE_BYTES_MAX:
                        raise Problem(FILE_TOO_LARGE)
                    digest.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            place = self.path(digest.hexdigest())
            place.parent.mkdir(mode=0o700, exist_ok=True)
            unfinished.replace(place)
        finally:
            unfinished.unlink(missing_ok=True)
        return digest.hexdigest(), size


def served(store: Store, sha256: str, request: Request) -> Response:
    """The file, or the range that was asked for. Raises Problem `file-gone`."""
    path = store.path(sha256)
    if not path.is_file():
        raise Problem(FILE_GONE)
    size = path.stat().st_size
    headers = {"ETag": f'"{sha256}"', "Accept-Ranges": "bytes", "Cache-Control": "private"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(None, 304, headers)
    first, last, status = 0, size - 1, 200
    asked = RANGE.fullmatch(request.headers.get("range", ""))
    if asked:
        first, last, status = int(asked[1]), min(int(asked[2] or last), last), 206
        if first > last:
            return Response(None, 416, {"Content-Range": f"bytes */{size}"})
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers["Content-Length"] = str(last - first + 1)
    return StreamingResponse(
        _pieces(path, first, last), status, headers, media_type="application/octet-stream"
    )


def _pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(PIECE_BYTES, left))):
            left -= len(piece)
            yield piece
