"""A copy of the shipped content that a test may break, without the lexicons."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.content.problems import ContentError, Problem

Edit = Callable[[str, str, str], None]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    shutil.copytree(content_dir(), folder, ignore=shutil.ignore_patterns("lexicons"))
    return folder


@pytest.fixture
def edit(content: Path) -> Edit:
    """Replaces one text of one file; the old text must be there."""

    def replace(name: str, old: str, new: str) -> None:
        path = content / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """Every mistake of a content folder that must have some."""
    with pytest.raises(ContentError) as caught:
        load_competency_model(folder)
    return caught.value.problems
