"""What is installed is whole: the wheel holds every file the programs read, and the hub out of it shows its pages."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ehr.embedded import Addresses

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("app", "ehr", "resources", "contract")
BUILD = """
import sys
from setuptools import build_meta
print(build_meta.build_wheel(sys.argv[1]))
"""
SERVED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import ehr.cli, ehr.cli_worker
from starlette.testclient import TestClient
from ehr.application import create_app
from ehr.migrate import wanted_heads
from ehr.resumes.skills import skill_list
from ehr.schemas import validator
from ehr.settings import Settings
from ehr.web.content import content_of
assert Path(ehr.cli.__file__).is_relative_to(sys.argv[1]), ehr.cli.__file__
app = create_app(Settings(data=Path(sys.argv[3]), public_url="http://127.0.0.1:8100"), sys.argv[2])
with TestClient(app, base_url="http://127.0.0.1:8100") as client:
    for path in ("/sign-in?lang=zh", "/sign-in?lang=en", "/static/hub.css", "/static/hub.js", "/readyz"):
        assert client.get(path).status_code == 200, path
assert content_of("zh").jobs and skill_list() and wanted_heads() and validator("interview")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network from a copy: what building leaves behind is not left in the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in SHIPPED:
        shutil.copytree(ROOT / name, source / name)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy2(ROOT / name, source / name)
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)], cwd=source, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr[-2000:]
    return folder / built.stdout.splitlines()[-1]


def test_the_wheel_holds_every_file_the_programs_read(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        inside = set(packed.namelist())
    assert _files() - inside == set()
    assert [name for name in inside if "__pycache__" in name] == []
    assert {name.partition("/")[0].partition("-")[0] for name in inside} == {*SHIPPED, "interview_kiosk"}


def test_the_hub_of_an_installed_wheel_shows_its_pages(
    wheel: Path, addresses: Addresses, tmp_path: Path
) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(installed)
    served = subprocess.run(
        [sys.executable, "-c", SERVED, str(installed), addresses.program, str(tmp_path / "data")],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
    )  # fmt: skip
    assert served.returncode == 0, served.stderr[-2000:]


def _files() -> set[str]:
    """Every file of the four folders, but for what Python and git keep there."""
    found = {path for folder in SHIPPED for path in (ROOT / folder).rglob("*") if path.is_file()}
    return {
        path.relative_to(ROOT).as_posix()
        for path in found
        if "__pycache__" not in path.parts and not path.name.startswith(".")
    }
