"""What the page of the chat work sample shows."""

from dataclasses import dataclass

from app.domain.language import Words


@dataclass(frozen=True, slots=True)
class Message:
    """One message; a reply is the same text in both languages."""

    from_customer: bool
    words: Words


@dataclass(frozen=True, slots=True)
class ChatTab:
    """One customer of the list. waits_s: whole seconds the customer has waited; None: nobody waits there."""

    id: str
    customer: Words
    topic: Words
    waits_s: int | None = None
    replies: int = 0


@dataclass(frozen=True, slots=True)
class ChatsView:
    """Several chats at once, at one moment.

    key: "<question>/<take>"; when it changes, everything that was being written is gone.
    chats: those that have begun. active: id of the chat that is open, or None before the first.
    messages: of the active chat, oldest first. policy: (title, text) of each rule. note: what to write down.
    left_s, total_s: a negative left_s is overrun; the limit is soft.
    ending: the work sample was handed over and is being stored.
    """

    key: str
    number: int
    total: int
    title: Words
    chats: tuple[ChatTab, ...]
    active: str | None
    messages: tuple[Message, ...]
    policy: tuple[tuple[Words, Words], ...]
    note: Words
    left_s: float
    total_s: float
    paused: bool = False
    ending: bool = False

    @property
    def active_tab(self) -> ChatTab | None:
        """The open chat."""
        return next((tab for tab in self.chats if tab.id == self.active), None)
