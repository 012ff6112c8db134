-- person: name, phone, e-mail as JSON under the candidate's key. name_tokens: keyed hashes of the characters of
-- the name and of its pairs. What lists show and sort by stands here too, so that a list opens nothing.
alter table candidates
    add column person bytea,
    add column name_tokens int[] not null default '{}',
    add column job_profile text,
    add column merged_into uuid references candidates,
    add column changed_at timestamptz not null default now(),
    add column interviewed_at timestamptz,
    add column composite real check (composite between 1 and 10),
    add column band text check (band in ('above', 'grey_zone', 'below', 'none'));
create index candidates_names on candidates using gin (name_tokens);
create index candidates_newest on candidates (changed_at desc, id desc);
create index candidates_newest_here on candidates (scope_id, changed_at desc, id desc);
create index on candidates (merged_into) where merged_into is not null;

-- Operators of arrays are not leakproof, so under row-level security the index above would never be used: this
-- function looks as the owner, and itself leaves out what the actor may not see.
create function candidates_named(tokens int[], most int) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select id from candidates
    where name_tokens @> tokens and scope_id = any (my_scope_ids()) and merged_into is null and erased_at is null
    order by changed_at desc, id desc limit most
$$;

-- What tells one person from another: keyed hashes only. The same one at two candidates is a merge to propose.
create table candidate_identities (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    candidate_id uuid not null references candidates,
    kind text not null check (kind in ('phone', 'id_number', 'email', 'appointment')),
    hash bytea not null check (length(hash) = 32),
    created_at timestamptz not null default now(),
    unique (candidate_id, kind, hash)
);
create index on candidate_identities (kind, hash);

-- Every record a kiosk sent and the hub took: what makes a second one of the same id a repeat or a contradiction.
create table records (
    kiosk_id uuid not null references kiosks,
    record_id text not null,
    scope_id int not null references scopes,
    kind text not null,
    body_sha256 bytea not null check (length(body_sha256) = 32),
    received_at timestamptz not null default now(),
    primary key (kiosk_id, record_id)
);

-- Records their schema refuses, for a person to look at. Sealed by the master key: nobody knows yet whose they are.
create table quarantine (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    kiosk_id uuid not null references kiosks,
    record_id text not null,
    kind text not null,
    body bytea not null,
    body_sha256 bytea not null check (length(body_sha256) = 32),
    errors jsonb not null,
    received_at timestamptz not null default now(),
    closed_at timestamptz,
    unique (kiosk_id, record_id, body_sha256)
);

-- body: the record as it came, byte for byte, compressed and sealed under the candidate's key.
-- Observations and quotes are read from it; no measure of a voice or a face lies in the clear.
create table interviews (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    candidate_id uuid not null references candidates,
    kiosk_id uuid not null references kiosks,
    interview_id text not null,          -- the kiosk's own
    revision int not null check (revision >= 1),
    started_at timestamptz not null,
    finished_at timestamptz not null,
    received_at timestamptz not null default now(),
    language text not null,
    job_profile text not null,
    plan_form text not null,
    model_version text not null,
    content_hash text not null,
    scorer text not null,
    policy_pack text not null,
    composite real check (composite between 1 and 10),
    standard_error real,
    not_scored_reason text,
    band text not null check (band in ('above', 'grey_zone', 'below', 'none')),
    composite_without_affect real check (composite_without_affect between 1 and 10),
    flags text[] not null,
    blind_first boolean not null,        -- whoever rates it sees no score before
    body bytea not null,
    kiosk_deleted_at timestamptz,        -- the kiosk has deleted its own
    unique (kiosk_id, interview_id, revision)
);
create index on interviews (candidate_id, finished_at desc);
create index on interviews (scope_id, finished_at desc, id desc);

create table interview_scores (
    interview_id uuid not null references interviews on delete cascade,
    scope_id int not null references scopes,
    level text not null check (level in ('dimension', 'sub_dimension')),
    name text not null,
    parent text,
    score real check (score between 1 and 10),
    standard_error real,
    not_scored_reason text,
    check ((score is null) = (not_scored_reason is not null)),
    primary key (interview_id, level, name)
);

create table answer_scores (
    interview_id uuid not null references interviews on delete cascade,
    scope_id int not null references scopes,
    question_id text not null,
    turn int not null,
    sub_dimension text not null,
    score real check (score between 1 and 10),
    not_scored_reason text,
    check ((score is null) = (not_scored_reason is not null)),
    primary key (interview_id, question_id, turn, sub_dimension)
);

create table consent_receipts (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    candidate_id uuid not null references candidates,
    kiosk_id uuid not null references kiosks,
    interview_id text not null,
    given_at timestamptz not null,
    received_at timestamptz not null default now(),
    receipt_sha256 bytea not null check (length(receipt_sha256) = 32),
    purposes jsonb not null,             -- {purpose: given}
    body bytea not null,
    unique (kiosk_id, interview_id)
);
create index on consent_receipts (candidate_id);

-- Pieces of the kiosks' own audit chains. Rows hold ids and codes only. joined: the piece before it is here too,
-- and its end is this one's beginning.
create table kiosk_audit (
    kiosk_id uuid not null references kiosks,
    scope_id int not null references scopes,
    source text not null,                -- which database of the kiosk
    first_seq bigint not null,
    last_seq bigint not null,
    prev bytea not null check (length(prev) = 32),
    head bytea not null check (length(head) = 32),
    body bytea not null,
    received_at timestamptz not null default now(),
    primary key (kiosk_id, source, first_seq),
    check (last_seq >= first_seq)
);
