"""What a recruiter hears is what the candidate's microphone recorded, in step with the picture.

On a sound server of our own: Qt's player gives its sound to PulseAudio; what comes to the loudspeaker is recorded
there and compared with the film.
"""

import io
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from tests.device.conftest import SoundServer, sound_server  # noqa: F401 - a fixture
from tests.end2end.console_words import Kept

pytestmark = [pytest.mark.slow, pytest.mark.media, pytest.mark.timeout(300)]
PLAYED_S = 4.0
# Beyond this people find sound and picture apart (ITU-R BT.1359: acceptable is sound 90 ms early to 185 ms late).
LATE_S, EARLY_S = 0.185, 0.09
# Short ones: on a busy machine the sound has gaps, which tear what they meet and shift the rest.
PIECE_S, PIECES_S = 0.1, np.arange(0.5, 3.9, 0.1)
ALIKE, ENOUGH, PLAYS = 0.95, 8, 3
log = logging.getLogger(__name__)
Samples = NDArray[np.float64]


class Ear:
    """Records the loudspeaker. heard_s: when each block came (monotonic seconds, samples so far)."""

    def __init__(self) -> None:
        command = ["parec", "-d", "spk.monitor", "--latency-msec=10", "--format=s16le", "--channels=1"]
        self._process = subprocess.Popen([*command, f"--rate={SAMPLE_RATE_HZ}"], stdout=subprocess.PIPE)
        self._blocks: list[bytes] = []
        self.came: list[tuple[float, int]] = []
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        count = 0
        while block := os.read(self._process.stdout.fileno(), 4096):
            count += len(block) // 2
            self._blocks.append(block)
            self.came.append((time.monotonic(), count))

    def close(self) -> Samples:
        """Everything that was heard."""
        self._process.terminate()
        self._process.wait(10)
        self._thread.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()
        content = b"".join(self._blocks)
        return np.frombuffer(content[: len(content) // 2 * 2], "<i2").astype(float)

    @property
    def began_s(self) -> float:
        """When the first sample was heard: no block comes before its last sample was."""
        return min(at - count / SAMPLE_RATE_HZ for at, count in self.came)


def sound_of(source: Path | io.BytesIO) -> Samples:
    """The sound of a recording at our rate."""
    with av.open(source) as film:
        resampler = av.AudioResampler("s16", "mono", SAMPLE_RATE_HZ)
        frames = [each for frame in film.decode(audio=0) for each in resampler.resample(frame)]
    return np.concatenate([each.to_ndarray()[0] for each in frames]).astype(float)


def piece(sound: Samples, at_s: float) -> Samples:
    """A moment of it."""
    first = round(at_s * SAMPLE_RATE_HZ)
    return sound[first : first + round(PIECE_S * SAMPLE_RATE_HZ)]


def found(wanted: Samples, heard: Samples) -> tuple[int, float]:
    """Where in `heard` `wanted` begins, however loud it is there, and how like it that is (-1..1)."""
    wanted, count = wanted - wanted.mean(), len(wanted)
    size = 1 << (count + len(heard)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(wanted, size)), size)
    sums, squares = (np.concatenate([[0.0], np.cumsum(each)]) for each in (heard, heard * heard))
    power = squares[count:] - squares[:-count] - (sums[count:] - sums[:-count]) ** 2 / count
    own = float(wanted @ wanted)
    is_loud = power > 1e-3 * own  # silence is like anything
    alike = np.where(is_loud, product[: len(power)] / np.sqrt(np.maximum(power, 1.0) * max(own, 1.0)), 0.0)
    place = int(np.argmax(alike))
    return place, float(alike[place])


def whole(source: Samples, heard: Samples) -> dict[float, int]:
    """Second of each piece of `source` that is in `heard` as it was, and where."""
    places = {at_s: found(piece(source, at_s), heard) for at_s in PIECES_S}
    return {at_s: place for at_s, (place, likeness) in places.items() if likeness > ALIKE}


@pytest.mark.parametrize("store", [Language.EN], indirect=True)  # its candidate says one answer aloud
def test_the_microphones_sound_is_heard_in_step_with_the_picture(
    sound_server: SoundServer,  # noqa: F811
    store: Kept,
    media_dir: Path,
) -> None:
    """Qt's player begins one play in twenty with its sound a quarter of a second late: not three running."""
    sound_server.pactl("set-default-sink", "spk")
    strong = store.id_of("strong")
    journal = store.open()
    film = io.BytesIO(journal.recording(strong, f"{strong}/JD-Q04-t1-k1.mkv"))
    journal.close()
    recorded = sound_of(film)
    said = sound_of(media_dir / "speech" / "en_librispeech_1995-1837-0001.wav")
    assert len(whole(said, recorded)) >= len(PIECES_S) / 2  # what a codec leaves of it
    late: list[float] = []
    while len(late) < PLAYS and not any(-EARLY_S <= each <= LATE_S for each in late):
        late.append(lateness(store.data, strong, recorded))
    log.info("sound is late by %s s", [round(each, 3) for each in late])
    assert -EARLY_S <= late[-1] <= LATE_S, late


def lateness(data: Path, interview_id: str, recorded: Samples) -> float:
    """How late the sound is when the answer is played, in seconds; endless where the player stood still."""
    ear = Ear()
    words = [str(data), interview_id, "JD-Q04", str(PLAYED_S)]
    try:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.end2end.sound_process", *words],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return float("inf")
    finally:
        heard = ear.close()
    assert done.returncode == 0, done.stderr
    device, *lines = done.stdout.splitlines()
    assert device, "Qt found no loudspeaker"

    places = whole(recorded, heard)
    assert len(places) >= ENOUGH, places
    assert list(places.values()) == sorted(places.values())
    # The least of each is where the machine kept up: its gaps shift what comes later.
    pictures = [(float(at), float(moment)) for at, moment in map(str.split, lines)]
    assert pictures[-1][1] > PLAYED_S - 1
    picture_began_s = min(at - moment for at, moment in pictures if moment >= PIECES_S[0])
    return min(
        ear.began_s + place / SAMPLE_RATE_HZ - at_s - picture_began_s for at_s, place in places.items()
    )
