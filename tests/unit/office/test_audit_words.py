"""Every action and every fact that the program writes into its audit log has words in both languages."""

import re
from ast import parse

import pytest

from app.content.paths import resources_dir
from app.domain.check_in import CallReason
from app.domain.language import Language
from app.staff.book import Role
from app.store.retention import Reason
from app.store.review import ActKind
from app.ui.strings import read_words
from tests.unit.office.audit_actions import APP, written, written_in

IN_NO_WORDS = {"seal", "head"}  # sums: they are in the raw row
VALUES = [*ActKind, *CallReason, *Reason, *Role]
PROBLEM = re.compile(r'Problem\(\s*"(\w+)"')


@pytest.fixture(params=list(Language))
def words(request: pytest.FixtureRequest) -> dict[str, str]:
    """The screen's words in one language."""
    return read_words(resources_dir() / "i18n" / f"{request.param}.toml")


def test_each_action_has_words(words: dict[str, str]) -> None:
    actions = {action: each.where for each in written() for action in each.actions}
    assert len(actions) > 60
    for known in ("review_act", "office_opened", "staff_called", "keys_rotated", "audit_searched"):
        assert known in actions  # the reader of sources does find them
    missing = {where: name for name, where in actions.items() if f"office.action.{name}" not in words}
    assert missing == {}


def test_each_fact_has_a_name(words: dict[str, str]) -> None:
    facts = {name: each.where for each in written() for name in each.facts}
    assert {"interview_id", "due_at", "role"} <= set(facts)
    missing = {
        where: name
        for name, where in facts.items()
        if name not in IN_NO_WORDS and f"office.detail.{name}" not in words
    }
    assert missing == {}


def test_each_value_of_a_closed_set_has_words(words: dict[str, str]) -> None:
    assert [each for each in VALUES if f"office.value.{each}" not in words] == []


def test_each_problem_of_a_check_has_words(words: dict[str, str]) -> None:
    sources = [path.read_text("utf-8") for path in sorted(APP.rglob("*.py"))]
    problems = {code for source in sources for code in PROBLEM.findall(source)} | {"media_missing"}
    assert "chain_broken" in problems
    assert sorted(code for code in problems if f"office.problem.{code}" not in words) == []


def test_no_words_are_left_of_actions_that_nobody_writes(words: dict[str, str]) -> None:
    actions = {action for each in written() for action in each.actions}
    named = {key.removeprefix("office.action.") for key in words if key.startswith("office.action.")}
    assert named - actions == set()


def test_a_new_action_without_words_is_found() -> None:
    source = 'def do(journal):\n    journal.record("kiosk", "never_heard_of", {"odd": 1}, now=0.0)\n'
    (found,) = written_in("app/office/never.py", parse(source))
    assert (found.actions, found.facts) == (("never_heard_of",), ("odd",))
    with pytest.raises(AssertionError, match="which actions"):
        list(written_in("app/office/never.py", parse("def do(j, x):\n    j.record('k', x.y, {}, now=0)\n")))
