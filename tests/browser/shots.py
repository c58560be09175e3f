"""`make shots`: a picture of every page kind beside its mock-up, at 390, 768 and 1440 px, light, dark and in large print.

    make shots                                  # everything, into shots/
    make shots ARGS="home-union ledger"         # these page kinds
    make shots ARGS="--mockups ../design/ui/screens"

Writes the demo year into a folder of its own, serves it, opens each page as whoever may, and builds shots/index.html.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.system import chromium

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "shots"
MOCKUPS = ROOT.parent / "shared" / "design" / "ui" / "screens"
# name, width, colour scheme, size of print
LOOKS = (
    ("390", 390, "light", ""),
    ("768", 768, "light", ""),
    ("1440", 1440, "light", ""),
    ("390-dark", 390, "dark", ""),
    ("1440-dark", 1440, "dark", ""),
    ("390-large", 390, "light", "large"),
    ("1440-large", 1440, "light", "large"),
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def manage(*words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True)


def serve(port: int) -> subprocess.Popen[bytes]:
    """The web server alone; the sweeps have been run by hand, so that no picture depends on when it was taken."""
    web = subprocess.Popen([sys.executable, "-m", "ymdm.roof.web", "127.0.0.1", str(port)], cwd=ROOT)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return web
    web.kill()
    raise SystemExit("The web server did not start.")


def session(name: str) -> dict[str, Any]:
    from django.conf import settings
    from django.test import Client

    from ymdm.organization.models import Person

    client = Client()
    client.force_login(Person.objects.get(name=name))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "domain": "127.0.0.1", "path": "/w/"}


def window(browser: Browser, base: str, who: str, look: tuple[str, int, str, str]) -> BrowserContext:
    _, width, scheme, size = look
    context = browser.new_context(
        base_url=base, viewport={"width": width, "height": 900}, color_scheme=scheme, locale="zh-CN",
        timezone_id="Asia/Shanghai", reduced_motion="reduce",
    )  # fmt: skip
    if who:
        context.add_cookies([session(who)])
    if size:
        paths = {"ymdm-look": "/w/", "ymdm-look-public": "/ledger/"}
        context.add_cookies(
            [{"name": name, "value": f".{size}", "domain": "127.0.0.1", "path": path} for name, path in paths.items()]
        )
    return context


def take(pages: ModuleType, base: str, wanted: list[str]) -> list[str]:
    """Take the pictures; returns the names of the kinds that were taken."""
    kinds = [kind for kind in pages.KINDS if not wanted or kind.name in wanted]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for look in LOOKS:
            windows: dict[str, BrowserContext] = {}
            for kind in kinds:
                if kind.who not in windows:
                    windows[kind.who] = window(browser, base, kind.who, look)
                page = windows[kind.who].new_page()
                page.goto(kind.where())
                # What stays at the edge of the window would lie across a picture of the whole page.
                page.evaluate(
                    "document.querySelectorAll('.tabbar, .wiz__foot, .deskfoot').forEach(el => { el.style.position = 'static' })"
                )
                page.screenshot(path=SHOTS / f"{kind.name}-{look[0]}.png", full_page=True)
                page.close()
            for context in windows.values():
                context.close()
        browser.close()
    return [kind.name for kind in kinds]


def index(pages: ModuleType, mockups: Path) -> None:
    """A page of pairs: ours and the mock-up of the same width, where there is one."""
    if mockups.is_dir():
        shutil.copytree(mockups, SHOTS / "mockups", dirs_exist_ok=True)
    rows = []
    for kind in pages.KINDS:
        figures = []
        for name, *_ in LOOKS:
            ours = SHOTS / f"{kind.name}-{name}.png"
            if not ours.exists():
                continue
            figures.append(picture(ours.name, f"{kind.name} {name}"))
            drawn = SHOTS / "mockups" / f"{kind.mockup}-{name}.png"
            if kind.mockup and drawn.exists():
                figures.append(picture(f"mockups/{drawn.name}", f"mock-up {name}"))
        if figures:
            rows.append(f'<h2 id="{kind.name}">{escape(kind.name)}</h2><div class="row">{"".join(figures)}</div>')
    head = (
        '<!doctype html><meta charset="utf-8"><title>Pages and their mock-ups</title><style>'
        "body{font:16px sans-serif;margin:2rem;background:#ddd}.row{display:flex;gap:1rem;overflow-x:auto;align-items:start}"
        "figure{margin:0}img{height:40rem;width:auto;border:1px solid #999}</style><h1>Pages and their mock-ups</h1>"
    )
    (SHOTS / "index.html").write_text(head + "".join(rows), encoding="utf-8")


def picture(address: str, words: str) -> str:
    return f'<figure><a href="{address}"><img src="{address}" alt="{escape(words)}" loading="lazy"></a><figcaption>{escape(words)}</figcaption></figure>'


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", help="names of page kinds (all when none is given)")
    parser.add_argument("--mockups", type=Path, default=MOCKUPS, help="folder of the mock-ups' pictures")
    asked = parser.parse_args()
    if chromium() is None:
        print("Chromium is not installed; as root on Debian, `make system` installs it.")
        return 1
    folder = tempfile.mkdtemp(prefix="ymdm-shots-")
    # Read by the settings, here and in the children.
    os.environ |= {"YMDM_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "ymdm.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    SHOTS.mkdir(exist_ok=True)
    try:
        manage("prepare", "--demo")
        import django

        django.setup()
        from tests.browser import pages
        from ymdm.duties import sweep

        sweep.remind_all()
        port = free_port()
        web = serve(port)
        try:
            taken = take(pages, f"http://127.0.0.1:{port}", asked.kinds)
        finally:
            web.terminate()
            web.wait(20)
        index(pages, asked.mockups)
        print(f"{len(taken)} page kinds, {len(LOOKS)} looks each: {SHOTS / 'index.html'}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
