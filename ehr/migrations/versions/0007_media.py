"""Recordings that kiosks send: where each stands. Their bytes lie in files, sealed as the kiosk sealed them."""

from alembic import op

from ehr.migrations.policy import protect

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the table of recordings."""
    op.execute(
        """
        create table recordings (
            kiosk_id uuid not null references kiosks,
            id text not null,
            scope_id int not null references scopes,
            candidate_id uuid not null references candidates,
            interview_id text not null,       -- the kiosk's own
            told jsonb not null,              -- question, turn, take, tracks, duration, sealed key: as the kiosk told
            length bigint not null check (length > 0),
            sha256 bytea not null check (length(sha256) = 32),
            at_byte bigint not null default 0 check (at_byte between 0 and length),
            is_complete boolean not null default false,
            begun_at timestamptz not null default now(),
            primary key (kiosk_id, id)
        );
        create index on recordings (candidate_id);
        """
    )
    protect("recordings")
