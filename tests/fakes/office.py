"""A machine for the administrator's screens, without devices, packs or network."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.language import Language
from app.errors import KioskError
from app.office.machine import Machine, Tell
from app.office.values import CheckLine, ModelsView, PackLine, PackLoading

GOOD = CheckLine("disk", "ok", "doctor_disk_ok", (("free_mb", 90_000),))
POOR = CheckLine("backup", "advice", "doctor_backup_none", ())
BAD = CheckLine("clock", "problem", "doctor_clock_behind", ())
HUB = CheckLine(
    "hub", "ok", "doctor_hub_enrolled", (("hub", "HR"), ("site", "North"), ("waiting", 0), ("parked", 1))
)
MICROPHONE = CheckLine("microphone", "ok", "doctor_device_ok", (("name", "USB microphone"),))


@dataclass(slots=True)
class FakeMachine:
    """level_db: what the microphone gives. refuses: the code with which an installation ends."""

    level_db: float | None = -24.0
    refuses: str = ""
    installed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def machine(self) -> Machine:
        """As the screens are given it."""
        return Machine(
            self._health,
            lambda: (HUB,),
            lambda: (MICROPHONE,),
            lambda: self.level_db,
            self._models,
            self._install,
        )

    def _health(self) -> Iterable[CheckLine]:
        return (GOOD, POOR, BAD)

    def _models(self, language: Language) -> ModelsView:
        there = {name for name, _ in self.installed}
        packs = tuple(
            PackLine(
                name,
                "installed" if name in there else state,
                "sherpa-onnx",
                (language.value,),
                240,
                "Apache-2.0",
                "https://example.org/licence",
                reason,
                "",
            )
            for name, state, reason in (
                ("zh-streaming", "installed", ""),
                ("zh-offline", "available", ""),
            )
        )
        return ModelsView(
            packs, "2026.1.0", "eeb0007c074aaf41", "Mainland China default", ("JD", "Livestream")
        )

    def _install(self, name: str, actor: str, tell: Tell) -> None:
        tell(PackLoading(name, 120.0, 240))
        if self.refuses:
            raise KioskError(self.refuses, pack=name)
        self.installed.append((name, actor))
