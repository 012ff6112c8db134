"""What the controller does about check-in and accommodations: events that begin a sitting, typing, the camera."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.events import AccommodationsSet, CheckedIn, Event
from app.domain.interview import Consent
from app.domain.messages import UseDevices
from app.flow.interview import Interview, Phase, Step
from app.ui import decisions
from app.ui import intents as wish
from app.ui.decisions import Decide
from app.ui.desk_intents import SetAccommodations
from app.ui.ports import Ports
from app.ui.sitting import Sitting
from app.ui.views import Ending, PracticePhase

_IN_TAKE = {PracticePhase.RECORDING, PracticePhase.READING}


def decided(
    intent: wish.Begin | SetAccommodations, now: Interview, new_id: Callable[[], str]
) -> list[Decide]:
    """The events of a wish: a sitting begins, or staff set what is different in it."""
    if isinstance(intent, SetAccommodations):
        return _set(intent, now)

    interview_id = (
        new_id()
    )  # what follows is for the sitting that this wish began, not for one it came too late for

    def only_then(decide: Decide) -> Decide:
        return lambda at: decide(at) if at.interview_id == interview_id else None

    wanted = SetAccommodations(intent.accommodations, intent.set_by)
    follows = _set(wanted, now) if intent.accommodations.is_any else []
    return [lambda at: decisions.begin(at, lambda: interview_id), *map(only_then, follows)]


def met(intent: wish.Begin | SetAccommodations, now: Interview, sitting: Sitting) -> Sitting:
    """The sitting that remembers how its candidate checked in; a second touch changes nothing."""
    if isinstance(intent, wish.Begin) and now.step is Step.WELCOME and sitting.came is None:
        return replace(sitting, came=intent.check_in)
    return sitting


def checked_in(came: CheckedIn | None, consents: tuple[Consent, ...]) -> Decide:
    """How the candidate came is stored with what they agreed to; no phone number's key of who agreed to nothing."""
    if came is not None and not any(each.given for each in consents):
        came = replace(came, phone_key=None)
    return lambda at: came if at.step is Step.CONSENT else None


def applied(now: Interview, sitting: Sitting) -> Sitting:
    """The sitting as what was set wants it: the next answer is typed, or a person comes."""
    if now.accommodations.typed:
        sitting = replace(sitting, typing=True)
    return replace(sitting, ending=Ending.HUMAN) if now.accommodations.human_interviewer else sitting


def camera_closed(now: Interview, sitting: Sitting, ports: Ports) -> Sitting:
    """The sitting once a camera that staff turned off is being closed; no take begins until that is done.

    A running take keeps it until it ends: microphone and camera are opened anew together.
    """
    trying = sitting.practice
    in_take = now.phase in {Phase.TAKING, Phase.READING} or (trying is not None and trying.phase in _IN_TAKE)
    if not now.accommodations.no_camera or in_take or not sitting.camera or now.is_over:
        return sitting
    ports.engine.send(UseDevices(ports.engine_config(now).microphone, None))
    return replace(sitting, ready=None)


def _set(intent: SetAccommodations, now: Interview) -> list[Decide]:
    """An interview with a person ends this one, politely and by the same way out as the candidate's own wish."""

    wanted = intent.accommodations

    def told(at: Interview) -> Event | None:
        changes = at.step is not Step.WELCOME and not at.is_over and at.accommodations != wanted
        return AccommodationsSet(wanted, intent.by) if changes else None

    return [told, *(decisions.way_out(now, "human") if wanted.human_interviewer else [])]
