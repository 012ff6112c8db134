"""Writes the smallest ONNX encoder: one Gather that looks the vector of each token up. No onnx package."""

from pathlib import Path

import numpy as np


def _varint(number: int) -> bytes:
    out = bytearray()
    while True:
        number, low = number >> 7, number & 0x7F
        out.append(low | (0x80 if number else 0))
        if not number:
            return bytes(out)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes | str) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _tensor_type(name: str, kind: int, axes: tuple[str, ...]) -> bytes:
    shape = b"".join(_bytes(1, _bytes(2, axis)) for axis in axes)
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def write_lookup_model(path: Path, table: np.ndarray) -> None:
    """input_ids [batch, tokens] int64 -> last_hidden_state [batch, tokens, width], rows of `table`."""
    rows, width = table.shape
    weights = _number(1, rows) + _number(1, width) + _number(2, 1) + _bytes(8, "table")
    weights += _bytes(9, table.astype("<f4").tobytes())
    node = _bytes(1, "table") + _bytes(1, "input_ids") + _bytes(2, "last_hidden_state") + _bytes(4, "Gather")
    graph = _bytes(1, node) + _bytes(2, "lookup") + _bytes(5, weights)
    graph += _bytes(11, _tensor_type("input_ids", 7, ("batch", "tokens")))
    graph += _bytes(12, _tensor_type("last_hidden_state", 1, ("batch", "tokens", "width")))
    path.write_bytes(_number(1, 8) + _bytes(7, graph) + _bytes(8, _bytes(1, "") + _number(2, 13)))
