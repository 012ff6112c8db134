"""The report shows change under pressure for role plays, with its interval, and only where it may be measured."""

import json
from dataclasses import replace

import pytest

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.domain.observation import Observation, not_measured
from app.sync.report import report_html
from app.sync.report_words import ReportWords
from app.sync.wire import dumps_profile, profile_json
from tests.contract.samples import sample

ROLE_PLAY, PAST = "JD-Q10", "JD-Q04"
VOICE = (
    Observation("voice_change", 1.26, "z", end_s=9.0),
    Observation("voice_change_low", -0.2, "z", end_s=9.0),
    Observation("voice_change_high", 2.71, "z", end_s=9.0),
)


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


def page_with(
    model: CompetencyModel, language: Language, question_id: str, observations: tuple[Observation, ...]
) -> str:
    made = sample(language)
    answers = [
        replace(answer, observations=observations if answer.question_id == question_id else ())
        for answer in made.answers
    ]
    profile = json.loads(dumps_profile(profile_json(made.facts, answers, made.assessment)))
    return report_html(profile, model)


@pytest.mark.parametrize("language", Language)
def test_a_role_play_shows_the_change_and_its_interval(model: CompetencyModel, language: Language) -> None:
    words = ReportWords.read(resources_dir() / "report", language)
    dark = not_measured("face_change", "z", "too_dark")
    page = page_with(model, language, ROLE_PLAY, (*VOICE, dark))
    row = page[page.index(words.label("pressure_face")) :].split("</tbody>")[0]
    assert words.label("change_interval", middle="+1.3", low="−0.2", high="+2.7") in row
    assert words.code("reason", "too_dark") in row
    assert f"#{ROLE_PLAY}-1" in row


def test_other_questions_and_locked_packs_show_none(model: CompetencyModel) -> None:
    title = ReportWords.read(resources_dir() / "report", Language.EN).label("pressure")
    assert title not in page_with(model, Language.EN, PAST, VOICE)
    locked = tuple(not_measured(name, "z", "policy_locked") for name in ("voice_change", "face_change"))
    assert title not in page_with(model, Language.EN, ROLE_PLAY, locked)
    assert title not in page_with(model, Language.EN, ROLE_PLAY, ())
    assert title in page_with(model, Language.EN, ROLE_PLAY, (locked[1], *VOICE))
