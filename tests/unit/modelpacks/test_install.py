"""A pack gets in whole or not at all: from a hub with faults, from a folder, and never half."""

import json
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pytest

from app.analysis.packs import find_packs, verify
from app.errors import KioskError
from app.modelpacks import download
from app.modelpacks.download import Progress
from app.modelpacks.install import STAGING, Acceptance, Installer
from app.modelpacks.self_test import SelfTest
from app.modelpacks.sources import FolderSource, HubSource, Source, source_for
from tests.unit.modelpacks.conftest import FILES, small_pack, with_sum
from tests.unit.modelpacks.mirror import COMMIT, Mirror, running_mirror

ACCEPTED = Acceptance("admin", 1_790_000_000.0)
PASSED = SelfTest(0.1, 0.2, 100)
SIZE = len(FILES["model.bin"])


def installer(
    packs_dir: Path, source: Source, seen: list[Progress] | None = None, failure: KioskError | None = None
) -> Installer:
    def try_out(folder: Path) -> SelfTest:
        assert (folder / "manifest.json").is_file()
        if failure is not None:
            raise failure
        return PASSED

    return Installer(packs_dir, source, (seen if seen is not None else []).append, try_out, wait_s=0.0)


def left_behind(packs_dir: Path) -> list[str]:
    """Every file below the folder of packs."""
    return sorted(str(path.relative_to(packs_dir)) for path in packs_dir.rglob("*") if path.is_file())


def manifest_of(packs_dir: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads((packs_dir / "small-pack/manifest.json").read_text("utf-8"))
    return content


class TestFromAHub:
    def test_a_pack_is_fetched_checked_described_and_found(self, mirror: Mirror, packs_dir: Path) -> None:
        seen: list[Progress] = []
        done = installer(packs_dir, HubSource(mirror.url), seen).install(small_pack(), ACCEPTED)
        assert done.self_test == PASSED
        (pack,), refused = find_packs(packs_dir)
        assert refused == ()
        verify(pack)
        assert (pack.id, pack.licence, pack.licence_text) == ("small-pack", "MIT", "Free for all.")
        assert left_behind(packs_dir) == [
            f"small-pack/{name}" for name in ("manifest.json", "model.bin", "tokens.txt")
        ]
        assert seen[-1] == Progress("tokens.txt", 5, 5)
        of_the_model = [each.done_bytes for each in seen if each.file == "model.bin"]
        assert of_the_model == sorted(of_the_model)
        assert of_the_model[-1] == SIZE

    def test_the_manifest_says_who_accepted_what_and_where_each_sum_is_from(
        self, mirror: Mirror, packs_dir: Path
    ) -> None:
        installer(packs_dir, HubSource(mirror.url)).install(small_pack(), ACCEPTED)
        manifest = manifest_of(packs_dir)
        assert manifest["licence"] == {
            "id": "MIT",
            "text": "Free for all.",
            "url": "https://example.org/licence",
            "accepted_by": "admin",
            "accepted_at": "2026-09-21T14:13:20+00:00",
        }
        assert manifest["source"] == {"from": mirror.url, "repo": "somebody/small-pack", "revision": COMMIT}
        assert [file["trust"] for file in manifest["files"]] == ["catalogue"] * 2  # type: ignore[attr-defined]

    @pytest.mark.parametrize(("linked", "trust"), [(True, "hub"), (False, "first_install")])
    def test_an_unknown_sum_is_the_hubs_or_that_of_the_first_install(
        self, mirror: Mirror, packs_dir: Path, linked: bool, trust: str
    ) -> None:
        mirror.linked = linked
        installer(packs_dir, HubSource(mirror.url)).install(small_pack(known_sums=False), ACCEPTED)
        files = manifest_of(packs_dir)["files"]
        assert [file["trust"] for file in files] == [trust] * 2  # type: ignore[attr-defined]
        (pack,), _ = find_packs(packs_dir)
        (packs_dir / "small-pack/tokens.txt").write_bytes(b"a b d")
        with pytest.raises(KioskError, match="pack_file_changed"):
            verify(pack)

    def test_a_broken_connection_goes_on_where_it_stood(self, mirror: Mirror, packs_dir: Path) -> None:
        mirror.breaks["model.bin"] = [300_000, 100_000]
        installer(packs_dir, HubSource(mirror.url)).install(small_pack(), ACCEPTED)
        ranges = [asked for path, _, asked in mirror.asked if path == "model.bin"]
        assert ranges[0] is None
        starts = [int(asked.removeprefix("bytes=").rstrip("-")) for asked in ranges[1:] if asked]
        assert len(starts) == 2
        assert 0 < starts[0] <= 300_000
        assert starts[0] < starts[1] <= 400_000
        assert (packs_dir / "small-pack/model.bin").read_bytes() == FILES["model.bin"]

    def test_a_hub_that_sends_elsewhere_for_the_content(self, mirror: Mirror, packs_dir: Path) -> None:
        mirror.redirects = mirror.linked = True
        mirror.breaks["model.bin"] = [300_000]
        installer(packs_dir, HubSource(mirror.url)).install(small_pack(known_sums=False), ACCEPTED)
        files = manifest_of(packs_dir)["files"]
        assert [file["trust"] for file in files] == ["hub"] * 2  # type: ignore[attr-defined]
        assert [asked for path, _, asked in mirror.asked if path == "model.bin?content"][1] is not None
        assert mirror.asked[-1][1] == COMMIT

    def test_every_file_is_of_the_revision_of_the_first(self, mirror: Mirror, packs_dir: Path) -> None:
        installer(packs_dir, HubSource(mirror.url)).install(small_pack(), ACCEPTED)
        assert [revision for _, revision, _ in mirror.asked] == ["main", COMMIT]

    def test_a_hub_that_stays_away_leaves_what_came_for_the_next_try(
        self, mirror: Mirror, packs_dir: Path
    ) -> None:
        mirror.breaks["model.bin"] = [300_000]
        mirror.statuses["model.bin"] = []
        worker = installer(packs_dir, HubSource(mirror.url))

        def fall_silent(progress: Progress) -> None:
            mirror.statuses["model.bin"] = [503] * download.TRIES

        with pytest.raises(KioskError, match="pack_download_broken"):
            replace(worker, show=fall_silent).install(small_pack(), ACCEPTED)
        assert find_packs(packs_dir) == ((), ())
        mirror.statuses.clear()
        mirror.asked.clear()
        worker.install(small_pack(), ACCEPTED)
        assert find_packs(packs_dir)[0][0].id == "small-pack"

    def test_a_file_that_changed_on_the_hub_is_begun_again(self, mirror: Mirror, packs_dir: Path) -> None:
        mirror.breaks["model.bin"] = [300_000]
        worker = installer(packs_dir, HubSource(mirror.url))

        def change(progress: Progress) -> None:
            mirror.files["model.bin"] = b"n" * SIZE

        replace(worker, show=change).install(small_pack(known_sums=False), ACCEPTED)
        assert (packs_dir / "small-pack/model.bin").read_bytes() == b"n" * SIZE

    @pytest.mark.parametrize("known_sums", [True, False])
    def test_a_wrong_file_is_refused_and_nothing_stays(
        self, mirror: Mirror, packs_dir: Path, known_sums: bool
    ) -> None:
        pack = small_pack(known_sums=known_sums)
        pack = with_sum(pack, "tokens.txt", "0" * 64)
        with pytest.raises(KioskError) as raised:
            installer(packs_dir, HubSource(mirror.url)).install(pack, ACCEPTED)
        assert (raised.value.code, raised.value.params["file"]) == ("pack_file_wrong", "tokens.txt")
        assert left_behind(packs_dir) == []

    @pytest.mark.parametrize(
        ("status", "code"), [(404, "pack_not_on_hub"), (401, "pack_hub_refuses"), (403, "pack_hub_refuses")]
    )
    def test_a_refusal_is_told_at_once(self, mirror: Mirror, packs_dir: Path, status: int, code: str) -> None:
        mirror.statuses["model.bin"] = [status]
        with pytest.raises(KioskError, match=code):
            installer(packs_dir, HubSource(mirror.url)).install(small_pack(), ACCEPTED)
        assert len(mirror.asked) == 1
        assert left_behind(packs_dir) == []

    def test_the_log_in_page_of_a_guest_network_is_no_model(self, mirror: Mirror, packs_dir: Path) -> None:
        mirror.page = True
        with pytest.raises(KioskError, match="pack_hub_refuses"):
            installer(packs_dir, HubSource(mirror.url)).install(small_pack(known_sums=False), ACCEPTED)

    def test_nobody_there(self, packs_dir: Path) -> None:
        with running_mirror({}) as gone:
            url = gone.url
        with pytest.raises(KioskError, match="pack_download_broken"):
            installer(packs_dir, HubSource(url)).install(small_pack(), ACCEPTED)


class TestSafety:
    def test_a_failed_self_test_is_the_reason_and_nothing_stays(
        self, mirror: Mirror, packs_dir: Path
    ) -> None:
        worker = installer(
            packs_dir, HubSource(mirror.url), failure=KioskError("pack_too_slow", pack="p", rtf=2.0)
        )
        with pytest.raises(KioskError, match="pack_too_slow"):
            worker.install(small_pack(), ACCEPTED)
        assert left_behind(packs_dir) == []

    def test_a_pack_that_is_there_is_not_fetched_again_and_a_damaged_one_is_replaced(
        self, mirror: Mirror, packs_dir: Path
    ) -> None:
        worker = installer(packs_dir, HubSource(mirror.url))
        worker.install(small_pack(), ACCEPTED)
        mirror.asked.clear()
        assert worker.install(small_pack(), ACCEPTED).self_test is None
        assert mirror.asked == []
        (packs_dir / "small-pack/model.bin").write_bytes(b"broken")
        assert worker.install(small_pack(), ACCEPTED).self_test == PASSED
        assert (packs_dir / "small-pack/model.bin").read_bytes() == FILES["model.bin"]
        assert not (packs_dir / STAGING / "small-pack.old").exists()

    def test_a_damaged_pack_stays_when_the_new_one_fails(self, mirror: Mirror, packs_dir: Path) -> None:
        worker = installer(packs_dir, HubSource(mirror.url))
        worker.install(small_pack(), ACCEPTED)
        (packs_dir / "small-pack/model.bin").write_bytes(b"broken")
        mirror.statuses["model.bin"] = [404]
        with pytest.raises(KioskError):
            worker.install(small_pack(), ACCEPTED)
        assert (packs_dir / "small-pack/model.bin").read_bytes() == b"broken"

    def test_a_full_disk_is_told_before_the_download(
        self, mirror: Mirror, packs_dir: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        usage = namedtuple("usage", "total used free")
        monkeypatch.setattr("shutil.disk_usage", lambda folder: usage(10**9, 10**9, 10**6))
        with pytest.raises(KioskError, match="pack_disk_full"):
            installer(packs_dir, HubSource(mirror.url)).install(small_pack(), ACCEPTED)
        assert mirror.asked == []

    def test_a_folder_that_cannot_be_written(self, mirror: Mirror, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way", "utf-8")
        with pytest.raises(KioskError, match="pack_folder_not_writable"):
            installer(tmp_path / "file", HubSource(mirror.url)).install(small_pack(), ACCEPTED)

    def test_a_pack_that_is_held_back_says_why(self, mirror: Mirror, packs_dir: Path) -> None:
        with pytest.raises(KioskError, match="pack_needs_thresholds"):
            installer(packs_dir, HubSource(mirror.url)).install(
                replace(small_pack(), held_back="pack_needs_thresholds"), ACCEPTED
            )


class TestFromAFolder:
    @pytest.mark.parametrize("below", [".", "small-pack", "somebody/small-pack"])
    def test_wherever_the_files_lie(self, tmp_path: Path, packs_dir: Path, below: str) -> None:
        home = tmp_path / "stick" / below
        home.mkdir(parents=True)
        for name, content in FILES.items():
            (home / name).write_bytes(content)
        installer(packs_dir, FolderSource(tmp_path / "stick")).install(small_pack(), ACCEPTED)
        assert manifest_of(packs_dir)["source"]["from"] == "folder"  # type: ignore[index]

    def test_a_missing_or_wrong_file_is_refused(self, tmp_path: Path, packs_dir: Path) -> None:
        stick = tmp_path / "stick"
        stick.mkdir()
        worker = installer(packs_dir, source_for(stick, None))
        with pytest.raises(KioskError, match="pack_file_not_in_folder"):
            worker.install(small_pack(), ACCEPTED)
        for name in FILES:
            (stick / name).write_bytes(b"something else")
        with pytest.raises(KioskError, match="pack_file_wrong"):
            worker.install(small_pack(), ACCEPTED)
        assert left_behind(packs_dir) == []

    def test_no_such_folder(self, tmp_path: Path) -> None:
        with pytest.raises(KioskError, match="pack_folder_missing"):
            source_for(tmp_path / "none", None)
