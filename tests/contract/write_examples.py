"""Writes contract/v1 from the made-up interviews and the shapes of content: python -m tests.contract.write_examples"""

from pathlib import Path

from app.domain.language import Language
from app.sync.wire import dumps_profile, profile_json
from tests.contract import content_documents
from tests.contract.records import bodies, records
from tests.contract.samples import sample

CONTRACT = Path(__file__).resolve().parents[2] / "contract" / "v1"
EXAMPLES = CONTRACT / "examples"


def example_path(language: Language) -> Path:
    """Where the profile in `language` lies."""
    return EXAMPLES / f"profile.{language.value}.json"


def example_text(language: Language) -> str:
    """The profile in `language` as it should lie there."""
    made = sample(language)
    return dumps_profile(profile_json(made.facts, made.answers, made.assessment))


def written() -> dict[Path, str]:
    """Every file of the contract that is written, and its text."""
    content = content_documents
    made = {example_path(language): example_text(language) for language in Language}
    made |= {EXAMPLES / f"{name}.json": text for name, text in {**records(), **bodies()}.items()}
    made |= {EXAMPLES / f"{name}.json": content.dumps(each) for name, each in content.examples().items()}
    made |= {
        CONTRACT / f"{name}.schema.json": content.dumps(each) for name, each in content.schemas().items()
    }
    return made


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, encoding="utf-8", newline="\n")
