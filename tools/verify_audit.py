#!/usr/bin/env python3
"""Checks an exported audit log, or a receipt of deletion, without the kiosk.

    python3 verify_audit.py AUDIT.jsonl [--head HASH] [--key HEX]
    python3 verify_audit.py RECEIPT.json --receipt [--key HEX]

Needs nothing but Python 3.9 or newer. Exit code 0: every row follows the one before it and the heading is
signed. 1: something was changed; the first wrong line is named. 2: the file cannot be read.

--head: a hash that was written down earlier: it must be the hash of a row, else rows were cut or made anew.
--key: the public key of the kiosk (`kiosk admin key`), written down at its set-up. Without it the signature
proves only that whoever signed has the key that the file itself names.
"""

import argparse
import hashlib
import json
import re
import sys

FORMATS = {"audit": "kiosk-audit/1", "receipt": "kiosk-deletion-receipt/1"}
START = "0" * 64
FIELDS = {"seq", "at", "actor", "action", "body", "chain"}
HALF_PAIR = re.compile("[\ud800-\udfff]")


class WrongError(Exception):
    """What is wrong, and where."""


def canonical(data):
    """The one JSON text of `data`, as the kiosk hashes it."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return HALF_PAIR.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def link(previous, row):
    """The hash of a row that follows the row with the hash `previous`."""
    parts = [row["seq"], float(row["at"]), row["actor"], row["action"], row["body"]]
    return hashlib.sha256((previous + canonical(parts)).encode()).hexdigest()


# ---- Ed25519 (RFC 8032, section 6), only the check: the standard library has none --------------------------
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(one, two):
    """The sum of two points in extended coordinates."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number, point):
    """`number` times `point`."""
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


def is_same(one, two):
    """True for the same point."""
    return (one[0] * two[2] - two[0] * one[2]) % P == 0 and (one[1] * two[2] - two[1] * one[2]) % P == 0


def unpacked(raw):
    """The point of 32 bytes, or None."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = unpacked((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, text, signature):
    """True if `signature` (64 bytes) over `text` was made with the private part of `key` (32 bytes)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    point, first = unpacked(key), unpacked(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if point is None or first is None or scalar >= ORDER:
        return False
    digest = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    return is_same(times(scalar, BASE), add(first, times(digest, point)))


# ---- the two kinds of file ----------------------------------------------------------------------------------
def check_signature(document, key):
    """Raises WrongError unless `document` carries a right signature, by `key` (hex) if one is given."""
    if key is not None and document.get("key") != key.lower():
        raise WrongError("signed with another key than the one that was given")
    unsigned = {name: value for name, value in document.items() if name != "signature"}
    try:
        raw_key, raw_signature = bytes.fromhex(document["key"]), bytes.fromhex(document["signature"])
    except (KeyError, TypeError, ValueError):
        raise WrongError("no key and signature") from None
    if document["signature"] != raw_signature.hex():  # capitals and spaces would say the same
        raise WrongError("the signature is not written as the kiosk writes it")
    if not is_signed(raw_key, canonical(unsigned).encode(), raw_signature):
        raise WrongError("the signature does not fit")


def read_line(line, where):
    """The object of one line, which must be written in the one canonical way."""
    try:
        data = json.loads(line)
        exact = isinstance(data, dict) and canonical(data) == line
    except (ValueError, RecursionError):
        exact = False
    if not exact:
        raise WrongError(where + ": not written as the kiosk writes it")
    return data


def check_row(row, number, previous):
    """The hash of row `number`, which must follow `previous`."""
    where = f"row {number}"
    numbers = isinstance(row.get("at"), (int, float)) and isinstance(row.get("seq"), int)
    if set(row) != FIELDS or not numbers:
        raise WrongError(where + ": a field is missing or of another kind")
    if row["seq"] != number:
        raise WrongError(where + ": missing or out of order")
    try:
        fits = link(previous, row) == row["chain"]
    except OverflowError:  # a moment that no clock has
        fits = False
    if not fits:
        raise WrongError(where + ": changed, or a row before it was taken out")
    return row["chain"]


def verify_audit(text, head=None, key=None):
    """How many rows the log has. Raises WrongError."""
    lines = text.split("\n")
    if lines.pop() != "" or not lines:
        raise WrongError("the file is cut at its end")
    heading = read_line(lines[0], "heading")
    if heading.get("format") != FORMATS["audit"]:
        raise WrongError("heading: another format")
    check_signature(heading, key)
    previous, seen = START, {START}
    for number, line in enumerate(lines[1:], start=1):
        previous = check_row(read_line(line, f"row {number}"), number, previous)
        seen.add(previous)
    if (len(lines) - 1, previous) != (heading.get("rows"), heading.get("head")):
        raise WrongError("rows are missing at the end, or were added")
    if head is not None and head.lower() not in seen:
        raise WrongError("no row has the hash that was written down: the log was cut or made anew")
    return len(lines) - 1


def verify_receipt(text, key=None):
    """Raises WrongError unless the receipt is as the kiosk signed it."""
    try:
        document = json.loads(text)
    except RecursionError:
        raise WrongError("no receipt of deletion") from None
    if not isinstance(document, dict) or document.get("format") != FORMATS["receipt"]:
        raise WrongError("no receipt of deletion")
    check_signature(document, key)


def main():
    """The exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file")
    parser.add_argument("--receipt", action="store_true", help="the file is a receipt of deletion")
    parser.add_argument("--head", help="a hash written down earlier")
    parser.add_argument("--key", help="the kiosk's public key")
    args = parser.parse_args()
    try:
        with open(args.file, encoding="utf-8", newline="") as file:
            text = file.read()
        if args.receipt:
            verify_receipt(text, args.key)
            print("ok: the receipt is as it was signed")
        else:
            print(f"ok: {verify_audit(text, args.head, args.key)} rows, the chain holds")
    except WrongError as wrong:
        print(f"WRONG: {wrong}")
        return 1
    except (OSError, ValueError) as error:
        print(f"cannot be read: {type(error).__name__}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
