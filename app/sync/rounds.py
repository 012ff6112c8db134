"""What sync does, and when: a heartbeat each minute or soon after a change, records as they come, changed lists."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from app.store.front_desk import FrontDesk
from app.store.outbox import Outbox
from app.store.sync_state import SyncState
from app.sync.calls import NOBODY, Answer, Ask, json_call
from app.sync.drain import STOPS, Drain, Offer, Verdict, judge
from app.sync.heartbeat import Health, StoreHealth, Wishes, heartbeat, wishes_of
from app.sync.lists import ETAG, pull_appointments
from app.sync.media import MediaSender
from app.sync.pace import Bucket, Clock, LinkBreaker
from app.sync.reconciliation import reconcile
from app.sync.rotation import rotate
from app.sync.session import HubSession

log = logging.getLogger(__name__)

BEAT_EACH_S = 60.0
CHANGE_EACH_S = 5.0  # at most so often because somebody sat down, left or raised a hand
ROOM_EACH_S = 10.0  # while a console looks at the terminals
ROOM_WANTED_S = 30.0  # after it last asked, nobody looks any more
LISTS_EACH_S = 6 * 3600.0
RECONCILE_EACH_S = 24 * 3600.0
REST_S = 2.0  # between two looks into the outbox
REQUESTS_PER_S, REQUESTS_AT_ONCE = 2.0, 10.0
OK = 200
STATUS, HUB_HEAD, RECONCILED_AT, ROOM = "status", "hub_audit_head", "reconciled_at", "room"
ROOM_WANTED_AT = "room_wanted_at"
RELEASES_ETAG = "releases_etag"


@dataclass(frozen=True, slots=True)
class SyncStore:
    """The parts of the store that sync works on."""

    outbox: Outbox
    state: SyncState
    desk: FrontDesk


@dataclass
class Rounds:
    """One step after another, on one thread. pull_releases: fetches what the hub wants this kiosk to have."""

    session: HubSession
    store: SyncStore
    clock: Clock
    health: Callable[[], Health]
    pull_releases: Callable[[Ask], Answer] | None = None
    media: MediaSender | None = None
    _next_beat_s: float = 0.0
    _beat_s: float = 0.0
    _told_room: tuple[bool, int] = (False, 0)
    _seen: tuple[int, tuple[bool, int]] = (-1, (False, 0))
    _next_lists_s: float = 0.0
    _wishes: Wishes | None = None
    _media_from_s: float = 0.0
    _drain: Drain = field(init=False)
    breaker: LinkBreaker = field(init=False)

    def __post_init__(self) -> None:
        self.breaker = LinkBreaker(self.clock)
        self._requests = Bucket(self.clock, REQUESTS_PER_S, REQUESTS_AT_ONCE)
        self._drain = Drain(self.store.outbox, self.session.ask, self.clock, self.breaker, self._requests)
        self._next_beat_s = self._next_lists_s = self.clock.steady_s()

    def run(self) -> None:
        """Go on until the clock says that the program ends."""
        while self.clock.wait(self.step()):
            pass

    def step(self) -> float:
        """Do what is due; seconds until the next step. Raises KioskError as the store does."""
        wait_s = self.breaker.wait_s()
        if wait_s > 0.0:
            return wait_s
        now_s = self.clock.steady_s()
        if now_s >= self._next_beat_s:
            self.store.state.cut_audit(now=self.clock.wall_s())
            if not self._beat() and self.breaker.wait_s() > 0.0:
                return self.breaker.wait_s()
            self._next_beat_s = now_s + BEAT_EACH_S  # also where only the heartbeat itself was refused
        elif self._is_early(now_s) and not self._beat() and self.breaker.wait_s() > 0.0:
            return self.breaker.wait_s()
        offers = self._drain.run()
        self._told(offers)
        if self.breaker.wait_s() == 0.0:
            self._other_duties(now_s)
        busy = any(each.verdict is Verdict.ACCEPTED for each in offers) or self._send_recording()
        return max(self.breaker.wait_s(), 0.0 if busy else REST_S)

    def once(self) -> list[Offer]:
        """Everything that is due now, until nothing more moves; what was offered."""
        offers: list[Offer] = []
        self.store.state.cut_audit(now=self.clock.wall_s())
        self._beat()
        while self.breaker.wait_s() == 0.0:
            more = self._drain.run()
            offers += more
            if not any(each.verdict is Verdict.ACCEPTED for each in more):
                break
        self._told(offers)
        if self.breaker.wait_s() == 0.0:
            self._other_duties(self.clock.steady_s())
        return offers

    def _send_recording(self) -> bool:
        """True if some of a recording went; only when no record waits and the hub asks for no rest."""
        hub_s = self.clock.wall_s() + (self.session.offset.offset_s or 0.0)
        if self.media is None or self.breaker.wait_s() > 0.0 or hub_s < self._media_from_s:
            return False
        answer = self.media.step()
        return answer is not None and self._note(answer)

    def _is_early(self, now_s: float) -> bool:
        """True where others should not wait for the minute: a change to tell, or somebody who looks at the others."""
        since_s = now_s - self._beat_s
        if since_s >= CHANGE_EACH_S and self._room() != self._told_room:
            return True
        wanted_at = self.store.state.get(ROOM_WANTED_AT) if since_s >= ROOM_EACH_S else None
        return wanted_at is not None and 0.0 <= self.clock.wall_s() - float(wanted_at) < ROOM_WANTED_S

    def _room(self) -> tuple[bool, int]:
        """Whether somebody sits here, and how many raised hands there are; asked every two seconds, so it is cheap."""
        newest = self.store.state.newest_event()
        busy = self._seen[1][0] if newest == self._seen[0] else self.store.state.is_interview_running()
        self._seen = (newest, (busy, len(self.store.desk.open_calls())))
        return self._seen[1]

    def _beat(self) -> bool:
        """True if the hub answered the heartbeat."""
        self._beat_s = self.clock.steady_s()
        refused = self.session.sign_in()  # first: the hub's clock is read from that answer
        state, now = self.store.state, self.clock.wall_s()
        microphone, camera = state.devices()
        self._told_room = self._room()
        store = StoreHealth(
            self.store.outbox.state(),
            microphone,
            camera,
            state.last_interview_at(),
            state.audit_head(),
            state.get(HUB_HEAD),
            *self._told_room,
        )
        body = heartbeat(self.health(), store, self.session.offset.offset_s, now)
        answer = refused or self.session.ask(json_call("/kiosks/heartbeat", body))
        wishes = wishes_of(answer)
        if wishes is None:
            self._note(answer)
            self._remember(answer.problem or ("no_answer" if answer.status == NOBODY else str(answer.status)))
            return False
        self.breaker.answered()
        self._wishes = wishes
        self._media_from_s = wishes.pause_media_until or 0.0
        if wishes.audit_head is not None:
            state.put(HUB_HEAD, wishes.audit_head)
        if wishes.room is not None:
            told = {"at": self.clock.wall_s(), "hub_at": wishes.hub_at}
            state.put(ROOM, told | {"kiosks": [dict(each) for each in wishes.room]})
        self._remember("")
        return True

    def _other_duties(self, now_s: float) -> None:
        """Rotation, reconciliation, lists, in this order; the first that meets no yes ends it until the next beat."""
        wishes, due = self._wishes, now_s >= self._next_lists_s
        if wishes is None:
            return
        duties = (self._rotation(wishes), self._reconciliation(wishes), *self._lists(wishes, due))
        if all(self._note(duty()) for duty in duties if duty is not None) and due:
            self._next_lists_s = now_s + LISTS_EACH_S
        self._wishes = None

    def _rotation(self, wishes: Wishes) -> Callable[[], Answer] | None:
        wanted = wishes.rotate_key or self.session.identity.next_key is not None
        return partial(rotate, self.session) if wanted else None

    def _reconciliation(self, wishes: Wishes) -> Callable[[], Answer] | None:
        last, now = self.store.state.get(RECONCILED_AT), self.clock.wall_s()
        is_due = last is None or not 0.0 <= now - float(last) < RECONCILE_EACH_S
        return self._reconcile if wishes.reconcile or is_due else None

    def _reconcile(self) -> Answer:
        answer, moved = reconcile(self.session.ask, self.store.outbox, now=self.clock.wall_s())
        if moved:
            log.warning("the hub did not have %d records it had taken", moved)
        if answer.status == OK:
            self.store.state.put(RECONCILED_AT, self.clock.wall_s())
        return answer

    def _lists(self, wishes: Wishes, due: bool) -> tuple[Callable[[], Answer] | None, ...]:
        state, pull = self.store.state, self.pull_releases
        appointments = due or wishes.appointments_etag != state.get(ETAG)
        releases = pull is not None and (due or wishes.releases_etag != state.get(RELEASES_ETAG))
        return (
            partial(pull_appointments, self.session.ask, state, self.store.desk, now=self.clock.wall_s())
            if appointments
            else None,
            partial(pull, self.session.ask) if pull is not None and releases else None,
        )

    def _note(self, answer: Answer) -> bool:
        """True if the hub answered yes; the breaker knows where it is the line, or the door, that failed."""
        if answer.status in (200, 201, 204, 206, 304):
            return True
        verdict = judge(answer, "")
        if verdict is Verdict.BUSY:
            self.breaker.busy(answer.retry_after_s)
        elif verdict in STOPS:
            self.breaker.failed()
        return False

    def _told(self, offers: list[Offer]) -> None:
        if any(each.verdict is Verdict.ACCEPTED for each in offers):
            self.store.state.put("sent_at", self.clock.wall_s())
        refused = [each for each in offers if each.verdict is Verdict.REJECTED]
        if refused:
            log.warning("the hub refused %d records; they are parked", len(refused))

    def _remember(self, trouble: str) -> None:
        """For the doctor and the staff's page: when the hub last answered, and what stands in the way."""
        status = self.store.state.get(STATUS) or {}
        if not trouble:
            status["answered_at"] = self.clock.wall_s()
            status["offset_s"] = self.session.offset.offset_s
        self.store.state.put(STATUS, {**status, "trouble": trouble})
