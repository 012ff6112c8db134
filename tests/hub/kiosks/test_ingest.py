"""What a record becomes: rows that agree with it, bytes that are the same, one candidate for one person."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from app.domain.language import Language
from ehr.candidates import service as candidates
from ehr.database import Actor, Database, system
from ehr.dossier import opened
from ehr.ingest import repository
from ehr.ingest.service import Refused
from ehr.interviews import repository as interviews
from ehr.interviews.models import Interview
from tests.hub.kiosks.rig import SiteKiosk, changed, interview_bytes, receipt_bytes

KIND, CONSENT = "interview.v1", "consent_receipt.v1"
JOB = system("test")
PHONE = "7" * 64


def count(database: Database, table: str, actor: Actor = JOB) -> int:
    with database.work(actor) as session:
        return int(session.scalar(text(f"select count(*) from {table}")) or 0)


def test_the_bytes_that_came_are_the_bytes_that_stay(kiosk: SiteKiosk) -> None:
    body = interview_bytes("one")
    kiosk.send(KIND, "one", body)
    with kiosk.database.work(JOB) as session:
        row = session.query(Interview).one()
        key = candidates.key_of(session, row.candidate_id, kiosk.key)
        assert key.open(row.body, opened.INTERVIEW.format(row.id)) == body
        assert body not in bytes(row.body)
        for word in json.loads(body)["profile"]["answers"][0]["transcript"]["text"].split("，"):
            assert word.encode() not in bytes(row.body)


def test_numbers_become_rows_that_agree_with_the_profile(kiosk: SiteKiosk) -> None:
    body = interview_bytes("one", language=Language.EN)
    profile = json.loads(body)["profile"]
    kiosk.send(KIND, "one", body)
    with kiosk.database.work(JOB) as session:
        row = session.query(Interview).one()
        assert row.composite == pytest.approx(profile["composite"]["score"])
        assert (row.band, row.language) == (profile["composite"]["band"], "en")
        found = {(each.level, each.name): each.score for each in interviews.scores(session, row.id)}
    told = {("dimension", each["id"]): each["score"] for each in profile["dimensions"]}
    told |= {
        ("sub_dimension", sub["id"]): sub["score"]
        for each in profile["dimensions"]
        for sub in each["sub_dimensions"]
    }
    assert found == pytest.approx(told)
    assert count(kiosk.database, "answer_scores") == sum(len(each["scores"]) for each in profile["answers"])


def test_receipt_interview_and_later_revision_are_one_candidate_s(kiosk: SiteKiosk) -> None:
    first = interview_bytes("one")
    kiosk.send(CONSENT, "one-consent", receipt_bytes("one"))
    kiosk.send(KIND, "one", first)
    kiosk.send(KIND, "one-r2", changed(first, {"revision": 2}))
    assert count(kiosk.database, "candidates") == 1
    assert count(kiosk.database, "interviews") == 2


def test_the_same_phone_at_one_site_is_one_candidate_and_at_two_sites_two(
    kiosk: SiteKiosk, other_kiosk: SiteKiosk
) -> None:
    kiosk.send(KIND, "one", interview_bytes("one", phone_key=PHONE))
    kiosk.send(KIND, "two", interview_bytes("two", phone_key=PHONE))
    assert count(kiosk.database, "candidates") == 1
    other_kiosk.send(KIND, "one", interview_bytes("one", phone_key=PHONE))
    assert count(kiosk.database, "candidates") == 2


def test_strangers_without_anything_in_common_stay_apart(kiosk: SiteKiosk) -> None:
    for name in ("one", "two", "three"):
        kiosk.send(KIND, name, interview_bytes(name))
    assert count(kiosk.database, "candidates") == 3


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda profile: profile["answers"][1]["evidence"][0].update(quote="never said"), "quote"),
        (lambda profile: profile.update(started_at="2026-02-30T00:00:00Z"), "unstorable"),
        (lambda profile: profile.update(job_profile="a\u0000b"), "unstorable"),
        (lambda profile: profile["dimensions"].append(profile["dimensions"][0]), "unstorable"),
        (lambda profile: profile["composite"].update(score=0), "any_of"),
    ],
)
def test_what_cannot_be_true_is_kept_aside_whole_and_nothing_of_it_becomes_rows(
    kiosk: SiteKiosk, spoil: object, rule: str
) -> None:
    body = interview_bytes("one")
    profile = json.loads(body)["profile"]
    assert callable(spoil)
    spoil(profile)
    spoilt = changed(body, {}, profile)
    with pytest.raises(Refused) as refused:
        kiosk.send(KIND, "one", spoilt)
    told = [fault["rule"] for fault in refused.value.more["errors"]]  # type: ignore[attr-defined]
    assert rule in told or (rule == "any_of" and told)
    for table in ("candidates", "interviews", "records", "interview_scores"):
        assert count(kiosk.database, table) == 0
    with kiosk.database.work(JOB) as session:
        row = session.execute(text("select record_id, kiosk_id, body from quarantine")).one()
    assert kiosk.key.open(bytes(row.body), f"quarantine|body|{row.kiosk_id}|{row.record_id}") == spoilt
    assert kiosk.send(KIND, "one", body).is_new  # a record in quarantine takes no id


def test_a_profile_whose_hash_is_another_s_is_kept_aside(kiosk: SiteKiosk) -> None:
    record = json.loads(interview_bytes("one"))
    record["profile_sha256"] = "0" * 64
    head = {name: value for name, value in record.items() if name != "profile"}
    body = json.dumps(head).encode()[:-1] + b',"profile":' + json.dumps(record["profile"]).encode() + b"}"
    with pytest.raises(Refused, match="schema-refused"):
        kiosk.send(KIND, "one", body)


def test_a_whole_number_may_be_written_with_a_point(kiosk: SiteKiosk) -> None:
    profile = json.loads(interview_bytes("one"))["profile"]
    profile["answers"][0]["turn"] = float(profile["answers"][0]["turn"])
    body = changed(interview_bytes("one"), {"revision": 2.0}, profile)
    assert kiosk.send(KIND, "one", body).is_new
    with kiosk.database.work(JOB) as session:
        assert session.query(Interview).one().revision == 2


def test_under_an_id_that_is_taken_nothing_is_kept_aside(kiosk: SiteKiosk) -> None:
    kiosk.send(KIND, "one", interview_bytes("one"))
    profile = json.loads(interview_bytes("one"))["profile"] | {"job_profile": "a\u0000b"}
    for body in (b"no JSON", b"{}", changed(interview_bytes("one"), {}, profile)):
        with pytest.raises(Refused, match="other-content"):
            kiosk.send(KIND, "one", body)
    assert count(kiosk.database, "quarantine") == 0


def test_an_older_interview_that_comes_later_changes_no_list(kiosk: SiteKiosk) -> None:
    def dated(name: str, day: int) -> bytes:
        days = {"started_at": f"2026-03-{day:02}T01:00:00Z", "finished_at": f"2026-03-{day:02}T02:00:00Z"}
        return changed(interview_bytes(name, phone_key=PHONE), {}, days)

    shown = text("select interviewed_at from candidates")
    for name, day, newest in (("one", 5, 5), ("two", 3, 5), ("three", 8, 8)):
        kiosk.send(KIND, name, dated(name, day))
        with kiosk.database.work(JOB) as session:
            assert session.scalars(shown).one().day == newest


def test_many_at_once_with_one_id_are_stored_once(kiosk: SiteKiosk) -> None:
    body = interview_bytes("one")
    with ThreadPoolExecutor(5) as pool:
        taken = list(pool.map(lambda _: kiosk.send(KIND, "one", body).is_new, range(10)))
    assert sorted(taken) == [False] * 9 + [True]
    assert count(kiosk.database, "interviews") == 1


def test_whose_an_interview_is_costs_the_same_among_a_million(kiosk: SiteKiosk) -> None:
    """Keys, identities and interviews are entered through an index, whatever the policies add."""
    values = {
        "kiosk": kiosk.kiosk_id,
        "interview": "one",
        "kinds": ["phone"],
        "hashes": [bytes(32)],
        "few": 150,
    }
    with kiosk.database.work(kiosk.actor) as session:
        session.execute(text("set local enable_seqscan = off"))
        plan = "\n".join(session.scalars(text(f"explain {repository.KNOWN.text}"), values))
    for key in ("candidate_id = whose.candidate_id", "kind = told.kind", "scope_id = whose.scope_id"):
        assert re.search(rf"Index Cond: .*{re.escape(key)}", plan), plan


def test_a_kiosk_sees_nothing_of_another_site(kiosk: SiteKiosk, other_kiosk: SiteKiosk) -> None:
    kiosk.send(KIND, "one", interview_bytes("one"))
    for table in ("candidates", "interviews", "records", "interview_scores", "answer_scores"):
        assert count(kiosk.database, table, other_kiosk.actor) == 0
        assert count(kiosk.database, table, kiosk.actor) > 0
    assert other_kiosk.send(KIND, "one", interview_bytes("one")).is_new  # ids are each kiosk's own
