-- Whose token this is: asked before it is known in whose name to ask. Who calls it learns of the kiosk whose token they
-- hold, and of no other.
create function kiosk_of_token(shown bytea, at timestamptz) returns uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select t.kiosk_id from kiosk_tokens t join kiosks k on k.id = t.kiosk_id
    where t.token_hash = shown and t.valid_until > at and k.revoked_at is null
$$;

-- One page of candidates in sight, those that changed last first. Operators of arrays are not leakproof, so under
-- row-level security the index of names would never be used: this looks as the owner, and itself leaves out what the
-- actor may not see. What is looked for stands in the query as it is, so that the planner knows how frequent it is: a
-- frequent surname is found by walking from the newest on, a rare one through the index of names.
-- The costs are those of rows in memory, and of arrays that are compared element by element.
create function candidates_page(
    tokens int[], most int, of_profile text, of_band text, of_scope int, was_interviewed boolean, is_to_rate boolean,
    since timestamptz, after_at timestamptz, after_id uuid
) returns setof uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    set jit = off set random_page_cost = 1.1 set cpu_operator_cost = 0.01 set cpu_tuple_cost = 0.03
    set cpu_index_tuple_cost = 0.02 as $$
declare
    here int[] := my_scope_ids();
    wanted text := 'merged_into is null and erased_at is null';
begin
    if of_scope is not null then
        here := case when of_scope = any (here) then array[of_scope] else '{}' end;
    end if;
    if cardinality(here) = 1 then  -- as = it is found in order
        wanted := wanted || format(' and scope_id = %s', here[1]);
    else
        wanted := wanted || format(' and scope_id = any (%L::int[])', here);
    end if;
    if cardinality(tokens) > 0 then wanted := wanted || format(' and name_tokens @> %L::int[]', tokens); end if;
    if of_profile is not null then wanted := wanted || format(' and job_profile = %L', of_profile); end if;
    if of_band is not null then wanted := wanted || format(' and band = %L', of_band); end if;
    if was_interviewed then wanted := wanted || ' and interviewed_at is not null'; end if;
    if not was_interviewed then wanted := wanted || ' and interviewed_at is null'; end if;
    if is_to_rate then wanted := wanted || ' and to_rate'; end if;
    if not is_to_rate then wanted := wanted || ' and not to_rate'; end if;
    if since is not null then wanted := wanted || format(' and changed_at >= %L', since); end if;
    if after_at is not null then
        wanted := wanted || format(' and (changed_at, id) < (%L::timestamptz, %L::uuid)', after_at, after_id);
    end if;
    return query execute
        format('select id from candidates where %s order by changed_at desc, id desc limit %s', wanted, most);
end $$;
drop function candidates_named(int[], int);
