"""Voice and face in the role plays against the own warm-up: what the report shows of it, for human eyes only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.sync.report_numbers import signed
from app.sync.report_words import Names

VOICE, FACE = "voice_change", "face_change"
LOCKED = "policy_locked"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PressureRow:
    """One turn of a role play: the change with its interval, or why there is none."""

    title: str
    turn: int
    anchor: str
    voice: str
    face: str


def pressure_rows(
    answers: Sequence[Json], role_plays: frozenset[str], names: Names
) -> tuple[PressureRow, ...]:
    """A row per turn of the role plays (ids of their questions); nothing where the policy locks both."""
    rows = []
    for answer in answers:
        whole = {each["measure"]: each for each in answer["observations"]}
        is_open = any(measure in whole and whole[measure]["reason"] != LOCKED for measure in (VOICE, FACE))
        if answer["question_id"] in role_plays and is_open:
            voice, face = (_change(measure, whole, names) for measure in (VOICE, FACE))
            anchor = f"{answer['question_id']}-{answer['turn']}"
            rows.append(PressureRow(names.title(answer["question_id"]), answer["turn"], anchor, voice, face))
    return tuple(rows)


def _change(measure: str, whole: dict[str, Json], names: Names) -> str:
    found = [whole.get(f"{measure}{end}") for end in ("", "_low", "_high")]
    if any(each is None or each["value"] is None for each in found):
        reason = found[0]["reason"] if found[0] else None
        return names.words.code("reason", reason) if reason else names.words.label("not_measured")
    middle, low, high = (signed(each["value"]) for each in found if each)
    return names.words.label("change_interval", middle=middle, low=low, high=high)
