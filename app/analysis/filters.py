"""Takes out what the recogniser made up, in a fixed order (performance.md 1.4); drops are kept for audit."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.resources import files

import yaml

from app.analysis.chinese import han_count, simplified
from app.analysis.role_terms import is_echo, role_terms
from app.analysis.transcriber import Heard, Speech
from app.domain.language import Language
from app.domain.transcript import DroppedText

MIN_VOICED_S = 0.25
MIN_VOICED_RATIO = 0.3
DOUBTFUL_BELOW_S = 4.0
DOUBTFUL_NO_SPEECH = 0.4
DOUBTFUL_ABOVE_FLOOR_DB = 6.0
ALIKE = 0.8  # of a made-up sentence
MOSTLY = 0.7  # of the segment's characters
LOOP_TIMES = 4
LOOP_LENGTHS = range(2, 13)
FASTEST_HAN_PER_S = 9.0

_MARKS = re.compile(r"[\W_]+")
_PIECES = re.compile(r"[A-Za-z0-9'’]+|[^\sA-Za-z0-9'’]")


@dataclass(frozen=True, slots=True)
class Filtered:
    """What is left of one segment, what was dropped from it, and codes of doubt about the rest."""

    text: str
    dropped: tuple[DroppedText, ...] = ()
    flags: tuple[str, ...] = ()


class Filters:
    """The filters with their bag of made-up sentences."""

    def __init__(self) -> None:
        text = files("app.analysis").joinpath("hallucinations.yaml").read_text(encoding="utf-8")
        bag: dict[str, list[str]] = yaml.safe_load(text)
        self._bag = tuple(bare(phrase) for phrases in bag.values() for phrase in phrases)
        self._terms = tuple(bare(term) for language in Language for term in role_terms(language))

    def refuse_sound(self, speech: Speech) -> DroppedText | None:
        """Why this segment is not worth recognising: too little of it is speech (rule 1). None: it is."""
        if speech.voiced_s >= MIN_VOICED_S and speech.voiced_s >= MIN_VOICED_RATIO * speech.length_s:
            return None
        return DroppedText("", speech.start_s, speech.end_s, "too_little_speech")

    def filtered(self, speech: Speech, heard: Heard, language: Language) -> Filtered:
        """The words of a segment after rules 2 to 5: made-up sentences, loops, rate, simplified script."""
        text = heard.text.strip()
        if is_doubtful(speech, heard) and self.is_made_up(text):
            return Filtered("", (DroppedText(text, speech.start_s, speech.end_s, "made_up_sentence"),))
        text, cut = without_loops(text)
        dropped = tuple(DroppedText(part, speech.start_s, speech.end_s, "loop") for part in cut)
        is_too_fast = han_count(text) > FASTEST_HAN_PER_S * max(speech.voiced_s, MIN_VOICED_S)
        if language is Language.ZH:
            text = simplified(text)
        return Filtered(text, dropped, ("too_many_words",) if is_too_fast else ())

    def is_made_up(self, text: str) -> bool:
        """Is this (nearly) one of the sentences of the bag, several of them, or what was told beforehand?"""
        left = bare(text)
        if not left:
            return False
        if is_echo(left, self._terms):
            return True
        length = len(left)
        if any(SequenceMatcher(None, left, phrase, autojunk=False).ratio() >= ALIKE for phrase in self._bag):
            return True
        for phrase in sorted(self._bag, key=len, reverse=True):
            left = left.replace(phrase, "")
        return len(left) <= (1 - MOSTLY) * length


def is_doubtful(speech: Speech, heard: Heard) -> bool:
    """Is this a segment in which recognisers like to make things up?"""
    return (
        speech.length_s < DOUBTFUL_BELOW_S
        or (heard.no_speech is not None and heard.no_speech > DOUBTFUL_NO_SPEECH)
        or speech.level_db < speech.floor_db + DOUBTFUL_ABOVE_FLOOR_DB
    )


def without_loops(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with every 2- to 12-gram that stands 4 times or more in a row kept once, and what was cut.

    A gram is counted in Han characters, Latin words and marks.
    """
    cut: list[str] = []
    while (found := _first_loop(text)) is not None:
        keep_to, loop_end = found
        cut.append(text[keep_to:loop_end])
        text = text[:keep_to] + text[loop_end:]
    return text, tuple(cut)


def _first_loop(text: str) -> tuple[int, int] | None:
    """Offsets of the end of the first round and of the end of the last round of the first loop."""
    pieces = [(match.group().lower(), match.end()) for match in _PIECES.finditer(text)]
    words = [word for word, _ in pieces]
    for start in range(len(words)):
        for length in LOOP_LENGTHS:
            gram = words[start : start + length]
            rounds = 1
            while words[start + rounds * length : start + (rounds + 1) * length] == gram:
                rounds += 1
            if rounds >= LOOP_TIMES and len(gram) == length:
                return pieces[start + length - 1][1], pieces[start + rounds * length - 1][1]
    return None


def bare(text: str) -> str:
    """The text in simplified small letters without marks and spaces: what two sentences are compared by."""
    return _MARKS.sub("", simplified(text)).lower()
