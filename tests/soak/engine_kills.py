"""The media engine is killed at random moments; the screen stays, the take is asked again, nothing is lost."""

import os
import random
import signal

from tests.soak.lane import Lane, Manner
from tests.soak.plan import Plan, in_lanes
from tests.soak.record import Record
from tests.soak.running import Running

LIFE_S = 5.0  # of an engine: the longest before it is killed
TYPING_S = 1.0
ENGINE_COMES_S = 180.0  # the end of one interview and the consent of the next lie between


def run(record: Record, plan: Plan) -> None:
    """Kill engines until the record is complete."""
    begun = len(record.lines)

    def work_off(number: int) -> None:
        chance = random.Random(f"{plan.seed}/engine/{number}/{begun}")
        with Lane(plan.work / f"engine-{number}", plan.on_recordings) as lane:
            running = Running(lane, Manner(film=plan.film, typing_s=TYPING_S * plan.pace))
            while not record.is_complete:
                running.at_work()
                if not lane.until(lambda _: lane.engine() is not None, ENGINE_COMES_S):
                    raise TimeoutError("no media engine came")
                running.wait(chance.uniform(0.0, LIFE_S * plan.pace))
                since, engine = running.count(), lane.engine()
                if engine is not None:  # else the interview has just ended
                    os.kill(engine, signal.SIGKILL)
                    record.add({"lane": number, **running.looked(since)}, lane.folder)

    in_lanes(plan.lanes, work_off)
