"""Words that no field may come from are taken out of the text first, as many blanks in their place.

The same topics as in the kiosk's `app/content/forbidden.py`, which holds questions; here they are labels and values.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from ehr.resumes.facts import ForbiddenTopic

_VALUE = r"[ ]*[:：][ ]*[^\n|｜,，;；]{0,40}?(?=[\n|｜,，;；]|[ ]*/[ ]*(?!\d)|[ ]{2,}|$|[ ]+[^\s:：|]{1,12}[ ]*[:：])"


def _labelled(labels: str) -> str:
    """One of `labels` at the start of a line or cell, with its value. Chinese labels may have blanks inside."""
    spaced = "|".join("[ ]*".join(label) if label[0] > "\x7f" else label for label in labels.split(", "))
    return rf"(?<![^\s|｜,，;；/（(])(?:{spaced}){_VALUE}"


_DAY = r"(?:19|20)\d\d[ ]?[年./-][ ]?\d{1,2}(?:[ ]?[月./-](?:[ ]?\d{1,2}[ ]?日?)?)?"
_PATTERNS: Mapping[ForbiddenTopic, re.Pattern[str]] = MappingProxyType(
    {
        topic: re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE)
        for topic, patterns in {
            ForbiddenTopic.ID_NUMBER: (
                _labelled(
                    r"身份证号码, 身份证号, 身份证, 证件号码, 护照号, ID number, ID no\.?, "
                    r"passport(?: no\.?)?, national insurance number, social security number, SSN"
                ),
                r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dXx])",
            ),
            ForbiddenTopic.AGE: (
                rf"(?:出生(?:年月|日期)|生日|date of birth|birth ?date|born(?: on| in)?|DOB)[ ]*[:：]?[ ]*{_DAY}",
                _labelled(r"出生年月, 出生日期, 出生, 生日, 年龄, age, date of birth, birth ?date, DOB"),
                r"(?<![\d.])[1-7]\d[ ]?周?岁|\b[1-7]\d[ -]years?[ -]old\b",
                r"(?:19|20)\d\d[ ]?年[ ]?(?:\d{1,2}[ ]?月)?(?:\d{1,2}[ ]?日)?[ ]?(?:出生|"
                r"生(?![\u4e00-\u9fff]))",
            ),
            ForbiddenTopic.SEX: (
                _labelled(r"性别, sex, gender"),
                r"(?:(?<=[|｜/,，\s])|^)(?:男|女)性?(?=[|｜/,，\s]|$)",
                r"(?:(?<=[|/,]\s)|(?<=[|/,])|^)(?:fe)?male(?=[ ]*[|/,]|$)",
            ),
            ForbiddenTopic.MARRIAGE: (
                _labelled(
                    r"婚姻状况, 婚姻状态, 婚姻, 婚否, 婚育状况, 生育状况, 子女, marital status, "
                    r"children"
                ),
                r"(?<![\u4e00-\u9fff])(?:已婚已育|已婚未育|未婚未育|已婚|未婚|离异)(?![\u4e00-\u9fff])",
                r"(?:(?<=[|/,]\s)|(?<=[|/,])|^)(?:un)?married(?=[ ]*[|/,]|$)",
            ),
            ForbiddenTopic.ORIGIN: (
                _labelled(
                    r"民族, 籍贯, 户籍, 户口所在地, 户口, 出生地, 国籍, nationality, ethnicity, "
                    r"ethnic group, race, place of birth, birthplace, hometown, native place"
                ),
                r"(?:(?<=[|｜/,，\s])|^)(?:汉|回|满|壮|藏|维吾尔|苗|彝|蒙古|朝鲜)族(?=[|｜/,，\s]|$)",
            ),
            ForbiddenTopic.FAITH_OR_PARTY: (
                _labelled(
                    r"政治面貌, 政治面目, 宗教信仰, 宗教, religion, faith, political status, "
                    r"party membership"
                ),
                r"(?:中共(?:预备)?党员|共青团员|民主党派|无党派人士|入党积极分子|群众(?=[|｜/,，\s]|$))",
            ),
            ForbiddenTopic.HEALTH_OR_BODY: (
                _labelled(
                    r"健康状况, 健康, 身高, 体重, 血型, 病史, 视力, 残疾, 生肖, 星座, health, height, "
                    r"weight, blood type, disability, zodiac"
                ),
            ),
            ForbiddenTopic.ADDRESS: (
                _labelled(
                    r"家庭住址, 家庭地址, 现居住地, 现居地, 居住地, 现居, 住址, 通讯地址, 联系地址, "
                    r"地址, 邮编, home address, address, post ?code, zip(?: code)?"
                ),
            ),
        }.items()
    }
)


def forbidden_spans(text: str) -> tuple[tuple[ForbiddenTopic, int, int], ...]:
    """Each place of `text` about a forbidden topic as (topic, start, end), by start."""
    hits = [
        (topic, hit.start(), hit.end())
        for topic, pattern in _PATTERNS.items()
        for hit in pattern.finditer(text)
    ]
    return tuple(sorted(hits, key=lambda hit: hit[1:]))


def without_forbidden(text: str) -> str:
    """`text` with blanks where it speaks of forbidden topics: as long as before, so that offsets stay true."""
    letters = list(text)
    for _, start, end in forbidden_spans(text):
        letters[start:end] = (" " if letter != "\n" else letter for letter in letters[start:end])
    return "".join(letters)
