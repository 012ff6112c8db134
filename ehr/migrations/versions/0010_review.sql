-- body: as it was said, free words included, sealed under the candidate's key. What figures, lists and the rule of two
-- readers are made of stands beside it: scores, decision, who. It belongs to the sitting, not to one assessment of it.
create table review_acts (
    id uuid primary key default gen_random_uuid(),
    scope_id int not null references scopes,
    candidate_id uuid not null references candidates,
    kiosk_id uuid not null references kiosks,
    interview_id text not null,          -- the kiosk's own
    number int not null check (number >= 1),
    source text not null check (source in ('kiosk', 'hub')),
    kind text not null check (kind in ('rating', 'override', 'decision', 'note', 'gone')),
    actor text not null,                 -- as it is shown: an account of the kiosk, or a name
    person text not null,                -- what tells people apart: that account, or the sign-in name
    user_id uuid references users,       -- null for an account of a kiosk
    key uuid,                            -- made by who sent it, so that twice is once; null from a kiosk
    decision text check (decision in ('invite', 'second_look', 'hand_over', 'decline')),
    handed_to text,                      -- as `actor`
    handed_person text,                  -- as `person`
    trained boolean,                     -- a rating: its rater had passed before (decision 0032)
    opens boolean,                       -- a rating: after it the scores are open, and nobody rates blind any more
    scores jsonb check (jsonb_typeof(scores) = 'array'), -- a rating: [{question_id, turn, scores: {sub-dimension: value}}]
    at timestamptz not null,             -- when it was said
    received_at timestamptz not null default now(),
    body bytea not null,
    unique (kiosk_id, interview_id, number),
    unique (user_id, key),
    check ((source = 'hub') = (user_id is not null)),
    check ((kind = 'decision') = (decision is not null)),
    check ((kind = 'rating') = (scores is not null and trained is not null and opens is not null))
);
create index on review_acts (candidate_id);
create index on review_acts (received_at, id) where kind = 'rating';

-- The list over several sites, newest first; the one with the scope in front orders within a site only.
create index interviews_newest on interviews (finished_at desc, id desc);
