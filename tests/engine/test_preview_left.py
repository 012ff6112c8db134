"""A program that was killed leaves no picture of its candidate in shared memory."""

import subprocess
import sys

import pytest

from app.engine import preview_memory
from app.engine.supervisor import EngineSupervisor

KILLED = """
import os, signal
from multiprocessing import resource_tracker
from app.engine.preview_memory import new_memory
block = new_memory()
print(block.name, flush=True)
os.kill(resource_tracker._resource_tracker._pid, signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system removes the block")
def test_the_next_start_removes_the_picture_that_a_killed_program_left() -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True, check=False)
    left = preview_memory.BLOCKS / killed.stdout.strip()
    assert left.exists()
    mine = preview_memory.new_memory()
    EngineSupervisor()
    assert not left.exists()
    assert (preview_memory.BLOCKS / mine.name).exists()
    mine.close()
    mine.unlink()
