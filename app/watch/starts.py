"""Starts that did not get as far as the first page: after two of them the next one is a careful one."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from app.private_file import replace_file

NAME = "starts.json"
CAREFUL_AFTER = 2
UNKNOWN = "start_died"  # the program ended without a word: killed, crashed, or the plug was pulled


@dataclass(frozen=True, slots=True)
class FailedStarts:
    """count: failed in a row. code: why the last one did; params: what its sentence needs."""

    count: int = 0
    code: str = UNKNOWN
    params: tuple[tuple[str, str | float], ...] = ()

    @property
    def calls_for_care(self) -> bool:
        """True when the next start must not try the same thing once more unasked."""
        return self.count >= CAREFUL_AFTER


class Starts:
    """The file in the data folder. Where it cannot be read or written, no start counts as failed."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / NAME

    def failed(self) -> FailedStarts:
        """What the last starts came to."""
        try:
            data = json.loads(self._path.read_text("utf-8"))
            params = tuple((str(name), value) for name, value in data["params"])
            return FailedStarts(int(data["count"]), str(data["code"]), params)
        except (OSError, ValueError, LookupError, TypeError, RecursionError, OverflowError):
            return FailedStarts()

    def begin(self) -> FailedStarts:
        """What came before; this start counts as failed until it is told otherwise."""
        before = self.failed()
        self._write(FailedStarts(before.count + 1))
        return before

    def fail(self, code: str, params: tuple[tuple[str, str | float], ...]) -> None:
        """Why this start failed."""
        self._write(FailedStarts(self.failed().count, code, params))

    def succeed(self) -> None:
        """This start got as far as the first page."""
        self._path.unlink(missing_ok=True)

    def _write(self, starts: FailedStarts) -> None:
        try:
            replace_file(self._path, json.dumps(asdict(starts)).encode())
        except OSError:
            return
