"""`kiosk enrol`, `kiosk sync` and what the doctor says of the hub, over a real socket."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.doctor.hub import check_sync
from app.settings import Settings
from app.store.outbox import Job
from app.sync.lock import sending_alone
from tests.fakes.hub import FakeHub
from tests.fakes.hub_server import Line, serving
from tests.fakes.sync_rig import Rig, identity_in
from tests.unit.store.samples import NOW, ONE

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("KIOSK_LANGUAGE", "KIOSK_HUB_URL", "KIOSK_MODEL_PACK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))


@pytest.fixture
def line() -> Iterator[Line]:
    with serving(FakeHub(lambda: NOW)) as line:
        yield line


def enrol(line: Line, *more: str) -> int:
    code = line.hub.new_code()
    return main(["enrol", f"{code[:5]}-{code[5:]}".lower(), "--hub", line.url, "--lang", "en", *more])


def codes(folder: Path, **settings: str) -> list[str]:
    return [finding.code for finding in check_sync(Settings(data_dir=folder, **settings))]  # type: ignore[arg-type]


def test_a_kiosk_is_enrolled_and_both_screens_show_the_same(
    line: Line, tmp_path: Path, capsys: Output
) -> None:
    assert enrol(line) == 0
    shown = capsys.readouterr().out
    me = identity_in(tmp_path).read()
    assert me is not None
    assert "Hub, Site 1" in shown
    assert [len(group) for group in shown.splitlines()[-1].split()] == [4] * 6
    assert me.key not in shown
    assert enrol(line) == 1
    assert "--again" in capsys.readouterr().err
    assert enrol(line, "--again") == 0


def test_who_waits_for_a_confirmation_is_told(line: Line, capsys: Output) -> None:
    line.hub.is_pending = True
    assert enrol(line) == 0
    assert "confirm" in capsys.readouterr().out
    assert main(["sync", "--once", "--lang", "en"]) == 1
    assert "not-confirmed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["enrol", "0123456789"], "No hub is named"),
        (["enrol", "0123456789", "--hub", "ftp://hub"], "https"),
        (["enrol", "hello", "--hub", "http://127.0.0.1:9"], "no enrolment code"),
        (["enrol", "0123456789", "--hub", "http://127.0.0.1:9"], "cannot be reached"),
        (["sync", "--once"], "not enrolled"),
    ],
)
def test_what_cannot_be_is_a_sentence(arguments: list[str], words: str, capsys: Output) -> None:
    assert main([*arguments, "--lang", "en"]) == 1
    assert words in capsys.readouterr().err


def test_what_waits_is_sent_once_and_told(line: Line, tmp_path: Path, capsys: Output) -> None:
    enrol(line)
    rig = Rig(tmp_path, hub=line.hub)
    rig.interview(ONE)
    rig.journal.outbox.add(Job("bad", "interview.v1", "{}"), now=NOW)
    rig.close()
    capsys.readouterr()
    assert main(["sync", "--once", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["sent"], told["waiting"], told["trouble"]) == (3, 0, None)
    assert [(each["id"], each["status"]) for each in told["parked"]] == [("bad", 422)]
    assert "required" in told["parked"][0]["words"]
    assert rig.at_hub("interview.v1").keys() == {ONE}
    assert codes(tmp_path) == ["doctor_hub_enrolled", "doctor_hub_skew"]  # this hub lives in another time
    assert main(["sync", "--once", "--send-again", "--lang", "en"]) == 0
    assert "Records sent: 0, waiting: 0, parked: 1" in capsys.readouterr().out
    assert line.hub.received.count("bad") == 2


def test_a_hub_out_of_reach_keeps_everything_and_the_doctor_says_so(
    line: Line, tmp_path: Path, capsys: Output
) -> None:
    enrol(line)
    line.behaviour = "500"
    capsys.readouterr()
    assert main(["sync", "--once", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["trouble"] == "500"
    assert codes(tmp_path) == ["doctor_hub_trouble"]


def test_the_doctor_says_who_is_not_enrolled(tmp_path: Path) -> None:
    assert codes(tmp_path) == []
    assert codes(tmp_path, hub_url="https://hub.example") == ["doctor_hub_not_enrolled"]
    Rig(tmp_path).close()
    (tmp_path / "hub.key").write_bytes(b"{}")
    assert codes(tmp_path) == ["hub_key_unreadable"]


def test_two_never_send_at_once(line: Line, tmp_path: Path, capsys: Output) -> None:
    enrol(line)
    with sending_alone(tmp_path):
        assert main(["sync", "--once", "--lang", "en"]) == 1
    assert "sending to the hub just now" in capsys.readouterr().err
