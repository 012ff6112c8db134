"""Light stemming of English words: enough that contacted, contacting and contacts meet."""

from functools import lru_cache

from app.scoring.words_en import IRREGULAR

_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The common form of `word` (lower case): irregular forms by table, then -s, -ed, -ing."""
    known = IRREGULAR.get(word, word)
    if len(known) <= 3 or not known.isalpha():
        return known
    return _without_ending(known)


def _without_ending(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _bare(word[:-1])
    if word.endswith("ing") and len(word) > 5 and _has_vowel(word[:-3]):
        return _bare(_undoubled(word[:-3]))
    if word.endswith("ed") and len(word) > 4 and _has_vowel(word[:-2]):
        return _bare(_undoubled(word[:-2]))
    return _bare(word)


def _bare(word: str) -> str:
    """`word` without a silent e, so that note, noted and noting meet."""
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _has_vowel(word: str) -> bool:
    return any(letter in _VOWELS for letter in word)


def _undoubled(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word
