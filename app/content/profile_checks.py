"""Whether a job profile fits the dimensions and its own questions."""

from collections.abc import Mapping, Sequence

from app.content.checks import Checked, Notes, one_of
from app.content.problems import Problems, shown
from app.content.reader import Location
from app.content.shapes import ProfileShape, QuestionShape
from app.domain.language import Words

SubsByDimension = Mapping[str, frozenset[str]]


def check_profile(part: Checked[ProfileShape], problems: Problems) -> None:
    """Notes what the file of a profile says wrong on its own: sums, bounds, pass line, channel."""
    notes, profile = Notes(part.document, problems), part.shape
    folder = part.document.name.split("/")[1]
    if profile.id != folder:
        expected = Words(f"与文件夹同名：{folder}", f"the name of the folder, {folder}")
        notes.add(("id",), expected, shown(profile.id))
    notes.sums(("weights",), profile.weights, 100)
    for dimension, weight in profile.weights.items():
        low, high = profile.weight_bounds.min, profile.weight_bounds.max
        if not low <= weight <= high:
            expected = Words(f"{low:g} 到 {high:g}", f"{low:g} to {high:g}")
            notes.add(("weights", dimension), expected, shown(weight))
    for at, weights in _weight_groups(profile):
        notes.sums(at, weights, 100)
    low, high = profile.pass_line.grey_zone
    if not low <= profile.pass_line.composite <= high:
        expected = Words("包含 composite 的区间", "a range around composite")
        notes.add(("pass_line", "grey_zone"), expected, shown(f"{low:g} - {high:g}"))
    notes.known(("default_channel",), profile.default_channel, profile.channel_variants)


def check_profile_names(
    part: Checked[ProfileShape],
    questions: Sequence[Checked[QuestionShape]],
    dimensions: SubsByDimension,
    problems: Problems,
) -> None:
    """Notes dimensions, sub-dimensions and questions that a profile names but that do not exist."""
    notes, profile = Notes(part.document, problems), part.shape
    for dimension in profile.weights:
        notes.known(("weights", dimension), dimension, dimensions)
        if dimension not in profile.sub_weights:
            expected = Words(f"{dimension} 的子项权重", f"sub_weights of {dimension}")
            notes.add(("sub_weights",), expected, shown(None))
    for dimension in profile.sub_weights:
        notes.known(("sub_weights", dimension), dimension, profile.weights)
    for at, weights in _weight_groups(profile):
        subs = dimensions.get(str(at[-1]), frozenset())
        if subs and set(weights) != subs:
            expected = Words(f"全部子项 {', '.join(sorted(subs))}", f"all of {', '.join(sorted(subs))}")
            notes.add(at, expected, shown(", ".join(sorted(weights))))
    subs_used = {sub for name in profile.weights for sub in dimensions.get(name, frozenset())}
    for question in questions:
        for sub in question.shape.scores:
            if sub not in subs_used:
                Notes(question.document, problems).add(("scores", sub), one_of(subs_used), shown(sub))
    _check_plan(notes, profile, [question.shape for question in questions])


def _check_plan(notes: Notes, profile: ProfileShape, questions: Sequence[QuestionShape]) -> None:
    """Notes a short form with unknown or repeated questions, and counts that are not true."""
    ids = [question.id for question in questions]
    for index, name in enumerate(profile.plan.short_form):
        notes.known(("plan", "short_form", index), name, ids)
    notes.unique(("plan", "short_form"), profile.plan.short_form)
    counted = {
        "total_questions": (profile.plan.total_questions, len(ids)),
        "scored_questions": (profile.plan.scored_questions, sum(each.scored for each in questions)),
    }
    for field, (said, true) in counted.items():
        if said != true:
            notes.add(
                ("plan", field), Words(f"{true}（题目数）", f"{true}, the number of files"), shown(said)
            )


def _weight_groups(profile: ProfileShape) -> list[tuple[Location, Mapping[str, float]]]:
    """Every group of sub-weights and where it stands; the place ends with the dimension."""
    groups: list[tuple[Location, Mapping[str, float]]] = [
        (("sub_weights", dimension), weights) for dimension, weights in profile.sub_weights.items()
    ]
    for channel, variant in profile.channel_variants.items():
        for dimension, weights in variant.sub_weights.items():
            groups.append((("channel_variants", channel, "sub_weights", dimension), weights))
    return groups
