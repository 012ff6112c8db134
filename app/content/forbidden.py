"""Topics that no question may ask about: the law forbids them, or the answer would say nothing about the work.

Said by a customer, in quotation marks, such words are part of a scene; asked of the candidate they are a question.
"""

import re

_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|\"[^\"]*\"")
# In the order of forbidden_questions in candidate_texts.yaml (Women's Rights Law Art. 43, Employment Promotion Law).
_TOPICS = (
    r"婚姻|结婚|已婚|未婚|离婚|婚育|生育|怀孕|备孕|(?:生|要)(?:小孩|孩子|二胎)|几个孩子"
    r"|\bmarri(?:ed|age)|\bmarital|\bdivorc|\bpregnan|\bchildbearing|\bhave (?:any )?(?:children|kids)",
    r"户籍|户口|籍贯|老家|哪里人|民族|\bhousehold registration|\bhukou|\bhometown|\bbirthplace|\bethnic",
    r"宗教|信教|信仰|信佛|教堂|\breligio|\bchurch|\bmosque|\byour faith",
    r"病史|疾病|患病|残疾|残障|乙肝|服药|\bmedical history|\billness|\bdisabilit|\bdisease|\bmedication",
    r"家庭(?:收入|经济|条件)|父母(?:的)?(?:收入|工作|职业)|欠债|负债|存款"
    r"|\bfamily (?:income|finances)|\bparents'? (?:income|jobs?)|\bin debt|\bsavings",
)
_PATTERNS = tuple(re.compile(topic, re.IGNORECASE) for topic in _TOPICS)


def forbidden_in(text: str) -> str | None:
    """The first words of `text` that ask about a forbidden topic; None where there are none."""
    asked = _QUOTED.sub(" ", text)
    hits = [hit for pattern in _PATTERNS if (hit := pattern.search(asked)) is not None]
    return min(hits, key=lambda hit: hit.start()).group() if hits else None


def topics_in(text: str) -> tuple[int, ...]:
    """The topics that `text` asks about, by their place in forbidden_questions."""
    asked = _QUOTED.sub(" ", text)
    return tuple(index for index, pattern in enumerate(_PATTERNS) if pattern.search(asked))
