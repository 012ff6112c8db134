"""The desk of a chat work sample: who wrote what when, which line comes next, who waits. Pure.

Times are seconds on the clock of the take, which stands still in a pause.
"""

from dataclasses import dataclass, replace

from app.domain.events import ChatEvent, ChatLineArrived, ChatOpened, HandedOver, ReplySent
from app.domain.work_sample import Chat, WorkSample
from app.errors import BugError


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a chat. line: number of the customer's line, None for a reply of the candidate."""

    chat: str
    at_s: float
    line: int | None = None
    text: str = ""
    typing_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Desk:
    """All that happened in the work sample so far, in order. opened: each look at another chat."""

    said: tuple[Said, ...] = ()
    opened: tuple[tuple[str, float], ...] = ()
    note: str = ""
    note_typing_s: float = 0.0

    @property
    def active(self) -> str | None:
        """The chat the candidate looks at."""
        return self.opened[-1][0] if self.opened else None

    def of(self, chat: str) -> tuple[Said, ...]:
        """The messages of `chat`, oldest first."""
        return tuple(said for said in self.said if said.chat == chat)

    def replies(self, chat: str) -> tuple[Said, ...]:
        """What the candidate wrote in `chat`, oldest first."""
        return tuple(said for said in self.of(chat) if said.line is None)

    def lines(self, chat: str) -> tuple[Said, ...]:
        """What the customer of `chat` wrote, oldest first."""
        return tuple(said for said in self.of(chat) if said.line is not None)

    def waits_since_s(self, chat: str) -> float | None:
        """When the customer wrote the oldest line that has no reply yet; None where nobody waits."""
        waiting: float | None = None
        for said in self.of(chat):
            if said.line is None:
                waiting = None
            elif waiting is None:
                waiting = said.at_s
        return waiting


EMPTY_DESK = Desk()


def next_line(sample: WorkSample, desk: Desk, elapsed_s: float) -> ChatLineArrived | None:
    """The line that is due at `elapsed_s`, of the first chat that has one, or None."""
    for chat in sample.chats:
        number = len(desk.lines(chat.id))
        if number < len(chat.lines) and _is_due(chat, number, len(desk.replies(chat.id)), elapsed_s):
            return ChatLineArrived(chat.id, number, elapsed_s)
    return None


def after(sample: WorkSample, desk: Desk, event: ChatEvent, clock_s: float) -> Desk:
    """The desk after `event`; clock_s: when the event before it happened.

    Raises:
        BugError: for a chat that does not exist or has not begun, a line out of order, a blank reply, or
            a clock that runs backwards.
    """
    if event.elapsed_s < clock_s:
        raise BugError("the clock of a work sample runs forwards")
    if isinstance(event, HandedOver):
        return replace(desk, note=event.note, note_typing_s=event.typing_s)
    chat = next((each for each in sample.chats if each.id == event.chat), None)
    if chat is None:
        raise BugError("the work sample has no such chat")
    began = bool(desk.lines(chat.id))
    match event:
        case ChatLineArrived(name, line, at_s) if line == len(desk.lines(name)) < len(chat.lines):
            return replace(desk, said=(*desk.said, Said(name, at_s, line=line)))
        case ChatOpened(name, at_s) if began:
            return replace(desk, opened=(*desk.opened, (name, at_s)))
        case ReplySent(name, text, typing_s, at_s) if began and text.strip():
            return replace(desk, said=(*desk.said, Said(name, at_s, text=text, typing_s=typing_s)))
        case _:
            raise BugError(f"{type(event).__name__} cannot happen in this chat")


def reply_text(desk: Desk, chat: str) -> str:
    """All replies in `chat`, one a line: the words of its answer."""
    return "\n".join(said.text for said in desk.replies(chat))


def _is_due(chat: Chat, number: int, replies: int, elapsed_s: float) -> bool:
    line = chat.lines[number]
    is_answered = line.after_replies is not None and replies >= line.after_replies
    return elapsed_s >= line.at_s or is_answered
