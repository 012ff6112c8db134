"""Each of the purposes refused alone, by keys and by touch: the way to the end is the same."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.content.paths import resources_dir
from app.domain.events import ConsentGiven, TakeStarted
from app.domain.interview import Consent, Purpose
from app.domain.language import Language
from app.domain.messages import StartTake
from app.flow.interview import Step
from app.ui.candidate.consent import ConsentPage
from app.ui.candidate.consent_receipt import ConsentReceiptPage
from app.ui.candidate.devices import DeviceCheckPage
from app.ui.candidate.experience import ExperiencePage
from app.ui.candidate.finished import FinishedPage
from app.ui.candidate.practice import PracticePage
from app.ui.candidate.preview import PreviewPage
from app.ui.candidate.question import QuestionPage
from app.ui.candidate.welcome import WelcomePage
from app.ui.window import KioskWindow
from tests.fakes.loudspeaker import FakeLoudspeaker
from tests.qt.desk import PACK
from tests.qt.people import SHORT, Keys, Person, Touches
from tests.qt.samples import ASKED
from tests.qt.spoken_desk import SpokenDesk, open_spoken_desk

EVERY = replace(PACK, consents=ASKED)
NOT_TAKEN = {  # what of a take a refusal leaves out
    Purpose.RECORDING_AUDIO: ("record_audio", "transcribe", "measure_voice"),
    Purpose.RECORDING_VIDEO: ("record_video", "measure_face"),
    Purpose.VOICE_AFFECT: ("measure_voice",),
    Purpose.FACE_OBSERVATION: ("measure_face",),
}

PAGES = [
    WelcomePage,
    ExperiencePage,
    ConsentPage,
    ConsentReceiptPage,
    DeviceCheckPage,
    PracticePage,
    PreviewPage,
    QuestionPage,
]


@pytest.fixture(scope="module")
def kiosk(qapp: QApplication) -> Iterator[SpokenDesk]:
    """One kiosk for all of them, one after the other, as it stands in a hall."""
    window = KioskWindow(resources_dir(), Language.ZH)
    window.resize(1280, 800)
    window.show()
    with ExitStack() as stack:
        yield stack.enter_context(open_spoken_desk(window, FakeLoudspeaker(), plan=SHORT, pack=EVERY))
    window.release()
    window.close()
    window.deleteLater()


@pytest.mark.parametrize("refused", [None, *ASKED])
@pytest.mark.parametrize("kind", [Keys, Touches])
def test_each_refusal_leads_to_the_end_by_the_same_pages(
    qtbot: QtBot, kiosk: SpokenDesk, kind: type[Person], refused: Purpose | None
) -> None:
    store, engine = kiosk.desk.store, kiosk.desk.engine
    events, sent = len(store.events), len(engine.sent)
    with qtbot.waitActive(kiosk.window):
        kiosk.window.activateWindow()
    person = kind(qtbot, kiosk)
    person.refuses = set() if refused is None else {refused}
    person.to(FinishedPage)
    now = kiosk.desk.controller.interview
    assert now.step is Step.FINISHED
    assert now.consents == tuple(Consent(each, each is not refused) for each in ASKED)
    assert len(now.answers) == len(SHORT.questions)
    (given,) = [each for each in store.events[events:] if isinstance(each, ConsentGiven)]
    assert refused is None or f'"given":false,"purpose":"{refused}"' in given.receipt
    takes = [each for each in engine.sent[sent:] if isinstance(each, StartTake) and not each.for_practice]
    assert len(takes) == len(SHORT.questions)
    for name in ("record_audio", "record_video", "transcribe", "measure_voice", "measure_face"):
        expected = refused is None or name not in NOT_TAKEN.get(refused, ())
        assert {getattr(take, name) for take in takes} == {expected}, name
    typed = {each.typed for each in store.events[events:] if isinstance(each, TakeStarted)}
    assert typed == {refused is Purpose.RECORDING_AUDIO}, (
        "without sound one types, and no other refusal does that"
    )
    assert person.pages == PAGES
    person.to(WelcomePage)
