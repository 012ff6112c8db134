"""What the shipped content means as a competency model."""

import os
from pathlib import Path

import pytest

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.competency import CompetencyModel
from app.domain.interview import Purpose, QuestionType
from app.domain.language import Language
from app.errors import KioskError
from tests.unit.content.conftest import Edit


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


def test_face_never_counts_and_voice_at_most_a_tenth_of_one_sub_dimension(model: CompetencyModel) -> None:
    assert model.rules.voice_affect_caps == {"default": 0.0, "ec_stability": 0.10}
    caps = {pack.id: (pack.voice_affect, pack.voice_affect_cap) for pack in model.policy_packs}
    assert caps == {
        "cn_default": ("on", 0.10),
        "eu": ("locked_off", 0.0),
        "no_ai": ("off", 0.0),
        "us_ca": ("locked_off", 0.0),
        "us_il": ("locked_off", 0.0),
        "us_nyc": ("locked_off", 0.0),
    }
    assert model.policy_pack("cn_default").face_affect == "on"
    assert {pack.face_affect for pack in model.policy_packs} == {"on", "off", "locked_off"}


def test_consistency_notes_only_where_they_are_allowed(model: CompetencyModel) -> None:
    allowed = {pack.id for pack in model.policy_packs if pack.consistency_allowed}
    assert allowed == {"cn_default", "us_ca", "us_nyc"}
    assert [check.needs_transcript_component for check in model.consistency_checks] == [True, False, False]
    assert model.consistency_rules.min_independent_components == 2


def test_every_consent_is_a_purpose_the_program_knows(model: CompetencyModel) -> None:
    known = {purpose.value for purpose in Purpose}
    assert all(set(pack.consents) <= known for pack in model.policy_packs)
    assert set(model.policy_pack("cn_default").consents) == known - {Purpose.RECORDING_TRANSFER}
    assert not any(Purpose.RECORDING_TRANSFER in pack.consents for pack in model.policy_packs)


def test_retention_says_how_long_records_and_logs_are_kept(model: CompetencyModel) -> None:
    assert model.policy_pack("us_ca").retention_days == {"records": 1461}
    assert model.policy_pack("eu").retention_days["logs_min"] == 184
    assert model.policy_pack("cn_default").deletion_request_days == 15


def test_a_profile_has_its_channel_and_what_the_channel_changes(model: CompetencyModel) -> None:
    profile = model.profile("jd_cs_agent")
    assert profile.default_channel == "chat"
    assert profile.sub_weights["communication"]["cm_pace"] == 0
    assert profile.channel_sub_weights["voice"]["communication"]["cm_pace"] == 15
    assert (profile.retakes_allowed, profile.max_follow_ups) == (1, 1)
    assert profile.pass_line.grey_zone == (5.1, 6.9)


def test_a_question_in_full(model: CompetencyModel) -> None:
    question = next(each for each in model.profile("jd_cs_agent").questions if each.id == "JD-Q11")
    assert question.type is QuestionType.ROLE_PLAY
    assert question.scores == {"ec_stability": 0.4, "ec_boundary": 0.3, "cm_wording": 0.2, "ec_recovery": 0.1}
    assert (question.timing.prep_s, question.timing.answer_s) == (30, 90)
    assert question.content_warning is not None
    assert question.prompt.zh.startswith("情景对话")
    assert question.prompt.en.startswith("Role-play. Customer:")
    assert question.experienced is None


def test_speech_rules_keep_their_numbers(model: CompetencyModel) -> None:
    assert model.speech is not None
    assert model.speech.gate.min_snr_db == 15
    assert model.speech.gate.min_asr_confidence == 0.70
    assert model.speech.long_pause_ms == 1000
    assert model.speech.zones[Language.ZH].no_comment == (140, 280)
    assert model.speech.zones[Language.EN].articulation_syll_s == (3.5, 7.0)
    assert "那个" in model.speech.fillers[Language.ZH]["demonstrative"]


def test_hash_follows_the_files_and_nothing_else(content: Path, edit: Edit) -> None:
    first = load_competency_model(content).content_hash
    (content / "README.md").write_text("other words", encoding="utf-8")
    os.utime(content / "meta.yaml", (1, 1))
    assert load_competency_model(content).content_hash == first
    edit("dimensions/1-customer_orientation.yaml", "Empathy", "Empathy ")
    second = load_competency_model(content).content_hash
    assert second != first
    (content / "lexicons").mkdir()
    (content / "lexicons" / "a.yaml").write_text('- {rule: star.action, zh: [["我"]]}\n', encoding="utf-8")
    assert load_competency_model(content).content_hash not in {first, second}


def test_the_same_bytes_are_read_once_and_other_bytes_anew(content: Path, edit: Edit) -> None:
    first = load_competency_model(content)
    assert load_competency_model(content) is first
    edit("dimensions/1-customer_orientation.yaml", "Listening and confirming", "Listening")
    assert load_competency_model(content).dimensions[0].sub_dimensions[0].name.en == "Listening"
    edit("dimensions/1-customer_orientation.yaml", '"Listening"', '"Listening and confirming"')
    assert load_competency_model(content) == first


def test_moving_text_between_files_changes_the_hash(content: Path) -> None:
    folder = content / "lexicons"
    folder.mkdir()
    entry = '- {rule: star.action, zh: [["我"]]}\n'
    (folder / "a.yaml").write_text(entry, encoding="utf-8")
    first = load_competency_model(content).content_hash
    (folder / "a.yaml").rename(folder / "b.yaml")
    assert load_competency_model(content).content_hash != first


def test_resources_come_from_the_environment_when_it_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_RESOURCES", str(tmp_path))
    assert resources_dir() == tmp_path
    monkeypatch.setenv("KIOSK_RESOURCES", str(tmp_path / "gone"))
    with pytest.raises(KioskError) as caught:
        resources_dir()
    assert caught.value.code == "resources_missing"


def test_resources_of_a_bundled_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIOSK_RESOURCES", raising=False)
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert resources_dir() == tmp_path / "resources"
