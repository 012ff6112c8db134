"""The recordings still measure what they measured when a person last looked."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.golden.observations.recordings import RECORDINGS, golden_file, observations, sitting_for, written
from tests.unit.analysis.takes import Sitting

# Another processor rounds networks a little differently.
RELATIVE, ABSOLUTE = 0.03, 0.02

pytestmark = pytest.mark.media


@pytest.fixture(scope="module")
def sitting(model_pack_dir: Path) -> Iterator[Sitting]:
    found = sitting_for(model_pack_dir)
    yield found
    found.close()


@pytest.mark.parametrize("name", RECORDINGS)
def test_observations(sitting: Sitting, media_dir: Path, name: str) -> None:
    golden = json.loads(golden_file(name).read_text("utf-8"))
    found = json.loads(written(observations(sitting, media_dir, name)))
    assert found["flags"] == golden["flags"]
    assert set(found["measures"]) == set(golden["measures"])
    different = []
    for measure, (value, *rest) in found["measures"].items():
        was, *was_rest = golden["measures"][measure]
        if rest != was_rest or not _is_alike(value, was):
            different.append(f"{measure}: {was} {was_rest} -> {value} {rest}")
    assert not different, "accept with python -m tests.golden.observations.accept\n" + "\n".join(different)


def _is_alike(value: float | None, was: float | None) -> bool:
    if value is None or was is None:
        return value is was
    return value == pytest.approx(was, rel=RELATIVE, abs=ABSOLUTE)
