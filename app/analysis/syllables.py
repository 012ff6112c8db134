"""How many syllables and words a text has: what speech rates are counted in."""

import re

from app.analysis.chinese import han_count

HAN_PER_WORD = 1.5  # Mandarin words are 1.5 characters on average in speech
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_DIGIT = re.compile(r"\d")
_VOWELS = re.compile(r"[aeiouy]+")


def syllable_count(text: str) -> int:
    """Syllables: a Han character or a digit is one, a Latin word has as many as it has vowel groups."""
    words = sum(_english_syllables(word) for word in _WORD.findall(text))
    return han_count(text) + len(_DIGIT.findall(text)) + words


def word_count(text: str) -> float:
    """Words: Latin words and numbers as written, Han characters at 1.5 to the word."""
    return len(_WORD.findall(text)) + len(re.findall(r"\d+", text)) + han_count(text) / HAN_PER_WORD


def _english_syllables(word: str) -> int:
    """Vowel groups, without a silent e at the end; at least one."""
    word = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(word))
    is_silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyszxg]es$", word) is not None
    ends_in_le = re.search(r"[^aeiouy]le$", word) is not None
    if re.search(r"[aeiouy]le$", word):
        is_silent = True
    return max(1, count - (is_silent and not ends_in_le))
