revoke create on schema public from public;
grant usage on schema public to ehr_app;

-- Who is acting, as the transaction was told.
create function my_kind() returns text language sql stable parallel safe
return coalesce(current_setting('ehr.actor_kind', true), '');

create function my_id() returns uuid language sql stable parallel safe
return nullif(current_setting('ehr.actor', true), '')::uuid;

-- Organisations > regions > sites. A scope never moves: rows below it would change hands in silence.
create table scopes (
    id int generated always as identity primary key,
    parent_id int references scopes,
    kind text not null check (kind in ('organisation', 'region', 'site')),
    code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name text not null check (length(name) between 1 and 120),
    created_at timestamptz not null default now(),
    check ((parent_id is null) = (kind = 'organisation'))
);
create index on scopes (parent_id);

create table scope_closure (
    ancestor_id int not null references scopes,
    descendant_id int not null references scopes,
    primary key (ancestor_id, descendant_id)
);
create index on scope_closure (descendant_id);

create function scope_added() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into scope_closure
        select ancestor_id, new.id from scope_closure where descendant_id = new.parent_id
        union all select new.id, new.id;
    return new;
end $$;
create trigger scope_added after insert on scopes for each row execute function scope_added();

create function scope_stays() returns trigger language plpgsql as $$
begin
    raise exception 'a scope keeps its place' using errcode = 'check_violation';
end $$;
create trigger scope_stays before update on scopes for each row
    when (old.id <> new.id or old.parent_id is distinct from new.parent_id or old.kind <> new.kind)
    execute function scope_stays();

create table users (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    sign_in_name text not null check (length(sign_in_name) between 3 and 254),
    display_name text not null check (length(display_name) between 1 and 120),
    is_active boolean not null default true,
    created_at timestamptz not null default now()
);
create unique index users_sign_in_name on users (lower(sign_in_name));
create index on users (scope_id);

create table grants (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users,
    scope_id int not null references scopes,
    role text not null check (role in ('hr', 'recruiter', 'site_admin', 'analyst', 'auditor', 'admin')),
    granted_at timestamptz not null default now(),
    unique (user_id, scope_id, role)
);
create index on grants (scope_id);

-- token_hash: sha256 of what the cookie holds, which is stored nowhere.
create table sessions (
    id uuid primary key default gen_random_uuid(),
    token_hash bytea not null unique check (length(token_hash) = 32),
    user_id uuid not null references users,
    csrf_token text not null,
    browser text not null default '',
    second_factor boolean not null default false,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    ended_at timestamptz
);
create index on sessions (user_id) where ended_at is null;

create table kiosks (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    label text not null check (length(label) between 1 and 80),
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);
create index on kiosks (scope_id);

-- The scopes whose rows the actor may see: a user those below a grant of a role that allows what is being done,
-- a kiosk its site, the hub itself all. Nobody: none.
create function my_scope_ids() returns int[] language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(array_agg(distinct id), '{}') from (
        select c.descendant_id as id
        from grants g join users u on u.id = g.user_id and u.is_active join scope_closure c on c.ancestor_id = g.scope_id
        where my_kind() = 'user' and g.user_id = my_id()
            and g.role = any (string_to_array(current_setting('ehr.roles', true), ','))
        union all
        select k.scope_id from kiosks k where my_kind() = 'kiosk' and k.id = my_id() and k.revoked_at is null
        union all
        select s.id from scopes s where my_kind() = 'system'
    ) as visible
$$;

-- One chain for each scope; chain 0 belongs to the hub as a whole.
create table audit_heads (
    chain int primary key,
    seq bigint not null,
    hash bytea not null
);

create table audit_log (
    chain int not null,
    seq bigint not null,
    at timestamptz not null,
    actor_kind text not null check (actor_kind in ('user', 'kiosk', 'system')),
    actor_id text not null,
    action text not null check (action ~ '^[a-z_]+(\.[a-z_]+)+$'),
    subject_kind text not null,
    subject_id text not null,
    detail jsonb not null check (jsonb_typeof(detail) = 'object'),
    prev bytea not null,
    hash bytea not null,
    primary key (chain, seq)
);
create index on audit_log (subject_kind, subject_id);
create index on audit_log (at);

-- What is hashed. Its text is the text of jsonb, which golden vectors in the tests hold still across versions.
create function audit_text(entry audit_log) returns text language sql stable
return jsonb_build_array(
    (entry).chain, (entry).seq, to_char((entry).at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    (entry).actor_kind, (entry).actor_id, (entry).action, (entry).subject_kind, (entry).subject_id, (entry).detail
)::text;

create function audit_hash(entry audit_log) returns bytea language sql stable
return sha256((entry).prev || convert_to(audit_text(entry), 'UTF8'));

create function audit_append() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare head audit_heads;
begin
    insert into audit_heads values (new.chain, 0, '\x') on conflict do nothing;
    select * into head from audit_heads where chain = new.chain for update;
    new.seq := head.seq + 1;
    new.prev := head.hash;
    new.at := clock_timestamp();
    new.actor_kind := my_kind();
    new.actor_id := coalesce(my_id()::text, current_setting('ehr.job', true), '');
    new.hash := audit_hash(new);
    update audit_heads set seq = new.seq, hash = new.hash where chain = new.chain;
    return new;
end $$;
create trigger audit_append before insert on audit_log for each row execute function audit_append();

create function audit_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_stays before update or delete on audit_log for each row execute function audit_stays();
create trigger audit_stays_whole before truncate on audit_log for each statement execute function audit_stays();
create trigger audit_head_stays before delete on audit_heads for each row execute function audit_stays();
create trigger audit_head_moves_on before update on audit_heads for each row
    when (pg_trigger_depth() = 0 or new.chain <> old.chain or new.seq <> old.seq + 1) execute function audit_stays();
create trigger audit_heads_stay_whole before truncate on audit_heads for each statement execute function audit_stays();

create table candidates (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    created_at timestamptz not null default now(),
    erased_at timestamptz
);
create index on candidates (scope_id, created_at desc, id);

-- The data key of a candidate, wrapped by the hub's master key; erasing a person deletes it.
create table candidate_keys (
    candidate_id uuid primary key references candidates,
    scope_id int not null references scopes,
    master_key_id text not null,
    wrapped bytea not null
);
