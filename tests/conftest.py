"""Settings and fixtures for every test: no screen, no network, no leaks; where recordings and models lie."""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.quick_disk import write_into_memory

write_into_memory()  # before anybody asks where temporary files go
# Before Qt, Hugging Face or OpenCV are imported by any test module.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ["LC_ALL"] = "C.UTF-8"  # Qt warns in a locale that is not UTF-8, and warnings fail tests
os.environ["KIOSK_KEY_DIR"] = tempfile.mkdtemp(prefix="kiosk-keys-")  # never among the keys of a real kiosk
atexit.register(shutil.rmtree, os.environ["KIOSK_KEY_DIR"], ignore_errors=True)

import app.store  # noqa: E402, F401 - before any test imports sqlite_utils
from app.ui.garbage import collect_due  # noqa: E402
from tests.leaks import end_qt_threads, left_over, running  # noqa: E402
from tests.repeatable import repeat_examples, repeat_lots, wait_patiently  # noqa: E402
from tests.scheduling import pytest_xdist_make_scheduler  # noqa: E402, F401 - a hook of this folder

CHECKOUT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Before a test module is imported: its properties take the settings of then."""
    if not config.getoption("hypothesis_profile", None):
        repeat_examples()
    repeat_lots()
    wait_patiently()


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """From now on garbage is looked for between two tests only: never on the thread of a worker, as in the program."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leaves what was collected out of every later search, for garbage and for Qt threads."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def media_dir() -> Path:
    """The folder of test recordings: KIOSK_TEST_MEDIA, or the shared one beside the checkout."""
    return _shared_folder("KIOSK_TEST_MEDIA", "media", "transcripts.tsv")


@pytest.fixture(scope="session")
def model_pack_dir() -> Path:
    """The folder of model packs: KIOSK_MODEL_PACK, or the shared one beside the checkout."""
    return _shared_folder("KIOSK_MODEL_PACK", "models", "face/face_landmarker.task")


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread, a Qt thread or a child process running."""
    before = running()
    yield
    has_qt = "qapp" in request.fixturenames
    leaks = left_over(before, qt_threads=has_qt)
    if leaks and has_qt:
        end_qt_threads()  # before garbage is looked for: to destroy one that runs aborts this whole process
    collect_due()
    if leaks:
        pytest.fail("left running: " + "; ".join(leaks))


def _shared_folder(variable: str, name: str, holds: str) -> Path:
    """The folder, or a skipped test. Where it ought to be, a missing folder is a failure, not a skip."""
    named = os.environ.get(variable)
    folder = Path(named) if named else CHECKOUT.parent / "shared" / name
    if (folder / holds).is_file():
        return folder
    reason = f"no {holds} in {folder}"
    if named or (os.environ.get("CI") and folder.parent.is_dir()):
        pytest.fail(reason)
    pytest.skip(f"{reason}; name the folder with {variable}")
