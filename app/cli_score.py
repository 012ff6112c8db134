"""`kiosk score`: a file of answers becomes evidence and scores, with no interview around it."""

import argparse
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.codec import decode
from app.domain.competency import CompetencyModel
from app.domain.interview import Answer, Consent, PlanForm, Purpose
from app.domain.language import Language
from app.domain.observation import Observation
from app.domain.profile import InterviewFacts
from app.domain.score import Assessment
from app.domain.transcript import Transcript, TranscriptSource
from app.errors import KioskError
from app.scoring.assess import assess
from app.scoring.explain import candidate_sentences, claims
from app.sync.wire import dumps_profile, profile_json

DEFAULT_PACK = "cn_default"
ACCOMMODATION = "accommodation"


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `kiosk score`."""
    parser = subparsers.add_parser("score", help="score a file of answers")
    parser.add_argument("file", type=Path, help="JSON: language, job_profile, policy_pack, answers")
    parser.add_argument("--json", action="store_true", help="print the profile as JSON")
    parser.set_defaults(command=score_command)


def score_command(args: argparse.Namespace) -> int:
    """0 when the file was scored and the profile printed.

    Raises:
        KioskError: score_file_unreadable, score_input_invalid, or what assess() raises.
    """
    data = _read(args.file)
    model = load_competency_model(content_dir())
    answers = tuple(_answer(each, f"answers.{at}") for at, each in enumerate(_list(data, "answers")))
    consents = tuple(_consent(each, f"consents.{at}") for at, each in enumerate(_list(data, "consents", ())))
    voice = Consent(Purpose.VOICE_AFFECT, True) in consents
    language = _language(data)
    assessment = assess(
        model,
        _text(data, "job_profile"),
        _text(data, "policy_pack", DEFAULT_PACK),
        language,
        answers,
        channel=data.get("channel"),
        consented_voice_affect=voice,
        accommodation=bool(data.get(ACCOMMODATION, False)),
    )
    if args.json:
        profile = profile_json(_facts(data, model, assessment, language, consents), answers, assessment)
        print(dumps_profile({**profile, **_times(data)}), end="")
    else:
        _print_table(model, assessment, answers, language)
    return 0


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise KioskError("score_file_unreadable", file=file.name) from error
    if not isinstance(data, dict):
        raise _invalid("file", "an object")
    return data


def _invalid(field: str, expected: str) -> KioskError:
    return KioskError("score_input_invalid", field=field, expected=expected)


def _list(data: Mapping[str, Any], name: str, default: tuple[Any, ...] | None = None) -> list[Any]:
    value = data.get(name, default)
    if not isinstance(value, list | tuple):
        raise _invalid(name, "a list")
    return list(value)


def _text(data: Mapping[str, Any], name: str, default: str | None = None, where: str = "") -> str:
    value = data.get(name, default)
    if not isinstance(value, str):
        raise _invalid(f"{where}{name}", "a text")
    return value


def _language(data: Mapping[str, Any]) -> Language:
    named = _text(data, "language").split("-")[0]
    if named not in set(Language):
        raise _invalid("language", "zh or en")
    return Language(named)


def _answer(data: Any, where: str) -> Answer:
    if not isinstance(data, dict):
        raise _invalid(where, "an object")
    turn = data.get("turn", 1)
    if turn not in (1, 2) or isinstance(turn, bool):
        raise _invalid(f"{where}.turn", "1 or 2")
    source = data.get("source") or TranscriptSource.TYPED.value
    if source not in set(TranscriptSource):
        raise _invalid(f"{where}.source", " or ".join(TranscriptSource))
    confidence = data.get("confidence")
    is_number = isinstance(confidence, int | float) and not isinstance(confidence, bool)
    if confidence is not None and not (is_number and 0 <= confidence <= 1):
        raise _invalid(f"{where}.confidence", "a number from 0 to 1")
    words = Transcript(
        text=_text(data, "text", where=f"{where}."),
        source=TranscriptSource(source),
        confidence=None if confidence is None else float(confidence),
        corrected=bool(data.get("corrected", False)),
    )
    observations = tuple(_observation(each, where) for each in _list(data, "observations", ()))
    return Answer(_text(data, "question_id", where=f"{where}."), turn, 1, words, observations)


def _observation(data: Any, where: str) -> Observation:
    try:
        return decode(Observation, data)
    except (KioskError, TypeError, AttributeError) as error:
        raise _invalid(f"{where}.observations", "measure, value, unit, quality, reason") from error


def _consent(data: Any, where: str) -> Consent:
    try:
        return decode(Consent, data)
    except (KioskError, TypeError, AttributeError) as error:
        raise _invalid(where, "purpose and given") from error


def _facts(
    data: Mapping[str, Any],
    model: CompetencyModel,
    assessment: Assessment,
    language: Language,
    consents: tuple[Consent, ...],
) -> InterviewFacts:
    """The facts of the file; what it does not say is left empty, and an id is made from its content."""
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    return InterviewFacts(
        interview_id=_text(data, "interview_id", f"file-{digest[:16]}"),
        started_at="",
        finished_at="",
        language=language,
        job_profile=_text(data, "job_profile"),
        plan_form=PlanForm.FULL if data.get("plan_form") == PlanForm.FULL else PlanForm.SHORT,
        model_version=model.version,
        content_hash=model.content_hash,
        scorer=assessment.scorer,
        engines=(),
        packs=(),
        policy_pack=_text(data, "policy_pack", DEFAULT_PACK),
        consents=consents,
    )


def _times(data: Mapping[str, Any]) -> dict[str, object]:
    """When the interview was, or null: a file of answers need not say, and the clock would not know."""
    return {name: data.get(name) for name in ("started_at", "finished_at")}


def _print_table(
    model: CompetencyModel, assessment: Assessment, answers: tuple[Answer, ...], language: Language
) -> None:
    for sentence in candidate_sentences(model, assessment, language).values():
        print(sentence)
    for claim in claims(model, assessment, answers, language):
        print(
            f"{claim.question_id}.{claim.turn}\t{claim.rule}\t{claim.points:+.2f}\t{claim.text}\t{claim.quote}"
        )
    print(f"{assessment.composite.result}\t{assessment.composite.band}")
