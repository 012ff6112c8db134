"""Rounds of calibration training at kiosks, and whose they are (decision 0036)."""

from alembic import op

from ehr.migrations.policy import protect

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Makes the table; what a kiosk told is never changed."""
    op.execute(
        """
        create table kiosk_trainings (
            kiosk_id uuid not null references kiosks,
            kind text not null check (kind in ('link', 'round')),
            number int not null,               -- counts the links of the kiosk, or its rounds
            scope_id int not null references scopes,
            account text not null,             -- of the kiosk
            at timestamptz not null,           -- by the kiosk's clock
            received_at timestamptz not null default now(),
            sign_in_name text,                 -- a link: who it is here, in lower case; null: nobody any more
            after_round int,                   -- a link: rounds up to this one are of somebody else
            content text,                      -- a round: versions of model and gold answers
            passed boolean,
            body jsonb not null,
            primary key (kiosk_id, kind, number),
            check ((kind = 'link') = (after_round is not null)),
            check ((kind = 'round') = (passed is not null and content is not null))
        );
        create index on kiosk_trainings (sign_in_name) where sign_in_name is not null;
        create index on kiosk_trainings (kiosk_id, account, kind, number);
        """
    )
    protect("kiosk_trainings", verbs="select, insert")
