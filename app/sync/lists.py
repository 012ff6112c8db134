"""The list of appointments, from the hub."""

import logging
import re
from datetime import datetime
from typing import Any

from app.store.front_desk import Appointment, FrontDesk
from app.store.sync_state import SyncState
from app.sync.calls import API, Answer, Ask, Call

log = logging.getLogger(__name__)

HUB = "hub"  # the actor of what the hub changed on this kiosk
ETAG = "appointments_etag"
_CODE, _KEY = re.compile(r"[A-Z0-9-]{3,32}"), re.compile(r"[0-9a-f]{64}")


def pull_appointments(ask: Ask, state: SyncState, desk: FrontDesk, *, now: float) -> Answer:
    """The hub's answer; after a 200 the kiosk's list is the hub's. One that is no such list changes nothing."""
    known = state.get(ETAG)
    headers = {} if known is None else {"If-None-Match": str(known)}
    answer = ask(Call("GET", f"{API}/kiosks/appointments", None, headers))
    if answer.status != 200:
        return answer
    try:
        found = [_appointment(each) for each in answer.told["appointments"]]
        if len({each.code for each in found}) != len(found):
            raise ValueError
    except (KeyError, TypeError, ValueError):
        log.warning("the hub's list of appointments is none")
        return answer
    if set(found) != {each.appointment for each in desk.expected()}:
        desk.replace_appointments(found, now=now, actor=HUB)
    state.put(ETAG, answer.headers.get("etag"))  # after the list: cut off between, it is fetched once more
    return answer


def _appointment(told: dict[str, Any]) -> Appointment:
    code, at, key = told["code"], told["at"], told["phone_key"]
    if not _CODE.fullmatch(code) or not (key is None or _KEY.fullmatch(key)):
        raise ValueError
    return Appointment(code, None if at is None else datetime.fromisoformat(at).timestamp(), key)
