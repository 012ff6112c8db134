"""How a run of the fault tests is done: where, on which recordings, with which chance, how many at once."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """work: a folder for the kiosks. film: a recording for microphone and camera. seed: of every chance.

    pace: how long things are left alone, against the whole test.
    """

    work: Path
    film: str
    seed: int
    lanes: int
    pace: float = 1.0

    @property
    def on_recordings(self) -> dict[str, str]:
        """The settings of a kiosk whose devices are that recording."""
        return {"KIOSK_MICROPHONE": f"file:{self.film}", "KIOSK_CAMERA": f"file:{self.film}"}


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """In the block this process's environment has these, too."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def in_lanes(lanes: int, work_off: Callable[[int], None]) -> None:
    """Call `work_off` with 0, 1 ... at the same time; raises what the first of them failed with."""
    failed: list[BaseException] = []

    def guarded(number: int) -> None:
        try:
            work_off(number)
        except BaseException as error:  # noqa: BLE001 - raised again below, on the caller's thread
            failed.append(error)

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(lanes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
