"""The search for what can be read in clear finds it; otherwise finding nothing would prove nothing."""

import json
import random
import sqlite3
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from tests.plaintext import CHUNK_BYTES, plaintext_hits, slices

WORDS = "纸船 paper boat 77"
NOISE = random.Random(7).randbytes(3 * 1024 * 1024)


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
def test_words_are_found_however_they_are_written(tmp_path: Path, code: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "kiosk.db-wal").write_bytes(NOISE[:999] + WORDS.encode(code) + NOISE[:999])
    assert plaintext_hits(tmp_path, ["not there", WORDS]) == ["deep/kiosk.db-wal: planted 1"]
    assert plaintext_hits(tmp_path, [WORDS], besides=[tmp_path / "deep" / "kiosk.db-wal"]) == []


def test_the_escapes_of_json_are_found(tmp_path: Path) -> None:
    (tmp_path / "log").write_text(json.dumps({"text": WORDS}), "ascii")
    assert plaintext_hits(tmp_path, [WORDS]) == ["log: planted 0"]


def test_what_lies_across_two_pieces_is_found(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as file:
        file.seek(CHUNK_BYTES - 5)
        file.write(WORDS.encode())
    assert plaintext_hits(tmp_path, [WORDS]) == ["big: planted 0"]


def test_pictures_films_sounds_papers_and_databases_are_found_inside_other_files(tmp_path: Path) -> None:
    kinds = {"JPEG": "picture.jpg", "PNG": "picture.png", "Matroska": "film.mkv", "database": "plain.db"}
    picture = QImage(16, 16, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    picture.save(str(tmp_path / kinds["JPEG"]))
    picture.save(str(tmp_path / kinds["PNG"]))
    with av.open(str(tmp_path / kinds["Matroska"]), "w") as film:
        stream = film.add_stream("libvpx", rate=5)
        stream.width, stream.height, stream.pix_fmt = 16, 16, "yuv420p"
        film.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8))))
        film.mux(stream.encode(None))
    plain = sqlite3.connect(tmp_path / kinds["database"])
    plain.execute("CREATE TABLE a (b)")
    plain.commit()
    plain.close()
    for name in kinds.values():
        path = tmp_path / name
        path.write_bytes(NOISE[:777] + path.read_bytes())
    (tmp_path / "paper").write_bytes(NOISE[:77] + b"%PDF-1.4\n")
    assert plaintext_hits(tmp_path, []) == sorted(
        [*(f"{name}: {kind}" for kind, name in kinds.items()), "paper: PDF"]
    )


def test_noise_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "sealed").write_bytes(NOISE)
    (tmp_path / "empty").touch()
    (tmp_path / "link").symlink_to("/etc/hostname")
    assert plaintext_hits(tmp_path, [WORDS]) == []


def test_pieces_of_a_recording_are_its_own_and_silence_is_none(tmp_path: Path) -> None:
    pieces = slices(NOISE)
    assert len(pieces) == 12
    assert slices(bytes(100_000)) == []
    (tmp_path / "leak").write_bytes(b"x" + NOISE[: len(NOISE) // 2])
    assert len(plaintext_hits(tmp_path, pieces)) == 6


@pytest.mark.parametrize("value", ["", "abc", b"x" * 70_000])
def test_a_value_that_proves_nothing_is_refused(tmp_path: Path, value: str | bytes) -> None:
    with pytest.raises(ValueError, match="planted value 0"):
        plaintext_hits(tmp_path, [value])
