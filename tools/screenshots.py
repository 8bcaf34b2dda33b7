"""Pictures of every page, in three languages, two widths and two themes: python tools/screenshots.py [--to FOLDER] [--only WORD…]

It reads the sample news into a ledger of its own, serves it on this machine, and needs Debian's Chromium and playwright. Each picture is
named page.language.width.theme.png.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DAY = "on=2024-07-05"
LANGUAGES = ("ar", "ru", "en")
WIDTHS = {"wide": 1280, "phone": 390}
THEMES = ("light", "dark")
LONGEST = 2600  # pixels of a page that a picture shows
READER, PASSWORD = "Reader One", "a long password"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def main() -> int:
    """Makes the pictures; the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--to", type=Path, default=Path("screenshots"), help="folder for the pictures")
    options.add_argument("--height", type=int, default=LONGEST, help="pixels of a page that a picture shows at most")
    options.add_argument("--only", nargs="*", default=[], help="only pictures whose name has one of these words")
    given = options.parse_args()
    browser = shutil.which("chromium")
    if browser is None:
        print("There is no /usr/bin/chromium: apt install chromium", file=sys.stderr)
        return 1
    given.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (origin, pages):
        return 0 if _take_all(browser, origin, pages, given.to, given.only, given.height) else 1


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The sample news on a desk of this machine: its address, and its pages by name."""
    import uvicorn

    from dragoman.articles.sources import About, articles
    from dragoman.ledger import Ledger
    from dragoman.model import Article
    from dragoman.views.pages import make_app
    from dragoman.views.signing import Readers

    ledger = Ledger.open(str(folder / "shown.sqlite"))
    for page in articles([str(ROOT / "examples" / "news")], About(), None, b""):
        if isinstance(page, Article):
            ledger.append(read_page(page), recorded_at="2024-07-09T12:00:00+00:00")
    readers = Readers(folder / "readers.json")
    readers.add(READER, PASSWORD)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(ledger, readers.file), "127.0.0.1", port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}", pages_of(ledger)
    finally:
        server.should_exit = True
        thread.join()
        ledger.close()


def read_page(page: Any) -> Any:
    """The reading of a sample, as the command line makes it."""
    from dataclasses import replace

    from dragoman.claims.reading import read_article
    from dragoman.flow import make_article

    made = make_article(page.text, language=page.language, published=page.published, outlet=page.outlet, url=page.url,
                        title=page.title, warnings=page.warnings)  # fmt: skip
    return read_article(replace(made, id=page.id))


def pages_of(ledger: Any) -> dict[str, str]:
    """The pages to show, below the language."""
    from dragoman.ledger import When

    when = When.of("2024-07-05")
    meeting = next(x for x in ledger.meetings("sco", when).rows if x.what["type"] == "summit" and x.what.get("attendance"))
    article = next(x for x in ledger.articles() if x.language == "ar")
    claim = next(x for x in ledger.claims(kind="membership", entity="BY") if not x.rule.startswith("base/"))
    return {
        "home": "", "organisation": f"org/sco?{DAY}", "difference": "org/sco?on=2016-01-01&and=2024-07-05", "timeline": "org/sco/timeline",
        "ties": f"org/sco/ties?{DAY}", "map": f"org/sco/map?{DAY}", "state": f"state/BY?{DAY}", "compare": f"state/BY/with?other=KZ&{DAY}",
        "person": "person/kassym-jomart-tokayev", "meeting": f"meeting/{meeting.what['id']}", "article": f"article/{article.id}",
        "claim": f"claim/{claim.id}", "calendar": f"calendar?{DAY}", "month": f"calendar?{DAY}&month=2024-07", "statements": "statements",
        "disputes": "disputes", "changes": "changes", "sources": "sources", "briefing": f"briefing?for=sco&{DAY}", "about": "about",
        "search": "search?q=organisation", "missing": "org/shanghai-cooperation", "sign-in": "sign-in", "review": "review",
        "names": "review/names",
    }  # fmt: skip


def _take_all(browser: str, origin: str, pages: Mapping[str, str], to: Path, only: list[str], longest: int) -> int:
    from playwright.sync_api import sync_playwright

    taken = 0
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=FLAGS)
        for width, pixels in WIDTHS.items():
            for theme in THEMES:
                context = chromium.new_context(viewport={"width": pixels, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
                page = context.new_page()
                for name, path in pages.items():
                    for lang in LANGUAGES:
                        file = f"{name}.{lang}.{width}.{theme}.png"
                        if only and not any(x in file for x in only):
                            continue
                        if name in ("review", "names"):
                            _sign_in(page, f"{origin}/{lang}")
                        page.goto(f"{origin}/{lang}/{path}")
                        page.evaluate("document.fonts.ready")
                        height = min(longest, page.evaluate("document.documentElement.scrollHeight"))
                        page.screenshot(path=to / file, full_page=True, clip={"x": 0, "y": 0, "width": pixels, "height": height})
                        taken += 1
                context.close()
        chromium.close()
    print(f"{taken} pictures in {to}")
    return taken


def _sign_in(page: Any, desk: str) -> None:
    page.goto(f"{desk}/sign-in")
    if page.locator("#password").count():
        page.fill("#name", READER)
        page.fill("#password", PASSWORD)
        page.click("form.sign-in button")


if __name__ == "__main__":
    sys.exit(main())
