"""Sound and picture as a Matroska file that can be played up to its last second after a crash."""

from fractions import Fraction
from typing import Any, Final

import av
import av.error
import numpy as np
from av.video.frame import PictureType
from numpy.typing import NDArray

from app.capture.audio_file import BLOCK_SAMPLES
from app.capture.pictures import fitted_size_px
from app.capture.record_file import RecordFile
from app.domain.media import SAMPLE_RATE_HZ
from app.errors import BugError, KioskError

ENCODERS: Final = frozenset({"libvpx", "libopus"})  # decision 0003: nothing GPL, chosen by name
MAX_WIDTH_PX, MAX_HEIGHT_PX = 640, 480
FRAME_RATE_HZ = 15
KEY_FRAME_EACH_MS = 980  # a second, less the jitter of time stamps
PICTURE_MISSING_MS = 500
VIDEO_BIT_RATE = 1_000_000
AUDIO_BIT_RATE = 32_000
# live: clusters of known end, no seeking back. The interleaver may not hold pictures back while there is
# no sound, or a kill would lose them; the other way round see _keep_picture_going.
CONTAINER_OPTIONS = {
    "live": "1",
    "cluster_time_limit": "1000",
    "flush_packets": "1",
    "max_interleave_delta": "500000",
}
VIDEO_OPTIONS = {
    "deadline": "realtime",
    "cpu-used": "16",
    "lag-in-frames": "0",
    "threads": "1",
}
MILLISECOND = Fraction(1, 1000)


def checked_encoder(name: str) -> str:
    """`name`, if it is one we may record with. Raises BugError else."""
    if name not in ENCODERS:
        raise BugError(f"{name} is not an encoder we may record with")
    return name


class MatroskaWriter:
    """Encodes blocks and frames into `file`. Used by one thread.

    picture_px: width and height of the camera's pictures, or None for sound only.
    Raises KioskError "disk_full" or "recording_failed" from every method.
    """

    def __init__(self, file: RecordFile, sound: bool, picture_px: tuple[int, int] | None) -> None:
        self._file = file
        self._audio: Any = None
        self._video: Any = None
        self._last_ms = -1
        self._key_frame_due_ms = 0
        self._picture: av.VideoFrame | None = None
        try:
            self._container = av.open(file, "w", format="matroska", options=CONTAINER_OPTIONS)
            if sound:
                self._audio = _audio_stream(self._container)
            if picture_px is not None:
                self._video = _video_stream(self._container, picture_px)
        except (av.error.FFmpegError, OSError) as error:
            raise KioskError("recording_failed") from error

    def write_audio(self, samples: NDArray[np.int16], first_sample: int) -> None:
        """One block of exactly BLOCK_SAMPLES; first_sample counts from the start of the take."""
        if len(samples) != BLOCK_SAMPLES:
            raise BugError(f"an audio block of {len(samples)} samples")
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE_HZ
        frame.time_base = Fraction(1, SAMPLE_RATE_HZ)
        frame.pts = first_sample
        self._mux(self._audio, frame)
        if self._video is not None:
            self._keep_picture_going(first_sample * 1000 // SAMPLE_RATE_HZ)

    def write_picture(self, pixels: NDArray[np.uint8], at_ms: int) -> None:
        """One picture [height, width, 3] uint8 RGB; two in one millisecond are one too many."""
        if at_ms <= self._last_ms:
            return
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
        self._picture = frame.reformat(width=self._video.width, height=self._video.height, format="yuv420p")
        self._encode_picture(at_ms)

    def close(self) -> None:
        """Write what the encoders still hold and end the container; the file stays open."""
        try:
            for stream in (self._audio, self._video):
                if stream is not None:
                    self._mux(stream, None)
        finally:
            try:
                self._container.close()
            except (av.error.FFmpegError, OSError) as error:
                raise KioskError("recording_failed") from error

    def _encode_picture(self, at_ms: int) -> None:
        frame = self._picture
        assert frame is not None
        frame.time_base, frame.pts = MILLISECOND, at_ms
        frame.pict_type = PictureType.NONE
        if at_ms >= self._key_frame_due_ms:  # by time: the camera's rate is not ours to rely on
            frame.pict_type = PictureType.I
            self._key_frame_due_ms = at_ms + KEY_FRAME_EACH_MS
        self._last_ms = at_ms
        self._mux(self._video, frame)

    def _keep_picture_going(self, sound_ms: int) -> None:
        """Repeat the last picture (or black) when the camera stops.

        FFmpeg holds back all sound while a VP8 track has no newer picture, whatever its delta may be; a
        kill would then lose the answer's sound from the film.
        """
        while sound_ms - self._last_ms > PICTURE_MISSING_MS:
            if self._picture is None:
                black = np.zeros((self._video.height, self._video.width, 3), np.uint8)
                self._picture = av.VideoFrame.from_ndarray(black, format="rgb24").reformat(format="yuv420p")
            self._encode_picture(self._last_ms + PICTURE_MISSING_MS // 2)

    def _mux(self, stream: Any, frame: av.AudioFrame | av.VideoFrame | None) -> None:
        try:
            for packet in stream.encode(frame):
                self._container.mux(packet)
        except (av.error.FFmpegError, OSError) as error:
            raise KioskError("recording_failed") from error


def _audio_stream(container: Any) -> Any:
    stream = container.add_stream(checked_encoder("libopus"), rate=SAMPLE_RATE_HZ)
    stream.codec_context.layout = "mono"
    stream.codec_context.format = "s16"
    stream.codec_context.bit_rate = AUDIO_BIT_RATE
    return stream


def _video_stream(container: Any, picture_px: tuple[int, int]) -> Any:
    stream = container.add_stream(checked_encoder("libvpx"), rate=FRAME_RATE_HZ, options=VIDEO_OPTIONS)
    stream.width, stream.height = fitted_size_px(*picture_px, MAX_WIDTH_PX, MAX_HEIGHT_PX)
    stream.pix_fmt = "yuv420p"
    stream.codec_context.bit_rate = VIDEO_BIT_RATE
    stream.codec_context.gop_size = 10 * FRAME_RATE_HZ  # key frames are asked for, see write_picture
    stream.codec_context.time_base = MILLISECOND
    return stream
