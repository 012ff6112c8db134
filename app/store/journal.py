"""The one writer: events with all their consequences, assessments, deletions."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from app.domain.codec import canonical, encode
from app.domain.events import Event, InterviewStarted
from app.domain.score import Assessment
from app.errors import BugError, KioskError
from app.store import media
from app.store.archive import Archive
from app.store.begun import refuse_if_gone
from app.store.cipher import is_plain
from app.store.connection import check_file, file_of, named_errors, open_database, transaction
from app.store.course import Course, Newest
from app.store.deletion import DeletionReceipt, erase
from app.store.front_desk import FrontDesk
from app.store.media_sealing import seal_recordings, seal_the_rest
from app.store.outbox import Job, Outbox
from app.store.records import INTERVIEW, interview_record, interview_record_id
from app.store.review import Reviews
from app.store.review_sending import lay_acts
from app.store.rows import assessment_rows
from app.store.sealed_file import MATCH_KEY, SealedFiles
from app.store.sync_state import SyncState
from app.store.vault import Vault
from app.store.verification import RECORDINGS_DELETED, VerifyReport
from app.store.writing import (
    append_assessment,
    append_audit,
    append_event,
    insert,
    lay_recordings,
    newest_hash,
    record_facts,
)

REST_TRIES = 5


class Journal(Archive):
    """The archive that may also write. There is one per database; its lock lets one thread in at a time."""

    def __init__(self, db: Database, media_dir: Path, vault: Vault, course: Course | None = None) -> None:
        super().__init__(db, media_dir, vault, course)
        self._newest = Newest()

    @classmethod
    def open(cls, path: Path, media_dir: Path, course: Course | None = None) -> Self:
        """The journal at `path`, begun or migrated if need be, after a quick check of the file.

        course: what may follow what in an interview; None: anything may be appended.

        Raises:
            KioskError: database_gone, database_corrupt, database_newer, database_locked, disk_full ...
        """
        if not path.parent.is_dir():
            raise KioskError("database_unopenable", file=path.name)
        vault = Vault.open(path.parent)
        try:
            refuse_if_gone(path, media_dir, is_begun=vault.hidden.is_begun)
            if path.is_file() and is_plain(path):
                seal_recordings(media_dir, vault)  # before the database: cut off, the next start goes on here
            seal_the_rest(path.parent, media_dir, vault)
            db = open_database(path, vault.database_keys)
        except BaseException:
            vault.close()
            raise
        journal = cls(db, media_dir, vault, course)
        try:
            check_file(db)
            vault.note_begun()
        except BaseException:
            journal.close()
            raise
        return journal

    @property
    def sealed_files(self) -> SealedFiles:
        """The small secrets that lie sealed beside the database, while this journal is open."""
        return self._vault.sealed_files

    def keep_match_key(self, key: bytes) -> None:
        """The hub's key for phone numbers in place of this kiosk's own. Raises KioskError match_key_unusable."""
        self._vault.sealed_files.replace(MATCH_KEY, key)

    def new_media_key(self, interview_id: str) -> bytes:
        """What seals the interview's recordings, 32 bytes; made, and safe on the disk, if it had none."""
        return self._vault.new_media_key(interview_id)

    def append(self, interview_id: str, events: Iterable[Event], *, now: float) -> None:
        """Store what happened, with everything it means, in one transaction; it is safe once this returns.

        Args:
            interview_id: The first event ever of an interview is its InterviewStarted.
            events: In the order they happened.
            now: Unix seconds, UTC.

        Raises:
            KioskError: disk_full, database_locked ... nothing was stored. interview_unknown: it was deleted.
            BugError: The events cannot belong to this interview, or cannot follow the ones before; nothing was stored.
        """
        events = tuple(events)
        with self._lock:
            with transaction(self._db) as db:
                state = self._after(interview_id, events)
                if any(isinstance(event, InterviewStarted) for event in events):
                    self._vault.new_media_key(interview_id)  # safe before anything can be recorded with it
                for event in events:
                    append_event(db, interview_id, event, float(now))
                head = newest_hash(db, interview_id)
            if state is not None and head is not None:
                self._newest.remember(interview_id, head, state)

    def _after(self, interview_id: str, events: Sequence[Event]) -> Any:
        """Where the interview stands after `events`, or None where nobody says. Raises BugError."""
        course, head = self._course, newest_hash(self._db, interview_id)
        if course is None:
            return None
        if head is None:  # it begins; or it was deleted, which the append says
            begins = bool(events) and isinstance(events[0], InterviewStarted)
            return course.follow(course.begin, events) if begins else None

        def read() -> Any:
            return course.follow(course.begin, self.events(interview_id))

        return course.follow(self._newest.state(interview_id, head, read), events)

    def save_assessment(
        self,
        interview_id: str,
        facts: Mapping[str, Any],
        assessment: Assessment,
        profile_json: str,
        *,
        now: float,
    ) -> str:
        """Store what scoring said, and lay the profile into the outbox, in one transaction.

        The same again changes nothing. Another assessment of the same interview becomes a new revision.

        Args:
            interview_id: An interview that was begun.
            facts: What the assessment rests on beside the answers, e.g. identities of model and packs.
            assessment: What scoring said.
            profile_json: The profile (contract v1); in the record for the hub it stands as it is.
            now: Unix seconds, UTC.

        Returns:
            The id of the outbox row: the interview's id, and "-r2", "-r3" ... for later revisions.
        """
        try:
            json.loads(profile_json)
        except ValueError:
            raise BugError("the profile is no JSON") from None
        with self._lock, transaction(self._db) as db:
            revision, newest = _newest_profile(db, interview_id)
            if newest == profile_json:
                return interview_record_id(interview_id, revision)
            whole = {
                "revision": revision + 1,
                "scorer": assessment.scorer,
                "facts": canonical(facts),
                "assessment": canonical(encode(assessment)),
                "profile": profile_json,
            }
            append_assessment(db, interview_id, whole, float(now))
            for table in ("scores", "evidence"):
                db.conn.execute(f"DELETE FROM {table} WHERE interview_id = ?", [interview_id])
            for row in assessment_rows(interview_id, assessment):
                insert(db, row)
            db.conn.execute(
                "UPDATE interviews SET state = 'assessed', changed_at = ? WHERE id = ?",
                [float(now), interview_id],
            )
            text = interview_record(record_facts(db, interview_id, revision + 1, float(now)), profile_json)
            job = Job(interview_record_id(interview_id, revision + 1), INTERVIEW, text)
            Outbox(db).add(job, interview_id=interview_id, now=now)
            if revision == 0:
                lay_recordings(db, interview_id, float(now))
                lay_acts(db, interview_id, float(now))
            return job.id

    @property
    def outbox(self) -> Outbox:
        """What is on its way to the hub, under the same lock."""
        return Outbox(self._db, self._lock)

    @property
    def sync_state(self) -> SyncState:
        """What sync remembers, under the same lock."""
        return SyncState(self._db, self._lock)

    @property
    def front_desk(self) -> FrontDesk:
        """Appointments, check-ins and calls, under the same lock."""
        return FrontDesk(self._db, self._lock)

    @property
    def reviews(self) -> Reviews:
        """What people say of interviews, under the same lock."""
        return Reviews(self._db, self._lock)

    def record(self, actor: str, action: str, details: Mapping[str, Any], *, now: float) -> None:
        """Store what a person did (e.g. exported) in the audit log; details hold no personal data."""
        with self._lock, transaction(self._db) as db:
            append_audit(db, actor, action, details, float(now))

    def delete(
        self, interview_id: str, *, now: float, actor: str = "admin", reason: str = "by_hand"
    ) -> DeletionReceipt:
        """Remove an interview: recordings first, then every row in one transaction. Cannot be undone.

        The hashes of its events stay, so that the log can still be checked, and a row of the audit log
        says what went. Interrupted half-way it can be asked again.

        Raises:
            KioskError: interview_unknown; media_not_deleted: a recording could not be removed, rows stay.
        """
        with self._lock:
            self.interview(interview_id)
            rows = self._rows("SELECT name FROM media WHERE interview_id = ?", [interview_id])
            self._vault.shred(interview_id)  # first: copies of the recordings elsewhere go with it
            files = media.remove(self._media_dir, interview_id, [row["name"] for row in rows])
            with transaction(self._db) as db:
                receipt = erase(
                    db, interview_id, actor=actor, reason=reason, media_files=files, now=float(now)
                )
            ((busy, _, _),) = self._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return replace(receipt, overwritten=not busy)

    def delete_recordings(self, interview_id: str, *, now: float, actor: str, reason: str) -> int:
        """How many files went: the interview's recordings and the key that opens them; its rows stay.

        Raises:
            KioskError: interview_unknown; media_not_deleted: some remain, and it can be asked again.
        """
        with self._lock:
            self.interview(interview_id)
            rows = self._rows("SELECT name FROM media WHERE interview_id = ?", [interview_id])
            self._vault.shred(interview_id)
            files = media.remove(self._media_dir, interview_id, [row["name"] for row in rows])
            told = {"interview_id": interview_id, "media_files": files, "reason": reason}
            with transaction(self._db) as db:
                append_audit(db, actor, RECORDINGS_DELETED, told, float(now))
            return files

    def verify(self) -> VerifyReport:
        """Like the archive's, and whether what people said is what the audit log says of it."""
        with self._lock:
            report = super().verify()
            return replace(report, problems=(*report.problems, *self.reviews.problems()))

    @contextmanager
    def beside(self) -> Iterator[Archive]:
        """A reader of its own, for a long look: nobody waits for it, and nobody is asked for a passphrase again."""
        db = open_database(file_of(self._db), self.database_keys, read_only=True)
        try:
            yield Archive(db, self._media_dir, self._vault)
        finally:
            db.close()

    @contextmanager
    def at_rest(self) -> Iterator[Path]:
        """The database file; in the block nothing lies outside it and nobody writes, so it may be copied.

        Raises:
            KioskError: database_locked: a reader or another writer did not let go of it.
        """
        path = file_of(self._db)
        with self._lock, named_errors(path):
            for _ in range(REST_TRIES):
                self._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                with transaction(self._db):
                    if _is_empty(path.with_name(path.name + "-wal")):
                        yield path
                        return
        raise KioskError("database_locked", file=path.name)


def _is_empty(path: Path) -> bool:
    return not path.exists() or path.stat().st_size == 0


def _newest_profile(db: Database, interview_id: str) -> tuple[int, str | None]:
    """Revision and profile of the newest assessment; 0 and None when there is none."""
    if not db.conn.execute("SELECT 1 FROM interviews WHERE id = ?", [interview_id]).fetchone():
        raise KioskError("interview_unknown", interview=interview_id)
    for revision, profile in db.conn.execute(
        "SELECT revision, profile FROM assessments WHERE interview_id = ? ORDER BY revision DESC LIMIT 1",
        [interview_id],
    ):
        return int(revision), str(profile)
    return 0, None
