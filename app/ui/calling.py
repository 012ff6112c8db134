"""What stands still while somebody has called for staff, and what ends the waiting. Pure."""

from dataclasses import replace

from app.domain.events import Event, Paused
from app.flow.interview import Interview, Phase, Step, sample_of
from app.ui import decisions, desk_intents
from app.ui import intents as wish
from app.ui.decisions import Decide
from app.ui.sitting import Sitting

CALLED = "called"  # why a take was discarded: nobody's talk with staff is in a recording
_WAITS_ON = (  # signs of life, and what makes waiting easier; everything else goes on with the sitting
    wish.StillHere
    | wish.ChooseLanguage
    | wish.Hear
    | wish.Hush
    | wish.ReadPages
    | wish.Pause
    | desk_intents.SetAccommodations
)


def after(intent: wish.Intent, sitting: Sitting) -> Sitting:
    """The sitting after any wish: somebody is called, still waited for, or no longer."""
    if isinstance(intent, wish.AskForHelp | desk_intents.StaffHere):
        return replace(sitting, called=True)
    return sitting if isinstance(intent, _WAITS_ON) else replace(sitting, called=False)


def held(now: Interview, sitting: Sitting, elapsed_s: float) -> list[Decide]:
    """The clock stands still at once; a take that records is thrown away and asked again, from its beginning."""
    records = sitting.recording
    if sitting.interruption is not None:  # its clock begins when the candidate goes on
        elapsed_s = now.elapsed_s

    def discard(at: Interview) -> Event | None:
        return decisions.discard(at, CALLED) if records and sample_of(at) is None else None

    def pause(at: Interview) -> Event | None:
        used_s = elapsed_s if (at.phase, at.index, at.turn) == (now.phase, now.index, now.turn) else 0.0
        has_clock = at.step is Step.QUESTION and at.phase in {Phase.PREPARING, Phase.TAKING}
        return Paused(round(used_s, 3), called=True) if has_clock and not at.paused else None

    return [discard, pause]


def waits(sitting: Sitting) -> Decide:
    """A question that comes while staff are waited for does not begin."""

    def pause(at: Interview) -> Event | None:
        return Paused(at.elapsed_s, called=True) if sitting.called and decisions.is_preparing(at) else None

    return pause
