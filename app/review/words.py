"""The words of reports, read once in each language: the list asks for them every few seconds."""

from functools import cache

from app.content.paths import resources_dir
from app.domain.language import Language
from app.sync.report_words import ReportWords


@cache
def report_words(language: Language) -> ReportWords:
    """The words in `language`; nobody changes them while the program runs."""
    return ReportWords.read(resources_dir() / "report", language)
