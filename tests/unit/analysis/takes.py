"""Whole takes on recordings, as the engine would run them but as fast as the machine can."""

from dataclasses import replace
from pathlib import Path

from app.analysis.pipeline import Analysers, load_analysers
from app.analysis.recording import analyse_recording
from app.analysis.take import Result
from app.capture.audio_file import read_audio
from app.domain.language import Language
from app.domain.media import VideoFrame
from app.domain.messages import EngineConfig, StartTake
from app.domain.observation import Observation
from app.errors import KioskError
from tests.unit.analysis.films import PICTURE_S, pictures
from tests.unit.analysis.sounds import blocks, silence

START_S = 1000.0
LONGEST_S = 120.0
ZH_TAKE = StartTake("interview", "JD-Q01", 1, 1, Language.ZH, measure_face=True)
EN_TAKE = replace(ZH_TAKE, language=Language.EN)


def engine_config(
    packs: Path | None,
    language: Language = Language.EN,
    asr_engine: str = "auto",
) -> EngineConfig:
    """A configuration for file sources."""
    folder = None if packs is None else str(packs)
    return EngineConfig(None, None, "media", folder, language, asr_engine, affect_allowed=True)


class Sitting:
    """Loaded analysers and a clock that goes on from take to take."""

    def __init__(self, config: EngineConfig) -> None:
        self.analysers: Analysers = load_analysers(config)
        self._start_s = START_S

    def take(self, path: Path, start: StartTake, picture_s: float = PICTURE_S) -> Result:
        """The result of one take on a recording."""
        try:
            sound = read_audio(path)
        except KioskError:
            sound = silence(0.0)
        try:
            film = [VideoFrame(pixels, self._start_s + at_s) for at_s, pixels in pictures(path, picture_s)]
        except KioskError:
            film = []
        result = analyse_recording(self.analysers, start, self._start_s, blocks(sound, self._start_s), film)
        self._start_s += LONGEST_S
        return result

    def close(self) -> None:
        """Frees the models."""
        self.analysers.shutdown()


def by_measure(observations: tuple[Observation, ...]) -> dict[str, Observation]:
    """The observation of the whole take, by measure."""
    return {observation.measure: observation for observation in reversed(observations)}
