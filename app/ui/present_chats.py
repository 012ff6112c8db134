"""The view of a chat work sample. Pure."""

import math

from app.domain.language import Words
from app.domain.work_sample import Chat, WorkSample
from app.flow.chats import Desk
from app.flow.interview import Interview, Phase
from app.flow.limits import answer_s
from app.ui.chat_views import ChatsView, ChatTab, Message


def chats_view(now: Interview, sample: WorkSample, total: int, elapsed_s: float) -> ChatsView:
    """The page for this state. total: questions of the interview."""
    desk = now.desk
    limit_s = answer_s(now, 1)
    return ChatsView(
        key=f"{now.question.id}/{now.take}",
        number=now.index + 1,
        total=total,
        title=now.question.title,
        chats=tuple(_tab(chat, desk, elapsed_s) for chat in sample.chats if desk.lines(chat.id)),
        active=desk.active,
        messages=_messages(sample, desk),
        policy=tuple((rule.title, rule.text) for rule in sample.policy),
        note=sample.note,
        left_s=math.ceil(limit_s - elapsed_s),  # whole seconds: the page is drawn when something changes
        total_s=limit_s,
        paused=now.paused,
        ending=now.phase is Phase.READING,
    )


def _tab(chat: Chat, desk: Desk, elapsed_s: float) -> ChatTab:
    since_s = desk.waits_since_s(chat.id)
    waits_s = None if since_s is None else int(max(0.0, elapsed_s - since_s))
    return ChatTab(chat.id, chat.customer, chat.topic, waits_s, len(desk.replies(chat.id)))


def _messages(sample: WorkSample, desk: Desk) -> tuple[Message, ...]:
    chat = next((each for each in sample.chats if each.id == desk.active), None)
    if chat is None:
        return ()
    return tuple(
        Message(False, Words(said.text, said.text))
        if said.line is None
        else Message(True, chat.lines[said.line].words)
        for said in desk.of(chat.id)
    )
