"""What the kiosk process and the media engine say to each other; one frozen value per message."""

from dataclasses import dataclass, field

from app.domain.interview import MediaRef
from app.domain.language import Language
from app.domain.observation import Observation, WarmUpWindows
from app.domain.transcript import NotTranscribed, Transcript


# ---- kiosk process -> engine -------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class EngineConfig:
    """Everything the engine needs to know, given once at its start.

    microphone, camera: URIs (device:default, device:<name>, file:<path>, rtsp://...), or None for none.
    speed: playback speed of file sources; 1.0 is real time.
    face_allowed: faces may be looked for before the first take, to say how to sit.
    affect_allowed: False in packs that lock voice and face affect: those modules are then never imported.
    delivery_allowed: False in packs under which pauses, rates and fillers are not measured.
    warm_up: the candidate's own baseline, where an engine before this one took it.
    media_key: seals the recordings of this interview, 32 bytes; without it nothing is recorded.
    reads_codes: this engine only looks for a QR code; no model is loaded, and nothing can be recorded.
    """

    microphone: str | None
    camera: str | None
    media_dir: str
    model_pack_dir: str | None
    language: Language
    asr_engine: str = "auto"  # auto | faster-whisper | sherpa-onnx | pocketsphinx | none
    affect_allowed: bool = False
    face_allowed: bool = False
    delivery_allowed: bool = True
    speed: float = 1.0
    warm_up: tuple[WarmUpWindows, ...] = ()
    media_key: bytes | None = field(default=None, repr=False)
    reads_codes: bool = False


@dataclass(frozen=True, slots=True)
class StartTake:
    """Begin to record (question_id, turn, take). record_* follow the consents.

    transcribe: False when the words are typed; the sound is still kept and measured.
    is_baseline: the take sets the candidate's own baseline.
    for_practice: nothing is written; the sound comes back with TakeDone, and that is all there ever is of it.
    """

    interview_id: str
    question_id: str
    turn: int
    take: int
    language: Language
    record_audio: bool = True
    record_video: bool = True
    transcribe: bool = True
    is_baseline: bool = False
    measure_voice: bool = True
    measure_face: bool = False
    for_practice: bool = False


@dataclass(frozen=True, slots=True)
class StopTake:
    """End the running take, analyse it and answer with TakeDone."""


@dataclass(frozen=True, slots=True)
class CancelTake:
    """End the running take without analysis; what was recorded stays on disk."""


@dataclass(frozen=True, slots=True)
class UseDevices:
    """Switch to these sources (URIs or None), e.g. after the candidate plugged a microphone back in."""

    microphone: str | None
    camera: str | None


@dataclass(frozen=True, slots=True)
class PlayNext:
    """Only for file sources of tests and the demo: from now on play this recording as the microphone."""

    uri: str


@dataclass(frozen=True, slots=True)
class Shutdown:
    """Close the files and end."""


ToEngine = EngineConfig | StartTake | StopTake | CancelTake | UseDevices | PlayNext | Shutdown


# ---- engine -> kiosk process -------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class DeviceState:
    """What one device gives. code: None when ok, else e.g. no_microphone, microphone_busy, no_camera."""

    present: bool
    name: str = ""
    code: str | None = None


@dataclass(frozen=True, slots=True)
class EngineReady:
    """Devices are open (or known to be missing) and models are loaded.

    engines: identity of each loaded engine and pack, e.g. ("silero-vad/6", "pocketsphinx/5.1.1").
    recogniser: the chosen recogniser's name, or None: answers are then typed.
    preview_memory: name of the shared memory block with the preview frames, or None without camera.
    """

    microphone: DeviceState
    camera: DeviceState
    engines: tuple[str, ...]
    recogniser: str | None
    preview_memory: str | None
    notices: tuple[str, ...] = ()  # codes of what is missing or was refused, e.g. face_pack_missing


@dataclass(frozen=True, slots=True)
class Level:
    """Ten times a second: loudness for the meter, in dB relative to full scale.

    silent_s: since when nobody speaks in the running take, in seconds of its sound; None before its first
    words, and where nothing listens for speech.
    """

    rms_db: float
    peak_db: float
    speech: bool
    silent_s: float | None = None


@dataclass(frozen=True, slots=True)
class Framing:
    """Once a second before the first take, where faces may be looked for: how the candidate sits. Never stored.

    faces: counted to 2. width, offset: of the largest face, over the picture's width; 0 without one.
    """

    faces: int
    width: float = 0.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class PreviewReady:
    """A new picture lies in shared memory. Layout: `slot` * width * height * 3 bytes, RGB."""

    slot: int
    width_px: int
    height_px: int
    sequence: int


@dataclass(frozen=True, slots=True)
class CodeRead:
    """A QR code was held before the camera of an engine that reads codes. Its pictures are not kept."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Caption:
    """Words of the running take; is_final: a closed segment, else they may still change."""

    text: str
    is_final: bool


@dataclass(frozen=True, slots=True)
class TakeBegan:
    """The first block of the take is being written."""

    media: str


@dataclass(frozen=True, slots=True)
class TakeDone:
    """The take is closed, read and measured.

    flags: codes about the recording, e.g. clipped, too_quiet, no_speech, device_alarm, low_confidence.
    practice_sound: [samples] int16 mono at SAMPLE_RATE_HZ of a practice take; empty for any other.
    warm_up: the candidate's own baseline after a take that sets it.
    """

    question_id: str
    turn: int
    take: int
    words: Transcript | NotTranscribed
    observations: tuple[Observation, ...]
    media: MediaRef | None
    flags: tuple[str, ...] = ()
    practice_sound: bytes = field(default=b"", repr=False)
    warm_up: tuple[WarmUpWindows, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceAlarm:
    """A device failed while in use. device: microphone or camera. code: what to tell the person."""

    device: str
    code: str
    recovered: bool = False


@dataclass(frozen=True, slots=True)
class EngineProblem:
    """Something the engine could not do; code as in KioskError. The engine itself lives on."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Every 0.25 s: the engine's loop is alive."""

    at_s: float


@dataclass(frozen=True, slots=True)
class EngineGone:
    """Said by the supervisor, not by the engine: the process ended or went silent; a new one starts."""

    code: str


FromEngine = (
    EngineReady
    | Level
    | Framing
    | PreviewReady
    | CodeRead
    | Caption
    | TakeBegan
    | TakeDone
    | DeviceAlarm
    | EngineProblem
    | Heartbeat
    | EngineGone
)
