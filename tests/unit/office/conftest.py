"""An office for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from tests.unit.office.rig import Office


@pytest.fixture(scope="session")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def office(tmp_path: Path, model: CompetencyModel) -> Iterator[Office]:
    opened = Office(tmp_path, model)
    yield opened
    opened.journal.close()
