"""Which event a wish, or the clock, means in a chat work sample; None where it means nothing. Pure."""

from dataclasses import replace

from app.domain.events import ChatOpened, Event, HandedOver, ReplySent
from app.flow.chat_answers import next_part
from app.flow.chats import next_line
from app.flow.interview import Interview, Phase, sample_of
from app.ui import intents as wish
from app.ui.sitting import Sitting

ChatWish = wish.OpenChat | wish.SendReply | wish.HandOver


def is_on(now: Interview) -> bool:
    """True while the clock of a work sample may run."""
    return sample_of(now) is not None and now.phase is Phase.TAKING and not now.paused


def wished(now: Interview, intent: ChatWish, elapsed_s: float) -> Event | None:
    """The event of a wish; none for a reply that was sent already (a double click), or that is blank."""
    if not is_on(now):
        return None
    at_s = _at(now, elapsed_s)
    match intent:
        case wish.OpenChat(chat) if now.desk.lines(chat) and chat != now.desk.active:
            return ChatOpened(chat, at_s)
        case wish.SendReply(chat, number, text, typing_s) if (
            now.desk.lines(chat) and text.strip() and number == len(now.desk.replies(chat))
        ):
            return ReplySent(chat, text.strip(), round(typing_s, 3), at_s)
        case wish.HandOver(note, typing_s):
            return HandedOver(note.strip(), round(typing_s, 3), at_s)
        case _:
            return None


def arrived(now: Interview, elapsed_s: float) -> Event | None:
    """The customer's line that is due."""
    sample = sample_of(now)
    return next_line(sample, now.desk, _at(now, elapsed_s)) if sample is not None and is_on(now) else None


def goes_on(now: Interview) -> Event | None:
    """The next part of a work sample that was handed over."""
    return next_part(now)


def with_clock(before: Interview, now: Interview, sitting: Sitting) -> Sitting:
    """The sitting after an event that carries the time: no moment between wish and commit is lost."""
    return replace(sitting, clock_base_s=sitting.clock_base_s + now.elapsed_s - before.elapsed_s)


def _at(now: Interview, elapsed_s: float) -> float:
    """Rounding may not turn the clock back."""
    return max(now.elapsed_s, round(elapsed_s, 3))
