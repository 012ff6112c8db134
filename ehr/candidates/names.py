"""Looking for people without a readable index: keyed hashes of characters, pairs of them, and whole numbers."""

import itertools
import re
import unicodedata

from ehr.keys import MasterKey

TOKEN_BYTES = 4
COUNTRY = re.compile(r"^(?:00)?86(?=1\d{10}$)")


def tokens(name: str, master: MasterKey) -> list[int]:
    """The index entries of a name: its characters and its pairs of neighbours, each as a keyed 32-bit number.

    Letters lose case, width and accents; words are kept apart.
    """
    found: set[str] = set()
    for word in _plain(name).split():
        found.update(word)
        found.update(first + second for first, second in itertools.pairwise(word))
    return _hashed(found, master)


def asked(words: str, master: MasterKey) -> list[int]:
    """The entries that a name must have to match `words`: pairs, and characters where a word is only one."""
    wanted: set[str] = set()
    for word in _plain(words).split():
        pairs = [first + second for first, second in itertools.pairwise(word)]
        wanted.update(pairs or [word])
    return _hashed(wanted, master)


def phone_digits(text: str) -> str:
    """The digits a phone is known by: no spaces or signs, no country code before a Chinese mobile number."""
    return COUNTRY.sub("", re.sub(r"\D", "", unicodedata.normalize("NFKC", text)))


def match_key(organisation_id: int, master: MasterKey) -> bytes:
    """Under which phone numbers become hashes, one for an organisation; its kiosks are told it (contract v1)."""
    return master.lasting_derived(f"match key of organisation {organisation_id}")


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name)).casefold()
    return "".join(part if part.isalnum() else " " for part in parts if not unicodedata.combining(part))


def _hashed(parts: set[str], master: MasterKey) -> list[int]:
    return sorted(
        int.from_bytes(master.keyed_hash("name tokens", part)[:TOKEN_BYTES], "big", signed=True)
        for part in parts
    )
