"""Recordings that nobody read are read later, by the real recogniser in its own process."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.analysis.measures import Family, all_not_measured, observed, of_families
from app.analysis.pipeline import load_analysers
from app.analysis.recognisers import Choice, Recognisers
from app.analysis.transcriber import Heard
from app.bootstrap.store_task import StoreTask
from app.capture.audio_file import read_audio
from app.cli import main
from app.cli_pending import _may_measure
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.codec import encode
from app.domain.events import AnswerAccepted, ConsentGiven, DeviceCheckPassed, Event, InterviewStarted, Left
from app.domain.interview import Answer, Consent, Experience, MediaRef, PlanForm, Purpose
from app.domain.language import Language
from app.domain.messages import EngineConfig
from app.domain.observation import Quality, WarmUpWindows
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from app.errors import KioskError
from app.flow.interview import Phase, advance, fold
from app.flow.plan import build_plan
from app.pending import process, reading
from app.pending.finding import PendingAnswer, pending_interviews
from app.pending.reading import Recogniser, Recordings, read_all
from app.store.journal import Journal
from app.ui.ports import Finish
from tests.fakes.keyed import MEDIA_KEY, media_key, seal
from tests.unit.analysis.doubles import SpokenLines
from tests.unit.analysis.word_errors import word_error_rate
from tests.unit.flow.plans import next_event

NOW_S = 1_790_000_000.0
TYPED = Transcript("I would call the customer back today and apologise.", TranscriptSource.TYPED)
SAID = "And so my fellow Americans ask not what your country can do for you "
SAID += "ask what you can do for your country"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KIOSK_MODEL_PACK", str(tmp_path / "models"))
    for name in ("KIOSK_LANGUAGE", "KIOSK_ASR_ENGINE", "KIOSK_SETTINGS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    (tmp_path / "media").mkdir()
    opened = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    yield opened
    opened.close()


def interview(language: Language, answers: list[Answer], policy_pack: str = "cn_default") -> list[Event]:
    """Begun, `answers` given to the first questions, then left."""
    model = load_competency_model(content_dir())
    plan = build_plan(model, "jd_cs_agent", PlanForm.SHORT, Experience.EXPERIENCED)
    events: list[Event] = [
        InterviewStarted("i-1", language),
        ConsentGiven(tuple(Consent(purpose, True) for purpose in Purpose), policy_pack, plan),
        DeviceCheckPassed(microphone=True, camera=False),
    ]
    now = fold(events)
    waiting = list(answers)
    while waiting:
        event = next_event(now)
        assert event is not None
        if now.phase is Phase.READING:
            given = waiting.pop(0)
            here = {"question_id": now.question.id, "turn": now.turn, "take": now.take}
            event = AnswerAccepted(replace(given, **here), None)
        now = advance(now, event)
        events.append(event)
    return [*events, Left("idle")]


def recorded(words: Transcript | NotTranscribed, name: str | None) -> Answer:
    media = None if name is None else MediaRef(f"i-1/{name}", ("audio",), 11.0)
    why = words.reason if isinstance(words, NotTranscribed) else "typed"
    observations = (*AS_RECORDED, *all_not_measured(why, Family.WORDS), observed("asr_confidence", None, why))
    return Answer("", 1, 1, words, observations, media)


def recordings(media_dir: Path, folder: Path) -> None:
    """A film whose plain sound is there, one whose is not, and one that is no recording."""
    (folder / "i-1").mkdir(parents=True)
    speech = media_dir / "speech/en_jfk.flac"
    key = media_key(folder, "i-1")
    seal(folder / "i-1/film.mkv", speech.read_bytes(), key)
    seal(folder / "i-1/plain.pcm", read_audio(speech).tobytes() + b"\0", key)
    seal(folder / "i-1/broken.mkv", b"nothing", key)


NONE = NotTranscribed("no_recogniser")
OF_THE_WORDS = {*of_families(Family.WORDS), "asr_confidence"}
WARM_UP = WarmUpWindows("articulation_rate", Language.ZH, (4.0, 4.5, 5.0, 5.5, 6.0, 6.5))
AS_RECORDED = (observed("pause_ratio", 0.25), observed("loudness", None, "not_consented"))


@pytest.mark.media
def test_what_waits_is_read_stored_beside_the_accepted_words_and_scored_again(
    journal: Journal, media_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recordings(media_dir, tmp_path / "media")
    events = interview(
        Language.EN,
        [
            recorded(NONE, "film.mkv"),
            recorded(TYPED, "plain.mkv"),
            recorded(NONE, "broken.mkv"),
            recorded(TYPED, None),
            recorded(NotTranscribed("no_speech"), "film.mkv"),
        ],
    )
    journal.append("i-1", events, now=NOW_S)
    task = StoreTask(journal, load_competency_model(content_dir()), lambda: NOW_S, lambda: 5000, 1500)
    task(Finish(fold(events)))

    assert main(["analyse", "--pending", "--json"]) == 1  # one recording is broken
    told = json.loads(capsys.readouterr().out)
    assert [(each["is_read"], each["reason"], each["rescored"]) for each in told] == [
        (True, None, True),
        (True, None, True),
        (False, "pending_recording_missing", True),
    ]
    film, plain, broken, typed, silent = journal.answers("i-1")
    assert film.answer.words == NONE
    assert plain.answer.words == TYPED
    for read in (film, plain):
        (words,) = read.later
        assert words.source is TranscriptSource.POCKETSPHINX
        assert word_error_rate(SAID, words.text) <= 0.35
    assert (broken.later, typed.later, silent.later) == ((), (), ())
    again = fold(journal.events("i-1"))
    assert again.answers[0].words == film.later[0]
    assert again.answers[1].words == TYPED
    assert again.answers[1].observations == plain.answer.observations, "typed words have no rate of speech"
    assert [each for each in again.answers[0].observations if each.measure not in OF_THE_WORDS] == [
        *AS_RECORDED
    ], "what the interview measured stays"
    measured = [each for each in again.answers[0].observations if each.measure in OF_THE_WORDS]
    assert sorted(each.measure for each in measured) == sorted(OF_THE_WORDS), "each is told once"
    found = {each.measure: each for each in measured}
    assert found["speech_rate"].value == pytest.approx(150, abs=40)
    assert found["articulation_rate"].value == pytest.approx(3.7, abs=1.0)
    assert found["filler_count"].value == 0
    assert {each.reason for each in measured} == {"too_little_speech", None}, "the gates of a live take"
    assert [each.measure for each in measured if each.quality is Quality.OK] == ["asr_confidence"]
    shown = json.loads(journal.profile_json("i-1") or "")["answers"][0]["observations"]
    assert [each["value"] for each in shown if each["measure"] == "speech_rate"] == [
        found["speech_rate"].value
    ]
    assert journal._rows("SELECT count(*) AS n FROM assessments")[0]["n"] == 2
    assert journal.verify().problems == ()

    assert main(["analyse", "--pending", "--lang", "en"]) == 1  # what was read is not read again
    assert capsys.readouterr().out.count("\n") == 1
    assert main(["interviews", "show", "i-1", "--lang", "en"]) == 0
    assert f"{found['speech_rate'].value:.3g} syllable/min" in capsys.readouterr().out


@pytest.mark.media
def test_later_words_are_compared_with_the_own_warm_up(
    journal: Journal, media_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The warm-up waits too, or was understood in the interview: both give the rate its baseline."""
    fluent = SpokenLines(lambda speech: Heard("字" * round(5 * speech.voiced_s), 0.9))
    monkeypatch.setattr(Recognisers, "choose", lambda *_: Choice(fluent))
    (tmp_path / "i-1").mkdir()
    sound = process.Recording(tmp_path, "i-1/zh.wav", MEDIA_KEY)
    seal(tmp_path / sound.name, (media_dir / "speech/zh_reading_52s.wav").read_bytes(), MEDIA_KEY)
    pauses = (WarmUpWindows("pause_ratio", Language.ZH, (0.25,) * 8),)
    config = EngineConfig(None, None, "", None, Language.ZH)
    for warm_up, takes in (((WARM_UP,), [False]), (pauses, [True, False])):
        analysers = load_analysers(replace(config, warm_up=warm_up))
        lines = [process._read(analysers, sound, Language.ZH, is_baseline=each) for each in takes]
        analysers.shutdown()
        rates = [each for each in lines[-1]["observations"] if each["measure"] == "articulation_rate"]
        assert len(rates) > 6
        assert all(each["baseline_z"] is not None for each in rates[1:])
    journal.append(
        "i-1",
        interview(
            Language.ZH,
            [replace(recorded(NONE, "film.mkv"), warm_up=pauses), recorded(NONE, "plain.mkv")],
        ),
        now=NOW_S,
    )
    (waiting,) = pending_interviews(journal, tmp_path / "media")
    assert [each.is_baseline for each in waiting.answers] == [True, False]
    assert waiting.warm_up == pauses


def test_what_was_read_over_lost_sound_is_not_trusted(journal: Journal, tmp_path: Path) -> None:
    lossy = replace(recorded(NONE, "film.mkv"), flags=("audio_gap",), warm_up=(WARM_UP,))
    journal.append("i-1", interview(Language.EN, [lossy]), now=NOW_S)
    ((answer,),) = [each.answers for each in pending_interviews(journal, tmp_path / "media")]
    assert (answer.has_gaps, answer.is_baseline) == (True, False)
    found = [
        observed("speech_rate", 150.0),
        observed("articulation_rate", 4.0, baseline_z=0.5),
        observed("filler_rate", 3.0, "noisy"),
        observed("word_rate", None, "only_english"),
        observed("asr_confidence", 0.9),
    ]
    line = {"words": encode(TYPED, Transcript | NotTranscribed), "engines": []}
    read = reading._reading(answer, {**line, "observations": [encode(each) for each in found]})
    assert [each.value for each in read.observations] == [each.value for each in found]
    assert [each.reason for each in read.observations] == [
        "audio_gap",
        "audio_gap",
        "noisy",
        "only_english",
        None,
    ]
    assert read.observations[1].baseline_z is None


@pytest.mark.parametrize(("policy_pack", "may"), [("cn_default", True), ("no_ai", False), ("gone", False)])
def test_the_policy_pack_says_whether_delivery_is_measured(
    journal: Journal, policy_pack: str, may: bool
) -> None:
    journal.append("i-1", interview(Language.EN, [recorded(NONE, None)], policy_pack), now=NOW_S)
    assert _may_measure(journal, "i-1") is may


@pytest.mark.media
def test_without_a_recogniser_everything_goes_on_waiting(
    journal: Journal, media_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recordings(media_dir, tmp_path / "media")
    journal.append("i-1", interview(Language.ZH, [recorded(NONE, "film.mkv")]), now=NOW_S)
    assert main(["analyse", "--pending", "--json"]) == 1
    assert [each["reason"] for each in json.loads(capsys.readouterr().out)] == ["no_recogniser"]
    assert journal.answers("i-1")[0].later == ()
    assert len(pending_interviews(journal, tmp_path / "media")) == 1


def test_a_running_interview_is_left_alone(journal: Journal, tmp_path: Path) -> None:
    events = interview(Language.EN, [recorded(NONE, "film.mkv")])
    journal.append("i-1", events[:-1], now=NOW_S)
    assert pending_interviews(journal, tmp_path / "media") == ()
    journal.append("i-1", [events[-1]], now=NOW_S)
    (found,) = pending_interviews(journal, tmp_path / "media")
    assert [(each.turn, each.has_words) for each in found.answers] == [(1, False)]


def test_nothing_waits(journal: Journal, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", "--pending"]) == 0
    assert "没有等待转写的录音" in capsys.readouterr().out


def test_neither_a_file_nor_pending(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", "--lang", "en"]) == 1
    assert "--pending" in capsys.readouterr().err


@pytest.mark.media
def test_a_recording_that_kills_the_process_is_left_out_and_the_rest_is_read(
    media_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is made to die after its first line, as a broken native library would let it."""
    recordings(media_dir, tmp_path / "media")
    (tmp_path / "mortal").mkdir()
    (tmp_path / "mortal/sitecustomize.py").write_text(
        "import os, sys\n"
        "if 'app.pending.process' in sys.orig_argv:\n"
        "    import app.pending.process as process\n"
        "    read, count = process._read, []\n"
        "    def dying(*arguments, **named):\n"
        "        count.append(1)\n"
        "        return os._exit(9) if len(count) > 1 else read(*arguments, **named)\n"
        "    import runpy\n"
        "    process._read = dying\n"
        "    code = process.main()\n"
        "    os._exit(code)\n",
        "utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path / "mortal"), str(reading.ROOT))))
    sealed = Recordings(tmp_path / "media", media_key(tmp_path / "media", "i-1"))
    answers = [PendingAnswer(f"q{number}", 1, "i-1/plain.pcm", False) for number in range(3)]
    found = list(read_all(answers, sealed, Language.EN, Recogniser(tmp_path / "models", "pocketsphinx")))
    assert [isinstance(each.words, Transcript) for each in found] == [True, False, True]
    assert found[1].failure == "pending_failed"


@pytest.mark.media
def test_no_recogniser_is_told_before_anything(tmp_path: Path) -> None:
    answer = PendingAnswer("q1", 1, "none.mkv", False)
    with pytest.raises(KioskError, match="pending_no_recogniser"):
        list(read_all([answer], Recordings(tmp_path, MEDIA_KEY), Language.ZH, Recogniser(tmp_path, "auto")))
