"""Every mistake is told with file, line, field, what was expected and what was found."""

from pathlib import Path

import pytest

from app.content.loader import load_competency_model
from app.content.problems import ContentError
from app.domain.language import Language
from tests.unit.content.conftest import Edit, problems_of

Q04 = "profiles/jd_cs_agent/questions/JD-Q04.yaml"
Q01 = "profiles/jd_cs_agent/questions/JD-Q01.yaml"
JD = "profiles/jd_cs_agent/profile.yaml"
Q16 = "profiles/jd_cs_agent/questions/JD-Q16.yaml"
ORIENTATION = "dimensions/1-customer_orientation.yaml"
RULES = "scoring_rules.yaml"
CN = "policy_packs/cn_default.yaml"
EU = "policy_packs/eu.yaml"

# file, old text, new text, field, expected (part), found (part)
WRONG = [
    (Q04, "scored: true", "scored: maybe", "scored", "true or false", "maybe"),
    (Q04, "scored: true", 'scored: "true"', "scored", "true or false", '"true"'),
    (Q04, "type: past_behaviour", "type: quiz", "type", "one of 'baseline'", "quiz"),
    (Q04, "co_empathy: 0.35", "co_empathy: 0.3", "scores", "a sum of 1", "0.95"),
    (Q04, "co_empathy: 0.35", "co_empathy: zero", "scores.co_empathy", "a number", "zero"),
    (Q04, "sub: co_empathy", "sub: co_emapthy", "key_points[3].sub", "one of co_empathy", "co_emapthy"),
    (Q04, "id: k5", "id: k4", "key_points[5]", "ids that differ", "k4"),
    (Q04, "when: missing_result", "when: missing_rezult", "follow_ups[2].when", "missing_result", "rezult"),
    (Q04, "id: JD-Q04", "id: JD-Q40", "id", "JD-Q04", "JD-Q40"),
    (Q04, "answer_s: 150", "answer_s: 150.5", "timing.answer_s", "whole number", "150.5"),
    (Q04, "answer_s: 150", "answer_s: 5", "timing.answer_s", "at least 10", "5"),
    (Q04, "prep_s: 45", "prep_s: -1", "timing.prep_s", "at least 0", "-1"),
    (Q04, "prompt:", "promt:", "promt", "a known field", "promt"),
    (Q04, '"有结果与确认方式"', '"  "', "key_points[5].zh", "not empty", "an empty text"),
    (Q04, '    en: "An outcome and how it was confirmed"\n', "", "key_points[5].en", "required", "no such"),
    (Q04, 'zh: "有结果与确认方式"', 'zh: "有{result}"', "key_points[5]", "same words in braces", "fields"),
    (Q04, "您自己具体说了哪句话", "您打算什么时候结婚", "follow_ups[1].zh", "nothing listed under forbidden", "结婚"),
    (Q04, "What exactly did you yourself say", "Any religion, by the way? What did you say", "follow_ups[1].en",
     "nothing listed under forbidden", "religio"),
    (Q01, "scored: false", "scored: true", "scores", "a sum of 1", "0"),
    (Q04, "    sub: co_listening\n", "    sub: co_listening\n    part: late\n", "key_points[1].part",
     "only in a chat work sample", "late"),
    (Q16, "type: work_sample", "type: situational", "type", "the type work_sample", "situational"),
    (Q16, "at_s: 100", "at_s: 0", "work_sample.chats[1].lines[2].at_s", "later than 0", "0"),
    (Q16, "at_s: 160", "at_s: 240", "work_sample.chats[3].lines[2].at_s", "before answer_s", "240"),
    (Q16, "at_s: 5\n", "at_s: 5\n          after_replies: 1\n",
     "work_sample.chats[3].lines[1].after_replies", "at_s alone", "1"),
    (Q16, "    - id: refund", "    - id: late", "work_sample.chats[2]", "ids that differ", "late"),
    (Q16, "    sub: co_empathy\n    part: late", "    sub: co_empathy\n    part: latte", "key_points[1].part",
     "one of abusive", "latte"),
    (JD, "customer_orientation: 25", "customer_orientation: 26", "weights", "a sum of 100", "101"),
    (JD, "integrity_teamwork: 10", "integrity_teamwork: 5", "weights.integrity_teamwork", "10 to 35", "5"),
    (JD, "co_listening: 35", "co_listening: 36", "sub_weights.customer_orientation", "a sum of 100", "101"),
    (JD, "cm_pace: 0", "cm_pase: 0", "sub_weights.communication", "all of cm_clarity", "cm_pase"),
    (JD, "cm_pace: 15", "cm_pace: 14", "channel_variants.voice.sub_weights.communication",
     "sum of 100", "99"),
    (JD, "[JD-Q01,", "[JD-Q99,", "plan.short_form[1]", "one of JD-Q01", "JD-Q99"),
    (JD, "[JD-Q01,", "[JD-Q02,", "plan.short_form[2]", "ids that differ", "JD-Q02"),
    (JD, "total_questions: 16", "total_questions: 14", "plan.total_questions", "16", "14"),
    (JD, "advisory: true", "advisory: false", "pass_line.advisory", "one of True", "false"),
    (JD, "[5.1, 6.9]", "[6.1, 6.9]", "pass_line.grey_zone", "a range around", "6.1"),
    (JD, "default_channel: chat", "default_channel: fax", "default_channel", "one of chat, voice", "fax"),
    (JD, "id: jd_cs_agent", "id: jd_agent", "id", "jd_cs_agent", "jd_agent"),
    (ORIENTATION, "      3:\n", "      4:\n", "sub_dimensions[1].anchors", "1, 3, 5, 7, 10", "4"),
    (ORIENTATION, "id: co_proactive", "id: co_empathy", "sub_dimensions[3]", "ids that differ",
     "co_empathy"),
    ("dimensions/2-communication.yaml", "id: cm_pace", "id: co_empathy",
     "sub_dimensions[2].id", "than in customer", "co_empathy"),
    (RULES, "auto_reject: false", "auto_reject: true", "pass_line.auto_reject", "one of False", "true"),
    (RULES, "auto_hire: false", "auto_hire: true", "pass_line.auto_hire", "one of False", "true"),
    (RULES, "ec_stability: 0.10", "ec_stability: 0.11", "modality_caps.voice_affect.ec_stability",
     "at most 0.1", "0.11"),
    (RULES, "{voice_affect: 0.10,", "{voice_affect: 0.05,",
     "modality_caps.voice_affect.ec_stability", "ceiling 0.05", "0.1"),
    (RULES, "face_affect: {default: 0.00}", "face_affect: {default: 0.01}",
     "modality_caps.face_affect.default", "at most 0", "0.01"),
    (RULES, "cm_clarity: 0.15, default", "cm_clear: 0.15, default",
     "modality_caps.speech_delivery.cm_clear", "one of", "cm_clear"),
    (CN, "face_affect_cap: 0.00", "face_affect_cap: 0.05", "modality.face_affect_cap", "at most 0", "0.05"),
    (CN, "voice_affect_cap: 0.10", "voice_affect_cap: 0.2", "modality.voice_affect_cap",
     "at most 0.1", "0.2"),
    (CN, 'solely_automated: "forbidden"', 'solely_automated: "allowed"',
     "automated_decision.solely_automated", "'forbidden'", "allowed"),
    (CN, "- recording_audio", "- recording_sound", "consent.separate_consents[1]",
     "'recording_audio'", "sound"),
    (CN, 'voice_affect: "on"', "voice_affect: enabled", "modality.voice_affect", "'locked_off'", "enabled"),
    (CN, "deletion_request_days: 15", "deletion_request_days: fifteen", "deletion_request_days",
     "whole", "fifteen"),
    (EU, "id: eu\n", "id: cn_default\n", "id", "another id than in", "cn_default"),
    ("consistency.yaml", '["eu",', '["eun",', "policy.disabled_in_packs[1]", "one of cn_default", "eun"),
    ("scale.yaml", "[1, 3, 5, 7, 10]", "[1, 5, 10]", "anchors", "1, 3, 5, 7, 10", "1, 5, 10"),
    ("scale.yaml", "max: 10", "max: 100", "max", "one of 10", "100"),
    ("meta.yaml", '"2026.1.0"', '"newest"', "version", "an id like", "newest"),
    ("taboo.yaml", "id: cold", "id: command", "categories[4]", "ids that differ", "command"),
    ("service_moves.yaml", "id: m2_playback", "id: m1_safety", "items[2]", "ids that differ", "m1_safety"),
    ("quality_gates.yaml", "min_point: 0.60", "min_point: 60", "human_human.min_point", "at most 1", "60"),
    (RULES, "face_affect: {default: 0.00}", "face_affect: {ec_stability: 0.00}",
     "modality_caps.face_affect.default", "a required field", "nothing"),
    (Q01, "key_points: []", "scores: {co_empathy: 1.0}\nkey_points: []", "scores", "no shares", "fields"),
    (Q04, "  co_empathy: 0.35\n", "  co_empathy: 0.30\n  ec_boundary: 0.05\n",
     "scores.ec_boundary", "one key point", "no key point"),
    ("profiles/jd_cs_agent/questions/JD-Q05.yaml", "  ec_stability: 0.45", "  li_demo: 0.45",
     "scores.li_demo", "one of", "li_demo"),
    (JD, "  integrity_teamwork:\n    it_rules: 60\n    it_team: 40\n", "",
     "sub_weights", "of integrity", "nothing"),
    (JD, "  integrity_teamwork: 10", "  integrity_team: 10",
     "weights.integrity_team", "one of", "integrity_team"),
    (JD, "  problem_solving:\n    ps_need", "  solving:\n    ps_need",
     "sub_weights.solving", "one of", "solving"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "field", "expected", "found"), WRONG)
def test_one_mistake(
    content: Path, edit: Edit, name: str, old: str, new: str, field: str, expected: str, found: str
) -> None:
    edit(name, old, new)
    told = [
        problem
        for problem in problems_of(content)
        if problem.field == field and expected in problem.expected.en and found in problem.found.en
    ]
    assert len(told) == 1, problems_of(content)
    assert told[0].file == name
    assert told[0].expected.zh
    assert told[0].found.zh


def test_the_line_is_the_line_of_the_mistake(content: Path, edit: Edit) -> None:
    edit(Q04, "sub: co_empathy", "sub: co_emapthy")
    lines = (content / Q04).read_text(encoding="utf-8").splitlines()
    told = next(problem for problem in problems_of(content) if problem.field == "key_points[3].sub")
    assert told.file == Q04
    assert "co_emapthy" in lines[told.line - 1]
    assert told.sentence(Language.ZH).startswith(f"{Q04} 第 {told.line} 行，字段 key_points[3].sub：应为")
    assert told.sentence(Language.EN).startswith(f"{Q04} line {told.line}, field key_points[3].sub: expected")


def test_mistakes_of_several_files_come_together_in_order(content: Path, edit: Edit) -> None:
    edit(RULES, "auto_hire: false", "auto_hire: true")
    edit(Q04, "co_empathy: 0.35", "co_empathy: 0.3")
    edit(JD, "integrity_teamwork: 10", "integrity_teamwork: 11")
    (content / "taboo.yaml").unlink()
    told = problems_of(content)
    assert [problem.file for problem in told] == [JD, Q04, RULES, "taboo.yaml"]
    with pytest.raises(ContentError) as caught:
        load_competency_model(content)
    assert caught.value.code == "content_invalid"
    assert caught.value.params["count"] == 4
    assert len(str(caught.value).splitlines()) == 5
    assert len(str(caught.value.params["details"]).splitlines()) == 8


def test_a_broken_dimension_does_not_make_good_questions_wrong(content: Path, edit: Edit) -> None:
    edit(ORIENTATION, "      3:\n", "      4:\n")
    assert {problem.file for problem in problems_of(content)} == {ORIENTATION}


BYTES = [
    (b"\xef\xbb\xbfid: x\n", 1, "BOM"),
    ("id: x\n".encode("utf-16"), 1, "BOM"),
    ("id: x\nname: 客户\n".encode("gbk"), 2, "another encoding"),
    (b"id: x\n\tname: y\n", 2, "a tab"),
    (b"", 0, "nothing"),
    (b"  \n\n", 0, "nothing"),
    (b"# only a remark\n", 0, "nothing"),
    (b"id: [1, 2\nname: y\n", 2, "did not find expected"),
    (b'id: "x\n', 2, "end of stream"),
    (b"id: x\nid: y\n", 2, "id again"),
    (b"a: &one {b: c}\nd: *one\n", 1, "an alias"),
    (b"id: !!python/name:os.system x\n", 1, "python/name"),
    (b"? [a, b]\n: c\n", 1, "{}, []"),
    (b"id: x\n---\nid: y\n", 2, "another document"),
    (b"- id\n- name\n", 1, "a list of 2"),
    (b"just words\n", 1, "just words"),
    (b"[" * 3000, 1, ""),
    (b"id: \x00\n", 1, ""),
    (b"#" * 2_000_001, 0, "2000001 bytes"),
]


@pytest.mark.parametrize(("raw", "line", "found"), BYTES)
def test_bytes_that_are_no_content(content: Path, raw: bytes, line: int, found: str) -> None:
    (content / "dimensions" / "6-live_interaction.yaml").write_bytes(raw)
    told = problems_of(content)
    assert {problem.file for problem in told} == {"dimensions/6-live_interaction.yaml"}
    assert any(problem.line == line and found in problem.found.en for problem in told), told


@pytest.mark.parametrize(
    "name", ["meta.yaml", "service_moves.yaml", "consistency.yaml", JD, "scale.yaml", RULES]
)
def test_a_missing_file(content: Path, name: str) -> None:
    (content / name).unlink()
    told = problems_of(content)
    assert any(problem.file == name and problem.found.en == "no such file" for problem in told), told


def test_a_missing_folder(tmp_path: Path) -> None:
    (told,) = problems_of(tmp_path / "content")
    assert (told.file, told.found.en) == ("content", "no such folder")


def test_no_profile_no_pack_no_dimension(content: Path) -> None:
    for folder in ("profiles", "policy_packs", "dimensions"):
        for path in (content / folder).rglob("*.yaml"):
            path.unlink()
    assert {"profiles/", "policy_packs/", "dimensions/"} <= {problem.file for problem in problems_of(content)}


def test_a_file_nothing_reads_is_not_lost_silently(content: Path) -> None:
    (content / "tabu.yaml").write_text("a: b\n", encoding="utf-8")
    (content / "speech.yml").write_text("a: b\n", encoding="utf-8")
    told = {problem.file: problem.expected.en for problem in problems_of(content)}
    assert told == {"speech.yml": "the extension .yaml"}
    (content / "speech.yml").unlink()
    told = {problem.file: problem.expected.en for problem in problems_of(content)}
    assert told == {"tabu.yaml": "a file that README.md describes"}


def test_an_unreadable_file(content: Path) -> None:
    (content / "taboo.yaml").unlink()
    (content / "taboo.yaml").mkdir()
    assert any(problem.file == "taboo.yaml" for problem in problems_of(content))
