"""What the hub wants this kiosk to have: fetched beside, every byte checked, then put in its place in one step."""

import hashlib
import json
import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import KioskError
from app.private_file import replace_file, sync_folder
from app.store.sync_state import SyncState
from app.sync.calls import API, Answer, Ask, Call
from app.sync.release_list import MODEL_PACK, Release, ReleaseFile, releases_of

log = logging.getLogger(__name__)

FOLDER, CURRENT, FROM_HUB = "releases", "current.json", ".from-hub"
ETAG = "releases_etag"
PIECE_BYTES = 1_000_000
SPARE_BYTES = 500_000_000
Check = Callable[[Path], object]  # raises KioskError for a content folder that cannot be used


@dataclass(frozen=True, slots=True)
class Releases:
    """What came from the hub, in `data_dir`/releases; model packs in `packs_dir`, which may lie elsewhere.

    shipped: the content this program came with. check: reads a whole content folder, or raises KioskError.
    """

    data_dir: Path
    packs_dir: Path
    shipped: Path
    check: Check = field(repr=False)

    def current(self) -> dict[str, str]:
        """ "kind/name" to the id of the release that is in place."""
        try:
            told = json.loads((self._folder / CURRENT).read_bytes())
        except (OSError, ValueError):
            return {}
        return {str(key): str(value) for key, value in told.items()} if isinstance(told, dict) else {}

    def pull(self, ask: Ask, state: SyncState) -> Answer:
        """The hub's answer, after everything it lists was fetched; what cannot be used is left where it is.

        Broken off, the next pull goes on at the same byte. The ETag is remembered
        once all of it is in place, or was refused.
        """
        known = state.get(ETAG)
        headers = {} if known is None else {"If-None-Match": str(known)}
        answer = ask(Call("GET", f"{API}/kiosks/releases", None, headers))
        if answer.status != 200:
            return answer
        listed = releases_of(answer.told)
        if listed is None:
            log.warning("the hub's list of releases is none")
            return answer
        current = self.current()
        for release in listed:
            if current.get(release.key) != release.id:
                fetched = self._fetch(ask, release)
                if fetched is not None:
                    return fetched
        if any(each.kind == MODEL_PACK for each in listed) and state.is_interview_running():
            return answer  # no pack is taken from under a candidate: the next heartbeat asks again
        self._put_in_place(listed)
        state.put(ETAG, answer.headers.get("etag"))
        return answer

    @property
    def _folder(self) -> Path:
        return self.data_dir / FOLDER

    def _place(self, release: Release) -> Path:
        """Where the files of a release are gathered."""
        if release.kind == MODEL_PACK:
            return self.packs_dir / FROM_HUB / release.id / release.name
        return self._folder / release.id

    def _fetch(self, ask: Ask, release: Release) -> Answer | None:
        """None once every file is there and is what the list says; else the answer that ended it."""
        place = self._place(release)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        need = sum(file.size for file in release.files)
        if shutil.disk_usage(place).free < need + SPARE_BYTES:
            raise KioskError("disk_full", file=FOLDER)
        for file in release.files:
            ended = _fetch_file(ask, release, file, place / file.name)
            if ended is not None:
                return ended
        return None

    def _put_in_place(self, listed: tuple[Release, ...]) -> None:
        """Content that does not read as a whole leaves that which is there; the hub sees it by the heartbeat."""
        before = self.current()
        content = [each for each in listed if each.kind != MODEL_PACK]
        assembled = self._assemble(content)
        is_refused = bool(content) and assembled is None
        is_kept = "" if is_refused else f"{MODEL_PACK}/"
        now = {key: value for key, value in before.items() if key.startswith(is_kept)}
        for release in listed:
            if release.kind != MODEL_PACK and is_refused:
                continue
            if release.kind == MODEL_PACK and before.get(release.key) != release.id:
                self._swap_pack(release)
            now[release.key] = release.id
        if assembled is not None:
            now["content"] = assembled
        replace_file(self._folder / CURRENT, json.dumps(now).encode())
        self._tidy({*now.values()})

    def _assemble(self, content: list[Release]) -> str | None:
        """The name of a content folder: the shipped one or a whole release, with the single files laid over it."""
        if not content:
            return None
        whole = [each for each in content if each.kind == "content"]
        names = "\n".join(sorted(each.id for each in content)) + str(self.shipped)
        name = "content-" + hashlib.sha256(names.encode()).hexdigest()[:16]
        folder, part = self._folder / name, self._folder / f"{name}.part"
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(self._place(whole[0]) if whole else self.shipped, part)
        for release in content:
            if release.kind != "content":
                shutil.copytree(self._place(release), part, dirs_exist_ok=True)
        try:
            self.check(part)
        except KioskError as error:
            log.warning("content from the hub cannot be used: %s", error.code)
            shutil.rmtree(part, ignore_errors=True)
            return None
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
        sync_folder(self._folder)
        return name

    def _swap_pack(self, release: Release) -> None:
        """May be cut off between any two lines: the pull after it does the rest."""
        staged, place = self._place(release), self.packs_dir / release.name
        old = staged.parent / "old"
        if place.exists() and staged.exists():
            shutil.rmtree(old, ignore_errors=True)
            place.rename(old)
        if staged.exists():
            staged.rename(place)
        sync_folder(self.packs_dir)
        shutil.rmtree(staged.parent, ignore_errors=True)

    def _tidy(self, kept: set[str]) -> None:
        for each in self._folder.iterdir():
            if each.is_dir() and each.name not in kept:
                shutil.rmtree(each, ignore_errors=True)


def content_folder(data_dir: Path, shipped: Path) -> Path:
    """The content to begin with: what the hub wants, else what this program came with."""
    try:
        name = json.loads((data_dir / FOLDER / CURRENT).read_bytes()).get("content")
    except (OSError, ValueError, AttributeError):
        return shipped
    folder = data_dir / FOLDER / str(name)
    return folder if name and folder.is_dir() else shipped


def _fetch_file(ask: Ask, release: Release, file: ReleaseFile, path: Path) -> Answer | None:
    if path.is_file() and path.stat().st_size == file.size and _sha256(path) == file.sha256:
        return None
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    there = part.stat().st_size if part.exists() else 0
    with part.open("r+b" if there <= file.size and there else "wb") as out:
        out.seek(0, 2)
        while out.tell() < file.size:
            start = out.tell()
            end = min(start + PIECE_BYTES, file.size) - 1
            name = f"{API}/kiosks/releases/{release.id}/files/{file.name}"
            answer = ask(Call("GET", name, None, {"Range": f"bytes={start}-{end}"}))
            if answer.status != 206 or len(answer.body) != end + 1 - start:
                return answer if answer.status != 206 else Answer(0)
            out.write(answer.body)
    if _sha256(part) != file.sha256:
        part.unlink()
        log.warning("a file of a release is not what its list says")
        return Answer(0)
    part.rename(path)
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def told_releases(current: dict[str, Any]) -> tuple[str, ...]:
    """The ids of what is in place, for the heartbeat."""
    return tuple(sorted(value for key, value in current.items() if "/" in key))
