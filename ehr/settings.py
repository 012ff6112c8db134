"""What the hub was told: read once from the environment, checked, then passed on as one frozen value."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from ehr.problems import Kind, Problem

BAD_SETTING = Kind(
    "bad-setting", 500, "A setting of the hub is wrong: {name}.", "平台的一项设置有误：{name}。"
)  # fmt: skip
NAME = "Interview hub"
FORM_BYTES = 100_000
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may hold, and how long a sign-in lives."""

    body_max_bytes: int = 10_100_000
    session_idle_s: int = 15 * 60
    session_life_s: int = 8 * 3600
    requests_per_minute: int | None = None  # of one address; `settings_from` sets one

    @property
    def document_max_bytes(self) -> int:
        """The largest document: what a request may hold, less the form around it."""
        return max(self.body_max_bytes - FORM_BYTES, 1)

    @property
    def document_max_mb(self) -> str:
        """The same for people: `10`, `0.5`."""
        return f"{self.document_max_bytes / 1_000_000:.3g}"


@dataclass(frozen=True, slots=True)
class Oidc:
    """The identity provider people may sign in with. The secret lies in a file, not in the environment."""

    issuer: str
    client_id: str
    secret_file: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices of one hub.

    Without `database_url` the hub runs a PostgreSQL of its own below `data`. `owner_url` is the role that changes
    the schema, `backup_url` one that sees every row. `name` is what kiosks show; `metrics_token` opens `/metrics` to
    others than this machine.
    """

    data: Path
    database_url: str | None = None
    owner_url: str | None = None
    backup_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8100
    public_url: str = "http://127.0.0.1:8100"
    name: str = NAME
    pool_size: int = 10
    metrics_token: str | None = None
    master_key_file: Path | None = None
    oidc: Oidc | None = None
    limits: Limits = Limits()

    @property
    def key_file(self) -> Path:
        """Where the master key lies."""
        return self.master_key_file or self.data / "master.key"

    @property
    def secure(self) -> bool:
        """True if browsers reach the hub over https."""
        return self.public_url.startswith("https://")


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings the environment holds. Raises Problem `bad-setting`."""
    host = environment.get("EHR_HOST", "127.0.0.1")
    port = _number(environment, "EHR_PORT", 8100)
    public_url = environment.get("EHR_PUBLIC_URL", f"http://127.0.0.1:{port}").rstrip("/")
    _check_public(public_url)
    return Settings(
        data=Path(environment.get("EHR_DATA") or _default_data()).expanduser().absolute(),
        database_url=environment.get("DATABASE_URL") or None,
        owner_url=environment.get("EHR_OWNER_URL") or None,
        backup_url=environment.get("EHR_BACKUP_URL") or None,
        host=host,
        port=port,
        public_url=public_url,
        name=environment.get("EHR_NAME") or NAME,
        pool_size=_number(environment, "EHR_POOL_SIZE", 10),
        metrics_token=environment.get("EHR_METRICS_TOKEN") or None,
        master_key_file=_path(environment, "EHR_MASTER_KEY_FILE"),
        oidc=_oidc(environment),
        limits=Limits(
            body_max_bytes=_number(environment, "EHR_BODY_MAX_BYTES", Limits().body_max_bytes),
            requests_per_minute=_number(environment, "EHR_REQUESTS_PER_MINUTE", 6000),
        ),
    )


def _default_data() -> Path:
    """Root's own home is closed to the user that PostgreSQL runs as, so root keeps the data where services do."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return Path("/var/lib/interview-hub")
    return platformdirs.user_data_path("interview-hub", appauthor=False)


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or int(text) == 0:
        raise Problem(BAD_SETTING, name=name)
    return int(text)


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    text = environment.get(name)
    return Path(text).expanduser().absolute() if text else None


def _oidc(environment: Mapping[str, str]) -> Oidc | None:
    """All three or none."""
    issuer = environment.get("EHR_OIDC_ISSUER")
    if not issuer:
        return None
    client_id, secret_file = environment.get("EHR_OIDC_CLIENT_ID"), _path(environment, "EHR_OIDC_SECRET_FILE")
    if not client_id:
        raise Problem(BAD_SETTING, name="EHR_OIDC_CLIENT_ID")
    if secret_file is None:
        raise Problem(BAD_SETTING, name="EHR_OIDC_SECRET_FILE")
    return Oidc(issuer, client_id, secret_file)


def _check_public(url: str) -> None:
    """Plain http is for this machine only: a session must never cross a network in the clear."""
    parts = urlsplit(url)
    is_local = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not parts.hostname or parts.path or not (parts.scheme == "https" or is_local):
        raise Problem(BAD_SETTING, name="EHR_PUBLIC_URL")
