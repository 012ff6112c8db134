"""How people did in calibration training at a console of the hub (decisions 0032, 0034)."""

from alembic import op

from ehr.migrations.policy import restrict

revision = "0011"
down_revision = "0010"

OWN = "user_id = my_id() or my_kind() = 'system'"


def upgrade() -> None:
    """Makes the table of rounds; each belongs to its user, and nobody changes or deletes one."""
    op.execute(
        """
        create table review_trainings (
            id uuid primary key default gen_random_uuid(),
            user_id uuid not null references users,
            person text not null,              -- as review_acts.person
            key uuid not null,                 -- made by who sent it, so that twice is once
            at timestamptz not null default now(),
            content text not null,             -- versions of model and gold answers
            passed boolean not null,
            body jsonb not null,               -- each value given beside gold, and the two figures
            unique (user_id, key)
        );
        create index on review_trainings (user_id, at);
        """
    )
    restrict("review_trainings", OWN, verbs="select, insert")
