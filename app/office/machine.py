"""What the screens ask of the machine itself; who starts the program says how (app/cli_office)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from app.domain.language import Language
from app.office.audit_values import Places
from app.office.values import CheckLine, CrashLine, DeviceKind, PackLine, PackLoading

Tell = Callable[[PackLoading], None]


@dataclass(frozen=True, slots=True)
class Machine:
    """health, sync, devices: findings of the doctor. level: of the microphone, dB to full scale.
    plugged: which devices there are just now; None: they did not answer.

    crashes: reports of failures, the newest first. packs: installed ones and those of the catalogue; sums: the
    installed ones compared with their sums. install: (pack, folder or None for the hub, who accepted its licence,
    told while it comes); raises KioskError where it does not get in. places: where exports may go.
    """

    health: Callable[[], Iterable[CheckLine]]
    sync: Callable[[], Iterable[CheckLine]]
    plugged: Callable[[], Iterable[DeviceKind] | None]
    devices: Callable[[], Iterable[CheckLine]]
    level: Callable[[], float | None]
    crashes: Callable[[], Iterable[CrashLine]]
    packs: Callable[[Language], Iterable[PackLine]]
    sums: Callable[[], Iterable[CheckLine]]
    install: Callable[[str, Path | None, str, Tell], None]
    places: Callable[[], Places]
