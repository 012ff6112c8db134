"""What the hub wants a kiosk to have comes whole or not at all, and bad content never takes the place of good."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.sync.calls import NOBODY, Answer, Call
from app.sync.release_list import releases_of
from app.sync.releases import FROM_HUB, PIECE_BYTES, Releases, content_folder, told_releases
from tests.contract.records import BODIES
from tests.fakes.sync_rig import Rig
from tests.unit.store.samples import ONE

PACK = "policy_packs/cn_default.yaml"
BIG = bytes(range(256)) * 9000  # more than two pieces


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    rig.enrol()
    yield rig
    rig.close()


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path, tmp_path / "models", content_dir(), load_competency_model)


def offer(rig: Rig, kind: str, name: str, number: str, files: dict[str, bytes], **more: Any) -> None:
    told = [
        {"name": file, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for file, content in files.items()
    ]
    rig.hub.releases = [each for each in rig.hub.releases if (each["kind"], each["name"]) != (kind, name)]
    rig.hub.releases.append({"id": number, "kind": kind, "name": name, "version": "1", "files": told, **more})
    rig.hub.files |= {f"{number}/{file}": content for file, content in files.items()}


def pull(rig: Rig, releases: Releases) -> Answer:
    return releases.pull(rig.rounds().session.ask, rig.journal.sync_state)


def changed_pack() -> bytes:
    text = (content_dir() / PACK).read_text("utf-8")
    assert "deletion_request_days" in text
    return ("# from the hub\n" + text).encode()


def test_a_policy_pack_is_laid_over_the_shipped_content_for_the_next_start(
    rig: Rig, releases: Releases
) -> None:
    assert content_folder(rig.folder, content_dir()) == content_dir()
    offer(rig, "policy_pack", "cn_default", "rel-1", {PACK: changed_pack()})
    assert pull(rig, releases).status == 200
    folder = content_folder(rig.folder, content_dir())
    assert (folder / PACK).read_bytes() == changed_pack()
    assert load_competency_model(folder).content_hash != load_competency_model(content_dir()).content_hash
    assert told_releases(releases.current()) == ("rel-1",)
    assert pull(rig, releases).status == 304
    assert len([call for call in rig.line.calls if "/files/" in call.path]) == 1


def test_a_newer_release_takes_the_place_of_the_older_and_nothing_piles_up(
    rig: Rig, releases: Releases
) -> None:
    offer(rig, "policy_pack", "cn_default", "rel-1", {PACK: changed_pack()})
    pull(rig, releases)
    offer(rig, "policy_pack", "cn_default", "rel-2", {PACK: changed_pack() + b"# again\n"})
    pull(rig, releases)
    folder = content_folder(rig.folder, content_dir())
    assert (folder / PACK).read_bytes().endswith(b"# again\n")
    assert {each.name for each in folder.parent.iterdir()} == {"current.json", "rel-2", folder.name}
    rig.hub.releases.clear()
    pull(rig, releases)
    assert content_folder(rig.folder, content_dir()) == content_dir()


def test_content_that_cannot_be_read_changes_nothing(rig: Rig, releases: Releases) -> None:
    offer(rig, "policy_pack", "cn_default", "rel-1", {PACK: changed_pack()})
    pull(rig, releases)
    before = content_folder(rig.folder, content_dir())
    offer(rig, "policy_pack", "cn_default", "rel-2", {PACK: b"id: nonsense\n"})
    pull(rig, releases)
    assert content_folder(rig.folder, content_dir()) == before
    assert (before / PACK).read_bytes() == changed_pack()
    assert told_releases(releases.current()) == ("rel-1",)


def test_a_whole_content_release(rig: Rig, releases: Releases) -> None:
    files = {
        path.relative_to(content_dir()).as_posix(): path.read_bytes()
        for path in content_dir().rglob("*.yaml")
    }
    files["meta.yaml"] += b"# a newer one\n"
    offer(rig, "content", "content", "rel-9", files)
    offer(rig, "policy_pack", "cn_default", "rel-1", {PACK: changed_pack()})
    pull(rig, releases)
    folder = content_folder(rig.folder, content_dir())
    assert (folder / "meta.yaml").read_bytes() == files["meta.yaml"]
    assert (folder / PACK).read_bytes() == changed_pack()


def test_a_model_pack_gets_into_its_folder_and_replaces_an_older_one(rig: Rig, releases: Releases) -> None:
    place = releases.packs_dir / "speech"
    place.mkdir(parents=True)
    (place / "old.bin").write_bytes(b"old")
    offer(rig, "model_pack", "speech", "rel-1", {"pack.json": b"{}", "model/weights.bin": BIG})
    pull(rig, releases)
    assert {path.name for path in place.rglob("*") if path.is_file()} == {"pack.json", "weights.bin"}
    assert (place / "model" / "weights.bin").read_bytes() == BIG
    assert list((releases.packs_dir / FROM_HUB).iterdir()) == []
    assert content_folder(rig.folder, content_dir()) == content_dir()


@pytest.mark.parametrize("cut", ["before", "between"])
def test_a_swap_that_was_cut_off_is_ended_by_the_next_pull(rig: Rig, releases: Releases, cut: str) -> None:
    offer(rig, "model_pack", "speech", "rel-1", {"pack.json": b"old"})
    pull(rig, releases)
    offer(rig, "model_pack", "speech", "rel-2", {"pack.json": b"new"})
    staged = releases.packs_dir / FROM_HUB / "rel-2" / "speech"
    staged.mkdir(parents=True)
    (staged / "pack.json").write_bytes(b"new")
    if cut == "between":
        (releases.packs_dir / "speech").rename(staged.parent / "old")
    pull(rig, releases)
    assert (releases.packs_dir / "speech" / "pack.json").read_bytes() == b"new"


def test_a_download_that_broke_off_goes_on_at_the_same_byte(rig: Rig, releases: Releases) -> None:
    offer(rig, "model_pack", "speech", "rel-1", {"weights.bin": BIG})
    asked = 0

    def fault(call: Call) -> Answer | None:
        nonlocal asked
        asked += "/files/" in call.path
        return Answer(NOBODY) if "/files/" in call.path and asked == 2 else None

    rig.line.fault = fault
    assert pull(rig, releases).status == NOBODY
    assert not (releases.packs_dir / "speech").exists()
    assert pull(rig, releases).status == 200
    ranges = [call.headers["Range"] for call in rig.line.calls if "/files/" in call.path]
    assert ranges[:3] == [
        f"bytes=0-{PIECE_BYTES - 1}",
        f"bytes={PIECE_BYTES}-{2 * PIECE_BYTES - 1}",
        f"bytes={PIECE_BYTES}-{2 * PIECE_BYTES - 1}",
    ]
    assert (releases.packs_dir / "speech" / "weights.bin").read_bytes() == BIG


def test_other_bytes_than_the_list_says_never_get_in(rig: Rig, releases: Releases) -> None:
    offer(rig, "model_pack", "speech", "rel-1", {"weights.bin": BIG})
    rig.hub.files["rel-1/weights.bin"] = BIG[:-1] + b"x"
    assert pull(rig, releases).status == NOBODY
    assert not (releases.packs_dir / "speech").exists()
    rig.hub.files["rel-1/weights.bin"] = BIG
    assert pull(rig, releases).status == 200
    assert (releases.packs_dir / "speech" / "weights.bin").read_bytes() == BIG


def test_what_this_program_is_too_old_for_or_does_not_know_is_left_alone(
    rig: Rig, releases: Releases
) -> None:
    offer(rig, "model_pack", "speech", "rel-1", {"a": b"a"}, min_app="999.0.0")
    offer(rig, "wallpaper", "blue", "rel-2", {"a": b"a"})
    assert pull(rig, releases).status == 200
    assert releases.current() == {}
    assert not releases.packs_dir.exists()


@pytest.mark.parametrize(
    "name", ["../keys.json", "/etc/passwd", "a/../../b", "a//b", ".hidden", "a\\b", "", "x.part"]
)
def test_a_name_that_leaves_the_folder_spoils_the_whole_list(rig: Rig, releases: Releases, name: str) -> None:
    offer(rig, "model_pack", "speech", "rel-1", {name: b"a"})
    pull(rig, releases)
    assert releases.current() == {}
    assert not [call for call in rig.line.calls if "/files/" in call.path]


def test_the_example_of_the_contract_is_read() -> None:
    (release,) = releases_of(BODIES["release_list"]) or ()
    assert (release.key, release.files[0].name) == ("policy_pack/cn_default", PACK)


def test_a_file_of_what_is_current_that_is_none_means_the_shipped_content(
    rig: Rig, releases: Releases
) -> None:
    (rig.folder / "releases").mkdir()
    for text in (b"", b"[]", b'{"content": "gone"}'):
        (rig.folder / "releases" / "current.json").write_bytes(text)
        assert content_folder(rig.folder, content_dir()) == content_dir()
    shutil.rmtree(rig.folder / "releases")


def test_no_pack_is_taken_from_under_a_candidate(rig: Rig, releases: Releases) -> None:
    offer(rig, "model_pack", "speech", "rel-1", {"a": b"a"})
    rig.begin(ONE)
    pull(rig, releases)
    assert not (releases.packs_dir / "speech").exists()
    rig.assess(ONE)
    pull(rig, releases)
    assert (releases.packs_dir / "speech" / "a").read_bytes() == b"a"


def test_content_the_kiosk_refused_is_not_fetched_each_minute(rig: Rig, releases: Releases) -> None:
    offer(rig, "policy_pack", "cn_default", "rel-2", {PACK: b"id: nonsense\n"})
    pull(rig, releases)
    assert pull(rig, releases).status == 304
