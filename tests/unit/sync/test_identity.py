"""Who the kiosk is at its hub lies sealed; what nobody can read is named, and enrolling again gets rid of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import KioskError
from app.store.sealed_file import HUB_ASKING, HUB_KEY, SealedFiles
from app.sync.enrolment import enrol
from app.sync.identity import IdentityFile
from tests.fakes.sync_rig import URL, Rig


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.close()


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b'{"format": "kiosk-hub/2"}'])
@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_key_file_that_is_none_is_told(rig: Rig, text: bytes, is_sealed: bool) -> None:
    if is_sealed:
        rig.journal.sealed_files.replace(HUB_KEY, text)
    else:
        (rig.folder / HUB_KEY).write_bytes(text)
    with pytest.raises(KioskError, match="hub_key_unreadable"):
        rig.keys.read()


def test_the_key_lies_sealed_and_nothing_of_it_in_clear(rig: Rig) -> None:
    rig.line.lost = lambda call: True
    with pytest.raises(KioskError):
        rig.enrol()
    asked = rig.keys.asking.read()
    rig.line.lost = lambda call: False
    me = rig.enrol().identity
    assert asked is not None
    assert asked.key == me.key
    for path in rig.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for clear in (me.key.encode(), bytes.fromhex(me.key)):
            assert clear not in content, path.name


def test_a_key_under_other_keys_is_named_and_enrolling_again_gets_rid_of_it(rig: Rig) -> None:
    rig.enrol()
    foreign = SealedFiles(rig.folder, (bytes(32),))
    with pytest.raises(KioskError, match="hub_key_unreadable"):
        IdentityFile(foreign).read()
    for name in (HUB_KEY, HUB_ASKING):
        foreign.replace(name, b"{}")
    code = rig.hub.new_code()
    keep = (rig.folder / "match.key").write_bytes
    with pytest.raises(KioskError, match="hub_key_unreadable"):
        enrol(rig.line.ask, rig.keys, keep, URL, code)
    done = enrol(rig.line.ask, rig.keys, keep, URL, code, again=True)
    assert rig.keys.read() == done.identity
