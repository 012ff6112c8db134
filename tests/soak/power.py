"""The power is cut at random moments; every disk it could leave opens, and nothing acknowledged is missing."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.soak.lane import ROOT
from tests.soak.plan import Plan, in_lanes
from tests.soak.record import Record

MEMORY = Path("/dev/shm")  # the disks are made up: no real one has to spin for them
BLOCK = 50


def run(record: Record, plan: Plan) -> None:
    """Cut until the record is complete; one of its lines is a block of states. The seed is a state's number."""
    wanted = record.wanted - len(record.lines)
    begun = len(record.lines)

    def work_off(number: int) -> None:
        blocks = wanted // plan.lanes + (number < wanted % plan.lanes)
        first = begun + sum(wanted // plan.lanes + (lane < wanted % plan.lanes) for lane in range(number))
        where = MEMORY if MEMORY.is_dir() else plan.work
        with tempfile.TemporaryDirectory(dir=where) as folder:
            command = [sys.executable, "-m", "tests.crash.power_cut", folder]
            command += [str(BLOCK * first), str(BLOCK * blocks)]
            with subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, "LC_ALL": "C.UTF-8"}, stdout=subprocess.PIPE, text=True
            ) as cuts:
                assert cuts.stdout is not None
                for line in cuts.stdout:
                    record.add(json.loads(line))
            if cuts.returncode != 0:
                raise RuntimeError(f"the power cuts ended with code {cuts.returncode}")

    if wanted > 0:
        in_lanes(plan.lanes, work_off)
