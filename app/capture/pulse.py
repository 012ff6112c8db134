"""What PulseAudio or PipeWire says of our microphone: which source it is, and when that goes away."""

import json
import os
import subprocess
import threading
import time
from collections import deque
from dataclasses import dataclass
from selectors import EVENT_READ, DefaultSelector
from typing import Any

POLL_S = 1.0
ASK_TIMEOUT_S = 2.0


@dataclass(frozen=True, slots=True)
class PulseSource:
    """A source of the sound server. is_monitor: it is the sound of a loudspeaker, not a microphone."""

    index: int
    name: str
    description: str
    is_monitor: bool


@dataclass(frozen=True, slots=True)
class SourceIs:
    """Our recording now comes from this source (None: from none)."""

    name: str | None


@dataclass(frozen=True, slots=True)
class SourceRemoved:
    """The source that our recording came from was removed."""


PulseEvent = SourceIs | SourceRemoved


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C"}


def _ask(*arguments: str) -> str | None:
    """What `pactl` answers; None when there is no pactl, no server, or no answer in time."""
    try:
        done = subprocess.run(
            ["pactl", *arguments], capture_output=True, timeout=ASK_TIMEOUT_S, env=_environment(), check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _ask_list(what: str) -> list[dict[str, Any]]:
    answer = _ask("-f", "json", "list", what)
    try:
        listed = json.loads(answer) if answer else []
    except ValueError:
        return []
    return listed if isinstance(listed, list) else []


def sources() -> tuple[PulseSource, ...]:
    """All sources of the sound server; empty without one."""
    return tuple(
        PulseSource(
            int(entry["index"]),
            str(entry["name"]),
            str(entry.get("description", "")),
            entry.get("properties", {}).get("device.class") == "monitor"
            or str(entry["name"]).endswith(".monitor"),
        )
        for entry in _ask_list("sources")
    )


def default_source() -> str | None:
    """The name of the default source; None without a server or a source."""
    answer = (_ask("get-default-source") or "").strip()
    return answer if answer and not answer.startswith("@") else None


def sinks() -> tuple[tuple[str, str], ...]:
    """Name and description of each loudspeaker of the sound server; empty without one."""
    return tuple((str(entry["name"]), str(entry.get("description", ""))) for entry in _ask_list("sinks"))


def default_sink() -> str | None:
    """The name of the default loudspeaker; None without a server or a loudspeaker."""
    answer = (_ask("get-default-sink") or "").strip()
    return answer if answer and not answer.startswith("@") else None


def find_source(wanted: str) -> str | None:
    """The name of the source called or described as `wanted` ("default": the default one), or None."""
    if wanted == "default":
        name = default_source()
        return name if any(source.name == name for source in sources()) else None
    for source in sources():
        if wanted in (source.name, source.description):
            return source.name
    return None


def own_source() -> tuple[int | None, PulseSource | None]:
    """Index of this process's recording stream, and the source it comes from; None where there is none."""
    for entry in _ask_list("source-outputs"):
        if entry.get("properties", {}).get("application.process.id") == str(os.getpid()):
            by_index = {source.index: source for source in sources()}
            return int(entry["index"]), by_index.get(int(entry["source"]))
    return None, None


class PulseWatch:
    """A thread that listens to `pactl subscribe` and asks once a second where our recording comes from.

    events(): what was noticed since the last call. Where there is no sound server it notices nothing.
    """

    def __init__(self) -> None:
        self._events: deque[PulseEvent] = deque(maxlen=100)
        self._stopping = threading.Event()
        self._source: PulseSource | None = None
        self._stream_index: int | None = None
        self._thread = threading.Thread(target=self._run, name="pulse-watch", daemon=True)
        self._thread.start()

    def events(self) -> list[PulseEvent]:
        """What was noticed since the last call, oldest first."""
        noticed: list[PulseEvent] = []
        while self._events:
            noticed.append(self._events.popleft())
        return noticed

    def close(self) -> None:
        """Stop listening; the thread ends by itself within a moment."""
        self._stopping.set()

    def _run(self) -> None:
        try:
            listener = subprocess.Popen(
                ["pactl", "subscribe"],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        except OSError:
            return
        assert listener.stdout is not None
        os.set_blocking(listener.stdout.fileno(), False)
        try:
            with DefaultSelector() as selector:
                selector.register(listener.stdout, EVENT_READ)
                self._listen(selector, listener.stdout.fileno())
        finally:
            listener.kill()
            listener.stdout.close()
            listener.wait()

    def _listen(self, selector: DefaultSelector, fd: int) -> None:
        poll_at_s = time.monotonic()
        while not self._stopping.is_set():
            if time.monotonic() >= poll_at_s:
                self._poll()
                poll_at_s = time.monotonic() + POLL_S
            if not selector.select(timeout=0.1):
                continue
            heard = os.read(fd, 65536).decode("ascii", "replace")
            if not heard:  # the server ended; polling will show it
                self._note(SourceIs(None))
                return
            if self._hear(heard):
                poll_at_s = time.monotonic()

    def _hear(self, heard: str) -> bool:
        """Note a removal of our source; True when something about recordings or sources changed."""
        for line in heard.splitlines():
            if self._source is not None and line.endswith(f"'remove' on source #{self._source.index}"):
                self._note(SourceRemoved())
        return " on source" in heard  # source or source-output

    def _poll(self) -> None:
        stream_index, source = own_source()
        if stream_index is None:
            return  # not recording at this moment, or through a way that names no process
        if source != self._source or stream_index != self._stream_index:
            self._source, self._stream_index = source, stream_index
            self._note(SourceIs(source.name if source else None))

    def _note(self, event: PulseEvent) -> None:
        self._events.append(event)
