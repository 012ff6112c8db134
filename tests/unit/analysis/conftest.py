"""Loaded models for the tests of the analysis, once per run."""

import pytest

from app.analysis.vad import VadModel


@pytest.fixture(scope="session")
def vad() -> VadModel:
    """The VAD network."""
    return VadModel()
