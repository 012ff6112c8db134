"""Sends the demo's interview to a real hub and opens its dossier in a real browser, as the first person of a hub would.

    python tools/demo_hub.py out/demo

Starts the hub with its own PostgreSQL, uses the one-time link, sets a second factor, lets the kiosk of the demo in by
a code, compares fingerprints, syncs, rates the interview before the scores are seen (with made-up numbers: the demo
has no recruiter), opens the dossier, checks the audit log. sign-in.txt says how to open the hub again.
"""

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyotp
from playwright.sync_api import Page, sync_playwright

BIN = Path(sys.executable).parent
CHROMIUM = "/usr/bin/chromium"
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
)  # fmt: skip
SCREEN = {"width": 1366, "height": 900}
STARTS_WITHIN_S = 120.0
NAME = "admin@example.test"
LINK = re.compile(rb"https?://\S+/welcome#\S+")


def main(arguments: list[str]) -> int:
    """0 when the dossier page shows the interview that the kiosk stored."""
    out = Path(arguments[0]).absolute()
    pages = out / "hub"
    pages.mkdir(parents=True, exist_ok=True)
    data = Path(tempfile.mkdtemp(prefix="hub-demo-", dir="/var/tmp"))  # PostgreSQL's user must reach it
    data.chmod(0o711)
    port = _free_port()
    environment = {**os.environ, "EHR_DATA": str(data), "EHR_PORT": str(port)}
    with _hub(environment, pages / "hub.log") as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        page = browser.new_context(viewport=SCREEN, locale="zh-CN").new_page()  # type: ignore[arg-type]
        password, secret = _first_person(page, link)
        _run(environment, "ehr", "seed-demo")
        base = link.partition("/welcome")[0]
        _let_in(page, base, out)
        sent = json.loads(_run(_kiosk(out), "kiosk", "sync", "--once", "--json"))
        shown = _dossier(page, base, pages)
        browser.close()
    profile = json.loads((out / "profile.json").read_text("utf-8"))
    _run(environment, "ehr", "audit", "verify")
    _write_sign_in(pages / "sign-in.txt", data, password, secret)
    wanted = f"{profile['composite']['score']:.1f}"
    print(f"demo: {sent['sent']} records sent, {sent['waiting']} waiting; the audit log holds")
    print(f"demo: the dossier page shows composite {wanted}: {'yes' if wanted in shown else 'NO'}")
    return 0 if wanted in shown and sent["waiting"] == 0 else 1


@contextmanager
def _hub(environment: dict[str, str], log: Path) -> Iterator[str]:
    """A running hub; the one-time link it printed."""
    with log.open("wb") as errors:
        hub = subprocess.Popen([BIN / "ehr", "serve"], env=environment, stdout=subprocess.PIPE, stderr=errors)
        assert hub.stdout is not None
        try:
            yield _link(hub.stdout, hub, log)
        finally:
            hub.terminate()
            hub.wait(60)


def _link(told: IO[bytes], hub: subprocess.Popen[bytes], log: Path) -> str:
    for line in told:
        found = LINK.search(line)
        if found:
            link = found[0].decode()
            _wait(link, hub)
            return link
    raise SystemExit("demo: the hub did not start: " + log.read_text("utf-8", "replace")[-2000:])


def _wait(link: str, hub: subprocess.Popen[bytes]) -> None:
    port = int(link.split(":")[2].split("/")[0])
    until_s = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until_s and hub.poll() is None:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("demo: the hub does not listen")


def _first_person(page: Page, link: str) -> tuple[str, str]:
    """Password and TOTP secret of the administrator that the link made."""
    password = secrets.token_urlsafe(16)
    page.goto(link)
    page.fill("[name=organisation]", "示范公司 Demo")
    page.fill("[name=organisation_code]", "demo")
    page.fill("[name=sign_in_name]", NAME)
    page.fill("[name=display_name]", "Admin")
    page.fill("[name=password]", password)
    page.check("[name=also_hr]")
    page.click("button.primary")
    page.locator(".qr svg").wait_for()
    secret = page.locator("p.code").inner_text()
    page.fill("[name=code]", pyotp.TOTP(secret).now())
    page.click("button.primary")
    page.locator(".codes li").first.wait_for()
    page.click("a.primary")
    page.wait_for_url("**/candidates")
    return password, secret


def _let_in(page: Page, base: str, out: Path) -> None:
    """The kiosk of the demo is let in once both sides show the same fingerprint."""
    page.goto(f"{base}/fleet")
    page.fill("[name=label]", "示范终端 1")
    page.click("form[action='/fleet/codes'] button")
    code = page.locator(".big-code").inner_text()
    told = _run(_kiosk(out), "kiosk", "enrol", code, "--hub", base)
    page.goto(f"{base}/fleet")
    fingerprint = page.locator("td .code").inner_text()
    if fingerprint not in told:
        raise SystemExit("demo: hub and kiosk show different fingerprints")
    page.click("form[action$='/confirm'] button")
    page.wait_for_load_state()


def _dossier(page: Page, base: str, pages: Path) -> str:
    """The text of the dossier page, after the interview was rated blind."""
    page.goto(f"{base}/candidates")
    page.screenshot(path=pages / "candidates.png", full_page=True)
    page.locator("tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    address = page.url
    page.screenshot(path=pages / "dossier-before-rating.png", full_page=True)
    for field in page.locator("input[name^='score.']").all():
        field.fill("6")
    page.fill("form[action$='/ratings'] [name=comment]", "demo")
    page.locator("form[action$='/ratings'] button.primary").first.click()
    page.wait_for_load_state("networkidle")
    for language in ("zh", "en"):
        page.goto(f"{address}?lang={language}", wait_until="networkidle")
        page.screenshot(path=pages / f"dossier.{language}.png", full_page=True)
        page.pdf(path=pages / f"dossier.{language}.pdf", format="A4", print_background=True)
        (pages / f"dossier.{language}.html").write_text(page.content(), "utf-8")
    text = page.inner_text("main")
    page.locator("a[href^='/interviews/']").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=pages / "interview.png", full_page=True)
    page.goto(f"{base}/fleet", wait_until="networkidle")
    page.screenshot(path=pages / "fleet.png", full_page=True)
    page.goto(f"{base}/audit", wait_until="networkidle")
    page.screenshot(path=pages / "audit.png", full_page=True)
    return text


def _kiosk(out: Path) -> dict[str, str]:
    return {**os.environ, "KIOSK_DATA_DIR": str(out / "data"), "KIOSK_KEY_DIR": str(out / "keys")}


def _run(environment: dict[str, str], program: str, *words: str) -> str:
    done = subprocess.run(
        [BIN / program, *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(
            f"demo: {program} {words[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
    return done.stdout


def _write_sign_in(path: Path, data: Path, password: str, secret: str) -> None:
    path.touch(mode=0o600)
    path.write_text(
        "This hub and its only account were made by the demo, on this machine alone.\n"
        f"Start it again:  EHR_DATA={data} .venv/bin/ehr serve\n"
        f"Sign in as {NAME}, password {password}\n"
        f"Second factor (authenticator secret): {secret}\n",
        "utf-8",
    )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
