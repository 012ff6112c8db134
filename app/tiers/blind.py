"""Takes name, age, gender, origin and school out of a sentence before a language model sees it.

By patterns: what a candidate says of themselves in the usual ways. Pictures and voices never go there at
all. Quotes are sliced from the transcript, so nothing here changes what a person reads.
"""

import re
from dataclasses import dataclass

from app.domain.language import Language

_END = r"(?=[，,。；;、！!？?\s]|今年|来自|是|毕业|$)"
_NO_NAME = r"(?!他|她|它|客|同|人|车|号|了|过|来|住|停|一|那|这|对|大|快|您|你|上|下|不)"
_SELF_ZH = r"(?:女|男)(?:大学生|生|孩子?|性|的|人|士|同学)"
_PROVINCE = (
    r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川"
    r"|贵州|云南|陕西|甘肃|青海|台湾|内蒙古?|广西|西藏|宁夏|新疆|香港|澳门|东北|华北|西北|西南|南方|北方|农村)"
)
_PLACE = (
    rf"(?:{_PROVINCE}省?(?:[\u4e00-\u9fff]{{1,6}}?[市县区镇乡村])*|[\u4e00-\u9fff]{{1,8}}?[省市县区镇乡村]"
    rf"|[\u4e00-\u9fff]{{2,6}}?(?=[，,。；;\s]|$))"
)
_SCHOOL_ZH = r"(?:大学|学院|职高|职业学校|职校|技校|中专|专科学校|高中|中学)"
_CAPITAL = r"[A-Z][\w'’-]+"
_I_AM = r"(?i:\bi(?: am|'m|’m) )"
_SELF_EN = (
    r"(?i:wom[ae]n|m[ae]n|girl|guy|lady|gentleman|male|female|mother|father|mum|mom|dad"
    r"|(?:young|older|single|married) (?:wom[ae]n|m[ae]n|mother|father|mum|mom|dad))\b"
)
_PEOPLE = (
    r"(?:Chinese|Indian|American|British|English|Irish|Polish|German|French|Nigerian|Pakistani|Mexican|Filipino"
    r"|Vietnamese|Korean|Japanese|Russian|Ukrainian|Turkish|Arab|Black|White|Asian|Hispanic|Latin[ao]|Muslim"
    r"|Christian|Jewish|Hindu|Buddhist)\b"
)
_DECADES = r"(?:twenties|thirties|forties|fifties)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_AGE_EN = rf"(?:\d{{1,2}}|(?:eighteen|nineteen|twenty|thirty|forty|fifty)(?:[- ]{_ONES})?)"


@dataclass(frozen=True, slots=True)
class _Rule:
    """`what` becomes `mark` where `lead` stands before it; the lead stays."""

    mark: str
    lead: str
    what: str

    def compiled(self) -> tuple[str, re.Pattern[str]]:
        """The mark and the pattern whose group `lead` is kept."""
        return self.mark, re.compile(f"(?P<lead>{self.lead}){self.what}")


_ZH = (
    _Rule("〔姓名〕", "我的?(?:名字)?叫", rf"{_NO_NAME}[\u4e00-\u9fff]{{2,4}}?{_END}"),
    _Rule(
        "〔姓名〕",
        "(?:名字是|名字叫|叫我|称呼我|我姓)",
        r"[\u4e00-\u9fff]{1,4}?(?=就行|就好|即可|[，,。；;、！!？?\s]|$)",
    ),
    _Rule("〔年龄〕", "", r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})\s*周?岁"),
    _Rule(
        "〔年龄〕",
        "",
        r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出生|生人|生)|(?:[6-9]0|95|85|75|00|05)后",
    ),
    _Rule("〔年龄〕", "我?今年", r"(?:\d{2}|[二三四五]?十[一二三四五六七八九]?)(?=[，,。；;了\s]|$)"),
    _Rule(
        "〔性别〕", "(?:我是|作为)(?:一个|一名|一位|个|名)?", rf"(?:{_SELF_ZH}|妈妈|母亲|爸爸|父亲|宝妈|宝爸)"
    ),
    _Rule("〔性别〕", "", "宝妈|宝爸|全职妈妈|怀孕|孕期|产假|哺乳期|陪产假"),
    _Rule("〔性别〕", "我", "(?:老公|老婆|丈夫|妻子|男朋友|女朋友|先生|太太)"),
    _Rule("〔籍贯〕", "我是", rf"{_PROVINCE}[省市]?[\u4e00-\u9fff]{{0,6}}?人(?=[，,。；;、\s]|$)"),
    _Rule("〔籍贯〕", "(?:我来自|来自于?|籍贯是?|老家在|老家是|户口在|出生在|出生于|家住|我家在)", _PLACE),
    _Rule("〔籍贯〕", "", "(?:汉|回|藏|维吾尔|蒙古|壮|满|苗|彝|土家|朝鲜|侗|瑶|白|哈萨克)族"),
    _Rule(
        "〔学校〕",
        "(?:毕业于|就读于|考上了?|我在|我是|从|读的是)",
        rf"[\u4e00-\u9fffA-Za-z]{{2,12}}?{_SCHOOL_ZH}",
    ),
    _Rule("〔学校〕", "", rf"(?:985|211|双一流)(?:的?(?:院校|高校|{_SCHOOL_ZH}))?"),
    _Rule("〔学校〕", "", "(?:清华|北大|复旦|浙大|人大|交大|武大|中大)(?=毕业|[，,。；;\\s]|的)"),
)
_EN = (
    _Rule(
        "[name]",
        r"(?i:\bmy name(?:'s|’s| is) |\bi am called |\bi'm called |\bcall me )",
        rf"[A-Za-z'’-]+(?: {_CAPITAL}){{0,2}}",
    ),
    _Rule("[age]", "", rf"(?i:\b{_AGE_EN}[- ]years?[- ]old\b|\bborn in (?:19|20)\d\d\b|\baged? \d{{2}}\b)"),
    _Rule("[age]", _I_AM, rf"(?i:{_AGE_EN}(?=[,.;!]| and\b|$))"),
    _Rule("[age]", r"(?i:\bin my )", rf"(?i:(?:early |mid |late )?{_DECADES}\b)"),
    _Rule("[gender]", rf"(?:(?i:\bas an? |\bas the only )|{_I_AM}(?i:an? |the only ))", _SELF_EN),
    _Rule("[gender]", r"(?i:\bmy )", r"(?i:(?:husband|wife|boyfriend|girlfriend)\b)"),
    _Rule("[gender]", "", r"(?i:\bpregnan(?:t|cy)\b|\b(?:maternity|paternity) leave\b)"),
    _Rule(
        "[school]",
        "",
        rf"(?:\b{_CAPITAL} ){{1,4}}(?:University|College|Institute|Academy|Polytechnic|High School)\b",
    ),
    _Rule(
        "[school]",
        "",
        rf"\b(?:University|College|Institute|School|Academy) of {_CAPITAL}(?: {_CAPITAL}){{0,3}}",
    ),
    _Rule(
        "[school]",
        r"(?i:\bgraduated from (?:the )?|\bdegree from (?:the )?)",
        rf"{_CAPITAL}(?: {_CAPITAL}){{0,3}}",
    ),
    _Rule(
        "[origin]",
        rf"(?:{_I_AM}(?i:(?:originally )?from )|(?i:\bi (?:come from|grew up in|was born in) |\bmy home ?town is ))",
        rf"{_CAPITAL}(?:[ ,]+{_CAPITAL}){{0,3}}",
    ),
    _Rule("[origin]", rf"{_I_AM}(?:an? )?", _PEOPLE),
    _Rule("[origin]", r"(?i:\bas an? )", _PEOPLE),
)
_RULES = {
    Language.ZH: tuple(rule.compiled() for rule in _ZH),
    Language.EN: tuple(rule.compiled() for rule in _EN),
}


def blinded(sentence: str, language: Language) -> str:
    """`sentence` with a mark in the place of everything that says who speaks."""
    for mark, pattern in _RULES[language]:
        sentence = pattern.sub(rf"\g<lead>{mark}", sentence)
    return sentence
