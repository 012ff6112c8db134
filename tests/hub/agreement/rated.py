"""Sittings that people rated blind, in the tables alone: more than anybody would send over the API."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from ehr.database import Database, system
from tests.hub.world import World

JOB = system("test")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
QUESTIONS = ("JD-Q01", "JD-Q02", "JD-Q03", "JD-Q04")
Scores = Mapping[str, Mapping[str, float | None]]  # by question and sub-dimension
INTERVIEW = text(
    """
insert into interviews (scope_id, candidate_id, kiosk_id, interview_id, revision, started_at, finished_at, language,
    job_profile, plan_form, model_version, content_hash, scorer, policy_pack, composite, standard_error, band, flags,
    blind_first, body)
values (:scope, :candidate, :kiosk, :name, :revision, :at, :at, 'en', 'jd', 'a', 'm', 'c', 's', 'p', 6.5, 0.5,
    'grey_zone', '{}', false, 'x') returning id
"""
)
ANSWER = text("insert into answer_scores values (:interview, :scope, :question, 1, :sub, :score, :why)")
ACT = text(
    """
insert into review_acts (scope_id, candidate_id, kiosk_id, interview_id, number, source, kind, actor, person, trained,
    opens, scores, at, body)
values (:scope, :candidate, :kiosk, :name, :number, 'kiosk', 'rating', :rater, :rater, :trained, true,
    cast(:scores as jsonb), :at, 'x') returning id
"""
)
ALL_SUMS = text("select * from agreement_sums where pairs > 0 order by sub_dimension, beside")


@dataclass
class Rated:
    """A site with a kiosk. Each `sitting` makes a candidate with one."""

    world: World
    site: int
    kiosk: UUID
    candidates: dict[str, UUID] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.world.database

    def sitting(self, name: str, program: Scores, *ratings: Scores) -> None:
        """An interview, and what people gave it, each an hour after the one before."""
        self.candidates[name] = self.world.candidate(self.site)
        with self.database.work(JOB) as session:
            self.assess(session, name, program)
            for number, scores in enumerate(ratings, start=1):
                self.rate(session, name, number, scores)

    def assess(self, session: Session, name: str, program: Scores, revision: int = 1) -> None:
        made = session.scalar(INTERVIEW, self._place(name) | {"revision": revision, "at": NOON})
        for question, subs in program.items():
            for sub, score in subs.items():
                why = "not_observed" if score is None else None
                told = {"question": question, "sub": sub, "score": score, "why": why}
                session.execute(ANSWER, told | {"interview": made, "scope": self.site})

    def rate(self, session: Session, name: str, number: int, scores: Scores, *, trained: bool = True) -> None:
        answers = [{"question_id": each, "turn": 1, "scores": subs} for each, subs in scores.items()]
        told = {
            "number": number,
            "rater": f"rater-{number}",
            "trained": trained,
            "scores": json.dumps(answers),
            "at": NOON + timedelta(hours=number),
        }
        session.execute(ACT, self._place(name) | told)

    def _place(self, name: str) -> dict[str, object]:
        return {
            "scope": self.site,
            "candidate": self.candidates[name],
            "kiosk": self.kiosk,
            "name": name,
        }


def gave(sub: str, *values: float | None) -> Scores:
    """These values for one sub-dimension, question by question."""
    return {question: {sub: value} for question, value in zip(QUESTIONS, values, strict=False)}


def at_odds(rated: Rated, sub: str, sittings: Sequence[int] | range) -> None:
    """Sittings of four answers each, on which people and program agree in nothing."""
    numbers = count(sittings[0])
    for number in sittings:
        at = next(numbers)
        human = [2.0 + (at * 3 + place) % 8 for place in range(4)]
        program = [2.0 + (at * 5 + place * 3) % 8 for place in range(4)]
        rated.sitting(f"odd-{number}", gave(sub, *program), gave(sub, *human))


def all_sums(database: Database) -> list[tuple[object, ...]]:
    """Every row of the sums that is of any pair."""
    with database.work(JOB) as session:
        return [tuple(row) for row in session.execute(ALL_SUMS)]
