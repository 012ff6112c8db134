-- to_rate: the newest interview waits for a rating by a person who has not seen its scores; until then lists show none.
alter table candidates add column to_rate boolean not null default false;
create index on candidates (scope_id, changed_at desc) where to_rate;

-- name, body, words: sealed under the candidate's key. words: what a résumé says, or null with the reason.
create table documents (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    candidate_id uuid not null references candidates,
    kind text not null check (kind in ('resume', 'certificate', 'other')),
    name bytea not null,
    body bytea not null,
    words bytea,
    refusal text,
    size int not null check (size > 0),
    sha256 bytea not null check (length(sha256) = 32),
    added_at timestamptz not null default now(),
    added_by uuid references users
);
create index on documents (candidate_id);

-- What a person gave. blind: before anybody showed them the machine's scores of the same interview.
create table ratings (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    candidate_id uuid not null references candidates,
    interview_id uuid references interviews on delete cascade,   -- none: an interview of their own
    rater_id uuid not null references users,
    is_blind boolean not null,
    scores jsonb not null check (jsonb_typeof(scores) = 'object'),  -- {sub-dimension: 1 to 10 in half points}
    comment bytea not null,
    held_at timestamptz,
    rated_at timestamptz not null default now(),
    unique (interview_id, rater_id)
);
create index on ratings (candidate_id);

-- Who was shown the machine's scores of which interview first when.
create table score_views (
    interview_id uuid not null references interviews on delete cascade,
    user_id uuid not null references users,
    scope_id int not null references scopes,
    first_at timestamptz not null default now(),
    primary key (interview_id, user_id)
);

create table background_checks (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    candidate_id uuid not null references candidates,
    kind text not null check (kind in ('identity', 'employment', 'education', 'reference')),
    state text not null check (state in ('asked_consent', 'running', 'clear', 'to_discuss', 'stopped')),
    note bytea not null,
    consent_at timestamptz,              -- when the candidate agreed; nothing runs before
    made_at timestamptz not null default now(),
    made_by uuid references users,
    changed_at timestamptz not null default now(),
    changed_by uuid references users,
    check (state in ('asked_consent', 'stopped') or consent_at is not null)
);
create index on background_checks (candidate_id);

create table messages (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    candidate_id uuid not null references candidates,
    direction text not null check (direction in ('in', 'out', 'note')),
    channel text not null check (channel in ('note', 'phone', 'sms', 'email', 'wechat', 'in_person')),
    body bytea not null,
    at timestamptz not null default now(),
    made_by uuid references users
);
create index on messages (candidate_id);

-- Two that are one person. No row moves: candidates.merged_into points, and undoing takes the pointer away.
create table merges (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    kept_id uuid not null references candidates,
    merged_id uuid not null references candidates,
    reason text not null check (reason in ('same_phone', 'same_id_number', 'same_email', 'said_so', 'other')),
    made_at timestamptz not null default now(),
    made_by uuid references users,
    undone_at timestamptz,
    undone_by uuid references users,
    check (kept_id <> merged_id)
);
create index on merges (kept_id);
create index on merges (merged_id);

-- A candidate and everybody who was merged into them, however deep.
create function merged_with(candidate uuid) returns setof uuid language sql stable as $$
    with recursive same as (
        select candidate as id
        union
        select c.id from candidates c join same s on c.merged_into = s.id
    )
    select id from same
$$;

-- The candidate that stands for this one.
create function merged_root(candidate uuid) returns uuid language sql stable as $$
    with recursive up as (
        select id, merged_into, 0 as depth from candidates where id = candidate
        union all
        select c.id, c.merged_into, up.depth + 1 from candidates c join up on c.id = up.merged_into where up.depth < 100
    )
    select id from up order by depth desc limit 1
$$;
