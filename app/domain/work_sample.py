"""The chat work sample: several customers write at once, with a page of rules and a hand-over note."""

from dataclasses import dataclass

from app.domain.language import Words

NOTE = "note"  # the last part of every work sample
MOST_CHATS = 3  # more at once is a test of the eyes, not of service


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """What a customer writes. at_s: on the clock of the work sample, whatever was answered.

    after_replies: it comes earlier, once this chat has had so many replies; None: never earlier.
    """

    words: Words
    at_s: int
    after_replies: int | None = None


@dataclass(frozen=True, slots=True)
class Chat:
    """One customer. lines: in the order they are written; each comes after the one before."""

    id: str
    customer: Words
    topic: Words
    lines: tuple[CustomerLine, ...]


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """One short rule of the page to look things up."""

    title: Words
    text: Words


@dataclass(frozen=True, slots=True)
class WorkSample:
    """What a question of type work_sample shows. note: what the hand-over note should hold."""

    chats: tuple[Chat, ...]
    policy: tuple[PolicyRule, ...]
    note: Words

    @property
    def parts(self) -> tuple[str, ...]:
        """What is answered: each chat, then the note. Part n is turn n of the question."""
        return (*(chat.id for chat in self.chats), NOTE)
