"""A kiosk that is killed at one step after another of its talk with the hub: python -m tests.unit.sync.killed.

It has no thread, so it may fork: each fork is one run of the program, ended by itself with SIGKILL at step `n`, and a
second one that nobody kills. Says "DONE steps" once a run got through all of them.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from app.bootstrap.sync_parts import RealClock
from app.settings import HubSettings
from app.store.journal import Journal
from app.store.outbox import Job, Outbox
from app.store.vault import Vault
from app.sync.calls import Answer, Call
from app.sync.client import HubClient
from app.sync.heartbeat import Health
from app.sync.identity import Identity, IdentityFile
from app.sync.rotation import rotate
from app.sync.rounds import Rounds, SyncStore
from app.sync.session import HubSession
from tests.unit.store.samples import NOW

NEVER = -1


class Steps:
    """Counts; ends this process at the one that was named."""

    def __init__(self, last: int) -> None:
        self.count, self._last = 0, last

    def __call__(self) -> None:
        if self.count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1


class KilledFile(IdentityFile):
    steps: Steps

    def write(self, identity: Identity) -> None:
        self.steps()
        super().write(identity)
        self.steps()


class KilledOutbox(Outbox):
    steps: Steps

    def accepted(self, job: Job, *, now: float) -> None:
        self.steps()
        super().accepted(job, now=now)
        self.steps()


def rotating(folder: Path, session: HubSession, steps: Steps) -> bool:
    return rotate(session).status == 200


def draining(folder: Path, session: HubSession, steps: Steps) -> bool:
    journal = Journal.open(folder / "kiosk.db", folder)
    outbox = KilledOutbox(journal._db, journal._lock)
    outbox.steps = steps
    store = SyncStore(outbox, journal.sync_state, journal.front_desk)
    Rounds(session, store, RealClock(), lambda: Health(0.0, 1, 1)).once()
    done = outbox.state().waiting == 0
    journal.close()
    return done


def run(work: Callable[[Path, HubSession, Steps], bool], folder: Path, url: str, last: int) -> int | None:
    """How many steps one run of the program took; None if it was killed at step `last`."""
    child = os.fork()
    if child == 0:
        steps = Steps(last)
        vault = Vault.open(folder)
        keys = KilledFile(vault.sealed_files)
        keys.steps = steps
        me = keys.read()
        assert me is not None
        with HubClient(url, HubSettings()) as client:

            def ask(call: Call) -> Answer:
                steps()
                answer = client.ask(call)
                steps()
                return answer

            os._exit(steps.count if work(folder, HubSession(ask, keys, me, RealClock()), steps) else 255)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return None
    assert os.WEXITSTATUS(status) != 255, "the work was not done"
    return os.WEXITSTATUS(status)


def main() -> None:
    what, folder, url = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    work = {"rotation": rotating, "drain": draining}[what]
    for last in range(200):
        if what == "drain":
            journal = Journal.open(folder / "kiosk.db", folder)
            journal.record("kiosk", "staff_called", {"run": last}, now=NOW)
            journal.outbox.add(Job(f"x-{last}", "audit_batch.v1", "{}"), now=NOW)
            journal.close()
        taken = run(work, folder, url, last)
        print(f"run {last}", flush=True)  # noqa: T201 - what the parent waits for
        if taken is not None:
            print(f"DONE {taken}", flush=True)  # noqa: T201
            return
        assert run(work, folder, url, NEVER) is not None
    raise AssertionError("it never ends")


if __name__ == "__main__":
    main()
