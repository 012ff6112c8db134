"""A journal on a fresh file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.journal import Journal


@pytest.fixture
def media_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.db"


@pytest.fixture
def journal(database: Path, media_dir: Path) -> Iterator[Journal]:
    opened = Journal.open(database, media_dir)
    yield opened
    opened.close()
