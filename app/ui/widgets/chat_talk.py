"""What was written in one chat; the newest message is always in sight."""

from PySide6.QtCore import Slot

from app.ui.chat_views import Message
from app.ui.scale import rescale
from app.ui.strings import Strings
from app.ui.views import Speaker
from app.ui.widgets.chat_bubble import ChatBubble
from app.ui.widgets.desk_scroll import DeskScroll


class ChatTalk(DeskScroll):
    """Bubbles, oldest first."""

    def __init__(self) -> None:
        super().__init__(spacing=10)
        self._shown: tuple[object, ...] = ()
        self._bubbles: list[ChatBubble] = []
        self.verticalScrollBar().rangeChanged.connect(self._keep_newest_in_sight)

    @property
    def texts(self) -> list[str]:
        """The words of the bubbles, oldest first."""
        return [bubble.text for bubble in self._bubbles]

    def show_messages(
        self, chat: str, customer: str, messages: tuple[Message, ...], strings: Strings, factor: float
    ) -> None:
        """Show the messages of `chat`; only what is new is drawn anew while the chat stays."""
        shown = (chat, strings.language)
        if shown != self._shown:
            self.clear()
            self._shown = shown
        for message in messages[len(self._bubbles) :]:
            bubble = ChatBubble(Speaker.CUSTOMER if message.from_customer else Speaker.CANDIDATE)
            name = customer if message.from_customer else strings.text("question.you")
            bubble.say(name, strings.of(message.words), "task")
            self.inside.addWidget(bubble)
            self._bubbles.append(bubble)
            rescale(bubble, factor)
        self.fit_soon()

    def clear(self) -> None:
        """Nothing was said."""
        for bubble in self._bubbles:
            self.inside.removeWidget(bubble)
            bubble.hide()
            bubble.deleteLater()
        self._bubbles, self._shown = [], ()

    @Slot()
    def _keep_newest_in_sight(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
