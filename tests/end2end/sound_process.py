"""Somebody plays an answer at the console and listens: python -m ... DATA INTERVIEW QUESTION SECONDS.

Prints, of each picture, when it was shown (monotonic seconds) and which second of the film it is of.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtMultimedia import QMediaDevices, QVideoFrame
from PySide6.QtWidgets import QApplication

from app.bootstrap.review import Review
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.language import Language
from app.staff.book import Account, Role
from app.store.journal import Journal
from app.ui.recruiter.ports import AskInterview

LOOK_MS = 20


def main(data: Path, interview_id: str, question: str, length_s: float) -> int:
    """0 when so many seconds were played."""
    app = QApplication(sys.argv[:1])
    journal = Journal.open(data / "kiosk.db", data / "media")
    reader = Account("li.na", Role.RECRUITER, "hashed")
    review = Review(journal, load_competency_model(content_dir()), lambda: reader, Language.EN)
    assert review.pages is not None
    page = review.pages.interview
    player = page.player

    def shown(frame: QVideoFrame) -> None:
        say(f"{time.monotonic():.4f} {frame.startTime() / 1e6:.4f}")

    def look() -> None:
        if page.interview_id and not player.film.is_open and player._asked is None:
            player.go_to((question, 1))
            player.toggle()
        elif player.film.position_ms >= 1000 * length_s:
            app.exit(0)

    player.film._sink.videoFrameChanged.connect(shown)
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(LOOK_MS)
    review.window.resize(1280, 800)
    review.window.show()
    review.worker.submit(AskInterview(interview_id, Language.EN))
    say(QMediaDevices.defaultAudioOutput().description())
    code = app.exec()
    timer.stop()
    review.stop()
    journal.close()
    return code


def say(line: str) -> None:
    """A line for whoever started this."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _, data_dir, interview, asked, seconds = sys.argv
    sys.exit(main(Path(data_dir), interview, asked, float(seconds)))
