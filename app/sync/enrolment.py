"""How a kiosk is let in: a code once, a key that never leaves this machine."""

from collections.abc import Callable
from dataclasses import dataclass

from app import __version__
from app.errors import KioskError
from app.sync.calls import NOBODY, Answer, Ask, json_call
from app.sync.identity import Identity, IdentityFile, MediaKey, new_seed
from app.sync.signing import code_of, fingerprint, public_hex, signature

CONTRACT = "1.0"
KeepMatchKey = Callable[[bytes], object]  # safe on the disk when it returns


@dataclass(frozen=True, slots=True)
class Enrolled:
    """This kiosk is known at the hub. fingerprint: what both screens show. is_active: False while a person confirms."""

    identity: Identity
    fingerprint: str
    is_active: bool


def enrol(
    ask: Ask,
    keys: IdentityFile,
    keep_match_key: KeepMatchKey,
    hub_url: str,
    entry: str,
    *,
    again: bool = False,
) -> Enrolled:
    """Let this kiosk in with the code `entry`. Asked again with the same code, the same comes out.

    The key is safe on the disk before the hub hears of it: an answer that was lost costs nothing.

    Raises:
        KioskError: hub_code_invalid, hub_code_refused, hub_unreachable, hub_busy, hub_strange;
            hub_enrolled_already: it is known at a hub, and nobody said `again`.
    """
    code = code_of(entry)
    if code is None:
        raise KioskError("hub_code_invalid")
    known = None if again else keys.read()
    if known is not None:
        raise KioskError("hub_enrolled_already", hub=known.hub_name)
    me = _asked_before(keys, again=again)
    if me is None or me.hub_url != hub_url:
        me = Identity(new_seed(), hub_url)
        keys.asking.write(me)
    public = public_hex(me.private)
    body = {
        "schema": "enrol/1.0",
        "code": code,
        "public_key": public,
        "signature": signature(me.private, "enrol", code, public),
        "versions": {"app": __version__, "contract": CONTRACT},
    }
    answer = ask(json_call("/kiosks/enrol", body))
    _raise_for(answer, hub_url)
    return _kept(answer, me, keys, keep_match_key)


def _asked_before(keys: IdentityFile, *, again: bool) -> Identity | None:
    try:
        return keys.asking.read()
    except KioskError:
        if not again:
            raise
        return None  # whoever enrols again gets rid of a file that nobody can read


def _raise_for(answer: Answer, hub_url: str) -> None:
    if answer.status in (200, 201):
        return
    if answer.status == NOBODY:
        raise KioskError("hub_unreachable", url=hub_url)
    if answer.problem == "code-refused":
        raise KioskError("hub_code_refused")
    if answer.status in (429, 503):
        raise KioskError("hub_busy", url=hub_url)
    raise KioskError("hub_strange", url=hub_url, status=answer.status)


def _kept(answer: Answer, me: Identity, keys: IdentityFile, keep_match_key: KeepMatchKey) -> Enrolled:
    """Written down: first the key of phone numbers, then who this kiosk is. Cut off between, it is asked again."""
    told = answer.told
    try:
        media = told["media_key"]
        identity = Identity(
            key=me.key,
            hub_url=me.hub_url,
            kiosk_id=str(told["kiosk_id"]),
            hub_id=str(told["hub_id"]),
            hub_name=str(told["hub_name"]),
            site=str(told["scope"]["name"]),
            media_key=None if media is None else MediaKey(str(media["id"]), str(media["public_key"])),
        )
        match_key, state = bytes.fromhex(told["match_key"]), str(told["state"])
    except (KeyError, TypeError, ValueError):
        raise KioskError("hub_strange", url=me.hub_url, status=answer.status) from None
    keep_match_key(match_key)
    keys.write(identity)
    keys.asking.remove()
    shown = fingerprint(identity.hub_id, public_hex(identity.private))
    return Enrolled(identity, shown, state == "active")
