"""The simpler wording asks the same and gives nothing away; no question asks what the law forbids."""

import re

import pytest

from app.content.forbidden import forbidden_in, topics_in
from app.domain.competency import QuestionTemplate
from app.domain.interview import Experience, PlanForm, QuestionType
from app.domain.language import Language, Words
from app.flow.plan import build_plan, choose_follow_up
from app.scoring.rulebook import Search, read_answer, rulebook_of
from app.ui.scene import scene
from tests.unit.scoring.answers import JD, LS, model

QUESTIONS = [question for profile in (JD, LS) for question in model().profile(profile).questions]
LONGEST = {Language.ZH: 32, Language.EN: 22}  # characters, words
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
ASKED = [  # one question per topic of forbidden_questions, in its order
    ("您打算什么时候要孩子？", "Are you married?"),
    ("您的户口在哪里？", "What is your hometown?"),
    ("您有宗教信仰吗？", "Do you go to church?"),
    ("您有什么病史？", "Do you have any disabilities?"),
    ("您父母的收入怎么样？", "What is your family income?"),
]
HARMLESS = [
    "客户说：“我怀孕了，这个能用吗？”请直接回应客户。",
    'A viewer asks: "Is it safe in pregnancy?" Please respond.',
    "可以是帮家人朋友或邻居处理事情的经历。",
    "明天就是孩子生日！",
]


def simpler(question: QuestionTemplate) -> Words:
    assert question.simpler is not None, question.id
    return question.simpler


def cues(question: QuestionTemplate, language: Language, text: str) -> set[str]:
    book = rulebook_of(model(), language)
    search: Search = read_answer(book, question.id, 1, text).whole
    rules = (f"{question.id}.{point.id}" for point in question.key_points)
    return {rule for rule in rules if search.hits(rule)}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.id)
def test_the_simpler_wording_gives_no_key_point_away(question: QuestionTemplate, language: Language) -> None:
    plain, usual = simpler(question).text(language), question.prompt.text(language)
    assert cues(question, language, plain) <= cues(question, language, usual)


def test_a_hint_in_a_simpler_wording_would_be_found() -> None:
    kettle = next(question for question in QUESTIONS if question.id == "JD-Q10")
    assert cues(kettle, Language.ZH, "请直接回应客户，比如请他马上拔掉插头，不要再用。")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.id)
def test_the_simpler_wording_is_simple_and_keeps_what_others_say(
    question: QuestionTemplate, language: Language
) -> None:
    plain, usual = simpler(question).text(language), question.prompt.text(language)
    assert plain != usual
    own = [part for part in re.split(r"[。！？；.!?;]", QUOTED.sub("", plain)) if part.strip()]
    lengths = [len(part) if language is Language.ZH else len(part.split()) for part in own]
    assert max(lengths) <= LONGEST[language], own[lengths.index(max(lengths))]
    assert QUOTED.findall(plain) == QUOTED.findall(usual), "the customer says the same"
    assert re.findall(r"[①②③④⑤]|\(\d\)", plain) == re.findall(r"[①②③④⑤]|\(\d\)", usual)
    if question.type is QuestionType.ROLE_PLAY:
        assert scene(plain).line == scene(usual).line


@pytest.mark.parametrize("profile", [JD, LS])
def test_every_job_shows_its_working_day(profile: str) -> None:
    assert 4 <= len(model().profile(profile).working_day) <= 6


def test_no_question_and_no_follow_up_asks_what_the_law_forbids() -> None:
    asked = [
        words
        for question in QUESTIONS
        for words in (
            question.prompt,
            simpler(question),
            *(each for each in (question.experienced, question.inexperienced) if each),
            *(rule.prompt for rule in question.follow_ups),
        )
    ]
    assert len(asked) > 80
    assert [words.zh for words in asked if forbidden_in(words.zh) or forbidden_in(words.en)] == []


def test_every_forbidden_topic_is_known_when_it_is_asked_about() -> None:
    listed = model().forbidden_questions
    assert {len(topics) for topics in listed.values()} == {len(ASKED)}
    for index, texts in enumerate(ASKED):
        assert [topics_in(text) for text in texts] == [(index,), (index,)]
    assert [forbidden_in(text) for text in HARMLESS] == [None] * len(HARMLESS)


def test_one_follow_up_is_the_last_one_of_its_question() -> None:
    for profile in (JD, LS):
        for question in build_plan(model(), profile, PlanForm.FULL, Experience.EXPERIENCED).questions:
            rules = {follow_up.when for follow_up in question.follow_ups}
            first = choose_follow_up(question, rules, asked=0)
            assert (first is None) == (not rules)
            assert choose_follow_up(question, rules, asked=1) is None
            fixed = rules & {"always_second_turn", "always_offer"}
            assert (choose_follow_up(question, set(), asked=0) is None) == (not fixed), "nothing is missing"
