"""Counterfactual pairs: the same answer with names, gendered words or dialect words exchanged."""

import re
from collections.abc import Iterator, Mapping

from app.domain.language import Language
from tests.gold.gold import Gold

ZH_GENDER = {
    "她": "他",
    "他": "她",
    "女士": "先生",
    "先生": "女士",
    "阿姨": "叔叔",
    "叔叔": "阿姨",
    "妈妈": "爸爸",
    "奶奶": "爷爷",
    "大哥": "大姐",
    "大叔": "阿姨",
    "大妈": "大爷",
    "男": "女",
    "女": "男",
    "女儿": "儿子",
}
ZH_DIALECT = {
    "什么": "啥",
    "怎么": "咋",
    "我们": "咱们",
    "知道": "晓得",
    "没有": "木有",
    "两个": "俩",
    "马上": "立马",
    "今天": "今儿",
    "我": "俺",
    "您": "恁",
}
ZH_NAMES = {"客户": "买家", "同学": "同学小周", "老师": "王老师", "主管": "李主管", "邻居": "邻居老张"}
EN_GENDER = {
    "he": "she",
    "she": "he",
    "him": "her",
    "his": "her",
    "her": "him",
    "man": "woman",
    "woman": "man",
    "father": "mother",
    "mother": "father",
    "mum": "dad",
    "dad": "mum",
    "gentleman": "lady",
    "lady": "gentleman",
    "sir": "madam",
    "boy": "girl",
    "wife": "husband",
    "guy": "lady",
}
EN_DIALECT = {
    "going to": "gonna",
    "apologise": "apologize",
    "apologised": "apologized",
    "neighbour": "neighbor",
    "cannot": "can't",
    "do not": "don't",
    "I will": "I'll",
    "I am": "I'm",
    "it is": "it's",
    "parcel": "package",
    "yes": "yeah",
}
EN_NAMES = {"my manager": "my manager Wang", "my tutor": "Mr Lee, my tutor", "a customer": "a Miss Chen"}
SWAPS: Mapping[Language, Mapping[str, Mapping[str, str]]] = {
    Language.ZH: {"gender": ZH_GENDER, "dialect": ZH_DIALECT, "names": ZH_NAMES},
    Language.EN: {"gender": EN_GENDER, "dialect": EN_DIALECT, "names": EN_NAMES},
}


def swapped(text: str, language: Language, table: Mapping[str, str]) -> str:
    """`text` with every word of `table` exchanged at once, the longest first."""
    words = sorted(table, key=len, reverse=True)
    edge = r"\b" if language is Language.EN else ""
    pattern = re.compile(edge + "(?:" + "|".join(map(re.escape, words)) + ")" + edge)
    return pattern.sub(lambda found: table[found.group()], text)


def pairs(answers: list[Gold]) -> Iterator[tuple[str, Gold, dict[int, str]]]:
    """(kind of swap, answer, its turns after the swap) for every swap that changes something."""
    for gold in answers:
        for kind, table in SWAPS[gold.language].items():
            turns = {turn: swapped(text, gold.language, table) for turn, text in gold.turns.items()}
            if turns != dict(gold.turns):
                yield kind, gold, turns
