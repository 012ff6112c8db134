"""Where people review: at a store, and at a hub; what a test of both needs of either."""

from dataclasses import dataclass, field
from typing import Protocol

from fastapi import FastAPI

from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.ports import Desk
from app.review.store_desk import StoreDesk
from app.review.training import TrainingDesk
from app.review.training_book import StoreTrainings
from app.review.values import AnswerRating
from app.staff.book import Account
from app.staff.book import Role as StaffRole
from app.store.journal import Journal
from ehr.access import Role
from tests.hub.console.people import AtHub, at_hub, hired
from tests.hub.world import Tree, World
from tests.unit.review.interviews import NOW_S
from tests.unit.review.trained import in_order


class Place(Protocol):
    """People are called by number: the first reader is 0. outsider: somebody who has no business there."""

    def desk(self, number: int) -> Desk: ...
    def training(self, number: int) -> TrainingDesk: ...
    def sign_out(self, number: int) -> None: ...


@dataclass
class StorePlace:
    """People with accounts of the kiosk."""

    journal: Journal
    model: CompetencyModel
    out: set[int] = field(default_factory=set)

    def desk(self, number: int) -> StoreDesk:
        def who() -> Account | None:
            return None if number in self.out else Account(f"reader-{number}", StaffRole.RECRUITER, "")

        def colleagues() -> tuple[str, ...]:
            return ("reader-0", "reader-1")

        return StoreDesk(self.journal, self.model, who, lambda: NOW_S + 60, colleagues=colleagues)

    def training(self, number: int) -> TrainingDesk:
        return TrainingDesk(StoreTrainings(self.desk(number)), self.model, resources_dir(), in_order)

    def sign_out(self, number: int) -> None:
        self.out.add(number)


@dataclass
class HubPlace:
    """People with accounts of the hub, who may decide."""

    app: FastAPI
    world: World
    tree: Tree
    model: CompetencyModel
    people: dict[int, AtHub] = field(default_factory=dict)

    def at(self, number: int) -> AtHub:
        """Whoever this is, signed in, with the list read."""
        for each in range(number + 1):
            if each not in self.people:
                person = hired(self.app, self.world, self.tree.sites[0], Role.HR)
                self.people[each] = at_hub(self.app, self.model, person)
        return self.people[number]

    def desk(self, number: int) -> Desk:
        self.at(max(number, 1))  # there are two people, as at the store
        desk = self.at(number).desk
        desk.queue(Language.EN)
        return desk

    def training(self, number: int) -> TrainingDesk:
        return TrainingDesk(self.at(number).desk.trainings, self.model, resources_dir(), in_order)

    def sign_out(self, number: int) -> None:
        self.at(number).account.sign_out()


def ratings_at(desk: Desk, interview_id: str, value: float | None = 6.5) -> list[AnswerRating]:
    """`value` for everything that is asked, with a reason for each answer."""
    return [
        AnswerRating(
            line.question_id,
            line.turn,
            tuple((each.sub_dimension, value) for each in line.to_rate),
            "as the anchor says",
        )
        for line in desk.reading(interview_id, Language.EN).answers
        if line.to_rate
    ]
