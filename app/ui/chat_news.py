"""What is new in a chat work sample, for somebody who only hears it. Pure."""

from app.domain.language import Language, Words
from app.ui.chat_views import ChatsView


def chat_news(before: ChatsView | None, view: ChatsView, language: Language) -> str:
    """Customers who have just written, and the newest lines of the open chat; empty where nothing is new."""
    old = before if before is not None and before.key == view.key else None
    news = [
        _line(tab.customer, tab.topic, language)
        for tab in view.chats
        if tab.id != view.active and tab.waits_s is not None and not _waited(old, tab.id)
    ]
    tab = view.active_tab
    if tab is not None:
        known = len(old.messages) if old is not None and old.active == view.active else 0
        lines = [each for each in view.messages[known:] if each.from_customer]
        news += [_line(tab.customer, each.words, language) for each in lines]
    return " ".join(news)


def _waited(old: ChatsView | None, chat: str) -> bool:
    return old is not None and any(tab.id == chat and tab.waits_s is not None for tab in old.chats)


def _line(who: Words, what: Words, language: Language) -> str:
    colon = "：" if language is Language.ZH else ": "
    stop = "。" if language is Language.ZH else "."
    text = what.text(language)
    return (
        f"{who.text(language)}{colon}{text}{'' if text.endswith(('。', '！', '？', '.', '!', '?')) else stop}"
    )
