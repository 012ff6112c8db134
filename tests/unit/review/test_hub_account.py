"""Signing in at a hub, and every way it can say no, as a sentence of our own."""

import pytest

from app.domain.language import Language
from app.errors import KioskError
from app.review.hub_account import CODES, HubAccount, Step
from app.sync.calls import Answer
from tests.fakes.hub_line import FakeLine, refused, signed_in_replies, started, told

URL = "https://hub.example"


@pytest.fixture
def line() -> FakeLine:
    return FakeLine(**signed_in_replies())


@pytest.fixture
def account(line: FakeLine) -> HubAccount:
    return HubAccount(line, URL, lambda: 1000.0)


def test_a_password_is_sent_once_and_kept_nowhere(account: HubAccount, line: FakeLine) -> None:
    assert account.sign_in(" user-1@example.test ", "a long passphrase") is Step.DONE
    assert line.sent("/sign-in") == [{"sign_in_name": "user-1@example.test", "password": "a long passphrase"}]
    assert account.who().name == "user-1@example.test"
    assert "passphrase" not in repr(vars(account))


def test_the_second_factor_comes_between(account: HubAccount, line: FakeLine) -> None:
    line.replies |= {"POST /sign-in": started("enter_code"), "POST /me/code": started()}
    assert account.sign_in("user-1", "a long passphrase") is Step.CODE
    with pytest.raises(KioskError, match="staff_signed_out"):
        account.who()
    assert account.enter_code(" 123456 ") is Step.DONE
    assert line.sent("/me/code") == [{"code": "123456"}]
    assert line.asked[-2].headers["X-CSRF-Token"] == "csrf-1"
    assert account.who().permissions == {"decision.write"}


def test_who_has_no_second_factor_yet_is_sent_to_the_browser(account: HubAccount, line: FakeLine) -> None:
    line.replies["POST /sign-in"] = started("set_up_second_factor")
    with pytest.raises(KioskError, match="hub_second_factor_missing"):
        account.sign_in("user-1", "a long passphrase")
    assert line.asked[-1].path.endswith("/sign-out")
    assert account.me is None


def test_signing_out_forgets_the_session_also_where_the_hub_is_away(
    account: HubAccount, line: FakeLine
) -> None:
    account.sign_in("user-1", "a long passphrase")
    before, line.is_away = line.forgotten, True
    with pytest.raises(KioskError, match="hub_away"):
        account.sign_out()
    assert line.forgotten == before + 1
    assert account.me is None


@pytest.mark.parametrize("kind", CODES)
def test_each_refusal_has_a_code_of_ours(account: HubAccount, line: FakeLine, kind: str) -> None:
    account.sign_in("user-1", "a long passphrase")
    line.replies["GET /thing"] = refused(409, kind)
    with pytest.raises(KioskError) as refusal:
        account.get("/thing")
    assert refusal.value.code == CODES[kind]


@pytest.mark.parametrize(
    ("answer", "code", "params"),
    [
        (
            refused(409, "newer-rule", "this was sent before"),
            "hub_refused",
            {"words": "this was sent before"},
        ),
        (refused(429, "too-many-requests", **{"retry-after": "7"}), "hub_too_many", {"seconds": 7}),
        (refused(503, "busy"), "hub_overloaded", {"url": URL}),
        (Answer(200, {}, b"<html>please log in</html>"), "hub_strange", {"url": URL, "status": 200}),
        (Answer(302), "hub_strange", {"url": URL, "status": 302}),
        (Answer(404, {}, b"not found"), "hub_strange", {"url": URL, "status": 404}),
    ],
)
def test_what_else_may_come(
    account: HubAccount, line: FakeLine, answer: Answer, code: str, params: dict[str, object]
) -> None:
    account.sign_in("user-1", "a long passphrase")
    line.replies["GET /thing"] = answer
    with pytest.raises(KioskError) as refusal:
        account.get("/thing")
    assert (refusal.value.code, refusal.value.params) == (code, params)


def test_a_hub_that_is_away_is_said_before_and_after_the_sign_in(account: HubAccount, line: FakeLine) -> None:
    line.is_away = True
    for ask in (account.hub_name, lambda: account.sign_in("user-1", "a long passphrase")):
        with pytest.raises(KioskError) as refusal:
            ask()
        assert (refusal.value.code, refusal.value.params) == ("hub_away", {"url": URL})


def test_the_hub_says_what_it_is_called_and_what_time_it_is(account: HubAccount, line: FakeLine) -> None:
    line.replies["GET /hub"] = told({"name": "Hub 1"}, date="Thu, 01 Jan 1970 00:33:20 GMT")
    assert account.hub_name() == "Hub 1"
    assert account.now() == 2000.0
    line.replies["GET /hub"] = told({"status": "up"})
    with pytest.raises(KioskError, match="hub_strange"):
        account.hub_name()


def test_nothing_is_asked_before_somebody_signed_in_and_in_their_language_after(
    account: HubAccount, line: FakeLine
) -> None:
    for ask in (lambda: account.get("/thing"), lambda: account.post("/thing", {})):
        with pytest.raises(KioskError, match="staff_signed_out"):
            ask()
    assert line.asked == []
    account.sign_in("user-1", "a long passphrase")
    account.language = Language.EN
    line.replies["GET /thing"] = told([1])
    assert account.get("/thing", cursor="a&b", limit=2, no=None) == [1]
    assert line.asked[-1].path == "/api/v1/thing?cursor=a%26b&limit=2"
    assert line.asked[-1].headers["Accept-Language"] == "en"


def test_a_session_that_the_hub_has_ended_is_over_here_too(account: HubAccount, line: FakeLine) -> None:
    account.sign_in("user-1", "a long passphrase")
    line.replies["GET /thing"] = refused(401, "not-signed-in")
    before = line.forgotten
    with pytest.raises(KioskError, match="staff_signed_out"):
        account.get("/thing")
    assert account.me is None
    assert line.forgotten == before + 1
