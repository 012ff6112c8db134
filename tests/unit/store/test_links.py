"""Who an account is at the hub, and which of its rounds of training go there: linked ones, once, and no stranger's."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import KioskError
from app.review import training_book
from app.store.journal import Journal
from app.sync import rounds
from tests.contract.records import training_body
from tests.contract.test_contract import faults
from tests.unit.store.samples import NOW

LI, WANG, BOSS = "li", "wang", "boss"
LI_THERE, WANG_THERE = "li@example.test", "wang@example.test"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(tmp_path / "kiosk.db", tmp_path)
    yield opened
    opened.close()


def train(journal: Journal, account: str = LI, now: float = NOW, **more: Any) -> None:
    body = {name: value for name, value in training_body(**more).items() if name not in ("content", "passed")}
    journal.reviews.trainings.add(account, "1 en-a-1", body, passed=True, now=now)


def link(journal: Journal, at_hub: str, account: str = LI, now: float = NOW) -> None:
    journal.reviews.links.set(account, at_hub, by=BOSS, now=now)


def sent(journal: Journal) -> dict[str, Any]:
    """By its id what waits for the hub."""
    return {job.id: json.loads(job.payload) for job in journal.outbox.due(now=NOW + 1e6, limit=99)}


def test_what_is_not_linked_stays_here(journal: Journal) -> None:
    train(journal)
    link(journal, WANG_THERE, WANG)
    assert list(sent(journal)) == ["training-link-1"]


@pytest.mark.parametrize("is_linked_first", [True, False])
def test_a_linked_account_s_rounds_go_once_as_the_contract_says(
    journal: Journal, is_linked_first: bool
) -> None:
    steps: list[Callable[[], None]] = [lambda: link(journal, LI_THERE), lambda: train(journal)]
    for step in steps if is_linked_first else reversed(steps):
        step()
    link(journal, LI_THERE)  # the same again
    found = sent(journal)
    assert set(found) == {"training-link-1", "training-round-1"}
    assert [faults("review_training", each) for each in found.values()] == [[], []]
    assert found["training-link-1"]["body"] == {"sign_in_name": LI_THERE, "after_round": 0}
    assert found["training-round-1"]["body"] == training_body()
    assert {each["account"] for each in found.values()} == {LI}


def test_what_is_there_is_not_laid_down_again_by_another_link(journal: Journal) -> None:
    link(journal, LI_THERE)
    train(journal)
    for job in journal.outbox.due(now=NOW):
        journal.outbox.accepted(job, now=NOW)
    link(journal, "")
    link(journal, WANG_THERE)
    train(journal)
    found = sent(journal)
    assert set(found) == {"training-link-2", "training-link-3", "training-round-2"}
    assert found["training-link-2"]["body"]["sign_in_name"] is None
    assert journal.reviews.links.of_all() == {LI: WANG_THERE}


def test_who_gets_the_name_of_somebody_who_went_has_none_of_their_rounds(journal: Journal) -> None:
    train(journal)
    journal.reviews.links.gone(LI, by=BOSS, now=NOW)
    assert sent(journal) == {}  # the hub never knew of them
    train(journal)
    link(journal, LI_THERE)
    assert set(sent(journal)) == {"training-link-2", "training-round-2"}
    assert sent(journal)["training-link-2"]["body"]["after_round"] == 1
    journal.reviews.links.gone(LI, by=BOSS, now=NOW)
    journal.reviews.links.gone(LI, by=BOSS, now=NOW)  # nothing is left to end
    assert sent(journal)["training-link-3"]["body"] == {"sign_in_name": None, "after_round": 2}
    assert journal.reviews.links.of_all() == {}
    link(journal, WANG_THERE)
    assert sent(journal)["training-link-4"]["body"]["after_round"] == 2


def test_two_accounts_are_never_one_person(journal: Journal) -> None:
    link(journal, LI_THERE)
    with pytest.raises(KioskError, match="staff_link_taken"):
        link(journal, LI_THERE, WANG)
    assert journal.reviews.links.of_all() == {LI: LI_THERE}
    link(journal, "")
    link(journal, LI_THERE, WANG)
    assert journal.reviews.links.of_all() == {WANG: LI_THERE}


def test_a_round_without_gold_stays_here(journal: Journal) -> None:
    link(journal, LI_THERE)
    body = {"answers": [{"id": "gold-1", "given": {"co_need": 2.0}}], "icc": None, "bias": None}
    journal.reviews.trainings.add(LI, "1 en-a-1", body, passed=True, now=NOW)  # as earlier versions stored it
    assert set(sent(journal)) == {"training-link-1"}


def test_a_link_that_was_changed_or_is_missing_is_found(journal: Journal) -> None:
    link(journal, LI_THERE)
    link(journal, WANG_THERE, WANG)
    assert journal.verify().problems == ()
    (told, _) = [json.loads(each.body) for each in journal.audit()[0] if each.action == "staff_linked"]
    assert (told["name"], told["at_hub"]) == (LI, LI_THERE)
    journal._db.execute("UPDATE review_links SET at_hub = 'x@example.test' WHERE number = 1")
    journal._db.execute("DELETE FROM review_links WHERE number = 2")
    assert [each.code for each in journal.verify().problems] == ["review_link_changed", "review_link_missing"]


def test_the_console_looks_where_sync_remembers_its_hub() -> None:
    assert training_book.HUB_ANSWERS == rounds.STATUS
