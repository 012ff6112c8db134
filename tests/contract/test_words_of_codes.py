"""Every code that scoring and its second readers can emit has words in both languages, wherever people read it."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import app
from app.content.paths import resources_dir
from app.domain.language import Language
from app.domain.score import AnswerScores, Band, DimensionScore, NotScored, SubDimensionScore
from app.scoring.explain import claims
from app.scoring.rulebook import rulebook_of
from app.sync.report_words import Names, ReportWords
from app.tiers.ahead import FAILED, LATE
from tests.unit.scoring.answers import demo_answers, interview, model

FILES = [path for name in ("scoring", "tiers") for path in (Path(app.__file__).parent / name).glob("*.py")]
REFUSALS = ("refusal_before_reading", "refusal_after_reading")
# Rules that only steer others: conditions, the topic, and signs that are told as n1 to n4.
SILENT = ("unless.", "when.", "topic.", "neg.apology", "neg.guarantee", "neg.pass_on", "neg.vague_time")


def emitted(kind: str) -> set[str]:
    """The codes of one kind (flag, reason, failure of a reader) that the source writes out."""
    found: set[str] = set()
    for path in FILES:
        module = importlib.import_module(f"app.{path.parent.name}.{path.stem}")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for part in said(node, kind):
                names = [
                    getattr(module, each.id, None) for each in ast.walk(part) if isinstance(each, ast.Name)
                ]
                texts = [each.value for each in ast.walk(part) if isinstance(each, ast.Constant)]
                found |= {text for text in (*names, *texts) if isinstance(text, str)}
    return found


def said(node: ast.AST, kind: str) -> Iterator[ast.AST]:
    """The parts of `node` in which codes of that kind stand."""
    match kind, node:
        case "flag", ast.Call(func=ast.Attribute(value=ast.Name(id="flags"), attr="append"), args=[flag]):
            yield flag
        case "flag", ast.Assign(targets=[ast.Name(id="flags")], value=ast.IfExp(body=flag)):
            yield flag
        case "reason", ast.Call(func=ast.Name(id="NotScored"), args=[reason]):
            yield reason
        case "reason", ast.Call(func=ast.Name(id="not_scored"), args=[_, _, reason, *_]):
            yield reason
        case "reason", ast.FunctionDef(name=name) if name in REFUSALS:
            yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value)
        case "failure", ast.Call(func=ast.Name(id="unavailable"), args=[reason]):
            yield reason
        case "failure", ast.Assign(targets=[ast.Name(id="_REASONS")], value=ast.Dict(values=reasons)):
            yield from reasons


@pytest.fixture(params=list(Language))
def names(request: pytest.FixtureRequest) -> Names:
    language: Language = request.param
    return Names.of(model(), language, ReportWords.read(resources_dir() / "report", language))


def test_the_source_is_read_as_it_is_written() -> None:
    assert {"addressed_to_scorer", "keyword_list", "low_confidence", "below_floor"} <= emitted("flag")
    assert {"off_topic", "no_answer", "not_observed", "ai_scoring_off"} <= emitted("reason")
    assert {"timeout", "unreachable", "http_error", "nonsense", "no_token", "pack_broken"} <= emitted(
        "failure"
    )


def test_flags_reasons_and_bands(names: Names) -> None:
    words = names.words.sections
    moved = {f"{tier}_{what}" for tier in ("tier1", "tier2") for what in ("moved", "unavailable")}
    assert (emitted("flag") | moved) - words["flag"].keys() == set()
    assert emitted("reason") - words["reason"].keys() == set()
    assert {str(band) for band in Band} - words["band"].keys() == set()


def test_why_a_reader_took_no_part(names: Names) -> None:
    known = {code.partition(".")[2] for code in names.words.sections["flag"] if "_unavailable." in code}
    assert emitted("failure") | {LATE, FAILED} == known
    for tier in ("tier1", "tier2"):
        assert f"{tier}_unavailable.{LATE}" in names.words.sections["flag"]
        assert f"{tier}_unavailable.{FAILED}" in names.words.sections["flag"]


def test_rules(names: Names) -> None:
    subs = [sub.id for dimension in model().dimensions for sub in dimension.sub_dimensions]
    rules = {rule for rule in rulebook_of(model(), names.language).rules if not rule.startswith(SILENT)}
    rules |= {"substance", "too_long", "n1_sorry_loop", "n2_vague_time", "n3_pass_on", "n4_overpromise"}
    rules |= {f"taboo.{category.id}" for category in model().taboo}
    rules |= {f"anchor_{end}.{sub}" for end in ("high", "low") for sub in subs}
    assert [rule for rule in rules if names.rule(rule) == rule] == []
    for tier in ("tier1", "tier2"):
        found = {rule: names.rule(f"{rule}@{tier}") for rule in rules}
        assert [rule for rule, words in found.items() if tier in words or names.rule(rule) not in words] == []


@pytest.mark.parametrize("who", ["strong", "weak"])
def test_what_the_demo_candidates_bring_about(names: Names, who: str) -> None:
    """What is emitted in fact: nothing that the lists above lack, on the page and on the console."""
    words = names.words.sections
    answers = demo_answers(names.language, who)
    found = interview(answers, names.language)
    flags = {flag for each in (*found.answers, *found.dimensions, found) for flag in each.flags}
    results = [score.result for each in (*found.answers, *found.dimensions) for score in scores(each)]
    assert flags - words["flag"].keys() == set()
    assert {each.reason for each in results if isinstance(each, NotScored)} - words["reason"].keys() == set()
    for claim in claims(model(), found, answers, names.language):
        assert claim.text != claim.rule
        assert names.rule(claim.rule) != claim.rule


def scores(each: AnswerScores | DimensionScore) -> tuple[SubDimensionScore, ...]:
    return each.scores if isinstance(each, AnswerScores) else each.sub_dimensions
