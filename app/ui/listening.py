"""What a view means to somebody who listens, and to the microphone. Pure."""

from app.ui import views
from app.ui.closing_views import Dictation, SurveyView
from app.ui.desk_views import CheckInView
from app.ui.views import PracticePhase, QuestionPhase


def listens(view: views.View | None) -> bool:
    """Sound is being recorded."""
    match view:
        case views.QuestionView(phase=phase, sound_recorded=recorded):
            return phase is QuestionPhase.RECORDING or (phase is QuestionPhase.TYPING and recorded)
        case views.PracticeView(phase=phase):
            return phase is PracticePhase.RECORDING
        case SurveyView(dictation=dictation):
            return dictation is Dictation.LISTENING
        case _:
            return False


def will_record(view: views.View | None) -> bool:
    """The answer that has not begun yet will be spoken."""
    match view:
        case views.QuestionView(phase=QuestionPhase.PREPARING, paused=False):
            return view.mic_ok and view.recogniser and not view.will_type
        case views.PracticeView(phase=PracticePhase.READY, can_speak=can_speak):
            return can_speak
        case _:
            return False


def records(view: views.View) -> bool:
    """The kiosk's voice would get into a recording."""
    match view:
        case views.QuestionView():
            return not views.may_sound(view)
        case views.PracticeView(phase=PracticePhase.RECORDING) | SurveyView(dictation=Dictation.LISTENING):
            return True
        case _:
            return False


def place(view: views.View) -> tuple[object, ...]:
    """What has to change for a page to be a new one to somebody who listens."""
    match view:
        case views.QuestionView(key=key, phase=phase, paused=paused):
            return type(view), key.rpartition("/")[0], phase, paused
        case views.PracticeView(phase=phase):
            return type(view), phase
        case views.ReviewView(key=key):
            return type(view), key
        case CheckInView(phase=phase):
            return type(view), phase
        case _:
            return (type(view),)
