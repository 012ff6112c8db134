"""The lexicons cover the content in both languages and stay searchable."""

import re

import pytest

from app.domain.language import Language
from app.scoring import lexicon
from app.scoring.rulebook import rulebook_of
from app.scoring.text import canon_phrase
from tests.unit.scoring.answers import model

SUBS = {sub.id for dimension in model().dimensions for sub in dimension.sub_dimensions}
SCORED = {sub for profile in model().profiles for question in profile.questions for sub in question.scores}
MARKS = lexicon.MARKS | SUBS
RED_FLAG = re.compile(r"\.r\d$")


@pytest.mark.parametrize("language", Language)
def test_every_key_point_red_flag_move_and_sub_dimension_has_cues(language: Language) -> None:
    rules = rulebook_of(model(), language).rules
    wanted = {move.id for move in model().moves}
    wanted |= {f"high.{sub}" for sub in SCORED} | {f"low.{sub}" for sub in SCORED}
    for profile in model().profiles:
        for question in profile.questions:
            wanted |= {f"{question.id}.{point.id}" for point in question.key_points}
            wanted |= {f"{question.id}.r{number + 1}" for number in range(len(question.red_flags))}
    assert wanted <= set(rules)


@pytest.mark.parametrize("language", Language)
def test_marks_are_known_and_every_red_flag_names_what_it_lowers(language: Language) -> None:
    for name, rule in rulebook_of(model(), language).rules.items():
        assert set(rule.marks) <= MARKS, name
        if RED_FLAG.search(name):
            assert rule.marks, name


@pytest.mark.parametrize("language", Language)
def test_a_red_flag_lowers_what_its_question_scores(language: Language) -> None:
    book = rulebook_of(model(), language)
    for profile in model().profiles:
        for question in profile.questions:
            for number in range(1, len(question.red_flags) + 1):
                assert set(book.marks(f"{question.id}.r{number}")) & set(question.scores), question.id


@pytest.mark.parametrize("language", Language)
def test_no_phrase_is_only_particles(language: Language) -> None:
    for cue in model().cues:
        for group in cue.groups.get(language, ()):
            for phrase in group.any_of:
                kept = phrase.startswith("re:") or language is Language.ZH or canon_phrase(phrase, language)
                assert kept, (cue.rule, phrase)
