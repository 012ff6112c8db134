"""The voice process: orders on standard input, answers on standard output; ends when its input does.

Arguments: folders of recordings, the first that has a sentence wins.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtMultimedia import QMediaDevices

from app.voice.mouth import Mouth
from app.voice.orders import Ended, answer_line, read_order

CHUNK_BYTES = 1 << 16


def main() -> int:
    """Serve until the input ends."""
    application = QCoreApplication(sys.argv[:1])
    QMediaDevices.defaultAudioOutput()  # finds the sound server before somebody waits for it
    mouth = Mouth([Path(folder) for folder in sys.argv[1:]], _tell)
    stdin = sys.stdin.fileno()
    os.set_blocking(stdin, False)
    waiting = b""

    def read() -> None:
        nonlocal waiting
        try:
            data = os.read(stdin, CHUNK_BYTES)
        except BlockingIOError:
            return
        if not data:
            application.quit()
            return
        *lines, waiting = (waiting + data).split(b"\n")
        for line in lines:
            mouth.do(read_order(line))

    notifier = QSocketNotifier(stdin, QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    return application.exec()


def _tell(ended: Ended) -> None:
    os.write(sys.stdout.fileno(), answer_line(ended))


if __name__ == "__main__":
    sys.exit(main())
