"""What the administrator's screens of `kiosk run` ask of this machine: the doctor, the packs, the devices."""

import time
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from app.bootstrap.office import OfficeRoom, RoomParts
from app.bootstrap.staff_task import recorder
from app.content.paths import resources_dir
from app.doctor.checks import check_devices
from app.doctor.examine import examine
from app.doctor.finding import Finding
from app.doctor.hub import check_sync
from app.doctor.level import microphone_level
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.office.machine import Machine, Tell
from app.office.models import install, models_view
from app.office.values import CheckLine, ModelsView
from app.settings import Settings
from app.staff.book import StaffBook

if TYPE_CHECKING:
    from app.bootstrap.kiosk import Kiosk


def machine_of(settings: Settings, model: CompetencyModel) -> Machine:
    """This machine."""

    def models(language: Language) -> ModelsView:
        return models_view(settings.packs_dir, resources_dir(), model, settings.policy_pack, language)

    def install_pack(name: str, actor: str, tell: Tell) -> None:
        install(settings.packs_dir, resources_dir(), name, actor=actor, now=time.time(), tell=tell)

    return Machine(
        lambda: _lines(examine(settings)),
        lambda: _lines(check_sync(settings)),
        lambda: _lines(check_devices(settings)),
        partial(microphone_level, settings.microphone),
        models,
        install_pack,
    )


def office_of(kiosk: "Kiosk", settings: Settings, model: CompetencyModel) -> OfficeRoom:
    """The screens of `kiosk`."""
    book, record = StaffBook(settings.data_dir), recorder(kiosk.journal.record)
    parts = RoomParts(kiosk.journal, model, settings, book, record, machine_of(settings, model))
    return OfficeRoom(parts)


def _lines(findings: Iterable[Finding]) -> Iterator[CheckLine]:
    for each in findings:
        yield CheckLine(each.check, each.health.value, each.code, tuple(each.params.items()))
