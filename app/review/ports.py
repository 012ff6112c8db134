"""What the console and its papers ask of whoever keeps the interviews: a store on this machine, or a hub."""

from collections.abc import Callable, Sequence
from typing import Protocol

from app.domain.language import Language
from app.review.agreement_values import AgreementGroup
from app.review.card import Source
from app.review.compare_values import Comparison
from app.review.report_values import Keeping
from app.review.values import AnswerRating, CallLine, Card, Decision, QueueRow, Reading, Room, ScoreTarget


class Desk(Protocol):
    """Each call asks anew who is there and what they may see; StoreDesk says what is raised when."""

    def opened(self) -> None:
        """Somebody comes to the console."""

    def queue(self, language: Language) -> tuple[QueueRow, ...]:
        """Every interview, the newest first."""

    def calls(self) -> tuple[CallLine, ...]:
        """Who waits for staff."""

    def answer_call(self, number: int, *, is_done: bool) -> None:
        """The reader is coming to a call of `calls`, or was there; where calls are not kept, there is nothing to do."""

    def reader(self) -> str:
        """The account that is signed in."""

    @property
    def colleagues(self) -> Callable[[], tuple[str, ...]]:
        """Whoever an interview can be handed to."""

    def reading(self, interview_id: str, language: Language) -> Reading:
        """The interview to read."""

    def is_assessed(self, interview_id: str) -> bool:
        """True once there are scores, whoever may see them."""

    def card(self, interview_id: str, language: Language) -> Card:
        """Scores, quotes and what people said."""

    def source(self, interview_id: str, language: Language) -> Source:
        """What cards and papers are made of, as the reader may see it."""

    def report(self, interview_id: str, language: Language, *, for_candidate: bool) -> Card:
        """The card for a report that leaves the console; the audit log says for whom."""

    def rate(
        self, interview_id: str, ratings: Sequence[AnswerRating], looked_s: float, *, key: str = ""
    ) -> None:
        """Store a blind rating. key: of the form, which stores once whatever it is sent; so below."""

    def override(
        self, interview_id: str, target: ScoreTarget, value: float, reason: str, *, key: str = ""
    ) -> None:
        """A person's score beside the program's."""

    def decide(
        self,
        interview_id: str,
        decision: Decision,
        reason: str,
        looked_s: float,
        *,
        to: str = "",
        key: str = "",
    ) -> None:
        """Store what the reader decided."""

    def note(self, interview_id: str, words: str, *, key: str = "") -> None:
        """Words for colleagues."""

    def gone(self, interview_id: str) -> None:
        """The candidate has left the building."""

    def compare(self, interview_ids: Sequence[str], language: Language) -> Comparison:
        """Two to four candidates for one job."""

    def agreement_groups(self, language: Language) -> tuple[AgreementGroup, ...]:
        """How far people and program agree."""

    def recording(self, interview_id: str, place: tuple[str, int]) -> bytes:
        """The film of an answer in clear, in memory only."""

    def room(self) -> Room:
        """The terminals that the reader looks after."""

    def keeping(self, interview_id: str) -> Keeping:
        """When the interview goes."""

    def paper_told(self, interview_id: str, paper: str, *, for_candidate: bool) -> None:
        """The audit log says which paper left the console."""
