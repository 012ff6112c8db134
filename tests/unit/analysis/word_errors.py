"""How many words a recogniser got wrong."""

import re


def word_error_rate(said: str, heard: str) -> float:
    """Substitutions, insertions and deletions over the words that were said (letters and case only)."""
    right, found = (re.sub(r"[^a-z' ]", " ", text.lower()).split() for text in (said, heard))
    row = list(range(len(found) + 1))
    for at, word in enumerate(right, 1):
        before, row[0] = row[:], at
        for other, guess in enumerate(found, 1):
            row[other] = min(before[other] + 1, row[other - 1] + 1, before[other - 1] + (word != guess))
    return row[-1] / len(right)
