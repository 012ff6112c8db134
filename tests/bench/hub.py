"""The hub under load: whole interviews a second against one bare loop of psycopg that writes the same rows, waiting
times at half that rate, a search among a million candidates, a dossier."""

import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from ehr.access import Role
from ehr.candidates.keys import new_key
from ehr.ingest.contract import INTERVIEW
from ehr.interviews import rows
from tests.bench.hub_million import PEOPLE, fill
from tests.bench.hub_rig import Rig, running, search, told
from tests.bench.table import Figure
from tests.hub.kiosks.rig import changed, interview_bytes

BARE, SENT, PACED, LINES, KIOSKS = 200, 300, 200, 4, 30
SEARCHES, PAGES = 200, 200
ANSWERS = 13


def measure() -> list[Figure]:
    """The four figures of the hub."""
    with tempfile.TemporaryDirectory(prefix="ehr-bench-") as folder, running(_opened(folder)) as rig:
        figures = _ingest(rig)
        started_s = time.monotonic()
        asked = fill(rig)
        sys.stdout.write(f"{PEOPLE} candidates in {time.monotonic() - started_s:.0f} s\n")
        return [*figures, _search(rig, asked), _dossier(rig)]


def _opened(folder: str) -> Path:
    return Path(folder)


def _ingest(rig: Rig) -> list[Figure]:
    world = rig.world
    site = world.tree().sites[0]
    kiosks = [world.kiosk(site) for _ in range(KIOSKS)]
    credentials = [rig.kiosk_token(kiosk) for kiosk in kiosks]
    bodies = [body(f"bench-{number}") for number in range(SENT + PACED)]
    numbers = count()
    send = _sender(rig, credentials, bodies, numbers)
    rounds = []
    for _ in range(3):  # in turns, so that a busy moment of the machine meets both
        bare_s = _bare(rig, site, kiosks[0], BARE // 3)
        hub_s = _as_fast_as_it_goes(send, SENT // 3)
        rounds.append(((SENT // 3) / hub_s, (BARE // 3) / bare_s))
    rate = statistics.median(hub for hub, _ in rounds)
    bare = statistics.median(bare for _, bare in rounds)
    waits_ms = _paced(send, rate / 2)
    detail = f"{rate:.0f} against {bare:.0f} interviews/s of {len(bodies[0]) // 1024} KB, {LINES} lines"
    return [
        Figure("hub_ingest_ratio", rate / bare, detail),
        Figure(
            "hub_ingest_p99_ms",
            _percentile(waits_ms, 0.99),
            f"at {rate / 2:.0f}/s, {len(waits_ms)} interviews",
        ),
    ]


def body(interview_id: str) -> bytes:
    """A whole interview of thirteen answers: those of the example, over and over."""
    whole = interview_bytes(interview_id)
    profile = json.loads(whole)["profile"]
    profile["answers"] = [
        profile["answers"][number % len(profile["answers"])]
        | {"question_id": f"JD-Q{number + 1:02}", "turn": 1}
        for number in range(ANSWERS)
    ]
    return changed(whole, {}, profile)


Send = Callable[[], None]


def _sender(rig: Rig, credentials: Sequence[str], bodies: Sequence[bytes], numbers: "count[int]") -> Send:
    lines = threading.local()

    def send() -> None:
        if not hasattr(lines, "line"):
            lines.line = rig.line()
        number = next(numbers)
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": f"bench-{number}",
            "Authorization": f"Bearer {credentials[number % len(credentials)]}",
        }
        told(lines.line, "POST", f"/api/v1/ingest/{INTERVIEW}", bodies[number], headers)

    return send


def _as_fast_as_it_goes(send: Send, many: int) -> float:
    with ThreadPoolExecutor(LINES) as pool:
        started_s = time.perf_counter()
        for done in [pool.submit(send) for _ in range(many)]:
            done.result()
        return time.perf_counter() - started_s


def _paced(send: Send, rate: float) -> list[float]:
    """Milliseconds from when each should have been sent to its answer."""
    waits_ms: list[float] = []
    started_s = time.perf_counter() + 0.05

    def one(due_s: float) -> None:
        send()
        waits_ms.append((time.perf_counter() - due_s) * 1000)

    with ThreadPoolExecutor(LINES * 4) as pool:
        sent = []
        for number in range(PACED):
            due_s = started_s + number / rate
            time.sleep(max(0.0, due_s - time.perf_counter()))
            sent.append(pool.submit(one, due_s))
        for done in sent:
            done.result()
    return waits_ms


def _bare(rig: Rig, site: int, kiosk: UUID, many: int) -> float:
    """Seconds in which one loop of psycopg writes the rows of so many interviews, each in a transaction."""
    ready = [_rows(rig, site, kiosk) for _ in range(many)]
    with psycopg.connect(rig.addresses.superuser) as connection, connection.cursor() as cursor:
        connection.execute("select set_config('ehr.actor_kind', 'system', false)")
        started_s = time.perf_counter()
        for tables in ready:
            for statement, values in tables:
                cursor.executemany(statement, values)
            connection.commit()
        return time.perf_counter() - started_s


Tables = list[tuple[str, list[dict[str, object]]]]


def _rows(rig: Rig, site: int, kiosk: UUID) -> Tables:
    name = str(uuid4())
    whole = body(name)
    record = json.loads(whole)
    key, made = new_key(uuid4()), uuid4()
    interview = rows.interview_row(record) | {
        "id": made, "scope_id": site, "candidate_id": key.candidate_id, "kiosk_id": kiosk,
        "blind_first": False, "body": key.seal(whole, "bench"),
    }  # fmt: skip
    candidate = {
        "id": key.candidate_id, "scope_id": site, "interviewed_at": interview["finished_at"],
        "composite": interview["composite"], "band": interview["band"], "job_profile": interview["job_profile"],
    }  # fmt: skip
    wrapped = {
        "candidate_id": key.candidate_id, "scope_id": site, "master_key_id": rig.key.id, "wrapped": key.wrapped(rig.key)
    }  # fmt: skip
    received = {
        "kiosk_id": kiosk,
        "record_id": name,
        "scope_id": site,
        "kind": INTERVIEW,
        "body_sha256": bytes(32),
    }
    noted = {
        "chain": site, "action": "interview.received", "subject_kind": "interview", "subject_id": str(made),
        "detail": Jsonb({"candidate": str(key.candidate_id)}), "seq": 0, "actor_kind": "kiosk", "actor_id": str(kiosk),
        "at": interview["finished_at"], "prev": b"", "hash": b"",
    }  # fmt: skip
    profile = record["profile"]
    told_rows: list[tuple[str, list[dict[str, object]]]] = [
        ("records", [received]), ("candidates", [candidate]), ("candidate_keys", [wrapped]),
        ("interviews", [interview]),
        ("interview_scores", rows.score_rows(profile, made, site)),
        ("answer_scores", rows.answer_rows(profile["answers"], made, site)),
        ("audit_log", [noted]),
    ]  # fmt: skip
    return [(_insert(table, values[0]), values) for table, values in told_rows if values]


def _insert(table: str, row: dict[str, object]) -> str:
    columns = ", ".join(row)
    return f"insert into {table} ({columns}) values ({', '.join(f'%({name})s' for name in row)})"


def _search(rig: Rig, asked: Sequence[tuple[dict[str, str], dict[str, object]]]) -> Figure:
    line, waits_ms = rig.line(), []
    for number in range(SEARCHES):
        headers, wanted = asked[number % len(asked)]
        started_s = time.perf_counter()
        search(line, wanted, headers)
        waits_ms.append((time.perf_counter() - started_s) * 1000)
    median = statistics.median(waits_ms)
    detail = f"{SEARCHES} searches of {len(asked)} kinds among {PEOPLE} candidates, median {median:.0f} ms"
    return Figure("dossier_search_p95_ms", _percentile(waits_ms, 0.95), detail)


def _dossier(rig: Rig) -> Figure:
    """The page of a candidate with an interview, for HR."""
    with psycopg.connect(rig.addresses.superuser) as connection:
        found = connection.execute(
            "select candidate_id, scope_id from interviews where interview_id like 'bench-%%'"
            " order by received_at desc limit %s",
            [PAGES],
        ).fetchall()
    headers = rig.user(int(found[0][1]), Role.HR)
    line, waits_ms = rig.line(), []
    for number in range(PAGES):
        started_s = time.perf_counter()
        told(line, "GET", f"/candidates/{found[number % len(found)][0]}", None, headers)
        waits_ms.append((time.perf_counter() - started_s) * 1000)
    detail = f"{PAGES} pages, median {statistics.median(waits_ms):.0f} ms"
    return Figure("dossier_page_p95_ms", _percentile(waits_ms, 0.95), detail)


def _percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
