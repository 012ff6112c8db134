"""The demo candidates score what a person last accepted."""

import pytest

from app.domain.language import Language
from tests.golden.scores.candidates import CANDIDATES, golden_file, scores, written


@pytest.mark.parametrize(("language", "who"), CANDIDATES)
def test_scores_are_those_last_accepted(language: Language, who: str) -> None:
    accepted = golden_file(language, who).read_text("utf-8").splitlines()
    found = written(scores(language, who)).splitlines()
    different = [line for line in found if line not in accepted]
    assert not different, "accept with python -m tests.golden.scores.accept\n" + "\n".join(different)
    assert len(found) == len(accepted)
