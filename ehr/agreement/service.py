"""What is hidden now, found anew when a blind rating arrives; and what may be shown of interviews without it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.agreement.gate import judge_all
from app.agreement.told import rated_answers
from app.review.hidden import hidden_of
from ehr import audit
from ehr.agreement import repository
from ehr.agreement.covers import Assessed, Cover, Json, Row, cover_of, profile_without
from ehr.database import Database, system
from ehr.interviews import repository as interviews
from ehr.interviews.models import Interview
from ehr.review import repository as review

JOB = system("agreement")


@dataclass(frozen=True, slots=True)
class Hiding:
    """What is hidden, read once for a page."""

    hidden: frozenset[str]

    def profile(self, profile: Json) -> Json:
        """A profile of contract v1 as it may be shown; evidence of what is hidden is not in it."""
        return profile_without(profile, self.hidden)

    def covers(self, session: Session, assessed: Sequence[Assessed]) -> dict[UUID, Cover]:
        """By interview what may be shown of it, of those that something is hidden of; in one statement, or none."""
        if not self.hidden or not assessed:
            return {}
        subs: dict[UUID, list[Row]] = {each.id: [] for each in assessed}
        for row in review.sub_scores(session, list(subs)):
            subs[row["interview_id"]].append(row)
        return self.covers_of(assessed, subs)

    def covers_of(
        self, assessed: Sequence[Assessed], subs: Mapping[UUID, Sequence[Row]]
    ) -> dict[UUID, Cover]:
        """The same where scores by sub-dimension were read already, of those they were read of."""
        made = {
            each.id: cover_of(each.job_profile, each.flags, subs[each.id], self.hidden)
            for each in assessed
            if each.id in subs
        }
        return {name: cover for name, cover in made.items() if cover is not None}


def hiding(session: Session) -> Hiding:
    """What nobody is to be shown now, whoever it is."""
    return Hiding(repository.standing(session).hidden)


def open_scores(session: Session, found: Interview) -> None:
    """A blind rating is there: lists may show the scores of this interview, if it is the newest."""
    cover = hiding(session).covers(session, [found]).get(found.id)
    shown = found if cover is None else cover
    interviews.open_scores(session, found, shown.composite, shown.band)


def refresh(database: Database) -> frozenset[str]:
    """What is hidden, found anew if anything that agreement is made of has changed; then lists are made without it.

    Cut off at any moment it is taken up by the next one: by the next rating, the job of every minute, or a start.
    """
    with database.work(JOB) as session:
        stands = repository.standing(session)
        hidden = stands.hidden
        if stands.changes != stands.judged:
            hidden = hidden_of(judge_all(rated_answers(repository.pairs(session))))
            if repository.store(session, hidden, stands.changes) and hidden != stands.hidden:
                _note(session, hidden)
    if hidden != stands.listed:
        _make_lists(database, hidden)
    return hidden


def _make_lists(database: Database, hidden: frozenset[str]) -> None:
    """Lists keep composite and band in the candidate's row: all of them are made again, some at a time."""
    after = repository.FIRST
    while True:
        with database.work(JOB) as session:
            rows = repository.lines(session, after)
            covers = Hiding(hidden).covers(session, [_Line.of(row) for row in rows])
            for row in rows:
                cover = covers.get(row["id"])
                composite, band = (
                    (row["composite"], row["band"]) if cover is None else (cover.composite, cover.band)
                )
                if (composite, band) != (row["shown"], row["shown_band"]):
                    repository.show(session, row, composite, band)
            if not rows:
                repository.listed(session, hidden)
                return
        after = rows[-1]["candidate_id"]


@dataclass(frozen=True, slots=True)
class _Line:
    id: UUID
    job_profile: str
    flags: list[str]

    @staticmethod
    def of(row: review.Row) -> "_Line":
        return _Line(row["id"], row["job_profile"], list(row["flags"]))


def lines_of(rows: Iterable[review.Row]) -> list[Assessed]:
    """Rows of a list as interviews to cover."""
    return [_Line.of(row) for row in rows]


def _note(session: Session, hidden: frozenset[str]) -> None:
    audit.append(
        session, "scores.hidden", scope_id=None, subject_kind="hub", subject_id="all",
        detail={"hidden": ",".join(sorted(hidden))},
    )  # fmt: skip
