"""The form of the files about people and jobs: dimensions, profiles, questions."""

from typing import Annotated, Literal

from pydantic import Field

from app.content.strict import Bilingual, Count, Id, Percent, Scale, Seconds, Strict, Text
from app.content.work_sample_shapes import WorkSampleShape
from app.domain.competency import (
    Anchor,
    Dimension,
    FollowUpRule,
    JobProfile,
    KeyPoint,
    PassLine,
    QuestionTemplate,
    SubDimension,
    Timing,
)
from app.domain.interview import QuestionType

QUESTION_TYPES = Literal[
    "baseline", "job_preview", "past_behaviour", "situational", "role_play", "work_sample", "choice"
]


class SubDimensionShape(Strict):
    """One entry of `sub_dimensions`."""

    id: Id
    name: Bilingual
    is_global: Annotated[bool, Field(alias="global")] = False
    channels: list[Id] = Field(default_factory=list)
    definition: Bilingual
    evidence: list[Text]
    anchors: dict[str, Bilingual]

    def value(self) -> SubDimension:
        """The sub-dimension as a domain value; anchors from low to high."""
        levels = sorted(self.anchors, key=int)
        return SubDimension(
            id=self.id,
            name=self.name.words(),
            definition=self.definition.words(),
            anchors=tuple(Anchor(int(level), self.anchors[level].words()) for level in levels),
            is_global=self.is_global,
            channels=tuple(self.channels),
            evidence=tuple(self.evidence),
        )


class DimensionShape(Strict):
    """A file of dimensions/."""

    id: Id
    name: Bilingual
    definition: Bilingual
    sub_dimensions: Annotated[list[SubDimensionShape], Field(min_length=1)]

    def value(self) -> Dimension:
        """The dimension as a domain value."""
        subs = tuple(sub.value() for sub in self.sub_dimensions)
        return Dimension(self.id, self.name.words(), self.definition.words(), subs)


class TimingShape(Strict):
    """Seconds to prepare and to answer."""

    prep_s: Seconds
    answer_s: Annotated[int, Field(ge=10, le=3600)]


class BranchesShape(Strict):
    """What is added to the prompt for people with and without experience."""

    experienced: Bilingual
    inexperienced: Bilingual


class KeyPointShape(Bilingual):
    """One thing a good answer shows; part: in which chat of a work sample, or "note"."""

    id: Annotated[str, Field(pattern=r"^k[1-9][0-9]?$")]
    sub: Id
    part: Id | None = None


class FollowUpShape(Bilingual):
    """A second prompt and the rule that asks it."""

    id: Annotated[str, Field(pattern=r"^[a-z]$")]
    when: Id


class QuestionShape(Strict):
    """A file of profiles/<id>/questions/."""

    id: Annotated[str, Field(pattern=r"^[A-Z]+-Q[0-9]{2}$")]
    type: QUESTION_TYPES
    scored: bool
    title: Bilingual
    timing: TimingShape
    content_warning: Bilingual | None = None
    prompt: Bilingual
    simpler: Bilingual | None = None
    branches: BranchesShape | None = None
    purpose: Bilingual | None = None
    scores: dict[str, Annotated[float, Field(gt=0, le=1)]] = Field(default_factory=dict)
    key_points: list[KeyPointShape]
    red_flags: list[Bilingual]
    follow_ups: list[FollowUpShape]
    work_sample: WorkSampleShape | None = None

    def value(self) -> QuestionTemplate:
        """The question as a domain value."""
        branches = self.branches
        return QuestionTemplate(
            id=self.id,
            type=QuestionType(self.type),
            scored=self.scored,
            title=self.title.words(),
            prompt=self.prompt.words(),
            timing=Timing(self.timing.prep_s, self.timing.answer_s),
            scores=dict(self.scores),
            key_points=tuple(
                KeyPoint(point.id, point.sub, point.words(), point.part) for point in self.key_points
            ),
            red_flags=tuple(flag.words() for flag in self.red_flags),
            follow_ups=tuple(FollowUpRule(rule.id, rule.when, rule.words()) for rule in self.follow_ups),
            experienced=branches.experienced.words() if branches else None,
            inexperienced=branches.inexperienced.words() if branches else None,
            content_warning=self.content_warning.words() if self.content_warning else None,
            purpose=self.purpose.words() if self.purpose else None,
            simpler=self.simpler.words() if self.simpler else None,
            work_sample=self.work_sample.value() if self.work_sample else None,
        )


class PassLineShape(Strict):
    """Advisory only, always."""

    composite: Scale
    grey_zone: Annotated[list[Scale], Field(min_length=2, max_length=2)]
    dimension_floor: Scale
    advisory: Literal[True]


class PlanShape(Strict):
    """How the questions become an interview."""

    total_questions: Count
    scored_questions: Count
    short_form: Annotated[list[Text], Field(min_length=1)]
    practice_question: bool
    reread_allowed: bool
    rerecord_allowed: Annotated[int, Field(ge=0, le=5)]
    max_follow_ups_per_question: Annotated[int, Field(ge=0, le=5)]
    estimated_minutes: Annotated[int, Field(ge=1, le=240)]


class WeightBoundsShape(Strict):
    """How far weights may be moved later, percent."""

    min: Percent
    max: Percent
    max_step_per_version: Percent


class CriterionShape(Strict):
    """A later outcome the hub may join."""

    id: Id
    name: Bilingual
    type: Literal["time_to_event"] | None = None
    window_days: Annotated[list[int], Field(min_length=2, max_length=2)] | None = None
    min_cases: Count | None = None
    min_raters: Count | None = None
    direction: Literal["higher", "lower"] | None = None


class ChannelShape(Strict):
    """What a service channel changes."""

    sub_weights: dict[str, dict[str, Percent]] = Field(default_factory=dict)


class ProfileShape(Strict):
    """profiles/<id>/profile.yaml."""

    id: Id
    name: Bilingual
    description: Bilingual
    weights: dict[str, Percent]
    weight_rationale: Bilingual
    weight_bounds: WeightBoundsShape
    sub_weights: dict[str, dict[str, Percent]]
    default_channel: Id
    channel_variants: dict[str, ChannelShape]
    pass_line: PassLineShape
    plan: PlanShape
    criteria_links: list[CriterionShape]
    working_day: list[Bilingual] = Field(default_factory=list)

    def value(self, questions: tuple[QuestionTemplate, ...]) -> JobProfile:
        """The job profile with its `questions` as a domain value."""
        low, high = self.pass_line.grey_zone
        return JobProfile(
            id=self.id,
            name=self.name.words(),
            description=self.description.words(),
            weights=dict(self.weights),
            sub_weights=self.sub_weights,
            channel_sub_weights={name: shape.sub_weights for name, shape in self.channel_variants.items()},
            default_channel=self.default_channel,
            pass_line=PassLine(self.pass_line.composite, (low, high), self.pass_line.dimension_floor),
            short_form=tuple(self.plan.short_form),
            questions=questions,
            retakes_allowed=self.plan.rerecord_allowed,
            max_follow_ups=self.plan.max_follow_ups_per_question,
            working_day=tuple(line.words() for line in self.working_day),
        )
