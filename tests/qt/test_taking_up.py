"""What a start makes of interviews that were interrupted: one goes on and is young again, a broken one is told."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.facts import RESUME_WITHIN_S
from app.bootstrap.kiosk import Kiosk
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.events import (
    ConsentGiven,
    DeviceCheckPassed,
    Event,
    InterviewStarted,
    QuestionShown,
    TakenUp,
    TakeStarted,
)
from app.domain.interview import Experience, PlanForm
from app.domain.language import Language
from app.errors import KioskError
from app.flow.plan import build_plan
from app.settings import MediaLimits, Settings
from app.store.journal import Journal
from app.ui.candidate.interrupted import InterruptedPage

GOING_ON = "0190b1de-0000-7000-8000-00000000000a"
BROKEN, OLD = f"{GOING_ON[:-1]}b", f"{GOING_ON[:-1]}c"

OpenKiosk = Callable[[], Kiosk]


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def open_kiosk(tmp_path: Path, qtbot: QtBot, model: CompetencyModel) -> Iterator[OpenKiosk]:
    media = MediaLimits(min_free_mb=100, ballast_mb=1)
    settings = Settings(data_dir=tmp_path, windowed=True, microphone=None, camera=None, media=media)
    opened: list[Kiosk] = []

    def open_() -> Kiosk:
        opened.append(Kiosk(settings, model))
        return opened[-1]

    yield open_
    for kiosk in opened:
        kiosk.stop()
        kiosk.window.deleteLater()


def begun(model: CompetencyModel, interview_id: str) -> list[Event]:
    plan = build_plan(model, "jd_cs_agent", PlanForm.SHORT, Experience.INEXPERIENCED)
    return [
        InterviewStarted(interview_id, Language.EN),
        ConsentGiven((), "cn_default", plan),
        DeviceCheckPassed(microphone=False, camera=False),
        QuestionShown(plan.questions[0].id, 1),
    ]


def test_it_is_young_again_and_what_cannot_be_read_stops_nobody(
    open_kiosk: OpenKiosk, tmp_path: Path, model: CompetencyModel
) -> None:
    almost_too_old = time.time() - RESUME_WITHIN_S + 75.0  # half a minute may pass till it opens
    (tmp_path / "media").mkdir()
    before = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    twice = [*begun(model, BROKEN), *begun(model, BROKEN)[-1:]]
    before.append(BROKEN, twice, now=almost_too_old - 15.0)
    before.append(OLD, begun(model, OLD), now=time.time() - RESUME_WITHIN_S - 30.0)
    before.append(GOING_ON, begun(model, GOING_ON), now=almost_too_old)
    before.close()

    kiosk = open_kiosk()
    told: list[object] = []
    kiosk.messages.report = told.append  # type: ignore[method-assign]
    kiosk.start()
    assert kiosk.controller.interview.interview_id == GOING_ON
    assert isinstance(kiosk.window.current_page, InterruptedPage)
    (error,) = told
    assert isinstance(error, KioskError)
    assert (error.code, error.params) == ("interview_unreadable", {"interview": BROKEN})
    assert kiosk.journal.interview(BROKEN).state == "running"
    assert kiosk.journal.interview(OLD).left_reason == "interrupted"
    assert kiosk.journal.events(GOING_ON)[-1] == TakenUp()
    assert time.time() - kiosk.journal.interview(GOING_ON).changed_at < RESUME_WITHIN_S / 2
    report = kiosk.journal.verify()
    assert [(each.code, each.where) for each in report.problems] == [
        ("interview_unreadable", f"interview {BROKEN}")
    ]


def test_a_disk_that_takes_nothing_keeps_nobody_from_going_on(
    open_kiosk: OpenKiosk, tmp_path: Path, model: CompetencyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    before.append(GOING_ON, begun(model, GOING_ON), now=time.time())
    before.close()
    kiosk = open_kiosk()

    def full(*_: object, **__: object) -> None:
        raise KioskError("disk_full", file="kiosk.db")

    with monkeypatch.context() as patch:
        patch.setattr(kiosk.journal, "append", full)
        kiosk.start()
    assert kiosk.controller.interview.interview_id == GOING_ON


def test_a_take_that_begins_twice_is_refused_by_the_running_kiosk(
    open_kiosk: OpenKiosk, tmp_path: Path, model: CompetencyModel
) -> None:
    kiosk = open_kiosk()
    question = begun(model, GOING_ON)[-1]
    assert isinstance(question, QuestionShown)
    take = TakeStarted(question.question_id, 1, 1, typed=True)
    kiosk.journal.append(GOING_ON, [*begun(model, GOING_ON), take], now=1.0)
    with pytest.raises(Exception, match="TakeStarted cannot happen"):
        kiosk.journal.append(GOING_ON, [take], now=2.0)
