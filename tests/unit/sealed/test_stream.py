"""A sealed recording is the one that was written: what is changed, cut, swapped or put elsewhere is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sealed.stream import HEADER_BYTES, LENGTH, Ending, Opened, Sealer, is_sealed, unseal

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
NAME = "i1/q1-t1-k1.mkv"
PIECES = [b"first piece", b"", b"second piece " * 40, b"third"]


def records(pieces: list[bytes], name: str = NAME, *, whole: bool = True) -> list[bytes]:
    """Header, then each record."""
    sealer = Sealer(KEY, name)
    parts = [sealer.header, *[sealer.record(piece) for piece in pieces]]
    return [*parts, sealer.record(b"end", last=True)] if whole else parts


def joined(parts: list[bytes]) -> bytes:
    return b"".join(parts)


@given(st.lists(st.binary(max_size=3000), max_size=8), st.booleans())
def test_what_was_sealed_comes_back_with_how_it_ended(pieces: list[bytes], whole: bool) -> None:
    sealed = joined(records(pieces, whole=whole))
    end = b"end" if whole else b""
    assert unseal(sealed, KEY, NAME) == Opened(b"".join(pieces) + end, Ending.WHOLE if whole else Ending.CUT)


def test_nothing_of_the_content_is_in_it() -> None:
    sealed = joined(records(PIECES))
    assert is_sealed(sealed)
    assert not any(piece in sealed for piece in PIECES if piece)
    assert joined(records(PIECES)) != joined(records(PIECES)), "each recording has a nonce of its own"


def test_each_flipped_byte_is_found() -> None:
    sealed = joined(records([b"one", b"two"]))
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 0x40
        opened = unseal(bytes(changed), KEY, NAME)
        assert opened.ending is not Ending.WHOLE, at
        assert b"onetwoend".startswith(opened.content), "what does come out is what went in"


def test_each_cut_is_found_and_the_records_before_it_can_be_read() -> None:
    parts = records([b"one", b"two"])
    sealed = joined(parts)
    for length in range(len(sealed)):
        opened = unseal(sealed[:length], KEY, NAME)
        assert opened.ending is Ending.CUT, length
    assert unseal(joined(parts[:2]), KEY, NAME).content == b"one"
    assert unseal(joined(parts[:3])[:-1], KEY, NAME).content == b"one"


def test_records_in_another_order_left_out_twice_or_appended_are_found() -> None:
    header, *rest = records(PIECES)
    swapped = [rest[1], rest[0], *rest[2:]]
    for wrong in (swapped, rest[1:], [rest[0], *rest], [*rest, rest[0]], [*rest, b"\0\0\0\1"]):
        assert unseal(joined([header, *wrong]), KEY, NAME).ending is not Ending.WHOLE
    assert unseal(joined([header, *swapped]), KEY, NAME) == Opened(b"", Ending.ALTERED)


def test_a_record_of_another_recording_is_found() -> None:
    header, *rest = records(PIECES)
    _, *others = records(PIECES)
    assert unseal(joined([header, rest[0], *others[1:]]), KEY, NAME) == Opened(PIECES[0], Ending.ALTERED)


def test_the_recording_of_another_question_or_interview_opens_nothing() -> None:
    sealed = joined(records(PIECES))
    assert unseal(sealed, KEY, "i1/q2-t1-k1.mkv") == Opened(b"", Ending.ALTERED)
    assert unseal(sealed, OTHER, NAME) == Opened(b"", Ending.OTHER_KEY)


@pytest.mark.parametrize("length", [0, 15, 1 << 20, (1 << 32) - 1])
def test_a_length_that_cannot_be_is_no_reason_to_take_memory(length: int) -> None:
    header = records([])[0]
    assert len(header) == HEADER_BYTES
    assert unseal(header + LENGTH.pack(length) + bytes(99), KEY, NAME) == Opened(b"", Ending.ALTERED)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_it_fail(noise: bytes) -> None:
    assert unseal(noise, KEY, NAME).content == b""
