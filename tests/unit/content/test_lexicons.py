"""Lexicons: groups, languages, patterns and the rules they may name."""

from pathlib import Path

import pytest

from app.content.loader import load_competency_model
from app.domain.competency import Cue, CueGroup
from app.domain.language import Language
from tests.unit.content.conftest import problems_of


def write(content: Path, text: str) -> None:
    (content / "lexicons").mkdir(exist_ok=True)
    (content / "lexicons" / "test.yaml").write_text(text, encoding="utf-8")


def test_an_entry_becomes_a_cue(content: Path) -> None:
    write(
        content,
        """
        - rule: "JD-Q08.k1"
          zh: [["生日"], ["抱歉", "对不起"]]
          en: [["birthday"], ["sorry", "re:apologi[sz]e"]]
        - rule: JD-Q08.r2.even_negated
          zh: [["保证"]]
          within: 40
        """,
    )
    first, second = load_competency_model(content).cues
    assert first == Cue(
        "JD-Q08.k1",
        {
            Language.ZH: (CueGroup(("生日",)), CueGroup(("抱歉", "对不起"))),
            Language.EN: (CueGroup(("birthday",)), CueGroup(("sorry", "re:apologi[sz]e"))),
        },
    )
    assert first.within == 120
    assert second == Cue("JD-Q08.r2.even_negated", {Language.ZH: (CueGroup(("保证",)),)}, within=40)


def test_what_looks_like_a_number_or_a_yes_stays_a_text(content: Path) -> None:
    write(content, "- {rule: obeys, en: [[yes, on, true, 1.50]], zh: [[12:30, 199]]}\n")
    (cue,) = load_competency_model(content).cues
    assert cue.groups[Language.EN] == (CueGroup(("yes", "on", "true", "1.50")),)
    assert cue.groups[Language.ZH] == (CueGroup(("12:30", "199")),)


WRONG = [
    ('- {rule: JD-Q99.k1, zh: [["a"]]}', "rule", "a question that exists", "JD-Q99"),
    ('- {rule: JD-Q08.k9, zh: [["a"]]}', "rule", "one of k1", "k9"),
    ('- {rule: JD-Q08.r3, zh: [["a"]]}', "rule", "one of k1", "r3"),
    ("- {rule: star.action}", "star.action", "groups of phrases", "nothing"),
    ('- {rule: star.action, zh: [["re:对不(起"]]}', "star.action.zh", "that compiles", "re:对不(起"),
    ('- {rule: star.action, zh: [["re:x*"]]}', "star.action.zh", "that compiles", "re:x*"),
    ("- {rule: star.action, zh: []}", "[1].zh", "at least 1 item", "a list of 0"),
    ("- {rule: star.action, zh: [[]]}", "[1].zh[1]", "at least 1 item", "a list of 0"),
    ('- {rule: star.action, zh: [[""]]}', "[1].zh[1][1]", "not empty", "an empty text"),
    ("- {rule: star.action, zh: [[~]]}", "[1].zh[1][1]", "a text", "nothing"),
    ("- {rule: star.action, zh: [[{a: b}]]}", "[1].zh[1][1]", "a text", "a group"),
    ('- {rule: star.action, zh: ["a"]}', "[1].zh[1]", "a list", '"a"'),
    ('- {rule: "two words", zh: [["a"]]}', "[1].rule", "an id like", "two words"),
    ('- {rule: star.action, zh: [["a"]], within: 0}', "[1].within", "at least 1", "0"),
    ('- {rule: star.action, zh: [["a"]], witin: 9}', "[1].witin", "a known field", "witin"),
    ("rule: star.action", "", "a list", "a group"),
]


@pytest.mark.parametrize(("text", "field", "expected", "found"), WRONG)
def test_mistakes(content: Path, text: str, field: str, expected: str, found: str) -> None:
    write(content, text)
    (told,) = problems_of(content)
    assert told.file == "lexicons/test.yaml"
    assert told.field == field
    assert expected in told.expected.en
    assert found in told.found.en
