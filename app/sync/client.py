"""The hub over HTTPS. The only file that speaks HTTP."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import requests

from app import __version__
from app.errors import KioskError
from app.settings import HubSettings
from app.sync.calls import NOBODY, Answer, Call

log = logging.getLogger(__name__)

HEALTH = "/healthz"
ANSWER_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """How large an answer may be, how long it may take as a whole, and whether anybody still waits for it.

    whole_s: None: no longer than the wait for its first byte. goes_on: asked on the client's thread, often.
    """

    most_bytes: int = ANSWER_BYTES
    whole_s: float | None = None
    goes_on: Callable[[], bool] = lambda: True


class HubClient:
    """Carries calls to one hub and answers back; it judges nothing. Belongs to one thread.

    Redirects are not followed and nothing is tried twice: who calls decides. Proxies are those of the settings, else
    of the environment.
    """

    def __init__(self, url: str, how: HubSettings, patience: Patience | None = None) -> None:
        if how.ca_file is not None and not how.ca_file.is_file():
            raise KioskError("hub_ca_missing", file=str(how.ca_file))
        self._url = url.rstrip("/")
        self._patience = patience or Patience()
        self._timeout_s = (how.connect_timeout_s, how.read_timeout_s)
        self._session = requests.Session()
        self._verify = str(how.ca_file) if how.ca_file is not None else True
        self._session.headers["User-Agent"] = f"kiosk/{__version__}"
        if how.proxy is not None:
            self._session.proxies.update({"http": how.proxy, "https": how.proxy})
            self._session.trust_env = False  # else a proxy of the environment would go before it

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def forget(self) -> None:
        """Whoever was signed in is not, as far as this machine can tell: cookies are in its memory alone."""
        self._session.cookies.clear()

    def health(self) -> int:
        """The hub's HTTP status when asked how it is, or NOBODY."""
        return self.ask(Call("GET", HEALTH)).status

    def ask(self, call: Call) -> Answer:
        """The hub's answer, or one with the status NOBODY where none came whole and in time."""
        try:
            with self._session.request(
                call.method,
                self._url + call.path,
                data=call.body,
                headers=dict(call.headers),
                timeout=self._timeout_s,
                verify=self._verify,  # on the session, REQUESTS_CA_BUNDLE would go before it
                allow_redirects=False,
                stream=True,
            ) as response:
                body = _read(response, self._patience, self._timeout_s[1])
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Answer(NOBODY) if body is None else Answer(response.status_code, headers, body)
        except requests.RequestException as error:
            log.info("the hub is out of reach: %s", type(error).__name__)
            return Answer(NOBODY)


def _read(response: requests.Response, patience: Patience, wait_s: float) -> bytes | None:
    """The whole body; None if it did not end before the deadline, is too long, or nobody waits for it any more."""
    deadline_s = time.monotonic() + (wait_s if patience.whole_s is None else patience.whole_s)
    body = bytearray()
    for piece in response.iter_content(65_536):
        body += piece
        is_late = time.monotonic() > deadline_s or not patience.goes_on()
        if len(body) > patience.most_bytes or is_late:
            return None
    return bytes(body)
