"""The whole program is killed at random moments of interviews; then it has to go on where it was."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.content.paths import resources_dir
from app.demo.answers import load_answers
from app.domain.language import Language
from app.watch.crash_report import FOLDER
from tests.plaintext import plaintext_hits
from tests.soak import checks
from tests.soak.checks import Kept
from tests.soak.lane import Lane, Manner, command
from tests.soak.plan import Plan, in_lanes
from tests.soak.record import Record
from tests.soak.told import Told

LIFE_S = 5.0  # the longest after the first page
START_S = 1.5  # a start takes 1 s where nothing else runs
COMES_UP_S = 180.0
# Where a kill falls: into the start, anywhere after the first page, or once a question is on the screen.
PLACES, SHARES = ("start", "page", "question"), (0.2, 0.25, 0.55)
ALONE = 0.2  # share in which only the kiosk process is killed: its engine has to end by itself
ENGINE_ENDS_S = 60.0  # it takes 4 s where it finds time
LIVES_OF_A_FOLDER = 40
SETTLED_S = 120.0
LOOK_AS_A_THIEF = 10  # lives
SECRET = 12  # characters of an answer that are looked for on the disk
TYPING_S = (0.2, 0.2, 0.2, 1.0, 4.0)
RESUMES_S = 180.0  # an older interview is closed: its candidate has gone
DOUBT_S = 10.0  # of which the program may see another age than we


class Killer:
    """Kills the program of one lane again and again, and looks at what is left.

    clock_s: the wall clock that the program believes. trouble: called once the first page of a life is there.
    """

    def __init__(
        self,
        lane: Lane,
        chance: random.Random,
        manner: Manner,
        clock_s: Callable[[], float] = time.time,
        trouble: Callable[[], None] | None = None,
        pace: float = 1.0,
    ) -> None:
        self._lane, self._chance, self._manner = lane, chance, manner
        self._clock_s, self._trouble, self._pace = clock_s, trouble, pace
        self._store: dict[str, Kept] = {}
        self._promised: list[Told] = []
        self._lives = 0
        texts = load_answers(resources_dir(), Language(manner.language), manner.candidate).values()
        self._secrets = [text[:SECRET] for text in texts if len(text) >= SECRET]

    def run_once(self) -> dict[str, Any]:
        """One life and its end, as a line of the record."""
        if self._lives % LIVES_OF_A_FOLDER == 0:
            self._lane.renew()
            self._store, self._promised = {}, []
        self._lives += 1
        faults: list[str] = []
        manner = replace(self._manner, typing_s=self._chance.choice(TYPING_S))
        (place,) = self._chance.choices(PLACES, SHARES)
        life_s = self._chance.uniform(0.0, START_S if place == "start" else LIFE_S * self._pace)
        started_at, started_s = self._clock_s(), time.monotonic()
        self._lane.start(manner)
        if place != "start":
            faults += self._brought_to(place)
        if self._lane.until(lambda _: not self._is_alive(), life_s):
            faults.append("the program ended by itself")
        alone = self._chance.random() < ALONE
        engine = self._lane.engine()
        killed_at_s = self._lane.kill(everything=not alone) or time.monotonic()
        if alone and engine is not None and not _ends(engine):
            faults.append("its media engine went on")
        told = self._lane.told()
        shown_at = started_at + (told[0].at_s - started_s if told else 0.0)
        seen, repeats = self._came_back(told, started_at, shown_at)
        line = self._looked(told, killed_at_s, repeats)
        line["resumed"] = seen
        line["faults"] += faults
        if self._lives % LIVES_OF_A_FOLDER == 0:
            line["faults"] += self._unsettled()
        return {**line, "life_s": round(life_s, 2)}

    def _brought_to(self, place: str) -> list[str]:
        if not self._lane.until(lambda told: told != [], COMES_UP_S):
            return ["the program did not come up"]
        if self._trouble is not None:
            self._trouble()
        on_questions = checks.ON_A_QUESTION
        if place == "question" and not self._lane.until(
            lambda told: told[-1].page in on_questions, COMES_UP_S
        ):
            return ["it did not come to a question"]
        return []

    def _is_alive(self) -> bool:
        return self._lane.process is not None and command(self._lane.process) != b""

    def _came_back(self, told: list[Told], started_at: float, shown_at: float) -> tuple[bool, list[str]]:
        """Whether it was seen how an interrupted interview went on, and what was wrong; times by the wall clock."""
        if not told:
            return False, []
        running = [each for each in self._store.values() if each.state == "running"]
        found = [(each, want) for each in running if (want := checks.expected(each.interview)) is not None]
        if not found:
            return False, checks.resumed(told, None)[1]
        newest, want = found[0]  # the list begins with the newest
        ages_s = [abs(at - newest.changed_at) for at in (started_at, shown_at)]
        if min(ages_s) > RESUMES_S + DOUBT_S:
            return False, checks.resumed(told, None)[1]
        return checks.resumed(told, want) if max(ages_s) < RESUMES_S - DOUBT_S else (False, [])

    def _looked(self, told: list[Told], killed_at_s: float, repeats: list[str]) -> dict[str, Any]:
        self._promised += told
        data_dir = self._lane.data_dir
        line: dict[str, Any] = {"page": told[-1].page if told else "start", "faults": []}
        line["phase"] = told[-1].phase if told else ""
        if not (data_dir / "kiosk.db").exists():
            return line
        with checks.store_of_one, checks.archive_of(data_dir, self._lane.key_dir) as archive:
            store = checks.kept(archive)
            line["lost"] = checks.lost(self._promised, store)
            line["faults"] += [problem.code for problem in archive.verify().problems]
            line["faults"] += checks.unreadable(archive, store)
            taken_s = checks.take_lost_s(archive, data_dir / "media", told, killed_at_s)
        if self._lives % LOOK_AS_A_THIEF == 0:
            line["plaintext"] = plaintext_hits(data_dir, self._secrets)
            line["faults"] += line["plaintext"]
        line["take_lost_s"] = None if taken_s is None else round(taken_s, 2)
        repeats += checks.turned_back(told)
        repeats += [fault for each in store.values() for fault in checks.repeated(each)]
        line["repeated"] = repeats
        line["faults"] += line["lost"] + repeats
        line["faults"] += [f"crash report {file.stem[16:]}" for file in (data_dir / FOLDER).glob("*.json")]
        self._store = store
        return line

    def _unsettled(self) -> list[str]:
        """After a start that is left alone every interview that is over has a result."""
        self._lane.start(self._manner)
        fine = self._lane.until(lambda _: not self._waiting(), SETTLED_S)
        self._lane.kill()
        return [] if fine else ["an interview that was over got no result"]

    def _waiting(self) -> list[str]:
        with checks.store_of_one, checks.archive_of(self._lane.data_dir, self._lane.key_dir) as archive:
            return [each.id for each in archive.interviews() if each.state == "left" and each.answers]


def _ends(pid: int) -> bool:
    pause, end_s = threading.Event(), time.monotonic() + ENGINE_ENDS_S
    while command(pid) != b"":
        if time.monotonic() > end_s:
            return False
        pause.wait(0.05)
    return True


def run(record: Record, plan: Plan) -> None:
    """Kill until the record is complete, in as many kiosks at once as the plan has lanes."""
    begun = len(record.lines)

    def work_off(number: int) -> None:
        chance = random.Random(f"{plan.seed}/kills/{number}/{begun}")
        with Lane(plan.work / f"kills-{number}", plan.on_recordings) as lane:
            killer = Killer(lane, chance, Manner(film=plan.film), pace=plan.pace)
            while not record.is_complete:
                record.add({"lane": number, **killer.run_once()}, lane.folder)

    in_lanes(plan.lanes, work_off)
