"""Every file of a content folder in its checked form, before it becomes one competency model."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter

from app.content.checks import Checked
from app.content.files import Files
from app.content.lexicons import FOLDER as LEXICONS
from app.content.policy_shapes import ConsistencyShape, PolicyPackShape, QualityGateShape
from app.content.problems import Problems, same
from app.content.reader import read_document
from app.content.rule_shapes import MetaShape, ScaleShape, ScoringRulesShape, SpeechShape
from app.content.shapes import DimensionShape, ProfileShape, QuestionShape
from app.content.strict import Strict, check
from app.content.wording_shapes import CandidateTextsShape, MovesShape, TabooShape
from app.domain.language import Words

T = TypeVar("T", bound=Strict)

META = TypeAdapter(MetaShape)
SCALE = TypeAdapter(ScaleShape)
RULES = TypeAdapter(ScoringRulesShape)
MOVES = TypeAdapter(MovesShape)
TABOO = TypeAdapter(TabooShape)
SPEECH = TypeAdapter(SpeechShape)
CONSISTENCY = TypeAdapter(ConsistencyShape)
TEXTS = TypeAdapter(CandidateTextsShape)
GATES = TypeAdapter(dict[str, QualityGateShape])
DIMENSION = TypeAdapter(DimensionShape)
PROFILE = TypeAdapter(ProfileShape)
QUESTION = TypeAdapter(QuestionShape)
POLICY_PACK = TypeAdapter(PolicyPackShape)

SINGLE_FILES = frozenset(
    {
        "meta.yaml",
        "scale.yaml",
        "scoring_rules.yaml",
        "service_moves.yaml",
        "taboo.yaml",
        "speech.yaml",
        "consistency.yaml",
        "candidate_texts.yaml",
        "quality_gates.yaml",
    }
)


@dataclass(frozen=True, slots=True)
class ProfileParts:
    """A profile and its questions in the order of file names."""

    profile: Checked[ProfileShape] | None
    questions: tuple[Checked[QuestionShape], ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that could be read; None where a file is missing or wrong (and noted)."""

    meta: Checked[MetaShape] | None
    scale: Checked[ScaleShape] | None
    rules: Checked[ScoringRulesShape] | None
    moves: Checked[MovesShape] | None
    taboo: Checked[TabooShape] | None
    speech: Checked[SpeechShape] | None
    consistency: Checked[ConsistencyShape] | None
    texts: Checked[CandidateTextsShape] | None
    dimensions: tuple[Checked[DimensionShape], ...]
    profiles: tuple[ProfileParts, ...]
    policy_packs: tuple[Checked[PolicyPackShape], ...]


def read_parts(files: Files, problems: Problems) -> Parts:
    """All files of the folder in checked form; mistakes and files of unknown purpose are noted."""
    _note_strangers(files, problems)
    gates = read_document(files, "quality_gates.yaml", problems)
    if gates is not None:
        check(gates, GATES, problems)
    return Parts(
        meta=_part(files, "meta.yaml", META, problems),
        scale=_part(files, "scale.yaml", SCALE, problems),
        rules=_part(files, "scoring_rules.yaml", RULES, problems),
        moves=_part(files, "service_moves.yaml", MOVES, problems),
        taboo=_part(files, "taboo.yaml", TABOO, problems),
        speech=_part(files, "speech.yaml", SPEECH, problems),
        consistency=_part(files, "consistency.yaml", CONSISTENCY, problems),
        texts=_part(files, "candidate_texts.yaml", TEXTS, problems),
        dimensions=_several(files, "dimensions", DIMENSION, problems),
        profiles=tuple(_profile(files, name, problems) for name in _profile_names(files, problems)),
        policy_packs=_several(files, "policy_packs", POLICY_PACK, problems),
    )


def _part(files: Files, name: str, shape: TypeAdapter[T], problems: Problems) -> Checked[T] | None:
    document = read_document(files, name, problems)
    checked = check(document, shape, problems) if document is not None else None
    return Checked(document, checked) if document is not None and checked is not None else None


def _several(files: Files, folder: str, shape: TypeAdapter[T], problems: Problems) -> tuple[Checked[T], ...]:
    """The files directly in `folder`, in the order of names; at least one must be there."""
    names = list(_directly_in(files, folder))
    if not names:
        problems.add(f"{folder}/", 0, "", Words("至少一个 .yaml 文件", "at least one .yaml file"), same("0"))
    parts = (_part(files, name, shape, problems) for name in names)
    return tuple(part for part in parts if part is not None)


def _profile(files: Files, folder: str, problems: Problems) -> ProfileParts:
    profile = _part(files, f"profiles/{folder}/profile.yaml", PROFILE, problems)
    return ProfileParts(profile, _several(files, f"profiles/{folder}/questions", QUESTION, problems))


def _profile_names(files: Files, problems: Problems) -> list[str]:
    names = sorted(
        {name.split("/")[1] for name in files if name.startswith("profiles/") and name.count("/") > 1}
    )
    if not names:
        problems.add("profiles/", 0, "", Words("至少一个岗位画像", "at least one job profile"), same("0"))
    return names


def _directly_in(files: Files, folder: str) -> Iterable[str]:
    return (name for name in files if name.rpartition("/")[0] == folder)


def _note_strangers(files: Files, problems: Problems) -> None:
    """Notes files that nothing reads: a typing mistake in a name must not lose a file silently."""
    for name in files:
        folders = name.split("/")[:-1]
        known = (
            name in SINGLE_FILES
            or folders in (["dimensions"], ["policy_packs"], [LEXICONS.rstrip("/")])
            or (len(folders) == 2 and folders[0] == "profiles" and name.endswith("/profile.yaml"))
            or (len(folders) == 3 and folders[0] == "profiles" and folders[2] == "questions")
        )
        if not known:
            expected = Words("README.md 里说明的文件", "a file that README.md describes")
            problems.add(name, 0, "", expected, same(name))
