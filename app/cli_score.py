"""`kiosk score`: a file of answers becomes evidence and scores, with no interview around it."""

import argparse
import hashlib
import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.cli_text import add_tier0, any_path
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.codec import decode
from app.domain.competency import CompetencyModel
from app.domain.interview import Answer, Consent, PlanForm, Purpose
from app.domain.language import Language
from app.domain.observation import Observation
from app.domain.profile import InterviewFacts, engines_and_packs, readers_of
from app.domain.score import Assessment, NotScored, Result, Score
from app.domain.transcript import Transcript, TranscriptSource
from app.errors import KioskError
from app.private_file import check_ends
from app.scoring.assess import assess
from app.scoring.explain import candidate_sentences, claims
from app.scoring.tiers import NO_OPINION, Opinion
from app.settings import load_settings
from app.sync.report_words import Names, ReportWords
from app.sync.wire import dumps_profile, profile_json
from app.tiers.opinion import Heard, opinion_of
from app.tiers.readers import second_readers

DEFAULT_PACK = "cn_default"
ACCOMMODATION = "accommodation"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")  # as contract/v1 has it


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `kiosk score`."""
    parser = subparsers.add_parser("score", help="score a file of answers")
    parser.add_argument("file", type=any_path, help="JSON: language, job_profile, policy_pack, answers")
    parser.add_argument("--json", action="store_true", help="print the profile as JSON")
    add_tier0(parser)
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
    language = _language(data)
    assessment = assess(
        model,
        _text(data, "job_profile"),
        _text(data, "policy_pack", DEFAULT_PACK),
        language,
        answers,
        channel=data.get("channel"),
        consented_voice_affect=Consent(Purpose.VOICE_AFFECT, True) in consents,
        accommodation=bool(data.get(ACCOMMODATION, False)),
        opinion=NO_OPINION if args.tier0 else _opinion(data, model, language, answers, consents),
    )
    if args.json:
        times = _times(data, args.file)
        facts = _facts(data, model, assessment, language, consents, times)
        print(dumps_profile(profile_json(facts, answers, assessment)), end="")
    else:
        _print_table(model, assessment, answers, language)
    return 0


def _opinion(
    data: Mapping[str, Any],
    model: CompetencyModel,
    language: Language,
    answers: tuple[Answer, ...],
    consents: tuple[Consent, ...],
) -> Opinion:
    """What this kiosk's second readers say; they are not asked where the policy pack or the candidate says no."""
    pack_id = _text(data, "policy_pack", DEFAULT_PACK)
    allowed = any(pack.id == pack_id and pack.ai_scoring for pack in model.policy_packs)
    if not allowed or Consent(Purpose.AI_SCORING, False) in consents:
        return NO_OPINION
    readers = second_readers(load_settings(os.environ))
    try:
        return opinion_of(Heard("file", model, _text(data, "job_profile"), language, answers), readers)
    finally:
        for reader in readers:
            reader.close()


def _read(file: Path) -> dict[str, Any]:
    check_ends(file)
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
    times: tuple[str, str],
) -> InterviewFacts:
    """The facts of the file; an id that it does not have is made from its content."""
    engines, packs = engines_and_packs(readers_of(assessment.scorer))
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    return InterviewFacts(
        interview_id=_text(data, "interview_id", f"file-{digest[:16]}"),
        started_at=times[0],
        finished_at=times[1],
        language=language,
        job_profile=_text(data, "job_profile"),
        plan_form=PlanForm.FULL if data.get("plan_form") == PlanForm.FULL else PlanForm.SHORT,
        model_version=model.version,
        content_hash=model.content_hash,
        scorer=assessment.scorer,
        engines=engines,
        packs=packs,
        policy_pack=_text(data, "policy_pack", DEFAULT_PACK),
        consents=consents,
    )


def _times(data: Mapping[str, Any], file: Path) -> tuple[str, str]:
    """When the interview began and ended; where the file does not say, when the file was written."""
    written = datetime.fromtimestamp(int(file.stat().st_mtime), UTC).isoformat(timespec="seconds")
    times = tuple(data.get(name) or written for name in ("started_at", "finished_at"))
    for name, time in zip(("started_at", "finished_at"), times, strict=True):
        if not isinstance(time, str) or INSTANT.fullmatch(time) is None:
            raise _invalid(name, "e.g. 2026-11-24T09:30:00Z")
    return times[0], times[1]


def _print_table(
    model: CompetencyModel, assessment: Assessment, answers: tuple[Answer, ...], language: Language
) -> None:
    """The candidate's sentences, the recruiter's table, then the composite and what a human should look at."""
    words = ReportWords.read(resources_dir() / "report", language)
    names = Names.of(model, language, words)
    for sentence in candidate_sentences(model, assessment, language).values():
        print(sentence)
    for claim in claims(model, assessment, answers, language):
        place = f"{claim.question_id}.{claim.turn}"
        when = "-" if claim.at_s is None else f"{claim.at_s:.1f} s"
        rule = f"{claim.rule}\t{claim.points:+.2f}"
        print(f"{place}\t{names.rule(claim.rule)}\t{claim.quote}\t{when}\t{rule}")
    composite = assessment.composite
    print(f"{_figure(composite.result, words)}\t{words.code('band', composite.band)}")
    for scored in assessment.answers:
        for flag in scored.flags:
            print(f"{scored.question_id}.{scored.turn}\t{words.code('flag', flag)}")
    for flag in assessment.flags:
        print(words.code("flag", flag))


def _figure(result: Result, words: ReportWords) -> str:
    match result:
        case Score(value, standard_error):
            return f"{value:.2f} ± {standard_error:.2f}"
        case NotScored(reason):
            return words.code("reason", reason)
