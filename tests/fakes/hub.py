"""A hub in memory: every call of contract v1 as contract/v1/http.md says it, and nothing of how a hub is built."""

import hashlib
import re
import secrets
from dataclasses import dataclass, field

from app.sync.calls import API, Answer, Call
from app.sync.signing import fingerprint, key_id
from tests.fakes.hub_parts import (
    CODE_S,
    NONCE_S,
    OVERLAP_S,
    PIECE_BYTES,
    TOKEN_S,
    Code,
    Json,
    KnownKiosk,
    Speaking,
    Upload,
    chain_holds,
    etag_of,
    fits,
    iso,
    object_of,
)


@dataclass
class FakeHub(Speaking):
    """now_s: the hub's clock, Unix seconds. ask(): what a kiosk calls. Everything a test looks at lies open."""

    id: str = "hub-0001"
    is_pending: bool = False
    has_media_key: bool = False
    media_public: str = "a1" * 32
    codes: dict[str, Code] = field(default_factory=dict)
    kiosks: dict[str, KnownKiosk] = field(default_factory=dict)
    records: dict[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict)
    quarantine: list[tuple[str, bytes]] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    appointments: list[Json] = field(default_factory=list)
    releases: list[Json] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    wishes: Json = field(default_factory=dict)
    _nonces: dict[str, tuple[str, float]] = field(default_factory=dict)
    _tokens: dict[str, tuple[str, float]] = field(default_factory=dict)

    def new_code(self) -> str:
        """An enrolment code, as it is signed."""
        code = "".join(secrets.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(10))
        self.codes[code] = Code(self.now_s() + CODE_S)
        return code

    def ask(self, call: Call) -> Answer:
        """The answer to one call."""
        path = call.path.partition("?")[0]
        if path == "/healthz":
            return self._said(200, {})
        free = {"enrol": self._enrol, "challenge": self._challenge, "token": self._token}
        for name, handle in free.items():
            if path == f"{API}/kiosks/{name}" and call.method == "POST":
                body = object_of(call.body)
                wrong = self._faults(name, body)
                return wrong or handle(body)
        headers = {name.lower(): value for name, value in call.headers.items()}
        kiosk = self._kiosk_of(headers.get("authorization", ""))
        if kiosk is None:
            return self._problem(401, "token-expired")
        if kiosk.is_revoked:
            return self._problem(403, "revoked")
        return self._known(kiosk, call, path, headers)

    def _known(self, kiosk: KnownKiosk, call: Call, path: str, headers: dict[str, str]) -> Answer:
        posts = {"keys": self._new_key, "heartbeat": self._heartbeat, "reconcile": self._reconcile}
        schemas = {"keys": "new_key"}
        name = path.rpartition("/")[2]
        if call.method == "POST" and path == f"{API}/kiosks/{name}" and name in posts:
            body = object_of(call.body)
            return self._faults(schemas.get(name, name), body) or posts[name](kiosk, body)
        if call.method == "POST" and path.startswith(f"{API}/ingest/"):
            return self._ingest(kiosk, name, headers.get("idempotency-key", ""), call.body or b"")
        if call.method == "GET":
            return self._get(path, headers)
        if path.startswith(f"{API}/media/"):
            return self._media(kiosk, call, name, headers)
        return self._problem(404, "not-found")

    # --- being let in

    def _enrol(self, body: Json) -> Answer:
        code, public = self.codes.get(body["code"]), body["public_key"]
        if code is None:
            return self._problem(403, "code-refused")
        signed = ("enrol", body["code"], public)
        if (
            code.tries >= 5
            or self.now_s() > code.until_s
            or code.used_by not in ("", public)
            or not fits(public, body["signature"], *signed)
        ):
            code.tries += 1
            return self._problem(403, "code-refused")
        status = 200 if code.used_by else 201
        if not code.used_by:
            code.used_by, code.kiosk = public, f"kiosk-{len(self.kiosks) + 1:04}"
            self.kiosks[code.kiosk] = KnownKiosk(code.kiosk, {key_id(public): (public, None)})
        told = {
            "schema": "enrolled/1.0",
            "kiosk_id": code.kiosk,
            "key_id": key_id(public),
            "state": "pending" if self.is_pending else "active",
            "hub_id": self.id,
            "hub_name": "Hub",
            "scope": {"code": "site-1", "name": "Site 1"},
            "match_key": "a1" * 32,
            "media_key": {"id": "media-1", "public_key": self.media_public} if self.has_media_key else None,
            "fingerprint": fingerprint(self.id, public),
        }
        return self._said(status, told)

    def _challenge(self, body: Json) -> Answer:
        nonce = secrets.token_urlsafe(32)
        self._nonces[nonce] = (body["kiosk_id"], self.now_s() + NONCE_S)
        return self._said(200, {"nonce": nonce, "expires_in_s": NONCE_S})

    def _token(self, body: Json) -> Answer:
        owner, until_s = self._nonces.pop(body["nonce"], ("", 0.0))
        kiosk = self.kiosks.get(body["kiosk_id"])
        if kiosk is None or owner != kiosk.id or self.now_s() > until_s:
            return self._problem(401, "signature-refused")
        name = body["key_id"]
        if kiosk.pending and key_id(kiosk.pending) == name:
            public, ends_s = kiosk.pending, None
        else:
            public, ends_s = kiosk.keys.get(name, ("", None))
        lines = ("token", self.id, kiosk.id, name, body["nonce"])
        if (
            not public
            or (ends_s is not None and self.now_s() > ends_s)
            or not fits(public, body["signature"], *lines)
        ):
            return self._problem(401, "signature-refused")
        if kiosk.is_revoked:
            return self._problem(403, "revoked")
        if self.is_pending:
            return self._problem(403, "not-confirmed")
        if public == kiosk.pending:  # used: the old ones end tomorrow
            ending = self.now_s() + OVERLAP_S
            kiosk.keys = {old: (key, ends or ending) for old, (key, ends) in kiosk.keys.items()}
            kiosk.keys[name], kiosk.pending = (public, None), ""
        token = secrets.token_urlsafe(24)
        self._tokens[token] = (kiosk.id, self.now_s() + TOKEN_S)
        return self._said(
            200, {"access_token": token, "token_type": "Bearer", "expires_in_s": TOKEN_S, "key_id": name}
        )

    def _kiosk_of(self, authorization: str) -> KnownKiosk | None:
        owner, until_s = self._tokens.get(authorization.removeprefix("Bearer "), ("", 0.0))
        return self.kiosks.get(owner) if self.now_s() <= until_s else None

    def _new_key(self, kiosk: KnownKiosk, body: Json) -> Answer:
        public = body["public_key"]
        if not fits(public, body["signature"], "new-key", self.id, kiosk.id, public):
            return self._problem(401, "signature-refused")
        name = key_id(public)
        if name in kiosk.keys or public == kiosk.pending:
            return self._said(200, {"key_id": name, "state": "active" if name in kiosk.keys else "pending"})
        kiosk.pending = public
        return self._said(201, {"key_id": name, "state": "pending"})

    # --- what comes in

    def _heartbeat(self, kiosk: KnownKiosk, body: Json) -> Answer:
        kiosk.beats.append(body)
        told = {
            "schema": "heartbeat_answer/1.0",
            "audit_head": None,
            "pause_media_until": None,
            "releases_etag": etag_of(self.releases),
            "appointments_etag": etag_of(self.appointments),
            "rotate_key": False,
            "reconcile": False,
        }
        return self._said(200, {**told, **self.wishes})

    def _ingest(self, kiosk: KnownKiosk, kind: str, key: str, raw: bytes) -> Answer:
        self.received.append(key)
        if kind not in self.kinds:
            return self._problem(422, "upgrade-hub", supported=list(self.kinds))
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}", key):
            return self._problem(400, "no-id")
        try:
            body = object_of(raw)
        except ValueError:
            return self._problem(400, "not-json")
        sha = hashlib.sha256(raw).hexdigest()
        held = self.records.get((kiosk.id, key))
        if held is not None:
            same = hashlib.sha256(held[1]).hexdigest()
            if same != sha or held[0] != kind:
                return self._problem(409, "other-content", body_sha256=same)
            return self._receipt(208, kind, key, sha)
        wrong = self._faults(kind.partition(".")[0], body)
        if wrong is None and kind == "audit_batch.v1" and not chain_holds(body):
            wrong = self._problem(422, "schema-refused", errors=[{"at": "/rows", "rule": "chain"}])
        if wrong is not None:
            if wrong.problem == "schema-refused":
                self.quarantine.append((key, raw))
            return wrong
        self.records[kiosk.id, key] = (kind, raw)
        return self._receipt(201, kind, key, sha)

    def _receipt(self, status: int, kind: str, key: str, sha: str) -> Answer:
        return self._said(
            status, {"id": key, "kind": kind, "body_sha256": sha, "received_at": iso(self.now_s())}
        )

    def _reconcile(self, kiosk: KnownKiosk, body: Json) -> Answer:
        missing, different = [], []
        for each in body["records"]:
            held = self.records.get((kiosk.id, each["id"]))
            if held is None:
                missing.append(each["id"])
            elif hashlib.sha256(held[1]).hexdigest() != each["body_sha256"]:
                different.append(each["id"])
        return self._said(200, {"missing": missing, "different": different})

    # --- what goes out

    def _get(self, path: str, headers: dict[str, str]) -> Answer:
        lists: dict[str, Json] = {
            "appointments": {"schema": "appointment_list/1.0", "appointments": self.appointments},
            "releases": {"schema": "release_list/1.0", "ring": "all", "releases": self.releases},
        }
        name = path.rpartition("/")[2]
        if path == f"{API}/kiosks/{name}" and name in lists:
            etag = etag_of(lists[name][name])
            if headers.get("if-none-match") == etag:
                return self._said(304, None, etag=etag)
            return self._said(200, lists[name], etag=etag)
        file = path.partition("/kiosks/releases/")[2].replace("/files/", "/", 1)
        content = self.files.get(file)
        if content is None:
            return self._problem(404, "not-found")
        start, end = re.fullmatch(r"bytes=(\d+)-(\d+)", headers.get("range", "")).groups()  # type: ignore[union-attr]
        piece = content[int(start) : int(end) + 1]
        return Answer(206, {"date": self._date()}, piece)

    def _media(self, kiosk: KnownKiosk, call: Call, name: str, headers: dict[str, str]) -> Answer:
        upload = self.uploads.get(name)
        if call.method == "POST":
            body = object_of(call.body)
            wrong = self._faults("media_upload", body)
            if wrong is not None:
                return wrong
            if (kiosk.id, body["interview_id"]) not in self.records or not self.has_media_key:
                return self._problem(403, "media-not-allowed")
            if upload is not None and upload.told["sha256"] != body["sha256"]:
                return self._problem(409, "other-content")
            self.uploads.setdefault(name, Upload(body))
            return self._at(201 if upload is None else 200, self.uploads[name])
        if upload is None:
            return self._problem(404, "not-found")
        if call.method == "HEAD":
            return self._at(200, upload)
        if len(call.body or b"") > PIECE_BYTES:
            return self._problem(413, "too-large")
        if headers.get("upload-offset") != str(len(upload.held)):
            return self._at(409, upload)
        upload.held += call.body or b""
        if len(upload.held) < upload.told["length"]:
            return self._at(204, upload)
        if hashlib.sha256(upload.held).hexdigest() != upload.told["sha256"]:
            upload.held.clear()
            return self._problem(422, "media-hash")
        return self._at(204, upload, {"upload-complete": "?1"})

    def _at(self, status: int, upload: Upload, more: dict[str, str] | None = None) -> Answer:
        length, offset = str(upload.told["length"]), str(len(upload.held))
        told = {"upload-offset": offset, "upload-length": length, "tus-resumable": "1.0.0", **(more or {})}
        return Answer(status, {"date": self._date(), **told})
