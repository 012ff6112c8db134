"""A stored interview whose answers have sealed films, times of what was said, and curves of voice and face."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np

from app.bootstrap.store_task import StoreTask
from app.capture.audio_file import BLOCK_SAMPLES
from app.capture.matroska import MatroskaWriter
from app.domain.competency import CompetencyModel
from app.domain.events import AnswerAccepted, ConsentGiven, Event
from app.domain.interview import Answer, Consent, MediaRef, Purpose
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.observation import Observation, Quality
from app.domain.transcript import Segment, Transcript, TranscriptSource
from app.flow.interview import fold
from app.store.journal import Journal
from app.store.receipts import sealed
from app.ui.ports import Append, Finish
from tests.unit.review.interviews import NOW_S, WORDS, interview_events

FILM_S, WIDTH_PX, HEIGHT_PX, FRAMES_EACH_S = 20, 160, 120, 10
RAW = WORDS.replace("着急", "着机")
SENTENCES = tuple(f"{part}。" for part in RAW.rstrip("。").split("。"))
STRETCH_S, PAUSE_S = 4.0, 1.0


@cache
def film(
    length_s: int = FILM_S, size_px: tuple[int, int] = (WIDTH_PX, HEIGHT_PX), *, pictures: bool = True
) -> bytes:
    """A film as the recorder makes it: a tone, and pictures that tell which second they are of by their brightness."""
    memory = BytesIO()

    class Sink:
        """Appends, like the recorder's file."""

        def write(self, content: bytes) -> int:
            return memory.write(content)

    writer = MatroskaWriter(Sink(), True, size_px if pictures else None)  # type: ignore[arg-type]
    shown = 0
    for first in range(0, length_s * SAMPLE_RATE_HZ - BLOCK_SAMPLES + 1, BLOCK_SAMPLES):
        at_s = (np.arange(BLOCK_SAMPLES) + first) / SAMPLE_RATE_HZ
        writer.write_audio((6000 * np.sin(2 * np.pi * 220 * at_s)).astype(np.int16), first)
        while pictures and shown * 1000 // FRAMES_EACH_S <= first * 1000 // SAMPLE_RATE_HZ:
            at_ms = shown * 1000 // FRAMES_EACH_S
            writer.write_picture(picture(at_ms // 1000, size_px), at_ms)
            shown += 1
    writer.close()
    return memory.getvalue()


def picture(second: int, size_px: tuple[int, int] = (WIDTH_PX, HEIGHT_PX)) -> np.ndarray:
    """One grey for each second."""
    return np.full((size_px[1], size_px[0], 3), brightness(second), np.uint8)


def brightness(second: int) -> int:
    """The grey of a second of the film."""
    return 20 + 10 * (second % 20)


def segments() -> tuple[Segment, ...]:
    """Each sentence takes four seconds; between them is a second of silence."""
    step_s = STRETCH_S + PAUSE_S
    return tuple(
        Segment(words, number * step_s + 0.5, number * step_s + 0.5 + STRETCH_S, 0.9)
        for number, words in enumerate(SENTENCES)
    )


def observations() -> tuple[Observation, ...]:
    """Voice with a gap in the middle; of the face only that it was too dark."""
    windows = ((0.5, 5.0, 0.4), (5.0, 9.5, 2.6), (14.0, 19.0, -0.7))
    return (
        Observation("pitch_median", 8.0, "semitone", start_s=0.5, end_s=19.0, baseline_z=0.5),
        *(
            Observation("pitch_median", 8 + z, "semitone", start_s=a, end_s=b, baseline_z=z)
            for a, b, z in windows
        ),
        Observation("loudness", -20.0, "dB", start_s=0.5, end_s=19.0, baseline_z=0.1),
        *(Observation("loudness", z - 20, "dB", start_s=a, end_s=b, baseline_z=z / 2) for a, b, z in windows),
        Observation("smile", None, "1", Quality.NOT_MEASURED, "too_dark", 0.0, 20.0),
    )


def recorded_answer(answer: Answer, interview_id: str, tracks: tuple[str, ...], length_s: float) -> Answer:
    """The answer as it was spoken, corrected in one place, and recorded."""
    words = Transcript(
        WORDS,
        TranscriptSource.SHERPA_ONNX,
        0.9,
        corrected=True,
        recognised_text=RAW,
        segments=segments(),
    )
    name = f"{interview_id}/{answer.question_id}-t{answer.turn}-k{answer.take}.mkv"
    return replace(
        answer, words=words, observations=observations(), media=MediaRef(name, tracks, float(length_s))
    )


def store_recorded(
    journal: Journal,
    media_dir: Path,
    model: CompetencyModel,
    interview_id: str = "i-1",
    *,
    content: bytes | None = None,
    length_s: float = FILM_S,
    refuses_pictures: bool = False,
    is_scored: bool = True,
) -> None:
    """A finished interview whose films lie sealed in the media folder; is_scored: by the store's worker, too."""
    tracks = ("audio",) if refuses_pictures else ("audio", "video")
    content = film(pictures=not refuses_pictures) if content is None else content
    events: list[Event] = []
    for event in interview_events(model, interview_id):
        match event:
            case AnswerAccepted(answer, follow_up) if answer.question_id.startswith("JD-Q"):
                answer = recorded_answer(answer, interview_id, tracks, length_s)
                events.append(AnswerAccepted(answer, follow_up))
                assert answer.media is not None
                seal(journal, media_dir, interview_id, answer.media.name, content)
            case ConsentGiven() if refuses_pictures:
                consents = tuple(
                    Consent(each.purpose, each.given and each.purpose is not Purpose.RECORDING_VIDEO)
                    for each in event.consents
                )
                events.append(replace(event, consents=consents))
            case _:
                events.append(event)
    task = StoreTask(journal, model, lambda: NOW_S, lambda: 5000, 1500)
    task(Append(interview_id, tuple(events)))
    if is_scored:
        task(Finish(fold(events)))


def seal(journal: Journal, media_dir: Path, interview_id: str, name: str, content: bytes) -> None:
    """Put a recording into the media folder, as the engine leaves it."""
    path = media_dir / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sealed(name, content, journal.new_media_key(interview_id)))
