"""Over a real connection: answers as they are, and none that is not whole, in time and from a trusted hub."""

import datetime
import ipaddress
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.errors import KioskError
from app.settings import HubSettings
from app.sync.calls import NOBODY, Call
from app.sync.client import HubClient, Patience
from app.sync.drain import Verdict
from tests.fakes.hub import FakeHub
from tests.fakes.hub_server import Line, serving
from tests.fakes.sync_rig import Rig
from tests.unit.store.samples import NOW, ONE, TWO

QUICK = HubSettings(connect_timeout_s=2.0, read_timeout_s=0.5)
CALL = Call("GET", "/healthz")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def line() -> Iterator[Line]:
    with serving(FakeHub(lambda: NOW)) as line:
        yield line


@pytest.fixture
def client(line: Line) -> Iterator[HubClient]:
    with HubClient(line.url + "/", QUICK) as client:
        yield client


def test_health(client: HubClient) -> None:
    assert client.health() == 200


def test_an_answer_comes_with_its_headers_and_the_hub_s_time(client: HubClient) -> None:
    answer = client.ask(CALL)
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.hub_time_s == NOW


@pytest.mark.parametrize("status", [302, 400, 401, 422, 429, 500, 503])
def test_statuses_are_passed_on_and_redirects_not_followed(
    line: Line, client: HubClient, status: int
) -> None:
    line.behaviour = "redirect" if status == 302 else str(status)
    assert client.ask(CALL).status == status
    assert line.requests == 1


@pytest.mark.parametrize("behaviour", ["hang", "lose_answer", "drip"])
def test_no_whole_answer_in_time_is_nobody(line: Line, client: HubClient, behaviour: str) -> None:
    line.behaviour = behaviour
    assert client.ask(CALL).status == NOBODY


def test_nobody_there_is_nobody() -> None:
    with serving(FakeHub(lambda: NOW)) as line:
        url = line.url
    with HubClient(url, QUICK) as client:
        assert client.health() == NOBODY


def test_a_proxy_of_the_settings_is_asked(line: Line) -> None:
    with HubClient("http://hub.invalid", HubSettings(proxy=line.url, read_timeout_s=0.5)) as client:
        assert client.ask(Call("GET", "/healthz")).status == 401  # the proxy heard the whole address
    assert line.requests == 1


def test_a_missing_certificate_authority_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(KioskError, match="hub_ca_missing"):
        HubClient("https://hub.example", HubSettings(ca_file=tmp_path / "ca.pem"))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A file with the key and the self-signed certificate of a server on 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hub")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "hub.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return file


def test_only_a_hub_with_a_known_certificate_is_trusted(certificate: Path) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with serving(FakeHub(lambda: NOW), tls) as line:
        with HubClient(line.url, QUICK) as stranger:
            assert stranger.ask(CALL).status == NOBODY
        assert line.requests == 0
        trusting = HubSettings(ca_file=certificate, connect_timeout_s=2.0, read_timeout_s=2.0)
        with HubClient(line.url, trusting) as client:
            assert client.health() == 200


def test_interviews_arrive_once_through_lost_answers_and_outages(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    for name in (ONE, TWO):
        rig.interview(name)
    with serving(rig.hub) as line, HubClient(line.url, QUICK) as client:
        rig.enrol(client.ask, line.url)
        rounds = rig.rounds(client.ask)
        verdicts = []
        for behaviour in ("normal", "lose_answer", "500", "portal", "503", "hang", "lose_answer", "normal"):
            line.behaviour = behaviour
            offers = rounds._drain.run() if behaviour != "normal" else rounds.once()
            verdicts += [offer.verdict for offer in offers]
            rig.clock.wait(3600.0)
            if behaviour == "normal":
                rig.interview(f"{ONE[:-1]}{len(verdicts)}")
        rounds.once()
    assert Verdict.UNREACHABLE in verdicts
    assert len(rig.at_hub("interview.v1")) == len(rig.at_hub("consent_receipt.v1")) == 4
    assert {each.delivery for each in rig.journal.interviews()} == {"delivered"}
    rig.close()


def test_a_long_answer_is_dropped_where_nobody_waits_for_it_or_it_is_too_long(line: Line) -> None:
    pieces: list[bool] = []

    def goes_on() -> bool:
        pieces.append(len(pieces) < 3)
        return pieces[-1]

    patience = Patience(most_bytes=2**40, whole_s=3600.0, goes_on=goes_on)
    line.behaviour = "drip"
    with HubClient(line.url, QUICK, patience) as client:
        assert client.ask(CALL).status == NOBODY
    assert pieces == [True, True, True, False]
    line.behaviour = "normal"
    for most_bytes, status in ((2, NOBODY), (1000, 200)):
        with HubClient(line.url, QUICK, Patience(most_bytes=most_bytes)) as client:
            assert client.ask(CALL).status == status
