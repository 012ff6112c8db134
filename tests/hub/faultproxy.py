"""A TCP proxy that does to a line what networks do: late, slow, in slices, reset, answers lost, black holes, down.

It runs on a thread of its own with its own event loop; a test changes `faults` at any moment and reads `counts`.
Chance comes from one seed: the same seed and the same order of pieces give the same faults.
"""

import asyncio
import random
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PIECE_BYTES = 65_536


@dataclass
class Faults:
    """What happens to each piece that passes. Shares are 0..1.

    reset_up: cut before the hub has the piece. reset_down: cut after the hub did its work: the answer is lost.
    black_hole: nothing more comes for black_hole_s, then the line is cut. bytes_per_s, slice_bytes: 0 for no limit.
    """

    delay_s: float = 0.0
    jitter_s: float = 0.0
    bytes_per_s: float = 0.0
    slice_bytes: int = 0
    reset_up: float = 0.0
    reset_down: float = 0.0
    black_hole: float = 0.0
    black_hole_s: float = 30.0
    is_down: bool = False


@dataclass
class Counts:
    """How often each fault struck. lost_answers: cut on the way down."""

    connections: int = 0
    refused: int = 0
    resets: int = 0
    lost_answers: int = 0
    black_holes: int = 0


@dataclass
class _Pair:
    is_cut: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class FaultProxy:
    """Listens on loopback at `port` (0: any) and passes everything on to `upstream_port`, which may change."""

    def __init__(self, upstream_port: int, *, port: int = 0, seed: int = 0) -> None:
        self.upstream_port = upstream_port
        self.faults, self.counts = Faults(), Counts()
        self.port = port
        self._chance = random.Random(seed)
        self._loop = asyncio.new_event_loop()
        self._up = threading.Event()
        self._ending: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="fault-proxy", daemon=True)

    @property
    def url(self) -> str:
        """Where clients go."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "FaultProxy":
        """Listen; returns once it does."""
        self._thread.start()
        self._up.wait(10)
        return self

    def stop(self) -> None:
        """Cut every line and end."""
        ending = self._ending
        if ending is not None:
            self._loop.call_soon_threadsafe(ending.set)
        self._thread.join(10)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._ending = asyncio.Event()
        server = await asyncio.start_server(self._handle, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        self._up.set()
        await self._ending.wait()
        server.close()
        pending = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.counts.connections += 1
        if self.faults.is_down:
            self.counts.refused += 1
            _reset(writer)
            return
        try:
            above, up = await asyncio.open_connection("127.0.0.1", self.upstream_port)
        except OSError:
            self.counts.refused += 1
            _reset(writer)
            return
        pair = _Pair()
        pumps = [
            asyncio.create_task(self._pump(reader, up, pair, is_up=True)),
            asyncio.create_task(self._pump(above, writer, pair, is_up=False)),
        ]
        try:
            await pair.ended.wait()
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            for end in (writer, up):
                _reset(end) if pair.is_cut else end.close()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pair: _Pair, *, is_up: bool
    ) -> None:
        with suppress(OSError):
            while piece := await reader.read(PIECE_BYTES):
                if await self._struck(is_up=is_up):
                    pair.is_cut = True
                    break
                await self._pass_on(piece, writer)
        pair.ended.set()

    async def _struck(self, *, is_up: bool) -> bool:
        """True if the line is cut at this piece."""
        faults, counts, chance = self.faults, self.counts, self._chance
        if faults.delay_s or faults.jitter_s:
            await asyncio.sleep(max(0.0, chance.gauss(faults.delay_s, faults.jitter_s)))
        if faults.is_down or (is_up and chance.random() < faults.reset_up):
            counts.resets += 1
            return True
        if not is_up and chance.random() < faults.reset_down:
            counts.lost_answers += 1
            return True
        if chance.random() < faults.black_hole:
            counts.black_holes += 1
            await asyncio.sleep(faults.black_hole_s)
            return True
        return False

    async def _pass_on(self, piece: bytes, writer: asyncio.StreamWriter) -> None:
        size = self.faults.slice_bytes or len(piece)
        for at in range(0, len(piece), size):
            part = piece[at : at + size]
            writer.write(part)
            await writer.drain()
            if self.faults.bytes_per_s:
                await asyncio.sleep(len(part) / self.faults.bytes_per_s)


def _reset(writer: asyncio.StreamWriter) -> None:
    """End the line with a reset, so that the other end cannot take it for a whole answer."""
    line = writer.get_extra_info("socket")
    if line is not None:
        with suppress(OSError):
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@contextmanager
def fault_proxy(upstream_port: int, *, seed: int = 0) -> Iterator[FaultProxy]:
    """A proxy that runs until the block ends."""
    proxy = FaultProxy(upstream_port, seed=seed).start()
    try:
        yield proxy
    finally:
        proxy.stop()
