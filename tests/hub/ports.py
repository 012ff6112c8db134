"""Ports for programs that are told where to listen before they start."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_port() -> Iterator[int]:
    """A port of this machine that nobody else is given inside the block; a server that reuses addresses may listen.

    A free one that is let go before its server starts may by then be another test's.
    """
    with socket.socket() as keeps:
        keeps.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeps.bind(("127.0.0.1", 0))
        yield int(keeps.getsockname()[1])
