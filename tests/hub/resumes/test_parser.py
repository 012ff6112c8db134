"""The facts of a résumé: each with the words it came from; none from words that nobody may use."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ehr.resumes.document import Format, Part, PartKind, ResumeText
from ehr.resumes.facts import ForbiddenTopic, Level, Month, Period, ResumeFacts, Span, TypingUnit
from ehr.resumes.forbidden import without_forbidden
from ehr.resumes.parser import parse_resume
from ehr.resumes.periods import find_period, months_together
from ehr.resumes.skills import skill_list
from tests.hub.resumes.samples import EN, ZH

TODAY = Month(2026, 11)
ROOT = Path(__file__).resolve().parents[3]


def text_of(lines: list[str]) -> ResumeText:
    parts, start = [], 0
    for number, line in enumerate(lines, start=1):
        parts.append(Part(number, start, start + len(line)))
        start += len(line) + 1
    return ResumeText(Format.DOCX, PartKind.PARAGRAPH, "\n".join(lines) + "\n", tuple(parts))


def facts_of(*lines: str) -> ResumeFacts:
    return parse_resume(text_of(list(lines)), TODAY)


def test_a_chinese_resume() -> None:
    found = facts_of(*ZH)
    (school,) = found.education
    assert (school.level, school.school, school.subject) == (
        Level.JUNIOR_COLLEGE,
        "甲市职业技术学院",
        "电子商务",
    )
    assert school.period == Period(Month(2015, 9), Month(2018, 6))
    assert [(job.employer, job.title, job.in_service) for job in found.jobs] == [
        ("甲方科技有限公司", "在线客服专员", True),
        ("乙方呼叫中心", "电话客服", True),
        ("丙方超市", "收银员", False),
    ]
    assert [job.period for job in found.jobs][:2] == [
        Period(Month(2021, 3), None),
        Period(Month(2019, 7), Month(2021, 2)),
    ]
    assert found.stated_years is not None
    assert found.stated_years.years == 3
    assert found.counted_years is not None
    assert found.counted_years.years == 7.4  # 2019-07 to 2026-11, 89 months
    assert found.typing is not None
    assert (found.typing.value, found.typing.unit) == (80, TypingUnit.CHARACTERS)
    assert [(language.code, language.said) for language in found.languages] == [
        ("zh", "二级甲等"),
        ("yue", "流利"),
        ("en", "CET-4"),
    ]
    assert {"complaints", "after_sales", "phone", "chat", "many_chats", "tickets"} <= {
        m.skill for m in found.skills
    }
    assert "电子商务师资格证" in [certificate.name for certificate in found.certificates]


def test_an_english_resume() -> None:
    found = facts_of(*EN)
    (school,) = found.education
    assert (school.level, school.school) == (Level.BACHELOR, "Example University")
    assert school.subject == "English Literature"
    assert [(job.employer, job.title, job.in_service) for job in found.jobs] == [
        ("Example Retail Ltd", "Customer Service Representative", True),
        ("Sample Telecom Inc", "Call Centre Agent", True),
    ]
    assert found.stated_years is not None
    assert found.stated_years.years == 5
    assert found.typing is not None
    assert (found.typing.value, found.typing.unit) == (65, TypingUnit.WORDS)
    skills = {mention.skill for mention in found.skills}
    assert {"complaints", "chat", "many_chats", "coaching", "escalation", "crm"} <= skills
    assert "livestream" not in skills, "it says that there is no experience with it"


def spans_of(found: ResumeFacts) -> list[Span]:
    single = [fact.span for fact in (found.stated_years, found.typing) if fact is not None]
    many = (*found.education, *found.jobs, *found.languages, *found.skills, *found.certificates)
    return single + [fact.span for fact in many]


@pytest.mark.parametrize("lines", [ZH, EN])
def test_every_fact_names_the_words_it_came_from_and_none_of_them_is_forbidden(lines: list[str]) -> None:
    source = text_of(lines)
    found = parse_resume(source, TODAY)
    spans = spans_of(found)
    assert len(spans) > 12
    for span in spans:
        assert 0 <= span.start < span.end <= len(source.text)
        assert source.parts[span.part - 1].start <= span.start <= source.parts[span.part - 1].end
        for skipped in found.skipped:
            assert span.end <= skipped.span.start or span.start >= skipped.span.end


@pytest.mark.parametrize(
    ("line", "topic", "secret"),
    [
        ("性 别：女", ForbiddenTopic.SEX, "女"),
        ("男 | 本科", ForbiddenTopic.SEX, "男"),
        ("Gender: female", ForbiddenTopic.SEX, "female"),
        ("年龄：28岁", ForbiddenTopic.AGE, "28"),
        ("Date of birth: 01/02/1990", ForbiddenTopic.AGE, "1990"),
        ("1990年1月出生", ForbiddenTopic.AGE, "1990"),
        ("I am 28 years old", ForbiddenTopic.AGE, "28"),
        ("婚姻状况：已婚已育", ForbiddenTopic.MARRIAGE, "已"),
        ("Marital status: single", ForbiddenTopic.MARRIAGE, "single"),
        ("身份证号 110101199001011234", ForbiddenTopic.ID_NUMBER, "1101"),
        ("Passport no.: X0000000", ForbiddenTopic.ID_NUMBER, "X0"),
        ("民族：汉族", ForbiddenTopic.ORIGIN, "汉"),
        ("籍贯：某省", ForbiddenTopic.ORIGIN, "某省"),
        ("Nationality: somewhere", ForbiddenTopic.ORIGIN, "somewhere"),
        ("政治面貌：中共党员", ForbiddenTopic.FAITH_OR_PARTY, "党"),
        ("Religion: none", ForbiddenTopic.FAITH_OR_PARTY, "none"),
        ("身高：170cm", ForbiddenTopic.HEALTH_OR_BODY, "170"),
        ("健康状况：良好", ForbiddenTopic.HEALTH_OR_BODY, "良好"),
        ("现居住地：某市某区", ForbiddenTopic.ADDRESS, "某市"),
    ],
)
def test_forbidden_words_are_skipped_and_counted_by_topic(
    line: str, topic: ForbiddenTopic, secret: str
) -> None:
    assert topic in {skipped.topic for skipped in facts_of(line).skipped}
    blanked = without_forbidden(line)
    assert secret not in blanked
    assert len(blanked) == len(line)


@pytest.mark.parametrize(
    "line",
    [
        "2019年3月 - 2021年5月 甲方公司 客服专员",
        "女装店铺在线客服",
        "Managed 28 years of archives",
        "英语良好",
        "2015年生产部工作",
        "维护群众关系的活动",
    ],
)
def test_words_of_work_are_not_taken_for_forbidden_ones(line: str) -> None:
    assert facts_of(line).skipped == ()


def test_no_type_has_a_field_for_what_nobody_may_use() -> None:
    source = (ROOT / "ehr" / "resumes" / "facts.py").read_text("utf-8")
    fields = re.findall(r"^    ([a-z_]+): ", source, re.MULTILINE)
    assert {"employer", "school", "skipped"} <= set(fields)
    assert not [
        name
        for name in fields
        if re.search(r"age$|sex|gender|birth|marri|photo|picture|ident|origin|name_of", name)
    ]


def test_every_skill_stands_beside_sub_dimensions_of_the_competency_model() -> None:
    known = {
        sub["id"]
        for path in (ROOT / "resources" / "content" / "dimensions").glob("*.yaml")
        for sub in yaml.safe_load(path.read_text("utf-8"))["sub_dimensions"]
    }
    assert known
    for skill in skill_list():
        assert set(skill.beside) <= known, skill.id
        assert skill.beside, skill.id
        assert set(skill.names) == {"zh", "en"}
        assert all(skill.names.values())
    terms = [term.lower() for skill in skill_list() for term in skill.terms]
    assert len(terms) == len(set(terms)), "a term names one skill"


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2019.03 - 2021.05", Period(Month(2019, 3), Month(2021, 5))),
        ("2019/3–至今", Period(Month(2019, 3), None)),
        ("2019年3月至2021年5月", Period(Month(2019, 3), Month(2021, 5))),
        ("2019-03 ~ 2021-05", Period(Month(2019, 3), Month(2021, 5))),
        ("Mar 2019 – Present", Period(Month(2019, 3), None)),
        ("September 2019 to June 2021", Period(Month(2019, 9), Month(2021, 6))),
        ("03/2019 - 05/2021", Period(Month(2019, 3), Month(2021, 5))),
        ("2015 - 2018", Period(Month(2015), Month(2018))),
        ("2015年-2018年", Period(Month(2015), Month(2018))),
    ],
)
def test_periods(words: str, period: Period) -> None:
    found = find_period(f"甲方公司 {words} 客服")
    assert found is not None
    assert found.period == period


@pytest.mark.parametrize("words", ["2021.05 - 2019.03", "订单 20190301", "400-820-0000", "2019", "12/34"])
def test_what_is_no_period(words: str) -> None:
    assert find_period(words) is None


def test_months_of_jobs_that_overlap_count_once_and_the_future_not_at_all() -> None:
    periods = (
        Period(Month(2025, 1), Month(2025, 12)),
        Period(Month(2025, 7), None),
        Period(Month(2030), None),
    )
    assert months_together(periods, TODAY) == 23


def test_an_employer_on_the_line_before_its_months_belongs_to_the_job() -> None:
    (job,) = facts_of("工作经历", "甲方电商有限公司", "2020.01-2021.12", "岗位：售后客服", "处理退款").jobs
    assert (job.employer, job.title) == ("甲方电商有限公司", "岗位：售后客服".removeprefix("岗位："))
    assert job.in_service


def test_an_impossible_typing_speed_is_no_speed() -> None:
    assert facts_of("打字速度 900 字/分钟").typing is None
    assert facts_of("打字速度 5 字/分钟").typing is None


def test_an_empty_looking_resume_gives_nothing_rather_than_zero() -> None:
    found = facts_of("你好")
    assert found.counted_years is None
    assert found.stated_years is None
    assert found.jobs == ()


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("客服电话公司年月日0123456789 -–|/.：:\n至今级英语女男性别ABcd@"),
        max_size=400,
    )
)
def test_any_text_is_parsed_without_an_error_and_every_span_lies_in_it(text: str) -> None:
    source = text_of(text.split("\n"))
    for span in spans_of(parse_resume(source, TODAY)):
        assert 0 <= span.start < span.end <= len(source.text)
