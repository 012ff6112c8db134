"""Does the store hold what the screen said, and does the program go on where it should?"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import av

from app.domain.events import AnswerAccepted, Event, QuestionShown, ReplySent, TakeStarted
from app.domain.media import SAMPLE_RATE_HZ
from app.errors import KioskError
from app.flow.chat_answers import next_part
from app.flow.course import UNREADABLE, read_back
from app.flow.interview import Interview, Phase, Step, advance, recover
from app.flow.limits import answer_s, preparation_s
from app.store.archive import Archive
from tests.soak.plan import environment
from tests.soak.told import Told, fingerprint

CLOCK_S = 1.0  # the clock of a question that comes back may be off by so much
FILM_BEGINS_S = 2.5  # a take that is shorter need not have a picture on the disk yet
store_of_one = threading.Lock()  # the keys of a kiosk are found through the environment: one at a time
ON_A_QUESTION = ("QuestionView", "ChatsView", "BreakView", "ReviewView")


@dataclass(frozen=True, slots=True)
class Kept:
    """One interview as the store holds it."""

    interview: Interview
    events: tuple[Event, ...]
    state: str
    changed_at: float


@dataclass(frozen=True, slots=True)
class Expected:
    """Where an interrupted interview has to go on. left_s: on its clock; None on the page of the break.

    question: empty where it ends by itself. at_most: answers, where some follow without the candidate: the parts
    of a work sample that was handed over.
    """

    interview: str
    question: str
    turn: int
    answers: int
    at_most: int
    left_s: float


@contextmanager
def archive_of(data_dir: Path, key_dir: Path) -> Iterator[Archive]:
    """The store of a kiosk, read beside it. Only while `store_of_one` is held."""
    with environment({"KIOSK_KEY_DIR": str(key_dir)}):
        archive = Archive.open(data_dir / "kiosk.db", data_dir / "media")
        try:
            yield archive
        finally:
            archive.close()


def kept(archive: Archive) -> dict[str, Kept]:
    """Every interview that can be read, by its id; `unreadable` names the others."""
    found = {}
    for each in archive.interviews():
        try:
            interview = read_back(archive.events, each.id)
        except KioskError as error:
            if error.code != UNREADABLE:
                raise
            continue
        found[each.id] = Kept(interview, tuple(archive.events(each.id)), each.state, each.changed_at)
    return found


def unreadable(archive: Archive, store: dict[str, Kept]) -> list[str]:
    """Faults: interviews that are stored and cannot be read."""
    return [f"interview {each.id} cannot be read" for each in archive.interviews() if each.id not in store]


@dataclass(frozen=True, slots=True)
class _Has:
    """What one interview holds, counted once: there are thousands of lines to hold against it."""

    answers: frozenset[tuple[str, int, int, str]]
    count: int
    replies: int
    takes: frozenset[tuple[str, int, int]]


def _has(now: Kept) -> _Has:
    started = (each for each in now.events if isinstance(each, TakeStarted))
    return _Has(
        frozenset(fingerprint(each) for each in now.interview.answers),
        len(now.interview.answers),
        sum(isinstance(event, ReplySent) for event in now.events),
        frozenset((each.question_id, each.turn, each.take) for each in started),
    )


def lost(told: Iterable[Told], store: dict[str, Kept]) -> list[str]:
    """What the screen said was saved, and is not."""
    faults = []
    held = {interview: _has(now) for interview, now in store.items()}
    for line in told:
        if not line.interview:
            continue
        if line.interview not in held:
            faults.append(f"interview of {line.page} is gone")
            continue
        has = held[line.interview]
        faults += [f"answer {each[:3]} is gone" for each in line.new if each not in has.answers]
        if line.answers > has.count:
            faults.append(f"{line.answers} answers were told, {has.count} are there")
        if line.replies > has.replies:
            faults.append("a reply is gone")
        place = (line.question, line.turn, line.take)
        if line.phase == Phase.TAKING and not line.is_over and place not in has.takes:
            faults.append(f"take {line.take} of {line.question}/{line.turn} was shown, and is not stored")
    return sorted(set(faults))


def repeated(now: Kept) -> list[str]:
    """Questions that were asked again after they had been answered."""
    shown = Counter((each.question_id, each.turn) for each in now.events if isinstance(each, QuestionShown))
    faults = [f"{question}/{turn} was shown {n} times" for (question, turn), n in shown.items() if n > 1]
    answered: set[tuple[str, int]] = set()
    for event in now.events:
        if isinstance(event, TakeStarted) and (event.question_id, event.turn) in answered:
            faults.append(f"{event.question_id}/{event.turn} was asked again")
        if isinstance(event, AnswerAccepted):
            place = (event.answer.question_id, event.answer.turn)
            if place in answered:
                faults.append(f"{place} was answered twice")
            answered.add(place)
    return faults


def turned_back(told: Iterable[Told]) -> list[str]:
    """Places where the screen itself went back: fewer answers, or a question that is answered already."""
    faults, answers, done = [], 0, set[tuple[str, int]]()
    interview = ""
    for line in told:
        if line.interview != interview:
            interview, answers, done = line.interview, 0, set()
        if line.answers < answers:
            faults.append(f"{answers} answers became {line.answers}")
        answers = line.answers
        done |= {(question, turn) for question, turn, _, _ in line.new}
        if line.page in ON_A_QUESTION and line.phase == Phase.TAKING and (line.question, line.turn) in done:
            faults.append(f"{line.question}/{line.turn} is asked again on the screen")
    return sorted(set(faults))


def expected(now: Interview) -> Expected | None:
    """Where the program has to go on with an interview that was cut off, or None where it may not."""
    if now.step is not Step.QUESTION:
        return None
    back = now
    for event in recover(now):
        back = advance(back, event)
    while (part := next_part(back)) is not None:
        back = advance(back, part)
    many = (len(now.answers), len(back.answers))
    if back.step is not Step.QUESTION:
        return Expected(now.interview_id, "", 0, *many, 0.0)
    preparing = back.phase in {Phase.NEXT, Phase.PREPARING}
    left_s = (preparation_s(back) if preparing else answer_s(back)) - back.elapsed_s
    return Expected(now.interview_id, back.question.id, back.turn, *many, left_s)


def resumed(told: list[Told], want: Expected | None) -> tuple[bool, list[str]]:
    """Whether it was seen how the program came back, and what was wrong with that."""
    if not told:
        return False, []
    first = told[0]
    if want is None:
        wrong = first.page == "InterruptedView"
        return True, ["it went on with an interview that was over"] if wrong else []
    ends = want.question == "" and first.is_over
    if not (first.page == "InterruptedView" or ends) or first.interview != want.interview:
        return True, [f"it came back with {first.page} instead of the interrupted interview"]
    faults = []
    if not want.answers <= first.answers <= want.at_most:
        faults.append(f"it came back with {first.answers} answers of {want.answers}")
    if want.question == "":  # what is on the screen until it ends is not asked any more
        return True, faults
    its_own = [line for line in told if line.interview == want.interview]
    after = next((line for line in its_own if line.page in ON_A_QUESTION and line.phase != Phase.NEXT), None)
    if after is None:
        return False, faults
    if (after.question, after.turn) != (want.question, want.turn):
        faults.append(f"it went on at {after.question}/{after.turn}, not {want.question}/{want.turn}")
    elif after.left_s is not None and not -CLOCK_S <= after.left_s - want.left_s <= _rounding_s(after):
        faults.append(f"its clock showed {after.left_s:.1f} s instead of {want.left_s:.1f} s")
    return True, faults


def _rounding_s(line: Told) -> float:
    """A chat work sample shows whole seconds, rounded up."""
    return 1.0 if line.page == "ChatsView" else 0.1


def take_lost_s(archive: Archive, media_dir: Path, told: list[Told], killed_at_s: float) -> float | None:
    """Seconds of the take that was being recorded at the kill which are not on the disk; None if there was none."""
    if not told or not told[-1].recording or told[-1].phase != Phase.TAKING:
        return None
    last = told[-1]
    began = next(
        line
        for line in told
        if (line.interview, line.question, line.turn, line.take, line.phase)
        == (last.interview, last.question, last.turn, last.take, Phase.TAKING)
    )
    lasted_s = killed_at_s - began.at_s
    stem = f"{last.question}-t{last.turn}-k{last.take}"
    files = sorted((media_dir / last.interview).glob(f"{stem}*.pcm"), key=lambda file: file.stat().st_mtime)
    recorded_s = [_recorded_s(archive, last.interview, files[-1] if files else None)]
    if lasted_s > FILM_BEGINS_S:
        recorded_s.append(
            _recorded_s(archive, last.interview, files[-1].with_suffix(".mkv") if files else None)
        )
    return lasted_s - min(recorded_s)


def _recorded_s(archive: Archive, interview: str, file: Path | None) -> float:
    if file is None or not file.exists():
        return 0.0
    try:
        content = archive.recording(interview, f"{interview}/{file.name}")
    except KioskError:  # not even its head was written
        return 0.0
    if file.suffix == ".pcm":
        return len(content) / 2 / SAMPLE_RATE_HZ
    end_s = 0.0
    try:
        with av.open(BytesIO(content)) as film:
            for packet in film.demux():
                if packet.pts is not None and packet.time_base is not None:
                    end_s = max(end_s, float(packet.pts * packet.time_base))
    except (av.error.FFmpegError, OSError):
        return end_s
    return end_s
