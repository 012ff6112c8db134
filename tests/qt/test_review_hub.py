"""`kiosk review --hub`: which hubs are taken, and what a console at one does not do."""

import argparse
from pathlib import Path

import pytest

from app.cli_review import add_parsers, review_command
from app.errors import KioskError


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_parsers(parser.add_subparsers())
    return parser.parse_args(["review", *words])


@pytest.fixture(autouse=True)
def no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "nothing"))


@pytest.mark.parametrize(
    "url", ["http://hub.example", "ftp://hub.example", "https://user:word@hub.example", "hub"]
)
def test_only_https_is_taken_but_for_this_machine(url: str) -> None:
    with pytest.raises(KioskError, match="setting_not_a_url"):
        review_command(parsed("--hub", url))


def test_a_certificate_file_that_is_not_there_is_told_before_a_window_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_HUB_CA_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(KioskError, match="hub_ca_missing"):
        review_command(parsed("--hub", "https://hub.example"))


def test_the_setting_names_the_hub_and_reports_are_made_in_the_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = ("--report", "i-1", "--out", "report.pdf")
    with pytest.raises(KioskError, match="store_missing"):
        review_command(parsed(*report))
    monkeypatch.setenv("KIOSK_REVIEW_HUB_URL", "https://hub.example")
    with pytest.raises(KioskError, match="report_without_store"):
        review_command(parsed(*report))
