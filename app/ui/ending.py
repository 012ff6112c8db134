"""What follows when an interview is over: engine and result, then what the candidate adds. Pure but for `ports`."""

from dataclasses import replace

from app.domain.events import Event
from app.flow.interview import Interview
from app.ui import closing, dictation
from app.ui.closing import Closing, ClosingStep, finish_again
from app.ui.ports import Finish, NotDone, Ports, Scored
from app.ui.sitting import Sitting


def after(
    before: Interview, event: Event, now: Interview, sitting: Sitting, ports: Ports
) -> tuple[Sitting, Finish | None]:
    """The sitting after `event`, which ended the interview or came afterwards, and what the store is asked for."""
    if before.is_over:
        again = finish_again(event, now, sitting.closing, sitting.engines)
        return (sitting if again is None else replace(sitting, saving=True)), again
    ports.engine.stop()  # the interview is scored while the engine ends
    can_speak = dictation.is_possible(now, sitting)
    end = Closing(on=ports.today(), language=now.language, can_speak=can_speak)
    engines, saving = sitting.engines, bool(now.answers)
    over = Sitting(ending=sitting.ending, engines=engines, saving=saving, closing=end)
    return over, Finish(now, engines) if saving else None


def told(result: object, now: Interview, sitting: Sitting) -> Sitting:
    """The sitting after what a worker has done."""
    saving = sitting.saving and not isinstance(result, Scored | NotDone)
    return replace(sitting, closing=closing.told(result, now, sitting.closing), saving=saving)


def is_read(now: Interview, sitting: Sitting) -> bool:
    """True while a page stands that somebody may read for a while: it is not closed unasked."""
    return now.is_over and sitting.closing.step is not ClosingStep.THANKS
