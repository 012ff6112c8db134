-- What agreement is made of, added up (decision 0038): no request reads ratings of interviews that it is not about.
-- A sitting of which something was rated, erased or assessed anew is due. Rows are only added, so that nobody waits.
create table agreement_due (
    id bigint generated always as identity primary key,
    kiosk_id uuid not null,
    interview_id text not null
);

-- What a sitting adds: of each sub-dimension the answers that a person gave a score, and beside them the program's
-- score, or the second person's. `other` is that one.
create table agreement_parts (
    kiosk_id uuid not null references kiosks,
    interview_id text not null,
    scope_id int not null references scopes,
    sub_dimension text not null,
    beside text not null check (beside in ('program', 'person')),
    pairs int not null,
    human numeric not null,
    other numeric not null,
    human_squared numeric not null,
    other_squared numeric not null,
    product numeric not null,
    primary key (kiosk_id, interview_id, sub_dimension, beside)
);

-- All of them together; nobody's in particular. Numeric: what is taken off again leaves nothing behind.
create table agreement_sums (
    sub_dimension text not null,
    beside text not null,
    pairs bigint not null,
    human numeric not null,
    other numeric not null,
    human_squared numeric not null,
    other_squared numeric not null,
    product numeric not null,
    primary key (sub_dimension, beside)
);

-- Whoever changes parts and sums holds this until they commit: one after the other.
create function agreement_alone() returns void language sql as $$ select pg_advisory_xact_lock(380014) $$;

create function agreement_forget(of_kiosks uuid[], of_interviews text[]) returns void language plpgsql as $$
begin
    with went as (
        delete from agreement_parts p using unnest(of_kiosks, of_interviews) as s (kiosk_id, interview_id)
        where p.kiosk_id = s.kiosk_id and p.interview_id = s.interview_id returning p.*
    ), less as (
        select sub_dimension, beside, sum(pairs) as pairs, sum(human) as human, sum(other) as other,
            sum(human_squared) as human_squared, sum(other_squared) as other_squared, sum(product) as product
        from went group by sub_dimension, beside
    )
    update agreement_sums a set pairs = a.pairs - l.pairs, human = a.human - l.human, other = a.other - l.other,
        human_squared = a.human_squared - l.human_squared, other_squared = a.other_squared - l.other_squared,
        product = a.product - l.product
    from less l where a.sub_dimension = l.sub_dimension and a.beside = l.beside;
end $$;

-- Adds up anew at most so many that are due, the oldest first; how many of these rows it took. Each statement sees
-- what was committed before it: a rating whose row was taken is there.
create function agreement_take_up(most int) returns int language plpgsql as $$
declare
    of_kiosks uuid[];
    of_interviews text[];
    taken int;
begin
    perform agreement_alone();
    with took as (
        delete from agreement_due where id in (select id from agreement_due order by id limit most)
        returning kiosk_id, interview_id
    )
    select array_agg(kiosk_id), array_agg(interview_id), coalesce(sum(many), 0)
    into of_kiosks, of_interviews, taken
    from (select kiosk_id, interview_id, count(*) as many from took group by kiosk_id, interview_id) as due;
    if taken = 0 then return 0; end if;
    perform agreement_forget(of_kiosks, of_interviews);
    with rated as materialized (  -- in the order of the people: who rated first, who second
        select a.kiosk_id, a.interview_id, a.scope_id, a.scores,
            row_number() over (partition by a.kiosk_id, a.interview_id order by a.at, a.number) as nth
        from unnest(of_kiosks, of_interviews) as s (kiosk_id, interview_id)
        join review_acts a on a.kiosk_id = s.kiosk_id and a.interview_id = s.interview_id
        where a.kind = 'rating' and a.trained
    ), assessed as materialized (
        select i.id, i.kiosk_id, i.interview_id, i.scope_id
        from unnest(of_kiosks, of_interviews) as s (kiosk_id, interview_id)
        cross join lateral (
            select * from interviews i where i.kiosk_id = s.kiosk_id and i.interview_id = s.interview_id
            order by i.revision desc limit 1
        ) as i
    ), given as (  -- laid one on the other, not joined: how many there are of each the planner cannot know
        select r.kiosk_id, r.interview_id, r.scope_id, g.question_id, g.turn, v.key as sub_dimension, r.nth,
            cast(v.value as numeric) as value
        from rated r
        cross join lateral jsonb_to_recordset(r.scores) as g (question_id text, turn int, scores jsonb)
        cross join lateral jsonb_each_text(g.scores) as v
        where r.nth <= 2 and v.value is not null
        union all
        select a.kiosk_id, a.interview_id, a.scope_id, b.question_id, b.turn, b.sub_dimension, 0,
            cast(b.score as numeric)
        from assessed a cross join lateral (
            select * from answer_scores b where b.interview_id = a.id and b.score is not null offset 0
        ) as b
    ), compared as materialized (
        select * from (
            select kiosk_id, interview_id, max(scope_id) as scope_id, sub_dimension,
                max(value) filter (where nth = 0) as program,
                max(value) filter (where nth = 1) as human, max(value) filter (where nth = 2) as second
            from given group by kiosk_id, interview_id, question_id, turn, sub_dimension
        ) as answers where human is not null and program is not null
    ), pairs as (
        select *, 'program' as beside, program as other from compared
        union all select *, 'person', second from compared where second is not null
    ), came as (
        insert into agreement_parts (kiosk_id, interview_id, scope_id, sub_dimension, beside, pairs, human, other,
            human_squared, other_squared, product)
        select kiosk_id, interview_id, max(scope_id), sub_dimension, beside, count(*), sum(human), sum(other),
            sum(human * human), sum(other * other), sum(human * other)
        from pairs group by kiosk_id, interview_id, sub_dimension, beside
        returning *
    )
    insert into agreement_sums as a
        (sub_dimension, beside, pairs, human, other, human_squared, other_squared, product)
    select sub_dimension, beside, sum(pairs), sum(human), sum(other), sum(human_squared), sum(other_squared),
        sum(product)
    from came group by sub_dimension, beside
    on conflict (sub_dimension, beside) do update set pairs = a.pairs + excluded.pairs,
        human = a.human + excluded.human, other = a.other + excluded.other,
        human_squared = a.human_squared + excluded.human_squared,
        other_squared = a.other_squared + excluded.other_squared, product = a.product + excluded.product;
    return taken;
end $$;

drop trigger agreement_changed on review_acts;
drop trigger agreement_went on review_acts;
drop trigger agreement_assessed_anew on interviews;
drop function agreement_changed();
create function agreement_is_due() returns trigger language plpgsql as $$
begin
    insert into agreement_due (kiosk_id, interview_id) values (new.kiosk_id, new.interview_id);
    return null;
end $$;
-- What an erased person added goes with them, in the same transaction.
create function agreement_is_over() returns trigger language plpgsql as $$
begin
    perform agreement_alone();
    perform agreement_forget(array[old.kiosk_id], array[old.interview_id]);
    insert into agreement_due (kiosk_id, interview_id) values (old.kiosk_id, old.interview_id);
    return null;
end $$;
create trigger agreement_changed after insert on review_acts for each row
    when (new.kind = 'rating') execute function agreement_is_due();
create trigger agreement_went after delete on review_acts for each row
    when (old.kind = 'rating') execute function agreement_is_over();
create trigger agreement_assessed_anew after insert on interviews for each row
    when (new.revision > 1) execute function agreement_is_due();
alter table hidden_scores drop column changes, drop column judged;
-- False while lines of candidates are made without what is hidden.
alter table hidden_scores add column is_listed boolean not null default true;
update hidden_scores set is_listed = (hidden = listed);
alter table hidden_scores drop column listed;

-- All that was rated before this is due. The owner is held by row-level security, too.
alter table review_acts no force row level security;
insert into agreement_due (kiosk_id, interview_id)
    select distinct kiosk_id, interview_id from review_acts where kind = 'rating';
alter table review_acts force row level security;

-- When a change of what is hidden last changed a candidate's line; `changed_at` orders lists, so it stays.
alter table candidates add column relisted_at timestamptz;
create index candidates_relisted on candidates (relisted_at) where relisted_at is not null;

-- As before, and `since` asks for lines that a change of what is hidden made again, too.
create or replace function candidates_page(
    tokens int[], most int, of_profile text, of_band text, of_scope int, was_interviewed boolean, is_to_rate boolean,
    since timestamptz, after_at timestamptz, after_id uuid
) returns setof uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    set jit = off set random_page_cost = 1.1 set cpu_operator_cost = 0.01 set cpu_tuple_cost = 0.03
    set cpu_index_tuple_cost = 0.02 as $$
declare
    here int[] := my_scope_ids();
    wanted text := 'merged_into is null and erased_at is null';
    so_far int;
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
    if after_at is not null then
        wanted := wanted || format(' and (changed_at, id) < (%L::timestamptz, %L::uuid)', after_at, after_id);
    end if;
    if since is null then
        return query execute
            format('select id from candidates where %s order by changed_at desc, id desc limit %s', wanted, most);
        return;
    end if;
    -- In this order those whose own change is as new come before those whose line alone was made again.
    return query execute format(
        'select id from candidates where %1$s and changed_at >= %2$L order by changed_at desc, id desc limit %3$s',
        wanted, since, most);
    get diagnostics so_far = row_count;
    if so_far < most then
        return query execute format(
            'select id from candidates where %1$s and relisted_at >= %2$L and changed_at < %2$L'
            ' order by changed_at desc, id desc limit %3$s', wanted, since, most - so_far);
    end if;
end $$;
