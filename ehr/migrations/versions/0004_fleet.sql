alter table kiosks
    add column ring text not null default 'all' check (ring in ('canary', 'early', 'all')),
    add column app_version text not null default '',
    add column confirmed_at timestamptz,
    add column must_rotate boolean not null default false,
    add column must_reconcile boolean not null default false;

-- A code lets one kiosk in at one site. Only its keyed hash is kept; used_by: the key that used it, so that the
-- same call again gets the same answer.
create table enrolment_codes (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    code_hash bytea not null unique check (length(code_hash) = 32),
    label text not null check (length(label) between 1 and 80),
    must_confirm boolean not null default false,
    made_by uuid references users,
    made_at timestamptz not null default now(),
    valid_until timestamptz not null,
    used_by text,
    kiosk_id uuid references kiosks,
    check ((used_by is null) = (kiosk_id is null))
);
create index on enrolment_codes (scope_id);

-- pending: not used yet; active; old: valid until valid_until.
create table kiosk_keys (
    key_id text primary key check (length(key_id) = 32),
    kiosk_id uuid not null references kiosks,
    public_key bytea not null check (length(public_key) = 32),
    state text not null check (state in ('pending', 'active', 'old')),
    made_at timestamptz not null default now(),
    valid_until timestamptz
);
create index on kiosk_keys (kiosk_id);
create unique index kiosk_keys_one_active on kiosk_keys (kiosk_id) where state = 'active';

create table kiosk_nonces (
    nonce_hash bytea primary key check (length(nonce_hash) = 32),
    kiosk_id text not null,
    valid_until timestamptz not null
);
create index on kiosk_nonces (valid_until);

create table kiosk_tokens (
    token_hash bytea primary key check (length(token_hash) = 32),
    kiosk_id uuid not null references kiosks,
    key_id text not null,
    valid_until timestamptz not null
);
create index on kiosk_tokens (kiosk_id);
create index on kiosk_tokens (valid_until);

-- The newest heartbeat of each kiosk. body: as it came; it holds versions, counts and states only.
create table kiosk_health (
    kiosk_id uuid primary key references kiosks,
    scope_id int not null references scopes,
    heard_at timestamptz not null default now(),
    body jsonb not null,
    waiting int not null,
    parked int not null,
    oldest_s double precision,
    clock_skew_s double precision not null,
    last_interview_at timestamptz,
    went_back boolean not null default false  -- it remembers an audit head of ours that we do not have
);
create index on kiosk_health (scope_id, heard_at);

create table releases (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    kind text not null check (kind in ('model_pack', 'content', 'policy_pack', 'job_profile')),
    name text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$'),
    version text not null check (length(version) between 1 and 64),
    min_app text,
    ring text not null check (ring in ('canary', 'early', 'all')),
    made_by uuid references users,
    made_at timestamptz not null default now(),
    published_at timestamptz,
    withdrawn_at timestamptz,
    unique (scope_id, kind, name, version)
);
create index on releases (scope_id, kind, name) where withdrawn_at is null;

create table release_files (
    release_id uuid not null references releases,
    scope_id int not null references scopes,
    name text not null check (length(name) between 1 and 200),
    sha256 bytea not null check (length(sha256) = 32),
    size bigint not null check (size > 0),
    primary key (release_id, name)
);

create table appointments (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    candidate_id uuid not null references candidates,
    code text not null unique check (code ~ '^[A-Z0-9-]{3,32}$'),
    at timestamptz,
    job_profile text,
    language text check (language in ('zh', 'en')),
    made_by uuid references users,
    made_at timestamptz not null default now(),
    cancelled_at timestamptz
);
create index on appointments (scope_id, at);
create index on appointments (candidate_id);
