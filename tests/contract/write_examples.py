"""Writes contract/v1/examples from the made-up interviews: python -m tests.contract.write_examples"""

from pathlib import Path

from app.domain.language import Language
from app.sync.wire import dumps_profile, profile_json
from tests.contract.samples import sample

CONTRACT = Path(__file__).resolve().parents[2] / "contract" / "v1"


def example_path(language: Language) -> Path:
    """Where the example in `language` lies."""
    return CONTRACT / "examples" / f"profile.{language.value}.json"


def example_text(language: Language) -> str:
    """The example in `language` as it should lie there."""
    made = sample(language)
    return dumps_profile(profile_json(made.facts, made.answers, made.assessment))


if __name__ == "__main__":
    for each in Language:
        example_path(each).write_text(example_text(each), encoding="utf-8", newline="\n")
