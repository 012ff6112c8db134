"""A machine for the administrator's screens, without devices, packs, drives or network."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.language import Language
from app.errors import KioskError
from app.office.audit_values import Places
from app.office.machine import Machine, Tell
from app.office.values import CheckLine, CrashLine, DeviceKind, PackLine, PackLoading

GOOD = CheckLine("disk", "ok", "doctor_disk_ok", (("free_mb", 90_000),))
POOR = CheckLine("backup", "advice", "doctor_backup_none", ())
BAD = CheckLine("clock", "problem", "doctor_clock_behind", ())
HUB = CheckLine(
    "hub", "ok", "doctor_hub_enrolled", (("hub", "HR"), ("site", "North"), ("waiting", 0), ("parked", 1))
)
MICROPHONE = CheckLine("microphone", "ok", "doctor_device_ok", (("name", "USB microphone"),))


CRASH = CrashLine(1_790_000_000.0, "microphone_lost", "0.1.0")
WHOLE = CheckLine("packs", "ok", "doctor_pack_ok", (("pack", "zh-streaming"), ("engine", "sherpa-onnx")))


@dataclass(slots=True)
class FakeMachine:
    """level_db: what the microphone gives. refuses: the code with which an installation ends. places: for exports.

    plugged: the devices there are; None: they do not answer. may_hear: the test of the microphone ends only when
    it is set, as it is at first.
    """

    level_db: float | None = -24.0
    refuses: str = ""
    places: Places = None
    plugged: tuple[DeviceKind, ...] | None = (DeviceKind("microphone", "plugged", ("USB microphone",), 0),)
    may_hear: threading.Event = field(default_factory=threading.Event)
    installed: list[tuple[str, Path | None, str]] = field(default_factory=list)

    @property
    def machine(self) -> Machine:
        """As the screens are given it."""
        return Machine(
            health=lambda: (GOOD, POOR, BAD),
            sync=lambda: (HUB,),
            plugged=lambda: self.plugged,
            devices=lambda: (MICROPHONE,),
            level=self._level,
            crashes=lambda: (CRASH,),
            packs=self._packs,
            sums=lambda: (WHOLE,),
            install=self._install,
            places=lambda: self.places,
        )

    def __post_init__(self) -> None:
        self.may_hear.set()

    def _level(self) -> float | None:
        assert self.may_hear.wait(30.0)
        return self.level_db

    def _packs(self, language: Language) -> Iterable[PackLine]:
        there = {name for name, _, _ in self.installed}
        for name, state in (("zh-streaming", "installed"), ("zh-offline", "available")):
            yield PackLine(
                name,
                "installed" if name in there else state,
                "sherpa-onnx",
                (language.value,),
                240,
                "Apache-2.0",
                "https://example.org/licence",
                "",
                "",
            )

    def _install(self, name: str, folder: Path | None, actor: str, tell: Tell) -> None:
        tell(PackLoading(name, 120.0, 240))
        if self.refuses:
            raise KioskError(self.refuses, pack=name)
        self.installed.append((name, folder, actor))
