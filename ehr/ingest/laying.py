"""A whole interview in one statement: its id, its candidate's line in lists, its rows; all of it or nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

Row = Mapping[str, object]

# A number that the contract calls whole may be written 1.0: it is read as numeric, and the column takes the integer.
# Who has the id already, or whom it waits for and then finds there, leaves `claimed` empty, and with it the rest.
LAY_DOWN = text(
    """
with told as (
    select * from json_to_record(cast(:told as json)) as t (
        kiosk_id uuid, record_id text, kind text, scope_id int, candidate_id uuid, master_key_id text,
        id uuid, interview_id text, revision numeric, started_at timestamptz, finished_at timestamptz, language text,
        job_profile text, plan_form text, model_version text, content_hash text, scorer text, policy_pack text,
        composite real, standard_error real, not_scored_reason text, band text, composite_without_affect real,
        flags text[], blind_first boolean,
        shown_composite real, shown_band text)
), claimed as (
    insert into records (kiosk_id, record_id, scope_id, kind, body_sha256)
    select kiosk_id, record_id, scope_id, kind, cast(:sha256 as bytea) from told
    on conflict do nothing returning received_at
), listed as (
    insert into candidates as c
        (id, scope_id, name_tokens, interviewed_at, composite, band, to_rate, job_profile, changed_at)
    select candidate_id, scope_id, '{}', finished_at, case when not blind_first then shown_composite end,
        case when not blind_first then shown_band end, blind_first, job_profile, now() from told, claimed
    on conflict (id) do update set interviewed_at = excluded.interviewed_at, composite = excluded.composite,
        band = excluded.band, to_rate = excluded.to_rate, job_profile = excluded.job_profile, changed_at = now()
        where coalesce(c.interviewed_at, excluded.interviewed_at) <= excluded.interviewed_at
), locked as (
    insert into candidate_keys (candidate_id, scope_id, master_key_id, wrapped)
    select candidate_id, scope_id, master_key_id, cast(:wrapped as bytea) from told, claimed
    where cast(:wrapped as bytea) is not null
), identified as (
    insert into candidate_identities (candidate_id, scope_id, kind, hash)
    select told.candidate_id, told.scope_id, i.kind, decode(i.hash, 'hex')
    from told, claimed, json_to_recordset(cast(:identities as json)) as i (kind text, hash text)
    on conflict do nothing
), laid as (
    insert into interviews (id, scope_id, candidate_id, kiosk_id, interview_id, revision, started_at, finished_at,
        language, job_profile, plan_form, model_version, content_hash, scorer, policy_pack, composite, standard_error,
        not_scored_reason, band, composite_without_affect, flags, blind_first, body)
    select id, scope_id, candidate_id, kiosk_id, interview_id, revision, started_at, finished_at,
        language, job_profile, plan_form, model_version, content_hash, scorer, policy_pack, composite, standard_error,
        not_scored_reason, band, composite_without_affect, flags, blind_first, cast(:body as bytea) from told, claimed
), scored as (
    insert into interview_scores
        (interview_id, scope_id, level, name, parent, score, standard_error, not_scored_reason)
    select told.id, told.scope_id, s.level, s.name, s.parent, s.score, s.standard_error, s.not_scored_reason
    from told, claimed, json_to_recordset(cast(:scores as json)) as s
        (level text, name text, parent text, score real, standard_error real, not_scored_reason text)
), answered as (
    insert into answer_scores (interview_id, scope_id, question_id, turn, sub_dimension, score, not_scored_reason)
    select told.id, told.scope_id, s.question_id, s.turn, s.sub_dimension, s.score, s.not_scored_reason
    from told, claimed, json_to_recordset(cast(:answers as json)) as s
        (question_id text, turn numeric, sub_dimension text, score real, not_scored_reason text)
)
select received_at from claimed
"""
)


@dataclass(frozen=True, slots=True)
class Laying:
    """What becomes rows. `told` names the record, its candidate and the interview's columns; `wrapped`: the key of
    a candidate who is new; `identities`: kind to hash."""

    told: Row
    sha256: bytes
    body: bytes
    wrapped: bytes | None
    identities: Mapping[str, bytes]
    scores: Sequence[Row]
    answers: Sequence[Row]


def lay_down(session: Session, laying: Laying) -> datetime | None:
    """When the record's id became its own; None: it is another's already, and nothing was written."""
    identities = [{"kind": kind, "hash": hash_.hex()} for kind, hash_ in laying.identities.items()]
    received_at: datetime | None = session.scalar(
        LAY_DOWN,
        {
            "told": _json(laying.told),
            "sha256": laying.sha256,
            "body": laying.body,
            "wrapped": laying.wrapped,
            "identities": _json(identities),
            "scores": _json(laying.scores),
            "answers": _json(laying.answers),
        },
    )
    return received_at


def _json(value: object) -> str:
    return json.dumps(value, default=str)
