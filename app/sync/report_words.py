"""Words of the report for codes and labels, and names of the content in one language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.competency import CompetencyModel, QuestionTemplate
from app.domain.language import Language, Words
from app.domain.work_sample import WorkSample

FILES = ("words", "readers")


@dataclass(frozen=True, slots=True)
class ReportWords:
    """resources/report/words.<lang>.toml and readers.<lang>.toml: section -> code -> words."""

    sections: Mapping[str, Mapping[str, str]]

    @classmethod
    def read(cls, folder: Path, language: Language) -> "ReportWords":
        """The words of `language` in the folder resources/report."""
        sections: dict[str, dict[str, str]] = {}
        for name in FILES:
            text = (folder / f"{name}.{language.value}.toml").read_text(encoding="utf-8")
            for section, words in tomllib.loads(text).items():
                sections.setdefault(section, {}).update(words)
        return cls(sections)

    def label(self, name: str, **gaps: str | int) -> str:
        """The label `name` with its gaps filled. Raises KeyError for a label that does not exist."""
        return self.sections["label"][name].format(**gaps)

    def code(self, section: str, code: str) -> str:
        """What `code` means; the code itself where nobody has written its words."""
        return self.sections[section].get(code, code)


@dataclass(frozen=True, slots=True)
class Names:
    """How the content calls things; an id the model does not know stays an id."""

    model: CompetencyModel
    language: Language
    words: ReportWords
    things: Mapping[str, Words]  # dimensions, sub-dimensions, moves, patterns, packs, profiles
    questions: Mapping[str, QuestionTemplate]

    @classmethod
    def of(cls, model: CompetencyModel, language: Language, words: ReportWords) -> "Names":
        """The names of `model` in `language`."""
        things: dict[str, Words] = {}
        for dimension in model.dimensions:
            things[dimension.id] = dimension.name
            things.update({sub.id: sub.name for sub in dimension.sub_dimensions})
        things.update({move.id: move.name for move in model.moves})
        things.update({pattern.id: pattern.name for pattern in model.negative_patterns})
        things.update({pack.id: pack.name for pack in model.policy_packs})
        things.update({profile.id: profile.name for profile in model.profiles})
        questions = {question.id: question for profile in model.profiles for question in profile.questions}
        return cls(model, language, words, things, questions)

    def thing(self, name: str) -> str:
        """The name of a dimension, sub-dimension, move, pattern, pack or profile."""
        return self.things[name].text(self.language) if name in self.things else name

    def title(self, question_id: str) -> str:
        """The title of a question, or nothing where the model does not know it."""
        question = self.questions.get(question_id)
        return question.title.text(self.language) if question else ""

    def prompts(self, question_id: str, turn: int, follow_up: str | None) -> list[str]:
        """What was asked; every follow-up that may have been asked where `follow_up` does not say which."""
        question = self.questions.get(question_id)
        if question is None:
            return []
        if question.work_sample is not None:
            return [self._asked_in(question.work_sample, turn)]
        if turn == 1:
            return [question.prompt.text(self.language)]
        asked = [rule for rule in question.follow_ups if rule.id == follow_up] or question.follow_ups
        return [rule.prompt.text(self.language) for rule in asked]

    def part(self, question_id: str, turn: int) -> str:
        """Which part of a work sample, or that it is a follow-up; empty for a first turn of other questions."""
        question = self.questions.get(question_id)
        sample = question.work_sample if question is not None else None
        if sample is None:
            return self.words.label("turn") if turn > 1 else ""
        if turn > len(sample.chats):
            return self.words.label("note")
        chat = sample.chats[turn - 1]
        return f"{chat.customer.text(self.language)} · {chat.topic.text(self.language)}"

    def _asked_in(self, sample: WorkSample, turn: int) -> str:
        """What the customer of this chat may have written, or what the note should hold."""
        if turn > len(sample.chats):
            return sample.note.text(self.language)
        return "\n".join(line.words.text(self.language) for line in sample.chats[turn - 1].lines)

    def rule(self, rule: str) -> str:
        """What a rule of the evidence stands for: a key point, a red flag, a move, a habit; who found it."""
        rule, _, tier = rule.partition("@")
        if tier:
            return self.words.label("found_by", rule=self.rule(rule), tier=self.words.code("tier", tier))
        head, _, rest = rule.partition(".")
        part = rest.partition(".")[0]
        if head in self.questions:
            return self._point(self.questions[head], part) or rule
        if head in self.things and not rest:
            return self.thing(head)
        if head in ("high", "low", "anchor_high", "anchor_low"):
            return self.words.code("rule", head).format(sub=self.thing(part))
        if head == "taboo":
            names = {each.id: each.name.text(self.language) for each in self.model.taboo}
            return self.words.code("rule", head).format(name=names.get(part, part))
        return self.words.code("rule", rule)

    def _point(self, question: QuestionTemplate, part: str) -> str | None:
        points = {point.id: point.words.text(self.language) for point in question.key_points}
        flags = {f"r{index}": flag.text(self.language) for index, flag in enumerate(question.red_flags, 1)}
        if part in flags:
            return self.words.code("rule", "red_flag").format(words=flags[part])
        return points.get(part)
