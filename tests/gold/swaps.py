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
ZH_NAMES = {
    "同学": ("同学小周", "同学阿依古丽"),
    "老师": ("王老师", "欧阳老师"),
    "主管": ("李主管", "买买提主管"),
    "邻居": ("邻居张秀英", "邻居卓玛"),
    "客户": ("客户刘建国", "客户陈雨桐"),
    "阿姨": ("赵阿姨", "诸葛阿姨"),
    "店长": ("孙店长", "巴特尔店长"),
}
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
EN_NAMES = {
    "customer": ("customer, Mr Smith,", "customer, Ms Okonkwo,"),
    "manager": ("manager Emily", "manager Mohammed"),
    "supervisor": ("supervisor John", "supervisor Xiaoling"),
    "colleague": ("colleague Anne", "colleague Jamal"),
    "tutor": ("tutor Dr Brown", "tutor Dr Papadopoulos"),
    "neighbour": ("neighbour Kate", "neighbour Guadalupe"),
    "friend": ("friend Tom", "friend Aaliyah"),
}
NAMES: Mapping[Language, Mapping[str, tuple[str, str]]] = {Language.ZH: ZH_NAMES, Language.EN: EN_NAMES}
SWAPS: Mapping[Language, Mapping[str, Mapping[str, str]]] = {
    Language.ZH: {"gender": ZH_GENDER, "dialect": ZH_DIALECT},
    Language.EN: {"gender": EN_GENDER, "dialect": EN_DIALECT},
}
Turns = dict[int, str]


def swapped(text: str, language: Language, table: Mapping[str, str]) -> str:
    """`text` with every word of `table` exchanged at once, the longest first."""
    words = sorted(table, key=len, reverse=True)
    edge = r"\b" if language is Language.EN else ""
    pattern = re.compile(edge + "(?:" + "|".join(map(re.escape, words)) + ")" + edge)
    return pattern.sub(lambda found: table[found.group()], text)


def named(text: str, language: Language, which: int) -> str:
    """`text` with names put in: of the first (0) or of the second (1) of two sets of people."""
    return swapped(text, language, {word: names[which] for word, names in NAMES[language].items()})


def variants(text: str, language: Language) -> dict[str, tuple[str, str]]:
    """Per kind of swap the two texts to compare."""
    found = {kind: (text, swapped(text, language, table)) for kind, table in SWAPS[language].items()}
    return found | {"names": (named(text, language, 0), named(text, language, 1))}


def pairs(answers: list[Gold]) -> Iterator[tuple[str, Gold, Turns, Turns]]:
    """(kind of swap, answer, its turns before and after) for every swap that changes something."""
    for gold in answers:
        each = {turn: variants(text, gold.language) for turn, text in gold.turns.items()}
        for kind in ("gender", "dialect", "names"):
            before, after = ({turn: found[kind][side] for turn, found in each.items()} for side in (0, 1))
            if before != after:
                yield kind, gold, before, after
