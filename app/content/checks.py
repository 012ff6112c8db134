"""What pydantic cannot see: sums, and names that must exist in another file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.content.forbidden import forbidden_in
from app.content.problems import Problems, same, shown
from app.content.reader import Document, Location, dotted
from app.content.rule_shapes import ScaleShape, ScoringRulesShape
from app.content.shapes import DimensionShape, QuestionShape
from app.content.strict import Bilingual, Strict
from app.domain.language import Words
from app.domain.rules import FOLLOW_UP_RULES

ANCHOR_LEVELS = (1, 3, 5, 7, 10)

T_co = TypeVar("T_co", bound=Strict, covariant=True)


@dataclass(frozen=True, slots=True)
class Checked(Generic[T_co]):
    """A document and the shape it has."""

    document: Document
    shape: T_co


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes mistakes of one document by the place of the value."""

    document: Document
    problems: Problems

    def add(self, at: Location, expected: Words, found: Words) -> None:
        """Note one mistake at `at`."""
        line = self.document.line_of(at)
        self.problems.add(self.document.name, line, dotted(at), expected, found)

    def sums(self, at: Location, shares: Mapping[str, float], total: float) -> None:
        """Note it when `shares` do not sum to `total`."""
        found = sum(shares.values())
        if abs(found - total) > 1e-6:
            self.add(
                at, Words(f"合计 {total:g}", f"a sum of {total:g}"), Words(f"合计 {found:g}", f"{found:g}")
            )

    def known(self, at: Location, name: str, names: Iterable[str]) -> None:
        """Note it when `name` is none of `names`."""
        if name not in names:
            self.add(at, one_of(names), shown(name))

    def unique(self, at: Location, names: Iterable[str]) -> None:
        """Note it when a name stands twice."""
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name in seen:
                self.add((*at, index), Words("不重复的编号", "ids that differ"), shown(name))
            seen.add(name)

    def anchored(self, at: Location, levels: Iterable[str]) -> None:
        """Note it when not exactly the five anchor levels are there."""
        if sorted(levels) != sorted(map(str, ANCHOR_LEVELS)):
            expected = same(", ".join(map(str, ANCHOR_LEVELS)))
            self.add(at, expected, same(", ".join(levels) or "-"))


def one_of(names: Iterable[str]) -> Words:
    """How the choice among `names` is told."""
    listed = ", ".join(sorted(names))
    return Words(f"{listed} 之一", f"one of {listed}")


def check_unique_ids(
    parts: Iterable[Checked[T_co]], id_of: Callable[[T_co], str], problems: Problems
) -> None:
    """Notes files whose id another file already has."""
    seen: dict[str, str] = {}
    for part in parts:
        name = id_of(part.shape)
        if name in seen:
            expected = Words(f"与 {seen[name]} 不同的 id", f"another id than in {seen[name]}")
            Notes(part.document, problems).add(("id",), expected, shown(name))
        seen.setdefault(name, part.document.name)


def check_scale(part: Checked[ScaleShape], problems: Problems) -> None:
    """Notes a scale that is not 1..10 with the five anchors."""
    notes = Notes(part.document, problems)
    notes.anchored(("anchors",), [str(level) for level in part.shape.anchors])
    notes.anchored(("interpretation",), part.shape.interpretation)


def check_dimension(part: Checked[DimensionShape], problems: Problems) -> None:
    """Notes missing anchors and sub-dimensions that share an id."""
    notes = Notes(part.document, problems)
    for index, sub in enumerate(part.shape.sub_dimensions):
        notes.anchored(("sub_dimensions", index, "anchors"), sub.anchors)
    notes.unique(("sub_dimensions",), [sub.id for sub in part.shape.sub_dimensions])


def check_caps(part: Checked[ScoringRulesShape], subs: frozenset[str], problems: Problems) -> None:
    """Notes caps over a ceiling and caps of sub-dimensions that do not exist."""
    notes = Notes(part.document, problems)
    caps = part.shape.modality_caps
    named = {"speech_delivery": caps.speech_delivery, "voice_affect": caps.voice_affect}
    for modality, shares in {**named, "face_affect": caps.face_affect}.items():
        at: Location = ("modality_caps", modality)
        if "default" not in shares:
            notes.add((*at, "default"), Words("必填字段", "a required field"), shown(None))
        for sub in shares:
            notes.known((*at, sub), sub, subs | {"default"})
    for sub, share in caps.voice_affect.items():
        if share > caps.absolute_ceiling.voice_affect:
            ceiling = f"{caps.absolute_ceiling.voice_affect:g}"
            expected = Words(f"不大于上限 {ceiling}", f"at most the ceiling {ceiling}")
            notes.add(("modality_caps", "voice_affect", sub), expected, shown(share))


def check_question(part: Checked[QuestionShape], problems: Problems) -> None:
    """Notes shares that do not sum to 1, points that count for nothing, unknown follow-up rules."""
    notes, question = Notes(part.document, problems), part.shape
    stem = part.document.name.rpartition("/")[2].removesuffix(".yaml")
    if question.id != stem:
        notes.add(
            ("id",), Words(f"与文件名相同：{stem}", f"the name of the file, {stem}"), shown(question.id)
        )
    notes.unique(("key_points",), [point.id for point in question.key_points])
    notes.unique(("follow_ups",), [rule.id for rule in question.follow_ups])
    for index, rule in enumerate(question.follow_ups):
        notes.known(("follow_ups", index, "when"), rule.when, FOLLOW_UP_RULES)
    _check_topics(question, notes)
    if question.scored:
        notes.sums(("scores",), question.scores, 1)
    elif question.scores:
        notes.add(
            ("scores",),
            Words("没有分值（不计分的题）", "no shares: it is not scored"),
            shown(question.scores),
        )
    for index, point in enumerate(question.key_points):
        notes.known(("key_points", index, "sub"), point.sub, question.scores)
    shown_subs = {point.sub for point in question.key_points}
    for sub in question.scores:
        if sub not in shown_subs:
            expected = Words("至少一个对应的要点", "at least one key point for it")
            notes.add(("scores", sub), expected, Words("没有要点", "no key point"))


def _check_topics(question: QuestionShape, notes: Notes) -> None:
    """Notes words that ask the candidate about a forbidden topic."""
    asked: list[tuple[Location, Bilingual]] = [(("prompt",), question.prompt)]
    if question.simpler is not None:
        asked.append((("simpler",), question.simpler))
    if question.branches is not None:
        asked.append((("branches", "experienced"), question.branches.experienced))
        asked.append((("branches", "inexperienced"), question.branches.inexperienced))
    asked += [(("follow_ups", index), rule) for index, rule in enumerate(question.follow_ups)]
    for at, words in asked:
        for language, text in (("zh", words.zh), ("en", words.en)):
            found = forbidden_in(text)
            if found is not None:
                expected = Words(
                    "不涉及 forbidden_questions 的题目", "nothing listed under forbidden_questions"
                )
                notes.add((*at, language), expected, shown(found))
