"""Every request that the console's worker knows, with what the audit log says after it."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from pathlib import Path

import app.ui.recruiter
from app.domain.language import Language
from app.review.report_values import Report
from app.review.values import AnswerRating, Decision, ScoreTarget
from app.ui.recruiter import paper_ports as paper
from app.ui.recruiter import player_ports as player
from app.ui.recruiter import ports
from app.ui.recruiter import training_ports as training
from tests.end2end.console_words import Json

# A console at a hub signs in there; what it does then is in the hub's own audit log (tests/hub).
OF_A_HUB = "app.ui.recruiter.hub_ports"
# What the worker says, and what a request is made of.
TOLD = {
    ports.Queue,
    ports.Opened,
    ports.Saved,
    ports.Compared,
    ports.AgreementTold,
    ports.RoomTold,
    player.Recording,
    paper.PaperWish,
    paper.PaperDone,
}
Row = tuple[str, Json]


@dataclass(frozen=True, slots=True)
class At:
    """What requests are about. open_id: was rated; blind_id: was not. rating: complete, for blind_id.

    gold: the scores of the training's answers, in the order in which they are shown.
    """

    open_id: str
    blind_id: str
    rating: tuple[AnswerRating, ...]
    call: int
    folder: Path
    gold: tuple[dict[str, float], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """made: the request. rows: exactly what it adds to the audit log; of each detail named, its value.

    before: requests that come first, and are no part of what is looked at.
    """

    name: str
    made: Callable[[At], object]
    rows: Callable[[At], list[Row]]
    before: Callable[[At], list[object]] = lambda _: []


def _paper(report: Report) -> Callable[[At], object]:
    return lambda at: paper.AskPaper(
        at.open_id, Language.ZH, paper.PaperWish(report, at.folder / f"{report}.pdf")
    )


def _viewed(interview_id: str) -> Row:
    return "review_viewed", {"interview_id": interview_id}


def _act(interview_id: str, kind: str) -> Row:
    return "review_act", {"interview_id": interview_id, "kind": kind}


def _reported(at: At, **more: object) -> list[Row]:
    return [_viewed(at.open_id), ("review_reported", {"interview_id": at.open_id} | more)]


def _given(at: At, number: int) -> training.GiveTraining:
    return training.GiveTraining(tuple(at.gold[number].items()))


def _all_given(at: At) -> list[object]:
    """The whole round, but the step after its last answer."""
    steps: list[object] = []
    for number in range(len(at.gold)):
        steps += [_given(at, number), training.GoOnTraining()]
    return steps[:-1]


ZH = Language.ZH
_READ = lambda at: [_viewed(at.open_id), _viewed(at.open_id)]  # noqa: E731 - the words, then the card
CASES = (
    Case("AskQueue", lambda _: ports.AskQueue(ZH, is_first=True), lambda _: [("review_opened", {})]),
    Case("AskQueue again", lambda _: ports.AskQueue(ZH, is_live=True), lambda _: []),
    Case("AskInterview", lambda at: ports.AskInterview(at.open_id, ZH), _READ),
    Case(
        "AskInterview blind",
        lambda at: ports.AskInterview(at.blind_id, ZH),
        lambda at: [_viewed(at.blind_id)],
    ),
    Case(
        "AskComparison",
        lambda at: ports.AskComparison((at.open_id, at.blind_id), ZH),
        lambda at: [("review_compared", {"interview_ids": [at.open_id, at.blind_id]})],
        lambda at: [ports.SaveRating(at.blind_id, ZH, at.rating, 60.0)],
    ),
    Case("AskAgreement", lambda _: ports.AskAgreement(ZH), lambda _: [("review_agreement_seen", {})]),
    Case("AskRoom", lambda _: ports.AskRoom(), lambda _: []),  # terminals, nobody's interview
    Case(
        "AskRecording",
        lambda at: player.AskRecording(at.blind_id, "JD-Q05", 1),
        lambda at: [
            (
                "recording_played",
                {"interview_id": at.blind_id, "recording": f"{at.blind_id}/JD-Q05-t1-k1.mkv"},
            )
        ],
    ),
    Case(
        "SaveRating",
        lambda at: ports.SaveRating(at.blind_id, ZH, at.rating, 60.0),
        lambda at: [_act(at.blind_id, "rating"), _viewed(at.blind_id), _viewed(at.blind_id)],
    ),
    Case(
        "SaveDecision",
        lambda at: ports.SaveDecision(at.open_id, ZH, Decision.DECLINE, "planted reason", 9.0),
        lambda at: [_act(at.open_id, "decision")],
    ),
    Case(
        "SaveNote",
        lambda at: ports.SaveNote(at.open_id, ZH, "planted note"),
        lambda at: [_act(at.open_id, "note"), *_READ(at)],
    ),
    Case("SaveGone", lambda at: ports.SaveGone(at.open_id, ZH), lambda at: [_act(at.open_id, "gone")]),
    Case(
        "SaveOverride",
        lambda at: ports.SaveOverride(at.open_id, ZH, ScoreTarget("composite"), 6.5, "planted cause"),
        lambda at: [_act(at.open_id, "override"), *_READ(at)],
    ),
    Case(
        "AnswerCall",
        lambda at: ports.AnswerCall(at.call, is_done=False, language=ZH),
        lambda at: [("call_taken", {})],
    ),
    Case(
        "AnswerCall done",
        lambda at: ports.AnswerCall(at.call, is_done=True, language=ZH),
        lambda at: [("call_answered", {})],
    ),
    Case("AskPaper one page", _paper(Report.HR), lambda at: _reported(at, for_candidate=False)),
    Case(
        "AskPaper five", _paper(Report.HR_FULL), lambda at: _reported(at, paper="long", for_candidate=False)
    ),
    Case("AskPaper candidate", _paper(Report.CANDIDATE), lambda at: _reported(at, for_candidate=True)),
    Case(
        "AskPaper explanation",
        _paper(Report.EXPLANATION),
        lambda at: _reported(at, paper="explanation", for_candidate=True),
    ),
    Case("AskTraining", lambda _: training.AskTraining(), lambda _: []),
    Case("StartTraining", lambda _: training.StartTraining(ZH), lambda _: []),
    Case("GiveTraining", lambda at: _given(at, 0), lambda _: [], lambda _: [training.StartTraining(ZH)]),
    Case(
        "GoOnTraining",
        lambda _: training.GoOnTraining(),
        lambda _: [("review_trained", {"passed": True})],
        lambda at: [training.StartTraining(ZH), *_all_given(at)],
    ),
)


def known_requests() -> set[type]:
    """Every type that the modules of ports define, but what the worker says."""
    found: set[type] = set()
    for each in pkgutil.iter_modules(app.ui.recruiter.__path__, "app.ui.recruiter."):
        if each.name.endswith("ports") and each.name != OF_A_HUB:
            module = importlib.import_module(each.name)
            defined = (kind for _, kind in inspect.getmembers(module, inspect.isclass))
            found |= {kind for kind in defined if kind.__module__ == each.name and is_dataclass(kind)}
    return found - TOLD
