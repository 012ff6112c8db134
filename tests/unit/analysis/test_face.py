"""Faces on real films: how many, which way they look, blinks, light; and what is never said."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.analysis.face import FaceReader
from app.analysis.face_measures import blinks, face_observations, face_values, most_faces, rate_hz
from app.analysis.face_reading import FaceReading, FaceShown, Pose, picture_luma, pose_of
from app.analysis.measures import Family, of_families
from app.analysis.within import Baseline
from app.domain.observation import Observation, Quality
from app.errors import KioskError
from tests.unit.analysis.films import Films, Pixels

CANDIDATE = "video/candidate_en_grid_30s.mp4"


@pytest.fixture(scope="module")
def films(model_pack_dir: Path) -> Iterator[Films]:
    reader = FaceReader(model_pack_dir / "face/face_landmarker.task")
    yield Films(reader)
    reader.close()


@pytest.fixture(scope="module")
def candidate(films: Films, media_dir: Path) -> list[FaceReading]:
    """The readings of 30 s of one face, ten a second."""
    return films.read(media_dir / CANDIDATE)


def observed(readings: list[FaceReading]) -> tuple[dict[str, Observation], frozenset[str]]:
    found, flags = face_observations(readings, readings[-1].at_s if readings else 0.0, Baseline(), False)
    return {observation.measure: observation for observation in reversed(found)}, flags


@pytest.mark.media
class TestFilms:
    def test_one_face(self, candidate: list[FaceReading]) -> None:
        found, flags = observed(candidate)
        assert flags == frozenset()
        assert found["face_count_max"].value == 1
        assert found["face_present_ratio"].value == pytest.approx(1.0, abs=0.02)
        assert found["gaze_away_ratio"].value == pytest.approx(0.0, abs=0.05)
        for angle in ("head_yaw", "head_pitch", "head_roll"):
            assert found[angle].value == pytest.approx(0.0, abs=10.0)
        blink_rate = found["blink_rate"].value
        assert blink_rate is not None
        assert 2 <= blink_rate <= 40
        assert set(found) == set(of_families(Family.FACE))

    def test_two_faces(self, films: Films, media_dir: Path) -> None:
        found, flags = observed(films.read(media_dir / "video/two_faces_3s.mp4"))
        assert found["face_count_max"].value == 2
        assert "second_face" in flags

    def test_no_face_in_a_bright_picture(self, films: Films, media_dir: Path) -> None:
        grey = np.full((240, 320, 3), 128, np.uint8)
        found, flags = observed(films.read(media_dir / "video/grid_bbaf2n.mpg", lambda _: grey))
        assert found["face_count_max"].value == 0
        assert found["face_present_ratio"].value == 0.0
        assert (found["smile"].value, found["smile"].reason) == (None, "face_missing")
        assert flags == {"face_missing"}

    def test_dim_light_is_measured(self, films: Films, media_dir: Path) -> None:
        found, flags = observed(films.read(media_dir / "video/dim_light_8s.mp4"))
        assert found["picture_light"].value == pytest.approx(0.13, abs=0.03)
        assert found["head_yaw"].quality is Quality.OK
        present = found["face_present_ratio"].value
        assert present is not None
        assert present > 0.9
        assert "too_dark" not in flags

    def test_a_black_picture_is_not_measured(self, films: Films, media_dir: Path) -> None:
        found, flags = observed(films.read(media_dir / "video/black_5s.mp4"))
        assert flags == {"too_dark"}
        assert (found["picture_light"].quality, found["picture_light"].value) == (Quality.LOW, 0.0)
        others = [o for name, o in found.items() if name != "picture_light"]
        assert {(o.quality, o.reason) for o in others} == {(Quality.NOT_MEASURED, "too_dark")}

    def test_a_mirrored_face_turns_the_other_way(self, films: Films, media_dir: Path) -> None:
        path = media_dir / "video/grid_bbaf2n.mpg"
        plain, mirrored = face_values(films.read(path)), face_values(films.read(path, lambda p: p[:, ::-1]))
        assert mirrored["head_yaw"] == pytest.approx(-plain["head_yaw"], abs=2.0)
        assert mirrored["head_roll"] == pytest.approx(-plain["head_roll"], abs=2.0)
        assert mirrored["smile"] == pytest.approx(plain["smile"], abs=0.05)

    def test_a_tilted_picture_tilts_the_head(self, films: Films, media_dir: Path) -> None:
        import cv2

        def tilted(pixels: Pixels) -> Pixels:
            height, width = pixels.shape[:2]
            turn = cv2.getRotationMatrix2D((width / 2, height / 2), -15.0, 1.0)  # clockwise
            return np.asarray(cv2.warpAffine(pixels, turn, (width, height)), np.uint8)

        path = media_dir / "video/grid_bbaf2n.mpg"
        plain, found = face_values(films.read(path)), face_values(films.read(path, tilted))
        assert found["head_roll"] - plain["head_roll"] == pytest.approx(15.0, abs=3.0)

    def test_a_face_that_leaves_and_returns(self, candidate: list[FaceReading]) -> None:
        gone = [replace(r, faces=0, face=None) if 10 <= r.at_s < 20 else r for r in candidate]
        found, flags = observed(gone)
        assert found["face_present_ratio"].value == pytest.approx(2 / 3, abs=0.03)
        assert (found["smile"].quality, found["smile"].reason) == (Quality.LOW, "face_often_missing")
        assert flags == frozenset()

    def test_five_pictures_a_second_are_too_few_for_blinks(self, candidate: list[FaceReading]) -> None:
        found, _ = observed(candidate[::2])
        assert (found["blink_rate"].value, found["blink_rate"].reason) == (None, "too_few_pictures")
        assert found["head_yaw"].quality is Quality.OK


def test_a_broken_model_is_a_pack_error(tmp_path: Path) -> None:
    broken = tmp_path / "face_landmarker.task"
    broken.write_bytes(b"no model")
    with pytest.raises(KioskError, match="face_pack_broken"):
        FaceReader(broken)


def shown(eyes_closed: float = 0.1, **more: float) -> FaceShown:
    expressions = dict.fromkeys(
        ("smile", "brow_raise", "brow_lower", "eye_wide", "eye_squint", "jaw_open", "mouth_press"), 0.2
    )
    return FaceShown(
        width=more.get("width", 0.3),
        offset=more.get("offset", 0.0),
        pose=Pose(more.get("yaw", 0.0), 0.0, 0.0),
        gaze_yaw=more.get("gaze_yaw", 0.0),
        gaze_pitch=more.get("gaze_pitch", 0.0),
        eyes_closed=eyes_closed,
        expressions=expressions,
    )


def readings(
    faces: list[FaceShown | None], luma: float = 0.5, counts: list[int] | None = None
) -> list[FaceReading]:
    numbers = counts or [int(face is not None) for face in faces]
    return [
        FaceReading(0.1 * at, luma, number, face)
        for at, (number, face) in enumerate(zip(numbers, faces, strict=True))
    ]


@pytest.mark.parametrize(
    ("closed", "count"),
    [
        ([0.1, 0.1, 0.8, 0.1, 0.1], 1),
        ([0.1, 0.8, 0.8, 0.4, 0.8, 0.1], 1),
        ([0.1, 0.8, 0.1, 0.9, 0.1], 2),
        ([0.8, 0.8, 0.1], 0),
        ([0.1, None, 0.9, 0.1], 0),
        ([], 0),
    ],
)
def test_a_blink_is_a_closing_after_the_eyes_were_open(closed: list[float | None], count: int) -> None:
    assert blinks(readings([None if value is None else shown(value) for value in closed])) == count


@pytest.mark.parametrize(
    ("counts", "most"),
    [
        ([1, 1, 2, 1, 1, 1, 1, 2, 1], 1),
        ([1, 2, 1, 1, 2, 1], 2),
        ([0] * 6, 0),
        ([0, 0, 1, 0, 0, 0], 0),
        ([2], 2),
    ],
)
def test_one_false_detection_is_no_second_person(counts: list[int], most: int) -> None:
    assert most_faces(readings([shown()] * len(counts), counts=counts)) == most


@pytest.mark.parametrize(
    ("face", "measure", "reason"),
    [
        (shown(width=0.05), "face_width", "face_too_far"),
        (shown(width=0.05), "smile", "face_too_far"),
        (shown(width=0.9), "face_width", "face_too_near"),
        (shown(offset=0.45), "face_offset", "face_off_centre"),
        (shown(), "face_width", None),
    ],
)
def test_framing_is_judged(face: FaceShown, measure: str, reason: str | None) -> None:
    found, _ = observed(readings([face] * 30))
    assert found[measure].reason == reason


@pytest.mark.parametrize(("luma", "reason"), [(0.07, "too_dark"), (0.3, None), (0.95, "too_bright")])
def test_light_is_judged(luma: float, reason: str | None) -> None:
    found, _ = observed(readings([shown()] * 30, luma))
    assert found["picture_light"].reason == reason
    assert found["smile"].reason == ("too_dark" if luma < 0.1 else None)


def test_gaze_away_counts_both_directions() -> None:
    faces: list[FaceShown | None] = (
        [shown()] * 20 + [shown(gaze_yaw=-25.0)] * 10 + [shown(gaze_pitch=30.0)] * 10
    )
    assert face_values(readings(faces))["gaze_away_ratio"] == 0.5


def test_too_few_pictures_or_none() -> None:
    found, flags = observed(readings([shown()] * 9))
    assert {o.reason for o in found.values()} == {"too_few_pictures"}
    assert flags == {"too_few_pictures"}
    assert observed([])[1] == {"no_picture"}
    assert rate_hz(readings([shown()])) == 0.0


def test_luma_and_pose() -> None:
    white = np.full((48, 64, 3), 255, np.uint8)
    assert picture_luma(white) == pytest.approx(1.0)
    assert picture_luma(white * 0) == 0.0
    assert pose_of(np.eye(4)) == Pose(0.0, 0.0, 0.0)
    angle = np.radians(30.0)
    turned = np.eye(4)
    turned[0, 0], turned[0, 2], turned[2, 0], turned[2, 2] = (
        np.cos(angle),
        np.sin(angle),
        -np.sin(angle),
        np.cos(angle),
    )
    assert pose_of(turned).yaw == pytest.approx(30.0)
