"""A worker that dies in the middle of a run takes one test with it; the run ends, and tells of all others."""

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
ONE_WORKER = ("-p", "no:cacheprovider", "-n", "1", "--dist", "loadfile", "--no-loadscope-reorder")
LIVING = "def test_{n}(): pass\n"
DEADLY = "import os, signal\ndef test_deadly(): os.kill(os.getpid(), signal.SIGKILL)\n"


def test_the_run_ends_and_every_other_test_ran_once(tmp_path: Path) -> None:
    """The dead one had finished several files; files of a single test come last: both made runs wait for ever."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    for at in range(9):
        tests = [LIVING.format(n=n) for n in range(1 if at > 5 else 4)]
        if at == 4:
            tests.insert(2, DEADLY)
        (tmp_path / f"test_file_{at}.py").write_text("".join(tests))
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-p", "xdist", "-p", "tests.scheduling", *ONE_WORKER],
        cwd=tmp_path,
        env=dict(os.environ) | {"PYTHONPATH": str(CHECKOUT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "1 failed, 27 passed" in told.stdout, told.stdout[-2000:] + told.stderr[-500:]
    assert "crashed while running 'test_file_4.py::test_deadly'" in told.stdout
    ran = [line.split()[-1] for line in told.stdout.splitlines() if " PASSED " in line]
    assert len(ran) == len(set(ran)) == 27
