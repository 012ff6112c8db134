"""Nothing of the content the experts wrote was lost: every id and count of inventory.json is there."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language

INVENTORY: dict[str, Any] = json.loads((Path(__file__).parent / "inventory.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


def test_every_dimension_and_sub_dimension_with_its_five_anchors(model: CompetencyModel) -> None:
    assert {each.id: [sub.id for sub in each.sub_dimensions] for each in model.dimensions} == INVENTORY[
        "dimensions"
    ]
    for dimension in model.dimensions:
        for sub in dimension.sub_dimensions:
            assert [anchor.level for anchor in sub.anchors] == [1, 3, 5, 7, 10]


@pytest.mark.parametrize("profile_id", INVENTORY["profiles"])
def test_every_question_with_its_points_flags_and_follow_ups(model: CompetencyModel, profile_id: str) -> None:
    profile = model.profile(profile_id)
    found = {
        question.id: {
            "key_points": len(question.key_points),
            "red_flags": len(question.red_flags),
            "follow_ups": [rule.when for rule in question.follow_ups],
            "scores": list(question.scores),
        }
        for question in profile.questions
    }
    assert found == INVENTORY["profiles"][profile_id]
    assert list(found) == list(INVENTORY["profiles"][profile_id])
    assert list(profile.short_form) == INVENTORY["short_forms"][profile_id]


def test_moves_taboo_checks_packs_and_texts(model: CompetencyModel) -> None:
    assert [move.id for move in model.moves] == INVENTORY["moves"]
    assert [each.id for each in model.negative_patterns] == INVENTORY["negative_patterns"]
    assert {each.id: len(each.phrases) for each in model.taboo} == INVENTORY["taboo"]
    checks = {each.id: len(each.components) for each in model.consistency_checks}
    assert checks == INVENTORY["consistency_checks"]
    assert [pack.id for pack in model.policy_packs] == INVENTORY["policy_packs"]
    assert sorted(model.candidate_texts) == INVENTORY["candidate_texts"]
    assert {len(texts) for texts in model.forbidden_questions.values()} == {INVENTORY["forbidden_questions"]}


def test_filler_words(model: CompetencyModel) -> None:
    assert model.speech is not None
    for language in Language:
        counts = {kind: len(words) for kind, words in model.speech.fillers[language].items() if words}
        assert counts == INVENTORY["fillers"][language.value]


def test_quality_gates_are_kept_as_a_file() -> None:
    gates = yaml.safe_load((content_dir() / "quality_gates.yaml").read_text(encoding="utf-8"))
    assert list(gates) == INVENTORY["quality_gates"]
