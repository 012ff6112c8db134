"""The report of one interview as a page for HR: self-contained, printable, in the candidate's language."""

from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.sync.report_view import report_view
from app.sync.report_words import ReportWords

TEMPLATE = "report.html.j2"


def report_html(profile: dict[str, Any], model: CompetencyModel) -> str:
    """One HTML page that shows everything `profile` says; names and questions come from `model`.

    Args:
        profile: A profile of contract v1.
        model: The competency model it was made with, or a later one: what it does not know keeps its id.
    """
    folder = resources_dir() / "report"
    words = ReportWords.read(folder, Language(profile["language"]))
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template(TEMPLATE)
    return template.render(report=report_view(profile, model, words), label=words.label)
