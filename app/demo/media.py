"""Sound and picture of the recorded candidate: recordings where there are any, else made at run time."""

import html
import os
import re
import shutil
import subprocess
import wave
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np

from app.domain.language import Language
from app.errors import KioskError

PICTURE_S = 4
PICTURE_FPS = 15
SILENT_S = 20
VOICES = {Language.ZH: "cmn", Language.EN: "en-us"}
RECORDED_S = 10.0  # the clip has 8.7 s, the rest is silence that ends it
AFTER_S = 1.3
WORDS_A_MINUTE = 150
# Longer than what the recognisers take for the end of a stretch of speech, as between the sentences of a person.
PAUSE = '<break time="1200ms"/> '


@dataclass(frozen=True, slots=True)
class DemoMedia:
    """What plays as microphone and camera. origin: said in the output, so that nobody takes it for more.

    spoken: what is said aloud to one question, for so many seconds: a human recording that a recogniser can be tried
    on, or None. is_put_right: the candidate corrects what was recognised to what was said.
    """

    microphone: Path
    camera: Path
    origin: str
    spoken: Path | None = None
    spoken_s: float = RECORDED_S
    is_put_right: bool = False


def find_media(language: Language, shared: Path | None, work: Path, text: str) -> DemoMedia:
    """Recordings from `shared` (a folder laid out like the test media), else made in `work` from `text`."""
    if shared is not None:
        found = _recorded(language, shared)
        if found is not None:
            return found
    work.mkdir(parents=True, exist_ok=True)
    return DemoMedia(
        microphone=_synthetic_speech(language, text, work / "speech.wav"),
        camera=_neutral_picture(work / "picture.mkv"),
        origin="made at run time: synthetic speech and a neutral test picture",
    )


def with_own_words(media: DemoMedia, language: Language, text: str, work: Path) -> DemoMedia:
    """`media` where `text` is said aloud, by a synthetic voice with a pause after each sentence.

    A recogniser hears nonsense in it. What counts is what the candidate makes of that; where there is no such voice,
    `media` as it is.
    """
    program = shutil.which("espeak-ng")
    if program is None or not text:
        return media
    work.mkdir(parents=True, exist_ok=True)
    target = work / "own-words.wav"
    marked = re.sub(r"(?<=[.!?])\s+", PAUSE, html.escape(text))
    _speak([program, "-m", "-s", str(WORDS_A_MINUTE)], language, f"<speak>{marked}</speak>", target)
    with wave.open(str(target)) as sound:
        length_s = sound.getnframes() / sound.getframerate()
    told = "one answer is said by a synthetic voice, and the candidate corrects what was recognised"
    return replace(
        media,
        origin=f"{media.origin}; {told}",
        spoken=target,
        spoken_s=length_s + AFTER_S,
        is_put_right=True,
    )


def shared_media(checkout: Path) -> Path | None:
    """The folder of test recordings: KIOSK_TEST_MEDIA, or the shared one beside the checkout, if any."""
    named = os.environ.get("KIOSK_TEST_MEDIA")
    folder = Path(named) if named else checkout.parent / "shared" / "media"
    return folder if (folder / "video").is_dir() else None


def _recorded(language: Language, shared: Path) -> DemoMedia | None:
    name = "candidate_zh_52s.mp4" if language is Language.ZH else "candidate_en_grid_30s.mp4"
    clip = shared / "video" / name
    if not clip.is_file():
        return None
    spoken = shared / "speech" / "en_librispeech_1995-1837-0001.wav"
    usable = language is Language.EN and spoken.is_file()
    return DemoMedia(clip, clip, "recordings of real people (shared test media)", spoken if usable else None)


def _synthetic_speech(language: Language, text: str, target: Path) -> Path:
    program = shutil.which("espeak-ng")
    if program is None:
        return _murmur(target)
    _speak([program], language, text, target)
    return target


def _speak(command: list[str], language: Language, text: str, target: Path) -> None:
    words = [*command, "-v", VOICES[language], "-w", str(target), text]
    done = subprocess.run(words, capture_output=True, check=False, timeout=60)
    if done.returncode != 0 or not target.is_file():
        raise KioskError("demo_speech_failed", program="espeak-ng")


def _murmur(target: Path) -> Path:
    """A soft noise where there is no speech synthesiser: recorded and measured, never taken for speech."""
    noise = np.random.default_rng(0).normal(0.0, 60.0, SILENT_S * 16_000).astype(np.int16)
    with av.open(str(target), "w", format="wav") as container:
        stream = container.add_stream("pcm_s16le", rate=16_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(noise[np.newaxis, :], format="s16", layout="mono")
        frame.sample_rate = 16_000
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return target


def _neutral_picture(target: Path) -> Path:
    """A grey wall with a head-and-shoulders silhouette: something to see in the preview, nobody's face."""
    height, width = 480, 640
    rows, columns = np.mgrid[0:height, 0:width]
    wall = (150 + 40 * rows / height).astype(np.uint8)
    head = ((columns - 320) / 80) ** 2 + ((rows - 200) / 105) ** 2 < 1
    shoulders = ((columns - 320) / 190) ** 2 + ((rows - 480) / 165) ** 2 < 1
    grey = np.where(head | shoulders, 95, wall).astype(np.uint8)
    pixels = np.repeat(grey[:, :, np.newaxis], 3, axis=2)
    with av.open(str(target), "w", format="matroska") as container:
        stream = container.add_stream("libvpx", rate=PICTURE_FPS, options={"deadline": "realtime"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for _ in range(PICTURE_S * PICTURE_FPS):
            for packet in stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return target
