"""Pages in a real browser: they ask nobody else, break no rule of the CSP, fit the screen, work with the keyboard.

`HUB_SCREENS=1` also keeps a picture of each in out/hub-screens.
"""

import os
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from ehr.access import Role
from ehr.people import links
from ehr.people.sign_in import JOB
from ehr.web import assets
from tests.hub.kiosks.rig import SiteKiosk, interview_bytes, receipt_bytes
from tests.hub.web.browser import SCREEN
from tests.hub.web.sample_pages import NAMES
from tests.hub.world import Tree, World

SCREENS = Path(__file__).resolve().parents[3] / "out" / "hub-screens"
needs_assets = pytest.mark.skipif(
    bool(assets.missing(assets.fetched_folder())), reason="no assets: run tools/web_assets.sh"
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def watched(context: BrowserContext, told: list[str]) -> Page:
    """A page that notes every complaint of the browser and every request to another host."""
    page = context.new_page()
    page.on("console", lambda message: told.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
    page.on("request", lambda request: None if "//127.0.0.1:" in request.url else told.append(request.url))
    return page


@needs_assets
def test_every_page_in_both_languages_fits_the_screen_and_asks_nobody_else(reader: BrowserContext) -> None:
    told: list[str] = []
    page = watched(reader, told)
    for name in (*(f"sample/{each}" for each in NAMES if each != "error"), "account"):
        for language in ("zh", "en"):
            page.goto(f"/{name}?lang={language}", wait_until="load")
            assert page.evaluate(OVERFLOW) <= 0, name
            assert page.locator("h1").count() + page.locator("#quotes h2").count() == 1, name
            assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[language]
            if os.environ.get("HUB_SCREENS"):
                SCREENS.mkdir(parents=True, exist_ok=True)
                (SCREENS / f"{Path(name).name}.{language}.png").write_bytes(page.screenshot(full_page=True))
    assert told == []


@needs_assets
def test_charts_are_drawn_and_quotes_open_on_the_page(reader: BrowserContext) -> None:
    told: list[str] = []
    page = watched(reader, told)
    page.goto("/sample/dossier?lang=en", wait_until="load")
    assert page.locator("[data-chart] canvas").count() == 1
    box = page.locator("[data-chart] canvas").bounding_box()
    assert box is not None
    assert box["width"] > 500
    page.goto("/sample/dossier", wait_until="load")
    link = page.locator("a[hx-get]").first
    link.evaluate("(each) => { each.setAttribute('hx-get', '/sample/quotes'); htmx.process(each); }")
    link.click()
    page.locator("dialog[open] blockquote").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert told == []


def test_the_keyboard_reaches_everything_and_focus_is_seen(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto("/sample/candidates?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "text"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    first = page.locator("input[name=id]").nth(0)
    button = page.locator("[data-submit]")
    assert button.is_disabled()
    first.press("Space")
    page.locator("input[name=id]").nth(1).press("Space")
    assert button.is_enabled()


def test_the_first_person_gets_in_by_the_link_with_a_second_factor(
    browser: Browser, address: str, world: World
) -> None:
    with world.database.work(JOB) as session:
        token = links.make_first(session)
    told: list[str] = []
    page = watched(browser.new_context(base_url=address, locale="en"), told)
    page.goto(f"/welcome#{token}")
    assert "#" not in page.url
    page.fill("[name=organisation]", "Example")
    page.fill("[name=organisation_code]", "example")
    page.fill("[name=sign_in_name]", "first@example.test")
    page.fill("[name=display_name]", "User 1")
    page.fill("[name=password]", "a sentence to remember 42")
    page.check("[name=also_hr]")
    page.click("button.primary")
    page.locator(".qr svg").wait_for()
    secret = page.locator("p.code").inner_text()
    page.fill("[name=code]", pyotp.TOTP(secret).now())
    page.click("button.primary")
    page.locator(".codes li").first.wait_for()
    assert page.locator(".codes li").count() == 10
    page.click("a.primary")
    page.wait_for_url("**/candidates")
    page.locator(".who button").click()
    page.wait_for_url("**/sign-in")
    assert told == []
    page.context.close()


def test_a_wrong_password_says_so_in_the_readers_language(browser: Browser, address: str) -> None:
    page = browser.new_context(base_url=address, locale="zh-CN").new_page()
    page.goto("/sign-in")
    page.fill("[name=sign_in_name]", "nobody@example.test")
    page.fill("[name=password]", "not the password")
    page.click("button.primary")
    assert page.locator("[role=alert]:visible").inner_text() == "登录名或密码不正确。"
    page.context.close()


@needs_assets
def test_a_recruiter_rates_first_then_opens_the_quotes_behind_a_score(
    kiosk: SiteKiosk, browser: Browser, address: str, world: World, tree: Tree
) -> None:
    kiosk.send("consent_receipt.v1", "one-consent", receipt_bytes("one"))
    kiosk.send("interview.v1", "one", interview_bytes("one"))
    context = browser.new_context(viewport=SCREEN, base_url=address, locale="zh-CN")  # type: ignore[arg-type]
    token = world.signed_in(world.user(tree.sites[0], Role.RECRUITER))["Cookie"].partition("=")[2]
    context.add_cookies([{"name": "ehr", "value": token, "url": address}])
    told: list[str] = []
    page = watched(context, told)
    page.goto("/")
    page.select_option("select[name=interviewed]", "no")
    page.locator("#found .empty").wait_for()
    page.select_option("select[name=interviewed]", "yes")
    page.locator("#found th a").click()
    page.fill("[name='score.co_listening']", "6.5")
    page.click("form.stack button.primary")
    page.locator(".said mark").first.wait_for()
    page.go_back()
    page.reload()
    page.locator("[data-chart] canvas").wait_for()
    page.locator("a[hx-get$='/co_listening']").click()
    page.locator("dialog[open] blockquote").first.wait_for()
    if os.environ.get("HUB_SCREENS"):
        (SCREENS / "quotes-open.zh.png").write_bytes(page.screenshot())
    page.locator("dialog[open] [data-close]").click()
    assert page.locator("dialog[open]").count() == 0
    assert told == []
    context.close()


def test_missing_files_are_told_on_the_page(reader: BrowserContext, app: object, tmp_path: Path) -> None:
    app.state.fetched_assets = tmp_path  # type: ignore[attr-defined]
    page = reader.new_page()
    page.goto("/sample/dossier?lang=en")
    assert "tools/web_assets.sh" in page.locator(".alert:visible").inner_text()
    assert page.locator("table.picture tbody tr").count() > 10


def test_a_page_is_printed_without_menus(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto("/sample/interview?lang=en")
    page.emulate_media(media="print")
    assert not page.locator("header.bar").is_visible()
    assert not page.locator("button").first.is_visible()
    assert page.locator(".said").first.is_visible()


def test_a_refusal_is_a_page_and_a_stranger_is_sent_to_sign_in(
    browser: Browser, address: str, world: World
) -> None:
    context = browser.new_context(base_url=address, locale="en")
    page = context.new_page()
    page.goto("/account")
    assert page.url.endswith("/sign-in")
    token = world.signed_in(world.user(world.tree().organisation, Role.ANALYST))["Cookie"].partition("=")[2]
    context.add_cookies([{"name": "ehr", "value": token, "url": address}])
    answer = page.goto("/candidates")
    assert answer is not None
    assert answer.status == 403
    assert page.locator("h1").inner_text() == "Your role does not allow this."
    context.close()
