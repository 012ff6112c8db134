"""What is hidden now, found anew when a blind rating arrives; and what may be shown without it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.agreement.sums import hidden_by
from ehr import audit
from ehr.agreement import repository
from ehr.agreement.covers import Assessed, Cover, Json, Row, cover_of, profile_without
from ehr.database import Database, system
from ehr.interviews import repository as interviews
from ehr.interviews.models import Interview
from ehr.review import repository as review

JOB = system("agreement")
# Sittings that are added up at once: a rating makes one due, so more wait only after an update, or a cut.
IN_A_REQUEST, IN_A_JOB = 20, 500


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


def shown_lines(session: Session, candidate_ids: Sequence[UUID]) -> dict[UUID, tuple[float | None, str]]:
    """By candidate composite and band of their line, of those that are not made again yet without what is hidden."""
    stands = repository.standing(session)
    if stands.is_listed or not candidate_ids:
        return {}
    rows = repository.lines_of(session, candidate_ids)
    return dict(zip((row["candidate_id"] for row in rows), _made(session, rows, stands), strict=True))


def open_scores(session: Session, found: Interview) -> None:
    """A blind rating is there: lists may show the scores of this interview, if it is the newest."""
    if not interviews.is_closed_in_lists(session, found):
        return
    hidden = repository.standing(session, held=True).hidden
    shown = Hiding(hidden).covers(session, [found]).get(found.id, found)
    interviews.open_scores(session, found, shown.composite, shown.band)


def take_up(database: Database, most: int = IN_A_REQUEST) -> bool:
    """Adds up what was rated, erased or assessed anew since, at most `most` of it, and finds what is hidden.

    While something waits to be added up everything stays as it was found last: half of it would be a third figure.
    Returns False where nothing was due.
    """
    with database.work(JOB) as session:
        taken = repository.take_up(session, most)
        if taken and not repository.is_due(session):
            program, people = (repository.sums(session, beside) for beside in repository.BESIDE)
            hidden = hidden_by(program, people)
            if repository.store(session, hidden):
                _note(session, hidden)
    return taken > 0


def refresh(database: Database) -> frozenset[str]:
    """What is hidden, of all there is; then lists are made without it. For a job, and a start.

    Cut off at any moment it is taken up by the next one.
    """
    while take_up(database, IN_A_JOB):
        pass
    return _make_lists(database)


def _make_lists(database: Database) -> frozenset[str]:
    """Lists keep composite and band in the candidate's row: all of them are made again, some at a time."""
    made_of, after = None, repository.FIRST
    while True:
        with database.work(JOB) as session:
            stands = repository.standing(session)
            if stands.is_listed:
                return stands.hidden
            if stands != made_of:  # begun, or something else is hidden since
                made_of, after = stands, repository.FIRST
            rows = repository.lines(session, after)
            for row, (composite, band) in zip(rows, _made(session, rows, stands), strict=True):
                if (composite, band) != (row["shown"], row["shown_band"]):
                    repository.show(session, row, composite, band)
            if not rows:
                repository.listed(session, stands)
                continue
        after = rows[-1]["candidate_id"]


def _made(
    session: Session, rows: Sequence[review.Row], stands: repository.Standing
) -> list[tuple[float | None, str]]:
    """Composite and band of these lines, without what is hidden."""
    covers = Hiding(stands.hidden).covers(session, lines_of(rows))
    shown = [covers.get(row["id"]) for row in rows]
    return [
        (row["composite"], row["band"]) if cover is None else (cover.composite, cover.band)
        for row, cover in zip(rows, shown, strict=True)
    ]


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
