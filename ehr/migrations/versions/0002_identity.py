"""How people prove who they are, and what slows down those who guess."""

from alembic import op

from ehr.migrations.policy import own, restrict

revision = "0002"
down_revision = "0001"

HUB = "my_kind() = 'system'"
MINE = f"user_id = my_id() or {HUB}"


def upgrade() -> None:
    """Credentials, recovery codes, one-time links, attempts, single sign-on under way, facts about the hub."""
    op.execute(
        """
        create table credentials (
            user_id uuid primary key references users,
            password_hash text,
            password_at timestamptz,
            totp_sealed bytea,
            totp_confirmed boolean not null default false,
            totp_step bigint not null default 0,   -- the last step that was used: a code counts once
            oidc_issuer text,
            oidc_subject text,
            unique (oidc_issuer, oidc_subject)
        );
        create table recovery_codes (
            code_hash bytea primary key check (length(code_hash) = 32),
            user_id uuid not null references users,
            used_at timestamptz
        );
        create index on recovery_codes (user_id);
        create table links (
            token_hash bytea primary key check (length(token_hash) = 32),
            user_id uuid references users,         -- none: the first person of an empty hub
            made_at timestamptz not null default now(),
            valid_until timestamptz not null,
            used_at timestamptz
        );
        create index on links (user_id);
        create table attempts (
            key_hash bytea primary key check (length(key_hash) = 32),
            failed int not null,
            last_at timestamptz not null,
            wait_until timestamptz not null
        );
        create index on attempts (last_at);
        create table oidc_starts (
            state_hash bytea primary key check (length(state_hash) = 32),
            browser_hash bytea not null check (length(browser_hash) = 32),
            nonce text not null,
            verifier_sealed bytea not null,
            begun_at timestamptz not null default now()
        );
        create table hub_facts (
            name text primary key,
            value text not null
        );
        """
    )
    for table in ("credentials", "recovery_codes"):
        restrict(table, MINE)
    for table in ("links", "attempts", "oidc_starts"):
        restrict(table, HUB)
    op.execute("revoke all on sessions from ehr_app")
    restrict("sessions", MINE)
    own("hub_facts", verbs="select, insert")
