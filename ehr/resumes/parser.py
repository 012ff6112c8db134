"""The words of a résumé → its facts. Pure and repeatable: the month of today comes in as an argument."""

from ehr.resumes.document import ResumeText
from ehr.resumes.facts import Month, ResumeFacts, Skipped
from ehr.resumes.forbidden import forbidden_spans, without_forbidden
from ehr.resumes.jobs import count_years, find_jobs, find_stated_years
from ehr.resumes.learning import find_certificates, find_education, find_languages
from ehr.resumes.sections import reading_of
from ehr.resumes.skills import find_skills
from ehr.resumes.typing_speed import find_typing


def parse_resume(source: ResumeText, today: Month) -> ResumeFacts:
    """The facts that `source` states, each with its span and confidence.

    Words about forbidden topics (photo, age, sex, marriage, ID number, origin, faith, party, health, address) are
    blanked before anything is looked for; `skipped` says where they stood, never what they said. Pictures are never
    opened. No fact is used in a score.
    """
    reading = reading_of(source, without_forbidden(source.text))
    jobs = find_jobs(reading)
    return ResumeFacts(
        education=find_education(reading),
        jobs=jobs,
        stated_years=find_stated_years(reading),
        counted_years=count_years(jobs, today),
        typing=find_typing(reading),
        languages=find_languages(reading),
        skills=find_skills(reading),
        certificates=find_certificates(reading),
        skipped=tuple(
            Skipped(topic, reading.span(start, end)) for topic, start, end in forbidden_spans(source.text)
        ),
    )
