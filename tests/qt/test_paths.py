"""Whole sittings, by real keys and real touches: every path leads to the end, in both languages."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from pytestqt.qtbot import QtBot

from app.domain.events import AnswerAccepted, LanguageChosen, Paused, Resumed, TakeDiscarded
from app.domain.interview import Plan
from app.domain.language import Language
from app.domain.messages import DeviceAlarm, EngineGone
from app.domain.transcript import NotTranscribed
from app.flow.interview import RETAKE, Phase, Step
from app.ui.candidate.devices import DeviceCheckPage
from app.ui.candidate.finished import FinishedPage
from app.ui.candidate.halfway import BreakPage
from app.ui.candidate.interrupted import InterruptedPage
from app.ui.candidate.page import Page
from app.ui.candidate.practice import PracticePage
from app.ui.candidate.preview import PreviewPage
from app.ui.candidate.question import QuestionPage
from app.ui.candidate.review import ReviewPage
from app.ui.candidate.welcome import WelcomePage
from app.ui.intents import ChooseLanguage
from app.ui.window import KioskWindow
from tests.fakes.loudspeaker import FakeLoudspeaker
from tests.fakes.sitting import FakeEngine
from tests.qt.people import SHORT, SITTING, Keys, Person, Touches
from tests.qt.spoken_desk import open_spoken_desk

OpenWindow = Callable[..., KioskWindow]
Meet = Callable[..., Person]


@pytest.fixture
def meet(qtbot: QtBot, open_window: OpenWindow) -> Iterator[Meet]:
    """Somebody of a given kind before a kiosk that speaks `language`."""
    with ExitStack() as stack:

        def one(
            kind: type[Person],
            language: Language = Language.ZH,
            engine: FakeEngine | None = None,
            plan: Plan = SHORT,
        ) -> Person:
            window = open_window(language, 1280, 800)
            desk = stack.enter_context(open_spoken_desk(window, FakeLoudspeaker(), engine, plan))
            desk.desk.wish(ChooseLanguage(language))
            return kind(qtbot, desk)

        yield one


KINDS = pytest.mark.parametrize("kind", [Keys, Touches])


def preparing(person: Person) -> bool:
    return person.desk.desk.controller.interview.phase is Phase.PREPARING


def taking(person: Person) -> bool:
    return person.desk.desk.controller.interview.phase is Phase.TAKING


@KINDS
@pytest.mark.parametrize("language", Language)
def test_the_usual_way_with_a_switch_of_language_a_pause_a_retake_and_a_break(
    meet: Meet, kind: type[Person], language: Language
) -> None:
    other = Language.EN if language is Language.ZH else Language.ZH
    person = meet(kind, language, plan=SITTING)
    desk, window = person.desk.desk, person.window
    person.to(QuestionPage, lambda: preparing(person))
    page = window.question
    person.do(lambda: person.use(window.header.language_buttons[other]))
    assert window.language is other
    person.do(lambda: person.use(page.buttons.pause_button))
    desk.clock[0] += 50
    person.do(lambda: person.use(page.resume_button))
    person.to(QuestionPage, lambda: taking(person))
    person.do(lambda: person.use(page.buttons.retake_button))
    person.step()
    person.do(lambda: person.use(page.buttons.type_button))
    person.step()
    person.write(page.answer.edit, "half a")
    person.do(lambda: person.use(window.header.language_buttons[language]))
    assert page.answer.text == "half a", "a switch of language loses no word"
    person.to(FinishedPage)
    now = desk.controller.interview
    assert now.step is Step.FINISHED
    assert {PracticePage, PreviewPage, BreakPage} < set(person.pages)
    assert {answer.question_id for answer in now.answers} == {each.id for each in SITTING.questions}
    kinds = [type(event) for event in desk.store.events]
    assert (kinds.count(Paused), kinds.count(Resumed), kinds.count(LanguageChosen)) == (2, 2, 2)
    assert TakeDiscarded(RETAKE) in desk.store.events
    person.to(WelcomePage)


@KINDS
def test_nothing_understood_is_checked_and_gone_on_from(meet: Meet, kind: type[Person]) -> None:
    engine = FakeEngine()
    person = meet(kind, engine=engine)
    person.to(QuestionPage, lambda: preparing(person))
    engine.words = NotTranscribed("no_speech")
    person.to(ReviewPage)
    person.do(lambda: person.use(person.window.review.retake_button))
    person.to(ReviewPage)
    engine.words = FakeEngine().words
    person.to(FinishedPage)
    assert person.desk.desk.controller.interview.step is Step.FINISHED


@KINDS
@pytest.mark.parametrize(
    "engine",
    [{"microphone": False}, {"camera": False}, {"recogniser": None}],
    ids=lambda each: next(iter(each)),
)
def test_what_is_missing_from_the_start_keeps_nobody_from_the_end(
    meet: Meet, kind: type[Person], engine: dict[str, object]
) -> None:
    person = meet(kind, engine=FakeEngine(**engine))  # type: ignore[arg-type]
    person.to(FinishedPage)
    assert len(person.desk.desk.controller.interview.answers) == 2


@KINDS
@pytest.mark.parametrize("fault", [DeviceAlarm("microphone", "microphone_lost"), EngineGone("engine_died")])
def test_what_fails_in_an_answer_is_told_and_the_question_is_asked_again(
    meet: Meet, kind: type[Person], fault: DeviceAlarm | EngineGone
) -> None:
    person = meet(kind)
    desk = person.desk.desk
    person.to(QuestionPage, lambda: taking(person))
    person.do(lambda: desk.engine.message.emit(fault))
    assert isinstance(person.window.current_page, InterruptedPage)
    desk.engine.message.emit(desk.engine.ready)
    person.to(FinishedPage)
    answers = [event for event in desk.store.events if isinstance(event, AnswerAccepted)]
    assert len(answers) == 2


@KINDS
@pytest.mark.parametrize("fault", [DeviceAlarm("microphone", "microphone_lost"), EngineGone("engine_died")])
@pytest.mark.parametrize("page", [DeviceCheckPage, PracticePage])
def test_what_fails_before_the_questions_keeps_nobody_from_them(
    meet: Meet, kind: type[Person], page: type[Page], fault: DeviceAlarm | EngineGone
) -> None:
    person = meet(kind)
    desk = person.desk.desk
    person.to(page)
    if page is PracticePage:
        person.step()
    desk.engine.message.emit(fault)
    desk.engine.message.emit(desk.engine.ready)
    assert isinstance(person.window.current_page, page)
    person.to(FinishedPage)
    answers = [event for event in desk.store.events if isinstance(event, AnswerAccepted)]
    assert [str(each.answer.words.source) for each in answers] == ["faster-whisper"] * 2, "spoken, not typed"


@KINDS
def test_a_camera_lost_in_an_answer_is_told_beside_it(meet: Meet, kind: type[Person]) -> None:
    person = meet(kind)
    person.to(QuestionPage, lambda: taking(person))
    person.desk.desk.engine.message.emit(DeviceAlarm("camera", "camera_lost"))
    assert person.window.question.banner.isVisible()
    person.to(FinishedPage)


@pytest.mark.parametrize(("kind", "language"), [(Keys, Language.EN), (Touches, Language.ZH)])
def test_after_a_kill_the_sitting_goes_on_to_its_end(
    meet: Meet, kind: type[Person], language: Language
) -> None:
    killed = meet(kind, language, plan=SITTING)
    killed.to(BreakPage)
    interview = killed.desk.desk.controller.interview
    person = meet(kind, language, plan=SITTING)
    person.desk.desk.controller.resume(interview)
    assert isinstance(person.window.current_page, InterruptedPage)
    person.to(FinishedPage)
    assert BreakPage not in person.pages, "it is offered once"
    assert len(person.desk.desk.controller.interview.answers) == 10
