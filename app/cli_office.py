"""What the administrator's screens of `kiosk run` ask of this machine: the doctor, the packs, the devices."""

import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap.office import OfficeRoom, RoomParts
from app.bootstrap.office_places import terminal_places
from app.bootstrap.staff_task import recorder
from app.content.paths import resources_dir
from app.doctor.checks import check_devices, check_packs
from app.doctor.examine import examine
from app.doctor.finding import Finding
from app.doctor.hub import check_sync
from app.doctor.level import microphone_level
from app.doctor.plugged import plugged_devices
from app.domain.competency import CompetencyModel
from app.office.audit_values import Places
from app.office.crashes import crash_lines
from app.office.machine import Machine, Tell
from app.office.models import install, pack_lines
from app.office.values import CheckLine, DeviceKind
from app.settings import Settings
from app.staff.book import StaffBook
from app.watch.crash_report import FOLDER

if TYPE_CHECKING:
    from app.bootstrap.kiosk import Kiosk


def machine_of(settings: Settings) -> Machine:
    """This machine. In a window any file can be chosen; at a terminal a file dialog would be a way out."""

    def install_pack(name: str, folder: Path | None, actor: str, tell: Tell) -> None:
        now, packs = time.time(), settings.packs_dir
        install(packs, resources_dir(), name, actor=actor, now=now, tell=tell, folder=folder)

    def export_places() -> Places:
        return None if settings.windowed else terminal_places(settings.data_dir)

    return Machine(
        health=lambda: _lines(examine(settings)),
        sync=lambda: _lines(check_sync(settings)),
        plugged=lambda: _kinds(settings),
        devices=lambda: _lines(check_devices(settings)),
        level=partial(microphone_level, settings.microphone),
        crashes=lambda: crash_lines(settings.data_dir / FOLDER),
        packs=partial(pack_lines, settings.packs_dir, resources_dir()),
        sums=lambda: _lines(check_packs(settings.packs_dir)),
        install=install_pack,
        places=export_places,
    )


def office_of(kiosk: "Kiosk", settings: Settings, model: CompetencyModel) -> OfficeRoom:
    """The screens of `kiosk`."""
    book, record = StaffBook(settings.data_dir), recorder(kiosk.journal.record)
    return OfficeRoom(RoomParts(kiosk.journal, model, settings, book, record, machine_of(settings)))


def _lines(findings: Iterable[Finding]) -> Iterator[CheckLine]:
    for each in findings:
        yield CheckLine(each.check, each.health.value, each.code, tuple(each.params.items()))


def _kinds(settings: Settings) -> list[DeviceKind] | None:
    found = plugged_devices(settings)
    if found is None:
        return None
    return [DeviceKind(each.kind, each.use.value, each.names, each.used, each.wanted) for each in found]
