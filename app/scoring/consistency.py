"""Notes on what a candidate says about themself and what the scenes show: for a human reader, never scored.

Source: science.md E.6. At least two components, one of them from the transcript; silent where the policy pack
forbids it or the candidate uses an accommodation.
"""

from collections.abc import Sequence

from app.domain.competency import (
    CompetencyModel,
    ConsistencyCheck,
    ConsistencyComponent,
    JobProfile,
    PolicyPack,
)
from app.domain.interview import Answer, QuestionType
from app.domain.observation import Observation, Quality
from app.domain.score import Note
from app.scoring.lexicon import group_of, spans_of
from app.scoring.rulebook import Rulebook, Search
from app.scoring.steadiness import defensive_moves
from app.scoring.text import canon_phrase

MIN_COMPONENTS = 2
MIN_WINDOWS = 3


def consistency_notes(
    model: CompetencyModel,
    profile: JobProfile,
    pack: PolicyPack,
    book: Rulebook,
    read: Sequence[tuple[Answer, Search]],
    *,
    accommodation: bool,
) -> tuple[Note, ...]:
    """The notes whose claim was made and whose components speak against it, in the order of the content."""
    if accommodation or not pack.consistency_allowed:
        return ()
    scene = _Scene(profile, read)
    searches = [search for _, search in read]
    notes = []
    for check in model.consistency_checks:
        if not _is_claimed(check, book, searches):
            continue
        hits = [component for component in check.components if scene.crosses(component)]
        if len(hits) >= MIN_COMPONENTS and any(component.source == "transcript" for component in hits):
            notes.append(Note(check.id, _worded(check, book, scene), tuple(hit.measure for hit in hits)))
    return tuple(notes)


def _is_claimed(check: ConsistencyCheck, book: Rulebook, searches: Sequence[Search]) -> bool:
    group = group_of(canon_phrase(claim, book.language) for claim in check.claims.get(book.language, ()))
    return any(
        not search.reading.is_denied(span) and not search.reading.is_foreign(span)
        for search in searches
        for span in (search.reading.text.canon.origin(*at) for at in spans_of(group, search.reading))
    )


def _worded(check: ConsistencyCheck, book: Rulebook, scene: "_Scene") -> str:
    start, end = scene.pressure_window()
    text = check.note.text(book.language)
    return text.replace("{n}", f"{start:.0f}").replace("{m}", f"{end:.0f}")


class _Scene:
    """What the scenes of one interview show, by measure."""

    def __init__(self, profile: JobProfile, pairs: Sequence[tuple[Answer, Search]]) -> None:
        types = {question.id: question.type for question in profile.questions}
        self._scenes = [
            search
            for answer, search in pairs
            if types.get(answer.question_id) in (QuestionType.SITUATIONAL, QuestionType.ROLE_PLAY)
        ]
        self._plays = [
            search for answer, search in pairs if types.get(answer.question_id) is QuestionType.ROLE_PLAY
        ]
        pressure = {question.id for question in profile.questions if "ec_stability" in question.scores}
        self._pressure = [
            observation
            for answer, _ in pairs
            if answer.question_id in pressure and types.get(answer.question_id) is QuestionType.ROLE_PLAY
            for observation in answer.observations
        ]

    def crosses(self, component: ConsistencyComponent) -> bool:
        """True if `component` was measured and lies beyond its threshold."""
        if component.source == "transcript":
            count = self._count(component.measure)
            if count is None:
                return False
            up = component.direction == "up"
            return count >= component.threshold if up else count < component.threshold
        return len(self._windows(component)) >= MIN_WINDOWS

    def _count(self, measure: str) -> int | None:
        """How often `measure` occurs, or None where no scene gave it a chance."""
        rule, searches = {
            "role_play_interruptive_or_defensive_moves": ("", self._plays),
            "time_commitment_count": ("m9_time", self._scenes),
            "confirmation_move_count": ("m10_confirm", self._scenes),
            "playback_move_in_role_play": ("m2_playback", self._plays),
            "diagnostic_question_in_role_play": ("m6_diagnose", self._plays),
        }.get(measure, ("", []))
        if not searches:
            return None
        if not rule:
            return sum(defensive_moves(search) for search in searches)
        return sum(len(search.full(rule)) for search in searches)

    def _windows(self, component: ConsistencyComponent) -> list[Observation]:
        name = component.measure.removesuffix("_robust_z")
        sign = 1 if component.direction == "up" else -1
        return [
            each
            for each in self._pressure
            if each.measure.startswith(name)
            and each.quality is Quality.OK
            and each.baseline_z is not None
            and sign * each.baseline_z >= component.threshold
        ]

    def pressure_window(self) -> tuple[float, float]:
        """First and last second of what was measured in the pressure scenes; (0, 0) without any."""
        measured = [each for each in self._pressure if each.quality is Quality.OK]
        if not measured:
            return 0.0, 0.0
        return min(each.start_s for each in measured), max(each.end_s for each in measured)
