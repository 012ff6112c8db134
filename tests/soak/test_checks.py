"""The checks of the fault tests find what they are there to find."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.events import AnswerAccepted, Event, HandedOver, QuestionShown, TakeStarted
from app.flow.interview import Interview, advance, fold
from app.store.journal import Journal
from tests.soak import checks, day
from tests.soak.checks import Kept
from tests.soak.told import Told, fingerprint
from tests.unit.flow.chat_plan import at_the_desk
from tests.unit.flow.plans import OPENING
from tests.unit.store.samples import NOW, ONE, TWO, answered, opening

EVENTS: tuple[Event, ...] = (*opening(ONE), *answered(ONE, 1))


def kept(*events: Event) -> Kept:
    return Kept(fold(events), events, "running", 0.0)


def told(now: Interview, **changes: Any) -> Told:
    """What the screen says of `now`."""
    line = Told(
        1.0,
        "QuestionView",
        now.interview_id,
        now.question.id,
        now.turn,
        now.take,
        now.phase.value,
        answers=len(now.answers),
        new=tuple(fingerprint(each) for each in now.answers),
    )
    return replace(line, **changes)


def test_an_answer_that_was_told_and_is_gone_is_found() -> None:
    whole = kept(*EVENTS)
    line = told(whole.interview)
    assert checks.lost([line], {ONE: whole}) == []
    assert checks.lost([line], {ONE: kept(*opening(ONE))})
    assert checks.lost([line], {})
    other = replace(line, new=(("JD-Q01", 1, 1, "another"),))
    assert checks.lost([other], {ONE: whole}) == ["answer ('JD-Q01', 1, 1) is gone"]


def test_a_question_that_is_asked_twice_is_found() -> None:
    assert checks.repeated(kept(*EVENTS)) == []
    (accepted,) = (event for event in EVENTS if isinstance(event, AnswerAccepted))
    place = (accepted.answer.question_id, accepted.answer.turn)
    again = (*EVENTS, QuestionShown(*place), TakeStarted(*place, 2, typed=True))
    faults = checks.repeated(Kept(fold(EVENTS), again, "running", 0.0))
    assert any("was shown" in fault for fault in faults)
    assert any("asked again" in fault for fault in faults)


def test_the_screen_may_not_go_back() -> None:
    line = told(kept(*EVENTS).interview)
    assert checks.turned_back([line]) == []
    assert checks.turned_back([line, replace(line, answers=0)])


def test_where_it_goes_on_is_compared() -> None:
    now = fold(OPENING)
    while now.phase.value == "next":
        now = advance(now, QuestionShown(now.question.id, now.turn))
    want = checks.expected(now)
    assert want is not None
    page = told(now, page="InterruptedView")
    fine = told(now, left_s=want.left_s)
    assert checks.resumed([page, fine], want) == (True, [])
    assert checks.resumed([], want) == (False, [])
    for wrong in (replace(fine, left_s=want.left_s + 5), replace(fine, question="another")):
        assert checks.resumed([page, wrong], want)[1]
    assert checks.resumed([replace(page, page="WelcomeView")], want)[1]
    assert checks.resumed([page], None)[1]


def test_a_work_sample_that_was_handed_over_goes_on_without_the_candidate() -> None:
    now = advance(at_the_desk(), HandedOver("", 0.0, 9.0))
    want = checks.expected(now)
    assert want is not None
    assert (want.answers, want.at_most) == (0, 4)
    page = told(now, page="InterruptedView", answers=3, new=())
    next_one = told(fold(OPENING), interview="another", phase="taking")
    ending = replace(page, page="ChatsView", answers=3)
    assert checks.resumed([page, ending, next_one], want) == (True, [])
    over = replace(page, page="FinishedView", answers=4, is_over=True)
    assert checks.resumed([over], want) == (True, [])
    assert checks.resumed([replace(page, answers=5)], want)[1]


def test_an_interview_that_cannot_be_read_is_named_and_the_others_are_looked_at(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    journal.append(ONE, [*EVENTS, opening(ONE)[-1]], now=NOW)
    journal.append(TWO, opening(TWO), now=NOW)
    store = checks.kept(journal)
    assert list(store) == [TWO]
    assert checks.unreadable(journal, store) == [f"interview {ONE} cannot be read"]
    assert checks.lost([told(store[TWO].interview, answers=0, new=())], store) == []
    journal.close()


def test_what_is_kept_by_design_is_no_leak_and_one_more_is(tmp_path: Path) -> None:
    for name in ("kiosk.db", "log/kiosk.log", "media/i-1/JD-Q01.pcm"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    before = day.files(tmp_path)
    assert before == ["kiosk.db", "log/kiosk.log"]
    copies = [tmp_path / "backup" / f"kiosk-202601{number:02}T000000Z.db" for number in range(1, 13)]
    copies[0].parent.mkdir()
    for copy in copies[:10]:
        copy.write_bytes(b"x")
    (tmp_path / "log" / "kiosk.log.5").write_bytes(b"x")
    assert day.files(tmp_path) == before
    copies[10].write_bytes(b"x")
    assert day.files(tmp_path) == [f"backup/{copies[0].name}", *before]
    copies[10].rename(copies[10].with_suffix(".db-wal"))
    (tmp_path / "log" / "kiosk.log.6").write_bytes(b"x")
    (tmp_path / "new").write_bytes(b"x")
    assert [name for name in day.files(tmp_path) if name not in before] == [
        f"backup/{copies[10].stem}.db-wal",
        "log/kiosk.log.6",
        "new",
    ]


def test_growth_and_leaks_of_a_day_are_found() -> None:
    steady = [{"rss_mb": 200.0, **dict.fromkeys(day.COUNTED, 7)} for _ in range(30)]
    assert day.growth_percent(steady) == 0.0
    assert day.leaks(steady) == []
    growing = [{**line, "rss_mb": 200.0 + number, "threads": number} for number, line in enumerate(steady)]
    assert (day.growth_percent(growing) or 0) > 5
    assert day.leaks(growing) == ["threads: 14 became 25"]
    assert day.growth_percent(steady[:5]) is None
