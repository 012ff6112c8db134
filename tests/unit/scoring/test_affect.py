"""The voice may move one sub-dimension by a tenth, and only where everything allows it."""

from dataclasses import replace

import pytest

from app.domain.interview import Answer
from app.domain.observation import Observation, Quality
from app.domain.score import Score
from app.scoring.assess import assess
from tests.unit.scoring.answers import JD, PACK, ZH, model, typed

TEXT = "退款五天没到账，换谁都着急，抱歉。我现在就帮您查，三分钟后告诉您进度。"
LOUD = [
    Observation(name, 1.0, "1", baseline_z=4.0)
    for name in ("articulation_rate", "loudness_db", "pause_fraction")
]
CALM = [replace(each, baseline_z=0.2) for each in LOUD]
UNSURE = [replace(each, quality=Quality.LOW, reason="low_snr") for each in LOUD]
PITCH = [
    Observation("f0_median", 1.0, "hz", baseline_z=9.0),
    Observation("f0_range", 1.0, "hz", baseline_z=9.0),
]


def heard(observations: list[Observation]) -> list[Answer]:
    return [replace(typed("JD-Q11", TEXT), observations=tuple(observations))]


def stability(answers: list[Answer], pack: str = PACK, **options: bool) -> tuple[float, float, float]:
    """ec_stability, the composite with and without affect."""
    found = assess(model(), JD, pack, ZH, answers, **options)
    subs = {each.sub_dimension: each.result for d in found.dimensions for each in d.sub_dimensions}
    results = (subs["ec_stability"], found.composite.result, found.composite_without_affect.result)
    return tuple(each.value for each in results if isinstance(each, Score))  # type: ignore[return-value]


PLAIN = stability(heard([]))


def test_a_changed_voice_moves_at_most_a_tenth_and_both_composites_are_told() -> None:
    sub, with_affect, without = stability(heard(LOUD), consented_voice_affect=True)
    assert sub == pytest.approx(0.9 * PLAIN[0] + 0.1 * 3.0, abs=1e-4)
    assert without == PLAIN[1]
    assert with_affect < without


def test_a_steady_voice_pulls_towards_the_anchor_of_steadiness() -> None:
    assert stability(heard(CALM), consented_voice_affect=True)[0] == pytest.approx(
        0.9 * PLAIN[0] + 0.7, abs=1e-4
    )


@pytest.mark.parametrize(
    "observations", [[], UNSURE, PITCH, LOUD[:1]], ids=["none", "unsure", "pitch", "one"]
)
def test_what_was_not_measured_well_together_does_not_count(observations: list[Observation]) -> None:
    assert stability(heard(observations), consented_voice_affect=True) == PLAIN


def test_without_consent_or_with_an_accommodation_the_voice_is_not_heard() -> None:
    assert stability(heard(LOUD)) == PLAIN
    assert stability(heard(LOUD), consented_voice_affect=True, accommodation=True) == PLAIN


@pytest.mark.parametrize("pack", ["eu", "us_il", "us_nyc", "us_ca"])
def test_packs_that_lock_affect_never_hear_the_voice(pack: str) -> None:
    assert stability(heard(LOUD), pack, consented_voice_affect=True) == stability(heard([]), pack)


def test_a_voice_outside_the_pressure_scenes_does_not_count() -> None:
    calm_scene = replace(
        typed("JD-Q08", "我来联系物流，一小时内回复您，生日的事很抱歉。"), observations=tuple(LOUD)
    )
    answers = [*heard([]), calm_scene]
    assert stability(answers, consented_voice_affect=True) == stability(answers)
