"""Settings are what the file and the environment say, and a mistake is told with its place."""

import dataclasses
import re
import string
from pathlib import Path

import pytest

from app.content.paths import resources_dir
from app.domain.interview import PlanForm
from app.domain.language import Language
from app.errors import KioskError
from app.settings import (
    HubSettings,
    LlmSettings,
    MediaLimits,
    ScreenSettings,
    Settings,
    default_data_dir,
    load_settings,
)
from app.settings.rules import RULES, VARIABLES, Rule
from app.ui.strings import read_words


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def written(home: Path, text: str) -> dict[str, str]:
    (home / "kiosk.toml").write_text(text, "utf-8")
    return {"KIOSK_DATA_DIR": str(home)}


def test_without_a_file_everything_is_default(home: Path) -> None:
    assert load_settings({"KIOSK_DATA_DIR": str(home)}) == Settings(data_dir=home)
    assert load_settings({"KIOSK_DATA_DIR": str(home), "KIOSK_LANGUAGE": ""}).language is Language.ZH


def test_defaults_are_those_of_a_new_kiosk() -> None:
    settings = Settings()
    assert settings.data_dir == default_data_dir()
    assert (settings.microphone, settings.camera) == ("device:default", "device:default")
    assert (settings.job_profile, settings.plan_form, settings.policy_pack) == (
        "jd_cs_agent",
        PlanForm.SHORT,
        "cn_default",
    )
    assert (settings.asr_engine, settings.model_pack_dir, settings.hub_url) == ("auto", None, None)
    assert (settings.language, settings.windowed) == (Language.ZH, False)


def test_the_places_of_the_files_follow_the_data_folder(home: Path) -> None:
    settings = Settings(data_dir=home)
    assert settings.database_file == home / "kiosk.db"
    assert settings.media_dir == home / "media"
    assert settings.log_file == home / "log" / "kiosk.log"


def test_the_file_is_read(home: Path) -> None:
    settings = load_settings(
        written(
            home,
            """
            language = "en"
            windowed = true
            microphone = "file:/srv/voice.wav"
            camera = "none"
            plan_form = "full"
            asr_engine = "pocketsphinx"
            hub_url = "https://hub.example/ "
            model_pack_dir = "/srv/models"
            [hub]
            ca_file = "/srv/ca.pem"
            read_timeout_s = 10
            [media]
            min_free_mb = 500
            """,
        )
    )
    assert settings == Settings(
        data_dir=home,
        language=Language.EN,
        windowed=True,
        microphone="file:/srv/voice.wav",
        camera=None,
        plan_form=PlanForm.FULL,
        asr_engine="pocketsphinx",
        hub_url="https://hub.example",
        model_pack_dir=Path("/srv/models"),
        hub=HubSettings(ca_file=Path("/srv/ca.pem"), read_timeout_s=10.0),
        media=MediaLimits(min_free_mb=500),
    )


def test_the_environment_goes_before_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environ = written(home, 'language = "en"\nwindowed = true')
    monkeypatch.chdir(home)
    settings = load_settings(
        {
            **environ,
            "KIOSK_LANGUAGE": "zh",
            "KIOSK_WINDOWED": "0",
            "KIOSK_MODEL_PACK": "models",
            "KIOSK_MEDIA_MIN_FREE_MB": "900",
            "KIOSK_HUB_CONNECT_TIMEOUT_S": "1.5",
        }
    )
    assert (settings.language, settings.windowed) == (Language.ZH, False)
    assert settings.model_pack_dir == home / "models"
    assert settings.media.min_free_mb == 900
    assert settings.hub.connect_timeout_s == 1.5


def test_the_file_may_lie_elsewhere_and_name_the_data_folder(home: Path) -> None:
    file = home / "elsewhere.toml"
    file.write_text('data_dir = "/srv/kiosk"')
    assert load_settings({"KIOSK_SETTINGS": str(file)}).data_dir == Path("/srv/kiosk")


@pytest.mark.parametrize(
    ("text", "code", "gaps"),
    [
        ('language = "de"', "setting_not_a_choice", {"field": "language", "choices": "zh | en"}),
        ("language = 1", "setting_not_a_choice", {"field": "language", "choices": "zh | en"}),
        ('windowed = "perhaps"', "setting_not_a_choice", {"field": "windowed", "choices": "true | false"}),
        ("windowed = 3", "setting_not_a_choice", {"field": "windowed", "choices": "true | false"}),
        ('microphone = "usb"', "setting_not_a_source", {"field": "microphone"}),
        ('camera = ""', "setting_not_a_source", {"field": "camera"}),
        ('plan_form = "long"', "setting_not_a_choice", {"field": "plan_form", "choices": "short | full"}),
        ('asr_engine = "magic"', "setting_not_a_choice", {"field": "asr_engine"}),
        ('hub_url = "http://hub.example"', "setting_not_a_url", {"field": "hub_url"}),
        ('hub_url = "https://user:word@hub.example"', "setting_not_a_url", {"field": "hub_url"}),
        ('hub_url = "ftp://hub.example"', "setting_not_a_url", {"field": "hub_url"}),
        ('hub_url = "https://hub.example:99999"', "setting_not_a_url", {"field": "hub_url"}),
        ('data_dir = "relative"', "setting_not_a_path", {"field": "data_dir"}),
        ('data_dir = "~nobody-here/x"', "setting_not_a_path", {"field": "data_dir"}),
        ('data_dir = "/srv/\\u0000"', "setting_not_a_path", {"field": "data_dir"}),
        ("[media]\nmin_free_mb = 5", "setting_not_in_range", {"field": "media.min_free_mb", "low": 100}),
        ("[media]\nmin_free_mb = true", "setting_not_in_range", {"field": "media.min_free_mb"}),
        ("[media]\nmin_free_mb = [1]", "setting_not_in_range", {"field": "media.min_free_mb"}),
        ("[hub]\nread_timeout_s = 'x'", "setting_not_in_range", {"field": "hub.read_timeout_s", "high": 300}),
        ("[hub]\nread_timeout_s = nan", "setting_not_in_range", {"field": "hub.read_timeout_s"}),
        (f"[hub]\nread_timeout_s = 1{'0' * 400}", "setting_not_in_range", {"field": "hub.read_timeout_s"}),
        ("[hub]\nproxy = 'http://proxy:port'", "setting_not_a_proxy", {"field": "hub.proxy"}),
        ('langage = "zh"', "setting_unknown", {"field": "langage", "near": "language"}),
        ("[media]\nfree = 5", "setting_unknown", {"field": "media.free", "near": "media.min_free_mb"}),
        ("[extra]\nx = 1", "setting_unknown", {"field": "extra"}),
        ("[llm]\ntoken = 'abc'", "setting_elsewhere", {"field": "llm.token"}),
        ("\nlanguage = ?", "settings_invalid", {"line": 2}),
        ("\n\nlanguage = ", "settings_invalid", {"line": 3}),
    ],
)
def test_a_mistake_is_told_with_file_field_and_what_is_expected(
    home: Path, text: str, code: str, gaps: dict[str, str | int]
) -> None:
    environ = written(home, text)
    with pytest.raises(KioskError) as caught:
        load_settings(environ)
    assert caught.value.code == code
    assert caught.value.params.items() >= {"file": str(home / "kiosk.toml"), **gaps}.items()


def test_a_mistake_in_the_environment_names_the_variable(home: Path) -> None:
    with pytest.raises(KioskError) as caught:
        load_settings({"KIOSK_DATA_DIR": str(home), "KIOSK_PLAN_FORM": "long"})
    assert caught.value.params["file"] == "KIOSK_PLAN_FORM"


def test_a_token_comes_from_the_environment_and_is_not_shown(home: Path) -> None:
    environ = {"KIOSK_DATA_DIR": str(home), "KIOSK_LLM_TOKEN": "Zx9-hush"}
    settings = load_settings(environ)
    assert settings.llm.token == "Zx9-hush"
    assert "hush" not in repr(settings)
    with pytest.raises(KioskError) as caught:
        load_settings({**environ, "KIOSK_LLM_TOKEN": "hush\nX-Other: 1"})
    assert "hush" not in f"{caught.value} {caught.value.params}"


def test_a_file_that_cannot_be_read_is_named(home: Path) -> None:
    with pytest.raises(KioskError) as caught:
        load_settings({"KIOSK_SETTINGS": str(home / "nowhere.toml")})
    assert caught.value.code == "settings_unreadable"
    with pytest.raises(KioskError, match="settings_unreadable"):
        load_settings({"KIOSK_DATA_DIR": str(home / ("x" * 300))})  # as a folder that nobody may look into
    (home / "kiosk.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(KioskError) as caught:
        load_settings({"KIOSK_DATA_DIR": str(home)})
    assert caught.value.code == "settings_unreadable"


@pytest.mark.parametrize(
    "url", ["https://hub.example/base", "http://localhost:8000", "http://127.0.0.1:8000"]
)
def test_a_hub_may_be_reached_safely_or_on_this_machine(home: Path, url: str) -> None:
    assert load_settings({"KIOSK_DATA_DIR": str(home), "KIOSK_HUB_URL": url}).hub_url == url


def test_every_field_has_a_rule_and_a_variable() -> None:
    parts = {"hub": HubSettings, "llm": LlmSettings, "media": MediaLimits, "screen": ScreenSettings}
    names = {field.name for field in dataclasses.fields(Settings)} - set(parts)
    for part, kind in parts.items():
        names |= {f"{part}.{field.name}" for field in dataclasses.fields(kind)}
    assert names == set(RULES) == set(VARIABLES)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_says_in_one_language_what_may_stand_there(rule: Rule, language: Language) -> None:
    with pytest.raises(KioskError) as caught:
        rule.read([], "field", "file")
    sentences = read_words(resources_dir() / "messages" / f"{language}.toml")
    assert rule.gaps.keys() <= gaps(sentences[rule.code]) <= caught.value.params.keys()
    written_alike = re.compile(r"\S+( \| \S+)*")  # values, not words
    assert all(written_alike.fullmatch(str(value)) for value in rule.gaps.values())
    if language is Language.ZH:
        assert not re.search("[A-Za-z]", re.sub(r"\{\w+\}|https?://", "", sentences[rule.code]))


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
