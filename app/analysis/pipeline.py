"""Everything that hears and sees, loaded once per interview: the engine's way into app.analysis."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.analysis.filters import Filters
from app.analysis.packs import Pack, PackEngine, find_packs, identity_of, verify
from app.analysis.recognisers import Recognisers
from app.analysis.room import RoomReader
from app.analysis.take import Readers, TakeAnalyser
from app.analysis.vad import IDENTITY as VAD_IDENTITY
from app.analysis.vad import VadModel
from app.analysis.within import Baseline
from app.analysis.words import Words
from app.domain.language import Language
from app.domain.media import VideoFrame
from app.domain.messages import EngineConfig, Framing, StartTake
from app.domain.transcript import NotTranscribed
from app.errors import KioskError

if TYPE_CHECKING:  # never imported where a policy pack locks affect
    from app.analysis.face import FaceReader
    from app.analysis.faces import Faces
    from app.analysis.voice import VoiceReader

__all__ = ["Analysers", "TakeAnalyser", "load_analysers"]


class Analysers:
    """The loaded models of one interview, and the candidate's own warm-up as baseline.

    engines: identity of each loaded model and pack. recogniser: name of the chosen one, or None: answers are
    typed. notices: codes of what is missing or was refused.
    """

    def __init__(self, config: EngineConfig, room_in_every_take: bool = False) -> None:
        self._room_in_every_take = room_in_every_take
        folder = Path(config.model_pack_dir) if config.model_pack_dir else None
        packs, refused = find_packs(folder)
        self._pack_notices = [pack.code for pack in refused]
        self._affect_allowed, self._delivery_allowed = config.affect_allowed, config.delivery_allowed
        self._vad = VadModel()
        self._filters = Filters()
        self._baseline = Baseline.of(config.warm_up)
        self._identities = [VAD_IDENTITY]
        self._voice = self._load_voice() if config.affect_allowed else "policy_locked"
        self._face = self._load_face(packs) if config.affect_allowed else "policy_locked"
        self._room = self._load_room(packs)
        self._recognisers = Recognisers(packs, config.asr_engine, config.affect_allowed)
        self.set_language(config.language)

    def set_language(self, language: Language) -> None:
        """Chooses the recogniser for takes in `language`."""
        self._language = language
        choice = self._choice = self._recognisers.choose(language)
        chosen = choice.transcriber
        self.recogniser: str | None = None if chosen is None else chosen.source.value
        self.engines: tuple[str, ...] = (*self._identities, *([] if chosen is None else [chosen.identity]))
        self.notices: tuple[str, ...] = tuple(dict.fromkeys((*self._pack_notices, *choice.notices)))

    def start_take(self, start: StartTake, start_s: float) -> TakeAnalyser:
        """Begins to read a take that started at `start_s` on the engine's clock."""
        if start.language is not self._language:
            self.set_language(start.language)
        readers = Readers(
            vad=self._vad,
            words=self._words(start),
            voice=self._voice if start.measure_voice or isinstance(self._voice, str) else "not_consented",
            faces=self._face if isinstance(self._face, str) else self._faces(self._face, start, start_s),
            room=self._room if start.is_baseline or self._room_in_every_take else "only_in_warm_up",
            baseline=self._baseline,
            delivery_allowed=self._delivery_allowed,
        )
        return TakeAnalyser(start, start_s, readers)

    def framing(self, frame: VideoFrame) -> Framing | None:
        """How somebody sits before the camera; None where no face may be, or can be, looked for."""
        if isinstance(self._face, str):
            return None
        reading = self._face.read(frame, frame.at_s)
        if reading.face is None:
            return Framing(reading.faces)
        return Framing(reading.faces, reading.face.width, reading.face.offset)

    def shutdown(self) -> None:
        """Frees every model."""
        self._recognisers.close()
        if not isinstance(self._face, str):
            self._face.close()

    def _words(self, start: StartTake) -> Words | NotTranscribed:
        if not start.record_audio:
            return NotTranscribed("no_sound")
        if not start.transcribe:
            return NotTranscribed("typed")
        if self._choice.transcriber is None:
            return NotTranscribed("no_recogniser")
        smaller = self._choice.smaller
        return Words(
            self._choice.transcriber,
            self._filters,
            start.language,
            None if smaller is None else partial(self._recognisers.make, smaller),
        )

    @staticmethod
    def _faces(reader: FaceReader, start: StartTake, start_s: float) -> Faces | str:
        from app.analysis.faces import Faces

        if not start.measure_face:
            return "not_consented"
        return Faces(reader, start_s) if start.record_video else "no_picture"

    def _load_voice(self) -> VoiceReader:
        from app.analysis.voice import VoiceReader

        reader = VoiceReader()
        self._identities.append(reader.identity)
        return reader

    def _load_face(self, packs: tuple[Pack, ...]) -> FaceReader | str:
        pack = _only(packs, PackEngine.FACE_LANDMARKER)
        if pack is None:
            return self._lacks("face_pack_missing")
        from app.analysis.face import FaceReader

        try:
            verify(pack)
            reader = FaceReader(pack.file(pack.files[0].path))
        except KioskError as error:
            return self._lacks(error.code)
        self._identities += [reader.identity, identity_of(pack)]
        return reader

    def _load_room(self, packs: tuple[Pack, ...]) -> RoomReader | str:
        pack = _only(packs, PackEngine.DNSMOS)
        if pack is None:
            return "room_pack_missing"
        try:
            verify(pack)
            reader = RoomReader(pack.file(pack.files[0].path))
        except KioskError as error:
            return self._lacks(error.code)
        self._identities += [identity_of(pack)]
        return reader

    def _lacks(self, code: str) -> str:
        self._pack_notices.append(code)
        return code


def load_analysers(config: EngineConfig, room_in_every_take: bool = False) -> Analysers:
    """Loads what `config` asks for and the machine has. Missing or broken parts end in notices."""
    return Analysers(config, room_in_every_take)


def _only(packs: tuple[Pack, ...], engine: PackEngine) -> Pack | None:
    return next((pack for pack in packs if pack.engine is engine), None)
