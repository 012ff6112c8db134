"""A controller with fakes around it and a clock that stands until it is moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from app.domain.competency import PolicyPack
from app.domain.interview import Consent, Experience, Plan, Purpose
from app.domain.language import Language, Words
from app.domain.messages import EngineConfig
from app.flow.answering import known_warm_up
from app.ui import intents as wish
from app.ui.controller import Controller
from app.ui.ports import Ports
from app.ui.present import Brief
from app.ui.views import View
from tests.fakes.sitting import FakeEngine, FakePapers, FakeStore
from tests.unit.flow.plans import PLAN

W = Words("字", "word")
PACK = PolicyPack(
    id="test",
    name=W,
    transcript_on=True,
    speech_delivery="on",
    voice_affect="off",
    voice_affect_cap=0.0,
    face_affect="off",
    consistency_allowed=False,
    ai_scoring=True,
    consents=("recording_audio", "recording_video", "ai_scoring"),
    notice=W,
    retention_days={"raw_audio_video_not_hired": 30, "transcript_scores_not_hired": 180},
    deletion_request_days=15,
)
ALL_YES = tuple(Consent(purpose, given=True) for purpose in Purpose)


@dataclass
class Desk:
    """A controller with its fakes and a clock that stands until it is moved."""

    controller: Controller
    store: FakeStore
    engine: FakeEngine
    views: list[View]
    clock: list[float]
    papers: FakePapers

    def wish(self, *intents: wish.Intent) -> None:
        for intent in intents:
            self.controller.on_intent(intent)

    def to_question(self, consents: tuple[Consent, ...] = ALL_YES) -> None:
        self.wish(
            wish.Begin(),
            wish.TellExperience(Experience.INEXPERIENCED),
            wish.GiveConsents(consents),
            wish.DevicesDone(),
            wish.PracticeDone(),
            wish.PreviewRead(),
        )

    def answer(self) -> None:
        self.wish(wish.StartAnswer(), wish.StopAnswer())

    @property
    def view(self) -> View:
        return self.views[-1]


@contextmanager
def open_desk(engine: FakeEngine | None = None, plan: Plan = PLAN, pack: PolicyPack = PACK) -> Iterator[Desk]:
    """A desk whose controller ends with the block."""
    engine = engine or FakeEngine()
    store, papers, clock = FakeStore(), FakePapers(), [0.0]
    ids = iter(range(100))
    ports = Ports(
        store=store,
        papers=papers,
        engine=engine,
        policy_pack=pack,
        make_plan=lambda _: plan,
        engine_config=lambda now: EngineConfig(
            None, None, "media", None, now.language, warm_up=known_warm_up(now.answers)
        ),
        holding=lambda _question, _language, text: {"missing_action"} if text == "vague" else set(),
        new_id=lambda: f"i-{next(ids)}",
        clock_s=lambda: clock[0],
        today=lambda: date(2026, 1, 31),
    )
    controller = Controller(ports, Brief(W, W, W, 28, 3), Language.ZH)
    desk = Desk(controller, store, engine, [], clock, papers)
    controller.view_changed.connect(desk.views.append)
    controller.start()
    try:
        yield desk
    finally:
        controller.stop()
