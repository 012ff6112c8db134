"""Voice and face over one answer, as curves against the candidate's own warm-up; gaps stay gaps."""

from collections.abc import Sequence

from app.domain.interview import Answer
from app.domain.observation import Observation, Quality
from app.domain.transcript import Transcript, TranscriptSource
from app.review.track import Curve, Lane, Point
from app.scoring.affect import LARGE_Z
from app.sync.report_words import ReportWords

VOICE = ("pitch_median", "pitch_range", "loudness", "articulation_rate", "pause_ratio")
FACE = (
    "head_motion",
    "gaze_away_ratio",
    "face_present_ratio",
    "smile",
    "brow_raise",
    "brow_lower",
    "eye_wide",
    "mouth_press",
)
VOICE_CHANGE, FACE_CHANGE = "voice_change", "face_change"


def lane_of(answer: Answer, names: Sequence[str], change: str, words: ReportWords) -> Lane:
    """The curves of these measures. change: the measure that says why nothing can be compared with the warm-up."""
    whole = {
        each.measure: each for each in reversed(answer.observations)
    }  # the first of a name: the whole take
    curves = tuple(
        Curve(words.code("measure", name), words.code("unit", points[0].unit), tuple(map(_point, points)))
        for name in names
        if (points := _windows(answer.observations, name))
    )
    if not curves:
        return Lane(
            (), _why_not(answer, [whole[name] for name in names if name in whole], words), "", LARGE_Z
        )
    compared = whole.get(change)
    note = "" if compared is None or compared.reason is None else words.code("reason", compared.reason)
    return Lane(curves, "", note, LARGE_Z)


def _windows(observations: Sequence[Observation], name: str) -> list[Observation]:
    """The windows of a measure in time; the longest stretch is the whole take, not a window."""
    found = [each for each in observations if each.measure == name]
    whole = max(found, key=lambda each: each.end_s - each.start_s, default=None)
    windows = [each for each in found if each is not whole and each.value is not None]
    return sorted(windows, key=lambda each: each.start_s)


def _point(each: Observation) -> Point:
    assert each.value is not None
    return Point(each.start_s, each.end_s, each.value, each.baseline_z)


def _why_not(answer: Answer, whole: Sequence[Observation], words: ReportWords) -> str:
    """What was measured well over the whole take says more than why one measure beside it was not."""
    if any(each.quality is Quality.OK for each in whole):
        return words.code("reason", "too_few_windows")
    reasons = [each.reason for each in whole if each.reason and each.quality is Quality.NOT_MEASURED]
    reasons += [each.reason for each in whole if each.reason and each.quality is Quality.LOW]
    if reasons:
        return words.code("reason", reasons[0])
    if isinstance(answer.words, Transcript) and answer.words.source is TranscriptSource.TYPED:
        return words.code("reason", "typed")
    return words.label("not_measured")
