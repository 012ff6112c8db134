"""What the engine is told follows from the interview alone, so that a resumed one goes on as it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap.facts import can_resume, engine_config
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import PolicyPack
from app.domain.interview import Answer, Consent, Purpose
from app.domain.language import Language
from app.domain.observation import WarmUpWindows
from app.domain.transcript import NotTranscribed
from app.flow.interview import Interview, Step
from app.settings import Settings
from tests.qt.desk import PACK

WARM_UP = (WarmUpWindows("loudness", Language.EN, (-30.0, -29.5)),)


def test_the_engine_of_a_resumed_interview_knows_the_warm_up() -> None:
    none = NotTranscribed("no_recogniser")
    answers = (Answer("Q0", 1, 1, none, warm_up=WARM_UP), Answer("Q1", 1, 1, none))
    fresh = Interview(language=Language.EN, consents=(Consent(Purpose.RECORDING_AUDIO, True),))
    told = [
        engine_config(Settings(), PACK, each, media_dir=Path("media"), speed=1.0)
        for each in (fresh, replace(fresh, answers=answers))
    ]
    assert [each.warm_up for each in told] == [(), WARM_UP]
    assert replace(told[1], warm_up=()) == told[0]
    assert (told[0].language, told[0].camera) == (Language.EN, None)


@pytest.mark.parametrize("pack", load_competency_model(content_dir()).policy_packs, ids=lambda pack: pack.id)
def test_pauses_and_rates_are_measured_only_where_the_pack_says_so(pack: PolicyPack) -> None:
    config = engine_config(Settings(), pack, Interview(), media_dir=Path("media"), speed=1.0)
    assert config.delivery_allowed is (pack.id in ("cn_default", "us_nyc", "us_il"))


@pytest.mark.parametrize(
    ("age_s", "can"), [(0.0, True), (179.0, True), (181.0, False), (-2.0, True), (-3600.0, False)]
)
def test_an_old_interview_is_not_resumed_even_if_the_clock_was_set_back(age_s: float, can: bool) -> None:
    assert can_resume(Interview(step=Step.QUESTION), age_s) is can
    assert not can_resume(Interview(step=Step.CONSENT), age_s)
