"""The recruiter's console on a real store: an interview opens, its film seeks, ten thousand scroll and refresh."""

import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import av
import numpy as np
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.application import application
from app.bootstrap.review import Review
from app.capture.audio_file import BLOCK_SAMPLES
from app.capture.matroska import FRAME_RATE_HZ, MatroskaWriter
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.review.values import QueueRow
from app.store.journal import Journal
from app.ui.recruiter.pages import ReviewPages
from tests.bench.inputs import media_dir
from tests.bench.recruiter_list import measure_list
from tests.bench.table import Figure
from tests.unit.review.interviews import READER, make_desk, ratings_of
from tests.unit.review.recorded import FILM_S, store_recorded

OPENINGS, SEEKS, STEPS, ROWS = 20, 40, 400, 10_000
LONGEST_S = 30.0
WINDOW_PX = (1280, 800)


def measure() -> list[Figure]:
    """Opening, seeking (where there is a recording to seek in) and scrolling."""
    application()
    model = load_competency_model(content_dir())
    media = media_dir()
    film = None if media is None else _film(media / "video" / "candidate_zh_52s.mp4")
    content, length_s = film or (None, float(FILM_S))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        journal = Journal.open(folder / "kiosk.db", folder)
        try:
            store_recorded(journal, folder, model, "i-1", content=content, length_s=length_s)
            desk = make_desk(journal, model)
            desk.rate("i-1", ratings_of(desk, "i-1"), 60.0)
            return _figures(journal, model, None if film is None else length_s)
        finally:
            journal.close()


def _figures(journal: Journal, model: CompetencyModel, film_s: float | None) -> list[Figure]:
    review = Review(journal, model, lambda: READER, Language.ZH)
    pages = review.window.page
    assert isinstance(pages, ReviewPages)
    review.window.resize(*WINDOW_PX)
    review.window.show()
    try:
        opening = _opening(review, pages)
        seeking = [] if film_s is None else [_seeking(pages, film_s)]
        review.console.stop()  # or the list would be read anew meanwhile
        scrolling = _scrolling(pages)
        with tempfile.TemporaryDirectory() as name:
            return [opening, *seeking, scrolling, *measure_list(Path(name), model, pages.queue)]
    finally:
        review.stop()


class _Painted(QObject):
    """Notices that a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Count."""
        self.times += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


def _opening(review: Review, pages: ReviewPages) -> Figure:
    """From the key in the list to the painted words and card of a finished, scored interview."""
    painted = _Painted(pages.interview.transcript.viewport())
    watch = _Stopwatch()
    for _ in range(OPENINGS):
        review.console.start()
        _until(lambda: pages.stack.currentWidget() is pages.queue)
        before = painted.times
        watch.start()
        pages.queue.chosen.emit(pages.queue.model.row_at(0))
        _until(lambda: bool(pages.interview.interview_id) and painted.times > before)  # noqa: B023
        watch.stop()
    return watch.figure("recruiter_open_p95_ms", "openings")


def _seeking(pages: ReviewPages, length_s: float) -> Figure:
    """From a click on the timeline to the painted picture of that moment, while it plays and while it does not."""
    player = pages.interview.player
    player.go_to(("JD-Q10", 1))
    player.toggle()
    shown: list[QImage] = []
    player.film.shown.connect(shown.append)
    _until(lambda: player.film.is_running and bool(shown))
    painted = _Painted(player.view)
    watch = _Stopwatch()
    chance = np.random.default_rng(8)
    for number in range(SEEKS):
        if number == SEEKS // 2:
            player.film.toggle()
        at_ms = round(1000 * chance.uniform(0, length_s - 2))  # not so near the end that it is reached first
        _settle(0.15)
        shown.clear()
        before = painted.times
        watch.start()
        player.timeline.setValue(at_ms)
        _until(lambda: bool(shown) and painted.times > before)  # noqa: B023
        watch.stop()
    return watch.figure(
        "recruiter_seek_p95_ms", f"seeks in {length_s:.0f} s of 640 x 480, half of them while it plays"
    )


def _scrolling(pages: ReviewPages) -> Figure:
    """Each step of the list's scroll bar with the painting that it takes."""
    rows = tuple(
        QueueRow(f"i-{number}", "assessed", "job", 1.7e9 + number, 0.0, 6.5, 0.7, number % 5 == 0, None)
        for number in range(ROWS)
    )
    pages.queue.show_rows(rows, (), READER.name)
    pages.show_queue()
    _settle(0.3)
    bar, viewport = pages.queue.table.verticalScrollBar(), pages.queue.table.viewport()
    watch = _Stopwatch()
    for step in range(1, STEPS + 1):
        watch.start()
        bar.setValue(bar.maximum() * step // STEPS)
        viewport.repaint()
        QApplication.processEvents()
        watch.stop()
    return watch.figure(
        "recruiter_scroll_p95_ms", f"frames over {pages.queue.table.model().rowCount()} interviews"
    )


class _Stopwatch:
    """What something took, and how much of it was the processor's time, in all threads: the rest is a busy machine."""

    def __init__(self) -> None:
        self.taken_ms: list[float] = []
        self.cpu_ms: list[float] = []
        self._began = (0.0, 0.0)

    def start(self) -> None:
        self._began = (time.monotonic(), time.process_time())

    def stop(self) -> None:
        self.taken_ms.append(1000 * (time.monotonic() - self._began[0]))
        self.cpu_ms.append(1000 * (time.process_time() - self._began[1]))

    def figure(self, name: str, what: str) -> Figure:
        value, cpu_ms = (float(np.percentile(each, 95)) for each in (self.taken_ms, self.cpu_ms))
        told = f"{len(self.taken_ms)} {what}; median {np.median(self.taken_ms):.0f} ms"
        return Figure(
            name, value, f"{told}, worst {max(self.taken_ms):.0f} ms; processor time p95 {cpu_ms:.0f} ms"
        )


def _film(clip: Path) -> tuple[bytes, float]:
    """The clip as the recorder would have kept it, and its length in seconds."""
    memory = BytesIO()

    class Sink:
        """Appends, like the recorder's file."""

        def write(self, content: bytes) -> int:
            return memory.write(content)

    silence = np.zeros(BLOCK_SAMPLES, np.int16)
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        writer = MatroskaWriter(Sink(), True, (stream.width, stream.height))  # type: ignore[arg-type]
        samples, last_ms = 0, -1000.0
        for frame in container.decode(stream):
            at_ms = 1000 * float(frame.time or 0.0)
            if at_ms - last_ms < 1000 / FRAME_RATE_HZ - 1:
                continue
            last_ms = at_ms
            while samples * 1000 / SAMPLE_RATE_HZ < at_ms:
                writer.write_audio(silence, samples)
                samples += BLOCK_SAMPLES
            writer.write_picture(frame.to_ndarray(format="rgb24").astype(np.uint8), round(at_ms))
        writer.close()
    return memory.getvalue(), samples / SAMPLE_RATE_HZ


def _until(is_true: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + LONGEST_S
    while not is_true():
        QApplication.processEvents()
        time.sleep(0.001)  # the worker has to get at the interpreter
        if time.monotonic() > deadline_s:
            raise TimeoutError("the console did not get there")


def _settle(for_s: float) -> None:
    end_s = time.monotonic() + for_s
    while time.monotonic() < end_s:
        QApplication.processEvents()
