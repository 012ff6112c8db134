"""The pages' words: complete in both languages, used, and the colours are the kiosk's."""

import re
import string
from pathlib import Path

import pytest

from app.ui.theme import LIGHT
from ehr.resumes.document import Notice, Refusal
from ehr.resumes.facts import ForbiddenTopic, Level, TypingUnit
from ehr.web import assets
from ehr.web.content import content_of
from ehr.web.words import LANGUAGES, words_of

WEB = assets.OURS.parent
SOURCES = [*(WEB / "templates").glob("*.html"), *WEB.rglob("*.py")]
# Keys that are put together from codes.
BY_CODE = {
    "band_short", "rating_kind", "check_kind", "check_state", "document_kind", "channel", "message_state", "level",
    "skipped", "notice", "refusal", "language", "quality", "kiosk_state", "alarm", "actor", "role", "time", "menu",
    "resume", "dossier", "direction", "event", "erase_reason", "subject", "merge_reason", "people", "acts",
}  # fmt: skip


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_things_with_the_same_gaps() -> None:
    zh, en = words_of("zh").pages, words_of("en").pages
    assert list(zh) == list(en)
    assert {key for key in zh if gaps(zh[key]) != gaps(en[key])} == set()
    assert [key for key in en if re.search(r"[\u4e00-\u9fff]", en[key])] == ["base.other_language"]


def test_every_key_that_a_page_uses_exists_and_every_key_is_used() -> None:
    keys = set(words_of("zh").pages)
    text = "\n".join(path.read_text("utf-8") for path in SOURCES)
    used = set(re.findall(r"""(?:\bt|\bwords)\(['"]([a-z_]+\.[a-z_0-9]+)['"]""", text))
    assert used - keys == set()
    assert {key for key in keys - used if key.partition(".")[0] not in BY_CODE} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_a_resume_has_words(language: str) -> None:
    pages = words_of(language).pages
    wanted = [f"refusal.{each}" for each in Refusal] + [f"notice.{each}" for each in Notice]
    wanted += [f"skipped.{each}" for each in ForbiddenTopic] + [f"level.{each}" for each in Level]
    wanted += [f"resume.{each.name.lower()}" for each in TypingUnit]
    assert [key for key in wanted if key not in pages] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_and_questions_have_words(language: str) -> None:
    content = content_of(language)
    assert content.title("JD-Q04") != "JD-Q04"
    for rule in (
        "JD-Q04.k1",
        "JD-Q04.r1",
        "m4_apology",
        "star.result",
        "high.co_empathy",
        "taboo.blame_shift.1",
    ):
        assert content.rule(rule) != rule, rule
    assert content.rule("nobody.knows") == "nobody.knows"


def test_an_unknown_key_is_an_error_and_an_unknown_code_shows_itself() -> None:
    with pytest.raises(KeyError):
        words_of("en")("base.nothing")
    assert words_of("en").code("alarm", "new_alarm") == "new_alarm"


def test_the_colours_are_those_of_the_kiosk() -> None:
    sheet = (assets.OURS / "hub.css").read_text("utf-8")
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", sheet))
    assert len(tokens) > 20
    for name, colour in tokens.items():
        assert LIGHT[name.replace("-", "_")] == colour, name
    used = set(re.findall(r"var\(--([a-z-]+)\)", sheet))
    assert used <= set(tokens) | {"corner", "corner-inner", "gap"}


def test_no_template_has_a_style_or_a_script_of_its_own() -> None:
    for path in (WEB / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"\bstyle=|<style|\bon[a-z]+=|javascript:", text), path.name
        for tag in re.findall(r"<script[^>]*>[^<]*", text):
            assert 'src="/static/' in tag, path.name
        assert not re.search(r"https?://", text), path.name


def test_the_lock_of_the_assets_has_exact_versions_and_names_no_address() -> None:
    text = (WEB / "assets" / "package-lock.json").read_text("utf-8")
    assert "resolved" not in text
    assert text.count('"integrity": "sha512-') == 4
    package = (WEB / "assets" / "package.json").read_text("utf-8")
    assert re.findall(r'"(?:echarts|htmx\.org)": "(\d+\.\d+\.\d+)"', package)
    assert not re.search(r'": "[\^~]', package)


def test_missing_files_are_named(tmp_path: Path) -> None:
    assert assets.missing(tmp_path) == assets.FETCHED_NAMES
    (tmp_path / "htmx.min.js").write_text("", "utf-8")
    assert assets.missing(tmp_path) == ("echarts.common.min.js",)
