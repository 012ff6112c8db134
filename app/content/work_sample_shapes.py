"""The form of a chat work sample in a question's file: chats, page of rules, hand-over note."""

from typing import Annotated

from pydantic import Field

from app.content.strict import Bilingual, Count, Id, Seconds, Strict
from app.domain.work_sample import MOST_CHATS, Chat, CustomerLine, PolicyRule, WorkSample


class CustomerLineShape(Bilingual):
    """What a customer writes and when: at a time, or earlier after so many replies."""

    at_s: Seconds
    after_replies: Annotated[Count, Field(ge=1)] | None = None


class ChatShape(Strict):
    """One customer."""

    id: Id
    customer: Bilingual
    topic: Bilingual
    lines: Annotated[list[CustomerLineShape], Field(min_length=1)]


class PolicyRuleShape(Strict):
    """One rule of the page to look things up."""

    title: Bilingual
    text: Bilingual


class WorkSampleShape(Strict):
    """`work_sample` of a question."""

    chats: Annotated[list[ChatShape], Field(min_length=2, max_length=MOST_CHATS)]
    policy: Annotated[list[PolicyRuleShape], Field(min_length=1)]
    note: Bilingual

    def value(self) -> WorkSample:
        """The work sample as a domain value."""
        chats = tuple(
            Chat(
                chat.id,
                chat.customer.words(),
                chat.topic.words(),
                tuple(CustomerLine(each.words(), each.at_s, each.after_replies) for each in chat.lines),
            )
            for chat in self.chats
        )
        policy = tuple(PolicyRule(rule.title.words(), rule.text.words()) for rule in self.policy)
        return WorkSample(chats, policy, self.note.words())
