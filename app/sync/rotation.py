"""Another key for this kiosk; the old one opens until the new one did. May be stopped between any two steps."""

from dataclasses import replace

from app.sync.calls import Answer, json_call
from app.sync.identity import new_seed, private_of
from app.sync.session import HubSession
from app.sync.signing import public_hex, signature


def rotate(session: HubSession) -> Answer:
    """The hub's last answer: 200 once the new key is the key. Begun again, it goes on with the key on the disk."""
    if session.identity.next_key is None:
        session.remember(replace(session.identity, next_key=new_seed()))
    me = session.identity
    key = private_of(str(me.next_key))
    public = public_hex(key)
    signed = signature(key, "new-key", me.hub_id, me.kiosk_id, public)
    body = {"schema": "new_key/1.0", "public_key": public, "signature": signed}
    answer = session.ask(json_call("/kiosks/keys", body))
    if session.identity.next_key is None:  # the hub had taken it before; signing in has found that out
        return answer
    return session.take_token_of_next_key() if answer.status in (200, 201) else answer
