"""Pages over the real services: what a kiosk sent is read, rated, exported and erased through forms alone."""

import re
import time
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from ehr.access import Role
from tests.contract.records import review_act
from tests.hub.kiosks.rig import SiteKiosk, interview_bytes, receipt_bytes
from tests.hub.resumes.samples import ZH, as_docx
from tests.hub.world import Tree, World


class Reader:
    """A browser without scripts in which somebody is signed in."""

    def __init__(self, client: TestClient, world: World, scope: int, *roles: Role) -> None:
        self.client = client
        signed = world.signed_in(world.user(scope, *roles))
        self.headers = {"Cookie": signed["Cookie"], "Accept-Language": "zh"}
        self.csrf_token = signed["X-CSRF-Token"]

    def get(self, path: str, wanted: int = 200) -> str:
        """The page at `path`."""
        answer = self.client.get(path, headers=self.headers)
        assert answer.status_code == wanted, answer.text
        return answer.text

    def post(
        self, path: str, wanted: int = 200, *, files: object = None, token: str | None = None, **fields: str
    ) -> str:
        """The page that a form leads to."""
        data = {"csrf_token": self.csrf_token if token is None else token, **fields}
        answer = self.client.post(
            path, headers=self.headers, data=data, files=files, follow_redirects=False  # type: ignore[arg-type]
        )  # fmt: skip
        if answer.status_code == 303:  # followed here: the client would leave the cookie behind
            return self.get(answer.headers["location"], wanted)
        assert answer.status_code == wanted, answer.text
        return answer.text


DECLINED = {"decision": "decline", "reason": "talks over people", "looked_s": 40.0}


@pytest.fixture
def hr(client: TestClient, world: World, tree: Tree) -> Reader:
    """HR of the organisation."""
    return Reader(client, world, tree.organisation, Role.HR)


def sent(kiosk: SiteKiosk, interview_id: str = "one") -> None:
    kiosk.send("consent_receipt.v1", f"{interview_id}-consent", receipt_bytes(interview_id))
    kiosk.send("interview.v1", interview_id, interview_bytes(interview_id))


def only_candidate(page: str) -> str:
    (found,) = set(re.findall(r'href="/candidates/([0-9a-f-]{36})"', page))
    return str(UUID(found))


def only_interview(page: str) -> str:
    (found,) = set(re.findall(r'href="/interviews/([0-9a-f-]{36})"', page))
    return str(UUID(found))


def test_scores_open_after_the_readers_own_rating_and_quotes_stand_behind_them(
    kiosk: SiteKiosk, hr: Reader
) -> None:
    sent(kiosk)
    listed = hr.post("/candidates", interviewed="yes")
    assert "待独立评分" in listed
    candidate = only_candidate(listed)
    closed = hr.get(f"/candidates/{candidate}")
    assert "请先给出您自己的评分" in closed
    assert "data-chart" not in closed
    interview = only_interview(closed)
    blind = hr.get(f"/interviews/{interview}")
    assert 'class="said"' in blind
    assert "<mark" not in blind
    hr.get(f"/interviews/{interview}/quotes/co_listening", 404)
    given = {"score.co_listening": "6.5", "score.co_empathy": "", "comment": "<b>x</b>"}
    hr.post(f"/interviews/{interview}/ratings", **given)  # type: ignore[arg-type]
    opened = hr.get(f"/candidates/{candidate}")
    assert "data-chart" in opened
    assert "对照岗位画像" in opened
    assert "先评" in opened
    assert "&lt;b&gt;x&lt;/b&gt;" in opened
    assert "<b>x</b>" not in opened
    assert "<blockquote>" in hr.get(f"/interviews/{interview}/quotes/co_listening")
    assert "<mark" in hr.get(f"/interviews/{interview}")


def test_the_history_of_an_interview_stands_on_its_page_once_the_reader_may_know_it(
    kiosk: SiteKiosk, hr: Reader
) -> None:
    sent(kiosk)
    interview = only_interview(hr.get(f"/candidates/{only_candidate(hr.get('/candidates'))}"))
    told = [
        review_act("one", "rating", opens=False, at=time.time()),
        review_act("one", "rating", number=2, actor="reviewer-2"),
        review_act("one", "decision", number=3, body=DECLINED),
        review_act(
            "one", "decision", number=4, body=DECLINED | {"reason": "reads the same"}, actor="reviewer-2"
        ),
    ]
    reason = "Says the number back before going on."
    kiosk.send("review_act.v1", "one-act-1", told[0].encode())
    page = hr.get(f"/interviews/{interview}")
    assert "独立评分后可见" in page
    assert reason not in page
    kiosk.send("review_act.v1", "one-act-2", told[1].encode())
    assert hr.get(f"/interviews/{interview}").count(reason) == 2
    kiosk.send("review_act.v1", "one-act-3", told[2].encode())
    page = hr.get(f"/interviews/{interview}")
    assert "须由另一人阅读后方可生效" in page
    assert "talks over people" not in page
    assert "不通过" not in page.replace("作出邀请或不通过的决定", "")
    kiosk.send("review_act.v1", "one-act-4", told[3].encode())
    page = hr.get(f"/interviews/{interview}")
    assert "已决定：不通过" in page
    assert "talks over people" in page
    assert "reviewer-2" in page


def test_a_resume_is_uploaded_and_stands_beside_the_scores(kiosk: SiteKiosk, hr: Reader) -> None:
    sent(kiosk)
    candidate = only_candidate(hr.get("/candidates"))
    page = hr.post(f"/candidates/{candidate}/documents", files={"file": ("resume.docx", as_docx(ZH))})
    assert "在线客服专员 · 甲方科技有限公司" in page
    assert "年龄" in page
    assert "28岁" not in page
    document = re.findall(r'href="/documents/([0-9a-f-]{36})"', page)[0]
    answer = hr.client.get(f"/documents/{document}", headers=hr.headers)
    assert answer.headers["content-disposition"].startswith("attachment")
    page = hr.post(
        f"/candidates/{candidate}/documents", files={"file": ("photo.png", b"\x89PNG" + bytes(99))}
    )
    assert "不是 PDF 或 DOCX" in page


def test_a_person_is_exported_and_erased_only_when_somebody_is_sure(kiosk: SiteKiosk, hr: Reader) -> None:
    sent(kiosk)
    candidate = only_candidate(hr.get("/candidates"))
    answer = hr.client.post(
        f"/candidates/{candidate}/export", headers=hr.headers, data={"csrf_token": hr.csrf_token}
    )
    assert answer.content.startswith(b"PK")
    hr.post(f"/candidates/{candidate}/erase", 422, reason="asked")
    hr.post(f"/candidates/{candidate}/erase", 422, reason="because", sure="yes")
    assert "已删除" in hr.post(f"/candidates/{candidate}/erase", reason="asked", sure="yes")
    hr.get(f"/candidates/{candidate}", 410)
    assert candidate not in hr.get("/candidates")


def test_a_form_of_somebody_else_is_refused(kiosk: SiteKiosk, hr: Reader) -> None:
    sent(kiosk)
    candidate = only_candidate(hr.get("/candidates"))
    hr.post(f"/candidates/{candidate}/erase", 403, token="", reason="asked", sure="yes")
    hr.post(f"/candidates/{candidate}/erase", 403, token="guessed", reason="asked", sure="yes")
    assert candidate in hr.get("/candidates")


def test_two_are_compared_and_one_or_five_are_not(kiosk: SiteKiosk, hr: Reader) -> None:
    for number in ("one", "two"):
        sent(kiosk, number)
    ids = sorted(set(re.findall(r'href="/candidates/([0-9a-f-]{36})"', hr.get("/candidates"))))
    assert len(ids) == 2
    assert "待独立评分" in hr.get(f"/candidates/compare?id={ids[0]}&id={ids[1]}")
    hr.get(f"/candidates/compare?id={ids[0]}", 422)
    hr.get(f"/candidates/compare?id={ids[0]}&id={ids[0]}", 422)


def test_somebody_of_another_site_finds_nothing(
    kiosk: SiteKiosk, hr: Reader, client: TestClient, world: World, tree: Tree
) -> None:
    sent(kiosk)
    candidate = only_candidate(hr.get("/candidates"))
    stranger = Reader(client, world, tree.sites[1], Role.RECRUITER)
    assert "没有符合条件的候选人" in stranger.get("/candidates")
    stranger.get(f"/candidates/{candidate}", 404)


def test_a_code_for_a_kiosk_is_shown_with_the_fleet(
    kiosk: SiteKiosk, client: TestClient, world: World, tree: Tree
) -> None:
    admin = Reader(client, world, tree.organisation, Role.ADMIN)
    assert "kiosk" in admin.get("/fleet")
    page = admin.post("/fleet/codes", site_id=str(tree.sites[0]), label="Front desk")
    assert re.search(r"big-code\">[0-9A-Z]{5}-[0-9A-Z]{5}<", page)
    admin.post("/fleet/codes", 422, site_id=str(tree.sites[0]), label=" ")
    admin.post(f"/fleet/{kiosk.kiosk_id}/revoke")
    assert "已停用" in admin.get("/fleet")


def test_what_was_read_stands_in_the_audit_log_without_a_name(
    kiosk: SiteKiosk, hr: Reader, client: TestClient, world: World, tree: Tree
) -> None:
    sent(kiosk)
    candidate = only_candidate(hr.get("/candidates"))
    hr.get(f"/candidates/{candidate}")
    auditor = Reader(client, world, tree.organisation, Role.AUDITOR)
    page = auditor.get(f"/audit?subject={candidate}&kind=dossier")
    assert "dossier.viewed" in page
    assert candidate[:8] in page
    auditor.get("/audit?subject=%3Cscript%3E", 422)


def test_somebody_is_invited_by_a_link_that_is_shown_once(
    client: TestClient, world: World, tree: Tree
) -> None:
    admin = Reader(client, world, tree.organisation, Role.ADMIN)
    page = admin.post(
        "/people", sign_in_name="new@example.test", display_name="User 900", role="recruiter",
        scope_id=str(tree.sites[0]),
    )  # fmt: skip
    assert "/welcome#" in page
    assert "/welcome#" not in admin.get("/people")
    admin.post("/people", 422, sign_in_name="x", display_name="y", role="owner", scope_id="1")


def test_pages_keep_their_headers(hr: Reader) -> None:
    answer = hr.client.get("/candidates", headers=hr.headers)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert answer.headers["referrer-policy"] == "same-origin"
    assert hr.client.get("/static/hub.css").headers["cache-control"] == "no-cache"
    moved = hr.client.get("/candidates", headers={"hx-request": "true"}, follow_redirects=False)
    assert moved.headers["hx-redirect"] == "/sign-in"


def test_notes_and_checks_are_written_and_no_check_runs_without_consent(kiosk: SiteKiosk, hr: Reader) -> None:
    sent(kiosk)
    candidate = only_candidate(hr.get("/candidates"))
    page = hr.post(
        f"/candidates/{candidate}/messages", direction="note", channel="note", text="asks for mornings"
    )
    assert "asks for mornings" in page
    hr.post(f"/candidates/{candidate}/messages", 422, direction="up", channel="note", text="x")
    page = hr.post(f"/candidates/{candidate}/checks", kind="employment")
    assert "待候选人同意" in page
    check = re.findall(r'action="/checks/([0-9a-f-]{36})"', page)[0]
    hr.post(f"/checks/{check}", 422, candidate_id=candidate, state="running", consent_on="yesterday")
    refused = hr.client.post(
        f"/checks/{check}", headers=hr.headers,
        data={"csrf_token": hr.csrf_token, "candidate_id": candidate, "state": "running"},
    )  # fmt: skip
    assert refused.status_code == 409
    page = hr.post(f"/checks/{check}", candidate_id=candidate, state="running", consent_on="2026-03-01")
    assert '<span class="tag">进行中</span>' in page


def test_two_that_are_one_are_merged_and_parted(kiosk: SiteKiosk, hr: Reader) -> None:
    for number in ("one", "two"):
        sent(kiosk, number)
    ids = sorted(set(re.findall(r'href="/candidates/([0-9a-f-]{36})"', hr.get("/candidates"))))
    page = hr.post(f"/candidates/{ids[0]}/merges", other_id=ids[1], reason="said_so")
    assert "撤销合并" in page
    merge = re.findall(r'action="/merges/([0-9a-f-]{36})/undo"', page)[0]
    assert "撤销合并" not in hr.post(f"/merges/{merge}/undo", candidate_id=ids[0])


def test_an_administrator_gives_and_takes_roles_and_closes_accounts(
    client: TestClient, world: World, tree: Tree
) -> None:
    admin = Reader(client, world, tree.organisation, Role.ADMIN)
    user = world.user(tree.sites[0], Role.RECRUITER)
    page = admin.post(f"/people/{user}/grants", role="auditor", scope_id=str(tree.sites[0]))
    grants = re.findall(rf'action="/people/{user}/grants/([0-9a-f-]{{36}})/end"', page)
    assert len(grants) == 2
    page = admin.post(f"/people/{user}/grants/{grants[0]}/end")
    assert page.count(f'action="/people/{user}/grants/') == 1
    assert "/welcome#" in admin.post(f"/people/{user}/link")
    assert f'action="/people/{user}/open"' in admin.post(f"/people/{user}/close")
    admin.post(f"/people/{user}/delete", 422)


@pytest.mark.parametrize("size", [10_000_001, 11_000_000])  # refused as a document, and as a request
def test_the_largest_document_is_one_number_said_before_and_after(
    hr: Reader, kiosk: SiteKiosk, size: int
) -> None:
    sent(kiosk)
    candidate = only_candidate(hr.post("/candidates"))
    assert "不超过 10 MB" in hr.get(f"/candidates/{candidate}")
    page = hr.post(f"/candidates/{candidate}/documents", 413, files={"file": ("a.pdf", bytes(size))})
    assert "文件不得超过 10 MB。" in page


def test_a_document_may_be_as_large_as_the_page_says(hr: Reader, kiosk: SiteKiosk) -> None:
    sent(kiosk)
    candidate = only_candidate(hr.post("/candidates"))
    page = hr.post(f"/candidates/{candidate}/documents", files={"file": ("a.pdf", bytes(10_000_000))})
    assert "10000 KB" in page
