"""A million candidates: names out of common characters, sealed as the hub seals them, and searches that people make."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg

from ehr.access import Role
from ehr.candidates import keys, names
from ehr.candidates.service import PERSON
from tests.bench.hub_rig import Rig

PEOPLE = 1_000_000
SITES = 200
SEED = 7
# Common characters of names, not names of people; the first are far more frequent than the last, as in life.
FIRST = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力志新月春梅海燕"

Asked = list[tuple[dict[str, str], dict[str, object]]]


def fill(rig: Rig) -> Asked:
    """Writes them, and gives searches: whose (headers), and what."""
    chance = random.Random(SEED)
    world = rig.world
    organisation = world.scope("organisation")
    regions = [world.scope("region", organisation) for _ in range(10)]
    sites = [world.scope("site", regions[number % 10]) for number in range(SITES)]
    known = [_name(chance) for _ in range(20_000)]
    hashed = {name: names.tokens(name, rig.key) for name in set(known)}
    with psycopg.connect(rig.addresses.superuser) as connection:
        people = list(_people(rig, chance, sites, known, hashed))
        _copy(connection, "candidates", _CANDIDATE, (row for row, _ in people))
        _copy(connection, "candidate_keys", _KEY, (row for _, row in people))
        connection.commit()
        connection.autocommit = True
        connection.execute("vacuum analyze candidates")
        connection.execute("vacuum analyze candidate_keys")
    whose = (
        rig.user(organisation, Role.HR),
        rig.user(regions[0], Role.HR),
        rig.user(sites[0], Role.RECRUITER),
    )
    wanted: list[dict[str, object]] = [{"words": chance.choice(known)} for _ in range(12)]
    wanted += [{"words": chance.choice(known)[1:]} for _ in range(6)]
    wanted += [{"words": "王"}, {"words": "罗"}, {}, {"band": "above"}, {"job_profile": "jd_cs_agent"}]
    wanted += [{"interviewed": False}, {"words": "王", "band": "grey_zone"}, {"words": "no such name"}]
    return [(headers, each) for each in wanted for headers in whose]


def _name(chance: random.Random) -> str:
    first = FIRST[min(int(chance.expovariate(0.25)), len(FIRST) - 1)]
    return first + "".join(chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2))))


_CANDIDATE = (
    "id, scope_id, created_at, changed_at, person, name_tokens, job_profile, interviewed_at, composite, band"
)
_KEY = "candidate_id, scope_id, master_key_id, wrapped"
Row = tuple[object, ...]


def _people(
    rig: Rig, chance: random.Random, sites: list[int], known: list[str], hashed: dict[str, list[int]]
) -> Iterator[tuple[Row, Row]]:
    now = datetime.now(UTC)
    for number in range(PEOPLE):
        key = keys.new_key(UUID(int=chance.getrandbits(128), version=4))
        name, site = chance.choice(known), chance.choice(sites)
        at = now - timedelta(seconds=number * 30)
        sealed = key.seal(json.dumps({"name": name}).encode(), PERSON.format(key.candidate_id))
        score = None if chance.random() < 0.3 else round(chance.uniform(1, 10), 1)
        band = None if score is None else "above" if score > 7 else "grey_zone" if score > 6 else "below"
        interviewed = None if score is None else at
        yield (
            (key.candidate_id, site, at, at, sealed, hashed[name], "jd_cs_agent", interviewed, score, band),
            (key.candidate_id, site, rig.key.id, key.wrapped(rig.key)),
        )


def _copy(connection: psycopg.Connection, table: str, columns: str, rows: Iterator[Row]) -> None:
    with connection.cursor().copy(f"copy {table} ({columns}) from stdin") as copy:
        for row in rows:
            copy.write_row(row)
