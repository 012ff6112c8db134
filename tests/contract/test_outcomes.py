"""Kiosk and hub hold a decision to the same rule of two readers, which each has written down for itself."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.domain.competency import PassLine
from app.review import outcome as kiosk
from app.store.review import Act, ActKind
from ehr.review import outcome as hub

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("outcomes.json").read_text("utf-8"))
LINE = PassLine(composite=6.0, grey_zone=(5.5, 6.5), dimension_floor=4.0)


@dataclass(frozen=True)
class Said:
    """A decision, as both sides read it."""

    person: str
    decision: str | None
    handed_to: str | None = None
    kind: str = "decision"
    actor: str = field(init=False)
    body: dict[str, Any] = field(init=False)
    handed_person: str | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "actor", self.person)
        object.__setattr__(self, "handed_person", self.handed_to)
        object.__setattr__(self, "body", {"decision": self.decision, "to": self.handed_to or ""})


@pytest.mark.parametrize("case", CASES, ids=[json.dumps(case["said"]) for case in CASES])
def test_both_hold_a_decision_to_the_same_rule(case: dict[str, Any]) -> None:
    said = [Said(*each) for each in case["said"]]
    doubtful = case.get("doubtful", False)
    here = kiosk.outcome_of(said, is_doubtful=doubtful)
    there = hub.outcome_of(said, is_doubtful=doubtful)
    wanted = (case["stand"], case["decision"], tuple(case["spoke"]), case.get("handed_to", ""))
    assert (here.stand, here.decision, here.spoke, here.handed_to) == wanted
    assert (there.stand, there.decision, there.spoke, there.handed_to) == wanted
    for reader in ("a", "b", "z"):
        assert here.hides_from(reader) is there.hides_from(reader)
        acts = [
            Act(number, kind, person, 0.0, {})
            for number, (person, kind) in enumerate(
                (person, kind) for person in ("a", "b") for kind in (ActKind.RATING, ActKind.NOTE)
            )
        ]
        seen = [(each.actor, each.kind.value) for each in kiosk.visible_to(reader, acts, here)]
        other = [Said(each.actor, None, kind=each.kind.value) for each in acts]
        assert [(each.person, each.kind) for each in hub.visible_to(reader, other, there)] == seen


@pytest.mark.parametrize(
    ("composite", "band", "least", "flags"),
    [
        (None, "none", None, ()),
        (6.0, "grey_zone", 6.0, ()),
        (8.0, "above", 6.0, ()),
        (8.0, "above", 3.9, ("below_floor",)),
        (3.0, "below", 6.0, ("red_flag",)),
    ],
)
def test_both_doubt_the_same_interviews(
    composite: float | None, band: str, least: float | None, flags: tuple[str, ...]
) -> None:
    assert kiosk.is_doubtful(composite, least, LINE) is hub.is_doubtful(composite, band, flags)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("li", "li", True),
        ("li", "li@a.test", True),
        ("li@a.test", "li", True),
        ("li@a.test", "li@b.test", False),
        ("li", "wu", False),
        ("li", "lina@a.test", False),
    ],
)
def test_an_account_called_like_a_sign_in_name_is_one_person_s(one: str, other: str, same: bool) -> None:
    assert hub.is_same(one, other) is same
