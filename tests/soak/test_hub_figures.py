"""The hub's rows of the table: what is counted of a run, and that nothing is claimed of one that was not done."""

from tests.hub.faults.run import Outcome
from tests.soak.figures import GOALS, figures
from tests.soak.hub import line_of
from tests.soak.hub_figures import GOALS as HUB_GOALS

ATTACKS = {"requests": 50, "server_errors": 1, "tried": 20, "leaks": 1, "faults": ["GET /a: status 500", "b"]}


def test_a_part_that_was_not_run_has_no_figure() -> None:
    found = {each.name: each.value for each in figures({})}
    assert found.keys() == GOALS.keys()
    assert {found[name] for name in HUB_GOALS} == {None}


def test_runs_are_added_up_and_their_faults_counted() -> None:
    sound = line_of(Outcome(sent=200, at_hub=200, hub_kills=10, database_kills=1), interviews=200)
    short = line_of(Outcome(sent=200, at_hub=199, duplicates=2, still_waiting=[7]), interviews=200)
    assert (sound["faults"], len(short["faults"])) == ([], 3)
    record = {"hub": [sound, short], "attacks": [ATTACKS, ATTACKS]}
    found = {each.name: each.value for each in figures(record)}
    assert {name: found[name] for name in HUB_GOALS} == {
        "sync_interviews": 399, "sync_faults": 3, "hub_kills": 10, "schemathesis_requests": 100,
        "schemathesis_5xx": 2, "attack_faults": 4, "scope_requests": 40, "scope_leaks": 2,
    }  # fmt: skip
