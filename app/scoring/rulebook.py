"""What one competency model looks for in one language, compiled once and kept while the model lives."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.domain.competency import CompetencyModel, JobProfile, QuestionTemplate, TabooCategory
from app.domain.interview import QuestionType
from app.domain.language import Language
from app.errors import KioskError
from app.scoring.lexicon import (
    EVEN_NEGATED,
    REGEX,
    REPORTED,
    Group,
    Hit,
    Rule,
    compile_rules,
    group_of,
    hits_of,
    spans_of,
)
from app.scoring.matter import Matter, asides_of, matters_of
from app.scoring.parts import said_to
from app.scoring.quotation import ngrams_of
from app.scoring.reading import Reading, read
from app.scoring.similarity import Vocabulary, pairs_of, vocabulary_of
from app.scoring.text import Span, canon_phrase, read_text

SPOKEN_MOVES = (
    "m1_safety",
    "m2_playback",
    "m3_impact",
    "m4_apology",
    "m5_own",
    "m6_diagnose",
    "m7_option",
    "m8_limit",
    "m9_time",
    "m10_confirm",
    "m11_record",
)
_WHOLE_CLAUSE = {
    Language.ZH: 3,
    Language.EN: 1,
}  # taboo phrases this short count only as a clause of their own


@dataclass(frozen=True, slots=True)
class Taboo:
    """A taboo category and its phrases; whole: those too short to count inside a longer clause."""

    category: TabooCategory
    phrases: Group
    whole: Group


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules by id, taboo phrases, and per question the prompt's n-grams and vocabularies."""

    language: Language
    rules: Mapping[str, Rule]
    taboo: tuple[Taboo, ...]
    prompts: Mapping[str, frozenset[str]]
    wordings: Mapping[str, str]  # what the question itself says, in the form phrases are compared in
    topics: Mapping[str, Vocabulary]
    key_points: Mapping[str, Vocabulary]
    matters: Mapping[str, Matter]

    def has_mark(self, rule: str, mark: str) -> bool:
        """True if the lexicon says `mark` about `rule`."""
        found = self.rules.get(rule)
        return found is not None and mark in found.marks

    def marks(self, rule: str) -> tuple[str, ...]:
        """What the lexicon says about `rule` after its id."""
        found = self.rules.get(rule)
        return () if found is None else found.marks


class Search:
    """The hits of a rulebook's rules in one reading; each rule is looked for once.

    whole: the same for all that was said. The reading itself may leave out what is beside the point.
    """

    def __init__(
        self, book: Rulebook, reading: Reading, wording: str = "", whole: "Search | None" = None
    ) -> None:
        self.book = book
        self.reading = reading
        self.whole = whole or self
        self._wording = wording
        self._found: dict[str, list[Hit]] = {}

    def hits(self, rule: str) -> list[Hit]:
        """Hits of `rule`, the strongest first; none where the lexicon does not have it."""
        found = self._found.get(rule)
        if found is None:
            known = self.book.rules.get(rule)
            found = [] if known is None else self._look(known)
            self._found[rule] = found
        return found

    def full(self, rule: str) -> list[Hit]:
        """Hits of `rule` in which every group was found."""
        return [hit for hit in self.hits(rule) if hit.strength == 1.0]

    def has(self, rule: str) -> bool:
        """True if `rule` is fully hit."""
        return bool(self.full(rule))

    def _look(self, rule: Rule) -> list[Hit]:
        return hits_of(
            rule, self.reading, count_others=REPORTED in rule.marks, count_negated=EVEN_NEGATED in rule.marks
        )

    def is_recall(self, span: Span) -> bool:
        """True if the question itself says these words: naming them is not using them."""
        return self.reading.text.canon.part(span).strip() in self._wording

    def taboo(self) -> list[tuple[TabooCategory, Hit]]:
        """Taboo phrases in the candidate's own, not negated words."""
        found = []
        for taboo in self.book.taboo:
            name = f"taboo.{taboo.category.id}"
            for group, whole in ((taboo.phrases, False), (taboo.whole, True)):
                for found_at in spans_of(group, self.reading):
                    span = self.reading.text.canon.origin(*found_at)
                    if self.reading.is_denied(span) or self.reading.is_foreign(span):
                        continue
                    if self.is_recall(span):
                        continue
                    if whole and not self._fills_clause(span):
                        continue
                    found.append((taboo.category, Hit(name, *span, 1.0)))
        return found

    def _fills_clause(self, span: tuple[int, int]) -> bool:
        start, end = self.reading.quotable(span)
        room = 2 if self.book.language is Language.ZH else 1
        return (end - start) - (span[1] - span[0]) <= room


def rulebook_of(model: CompetencyModel, language: Language) -> Rulebook:
    """The rulebook of `model` in `language`; compiled at the first call."""
    return _compiled(_Same(model), language)


def profile_of(model: CompetencyModel, profile_id: str) -> JobProfile:
    """The job profile. Raises KioskError profile_unknown."""
    try:
        return model.profile(profile_id)
    except KeyError:
        raise KioskError("profile_unknown", profile=profile_id) from None


def question_of(profile: JobProfile, question_id: str) -> QuestionTemplate:
    """The question of `profile`. Raises KioskError question_unknown."""
    for question in profile.questions:
        if question.id == question_id:
            return question
    raise KioskError("question_unknown", question=question_id, profile=profile.id)


def read_answer(book: Rulebook, question_id: str, turn: int, text: str, *, is_whole: bool = False) -> Search:
    """`text` read as the answer of `turn` to the question, ready to be searched.

    is_whole: also the words that speak to whoever scores the answer; they are left out otherwise.
    """
    prompt = book.prompts.get(question_id, frozenset())
    wording = book.wordings.get(question_id, "")
    whole = Search(book, read(text, book.language, turn, prompt, is_whole=is_whole), wording)
    asides = _asides(book, question_id, whole)
    if not asides:
        return whole
    reading = read(text, book.language, turn, prompt, is_whole=is_whole, asides=asides)
    return Search(book, reading, wording, whole)


def _asides(book: Rulebook, question_id: str, whole: Search) -> tuple[Span, ...]:
    """What in `whole` is beside the point of the question."""
    matter = book.matters.get(question_id)
    if matter is None:
        return ()
    moves = [hit.start for move in SPOKEN_MOVES for hit in whole.full(move)] if matter.is_scene else []
    points = [hit.span for rule in _joint_points(book, question_id) for hit in whole.full(rule)]
    return asides_of(whole.reading, matter, moves, points, [hit.start for hit in whole.hits("topic.scoring")])


def _joint_points(book: Rulebook, question_id: str) -> list[str]:
    """The key points of the question that take more than one sign: they do not show themselves by chance."""
    prefix = f"{question_id}.k"
    return [
        name
        for name, rule in book.rules.items()
        if name.startswith(prefix) and all(len(pattern.groups) > 1 for pattern in rule.patterns)
    ]


class _Same:
    """A model as a cache key: two are the same when they are one object."""

    def __init__(self, model: CompetencyModel) -> None:
        self.model = model

    def __hash__(self) -> int:
        return id(self.model)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.model is self.model


@lru_cache(maxsize=8)
def _compiled(same: _Same, language: Language) -> Rulebook:
    model = same.model
    questions = [question for profile in model.profiles for question in profile.questions]
    scenes = frozenset(each.id for each in questions if each.type is not QuestionType.PAST_BEHAVIOUR)
    return Rulebook(
        language=language,
        rules=compile_rules(model.cues, language),
        taboo=tuple(_taboo(category, language) for category in model.taboo),
        prompts={question.id: _prompt(question, language) for question in questions},
        wordings={question.id: _wording(question, language) for question in questions},
        topics={question.id: _topic(question, language) for question in questions},
        matters=matters_of(
            {each.id: _matter(model, each, language) for each in questions if each.scored},
            scenes,
            vocabulary_of(_phrases(model, "topic.trade", language), language),
            language,
        ),
        key_points={
            f"{question.id}.{point.id}": vocabulary_of([point.words.text(language)], language)
            for question in questions
            for point in question.key_points
        },
    )


def _taboo(category: TabooCategory, language: Language) -> Taboo:
    texts = [phrase.phrase.text(language) for phrase in category.phrases]
    short = [text for text in texts if _units(text, language) <= _WHOLE_CLAUSE[language]]
    long = [text for text in texts if text not in short]
    return Taboo(category, _literals(long, language), _literals(short, language))


def _units(text: str, language: Language) -> int:
    return len(text) if language is Language.ZH else len(text.split())


def _literals(texts: list[str], language: Language) -> Group:
    return group_of(canon_phrase(text, language) for text in texts)


def _prompt(question: QuestionTemplate, language: Language) -> frozenset[str]:
    """What an answer may not simply repeat: the prompts, and the descriptions of what is looked for."""
    words = [question.prompt, *(follow_up.prompt for follow_up in question.follow_ups), *said_to(question)]
    words += [point.words for point in question.key_points]
    others = (question.experienced, question.inexperienced, question.simpler)
    grams: set[str] = set()
    for part in (*words, *(other for other in others if other is not None)):
        grams.update(ngrams_of(read_text(part.text(language), language).canon.chars, language))
    return frozenset(grams)


def _wording(question: QuestionTemplate, language: Language) -> str:
    parts = [question.prompt, *(follow_up.prompt for follow_up in question.follow_ups), *said_to(question)]
    parts += [question.simpler] if question.simpler is not None else []
    return " | ".join(read_text(part.text(language), language).canon.chars for part in parts)


def _matter(model: CompetencyModel, question: QuestionTemplate, language: Language) -> Vocabulary:
    """The terms of the topic, and of the phrases that show its key points and red flags."""
    phrases = _phrases(model, f"{question.id}.", language)
    terms = _topic(question, language).terms | vocabulary_of(phrases, language).terms
    if language is Language.EN:  # a word alone says little; in Chinese the terms are pairs already
        terms |= {
            pair for phrase in phrases for part in canon_phrase(phrase, language) for pair in pairs_of(part)
        }
    return Vocabulary(terms)


def _phrases(model: CompetencyModel, rules: str, language: Language) -> list[str]:
    """The plain phrases of all rules that begin with `rules`."""
    return [
        phrase
        for cue in model.cues
        if cue.rule.startswith(rules)
        for group in cue.groups.get(language, ())
        for phrase in group.any_of
        if not phrase.startswith(REGEX)
    ]


def _topic(question: QuestionTemplate, language: Language) -> Vocabulary:
    parts = [question.prompt, question.title, *(point.words for point in question.key_points)]
    parts += [*(follow_up.prompt for follow_up in question.follow_ups), *said_to(question)]
    return vocabulary_of([part.text(language) for part in parts], language)
