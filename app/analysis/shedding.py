"""What is left out first when the machine cannot keep up (performance.md 5.4). Sound is never left out."""

from dataclasses import dataclass

from app.analysis.segments import LONGEST_S

FULL_FACE_HZ = 10.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is done now."""

    captions_while_speaking: bool = True
    face_hz: float = FULL_FACE_HZ
    smaller_model: bool = False


# Seconds of sound beyond one segment that wait for the recogniser, and the effort from there on.
STEPS: tuple[tuple[float, Effort], ...] = (
    (0.0, Effort()),
    (2.0, Effort(captions_while_speaking=False)),
    (10.0, Effort(False, 5.0)),
    (20.0, Effort(False, 2.0)),
    (30.0, Effort(False, 2.0, True)),
)


def effort(backlog_s: float) -> Effort:
    """The effort when `backlog_s` seconds wait for the recogniser; one full segment is no backlog."""
    behind_s = max(0.0, backlog_s - LONGEST_S)
    chosen = STEPS[0][1]
    for from_s, step in STEPS:
        if behind_s >= from_s:
            chosen = step
    return chosen
