"""Packs of sentence encoders: read, checked, loaded by both engines, converted without PyTorch."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.errors import KioskError
from app.tiers.convert import convert
from app.tiers.encoders import load_encoder
from app.tiers.packs import Pooling, Thresholds, find_embedding_packs, identity_of, read_embedding_pack
from tests.unit.tiers.tiny import write_bert, write_onnx_pack

LIMITS = Thresholds(0.5, 0.5, 0.1)


def converted(folder: Path, name: str = "pack", quantization: str = "float32") -> Path:
    source, target = folder / "source", folder / name
    if not source.exists():
        write_bert(source)
    convert(
        source,
        target,
        pack_id="tiny-bert",
        languages=["en"],
        pooling=Pooling.FIRST,
        thresholds=LIMITS,
        licence="MIT",
        quantization=quantization,
    )
    return target


def test_an_onnx_pack_gives_unit_vectors_that_repeat(tmp_path: Path) -> None:
    write_onnx_pack(tmp_path / "tiny")
    (pack,) = find_embedding_packs(tmp_path)
    encoder = load_encoder(pack)
    sentences = ["heard them out", "heard them", "nothing", "听完"]
    vectors = encoder.embed(sentences)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert vectors[0] @ vectors[1] == pytest.approx(2 / np.sqrt(6))
    assert vectors[0] @ vectors[2] == 0
    assert encoder.embed(sentences).tobytes() == vectors.tobytes()
    assert encoder.embed(sentences[::-1])[::-1].tobytes() == vectors.tobytes()
    assert encoder.embed([]).shape == (0, 0)


def test_the_first_token_may_stand_for_the_sentence(tmp_path: Path) -> None:
    write_onnx_pack(tmp_path / "tiny", pooling="cls")
    vectors = load_encoder(read_embedding_pack(tmp_path / "tiny")).embed(["heard them", "heard nothing"])
    assert vectors[0] @ vectors[1] == 1


def test_a_long_sentence_is_cut_not_refused(tmp_path: Path) -> None:
    write_onnx_pack(tmp_path / "tiny")
    vectors = load_encoder(read_embedding_pack(tmp_path / "tiny")).embed(["heard " * 5000, "heard"])
    assert vectors[0] @ vectors[1] == pytest.approx(1)


def test_a_published_bert_becomes_a_ctranslate2_pack(tmp_path: Path) -> None:
    pack = read_embedding_pack(converted(tmp_path))
    vectors = load_encoder(pack).embed(["heard them out", "nothing"])
    assert vectors.shape == (2, 16)
    assert np.isfinite(vectors).all()
    assert vectors[0] @ vectors[1] < 0.999
    small = load_encoder(read_embedding_pack(converted(tmp_path, "int8", "int8"))).embed(["heard them out"])
    assert small[0] @ vectors[0] > 0.99


def test_the_identity_follows_files_and_thresholds(tmp_path: Path) -> None:
    write_onnx_pack(tmp_path / "tiny")
    before = identity_of(read_embedding_pack(tmp_path / "tiny"))
    path = tmp_path / "tiny" / "embedding.json"
    data = json.loads(path.read_text())
    data["thresholds"]["raise_at"] = 0.6
    path.write_text(json.dumps(data))
    after = identity_of(read_embedding_pack(tmp_path / "tiny"))
    assert before.startswith("tier1/tiny/")
    assert before != after


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("engine", "magic"),
        ("model", "../model.onnx"),
        ("files", {}),
        ("files", {"/etc/passwd": "0" * 64}),
        ("languages", ["xx"]),
        ("thresholds", {"raise_at": 0.5}),
        ("thresholds", {"raise_at": 1.5, "lower_at": 0.5, "margin": 0.1}),
        ("max_tokens", 0),
        ("pooling", "max"),
    ],
)
def test_a_wrong_description_is_told(tmp_path: Path, name: str, value: object) -> None:
    write_onnx_pack(tmp_path / "tiny")
    path = tmp_path / "tiny" / "embedding.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value}))
    with pytest.raises(KioskError) as caught:
        find_embedding_packs(tmp_path)
    assert caught.value.code == "embedding_pack_broken"


@pytest.mark.parametrize("text", ["[" * 100_000, "[]", "9" * 9_000])
def test_a_description_that_means_harm_is_told(tmp_path: Path, text: str) -> None:
    write_onnx_pack(tmp_path / "tiny")
    (tmp_path / "tiny" / "embedding.json").write_text(text, "utf-8")
    with pytest.raises(KioskError, match="embedding_pack_broken"):
        find_embedding_packs(tmp_path)


def test_a_link_out_of_the_pack_is_told(tmp_path: Path) -> None:
    write_onnx_pack(tmp_path / "tiny")
    pack = read_embedding_pack(tmp_path / "tiny")
    model = pack.folder / pack.model
    model.rename(tmp_path / "elsewhere")
    model.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KioskError, match="embedding_pack_broken"):
        load_encoder(pack)


@pytest.mark.parametrize("change", ["missing", "changed", "no_model"])
def test_files_that_are_not_whole_are_not_loaded(tmp_path: Path, change: str) -> None:
    folder = tmp_path / "tiny"
    write_onnx_pack(folder)
    pack = read_embedding_pack(folder)
    if change == "missing":
        (folder / "model.onnx").unlink()
    elif change == "changed":
        (folder / "model.onnx").write_bytes(b"something else")
    else:
        (folder / "tokenizer.json").write_text("{}")
        from dataclasses import replace

        pack = replace(pack, files={"model.onnx": pack.files["model.onnx"]})
    with pytest.raises(KioskError) as caught:
        load_encoder(pack)
    assert caught.value.code == "embedding_pack_broken"
    assert caught.value.params["pack"] == "tiny"


@pytest.mark.parametrize("broken", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_source_that_is_no_model_is_told(tmp_path: Path, broken: str) -> None:
    write_bert(tmp_path / "source")
    (tmp_path / "source" / broken).write_bytes(b"\x01\x02\x03\x04\x05\x06\x07\x08{}")
    with pytest.raises(KioskError) as caught:
        converted(tmp_path)
    assert caught.value.code == "embedding_source_unreadable"


def test_no_folder_means_no_packs(tmp_path: Path) -> None:
    assert find_embedding_packs(None) == find_embedding_packs(tmp_path / "nowhere") == ()
