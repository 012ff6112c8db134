"""The hub over HTTPS. The only file that speaks HTTP."""

import hashlib
import json
import logging
import time
from types import TracebackType
from typing import Self

import requests

from app import __version__
from app.errors import KioskError
from app.settings import HubSettings
from app.store.outbox import Job
from app.sync.drain import EHR_UNREACHABLE, NO_RECEIPT

log = logging.getLogger(__name__)

INGEST = "/api/v1/ingest"
HEALTH = "/healthz"
ANSWER_BYTES = 64 * 1024
ACCEPTED = (200, 201, 208)


class HubClient:
    """Sends jobs to one hub. Belongs to one thread.

    A yes counts only with a receipt: JSON whose "body_sha256" is the SHA-256 of what was sent, so that
    neither a page of a hotel's network nor a cut body empties the outbox.
    """

    def __init__(self, url: str, how: HubSettings) -> None:
        if how.ca_file is not None and not how.ca_file.is_file():
            raise KioskError("hub_ca_missing", file=str(how.ca_file))
        self._url = url.rstrip("/")
        self._timeout_s = (how.connect_timeout_s, how.read_timeout_s)
        self._session = requests.Session()
        self._verify = str(how.ca_file) if how.ca_file is not None else True
        self._session.headers["User-Agent"] = f"kiosk/{__version__}"

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

    def send(self, job: Job) -> int:
        """The hub's HTTP status for `job`; EHR_UNREACHABLE without an answer, NO_RECEIPT for a hollow yes.

        201: stored. 208: it had the same already. 409: it has other content under this id.
        """
        body = job.payload.encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": job.id}
        status, answer = self._ask("POST", f"{INGEST}/{job.kind}", body, headers)
        if 200 <= status < 300 and not (status in ACCEPTED and _receipt(answer) == _sha256(body)):
            log.warning("the hub answered %d without a receipt", status)
            return NO_RECEIPT
        return status

    def health(self) -> int:
        """The hub's HTTP status when asked how it is, or EHR_UNREACHABLE."""
        return self._ask("GET", HEALTH, None, {})[0]

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        try:
            with self._session.request(
                method,
                self._url + path,
                data=body,
                headers=headers,
                timeout=self._timeout_s,
                verify=self._verify,  # on the session, REQUESTS_CA_BUNDLE would go before it
                allow_redirects=False,
                stream=True,
            ) as response:
                return response.status_code, _read(response, time.monotonic() + self._timeout_s[1])
        except requests.RequestException as error:
            log.info("the hub is out of reach: %s", type(error).__name__)
            return EHR_UNREACHABLE, b""


def _read(response: requests.Response, deadline_s: float) -> bytes:
    """The body, as far as it came before the deadline; a hub of ours says little."""
    body = b""
    for piece in response.iter_content(8192):
        body += piece
        if len(body) > ANSWER_BYTES or time.monotonic() > deadline_s:
            break
    return body


def _receipt(answer: bytes) -> str | None:
    try:
        told = json.loads(answer)
    except ValueError:
        return None
    receipt = told.get("body_sha256") if isinstance(told, dict) else None
    return receipt if isinstance(receipt, str) else None


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
