"""The offer of a model pack on the screen, at the first start of `kiosk run`, and how it is fetched from there."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap.first_start import (
    FirstStart,
    InstallPack,
    PackInstalled,
    PackProgress,
    PackStopped,
)
from app.bootstrap.look import usual_look
from app.cli_offer import remember_later
from app.modelpacks.catalogue import KnownPack
from app.modelpacks.download import WAIT_S, Progress
from app.modelpacks.install import STAGING, Acceptance, Installer
from app.modelpacks.machine import this_user
from app.modelpacks.self_test import SelfTest, run_self_test
from app.modelpacks.sources import Piece, Source, Wanted, source_for
from app.settings import Settings
from app.ui.admin.views import OfferedPack

TELL_EACH_S = 0.2


class _StoppedError(Exception):
    """The person wants no more; what has come stays for the next try."""


@dataclass(frozen=True, slots=True)
class FetchPack:
    """Installs `known` for the first start: the same installer as `kiosk models pull`, but it can be stopped."""

    known: KnownPack
    packs_dir: Path
    source: Source
    try_out: Callable[[Path], SelfTest] = run_self_test
    wait_s: float = WAIT_S

    def __call__(self, request: InstallPack) -> PackInstalled | PackStopped:
        """Raises KioskError as Installer.install does."""
        heard = _Heard(request, self.packs_dir / STAGING / self.known.name)

        def try_out(folder: Path) -> SelfTest:
            heard.check()
            return self.try_out(folder)

        installer = Installer(
            self.packs_dir, _StoppableSource(self.source, request), heard, try_out, self.wait_s
        )
        try:
            installer.install(self.known, Acceptance(this_user(), time.time()))
        except _StoppedError:
            return PackStopped()
        return PackInstalled()


class _Heard:
    """Takes the installer's progress: stops it, and tells the page five times a second how much is there."""

    def __init__(self, request: InstallPack, staging: Path) -> None:
        self._request, self._staging = request, staging
        self._told_s = 0.0

    def __call__(self, _progress: Progress) -> None:
        if self._request.is_stopped():
            raise _StoppedError
        now_s = time.monotonic()
        if now_s - self._told_s >= TELL_EACH_S:
            self._told_s = now_s
            self._request.tell(PackProgress(self._size()))

    def check(self) -> None:
        """Everything has come and is being tried."""
        if self._request.is_stopped():
            raise _StoppedError
        self._request.tell(PackProgress(self._size(), is_checking=True))

    def _size(self) -> int:
        """Counted on the disk: so it is right, too, for what an earlier try has left."""
        return sum(path.stat().st_size for path in self._staging.rglob("*") if path.is_file())


class _StoppableSource:
    """Asks for nothing more once the person has stopped, e.g. while the hub does not answer."""

    def __init__(self, inner: Source, request: InstallPack) -> None:
        self._inner, self._request = inner, request
        self.origin = inner.origin

    @contextmanager
    def open(self, wanted: Wanted) -> Iterator[Piece]:
        if self._request.is_stopped():
            raise _StoppedError
        with self._inner.open(wanted) as piece:
            yield piece


def first_start(
    settings: Settings, known: KnownPack, environ: Mapping[str, str], *, is_mute: bool
) -> FirstStart:
    """The page that offers `known` from the hub that HF_ENDPOINT names, else the public one."""
    fetch = FetchPack(known, settings.packs_dir, source_for(None, environ.get("HF_ENDPOINT")))
    return page_for(settings, fetch, is_mute=is_mute)


def page_for(
    settings: Settings,
    fetch: FetchPack,
    *,
    is_mute: bool,
    clock_s: Callable[[], float] = time.monotonic,
) -> FirstStart:
    """The page that offers the pack of `fetch`."""
    known = fetch.known
    licence = known.licence
    host = fetch.source.origin.partition("://")[2] or fetch.source.origin
    pack = OfferedPack(known.name, known.size_mb, host, licence.id, licence.text, licence.url, is_mute)
    page = FirstStart(
        pack,
        fetch,
        settings.language,
        clock_s=clock_s,
        remember_later=lambda: remember_later(settings.data_dir, known.name),
    )
    page.window.use_look(usual_look(settings.screen))
    return page
