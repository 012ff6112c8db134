"""Where an export may go at a terminal, and what the machine says of itself there."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap.office_places import Volume, mounted, places
from app.cli_office import machine_of
from app.office.audit_values import Place
from app.office.crashes import crash_lines
from app.office.values import CrashLine
from app.settings import Settings

DATA = Path("/srv/kiosk")
GB = 1_000_000_000
SYSTEM = (
    Volume(Path("/"), "root", 90 * GB, True),
    Volume(Path("/boot/efi"), "EFI", GB, True),
    Volume(Path("/proc"), "proc", 0, True),
)


@pytest.mark.parametrize(
    ("root", "label", "name"),
    [
        ("/media/usb0", "", "usb0"),
        ("/media/staff/STICK", "STICK", "STICK"),
        ("/run/media/staff/A1B2-C3D4", "/run/media/staff/A1B2-C3D4", "A1B2-C3D4"),
    ],
)
def test_a_drive_that_was_plugged_in_is_offered_before_the_kiosks_own_folder(
    root: str, label: str, name: str
) -> None:
    stick = Volume(Path(root), label, 7 * GB + 400_000_000, True)
    assert places(DATA, (*SYSTEM, stick), "staff") == (
        Place(Path(root), name, 7_400),
        Place(DATA / "exports", "", 90_000),
    )


@pytest.mark.parametrize(
    "volume",
    [
        Volume(Path("/media/CDROM"), "CDROM", 0, False),  # nobody can write there
        Volume(Path("/media/staff"), "tmpfs", GB, True),  # the folder of drives, not a drive
        Volume(Path("/run/media/other/STICK"), "STICK", GB, True),  # another user's
        Volume(Path("/media/staff/STICK/inside"), "deep", GB, True),
        Volume(Path("/mnt/backup"), "backup", GB, True),
        Volume(Path("/media-of-the-site/x"), "x", GB, True),
    ],
)
def test_nothing_else_is(volume: Volume) -> None:
    assert [each.name for each in places(DATA, (*SYSTEM, volume), "staff")] == [""]


def test_the_disk_of_the_data_folder_says_what_is_free_there() -> None:
    disks = (*SYSTEM, Volume(Path("/srv"), "data", 5 * GB, True))
    assert places(DATA, disks, "staff")[-1].free_mb == 5_000
    assert places(DATA, (), "staff")[-1].free_mb == 0


def test_this_machine_has_a_disk() -> None:
    roots = [each.root for each in mounted()]
    assert any(Path("/").is_relative_to(root) for root in roots)


def test_only_a_terminal_has_places_and_makes_the_folder_of_exports(tmp_path: Path) -> None:
    desk = replace(Settings(), data_dir=tmp_path, windowed=True)
    assert machine_of(desk).places() is None
    assert not (tmp_path / "exports").exists()
    offered = machine_of(replace(desk, windowed=False)).places()
    assert offered is not None
    assert offered[-1].folder == tmp_path / "exports"
    assert offered[-1].free_mb > 0
    assert (tmp_path / "exports").stat().st_mode & 0o777 == 0o700


def test_of_a_report_of_a_crash_only_when_what_and_which_version(tmp_path: Path) -> None:
    for number, report in enumerate(
        [
            {"at": 1.0, "code": "ValueError", "program": "0.1.0", "frames": ["ui/window.py:12 show"]},
            {"at": 2.0, "code": "microphone_lost", "program": "0.2.0"},
            {"at": "never"},
        ]
    ):
        (tmp_path / f"{number:015}-x.json").write_text(json.dumps(report), "utf-8")
    (tmp_path / "000000000000009-x.json").write_text("cut off {", "utf-8")
    assert list(crash_lines(tmp_path)) == [
        CrashLine(2.0, "microphone_lost", "0.2.0"),
        CrashLine(1.0, "ValueError", "0.1.0"),
    ]
    assert list(crash_lines(tmp_path / "none")) == []
