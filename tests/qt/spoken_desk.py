"""A desk with a window and the kiosk's voice: what a person sees, presses and hears."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.bootstrap.voice import Voice
from app.domain.competency import PolicyPack
from app.domain.interview import Consent, Plan
from app.ui.narrator import Narrator
from app.ui.window import KioskWindow
from tests.fakes.loudspeaker import FakeLoudspeaker
from tests.fakes.sitting import FakeEngine
from tests.qt.desk import ALL_YES, PACK, Desk, open_desk
from tests.unit.flow.plans import PLAN


@dataclass
class SpokenDesk:
    """`desk` with the window that shows it and the loudspeaker that speaks for it."""

    desk: Desk
    window: KioskWindow
    loudspeaker: FakeLoudspeaker
    narrator: Narrator

    def to_question(self, consents: tuple[Consent, ...] = ALL_YES) -> None:
        self.desk.to_question(consents)


@contextmanager
def open_spoken_desk(
    window: KioskWindow,
    loudspeaker: FakeLoudspeaker,
    engine: FakeEngine | None = None,
    plan: Plan = PLAN,
    *,
    cues: bool = False,
    pack: PolicyPack = PACK,
) -> Iterator[SpokenDesk]:
    """Everything connected as the kiosk does it."""
    with open_desk(engine, plan, pack) as desk:
        voice = Voice(window, desk.controller, loudspeaker, cues=cues)
        desk.controller.view_changed.connect(window.show_page)
        desk.controller.view_changed.connect(voice.narrator.show)
        desk.controller.live.connect(window.show_live)
        voice.start()
        window.show_page(desk.view)
        yield SpokenDesk(desk, window, loudspeaker, voice.narrator)
        voice.stop()


OpenSpokenDesk = Callable[..., SpokenDesk]
