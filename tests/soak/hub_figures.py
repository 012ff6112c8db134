"""The hub's rows in the table of the fault tests."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.bench.table import Figure, Goal

Lines = Sequence[Mapping[str, Any]]
GOALS: Mapping[str, Goal] = {
    "sync_interviews": Goal("interviews", 2000, "higher"),
    "sync_faults": Goal("faults", 0),
    "hub_kills": Goal("kills", 100, "higher"),
    "schemathesis_requests": Goal("requests", 20_000, "higher"),
    "schemathesis_5xx": Goal("answers", 0),
    "attack_faults": Goal("faults", 0),
    "scope_requests": Goal("requests", 10_000, "higher"),
    "scope_leaks": Goal("leaks", 0),
}


def made(record: Mapping[str, Lines]) -> Mapping[str, Callable[[], Figure | None]]:
    """How each of them comes from the lines of the parts `hub` and `attacks`."""
    hub, attacks = record.get("hub", ()), record.get("attacks", ())
    return {
        "sync_interviews": lambda: _sum(
            "sync_interviews", hub, "at_hub", "from 50 kiosks, over a broken line"
        ),
        "sync_faults": lambda: _faults("sync_faults", hub),
        "hub_kills": lambda: _sum("hub_kills", hub, "hub_kills", _databases(hub)),
        "schemathesis_requests": lambda: _sum(
            "schemathesis_requests", attacks, "requests", f"{len(attacks)} seeds; every route, as everybody"
        ),
        "schemathesis_5xx": lambda: _sum("schemathesis_5xx", attacks, "server_errors"),
        "attack_faults": lambda: _faults("attack_faults", attacks),
        "scope_requests": lambda: _sum(
            "scope_requests", attacks, "tried", "each role, each place, each route"
        ),
        "scope_leaks": lambda: _sum("scope_leaks", attacks, "leaks"),
    }


def _sum(name: str, lines: Lines, key: str, detail: str = "") -> Figure | None:
    return Figure(name, sum(line[key] for line in lines), detail) if lines else None


def _faults(name: str, lines: Lines) -> Figure | None:
    found = [str(fault) for line in lines for fault in line["faults"]]
    return Figure(name, len(found), "; ".join(found[:3])) if lines else None


def _databases(lines: Lines) -> str:
    return f"and PostgreSQL {sum(line['database_kills'] for line in lines)}x"
