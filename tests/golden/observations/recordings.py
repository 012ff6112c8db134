"""The recordings of the golden observations, read again."""

import json
from pathlib import Path
from typing import Any

from app.domain.language import Language
from tests.unit.analysis.takes import EN_TAKE, ZH_TAKE, Sitting, by_measure, engine_config

FOLDER = Path(__file__).resolve().parent
RECORDINGS = {
    "speech/zh_reading_52s.wav": Language.ZH,
    "speech/en_librispeech_1995-1837-0001.wav": Language.EN,
    "noise/zh_noise_snr0dB.wav": Language.ZH,
    "noise/zh_clipped_plus30dB.wav": Language.ZH,
    "noise/mains_hum_20s.wav": Language.EN,
    "video/candidate_en_grid_30s.mp4": Language.ZH,
    "video/black_5s.mp4": Language.ZH,
}


def golden_file(name: str) -> Path:
    """Where the observations of a recording are kept."""
    return FOLDER / f"{Path(name).stem}.json"


def observations(sitting: Sitting, media_dir: Path, name: str) -> dict[str, Any]:
    """Flags and every measure of the whole take, as JSON."""
    start = ZH_TAKE if RECORDINGS[name] is Language.ZH else EN_TAKE
    _, found, flags = sitting.take(media_dir / name, start)
    rows = {o.measure: [o.value, o.unit, o.quality.value, o.reason] for o in by_measure(found).values()}
    return {"recording": name, "flags": list(flags), "measures": dict(sorted(rows.items()))}


def sitting_for(model_pack_dir: Path) -> Sitting:
    """Every measure allowed."""
    return Sitting(engine_config(model_pack_dir))


def written(found: dict[str, Any]) -> str:
    """The text of a golden file: one measure a line, so that a difference is easy to read."""
    rows = ",\n".join(f'  "{name}": {json.dumps(row)}' for name, row in found["measures"].items())
    head = f'"recording": {json.dumps(found["recording"])},\n"flags": {json.dumps(found["flags"])},\n'
    return f'{{\n{head}"measures": {{\n{rows}\n}}\n}}\n'
