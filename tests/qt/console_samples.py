"""The recruiter's screens, by name: what brings a fresh ReviewPages there; a page without one fails a test."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.content.paths import resources_dir
from app.domain.language import Language
from app.review.gold import gold_set
from app.review.track import Media
from app.review.training_values import GapLine, TrainingGap, TrainingItem, TrainingResult, TrainingStand
from app.ui.recruiter.hub_pages import HubPages
from app.ui.recruiter.pages import ReviewPages
from app.ui.recruiter.ports import Opened, Queue
from app.ui.widgets.banner import Tone
from tests.qt import console_samples_interview as interviews
from tests.qt import console_samples_lists as lists

Reach = Callable[[ReviewPages], None]


def _queue(page: ReviewPages) -> None:
    page.queue.show_rows(lists.rows(page.strings.language), lists.CALLS, lists.READER)
    page.show_queue()


def _queue_selected(page: ReviewPages) -> None:
    _queue(page)
    page.queue.table.selectRow(3)


def _queue_quiet(page: ReviewPages) -> None:
    rows = tuple(replace(each, is_here=False, call="") for each in lists.rows(page.strings.language)[4:9])
    page.queue.show_rows(rows)
    page.show_queue()


def _queue_empty(page: ReviewPages) -> None:
    page.queue.show_rows(())
    page.show_queue()


def _queue_nothing_found(page: ReviewPages) -> None:
    _queue(page)
    page.queue.search.setText("0000-no-such-number")


def _room(page: ReviewPages) -> None:
    page.show_room(lists.tiles(page.strings.language))


def _interview(make: Callable[[Language], Opened], touch: Reach | None = None) -> Reach:
    def reach(page: ReviewPages) -> None:
        page.interview.show_opened(make(page.strings.language))
        page.show_interview()
        if touch is not None:
            touch(page)

    return reach


def _blind(language: Language) -> Opened:
    return Opened(interviews.reading(language, is_blind=True), None)


def _blind_untrained(language: Language) -> Opened:
    return Opened(interviews.reading(language, is_blind=True, counts=False), None)


def _not_assessed(language: Language) -> Opened:
    shown = interviews.reading(language)
    return Opened(interviews.without_media(shown, Media.REFUSED), None)


def _rated(page: ReviewPages) -> None:
    rating = page.interview.rating
    assert rating is not None
    for each in rating.answers[:4]:
        for choice in each.choices.values():
            choice.setCurrentIndex(7)
        each.reason.setText("anchor 7")
        rating.next_button.click()


def _act(name: str) -> Reach:
    def touch(page: ReviewPages) -> None:
        assert page.interview.acts is not None
        by_name = {str(decision): button for decision, button in page.interview.acts.buttons.items()}
        others = {"change": page.interview.acts.change_button, "note": page.interview.acts.note_button}
        {**by_name, **others}[name].click()
        page.interview.acts.target.setCurrentIndex(4)  # a long name, and what it is now

    return touch


def _scene(page: ReviewPages) -> None:
    page.interview.player.go_to((interviews.SCENE, 1))


def _found(page: ReviewPages) -> None:
    page.interview.player.search.field.setText("问" if page.strings.language is Language.ZH else "ask")


def _end_of_card(page: ReviewPages) -> None:
    bar = page.interview.area.verticalScrollBar()
    assert page.interview.card is not None
    page.interview.card.adjustSize()
    bar.setValue(bar.maximum())


def _paper_saved(page: ReviewPages) -> None:
    page.tell(
        page.strings.text("review.papers.saved", file=f"Documents/{interviews.IDS[0]}-hr.pdf"),
        Tone.INFO,
    )


def _trouble(page: ReviewPages) -> None:
    page.tell(page.strings.message("staff_signed_out"))


def _compare(count: int, *, is_apart: bool) -> Reach:
    def reach(page: ReviewPages) -> None:
        page.show_compared(lists.comparison(page.strings.language, count, is_apart=is_apart))

    return reach


def _agreement(pairs: int) -> Reach:
    def reach(page: ReviewPages) -> None:
        page.show_agreement(lists.agreement(page.strings.language, pairs))

    return reach


def _no_agreement(page: ReviewPages) -> None:
    page.show_agreement(tuple(replace(each, lines=()) for each in lists.agreement(page.strings.language, 0)))


# ---- training ----------------------------------------------------------------------------------------
NEW = TrainingStand(0, None, is_good=False, least_icc=0.6, most_bias=0.5, left_out=14)
GOOD = replace(NEW, rounds=2, good_until=interviews.AT, is_good=True)
OVER = replace(NEW, rounds=3, good_until=interviews.AT)
INTERVAL = (0.71, 0.52, 0.84)
PASSED = TrainingResult(True, 34, INTERVAL, 0.69, (-0.12, -0.41, 0.17), 0.38, 0.91, GOOD)
FAILED = TrainingResult(False, 34, None, None, (1.12, 0.71, 1.47), 0.12, 0.44, OVER)


def _training(state: TrainingStand | TrainingResult) -> Reach:
    def reach(page: ReviewPages) -> None:
        page.training.show_state(state)
        page.stack.setCurrentWidget(page.training)

    return reach


def _training_item(page: ReviewPages) -> None:
    line = interviews.reading(page.strings.language, is_blind=True).answers[4]
    page.training.show_state(TrainingItem(5, 12, line))
    page.stack.setCurrentWidget(page.training)


def _training_gap(page: ReviewPages) -> None:
    _training_item(page)
    language = page.strings.language
    line = interviews.reading(language, is_blind=True).answers[4]
    gaps = tuple(
        GapLine(each.name, 6.5, 4.0 + at, each.anchors[at % len(each.anchors)])
        for at, each in enumerate(line.to_rate)
    )
    reason = gold_set(resources_dir(), language, "a").answers[4].reason
    page.training.show_state(TrainingGap(5, 12, gaps, reason))


CONSOLE: Mapping[str, Reach] = {
    "nobody": ReviewPages.shut,
    "queue": _queue,
    "queue-selected": _queue_selected,
    "queue-quiet": _queue_quiet,
    "queue-empty": _queue_empty,
    "queue-nothing-found": _queue_nothing_found,
    "room": _room,
    "blind": _interview(_blind),
    "blind-untrained": _interview(_blind_untrained),
    "blind-rated": _interview(_blind, _rated),
    "not-assessed": _interview(_not_assessed),
    "card": _interview(interviews.opened),
    "card-end": _interview(interviews.opened, _end_of_card),
    "card-second": _interview(interviews.second),
    "card-apart": _interview(interviews.apart),
    "card-bare": _interview(interviews.bare),
    "card-overridden": _interview(interviews.overridden),
    "card-decline": _interview(interviews.opened, _act("decline")),
    "card-hand-over": _interview(interviews.opened, _act("hand_over")),
    "card-change": _interview(interviews.opened, _act("change")),
    "card-note": _interview(interviews.opened, _act("note")),
    "card-saved": _interview(interviews.opened, _paper_saved),
    "card-trouble": _interview(interviews.opened, _trouble),
    "player-scene": _interview(interviews.opened, _scene),
    "player-search": _interview(interviews.opened, _found),
    "compare-two": _compare(2, is_apart=False),
    "compare-four": _compare(4, is_apart=True),
    "agreement-none": _no_agreement,
    "agreement-few": _agreement(2),
    "agreement-many": _agreement(160),
    "training": _training(NEW),
    "training-item": _training_item,
    "training-gap": _training_gap,
    "training-passed": _training(PASSED),
    "training-failed": _training(FAILED),
}


# ---- the same at a hub -------------------------------------------------------------------------------
def _at_hub(page: ReviewPages) -> HubPages:
    assert isinstance(page, HubPages)
    page.sign_in.url = "https://hub.recruiting.example.com:8443"
    page.sign_in.show_hub(page.strings.text("brand.name"))
    return page


def _hub_sign_in(page: ReviewPages) -> None:
    _at_hub(page)


def _hub_code(page: ReviewPages) -> None:
    _at_hub(page).sign_in.show_code()


def _hub_trouble(page: ReviewPages) -> None:
    at_hub = _at_hub(page)
    at_hub.sign_in.show_trouble(page.strings.message("staff_signed_out"), from_start=True)


def _at_work(page: ReviewPages) -> None:
    _at_hub(page).who.setText("recruiter-of-the-second-site")


def _hub_queue(page: ReviewPages) -> None:
    _at_work(page)
    page.show_queue()
    language = page.strings.language
    page.show_news(Queue(lists.rows(language)[3:], (), lists.READER, tiles=lists.hub_tiles(language)))


def _hub_room(page: ReviewPages) -> None:
    _at_work(page)
    tiles = lists.hub_tiles(page.strings.language)
    page.show_news(Queue(lists.rows(page.strings.language)[4:9], tiles=tiles))
    page.show_room(tiles)


def _hub_room_away(page: ReviewPages) -> None:
    _at_work(page)
    page.show_room(
        tuple(replace(each, age_s=250.0, is_stale=True) for each in lists.hub_tiles(page.strings.language))
    )
    page.tell(page.strings.message("hub_away", url="https://hub.recruiting.example.com:8443"))


def _hub_room_none(page: ReviewPages) -> None:
    _at_work(page)
    page.show_room(())


HUB: Mapping[str, Reach] = {
    "sign-in": _hub_sign_in,
    "code": _hub_code,
    "trouble": _hub_trouble,
    "queue": _hub_queue,
    "room": _hub_room,
    "room-away": _hub_room_away,
    "room-none": _hub_room_none,
}
