"""What the blind ratings of a store say: pairs, where each sub-dimension stands, and the figures of the screen."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from app.agreement.ceiling import share_of_ceiling
from app.agreement.changes import changed_by, pull_by
from app.agreement.gate import (
    By,
    Judged,
    RatedAnswer,
    agreement_by,
    is_behind_people,
    judge_all,
    people_by,
)
from app.agreement.measures import Agreement, Pair
from app.agreement.raters import raters_of
from app.domain.changes import ChangedScore, ShownScores
from app.review.agreement_values import AgreementGroup, AgreementLine
from app.review.hidden import hidden_of
from app.store.review import Reviews
from app.store.training import BlindRating
from app.sync.report_words import Names

Key = tuple[str, int, str]  # question, turn, sub-dimension


@dataclass(slots=True)
class AgreementMemory:
    """What was worked out last, and of which ratings: the list asks each time it is read."""

    stamp: object = None
    rated: tuple[RatedAnswer, ...] = ()
    judged: Mapping[str, Judged] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AgreementBook:
    """site: of interviews that were drawn before the store wrote it down. beside: another reader of the same."""

    reviews: Reviews
    site: str
    memory: AgreementMemory
    beside: Callable[[], AbstractContextManager[Reviews]]

    def judged(self) -> Mapping[str, Judged]:
        """Each sub-dimension that has ratings, and where it stands."""
        self._refresh()
        return self.memory.judged

    def rated(self) -> tuple[RatedAnswer, ...]:
        """What a person and the program both scored; "not observed" of either is no pair.

        Only ratings by people who had passed their training (decision 0032). The first one is the person's, the
        second one is there to be compared with it (decision 0033).
        """
        self._refresh()
        return self.memory.rated

    def by(self, by: By) -> dict[str, Agreement]:
        """How far blind ratings and the program's scores agree."""
        return agreement_by(self.rated(), by)

    def groups(self, names: Names) -> tuple[AgreementGroup, ...]:
        """By each of them, with names, where each sub-dimension's score stands, and what people did with scores."""
        changes, here = self.reviews.changes, self.site
        shown = [replace(each, site=each.site or here) for each in changes.shown()]
        changed = [replace(each, site=each.site or here) for each in changes.changed()]
        return groups_of(self.rated(), shown, changed, names)

    def with_raters(self, groups: tuple[AgreementGroup, ...], now: float) -> tuple[AgreementGroup, ...]:
        """`groups` with what is known of the people who rate; for administrators."""
        return (*groups[:-1], replace(groups[-1], raters=raters_of(self.rated(), now)))

    def _refresh(self) -> None:
        stamp = self.reviews.ratings_stamp()
        if stamp != self.memory.stamp:
            with self.beside() as reviews:  # all scores of all rated interviews: no candidate waits for that
                self.memory.rated = _rated(reviews, self.site)
            self.memory.judged = judge_all(self.memory.rated)
            self.memory.stamp = stamp


def _rated(reviews: Reviews, site: str) -> tuple[RatedAnswer, ...]:
    given: dict[str, list[tuple[BlindRating, dict[Key, float]]]] = {}
    for rating in reviews.trainings.ratings_that_count():
        values = {
            (answer["question_id"], answer["turn"], sub): value
            for answer in rating.body["answers"]
            for sub, value in answer["scores"].items()
            if value is not None
        }
        given.setdefault(rating.interview_id, []).append((rating, values))
    found = []
    for each in reviews.scored():
        key = (each.question_id, each.turn, each.sub_dimension)
        (one, first), *second = given.get(each.interview_id, ((None, {}),))
        if one is None or key not in first:
            continue
        where = (each.sub_dimension, each.question_id, each.site or site, each.model_version)
        answer = RatedAnswer(*where, Pair(first[key], each.value), rater=one.actor, at=one.at)
        for other, values in second[:1]:
            if key in values:
                answer = replace(answer, second=values[key], second_rater=other.actor, second_at=other.at)
        found.append(answer)
    return tuple(found)


def groups_of(
    rated: Sequence[RatedAnswer], shown: Sequence[ShownScores], changes: Sequence[ChangedScore], names: Names
) -> tuple[AgreementGroup, ...]:
    """The figures of the screen. Pure: a hub has the same to say of the same ratings.

    What is hidden was left as it was by nobody: what people did with it counts for nothing.
    """
    judged = judge_all(rated)
    hidden = hidden_of(judged)
    shown = [each for each in shown if each.name not in hidden]
    changes = [each for each in changes if each.name not in hidden]
    groups = []
    for by in By:
        people, changed = people_by(rated, by), changed_by(shown, changes, by)
        pulls = pull_by(rated, shown, changes, by)
        lines = []
        for name, found in agreement_by(rated, by).items():
            stands, two = judged.get(name) if by is By.SUB_DIMENSION else None, people.get(name)
            lines.append(
                AgreementLine(
                    _name(names, by, name),
                    found,
                    None if stands is None else stands.least_icc,
                    None if stands is None else stands.standing,
                    two,
                    share_of_ceiling(found, two),
                    is_behind_people(found, two),
                    changed.get(name),
                    pulls.get(name),
                )
            )
        groups.append(AgreementGroup(by, tuple(lines)))
    return tuple(groups)


def _name(names: Names, by: By, name: str) -> str:
    if by is By.QUESTION:
        return f"{name} {names.title(name)}"
    return names.thing(name) if by is By.SUB_DIMENSION else name
