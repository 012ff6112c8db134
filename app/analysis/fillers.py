"""Fillers by the lexicon of content `speech.fillers`, each with the reading that makes it one.

Recognisers leave fillers out, so counts are a lower bound. No parser is used: a mark, the end of the text or
a repetition stands for the pause that the rules ask for.
"""

import re

from app.analysis.syllables import word_count
from app.domain.language import Language

HESITATIONS = {
    Language.ZH: ("嗯", "呃", "额", "唔", "啊"),
    Language.EN: ("um", "uh", "er", "erm", "mm"),
}
DEMONSTRATIVES = ("那个", "这个", "内个")
DISCOURSE = {
    Language.ZH: ("就是", "就是说", "然后", "的话", "怎么说呢", "反正", "对吧", "所以说"),
    Language.EN: ("like", "you know", "I mean", "sort of", "kind of", "basically", "actually"),
}
WORDS_PER_THEN = 20  # one 然后 in 20 words is still a sequence

_MARK = r"[，。、？！；：…,.?!;:\s—]"
_GAP = rf"(?:{_MARK}|$)"
_START = rf"(?:^|(?<={_MARK}))"
_NO_NOUN = "我你您他她它咱就也都会是有要想去来在不没被把给让跟因如所然但可其怎什呃嗯额唔"  # begins no noun

_ZH_RULES = (
    r"[嗯呃唔]+",
    rf"{_START}额+{_GAP}",
    rf"{_START}啊+(?:…|—|，|,)",
    rf"(?:那个|这个|内个)(?=(?:那个|这个|内个)|{_GAP}|[{_NO_NOUN}])|内个",
    rf"就是说|就是(?=就是|{_GAP}|[嗯呃额唔])",
    r"怎么说呢|反正|对吧|所以说",
)
_EN_RULES = (
    r"\b(?:um+|uh+|er+|erm+|mm+)\b",
    r"(?<!\bdo )(?<!\bdid )(?<!\bif )(?<!\bas )(?<!\bdon't )"
    r"\byou know\b(?! (?:what|how|that|the|who|why|where|when|if|a)\b)",
    r"\bI mean\b(?! (?:that|it)\b)",
    r"(?<!\ba )(?<!\bthe )(?<!\bthis )(?<!\bthat )(?<!\bwhat )(?<!\bsome )(?<!\bany )\b(?:sort|kind) of\b",
    r"\b(?:basically|actually)\b",
    r"(?:(?<=[,.;:…] )|(?<=\band )|(?<=\bbut )|(?<=\bso )|(?<=\bum )|(?<=\buh )|^)like\b",
    r"\blike(?=[,…]| like\b)",
)
_ZH = re.compile("|".join(_ZH_RULES))
_EN = re.compile("|".join(f"(?:{rule})" for rule in _EN_RULES), re.IGNORECASE)
_IF_CLAUSE = re.compile(rf"(?:如果|要是|假如|若|的)(?:(?!{_MARK}).)*?的话")
_SEQUENCE = re.compile("首先|先|第一|接着|之后|最后|再")


def filler_count(text: str, language: Language) -> int:
    """How many fillers the text has."""
    if language is Language.EN:
        return len(_EN.findall(text))
    return len(_ZH.findall(text)) + _loose_the_case(text) + _loose_then(text)


def _loose_the_case(text: str) -> int:
    """的话 outside a conditional clause."""
    return text.count("的话") - len(_IF_CLAUSE.findall(text))


def _loose_then(text: str) -> int:
    """然后 that orders nothing: no sequence is told, or the excess over one in 20 words."""
    count = text.count("然后")
    if not _SEQUENCE.search(text.replace("然后", "")):
        return count
    return max(0, count - max(1, int(word_count(text) / WORDS_PER_THEN)))
