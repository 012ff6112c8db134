"""What receipts and the pages of the end do: which page is open, what is stored, what goes to paper."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.events import Event, SurveyAnswered
from app.domain.feedback import Feedback
from app.domain.language import Language
from app.flow.interview import Interview
from app.ui import closing_intents as wish
from app.ui.paper import Printed, Printing
from app.ui.ports import Demographics, Finish, Ports, Scored


class ClosingStep(StrEnum):
    """Which page of the end."""

    THANKS = "thanks"
    SURVEY = "survey"
    DEMOGRAPHICS = "demographics"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Closing:
    """Where the candidate stands after the last question. on: the day on which the interview ended.

    language: in which it was held, whatever the pages of the end are read in.
    printing: of the sheet that is on the screen. can_speak: a question to the company can be spoken.
    """

    step: ClosingStep = ClosingStep.THANKS
    on: date = date.min
    language: Language = Language.ZH
    feedback: Feedback | None = None
    printing: Printing = Printing.NONE
    can_speak: bool = False


NOT_YET = Closing()


@dataclass(frozen=True, slots=True)
class Closed:
    """What a wish came to: the pages after it, and the event that is to be stored."""

    closing: Closing
    event: Event | None = None


def wished(intent: wish.ClosingIntent, now: Interview, closing: Closing, ports: Ports) -> Closed:
    """What `intent` means; one that does not fit the page that is open means nothing (a late double click)."""
    match intent:
        case wish.TellMore() if now.is_over and closing.step is ClosingStep.THANKS:
            return Closed(replace(closing, step=ClosingStep.SURVEY))
        case wish.AnswerSurvey(ratings, question) if closing.step is ClosingStep.SURVEY:
            given = SurveyAnswered(ratings, question.strip())
            event = given if ratings or given.asks_company else None
            return Closed(replace(closing, step=ClosingStep.DEMOGRAPHICS), event)
        case wish.GiveDemographics(choices) if closing.step is ClosingStep.DEMOGRAPHICS:
            if choices:
                ports.store.submit(Demographics(choices))
            return Closed(replace(closing, step=ClosingStep.SHEET))
        case wish.Print(paper) if closing.printing is not Printing.WAITING:
            ports.papers.submit(paper)
            return Closed(replace(closing, printing=Printing.WAITING))
        case wish.ReceiptRead():
            return Closed(replace(closing, printing=Printing.NONE))
        case _:
            return Closed(closing)


def told(result: object, now: Interview, closing: Closing) -> Closing:
    """The pages after a worker's result; what belongs to another interview changes nothing."""
    match result:
        case Scored(interview_id, feedback=feedback) if interview_id == now.interview_id:
            return replace(closing, feedback=feedback)
        case Printed(printing=printing) if closing.printing is Printing.WAITING:
            return replace(closing, printing=printing)
        case _:
            return closing


def finish_again(event: Event, now: Interview, closing: Closing, engines: tuple[str, ...]) -> Finish | None:
    """The result once more, where a question to the company has to go with it."""
    if isinstance(event, SurveyAnswered) and event.asks_company:
        return Finish(replace(now, language=closing.language), engines)
    return None
