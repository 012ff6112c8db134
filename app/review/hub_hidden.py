"""The list of a hub while a sub-dimension is hidden: each line's composite, floor and flags without it. Pure."""

from collections.abc import Iterator, Mapping

from app.domain.competency import CompetencyModel
from app.domain.score import Score
from app.review.hidden import NOTHING, flags_of, job_of
from app.review.hub_list import Json
from app.review.queue_hidden import shown_scores
from app.store.review_queue import SubScore


class HubCovers:
    """In memory only: each line is worked out once for each set of hidden scores."""

    def __init__(self, model: CompetencyModel) -> None:
        self._model = model
        self._hidden: frozenset[str] = frozenset()
        self._made: dict[str, tuple[Json, Json]] = {}

    def forget(self) -> None:
        """Nothing of anybody stays."""
        self._hidden, self._made = frozenset(), {}

    def covered(self, lines: Mapping[str, Json], hidden: frozenset[str]) -> Mapping[str, Json]:
        """`lines`, every one without what is hidden, in the same order."""
        if hidden != self._hidden:
            self.forget()
            self._hidden = hidden
        if not hidden:
            return lines
        self._made = {name: self._of(name, line) for name, line in lines.items()}
        return {name: made for name, (_, made) in self._made.items()}

    def _of(self, name: str, line: Json) -> tuple[Json, Json]:
        before = self._made.get(name)
        return before if before is not None and before[0] is line else (line, self._covered(line))

    def _covered(self, line: Json) -> Json:
        """Of a line that came without scores nobody knows what is in its composite: then there is none."""
        if line["must_rate"]:
            return line
        job_profile = line["job_profile"]
        shown = NOTHING
        if line.get("sub_scores") is not None:
            found = shown_scores(_scores(line), self._model, job_profile, self._hidden)
            if found is None:
                return line
            shown = found
        result, least, flags = shown.composite.result, shown.least_dimension, line["flags"]
        composite, error = (
            (result.value, result.standard_error) if isinstance(result, Score) else (None, None)
        )
        job = job_of(self._model, job_profile)
        return {
            **line,
            "composite": composite,
            "standard_error": error,
            "least_dimension": least,
            "flags": flags_of(flags, None if job is None else job.pass_line, composite, least),
        }


def _scores(line: Json) -> Iterator[SubScore]:
    for each in line["sub_scores"]:
        yield SubScore(each["dimension"], each["name"], each["score"], each["standard_error"])
