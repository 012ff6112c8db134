-- One row. It holds names of sub-dimensions alone, the same for everybody, so that it needs no scope.
create table hidden_scores (
    id int primary key default 1 check (id = 1),
    changes bigint not null default 1,    -- of what agreement is made of; 1: what was there before this table
    judged bigint not null default 0,     -- the changes that `hidden` was found of
    hidden text[] not null default '{}',  -- sub-dimensions, sorted
    listed text[] not null default '{}',  -- those that lines of candidates were last made without
    changed_at timestamptz not null default now()
);
insert into hidden_scores default values;

-- The row stays locked until whoever said something has committed: who counts later sees it, and nothing is missed.
create function agreement_changed() returns trigger language plpgsql as $$
begin
    update hidden_scores set changes = changes + 1;
    return null;
end $$;
create trigger agreement_changed after insert on review_acts for each row
    when (new.kind = 'rating') execute function agreement_changed();
create trigger agreement_went after delete on review_acts for each row
    when (old.kind = 'rating') execute function agreement_changed();
create trigger agreement_assessed_anew after insert on interviews for each row
    when (new.revision > 1) execute function agreement_changed();
