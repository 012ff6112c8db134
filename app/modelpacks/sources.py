"""Where the files of a pack come from: a folder (USB stick, offline mirror) or a hub. The only HTTP here."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import requests

from app.errors import KioskError
from app.modelpacks.catalogue import KnownFile, KnownPack
from app.pack_files import is_plain

PUBLIC_HUB = "https://huggingface.co"
CHUNK = 1 << 16
TIMEOUT_S = (10.0, 60.0)  # to connect, between two pieces
BUSY = (408, 425, 429, 500, 502, 503, 504)


class BrokenOffError(Exception):
    """The file stopped coming; asked again it may go on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a source gives of one file.

    start: offset of the first byte. total: bytes of the whole file, or None. mark: names this version of the
    file, to go on with it later. sha256: what the source says of it. revision: what `main` means today.
    """

    start: int
    total: int | None
    chunks: Iterator[bytes]
    mark: str | None = None
    sha256: str | None = None
    revision: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which file is asked for, from which byte on; mark and revision: as the source told them before."""

    pack: KnownPack
    file: KnownFile
    start: int = 0
    mark: str | None = None
    revision: str | None = None


class Source(Protocol):
    """A place that packs come from. origin: its name for the installed manifest, without secrets."""

    origin: str

    def open(self, wanted: Wanted) -> AbstractContextManager[Piece]:
        """The file from wanted.start on, or from 0 where wanted.mark is no longer true."""
        ...


class FolderSource:
    """A folder that holds the pack: its files, or a folder named like the pack or its repository."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.origin = "folder"

    @contextmanager
    def open(self, wanted: Wanted) -> Iterator[Piece]:
        """The file, always from its first byte. Raises KioskError pack_file_not_in_folder, pack_file_unsafe."""
        pack, file = wanted.pack, wanted.file
        path = self._find(pack, file)
        with ExitStack() as stack:
            try:
                content = stack.enter_context(path.open("rb"))
                size = path.stat().st_size
            except OSError as error:
                raise KioskError("pack_file_unreadable", pack=pack.name, file=file.origin) from error
            yield Piece(0, size, _chunks(content, pack, file))

    def _find(self, pack: KnownPack, file: KnownFile) -> Path:
        homes = [self._folder / pack.name, self._folder / pack.repo, self._folder]
        for home in homes:
            for name in (file.path, file.origin):
                if not (home / name).is_file():
                    continue
                if not is_plain(home, name):
                    raise KioskError("pack_file_unsafe", pack=pack.name, file=file.origin)
                return home / name
        raise KioskError("pack_file_not_in_folder", pack=pack.name, file=file.origin)


def _chunks(content: BinaryIO, pack: KnownPack, file: KnownFile) -> Iterator[bytes]:
    try:
        while chunk := content.read(CHUNK):
            yield chunk
    except OSError as error:
        raise KioskError("pack_file_unreadable", pack=pack.name, file=file.origin) from error


class HubSource:
    """A hub that speaks like Hugging Face's: /REPO/resolve/REVISION/FILE, with Range requests."""

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint.rstrip("/")
        self.origin = self._endpoint.rpartition("@")[2] or self._endpoint

    @contextmanager
    def open(self, wanted: Wanted) -> Iterator[Piece]:
        """The file from wanted.start where the hub still has the version wanted.mark, else from 0.

        Raises:
            BrokenOffError: the connection failed; try again.
            KioskError: pack_not_on_hub, pack_hub_refuses.
        """
        headers = {"Accept-Encoding": "identity"}
        if wanted.start and wanted.mark:
            headers |= {"Range": f"bytes={wanted.start}-", "If-Range": wanted.mark}
        url = self._url(wanted.pack, wanted.file, wanted.revision)
        try:
            with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT_S) as response:
                _check(response, wanted)
                yield _piece(response, wanted.start)
        except requests.RequestException as error:
            raise BrokenOffError from error

    def _url(self, pack: KnownPack, file: KnownFile, revision: str | None) -> str:
        if pack.url:
            return f"{pack.url}/{file.origin}"
        if not pack.repo:
            raise KioskError("pack_only_from_folder", pack=pack.name)
        return f"{self._endpoint}/{pack.repo}/resolve/{revision or pack.revision}/{file.origin}"


def source_for(folder: Path | None, endpoint: str | None) -> Source:
    """The folder where one is given, else the hub at `endpoint`, else the public one."""
    if folder is None:
        return HubSource(endpoint or PUBLIC_HUB)
    if not folder.is_dir():
        raise KioskError("pack_folder_missing", folder=str(folder))
    return FolderSource(folder)


def _check(response: requests.Response, wanted: Wanted) -> None:
    pack = wanted.pack
    status = response.status_code
    if status in BUSY or status == 416:
        raise BrokenOffError
    if status == 404:
        raise KioskError("pack_not_on_hub", pack=pack.name, file=wanted.file.origin)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")  # a log-in page, not a file
    if status not in (200, 206) or is_page:
        raise KioskError("pack_hub_refuses", pack=pack.name, status=status)


def _piece(response: requests.Response, start: int) -> Piece:
    length = response.headers.get("Content-Length")
    size = int(length) if length is not None and length.isdigit() else None
    first = start if response.status_code == 206 else 0
    told = response.headers.get("Content-Range", "")
    if response.status_code == 206 and not told.startswith(f"bytes {start}-"):
        raise BrokenOffError
    mark = response.headers.get("ETag")
    linked = (_said(response, "X-Linked-ETag") or "").strip('"').lower()
    is_sha256 = len(linked) == 64 and all(letter in "0123456789abcdef" for letter in linked)
    return Piece(
        start=first,
        total=None if size is None else first + size,
        chunks=response.iter_content(CHUNK),
        mark=None if mark is None or mark.startswith("W/") else mark,
        sha256=linked if is_sha256 else None,
        revision=_said(response, "X-Repo-Commit"),
    )


def _said(response: requests.Response, name: str) -> str | None:
    """The header of that name, of the answer or of one that led to it."""
    for each in (*response.history, response):
        if name in each.headers:
            return str(each.headers[name])
    return None
