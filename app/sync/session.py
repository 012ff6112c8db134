"""Calls in the name of this kiosk: a token for each of them, and the hub's clock read from the answers."""

from dataclasses import replace

from app.sync.calls import NOBODY, Answer, Ask, Call, json_call
from app.sync.identity import Identity, IdentityFile, key_id_of, private_of
from app.sync.pace import Clock, ClockOffset
from app.sync.signing import signature

RENEW_EARLY_S = 60.0


class HubSession:
    """Belongs to one thread. ask: carries a call. keys: who this kiosk is; it must be enrolled."""

    def __init__(self, ask: Ask, keys: IdentityFile, identity: Identity, clock: Clock) -> None:
        self._ask, self._keys, self._clock = ask, keys, clock
        self.identity = identity
        self.offset = ClockOffset()
        self._token, self._until_s = "", 0.0

    def ask(self, call: Call) -> Answer:
        """The hub's answer to a call with a token; what it said of the token where it gives none."""
        refused = self.sign_in()
        if refused is not None:
            return refused
        answer = self._carry(self._with_token(call))
        if answer.status == 401 and answer.problem == "token-expired":
            self._token = ""
            refused = self.sign_in()
            answer = self._carry(self._with_token(call)) if refused is None else refused
        return answer

    def sign_in(self) -> Answer | None:
        """None when there is a token that lasts; else the hub's no.

        A key that the hub does not know any more gives way to the next one: this kiosk was stopped after the hub
        had taken it, and before it was written down in place of the old one.
        """
        if self._token and self._clock.steady_s() < self._until_s:
            return None
        answer = self._take_token(self.identity.key)
        if answer.status == 401 and self.identity.next_key is not None:
            answer = self.take_token_of_next_key()
        return None if self._token else answer

    def take_token_of_next_key(self) -> Answer:
        """The hub's answer; if it is a yes, the next key is the key from now on, also after a power cut."""
        if self.identity.next_key is None:
            return Answer(NOBODY)
        answer = self._take_token(self.identity.next_key)
        if self._token:
            self.remember(self.identity.moved_on())
        return answer

    def remember(self, identity: Identity) -> None:
        """Be `identity` from now on, also after a power cut."""
        self._keys.write(identity)
        self.identity = identity

    def _take_token(self, seed: str) -> Answer:
        self._token = ""
        me = self.identity
        body = {"schema": "challenge/1.0", "kiosk_id": me.kiosk_id}
        challenge = self._carry(json_call("/kiosks/challenge", body))
        nonce = challenge.told.get("nonce")
        if challenge.status != 200 or not isinstance(nonce, str):
            return challenge if challenge.status != 200 else Answer(NOBODY)
        name = key_id_of(seed)
        signed = signature(private_of(seed), "token", me.hub_id, me.kiosk_id, name, nonce)
        body = {"schema": "token/1.0", "kiosk_id": me.kiosk_id, "key_id": name, "nonce": nonce}
        asked_s = self._clock.steady_s()
        answer = self._carry(json_call("/kiosks/token", {**body, "signature": signed}))
        token, lasts_s = answer.told.get("access_token"), answer.told.get("expires_in_s")
        if answer.status != 200:
            return answer
        if not isinstance(token, str) or not isinstance(lasts_s, int | float):
            return Answer(NOBODY)
        self._token, self._until_s = token, asked_s + max(0.0, lasts_s - RENEW_EARLY_S)
        return answer

    def _carry(self, call: Call) -> Answer:
        sent_s = self._clock.wall_s()
        answer = self._ask(call)
        hub_s = answer.hub_time_s
        if hub_s is not None:
            self.offset.saw(hub_s, sent_s, self._clock.wall_s())
        return answer

    def _with_token(self, call: Call) -> Call:
        return replace(call, headers={**call.headers, "Authorization": f"Bearer {self._token}"})
