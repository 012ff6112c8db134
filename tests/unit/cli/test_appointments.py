"""The list of appointments as an administrator imports and sees it."""

import json
from pathlib import Path

import pytest

from app.cli import main


def test_a_file_is_imported_listed_and_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("KIOSK_LANGUAGE", raising=False)
    file = tmp_path / "day.csv"

    def run(*arguments: str) -> str:
        main(["appointments", *arguments])
        told = capsys.readouterr()
        return told.out + told.err

    assert run("list", "--lang", "en") == "There are no appointments yet.\n"
    file.write_text("code,time,phone\nK-7,2026-03-02 14:30,13800000001\nK-8,,\n", "utf-8")
    assert run("import", str(file), "--lang", "en") == "Appointments now in place of the earlier list: 2.\n"
    shown = run("list", "--lang", "en")
    assert [line.split()[0] for line in shown.splitlines()] == ["Code", "K-7", "K-8"]
    assert "13800000001" not in shown
    assert [each["has_phone"] for each in json.loads(run("list", "--json"))] == [True, False]
    file.write_text("code\n?!\n", "utf-8")
    assert "第 1 条" in run("import", str(file), "--lang", "zh")
    assert len(json.loads(run("list", "--json"))) == 2, "a mistake changes nothing"
