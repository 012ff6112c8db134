"""A content folder that somebody made to do harm is refused with sentences, at once, and opens nothing outside."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.content import files, reader
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.content.problems import Problems
from app.errors import KioskError

SCALE = "scale.yaml"
LAUGHS = "\n".join(
    f"{a}: &{a} [{', '.join([f'*{b}'] * 9)}]" for b, a in zip("abcdefghij", "bcdefghijk", strict=True)
)


@pytest.fixture(name="folder")
def copied_folder(tmp_path: Path) -> Path:
    """A copy of the content, to be spoiled."""
    return Path(shutil.copytree(content_dir(), tmp_path / "content"))


def told(folder: Path) -> str:
    """What is said of the folder, which is refused."""
    with pytest.raises(KioskError) as failure:
        load_competency_model(folder)
    assert failure.value.code == "content_invalid"
    return str(failure.value.params["details"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 5000, "well-formed YAML"),
        ("[" * 900 + "]" * 900, "values nested too deep"),
        (f"a: &a [x, x, x, x, x, x, x, x, x]\n{LAUGHS}", "an alias (*)"),
        ("a: &a [*a]", "an alias (*)"),
        ("a: &a {b: 1}\nc:\n  <<: *a", "an alias (*)"),
        ("id: " + "9" * 5000, "5000 digits"),
        ("id: 1\nid: 2", "id again"),
        ("? [a, b]\n: c", "a text as the name of a field"),
        ('id: "a\\0b"', "U+0000"),
        ('id: "a\\u202eb"', "U+202E"),
        ('id: "a\\u2066b"', "U+2066"),
        ('id: "a\\eb"', "U+001B"),
        ('"a\\u202eb": c', "text that can be seen"),
        ('id: "\\ud800"', "well-formed YAML"),
        ("--- a\n--- b", "well-formed YAML"),
        ("a: \0", "well-formed YAML"),
    ],
    ids=range(16),
)
def test_a_file_that_means_harm_is_refused(text: str, said: str) -> None:
    problems = Problems()
    assert reader.read_document({SCALE: text.encode()}, SCALE, problems) is None
    with pytest.raises(KioskError) as failure:
        problems.raise_if_any()
    assert said in str(failure.value.params["details"])


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.mkdir", "!!python/name:os.system", "!!python/module:os"]
)
def test_no_tag_runs_anything(folder: Path, tmp_path: Path, tag: str) -> None:
    (folder / SCALE).write_text(f"id: {tag} ['{tmp_path / 'made'}']", "utf-8")
    told(folder)
    assert not (tmp_path / "made").exists()


def linked(folder: Path) -> None:
    outside = folder.parent / "outside.yaml"
    shutil.move(folder / SCALE, outside)
    (folder / SCALE).symlink_to(outside)


def endless(folder: Path) -> None:
    (folder / SCALE).unlink()
    (folder / SCALE).symlink_to("/dev/zero")


def piped(folder: Path) -> None:
    (folder / SCALE).unlink()
    os.mkfifo(folder / SCALE)


def nested(folder: Path) -> None:
    (folder / SCALE).unlink()
    (folder / SCALE).mkdir()


@pytest.mark.parametrize("spoil", [linked, endless, piped, nested])
def test_what_is_no_file_of_its_own_is_never_opened(folder: Path, spoil: Callable[[Path], None]) -> None:
    spoil(folder)
    assert "a link, a folder, a pipe or a device" in told(folder)


def test_a_folder_that_leads_elsewhere_is_not_entered(folder: Path) -> None:
    shutil.move(folder / "dimensions", folder.parent / "dimensions")
    (folder / "dimensions").symlink_to(folder.parent / "dimensions")
    assert "dimensions" in told(folder)


def test_a_huge_file_is_refused_by_its_size_alone(folder: Path) -> None:
    with (folder / SCALE).open("wb") as file:
        file.truncate(1 << 40)
    assert f"<= {files.MAX_BYTES} bytes" in told(folder)


def test_a_folder_of_too_many_files_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILES", 20)
    assert "<= 20" in told(folder)


def test_a_name_that_differs_in_its_case_alone_is_refused(folder: Path) -> None:
    shutil.copy(folder / SCALE, folder / "Scale.yaml")
    assert "Scale.yaml" in told(folder)


@pytest.mark.parametrize(
    "tricky", ["{0.__class__}", "%s%n", "'; DROP TABLE interviews; --", "../../etc/passwd"]
)
def test_tricks_in_a_text_are_text(folder: Path, tricky: str) -> None:
    path = folder / "dimensions" / "1-customer_orientation.yaml"
    before = load_competency_model(folder).dimensions[0].name
    text = path.read_text("utf-8")
    assert f'en: "{before.en}"' in text
    path.write_text(text.replace(f'en: "{before.en}"', f'en: "{before.en} {tricky}"', 1), "utf-8")
    assert load_competency_model(folder).dimensions[0].name.en == f"{before.en} {tricky}"


def test_what_is_hidden_is_known_by_its_character() -> None:
    assert not reader.HIDDEN.search("正常的文字 plain text\n second line – 1.5 \u00a0")


def test_a_policy_pack_without_a_term_of_keeping_is_refused(folder: Path) -> None:
    path = folder / "policy_packs" / "us_ca.yaml"
    path.write_text(path.read_text("utf-8").replace("record_retention_days: 1461\n", ""), "utf-8")
    assert "a term of keeping" in told(folder)
