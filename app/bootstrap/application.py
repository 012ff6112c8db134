"""The Qt application and what catches the bugs that nobody caught."""

import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication

from app.ui.garbage import Garbage
from app.ui.messages import Messages

FAMILIES = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "Noto Sans")


def application() -> QApplication:
    """The one QApplication, with a font that has Chinese characters first; garbage is looked for on its thread only."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(["kiosk"])
    app.setApplicationName("kiosk")
    font = app.font()
    font.setFamilies(list(FAMILIES))
    app.setFont(font)
    Garbage(app)
    return app


def report_bugs_to(messages: Messages) -> None:
    """From now on an exception that nobody caught is logged and told; the program goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        messages.report(error.with_traceback(trace))

    sys.excepthook = hook
