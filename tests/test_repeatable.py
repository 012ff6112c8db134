"""Properties are tried with the same examples in every run."""

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repeatable import PROFILE

WORDS = "".join(f"WORD_{number} = 'a word of ours {number}'\n" for number in range(200))


def tried() -> list[str]:
    seen: list[str] = []

    @settings(max_examples=100)
    @given(st.text(max_size=30))
    def keep(text: str) -> None:
        seen.append(text)

    keep()
    return seen


@pytest.mark.skipif(settings.get_current_profile_name() != PROFILE, reason="somebody asked to search")
def test_a_property_is_tried_with_the_same_examples_whatever_was_imported_before(tmp_path: Path) -> None:
    before = tried()
    (tmp_path / "ours.py").write_text(WORDS)
    spec = importlib.util.spec_from_file_location("ours", tmp_path / "ours.py")
    assert spec is not None
    assert spec.loader is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "ours", importlib.util.module_from_spec(spec))
        after = tried()
    assert len(set(before)) > 50
    assert after == before
