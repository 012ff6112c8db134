"""Every change ever made to the kiosk's database, oldest first. Never edit one that shipped.

Columns of JSON have no json_valid check: trusted_schema=OFF calls it unsafe in older SQLite. Verify reads them back.
"""

from contextlib import closing

from sqlite_utils import Database, Migrations

from app.store import migrations_review as review
from app.store.acts_migration import lay_older_acts
from app.store.sync_migration import upgrade

migrations = Migrations("kiosk")


def names() -> tuple[str, ...]:
    """The name of every migration, oldest first."""
    with closing(Database(memory=True)) as empty:
        return tuple(migration.name for migration in migrations.pending(empty))


@migrations(name="0001_event_log")
def event_log(db: Database) -> None:
    """Interviews and their events; what people did to them. Rows of both logs are hash-chained."""
    db.execute(
        """
        CREATE TABLE interviews (
            id          TEXT PRIMARY KEY,
            genesis     TEXT NOT NULL,  -- random; the first link of its chain. Gone with the interview,
                                        -- so the hashes that stay say nothing about what was said
            state       TEXT NOT NULL CHECK (state IN ('running', 'left', 'assessed')),
            language    TEXT NOT NULL,
            job_profile TEXT,
            plan_form   TEXT,
            left_reason TEXT,
            started_at  REAL NOT NULL,  -- Unix seconds, UTC
            changed_at  REAL NOT NULL,
            events      INTEGER NOT NULL,
            head        TEXT NOT NULL   -- hash of the newest event
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE events (
            seq          INTEGER PRIMARY KEY,  -- 1, 2, 3 ... over all interviews, no gaps
            interview_id TEXT NOT NULL,
            number       INTEGER NOT NULL,     -- 1, 2, 3 ... in its interview
            kind         TEXT NOT NULL,        -- class name in app/domain/events.py
            at           REAL NOT NULL,        -- Unix seconds, UTC
            body         TEXT,                 -- JSON of its fields; NULL: erased
            hash         TEXT NOT NULL,        -- over the interview's previous hash and this row
            chain        TEXT NOT NULL,        -- over the previous row's chain and `hash`
            UNIQUE (interview_id, number)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE audit (
            seq    INTEGER PRIMARY KEY,
            at     REAL NOT NULL,
            actor  TEXT NOT NULL,
            action TEXT NOT NULL,
            body   TEXT NOT NULL,  -- JSON
            chain  TEXT NOT NULL  -- over the previous row's chain and this row
        ) STRICT
        """
    )
    for table in ("events", "audit"):
        db.execute(
            f"CREATE TRIGGER {table}_stay BEFORE DELETE ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    db.execute(
        "CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit"
        " BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
    )
    db.execute(
        """
        CREATE TRIGGER events_are_only_erased BEFORE UPDATE ON events
        WHEN NEW.body IS NOT NULL OR NEW.kind <> 'Erased' OR NEW.seq <> OLD.seq OR NEW.hash <> OLD.hash
             OR NEW.chain <> OLD.chain OR NEW.interview_id <> OLD.interview_id OR NEW.number <> OLD.number
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
        """
    )


@migrations(name="0002_answers")
def answers(db: Database) -> None:
    """What the events brought: answers, observations, recordings."""
    db.execute(
        """
        CREATE TABLE answers (
            interview_id   TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            question_id    TEXT NOT NULL,
            turn           INTEGER NOT NULL CHECK (turn >= 1),
            take           INTEGER NOT NULL CHECK (take >= 1),
            follow_up      TEXT,
            words          TEXT NOT NULL,  -- JSON; as accepted, never changed
            corrected_text TEXT,                                     -- the candidate's words, if corrected
            flags          TEXT NOT NULL,  -- JSON
            accepted_at    REAL NOT NULL,
            PRIMARY KEY (interview_id, question_id, turn)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE observations (
            interview_id TEXT NOT NULL,
            question_id  TEXT NOT NULL,
            turn         INTEGER NOT NULL,
            number       INTEGER NOT NULL,
            measure      TEXT NOT NULL,
            value        REAL,
            unit         TEXT NOT NULL,
            quality      TEXT NOT NULL CHECK (quality IN ('ok', 'low', 'not_measured')),
            reason       TEXT,
            start_s      REAL NOT NULL,
            end_s        REAL NOT NULL,
            baseline_z   REAL,
            PRIMARY KEY (interview_id, question_id, turn, number),
            FOREIGN KEY (interview_id, question_id, turn)
                REFERENCES answers (interview_id, question_id, turn) ON DELETE CASCADE,
            CHECK ((value IS NULL) = (quality = 'not_measured')),
            CHECK ((reason IS NULL) = (quality = 'ok'))
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE media (
            name         TEXT NOT NULL,     -- inside the media folder
            interview_id TEXT NOT NULL,
            question_id  TEXT NOT NULL,
            turn         INTEGER NOT NULL,
            take         INTEGER NOT NULL,
            tracks       TEXT NOT NULL,  -- JSON
            duration_s   REAL NOT NULL,
            sha256       TEXT,              -- NULL: not closed properly, the file is the truth
            truncated    INTEGER NOT NULL CHECK (truncated IN (0, 1)),
            PRIMARY KEY (interview_id, question_id, turn),
            FOREIGN KEY (interview_id, question_id, turn)
                REFERENCES answers (interview_id, question_id, turn) ON DELETE CASCADE
        ) STRICT
        """
    )


@migrations(name="0003_assessments")
def assessments(db: Database) -> None:
    """What scoring said, every revision whole; scores and evidence of the newest one as rows."""
    db.execute(
        """
        CREATE TABLE assessments (
            interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            revision     INTEGER NOT NULL CHECK (revision >= 1),
            at           REAL NOT NULL,
            scorer       TEXT NOT NULL,
            facts        TEXT NOT NULL,  -- JSON
            assessment   TEXT NOT NULL,  -- JSON
            profile      TEXT NOT NULL,  -- JSON
            PRIMARY KEY (interview_id, revision)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE scores (
            interview_id      TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            number            INTEGER NOT NULL,
            level             TEXT NOT NULL CHECK (level IN ('answer', 'sub_dimension', 'dimension',
                                                             'composite', 'composite_without_affect')),
            dimension         TEXT,
            sub_dimension     TEXT,
            question_id       TEXT,
            turn              INTEGER,
            value             REAL CHECK (value BETWEEN 1 AND 10),
            standard_error    REAL,
            not_scored_reason TEXT,
            PRIMARY KEY (interview_id, number),
            CHECK ((value IS NULL) = (not_scored_reason IS NOT NULL)),
            CHECK ((value IS NULL) = (standard_error IS NULL))
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE evidence (
            interview_id  TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            number        INTEGER NOT NULL,
            question_id   TEXT NOT NULL,
            turn          INTEGER NOT NULL,
            sub_dimension TEXT NOT NULL,
            rule          TEXT NOT NULL,
            start         INTEGER NOT NULL,  -- characters; text[start:end] is the quote
            end           INTEGER NOT NULL,
            quote         TEXT NOT NULL,
            points        REAL NOT NULL,
            PRIMARY KEY (interview_id, number)
        ) STRICT
        """
    )


@migrations(name="0004_outbox")
def outbox(db: Database) -> None:
    """What the hub has not accepted yet. A row leaves only on the hub's word, or with its interview."""
    db.execute(
        """
        CREATE TABLE outbox (
            id           TEXT PRIMARY KEY,  -- idempotency key, the same on every try
            kind         TEXT NOT NULL,     -- "interview.v1": names the wire schema
            payload      TEXT NOT NULL,  -- JSON
            interview_id TEXT REFERENCES interviews (id) ON DELETE CASCADE,
            state        TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'parked')),
            attempts     INTEGER NOT NULL DEFAULT 0,
            due_at       REAL NOT NULL,     -- Unix seconds, UTC
            created_at   REAL NOT NULL,
            last_status  INTEGER            -- the hub's newest answer; NULL: never asked
        ) STRICT
        """
    )
    db.execute("CREATE INDEX outbox_due ON outbox (state, attempts, created_at, id)")


@migrations(name="0005_later_transcripts")
def later_transcripts(db: Database) -> None:
    """Words of recordings that were read after the interview, every revision; the accepted ones stay."""
    db.execute(
        """
        CREATE TABLE later_transcripts (
            interview_id TEXT NOT NULL,
            question_id  TEXT NOT NULL,
            turn         INTEGER NOT NULL,
            revision     INTEGER NOT NULL CHECK (revision >= 2),  -- 1 is what was accepted
            words        TEXT NOT NULL,  -- JSON
            engines      TEXT NOT NULL,  -- JSON
            at           REAL NOT NULL,  -- Unix seconds, UTC
            PRIMARY KEY (interview_id, question_id, turn, revision),
            FOREIGN KEY (interview_id, question_id, turn)
                REFERENCES answers (interview_id, question_id, turn) ON DELETE CASCADE
        ) STRICT
        """
    )


@migrations(name="0006_front_desk")
def front_desk(db: Database) -> None:
    """Who is expected, how each candidate came, who called for staff. Phone numbers only as keyed hashes."""
    db.execute(
        """
        CREATE TABLE appointments (
            code      TEXT PRIMARY KEY,
            at        REAL,                -- Unix seconds, UTC; NULL: no time was agreed
            phone_key TEXT                 -- NULL: no number is known
        ) STRICT
        """
    )
    db.execute("CREATE INDEX appointments_by_phone ON appointments (phone_key)")
    db.execute(
        """
        CREATE TABLE check_ins (
            interview_id TEXT PRIMARY KEY REFERENCES interviews (id) ON DELETE CASCADE,
            way          TEXT NOT NULL CHECK (way IN ('code', 'qr', 'phone', 'walk_in')),
            appointment  TEXT,             -- the code; it may be on no list any more
            phone_key    TEXT,
            let_on       INTEGER NOT NULL CHECK (let_on IN (0, 1))
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE calls (
            number       INTEGER PRIMARY KEY,
            at           REAL NOT NULL,    -- Unix seconds, UTC
            reason       TEXT NOT NULL CHECK (reason IN ('help', 'seen_before', 'human')),
            interview_id TEXT REFERENCES interviews (id) ON DELETE CASCADE,
            answered_at  REAL
        ) STRICT
        """
    )


migrations(name="0007_sync")(upgrade)
migrations(name="0008_review")(review.create_review)
migrations(name="0009_review_notes")(review.widen_acts)
migrations(name="0010_trainings")(review.create_trainings)
migrations(name="0011_review_speed")(review.index_scores)
migrations(name="0012_calls_taken")(review.take_calls)
migrations(name="0013_rated_twice")(review.rate_twice)
migrations(name="0014_acts_sent")(lay_older_acts)
migrations(name="0015_list_speed")(review.index_list)
migrations(name="0016_links")(review.create_links)
