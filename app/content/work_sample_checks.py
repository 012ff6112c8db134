"""Whether a chat work sample fits its question: key points in its parts, lines in the order of time."""

from itertools import pairwise

from app.content.checks import Checked, Notes
from app.content.problems import Problems, shown
from app.content.shapes import QuestionShape
from app.content.work_sample_shapes import WorkSampleShape
from app.domain.language import Words
from app.domain.work_sample import NOTE


def check_work_sample(part: Checked[QuestionShape], problems: Problems) -> None:
    """Notes parts that do not exist or that nothing is looked for in, and lines that come too late or early."""
    notes, question = Notes(part.document, problems), part.shape
    sample = question.work_sample
    if sample is None:
        for index, point in enumerate(question.key_points):
            if point.part is not None:
                expected = Words("只有会话实操题才有 part", "a part only in a chat work sample")
                notes.add(("key_points", index, "part"), expected, shown(point.part))
        return
    if question.type != "work_sample" or question.follow_ups:
        expected = Words("work_sample 类型，没有追问", "the type work_sample, without follow-ups")
        notes.add(("type",), expected, shown(question.type))
    _check_parts(notes, question, sample)
    for index, chat in enumerate(sample.chats):
        at = ("work_sample", "chats", index, "lines")
        if chat.lines[0].after_replies is not None:
            expected = Words("只写 at_s", "at_s alone: nobody replies to a chat that has not begun")
            notes.add((*at, 0, "after_replies"), expected, shown(chat.lines[0].after_replies))
        for number, (one, two) in enumerate(pairwise(chat.lines), start=1):
            if two.at_s <= one.at_s:
                expected = Words(f"晚于 {one.at_s}", f"later than {one.at_s}")
                notes.add((*at, number, "at_s"), expected, shown(two.at_s))
        if chat.lines[-1].at_s >= question.timing.answer_s:
            expected = Words("早于 answer_s", "before answer_s is over")
            notes.add((*at, len(chat.lines) - 1, "at_s"), expected, shown(chat.lines[-1].at_s))


def _check_parts(notes: Notes, question: QuestionShape, sample: WorkSampleShape) -> None:
    parts = [*(chat.id for chat in sample.chats), NOTE]
    notes.unique(("work_sample", "chats"), parts)
    for index, point in enumerate(question.key_points):
        notes.known(("key_points", index, "part"), point.part or "", parts)
    for name in parts:
        if all(point.part != name for point in question.key_points):
            expected = Words(f"{name} 至少一个要点", f"at least one key point for {name}")
            notes.add(("key_points",), expected, Words("没有要点", "no key point"))
