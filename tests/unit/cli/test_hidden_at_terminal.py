"""What the console hides, because people agree with it too little, no command at the terminal tells."""

import json
from pathlib import Path

import pytest

from app.cli import main
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.language import Language
from app.review.hidden import hidden_of
from app.review.values import Card
from app.store.journal import Journal
from tests.unit.review.test_hidden import at_odds

ONE = "i-3"


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Card, frozenset[str], float]:
    """The card at the console, what is hidden, and the composite as it was stored."""
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    (tmp_path / "media").mkdir()
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    desk = at_odds(journal, load_competency_model(content_dir()), 7)
    card, hidden = desk.card(ONE, Language.EN), hidden_of(desk._book.judged())
    stored = journal.interview(ONE).composite
    journal.close()
    assert hidden
    assert stored is not None
    assert card.composite.value != stored
    return card, hidden, stored


def test_no_command_tells_a_hidden_score(
    seen: tuple[Card, frozenset[str], float], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card, hidden, stored = seen
    assert main(["interviews", "list", "--json"]) == 0
    rows = {each["id"]: each for each in json.loads(capsys.readouterr().out)}
    assert rows[ONE]["composite"] == card.composite.value
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    assert journal.audit()[0][-1].action == "review_opened"  # a list of scores is a look, too
    journal.close()
    out, page = tmp_path / "out.json", tmp_path / "page.html"
    assert main(["interviews", "export", ONE, "--out", str(out)]) == 0
    assert main(["interviews", "report", ONE, "--out", str(page)]) == 0
    told = json.loads(out.read_text("utf-8"))
    assert told["interview"]["composite"] == told["profile"]["composite"]["score"] == card.composite.value
    assert set(told["withheld"]["scores"]) == hidden
    subs = {sub["id"]: sub for each in told["profile"]["dimensions"] for sub in each["sub_dimensions"]}
    assert all(subs[name]["score"] is None for name in hidden)
    capsys.readouterr()
    assert main(["interviews", "show", ONE, "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    for line in card.sub_dimensions:
        (row,) = [each for each in shown.splitlines() if each.startswith(f"  {line.target.name} ")]
        figure = "-" if line.value is None else f"{line.value:.2f} ± {line.error:.2f}"
        assert row.split(maxsplit=1)[1].startswith(figure)
    for text in (shown, page.read_text("utf-8")):
        assert f"{stored:.2f}" not in text
