"""How many characters or words a recogniser got wrong: edits over what was said."""

import re
from collections.abc import Sequence

from app.analysis.chinese import simplified
from app.domain.language import Language

_MARKS = re.compile(r"[\W_]+")
_NOT_A_WORD = re.compile(r"[^\w']+|_")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'"})


def tokens(text: str, language: Language) -> list[str]:
    """What is counted: characters of Chinese, in simplified script; words of English; neither marks nor case."""
    if language is Language.ZH:
        return list(_MARKS.sub("", simplified(text)).lower())
    return _NOT_A_WORD.sub(" ", text.translate(_APOSTROPHES)).lower().split()


def edits(said: Sequence[str], heard: Sequence[str]) -> int:
    """The fewest substitutions, deletions and insertions that turn one into the other (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for at, right in enumerate(said, 1):
        diagonal, row[0] = row[0], at
        for other, guess in enumerate(heard, 1):
            diagonal, row[other] = (
                row[other],
                min(row[other] + 1, row[other - 1] + 1, diagonal + (right != guess)),
            )
    return row[-1]
