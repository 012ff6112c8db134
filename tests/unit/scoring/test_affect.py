"""The voice may move one sub-dimension by a tenth, and only where everything allows it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.measures import BY_ID, Family, of_families
from app.domain.interview import Answer
from app.domain.observation import Observation, Quality
from app.domain.score import Score
from app.scoring.affect import CHANGE_HIGH, CHANGE_LOW, COMPONENTS, LARGE_Z, has_changed, take_level
from app.scoring.assess import assess
from tests.unit.scoring.answers import JD, PACK, ZH, model, typed

TEXT = "退款五天没到账，换谁都着急，抱歉。我现在就帮您查，三分钟后告诉您进度。"
Windows = list[float]


def take(low: float, high: float, **windows: Windows) -> list[Observation]:
    """A take with the interval of its whole change and the z of each window of each measure."""
    span = {"start_s": 0.0, "end_s": 60.0}
    found = [
        Observation("voice_change_low", low, "z", **span),
        Observation("voice_change_high", high, "z", **span),
    ]
    for measure, zs in windows.items():
        found.append(Observation(measure, 1.0, "1", **span, baseline_z=30.0))  # the take as one: no window
        found += [
            Observation(measure, 1.0, "1", start_s=5.0 * at, end_s=5.0 * at + 5, baseline_z=z)
            for at, z in enumerate(zs)
        ]
    return found


THREE = {"articulation_rate": [4.0] * 6, "loudness": [4.0] * 6, "pause_ratio": [-4.0] * 6}
TWO = THREE | {"pause_ratio": [0.1] * 6}
ONE = TWO | {"loudness": [0.1] * 6}
NONE = ONE | {"articulation_rate": [0.3, -0.2, 0.4, 0.1, 0.0, -0.5]}
LOUD, CALM = take(2.5, 5.5, **THREE), take(-0.9, 1.2, **NONE)


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
    sub = stability(heard(CALM), consented_voice_affect=True)[0]
    assert sub == pytest.approx(0.9 * PLAIN[0] + 0.7, abs=1e-4)


def test_takes_count_by_their_mean_not_by_the_worst() -> None:
    second = replace(typed("JD-Q11", TEXT), turn=2, observations=tuple(CALM))
    sub = stability([*heard(LOUD), second], consented_voice_affect=True)[0]
    alone = stability([*heard([]), replace(second, observations=())])[0]
    assert sub == pytest.approx(0.9 * alone + 0.1 * 5.0, abs=1e-4)


@pytest.mark.parametrize(
    ("observations", "level"),
    [
        (LOUD, 3.0),
        (take(-5.5, -2.5, **THREE), 3.0),
        (take(2.5, 5.5, **TWO), 5.0),
        (CALM, 7.0),
        (take(-0.9, 1.2, **ONE), 7.0),
        (take(2.5, 5.5, **ONE), None),
        (take(1.9, 5.5, **THREE), None),
        (take(-0.9, 2.1, **NONE), None),
        (take(-0.9, 1.2, **TWO), None),
        (take(2.5, 5.5, articulation_rate=[4.0] * 6, loudness_range=[9.0] * 6), None),
        (take(2.5, 5.5, pitch_median=[9.0] * 6, pitch_range=[9.0] * 6, loudness=[0.0] * 6), None),
        (take(2.5, 5.5, smile=[9.0] * 6, brow_lower=[9.0] * 6, mouth_press=[9.0] * 6), None),
        (take(2.5, 5.5, articulation_rate=[4.0] * 4, loudness=[4.0] * 4), None),
        (LOUD[:1] + LOUD[2:], None),
        ([], None),
    ],
    ids=[
        "three changed",
        "to the other side",
        "two changed",
        "none changed",
        "one alone is steady",
        "the whole changed, but only one component: pitch did it",
        "changed, but the interval holds the threshold",
        "steady, but the interval holds the threshold",
        "components that cancel out",
        "the range of loudness is not loudness",
        "pitch",
        "face",
        "too few windows",
        "no interval",
        "nothing",
    ],
)
def test_what_a_take_says(observations: list[Observation], level: float | None) -> None:
    assert take_level(observations) == level


def test_the_names_are_those_that_the_analysis_gives() -> None:
    assert all(BY_ID[component].is_windowed for component in COMPONENTS)
    assert {CHANGE_LOW, CHANGE_HIGH} <= BY_ID.keys()
    assert not {"pitch_median", "pitch_range"} & set(COMPONENTS)
    assert not set(of_families(Family.FACE)) & set(COMPONENTS)


def test_what_did_not_pass_the_quality_gate_does_not_count() -> None:
    unsure = [replace(each, quality=Quality.LOW, reason="noisy") for each in LOUD]
    assert take_level(unsure) is None
    assert take_level([*LOUD[:2], *unsure[2:]]) is None
    assert stability(heard(unsure), consented_voice_affect=True) == PLAIN


@pytest.mark.parametrize(
    ("beyond", "of", "changed"), [(5, 5, True), (7, 8, True), (6, 8, False), (1, 9, False)]
)
def test_a_component_changed_in_most_of_its_windows(beyond: int, of: int, changed: bool) -> None:
    assert has_changed([4.0] * beyond + [0.0] * (of - beyond)) is changed
    assert has_changed([-4.0] * beyond + [0.0] * (of - beyond)) is changed


@given(
    st.lists(st.floats(-9, 9), min_size=5, max_size=20),
    st.lists(st.floats(-LARGE_Z, LARGE_Z, exclude_min=True, exclude_max=True), max_size=200),
)
def test_many_windows_alone_do_not_raise_it(zs: Windows, around_zero: Windows) -> None:
    assert has_changed(zs) or not has_changed(zs + around_zero)
    before, after = (
        take_level(take(2.5, 5.5, **TWO | {"pause_ratio": found})) for found in (zs, zs + around_zero)
    )
    assert before is not None
    assert after is not None
    assert after >= before


def test_without_consent_or_with_an_accommodation_the_voice_is_not_heard() -> None:
    assert stability(heard(LOUD)) == PLAIN
    assert stability(heard(LOUD), consented_voice_affect=True, accommodation=True) == PLAIN


@pytest.mark.parametrize("pack", ["eu", "us_il", "us_nyc", "us_ca"])
def test_packs_that_lock_affect_never_hear_the_voice(pack: str) -> None:
    assert stability(heard(LOUD), pack, consented_voice_affect=True) == stability(heard([]), pack)


def test_a_take_with_what_may_be_a_second_voice_does_not_count() -> None:
    two = [replace(answer, flags=("second_voice",)) for answer in heard(LOUD)]
    assert stability(two, consented_voice_affect=True) == PLAIN


def test_a_voice_outside_the_pressure_scenes_does_not_count() -> None:
    calm_scene = replace(
        typed("JD-Q08", "我来联系物流，一小时内回复您，生日的事很抱歉。"), observations=tuple(LOUD)
    )
    answers = [*heard([]), calm_scene]
    assert stability(answers, consented_voice_affect=True) == stability(answers)
