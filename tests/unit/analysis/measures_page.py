"""docs/measures.md, written from the table of measures: python -m tests.unit.analysis.measures_page."""

import math
from pathlib import Path

from app.analysis.measures import MEASURES, Family, Measure
from app.flow.chat_measures import CHAT_MEASURES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "measures.md"
TITLES = {
    Family.SOUND: "The recording itself",
    Family.TIMING: "Delivery: timing",
    Family.WORDS: "Delivery: words",
    Family.VOICE: "Voice (affect: needs consent, never loaded in locked policy packs)",
    Family.FACE: "Face (affect: needs consent, never loaded in locked policy packs; weight 0 in every score)",
}
INTRODUCTION = """\
# Measures

Written from `app/analysis/measures.py`, and for the chats from `app/flow/chat_measures.py`; a test
compares them. Every measure is a number with a unit, or "not measured" with the reason. Times are
seconds from the start of the take. "Windows" means that the measure is also given for each window of
5 to 10 s, with `baseline_z` once the warm-up has six windows.

- **Quality.** OK; LOW (measured, but a gate was missed: shown with its reason, never used in a score);
  not measured.
- **Gates** (content `speech.quality_gate`): signal-to-noise ratio at least 15 dB, at least 15 s of
  speech, at most 1 % of the speech clipped, recogniser's confidence at least 0.70 for everything that
  counts words, and no sound lost on the way (`audio_gap`): a hole of 100 ms and more is no pause.
- **Baseline.** `baseline_z` is (x - median) / (1.4826 MAD) of the candidate's own warm-up windows, within
  ±50. `voice_change` and `face_change` need two components or more; their interval holds the spread
  between windows and the error of the baseline's median and MAD. A take of the warm-up itself says
  `is_baseline`.
- **Pauses** were checked against 20 read by eye off the wave and spectrogram of a Mandarin reading: all 20 are
  found, and one more, the closure of a stop.
- **Fillers** are a lower bound: recognisers leave many out. Never penalised alone.
- **English syllables** are vowel groups, so words such as *create* count one too few.
- **Gaze** is coarse: head pose plus iris offset, off the camera by more than 20° to a side or 25° up or
  down.
- **Two people talking** (`second_voice`) is a hint for a human, from pitch that leaps (at once) or falls into two
  groups (in turn). Found in 18 of 21 mixtures of our few voices; two voices of the same pitch in turn are not noticed,
  and nothing is said in noise or where the voice is not measured. Two faces give `second_face`.
- **Left out on purpose:** jitter, shimmer and HNR (they depend on the microphone, and the literature
  contradicts itself), emotion words, personality, honesty, health.
"""


def measures_page() -> str:
    """The whole page."""
    return INTRODUCTION + "".join(_section(family) for family in Family) + _chat_section()


def _chat_section() -> str:
    """The measures of the chat work sample, from app/flow/chat_measures.py."""
    head = "| measure | what | unit | source |\n|---|---|---|---|\n"
    rows = "".join(
        f"| `{name}` | {each.words} | {each.unit} | {each.source} |\n" for name, each in CHAT_MEASURES.items()
    )
    return f"\n## Chat work sample (typed; observations for a person, never part of a score)\n\n{head}{rows}"


def _section(family: Family) -> str:
    rows = "".join(_row(measure) for measure in MEASURES if measure.family is family)
    head = "| measure | what | unit | range | windows | source |\n|---|---|---|---|---|---|\n"
    return f"\n## {TITLES[family]}\n\n{head}{rows}"


def _row(measure: Measure) -> str:
    low, high = f"{measure.low:g}", "" if math.isinf(measure.high) else f"{measure.high:g}"
    windows = "yes" if measure.is_windowed else ""
    cells = (
        f"`{measure.id}`",
        measure.words,
        measure.unit,
        f"{low} … {high}".strip(),
        windows,
        measure.source,
    )
    return "| " + " | ".join(cells) + " |\n"


if __name__ == "__main__":
    PAGE.write_text(measures_page(), "utf-8")
