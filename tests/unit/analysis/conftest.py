"""Loaded models for the tests of the analysis, once per run."""

from pathlib import Path

import pytest

from app.analysis.vad import VadModel
from tests.unit.analysis.random_whisper import whisper_pack


@pytest.fixture(scope="session")
def vad() -> VadModel:
    """The VAD network."""
    return VadModel()


@pytest.fixture(scope="session")
def tiny(model_pack_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packs with a random-weight Whisper of the tiny shape."""
    packs = tmp_path_factory.mktemp("packs")
    whisper_pack("tiny", model_pack_dir, packs)
    return packs
