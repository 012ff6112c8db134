"""One answer in the forms it is compared in; each character knows where it stands in the original."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.language import Language
from app.scoring import words_en, words_zh
from app.scoring.stems import stem

GAP = "…"
GAP_CHARS = {Language.ZH: 12, Language.EN: 36}
Span = tuple[int, int]
_EN_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
_ZH_VARIANT = re.compile(
    "|".join(left for left, _ in sorted(words_zh.VARIANTS, key=lambda pair: -len(pair[0])))
)
_ZH_VARIANTS = dict(words_zh.VARIANTS)


@dataclass(frozen=True, slots=True)
class Form:
    """`chars` made from the original: chars[i] came from original[starts[i]:ends[i]]."""

    chars: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def part(self, span: Span) -> str:
        """The chars made from original[slice(*span)]."""
        return self.chars[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])]

    def inside(self, span: Span) -> Span:
        """The stretch of chars that stands for original[slice(*span)]; one char at least."""
        start = min(bisect_left(self.starts, span[0]), len(self.chars) - 1)
        return start, max(bisect_left(self.starts, span[1]), start + 1)

    def origin(self, start: int, end: int) -> Span:
        """Where chars[start:end] stands in the original."""
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class Text:
    """`original` as given; `normal`: widths, case, control characters and variants unified, for patterns;
    `canon`: particles (zh) or endings and articles (en) unified too, for phrases.
    """

    original: str
    language: Language
    normal: Form
    canon: Form

    @property
    def measured(self) -> Form:
        """The form that sizes and shares are counted in: blind to contractions, politeness and dialect."""
        return self.normal if self.language is Language.ZH else self.canon


def read_text(original: str, language: Language) -> Text:
    """`original` in the forms scoring compares."""
    plain = _plain_form(original)
    if language is Language.EN:
        normal = _replaced(plain, _EN_WORD, _expanded)
        return Text(original, language, normal, _canon_en(normal))
    normal = _replaced(plain, _ZH_VARIANT, _ZH_VARIANTS.__getitem__)
    dropped = (match.span() for match in words_zh.DROPPED.finditer(normal.chars))
    return Text(original, language, normal, _without(normal, dropped))


def cut(text: Text, spans: Sequence[Span]) -> Text:
    """`text` as if nothing stood at `spans`: blank in the original, gone from the compared forms."""
    original = text.original
    for start, end in spans:
        original = original[:start] + " " * (end - start) + original[end:]
    return Text(original, text.language, _cut(text.normal, spans), _cut(text.canon, spans))


@lru_cache(maxsize=16384)
def canon_phrase(phrase: str, language: Language) -> tuple[str, ...]:
    """`phrase` of a lexicon as literals to find in `canon`, in order; they were separated by gaps (…)."""
    parts = (read_text(part, language).canon.chars for part in phrase.replace("...", GAP).split(GAP))
    return tuple(part for part in parts if part.strip())


def forget_words() -> None:
    """No word of anybody's answer is kept any more; what is remembered only saves time."""
    for remembered in (stem, _expanded, _plain):
        remembered.cache_clear()


def _plain_form(original: str) -> Form:
    made = [_plain(char) for char in original]
    chars = "".join(made)
    if all(len(_plain(char)) == 1 for char in set(original)):  # the common case: one for one
        return Form(chars, tuple(range(len(original))), tuple(range(1, len(original) + 1)))
    starts = tuple(at for at, part in enumerate(made) for _ in part)
    return Form(chars, starts, tuple(at + 1 for at in starts))


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    if char in "\n\r\t":
        return "\n" if char == "\n" else " "
    if char in "’‘ʼ`":
        return "'"
    if char == GAP:
        return GAP
    if unicodedata.category(char)[0] == "C":
        return ""
    return unicodedata.normalize("NFKC", char).lower()


def _replaced(form: Form, pattern: re.Pattern[str], replacement: Callable[[str], str]) -> Form:
    """`form` with every match of `pattern` replaced; all made characters point at the whole match."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in pattern.finditer(form.chars):
        made = replacement(match.group())
        if made == match.group():
            continue
        a, b = match.span()
        chars += [form.chars[done:a], made]
        starts += [*form.starts[done:a], *[form.starts[a]] * len(made)]
        ends += [*form.ends[done:a], *[form.ends[b - 1]] * len(made)]
        done = b
    chars.append(form.chars[done:])
    return Form("".join(chars), (*starts, *form.starts[done:]), (*ends, *form.ends[done:]))


def _without(form: Form, spans: Iterable[Span]) -> Form:
    kept: list[slice] = []
    done = 0
    for a, b in spans:
        kept.append(slice(done, a))
        done = b
    kept.append(slice(done, None))
    starts = [at for part in kept for at in form.starts[part]]
    ends = [at for part in kept for at in form.ends[part]]
    return Form("".join(form.chars[part] for part in kept), tuple(starts), tuple(ends))


def _cut(form: Form, spans: Sequence[Span]) -> Form:
    """`form` without the chars made from `spans`; the space before all English words stays."""
    first = int(form.starts[:1] == form.ends[:1] == (0,))
    places = []
    for start, end in spans:
        a, b = bisect_left(form.starts, start, first), bisect_left(form.starts, end, first)
        places.append((a, b))
    return _without(form, places)


@lru_cache(maxsize=8192)
def _expanded(word: str) -> str:
    """`word` without contraction: i'll is i will, didnt is did not."""
    if word in words_en.BARE_NEGATIONS:
        word = f"{word[:-1]}'t"
    known = words_en.CONTRACTIONS.get(word)
    if known is not None:
        return known
    for ending, full in words_en.SUFFIXES:
        if word.endswith(ending) and len(word) > len(ending):
            return word[: -len(ending)] + full
    return word


def _canon_en(normal: Form) -> Form:
    """Stemmed words between single spaces, with a space at either end, so that phrases match whole words."""
    chars = [" "]
    starts, ends = [0], [0]
    for match in _EN_WORD.finditer(normal.chars):
        if match.group() in words_en.DROPPED:
            continue
        word = stem(match.group().replace("'", ""))
        a, b = normal.starts[match.start()], normal.ends[match.end() - 1]
        chars.append(f"{word} ")
        starts += [a] * (len(word) + 1)
        ends += [b] * (len(word) + 1)
    return Form("".join(chars), tuple(starts), tuple(ends))
