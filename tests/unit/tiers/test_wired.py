"""Second readers behind the store's task: read while the candidate goes on, waited for a little, or left out."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap.store_task import StoreTask
from app.domain.events import AnswerAccepted, Event
from app.domain.transcript import Transcript, TranscriptSource
from app.flow.interview import fold
from app.settings import LlmSettings, Settings
from app.store.journal import Journal
from app.tiers.ahead import WAIT_S, ReadAhead
from app.tiers.readers import SecondReader, second_readers
from app.ui.ports import Append, Finish
from tests.fakes.llm_server import Json, Reply, llm_server
from tests.gold.gold import read_gold
from tests.injection.attacks import model
from tests.unit.bootstrap.test_store_task import NOW_S, whole_interview
from tests.unit.tiers.tiny import write_onnx_pack

TOKEN = "Zx9-hush"


def pick_all(material: Json) -> Reply:
    """A model that finds every key point in the first three sentences."""
    ids = [each["id"] for each in material["sentences"]][:3]
    return Reply(json.dumps(dict.fromkeys(material["key_points"], ids)))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(tmp_path / "kiosk.db", tmp_path)
    yield opened
    opened.close()


def settings_of(folder: Path, url: str | None, **llm: Any) -> Settings:
    return Settings(
        data_dir=folder, llm_url=url, llm_model="small-model", llm=LlmSettings(timeout_s=10.0, **llm)
    )


def events(*, scoring: bool = True) -> list[Event]:
    """An interview in Chinese with middling gold answers, so that there is something to find."""
    middling = {each.question: each.turns[1] for each in read_gold() if each.language == "zh"}
    return [
        replace(event, answer=replace(event.answer, words=Transcript(text, TranscriptSource.TYPED)))
        if isinstance(event, AnswerAccepted) and (text := middling.get(event.answer.question_id))
        else event
        for event in whole_interview(model(), scoring=scoring)
    ]


Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(journal: Journal, tmp_path: Path) -> Iterator[Run]:
    """Stores an interview event by event, lets it be scored, and gives the profile that was stored."""
    started: list[ReadAhead] = []

    def one(
        readers: Sequence[SecondReader],
        made: list[Event],
        before_finish: Callable[[], None] = lambda: None,
        wait_s: float = WAIT_S,
    ) -> dict[str, Any]:
        ahead = ReadAhead(readers, wait_s)
        started.append(ahead)
        results = tmp_path / "results"
        task = StoreTask(journal, model(), lambda: NOW_S, lambda: 9999, 1, results, ahead)
        for event in made:
            task(Append("i-1", (event,)))
        before_finish()
        task(Finish(fold(journal.events("i-1")), ("silero-vad/6", "faster-whisper/base/0a1b2c3d4e5f")))
        profile: dict[str, Any] = json.loads((results / "profile.json").read_text("utf-8"))
        assert json.loads(journal.profile_json("i-1") or "") == profile
        return profile

    yield one
    for ahead in started:
        ahead.stop()


def scores_of(profile: dict[str, Any]) -> list[object]:
    return [answer["scores"] for answer in profile["answers"]]


@pytest.fixture
def alone(tmp_path: Path) -> list[object]:
    """The scores of Tier 0 alone."""
    folder = tmp_path / "alone"
    folder.mkdir()
    store = Journal.open(folder / "kiosk.db", folder)
    task = StoreTask(store, model(), lambda: NOW_S, lambda: 9999, 1, folder)
    task(Append("i-1", tuple(events())))
    task(Finish(fold(store.events("i-1"))))
    store.close()
    return scores_of(json.loads((folder / "profile.json").read_text("utf-8")))


def test_both_tiers_read_ahead_and_the_profile_and_the_report_say_so(
    run: Run, alone: list[object], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_onnx_pack(tmp_path / "models" / "tiny")
    (tmp_path / "token").write_text(f"{TOKEN}\n", "utf-8")
    caplog.set_level(0)
    with llm_server(pick_all) as (url, seen):
        readers = second_readers(settings_of(tmp_path, url, token_file=tmp_path / "token"))
        asked_before: list[int] = []
        profile = run(readers, events(), lambda: asked_before.append(_waited_for(seen)))
    assert asked_before[0] > 0
    assert {each["authorization"] for each in seen} == {f"Bearer {TOKEN}"}
    assert TOKEN not in caplog.text
    assert profile["flags"].count("tier2_unavailable") == 0
    tier0, tier1, tier2 = profile["provenance"]["scorer"].split("+")
    assert tier0.startswith("tier0/")
    assert tier1.startswith("tier1/tiny/")
    assert tier2 == "tier2/small-model"
    assert profile["provenance"]["packs"] == ["faster-whisper/base/0a1b2c3d4e5f", tier1]
    assert profile["provenance"]["engines"] == ["silero-vad/6", tier2]
    assert scores_of(profile) != alone
    moved = [answer for answer in profile["answers"] if "tier2_moved" in answer["flags"]]
    assert any(each["rule"].endswith("@tier2") for answer in moved for each in answer["evidence"])
    page = (tmp_path / "results" / "report.html").read_text("utf-8")
    for words in (
        tier1,
        "由语言模型找到",
        "语言模型使个别分项上移了一档",
        "faster-whisper/base/0a1b2c3d4e5f",
    ):
        assert words in page
    assert "tier2_moved" not in page


def _waited_for(seen: list[Json]) -> int:
    """How many questions the server got while the interview still went on; waits for the first."""
    arrived = threading.Event()
    for _ in range(500):
        if seen or arrived.wait(0.02):
            break
    return len(seen)


def test_a_model_that_is_too_slow_is_left_out_and_the_rest_scores(
    run: Run, alone: list[object], tmp_path: Path
) -> None:
    write_onnx_pack(tmp_path / "models" / "tiny")
    held = threading.Event()
    with llm_server(lambda _: Reply("{}", wait=held)) as (url, seen):
        readers = second_readers(settings_of(tmp_path, url))
        profile = run(readers, events(), lambda: None, wait_s=2.0)
        held.set()
    assert [flag for flag in profile["flags"] if flag.startswith("tier")] == [
        "tier2_unavailable",
        "tier2_unavailable.timeout",
    ]
    assert "+tier1/tiny/" in profile["provenance"]["scorer"]
    assert "tier2" not in profile["provenance"]["scorer"]
    assert len(seen) == 1
    page = (tmp_path / "results" / "report.html").read_text("utf-8")
    assert "语言模型没有参与" in page
    assert "语言模型：没有及时回答" in page


@pytest.mark.parametrize(
    ("break_it", "flag"),
    [
        (
            lambda folder: (folder / "models/tiny/model.onnx").write_bytes(b"x"),
            "tier1_unavailable.pack_broken",
        ),
        (
            lambda folder: (folder / "models/tiny/embedding.json").write_text("{"),
            "tier1_unavailable.pack_broken",
        ),
        (lambda folder: (folder / "token").write_text("two words"), "tier2_unavailable.no_token"),
        (lambda folder: (folder / "ca.pem").unlink(), "tier2_unavailable.no_ca"),
        (lambda _: None, "tier2_unavailable.nonsense"),
    ],
)
def test_what_cannot_be_used_is_said_and_tier_0_goes_on(
    run: Run, tmp_path: Path, break_it: Callable[[Path], object], flag: str
) -> None:
    write_onnx_pack(tmp_path / "models" / "tiny")
    (tmp_path / "token").write_text(TOKEN)
    (tmp_path / "ca.pem").write_text("a certificate")
    break_it(tmp_path)
    with llm_server(lambda _: Reply(raw=b"<html>log in</html>")) as (url, seen):
        how = {"token_file": tmp_path / "token", "ca_file": tmp_path / "ca.pem"}
        profile = run(second_readers(settings_of(tmp_path, url, **how)), events())
    assert flag in profile["flags"]
    assert flag.partition(".")[0] in profile["flags"]
    assert profile["composite"]["score"] is not None
    assert len(seen) <= 1  # after one failure nothing of the interview is asked any more


def test_nobody_is_asked_without_consent(run: Run, tmp_path: Path) -> None:
    with llm_server(pick_all) as (url, seen):
        profile = run(second_readers(settings_of(tmp_path, url)), events(scoring=False))
    assert seen == []
    assert profile["composite"]["score"] is None


def test_without_a_pack_and_a_model_the_scores_are_those_of_tier_0(
    run: Run, alone: list[object], tmp_path: Path
) -> None:
    profile = run(second_readers(Settings(data_dir=tmp_path)), events())
    assert scores_of(profile) == alone
    assert "+" not in profile["provenance"]["scorer"]
    assert not [flag for flag in profile["flags"] if flag.startswith("tier")]
