"""Demos for the tests of this folder: four interviews, held once, whichever worker asks first."""

import os
from pathlib import Path

import pytest

from tests.end2end.demo_process import Demos


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory, media_dir: Path, model_pack_dir: Path) -> Demos:
    """The recorded candidates; what they left behind is copied before it is changed."""
    own = tmp_path_factory.getbasetemp()
    return Demos(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own, media_dir, model_pack_dir)
