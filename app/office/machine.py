"""What the screens ask of the machine itself; who starts the program says how (app/cli_office)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.language import Language
from app.office.values import CheckLine, ModelsView, PackLoading

Tell = Callable[[PackLoading], None]


@dataclass(frozen=True, slots=True)
class Machine:
    """health, sync, devices: findings of the doctor. level: of the microphone, dB to full scale.

    install: (pack, who accepted its licence, told while it comes). Raises KioskError where it does not get in.
    """

    health: Callable[[], Iterable[CheckLine]]
    sync: Callable[[], Iterable[CheckLine]]
    devices: Callable[[], Iterable[CheckLine]]
    level: Callable[[], float | None]
    models: Callable[[Language], ModelsView]
    install: Callable[[str, str, Tell], None]
