"""Settings come from the environment, are checked, and stand in the documents."""

import re
from pathlib import Path

import pytest

from ehr.problems import Problem
from ehr.settings import settings_from

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_set_is_a_hub_for_this_machine_alone() -> None:
    settings = settings_from({})
    assert (settings.host, settings.public_url, settings.secure) == (
        "127.0.0.1",
        "http://127.0.0.1:8100",
        False,
    )
    assert settings.database_url is None
    assert settings.key_file == settings.data / "master.key"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("EHR_PORT", "many"),
        ("EHR_POOL_SIZE", "0"),
        ("EHR_PUBLIC_URL", "http://hub.example.test"),
        ("EHR_PUBLIC_URL", "https://hub.example.test/path"),
        ("EHR_PUBLIC_URL", "hub.example.test"),
        ("EHR_OIDC_ISSUER", "https://idp.example.test"),
    ],
)
def test_a_wrong_setting_is_named(variable: str, value: str) -> None:
    with pytest.raises(Problem, match="bad-setting") as problem:
        settings_from({variable: value})
    assert "EHR_" in problem.value.sentence("zh")
    assert value not in str(problem.value)


def test_single_sign_on_takes_all_three() -> None:
    given = {"EHR_OIDC_ISSUER": "https://idp.example.test", "EHR_OIDC_CLIENT_ID": "hub"}
    settings = settings_from(given | {"EHR_OIDC_SECRET_FILE": "/run/secret"})
    assert settings.oidc is not None
    assert settings.oidc.client_id == "hub"


def test_every_variable_is_documented() -> None:
    used = {
        name
        for path in (ROOT / "ehr").rglob("*.py")
        for name in re.findall(r"""["'](EHR_[A-Z_]+[A-Z])["']""", path.read_text("utf-8"))
    }
    text = (ROOT / "docs" / "hub.md").read_text("utf-8")
    assert used
    assert sorted(name for name in used if f"`{name}`" not in text) == []
