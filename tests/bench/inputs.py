"""Recordings and models that benchmarks are made from."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def media_dir() -> Path | None:
    """The folder of test recordings, where it is: KIOSK_TEST_MEDIA, or the shared one beside the checkout."""
    return _folder("KIOSK_TEST_MEDIA", "media", "transcripts.tsv")


def model_pack_dir() -> Path | None:
    """The folder of model packs, where it is: KIOSK_MODEL_PACK, or the shared one beside the checkout."""
    return _folder("KIOSK_MODEL_PACK", "models", "face/face_landmarker.task")


def _folder(variable: str, name: str, holds: str) -> Path | None:
    named = os.environ.get(variable)
    folder = Path(named) if named else CHECKOUT.parent / "shared" / name
    return folder if (folder / holds).is_file() else None
