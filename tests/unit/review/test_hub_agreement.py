"""What a hub hides it tells no pairs of: the console hides it, too, and says where it stands."""

from app.agreement.gate import By, Standing
from app.agreement.measures import NotEstimated
from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.hub_account import HubAccount
from app.review.hub_agreement import HubAgreement
from app.review.hub_desk import HubDesk
from tests.fakes.hub_line import FakeLine, signed_in_replies, told


def pair(sub: str) -> dict[str, object]:
    place = {"sub_dimension": sub, "question_id": "JD-Q04", "turn": 1, "site": "s", "model_version": "m"}
    return place | {"human": 6.5, "program": 7.0, "rater": "r", "counts": True, "sitting": "1", "nth": 1}


def test_a_score_that_the_hub_hides_is_hidden_here_and_stands_in_the_figures_without_any(
    model: CompetencyModel,
) -> None:
    line = FakeLine(**signed_in_replies())
    page = {"items": [pair("cm_wording")], "next": None}
    line.replies["GET /review/pairs"] = told(page | {"hidden": ["co_empathy"]})
    account = HubAccount(line, "https://hub.example", lambda: 0.0)
    account.sign_in("user-1", "a long passphrase")
    desk = HubDesk(account, model, resources_dir(), lambda: 0.0)
    agreement = HubAgreement(account, lambda: 0.0)
    stands = {name: each.standing for name, each in agreement.judged().items()}
    assert stands == {"cm_wording": Standing.UNPROVEN, "co_empathy": Standing.BELOW}
    groups = {each.by: each.lines for each in desk.agreement_groups(Language.EN)}
    shown, hidden = groups[By.SUB_DIMENSION]
    assert (shown.agreement.pairs, shown.standing) == (1, Standing.UNPROVEN)
    assert (hidden.agreement.pairs, hidden.standing, hidden.least_icc) == (0, Standing.BELOW, 0.55)
    assert hidden.agreement.icc == NotEstimated("too_few_pairs")
    assert len(groups[By.QUESTION]) == 1
    line.replies["GET /review/pairs"] = told(page)  # a hub from before it said so
    agreement.forget()
    assert agreement.judged().keys() == {"cm_wording"}
