"""What a candidate asks the company reaches the recruiter, in the profile and in the report."""

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.language import Language
from app.sync.report import report_html
from app.sync.wire import profile_json
from tests.contract.samples import sample


def test_the_question_to_the_company_is_passed_on_where_there_is_one() -> None:
    made, model = sample(Language.ZH), load_competency_model(content_dir())
    profile = profile_json(made.facts, made.answers, made.assessment)
    asked = str(profile["candidate_question"])
    assert asked
    page = report_html(profile, model)
    assert asked in page
    silent = report_html({**profile, "candidate_question": ""}, model)
    assert silent.count("<h2>") == page.count("<h2>") - 1
