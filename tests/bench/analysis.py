"""What hearing and seeing cost beyond the bare models, measured side by side in one run."""

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.analysis.face import MOST_FACES, FaceReader
from app.analysis.packs import find_packs
from app.analysis.pipeline import Analysers, load_analysers
from app.analysis.recording import analyse_recording
from app.analysis.segments import Segmenter
from app.analysis.vad import VadModel, VadStream
from app.analysis.whisper import CHINESE_PROMPT, FASTEST_HAN_PER_S, TOKENS_PER_HAN, WhisperTranscriber
from app.capture.audio_file import read_audio
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ, VideoFrame
from app.domain.messages import EngineConfig, StartTake, StopTake, TakeDone
from app.engine.supervisor import ANALYSIS_MODULE
from tests.bench.inputs import media_dir, model_pack_dir
from tests.bench.table import Figure
from tests.engine.harness import running_engine
from tests.unit.analysis.films import pictures
from tests.unit.analysis.random_whisper import TOKENIZER, whisper_pack
from tests.unit.analysis.sounds import blocks, cuts_of

ROUNDS = 2
SPEECH_S = 20.0
FACE_PICTURES = 100
TAKE_S = 8.0
READING = Path("speech") / "zh_reading_52s.wav"
FILM = Path("video") / "candidate_zh_52s.mp4"
NAMES = ("pipeline_rtf_ratio", "face_frame_ratio", "vad_core_share", "engine_rss_mb")


def measure() -> list[Figure]:
    """Pipeline over raw recogniser, face reader over raw landmarker, share of a core for the VAD, memory."""
    media, packs = media_dir(), model_pack_dir()
    if media is None or packs is None or not (packs / TOKENIZER).is_file():
        return [Figure(name, None, "needs the shared recordings and models") for name in NAMES]
    with tempfile.TemporaryDirectory() as folder:
        return [
            _pipeline(Path(folder) / "base", media, packs),
            _face(media, packs),
            _vad(media),
            _memory(Path(folder) / "small", media, packs),
        ]


def _pipeline(folder: Path, media: Path, packs: Path) -> Figure:
    """Reading with a Whisper of the base shape (VAD, segments, words, voice, delivery) over its bare decoding.

    Random weights are so unsure that every segment is decoded at both temperatures; so is the bare decoding.
    Neither side searches with beam 5: that is for words which are doubted a little less.
    """
    whisper_pack("base", packs, folder)
    samples = read_audio(media / READING)[: round(SPEECH_S * SAMPLE_RATE_HZ)]
    config = EngineConfig(None, None, "", str(folder), Language.ZH, "faster-whisper", affect_allowed=True)
    analysers = load_analysers(config)
    try:
        transcriber = _whisper(analysers)
        parts = [
            samples[round(cut.start_s * SAMPLE_RATE_HZ) : round(cut.end_s * SAMPLE_RATE_HZ)]
            for cut in cuts_of(samples, VadModel())
        ]
        raw_s, whole_s = [], []
        for number in range(ROUNDS + 1):  # the first round warms up
            whole = _seconds(lambda at=1000.0 * number: _read(analysers, samples, at))
            raw = _seconds(lambda: [_decode(transcriber, part) for part in parts])
            if number:
                whole_s.append(whole)
                raw_s.append(raw)
    finally:
        analysers.shutdown()
    detail = (
        f"base shape, {SPEECH_S:.0f} s of Mandarin in {len(parts)} segments: RTF {min(whole_s) / SPEECH_S:.3f} "
        f"over {min(raw_s) / SPEECH_S:.3f}, best of {ROUNDS}"
    )
    return Figure("pipeline_rtf_ratio", min(whole_s) / min(raw_s), detail)


def _whisper(analysers: Analysers) -> WhisperTranscriber:
    transcriber = analysers._recognisers.choose(Language.ZH).transcriber
    assert isinstance(transcriber, WhisperTranscriber)
    return transcriber


def _read(analysers: Analysers, samples: NDArray[np.int16], start_s: float) -> None:
    start = StartTake("i1", "q1", 1, 1, Language.ZH, record_video=False)
    analyse_recording(analysers, start, start_s, blocks(samples, start_s))


def _decode(transcriber: WhisperTranscriber, samples: NDArray[np.int16]) -> None:
    """Spectrum, one encoding, and a decoding at each temperature, straight on CTranslate2."""
    from faster_whisper.tokenizer import Tokenizer

    whisper: Any = transcriber._model
    features = whisper.feature_extractor(samples.astype(np.float32) / 32768.0)
    frames = np.zeros((features.shape[0], 3000), np.float32)
    frames[:, : features.shape[1]] = features[:, :3000]
    tokenizer = Tokenizer(whisper.hf_tokenizer, True, task="transcribe", language="zh")
    prompt = [
        tokenizer.sot_prev,
        *tokenizer.encode(f" {transcriber._hotwords[Language.ZH]}"),
        *tokenizer.encode(" " + CHINESE_PROMPT),
        *tokenizer.sot_sequence,
        tokenizer.no_timestamps,
    ]
    new_tokens = int(FASTEST_HAN_PER_S * len(samples) / SAMPLE_RATE_HZ * TOKENS_PER_HAN) + 16
    encoded = whisper.encode(frames)
    for temperature in (0.0, 0.4):
        sampling = {"sampling_topk": 0, "sampling_temperature": temperature} if temperature else {}
        whisper.model.generate(
            encoded,
            [prompt],
            beam_size=1,
            max_length=len(prompt) + new_tokens,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=[-1],
            **sampling,
        )


def _face(media: Path, packs: Path) -> Figure:
    """Milliseconds per picture of the face reader over those of the landmarker alone, on the same pictures."""
    import mediapipe
    from mediapipe.tasks.python import BaseOptions, vision

    model = packs / "face" / "face_landmarker.task"
    reader = FaceReader(model)
    bare: Any = vision.FaceLandmarker.create_from_options(
        vision.FaceLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(model)),
            running_mode=vision.RunningMode.VIDEO,
            num_faces=MOST_FACES,
            output_face_blendshapes=True,
            output_facial_transformation_matrixes=True,
        )
    )
    ours_ms, bare_ms = [], []
    try:
        for at_s, pixels in pictures(media / FILM)[:FACE_PICTURES]:
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=pixels)
            bare_ms.append(1000 * _seconds(lambda: bare.detect_for_video(image, round(1000 * at_s))))  # noqa: B023
            frame = VideoFrame(pixels, at_s)
            ours_ms.append(1000 * _seconds(lambda: reader.read(frame, at_s)))  # noqa: B023
    finally:
        bare.close()
        reader.close()
    ours, alone = float(np.median(ours_ms)), float(np.median(bare_ms))
    detail = f"{ours:.1f} ms over {alone:.1f} ms, median of {len(ours_ms)}; p95 {np.percentile(ours_ms, 95):.1f} ms"
    return Figure("face_frame_ratio", ours / alone, detail)


def _vad(media: Path) -> Figure:
    """Processor seconds per second of sound, fed in blocks of 20 ms."""
    samples, model = read_audio(media / READING), VadModel()
    length_s = len(samples) / SAMPLE_RATE_HZ
    shares = []
    for _ in range(ROUNDS + 1):
        stream, segmenter = VadStream(model), Segmenter()
        started_s = time.process_time()
        for block in blocks(samples):
            segmenter.feed(stream.feed(block.samples).tolist())
        shares.append((time.process_time() - started_s) / length_s)
    return Figure("vad_core_share", min(shares), f"{length_s:.0f} s of Mandarin, best of {len(shares)}")


def _memory(folder: Path, media: Path, packs: Path) -> Figure:
    """The largest memory of the whole media process while it hears and sees one answer, small shape."""
    whisper_pack("small", packs, folder)
    for name in ("face/face_landmarker.task", "audio/dnsmos_sig_bak_ovr.onnx"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(packs / name, folder / name)
    config = EngineConfig(
        microphone=f"file:{media / READING}",
        camera=f"file:{media / FILM}",
        media_dir=str(folder / "media"),
        model_pack_dir=str(folder),
        language=Language.ZH,
        asr_engine="faster-whisper",
        affect_allowed=True,
    )
    with running_engine(config, ANALYSIS_MODULE) as (engine, ready):
        start = StartTake("i1", "q1", 1, 1, Language.ZH, is_baseline=True, measure_face=True)
        engine.begin_take(start)
        engine.run_for(TAKE_S)
        engine.supervisor.send(StopTake())
        engine.until(TakeDone, 120)
        peak_mb = _peak_mb(engine.supervisor)
        recogniser = ready.recogniser
    if recogniser != "faster-whisper" or peak_mb is None:
        return Figure("engine_rss_mb", None, f"the recogniser was {recogniser}")
    packs_read = len(find_packs(folder)[0])
    return Figure(
        "engine_rss_mb", peak_mb, f"peak with {packs_read} packs, small shape, {TAKE_S:.0f} s of film"
    )


def _peak_mb(supervisor: Any) -> float | None:
    """The peak resident memory of the supervisor's child."""
    status = Path(f"/proc/{supervisor.process_id}/status").read_text("utf-8")
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return None


def _seconds(action: Callable[[], object]) -> float:
    started_s = time.perf_counter()
    action()
    return time.perf_counter() - started_s
