"""Pages name things as the content of the interview does; and people rate without any AI interview."""

import yaml
from starlette.testclient import TestClient

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from ehr.access import Role
from ehr.web.content import content_hash, content_of, shipped_files
from tests.hub.kiosks.rig import SiteKiosk, changed, interview_bytes, receipt_bytes
from tests.hub.web.test_pages import Reader, only_candidate, only_interview
from tests.hub.world import Tree, World

OTHER = "另一版内容的叫法"
NOTE = "此处的名称、题目与权重取自版本"


def held_with(kiosk: SiteKiosk, version: str, digest: str) -> None:
    """An interview that says which content it was held with."""
    model = {"version": version, "content_hash": digest}
    kiosk.send("consent_receipt.v1", "one-consent", receipt_bytes("one"))
    kiosk.send("interview.v1", "one", changed(interview_bytes("one"), {}, {"competency_model": model}))


def other_content() -> dict[str, bytes]:
    """A small content that calls one dimension otherwise."""
    shipped = shipped_files()
    read = [yaml.safe_load(body) for name, body in shipped.items() if name.startswith("dimensions/")]
    (dimension,) = [each for each in read if each["id"] == "customer_orientation"]
    dimension["name"]["zh"] = OTHER
    files = {name: shipped[name] for name in ("service_moves.yaml", "taboo.yaml")}
    meta = yaml.safe_dump({"version": "2031.7.0"}).encode()
    return {
        **files,
        "meta.yaml": meta,
        "dimensions/customer_orientation.yaml": yaml.safe_dump(dimension).encode(),
    }


def opened(client: TestClient, world: World, tree: Tree) -> str:
    """The dossier of the only candidate, after the reader rated blind."""
    reader = Reader(client, world, tree.organisation, Role.HR)
    page = reader.get(f"/candidates/{only_candidate(reader.post('/candidates'))}")
    interview = only_interview(page)
    return reader.post(f"/interviews/{interview}/ratings", **{"score.co_need": "7"}) + reader.get(
        f"/candidates/{only_candidate(reader.post('/candidates'))}"
    )


def test_the_hash_is_that_which_the_kiosk_writes_into_its_results() -> None:
    assert content_hash(shipped_files()) == load_competency_model(content_dir()).content_hash


def test_things_are_called_as_in_the_content_the_interview_was_held_with(
    client: TestClient, world: World, tree: Tree, kiosk: SiteKiosk
) -> None:
    admin = world.signed_in(world.user(tree.organisation, Role.ADMIN))
    new = {"scope_id": tree.organisation, "kind": "content", "name": "content", "version": "2031.7.0"}
    release = client.post("/api/v1/releases", json=new, headers=admin).json()["id"]
    for name, body in other_content().items():
        laid = client.put(f"/api/v1/release-files/{release}/{name}", content=body, headers=admin)
        assert laid.status_code == 200
    client.patch(f"/api/v1/releases/{release}", json={"publish": "all"}, headers=admin)
    held_with(kiosk, "2031.7.0", content_hash(other_content()))
    page = opened(client, world, tree)
    assert OTHER in page
    assert NOTE not in page


def test_a_content_that_is_not_here_is_said_to_be_missing(
    client: TestClient, world: World, tree: Tree, kiosk: SiteKiosk
) -> None:
    held_with(kiosk, "2031.7.0", "7" * 64)
    page = opened(client, world, tree)
    assert "本次面试使用的内容版本 2031.7.0 不在此平台上" in page
    assert content_of("zh").name("customer_orientation") in page


def test_a_policy_pack_of_ones_own_changes_no_name(
    client: TestClient, world: World, tree: Tree, kiosk: SiteKiosk
) -> None:
    held_with(kiosk, content_of("zh").version, "7" * 64)
    assert NOTE not in opened(client, world, tree)


def test_people_rate_who_had_no_ai_interview_on_the_same_anchors(
    client: TestClient, world: World, tree: Tree
) -> None:
    hr = Reader(client, world, tree.organisation, Role.HR)
    new = {"scope_id": tree.sites[0], "name": "候选人"}
    headers = {**hr.headers, "X-CSRF-Token": hr.csrf_token}
    made = client.post("/api/v1/candidates", json=new, headers=headers).json()["id"]
    page = hr.get(f"/candidates/{made}")
    content = content_of("zh")
    assert f'action="/candidates/{made}/ratings"' in page
    assert "没有 AI 面试也可评分" in page
    assert content.anchors["co_empathy"][0][1] in page
    page = hr.post(
        f"/candidates/{made}/ratings", comment="面谈", held_on="2026-03-02", **{"score.co_empathy": "7.5"}
    )
    assert f"{content.name('co_empathy')} <strong>7.5</strong>" in page
    assert "2026-03-02" in page
    assert '<span class="tag">看过 AI 评分' not in page
    hr.post(f"/candidates/{made}/ratings", 422, **{"score.co_empathy": "11"})
    hr.post(f"/candidates/{made}/ratings", 422, held_on="soon", **{"score.co_empathy": "7"})
