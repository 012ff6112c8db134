"""What the engine is told follows from the interview alone, so that a resumed one goes on as it was."""

from dataclasses import replace
from pathlib import Path

from app.bootstrap.facts import engine_config
from app.domain.interview import Answer, Consent, Purpose
from app.domain.language import Language
from app.domain.observation import WarmUpWindows
from app.domain.transcript import NotTranscribed
from app.flow.interview import Interview
from app.settings import Settings
from tests.qt.desk import PACK

WARM_UP = (WarmUpWindows("loudness", Language.EN, (-30.0, -29.5)),)


def test_the_engine_of_a_resumed_interview_knows_the_warm_up() -> None:
    none = NotTranscribed("no_recogniser")
    answers = (Answer("Q0", 1, 1, none, warm_up=WARM_UP), Answer("Q1", 1, 1, none))
    fresh = Interview(language=Language.EN, consents=(Consent(Purpose.RECORDING_AUDIO, True),))
    told = [
        engine_config(
            Settings(), PACK, each, media_dir=Path("media"), media_key=lambda _: bytes(32), speed=1.0
        )
        for each in (fresh, replace(fresh, answers=answers))
    ]
    assert [each.warm_up for each in told] == [(), WARM_UP]
    assert replace(told[1], warm_up=()) == told[0]
    assert (told[0].language, told[0].camera) == (Language.EN, None)
