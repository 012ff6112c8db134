"""Where garbage is looked for: on the UI thread alone, between two events.

Python looks for cyclic garbage on whichever thread happens to allocate. A window, page or dialog that is part of a
cycle then dies on a worker's thread, under the hands of the event loop: the program ends with a segmentation fault.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_MS = 1_000


class Garbage(QObject):
    """From now on the interpreter looks for cyclic garbage only when this says so: each second where it is due."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._is_settled = False
        timer = QTimer(self)
        timer.setInterval(LOOK_MS)
        timer.timeout.connect(self._look)
        timer.start()

    @Slot()
    def _look(self) -> None:
        if not self._is_settled:  # what was loaded by now stays: no later search has to walk it
            gc.freeze()
            self._is_settled = True
        collect_due()


def collect_due() -> None:
    """Looks for garbage in the oldest generation whose turn it is, by the interpreter's own thresholds.

    The calling thread is the one on which destructors run.
    """
    due = [
        at
        for at, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > most
    ]
    if due:
        gc.collect(due[-1])
