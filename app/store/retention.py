"""What may no longer be kept. Pure: terms come from the policy packs, moments from the caller."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.competency import PolicyPack

DAY_S = 86400.0
BEFORE_TERM_S = DAY_S  # a request is carried out a day before its term ends: the kiosk may be off on the last
RECORDINGS_TERM, INTERVIEW_TERMS = "raw_audio_video_not_hired", ("transcript_scores_not_hired", "records")
JUMP_S, LONGEST_OFF_S = DAY_S, 60 * DAY_S


class Reason(StrEnum):
    """Why something was deleted."""

    RETENTION = "retention"
    REQUEST = "request"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Kept:
    """An interview that lies in the store. policy_pack: what its candidate agreed under, or None."""

    interview_id: str
    started_at: float
    policy_pack: str | None
    is_running: bool
    has_recordings: bool
    asked_by: float | None = None  # a deletion was asked for; its term ends then


@dataclass(frozen=True, slots=True)
class Due:
    """whole: the interview goes; else only its recordings."""

    interview_id: str
    whole: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class ClockMark:
    """When the terms were last looked at. at: Unix seconds; boot and uptime_s: app/staff/lockout."""

    at: float
    boot: str
    uptime_s: float


def terms_days(pack: PolicyPack) -> tuple[int | None, int | None]:
    """(recordings, whole interview) in days after its start; None: this pack names no term."""
    named = [pack.retention_days[name] for name in INTERVIEW_TERMS if name in pack.retention_days]
    whole = max(named) if named else None
    return pack.retention_days.get(RECORDINGS_TERM, whole), whole


def due(
    interviews: Iterable[Kept], packs: Mapping[str, PolicyPack], own_pack: PolicyPack, *, now: float
) -> list[Due]:
    """What has to go now. An interview without a known pack of its own follows `own_pack`."""
    found = []
    for kept in interviews:
        if kept.is_running:
            continue
        recordings, whole = terms_days(packs.get(kept.policy_pack or "", own_pack))
        age_s = now - kept.started_at
        if kept.asked_by is not None and now >= kept.asked_by - BEFORE_TERM_S:
            found.append(Due(kept.interview_id, True, Reason.REQUEST))
        elif whole is not None and age_s >= whole * DAY_S:
            found.append(Due(kept.interview_id, True, Reason.RETENTION))
        elif recordings is not None and age_s >= recordings * DAY_S and kept.has_recordings:
            found.append(Due(kept.interview_id, False, Reason.RETENTION))
    return found


def is_plausible(last: ClockMark | None, now: ClockMark) -> bool:
    """False if the calendar jumped since `last`: a wrong clock must not delete anything by itself."""
    if last is None:
        return True
    passed_s = now.at - last.at
    if now.boot == last.boot and now.uptime_s >= last.uptime_s:
        return abs(passed_s - (now.uptime_s - last.uptime_s)) < JUMP_S
    return -JUMP_S < passed_s < LONGEST_OFF_S
