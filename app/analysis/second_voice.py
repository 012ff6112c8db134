"""Signs that more than one person speaks in a take, from pitch alone. A hint for a human, never a verdict.

Two voices at once make the tracker leap between them, which no larynx can. Voices that take turns leave two groups
of pitches with nothing between them; voices of the same pitch that take turns are not noticed.

The thresholds are our own, from the few recordings at hand. Leaps per second of voice: one speaker 0 to 0.07 (at
10 dB of noise 0.42), two at the same level 1.4 to 6.9 in 18 of 21 pairs. Gap between the groups: one speaker 0.8 to
1.2 semitones, ten speakers in turn 5.6.
"""

from itertools import pairwise

import numpy as np

from app.analysis.pauses import Timing
from app.analysis.pitch import FRAME_S, PitchTrack

LEAP_SEMITONES = 4.0  # within 16 ms
MIN_LEAPS = 4
LEAPS_PER_S = 1.0
GAP_SEMITONES = 5.0
MIN_STRETCH_S = 0.5  # of voice: shorter stretches have no pitch of their own
MIN_GROUP_S = 2.0  # of voice: less is an exclamation, not a person


def leap_rate(track: PitchTrack) -> float | None:
    """Leaps of F0 by 4 semitones and more from one frame to the next, per second of voice; None without voice."""
    return leap_count(track) / track.voiced_s if track.voiced_s else None


def leap_count(track: PitchTrack) -> int:
    """How many leaps of F0 there are between frames that follow one another."""
    is_next = np.diff(track.at_s) < 1.5 * FRAME_S
    return int(np.count_nonzero(is_next & (np.abs(np.diff(track.semitones)) >= LEAP_SEMITONES)))


def group_gap(track: PitchTrack, timing: Timing) -> float | None:
    """The widest gap in semitones between two groups of stretches, by their median F0; None without two groups.

    A group needs 2 s of voice. Stretches are what lies between two pauses.
    """
    parts = [track.between(span.start_s, span.end_s) for span in timing.spans]
    stretches = sorted(
        (float(np.median(part.semitones)), part.voiced_s) for part in parts if part.voiced_s >= MIN_STRETCH_S
    )
    lower_s, whole_s = 0.0, sum(voiced_s for _, voiced_s in stretches)
    widest = None
    for (pitch, voiced_s), (following, _) in pairwise(stretches):
        lower_s += voiced_s
        if min(lower_s, whole_s - lower_s) >= MIN_GROUP_S:
            widest = max(widest or 0.0, following - pitch)
    return widest


def is_second_voice(track: PitchTrack, timing: Timing) -> bool:
    """Does the take sound as if two people spoke, at once or in turn?"""
    leaps, gap = leap_count(track), group_gap(track, timing)
    at_once = leaps >= MIN_LEAPS and leaps >= LEAPS_PER_S * track.voiced_s
    return at_once or (gap is not None and gap >= GAP_SEMITONES)
