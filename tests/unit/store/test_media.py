"""Which recordings go with an interview, and which stay."""

from pathlib import Path

import pytest

from app.errors import BugError
from app.store import media
from app.store.journal import Journal
from tests.unit.store.samples import NOW, ONE, TWO, record_media, whole


def touch(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")


def test_only_what_carries_the_id_goes(media_dir: Path) -> None:
    mine = [f"{ONE}/q1.mkv", f"{ONE}.mkv", f"{ONE}-q2.pcm", f"old/{ONE}/x.mkv"]
    others = [f"{ONE}0/q1.mkv", f"x{ONE}.mkv", f"{TWO}/{ONE[:-1]}.mkv", "readme.txt"]
    touch(media_dir, *mine, *others)
    assert media.remove(media_dir, ONE, []) == len(mine)
    left = sorted(str(file.relative_to(media_dir)) for file in media_dir.rglob("*") if file.is_file())
    assert left == sorted(others)
    assert not (media_dir / ONE).exists()


def test_a_named_recording_goes_whatever_it_is_called(media_dir: Path) -> None:
    touch(media_dir, "take-17.mkv")
    assert media.remove(media_dir, ONE, ["take-17.mkv", "never-made.mkv"]) == 1
    assert list(media_dir.iterdir()) == []


@pytest.mark.parametrize("name", ["../kiosk.db", "/etc/hostname", f"{ONE}/../../x", "..", ""])
def test_nothing_outside_the_folder_can_be_named(media_dir: Path, name: str) -> None:
    touch(media_dir.parent, "kiosk.db", "x")
    with pytest.raises(BugError):
        media.remove(media_dir, ONE, [name])
    assert (media_dir.parent / "kiosk.db").exists()


def test_a_link_is_removed_and_not_what_it_points_to(media_dir: Path, tmp_path: Path) -> None:
    touch(tmp_path, "precious.txt")
    (media_dir / ONE).mkdir()
    (media_dir / ONE / "q1.mkv").symlink_to(tmp_path / "precious.txt")
    (media_dir / "named.mkv").symlink_to(tmp_path / "precious.txt")
    assert media.remove(media_dir, ONE, ["named.mkv"]) == 2
    assert (tmp_path / "precious.txt").exists()


def test_without_a_folder_there_is_nothing_to_remove(tmp_path: Path) -> None:
    assert media.remove(tmp_path / "nowhere", ONE, [f"{ONE}/q1.mkv"]) == 0


def test_a_deletion_that_broke_off_after_the_recordings_can_be_asked_again(
    journal: Journal, media_dir: Path
) -> None:
    journal.append(ONE, whole(ONE), now=NOW)
    record_media(media_dir, ONE)
    media.remove(media_dir, ONE, [])  # and then the power went
    assert len(journal.events(ONE)) == 13
    receipt = journal.delete(ONE, now=NOW)
    assert (receipt.events, receipt.media_files) == (13, 0)
    assert journal.verify().is_ok
