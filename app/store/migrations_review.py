"""The tables of review, for migrations.py, which is full. Never edit what shipped."""

from sqlite_utils import Database


def create_review(db: Database) -> None:
    """Which interviews are rated blind, and what people said of each interview; nothing of it is ever changed."""
    db.execute(
        """
        CREATE TABLE review_sampling (
            number INTEGER PRIMARY KEY CHECK (number = 1),  -- one row
            seed   TEXT NOT NULL,
            drawn  INTEGER NOT NULL  -- how many were ever drawn, those that are gone included
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE review_draws (
            interview_id TEXT PRIMARY KEY REFERENCES interviews (id) ON DELETE CASCADE,
            number       INTEGER NOT NULL UNIQUE,
            is_blind     INTEGER NOT NULL CHECK (is_blind IN (0, 1)),  -- rated before the scores are seen
            at           REAL NOT NULL  -- Unix seconds, UTC
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE review_acts (
            interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            number       INTEGER NOT NULL CHECK (number >= 1),
            kind         TEXT NOT NULL CHECK (kind IN ('rating', 'override', 'decision')),
            actor        TEXT NOT NULL,
            at           REAL NOT NULL,  -- Unix seconds, UTC
            body         TEXT NOT NULL,  -- JSON
            PRIMARY KEY (interview_id, number)
        ) STRICT
        """
    )


def widen_acts(db: Database) -> None:
    """Acts may be notes, and that a candidate has left; a CHECK can only be changed by making the table anew."""
    db.execute(
        """
        CREATE TABLE review_acts_wider (
            interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            number       INTEGER NOT NULL CHECK (number >= 1),
            kind         TEXT NOT NULL CHECK (kind IN ('rating', 'override', 'decision', 'note', 'gone')),
            actor        TEXT NOT NULL,
            at           REAL NOT NULL,  -- Unix seconds, UTC
            body         TEXT NOT NULL,  -- JSON
            PRIMARY KEY (interview_id, number)
        ) STRICT
        """
    )
    db.execute(
        "INSERT INTO review_acts_wider SELECT interview_id, number, kind, actor, at, body FROM review_acts"
    )
    db.execute("DROP TABLE review_acts")
    db.execute("ALTER TABLE review_acts_wider RENAME TO review_acts")


def create_trainings(db: Database) -> None:
    """How reviewers did in calibration training; it belongs to no interview, and stays when interviews go."""
    db.execute(
        """
        CREATE TABLE review_trainings (
            number  INTEGER PRIMARY KEY,
            actor   TEXT NOT NULL,
            at      REAL NOT NULL,  -- Unix seconds, UTC
            content TEXT NOT NULL,  -- version of the model and of the gold answers
            passed  INTEGER NOT NULL CHECK (passed IN (0, 1)),
            body    TEXT NOT NULL   -- JSON
        ) STRICT
        """
    )


def index_scores(db: Database) -> None:
    """The list of interviews asks for one score of each: without these it reads every score there is."""
    db.execute(
        "CREATE INDEX scores_of_composite ON scores (interview_id, value, standard_error) WHERE level = 'composite'"
    )
    db.execute("CREATE INDEX scores_of_dimension ON scores (interview_id, value) WHERE level = 'dimension'")


def take_calls(db: Database) -> None:
    """Somebody of the staff may say that they are coming, before they have been there."""
    db.execute("ALTER TABLE calls ADD COLUMN coming_at REAL")  # Unix seconds, UTC; NULL: nobody yet
    db.execute("ALTER TABLE calls ADD COLUMN coming_by TEXT")


def rate_twice(db: Database) -> None:
    """Which of the interviews that are rated blind two people rate, and where each was drawn (decision 0033).

    One index answers "who has rated it" without reading what they said, the other one what the list needs of every
    interview where the scores of a sub-dimension are hidden.
    """
    db.execute(
        "ALTER TABLE review_draws ADD COLUMN is_twice INTEGER NOT NULL DEFAULT 0"
        " CHECK (is_twice IN (0, 1) AND is_twice <= is_blind)"
    )
    db.execute("ALTER TABLE review_draws ADD COLUMN site TEXT NOT NULL DEFAULT ''")
    db.execute(
        "CREATE INDEX review_ratings ON review_acts (interview_id, number, actor, at) WHERE kind = 'rating'"
    )
    db.execute(
        "CREATE INDEX scores_of_sub_dimension ON scores"
        " (interview_id, number, dimension, sub_dimension, value, standard_error) WHERE level = 'sub_dimension'"
    )


def index_list(db: Database) -> None:
    """The list asks for decisions, the heartbeat for who is running: without these they read every row there is."""
    db.execute("CREATE INDEX review_acts_by_kind ON review_acts (kind, interview_id, number, at)")
    db.execute("CREATE INDEX interviews_by_state ON interviews (state, started_at)")


def create_links(db: Database) -> None:
    """Which account is which person at the hub, as an administrator said, the newest row of an account last."""
    db.execute(
        """
        CREATE TABLE review_links (
            number      INTEGER PRIMARY KEY,
            account     TEXT NOT NULL,
            at_hub      TEXT NOT NULL,  -- what they sign in to the hub with; '': nobody there
            after_round INTEGER NOT NULL,  -- rounds of training up to this one are of somebody who had the name before
            at          REAL NOT NULL,  -- Unix seconds, UTC
            by          TEXT NOT NULL   -- the administrator
        ) STRICT
        """
    )
