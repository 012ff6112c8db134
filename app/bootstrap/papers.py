"""What the papers' worker does: prints a receipt, or lays it down as a file where there is no printer."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.bootstrap.printer import on_paper
from app.errors import BugError, KioskError
from app.store.receipts import receipt_name, save_receipt
from app.ui.paper import Paper, Printed, Printing
from app.ui.pdf import draw, pdf_bytes

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PaperTask:
    """Called on a thread of its own: a printer that hangs holds up nobody.

    folder: where files go. Their names begin with the interview's id, so they are deleted with it.
    key_of: the key of an interview, which seals them. `kiosk recording ID consent | lp` prints one later.
    """

    folder: Path
    key_of: Callable[[str], bytes]

    def __call__(self, request: object) -> Printed:
        """What became of the paper; a printer or disk that fails is an answer, not an error."""
        if not isinstance(request, Paper):
            raise BugError(f"no paper: {type(request).__name__}")
        if on_paper(partial(draw, request)):
            return Printed(request.kind, Printing.PRINTED)
        try:
            name = receipt_name(request.interview_id, request.kind)
            save_receipt(self.folder, name, pdf_bytes(request), self.key_of(request.interview_id))
        except (OSError, KioskError) as error:
            log.warning("a receipt was not saved: %s", type(error).__name__)
            return Printed(request.kind, Printing.FAILED)
        return Printed(request.kind, Printing.SAVED)
