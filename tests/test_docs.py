"""What is written for people agrees with the program: sentences, commands, settings, links, addresses."""

import os
import re
import string
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from app.settings import RULES, VARIABLES
from tests.source_codes import Raised, raised_codes

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
RAISED = raised_codes(ROOT / "app")
DECISION_PARTS = ("## Context", "## Decision", "## Consequences", "## Alternatives")
# In pieces, so that this file does not hold what it forbids.
FORBIDDEN = re.compile(
    "|".join(
        (
            r"py" + r"pi\.org",
            r"python" + r"hosted\.org",
            r"registry\.np" + r"mjs",
            r"deb\.deb" + r"ian\.org",
            r"archive\.ub" + r"untu\.com",
            r"(?<![\w.])/" + r"work/",
            r"/ro" + r"ot/",
            r"/home/[a-z]",
            r"/opt/wh" + r"eels",
            r"far" + r"m-[a-z]+",
            r"/\.lib" + r"rary",
        )
    )
)


def tracked(*patterns: str) -> list[Path]:
    """The files of the project: all but what .gitignore names. Without git, which a bare machine has not."""
    ignored = [".git", *(line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split())]
    kept = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if not _any_match(name, ignored))
        kept += [Path(folder) / name for name in sorted(names) if not _any_match(name, ignored)]
    return [path for path in kept if not patterns or any(path.match(pattern) for pattern in patterns)]


def _any_match(name: str, patterns: list[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def sentences(language: str) -> dict[str, str]:
    return tomllib.loads((ROOT / "resources" / "messages" / f"{language}.toml").read_text("utf-8"))


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_the_source_is_read_at_all() -> None:
    assert {"resources_missing", "database_newer"} <= {raised.code for raised in RAISED}


@pytest.mark.parametrize("raised", RAISED, ids=lambda raised: raised.code)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_error_code_has_a_sentence_whose_gaps_are_filled(raised: Raised, language: str) -> None:
    sentence = sentences(language).get(raised.code)
    assert sentence, f"{raised.where}: no sentence for {raised.code} in resources/messages/{language}.toml"
    if raised.params is not None:
        assert gaps(sentence) <= raised.params, f"{raised.where}: gaps without a value"


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "docs/operators.md"])
def test_each_make_target_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"`?make ([a-z]+)", (ROOT / name).read_text("utf-8")))
    assert named
    assert named <= make_targets()


def test_the_makefile_keeps_the_names_that_documents_and_checks_use() -> None:
    assert {
        "demo",
        "test",
        "kiosk",
        "ehr",
        "check",
        "bench",
        "soak",
        "setup",
        "clean",
        "help",
    } <= make_targets()


@pytest.mark.parametrize("name", READMES)
def test_both_readmes_show_every_command_and_the_warning(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert {"make demo", "make test", "make kiosk", "make check", "make ehr"} <= set(
        re.findall(r"make [a-z]+", text)
    )
    assert "0012-encrypted-store-and-where-its-keys-lie.md" in text


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "operators.md").read_text("utf-8")
    missing = [word for word in (*RULES, *VARIABLES.values()) if f"`{word}`" not in text]
    assert not missing


def test_every_environment_variable_of_the_program_is_documented() -> None:
    text = (ROOT / "docs" / "operators.md").read_text("utf-8")
    used = {
        name
        for path in (ROOT / "app").rglob("*.py")
        for name in re.findall(r"""["'](KIOSK_[A-Z_]+[A-Z])["']""", path.read_text("utf-8"))
    }
    assert used
    assert not [name for name in sorted(used) if f"`{name}`" not in text]


@pytest.mark.parametrize("page", tracked("*.md"), ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    dead = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not dead


def test_each_decision_has_its_number_and_its_four_parts() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        text = record.read_text("utf-8")
        assert text.startswith(f"# {record.name[:4]} "), record.name
        assert [part for part in DECISION_PARTS if part not in text] == [], record.name


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    found = []
    for path in tracked():
        text = path.read_text("utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in FORBIDDEN.finditer(text)]
    assert not found


def test_no_source_file_is_longer_than_300_lines() -> None:
    lines = {
        path: len(path.read_text("utf-8").splitlines()) for path in tracked("*.py", "tools/*", "Makefile")
    }
    assert {str(path.relative_to(ROOT)): count for path, count in lines.items() if count > 300} == {}
