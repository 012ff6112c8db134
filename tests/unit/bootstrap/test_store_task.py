"""What the store's worker does with each request, on a real journal and the real content."""

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.bootstrap.store_task import AnsweringFor, StoreTask
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.accommodation import Accommodations, ExtraTime
from app.domain.competency import CompetencyModel
from app.domain.events import (
    AccommodationsSet,
    AnswerAccepted,
    ConsentGiven,
    DeviceCheckPassed,
    Event,
    InterviewStarted,
)
from app.domain.interview import Answer, Consent, Experience, PlanForm, Purpose
from app.domain.language import Language
from app.domain.transcript import Transcript, TranscriptSource
from app.errors import BugError, KioskError
from app.flow.interview import Interview, Phase, advance, fold
from app.flow.plan import build_plan
from app.scoring import rulebook
from app.store.journal import Journal
from app.ui.ports import Append, Finish, NotDone, Prepare, Scored
from tests.unit.flow.plans import next_event

NOW_S = 1_790_000_000.0
TEXT = "您好，让您久等了，我马上联系物流核实包裹的位置，今天下午五点前给您回电话。"


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(tmp_path / "kiosk.db", tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def make_task(journal: Journal, model: CompetencyModel, tmp_path: Path) -> Callable[..., StoreTask]:
    def make(free_mb: int = 5000, results_dir: Path | None = None) -> StoreTask:
        return StoreTask(journal, model, lambda: NOW_S, lambda: free_mb, 1500, results_dir)

    return make


def whole_interview(model: CompetencyModel, *, scoring: bool = True, pack: str = "cn_default") -> list[Event]:
    """Every question answered with TEXT, role plays with a second turn."""
    plan = build_plan(model, "jd_cs_agent", PlanForm.SHORT, Experience.EXPERIENCED)
    consents = tuple(Consent(p, given=scoring or p is not Purpose.AI_SCORING) for p in Purpose)
    events: list[Event] = [
        InterviewStarted("i-1", Language.ZH),
        ConsentGiven(consents, pack, plan),
        DeviceCheckPassed(microphone=False, camera=False),
    ]
    now = fold(events)
    while not now.is_over:
        event = next_event(now)
        assert event is not None
        if now.phase is Phase.READING:
            words = Transcript(TEXT, TranscriptSource.TYPED)
            answer = Answer(now.question.id, now.turn, now.take, words)
            second = now.turn == 1 and now.question.id in {"JD-Q10", "JD-Q11"}
            event = AnswerAccepted(answer, "a" if second else None)
        now = advance(now, event)
        events.append(event)
    return events


def stored(task: StoreTask, events: list[Event]) -> Interview:
    task(Append("i-1", tuple(events)))
    return fold(events)


def test_no_interview_begins_on_a_nearly_full_disk(make_task: Callable[..., StoreTask]) -> None:
    with pytest.raises(KioskError, match="disk_too_full_to_begin"):
        make_task(free_mb=1499)(Append("i-1", (InterviewStarted("i-1", Language.ZH),)))


def test_an_interview_that_has_begun_can_end_on_a_full_disk(
    make_task: Callable[..., StoreTask], model: CompetencyModel
) -> None:
    events = whole_interview(model)
    make_task()(Append("i-1", (events[0],)))
    request = Append("i-1", tuple(events[1:]))
    assert make_task(free_mb=10)(request) is request


def test_a_finished_interview_is_scored_stored_and_laid_into_the_outbox(
    make_task: Callable[..., StoreTask], model: CompetencyModel, journal: Journal, tmp_path: Path
) -> None:
    task = make_task(results_dir=tmp_path / "results")
    scored = task(Finish(stored(task, whole_interview(model)), ("silero-vad/6",)))
    assert isinstance(scored, Scored)
    assert scored.profile_path is not None
    profile = json.loads(Path(scored.profile_path).read_text("utf-8"))
    assert profile["composite"]["score"] is not None
    assert profile["provenance"]["engines"] == ["silero-vad/6"]
    assert profile["started_at"].startswith("2026-")
    summary = journal.interview("i-1")
    assert (summary.state, summary.delivery) == ("assessed", "waiting")
    assert journal.verify().problems == ()


def test_an_accommodation_is_told_as_used_and_never_named(
    make_task: Callable[..., StoreTask], model: CompetencyModel, tmp_path: Path
) -> None:
    first, *rest = whole_interview(model)
    set_ = AccommodationsSet(Accommodations(ExtraTime.HALF, read_aloud=True))
    task = make_task(results_dir=tmp_path / "results")
    task(Finish(stored(task, [first, set_, *rest])))
    told = (tmp_path / "results" / "profile.json").read_text("utf-8")
    assert "accommodation_used" in json.loads(told)["flags"]
    page = (tmp_path / "results" / "report.html").read_text("utf-8")
    for named in ("read_aloud", "ExtraTime", "no_camera", "large_type"):
        assert named not in told
        assert named not in page


@pytest.mark.parametrize(("scoring", "pack"), [(False, "cn_default"), (True, "no_ai")])
def test_nothing_is_scored_where_candidate_or_policy_say_no(
    make_task: Callable[..., StoreTask], model: CompetencyModel, tmp_path: Path, scoring: bool, pack: str
) -> None:
    task = make_task(results_dir=tmp_path / "results")
    task(Finish(stored(task, whole_interview(model, scoring=scoring, pack=pack))))
    profile = json.loads((tmp_path / "results" / "profile.json").read_text("utf-8"))
    scores = [part["score"] for answer in profile["answers"] for part in answer["scores"]]
    scores += [dimension["score"] for dimension in profile["dimensions"]]
    assert set(scores) == {None}
    assert profile["composite"]["score"] is None
    assert all(answer["evidence"] == [] for answer in profile["answers"])


def test_everything_that_made_the_score_is_stored_and_shown(
    make_task: Callable[..., StoreTask], model: CompetencyModel, journal: Journal, tmp_path: Path
) -> None:
    task = make_task(results_dir=tmp_path / "results")
    task(Finish(stored(task, whole_interview(model)), ("silero-vad/6", "face/mesh/0a1b2c3d4e5f")))
    (row,) = journal._rows("SELECT scorer, facts FROM assessments")
    scorer, kept = row["scorer"], json.loads(row["facts"])
    assert (kept["content_hash"], kept["model_version"]) == (model.content_hash, model.version)
    assert (kept["engines"], kept["packs"]) == (["silero-vad/6"], ["face/mesh/0a1b2c3d4e5f"])
    assert kept["scorer"] == scorer
    page = (tmp_path / "results" / "report.html").read_text("utf-8")
    for shown in (model.content_hash[:12], model.version, scorer, "silero-vad/6", "face/mesh/0a1b2c3d4e5f"):
        assert shown in page


def test_what_the_first_interview_would_wait_for_can_be_done_before(
    make_task: Callable[..., StoreTask],
) -> None:
    fresh = load_competency_model(content_dir())  # an object of its own: rule books are kept by object
    task = dataclasses.replace(make_task(), model=fresh)
    assert task(Prepare()) == Prepare()
    missed = rulebook._compiled.cache_info().misses
    for language in Language:
        rulebook.rulebook_of(fresh, language)
    assert rulebook._compiled.cache_info().misses == missed


def test_an_unknown_request_is_a_bug(make_task: Callable[..., StoreTask]) -> None:
    with pytest.raises(BugError):
        make_task()("something else")


def test_only_an_append_fails_as_one() -> None:
    """The failure of anything else, however it came, is a value of its own."""

    def task(request: object) -> object:
        raise KioskError("disk_full") if isinstance(request, Append | Prepare) else ValueError(request)

    answering = AnsweringFor(task)
    with pytest.raises(KioskError, match="disk_full"):
        answering(Append("i-1", ()))
    failed, broken = answering(Prepare()), answering("something else")
    assert isinstance(failed, NotDone)
    assert isinstance(failed.error, KioskError)
    assert isinstance(broken, NotDone)
    assert isinstance(broken.error, BugError)
