"""Which worker runs which file: in the order of the folders, and to the end even where a worker dies."""

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController


class FileByFile(LoadFileScheduling):  # type: ignore[misc] # xdist has no types
    """Gives files to workers; a test that kills its worker fails, and every other one is run once.

    xdist 3.8.0 gives a dead worker's finished files out again, as work of no tests after which nobody asks for more:
    the run then waits for ever near its end (its issues 1378 and 1327); and it starts the deadly test again.
    """

    def remove_node(self, node: WorkerController) -> str | None:
        """The test in which a worker died, or None; what it had not run yet goes to the others, first."""
        files: dict[str, dict[str, bool]] = self.assigned_work.pop(node)
        unrun = [
            (file, name) for file, tests in files.items() for name, is_done in tests.items() if not is_done
        ]
        if not unrun:
            return None
        file, deadly = unrun[0]
        files[file][deadly] = True
        for each in reversed(files):
            if not all(files[each].values()):
                self.workqueue[each] = files[each]
                self.workqueue.move_to_end(each, last=False)
        for other in self.assigned_work:
            self._reschedule(other)
        return deadly

    def _reschedule(self, node: WorkerController) -> None:
        """Two tests at least, or the end: a worker begins a test only when it knows which one comes after."""
        if (
            node not in self.registered_collections
        ):  # in place of another that died, and still looking for its tests
            return
        super()._reschedule(node)
        while not node.shutting_down and self._pending_of(self.assigned_work[node]) < 2:
            super()._reschedule(node)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FileByFile | None:
    """Ours where whole files are given out; xdist's own for every other way that somebody asks for."""
    return FileByFile(config, log) if config.getoption("dist") == "loadfile" else None
