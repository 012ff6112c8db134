"""The desk of a console on this machine's store, with everything that lies beside the words of an interview."""

from dataclasses import dataclass

from app.review.desk import REPORTED, ReviewDesk
from app.review.papers import keeping_by
from app.review.report_values import Keeping
from app.review.room import tiles_of, want_room
from app.review.tracks import recording_of
from app.review.values import Room
from app.store.audit import DELETION_REQUESTED


@dataclass(frozen=True, slots=True)
class StoreDesk(ReviewDesk):
    """What the console asks of a store: see app.review.ports."""

    def is_assessed(self, interview_id: str) -> bool:
        """True once there are scores. Raises KioskError interview_unknown."""
        return self.journal.interview(interview_id).state == "assessed"

    def answer_call(self, number: int, *, is_done: bool) -> None:
        """The reader is coming, or was there; the audit log says who and when, the candidate's screen that."""
        desk, reader, now = self.journal.front_desk, self.reader(), self.clock_s()
        if is_done:
            desk.answer(number, now=now, actor=reader)
        else:
            desk.take(number, now=now, actor=reader)

    def recording(self, interview_id: str, place: tuple[str, int]) -> bytes:
        """The film of an answer; the audit log says who opened it. Raises KioskError as recording_of does."""
        return recording_of(self.journal, self.reader(), interview_id, place, now=self.clock_s())

    def room(self) -> Room:
        """The terminals of the site, this one first."""
        self.reader()
        now = self.clock_s()
        want_room(self.journal, now)
        # The site has other terminals, too: this one is "this terminal".
        return Room(tiles_of(self.journal, "", now))

    def keeping(self, interview_id: str) -> Keeping:
        """When the interview goes by the terms its candidate agreed to; what nobody knows is None."""
        pack = self.journal.policy_packs().get(interview_id, "")
        began = self.journal.interview(interview_id).started_at
        asked = [
            row["due_at"]
            for row in self.journal.told(DELETION_REQUESTED)
            if row["interview_id"] == interview_id
        ]
        return keeping_by(self.model, pack, began, float(asked[0]) if asked else None)

    def paper_told(self, interview_id: str, paper: str, *, for_candidate: bool) -> None:
        """The audit log says which paper left the console."""
        told = {"interview_id": interview_id, "for_candidate": for_candidate, "paper": paper}
        self.journal.record(self.reader(), REPORTED, told, now=self.clock_s())
