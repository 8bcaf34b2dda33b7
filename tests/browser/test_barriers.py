"""Nobody is kept out: axe finds nothing on any page in any language, light and dark, wide and on a phone; every link leads somewhere."""

from __future__ import annotations

import re
from itertools import count
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from dragoman.ledger.underway import Announcing

LANGUAGES = ("ar", "ru", "en")
SUMS = {"read": 1234, "known": 5, "skipped": 6, "claims": 789, "pace": 41.6}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def reader(chromium, desk, pictures):
    """A page that is signed in, to be shown in whatever theme and width."""
    context = chromium.new_context()
    page = context.new_page()
    pictures._sign_in(page, f"{desk[0]}/en")
    yield page
    context.close()


@pytest.fixture
def underway(desk_ledger):
    """An import that goes on beside the desk's ledger."""
    with Announcing(desk_ledger, count().__next__) as announced:
        announced.say("pages", 0.425, lambda: SUMS)
        yield announced


@pytest.mark.parametrize(
    ("lang", "theme", "width"), [("ar", "light", 1280), ("ar", "dark", 390), ("ru", "light", 390), ("en", "dark", 1280)]
)
def test_axe_finds_nothing(reader, desk, lang, theme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    reader.set_viewport_size({"width": width, "height": 900})
    reader.emulate_media(color_scheme=theme)
    found = {}
    for name, path in desk[1].items():
        reader.goto(f"{desk[0]}/{lang}/{path}")
        said = axe.run(reader, options=RULES).response["violations"]
        if said:
            found[name] = [(x["id"], x["nodes"][0]["html"][:160], len(x["nodes"])) for x in said]
    assert found == {}


@pytest.mark.parametrize(("lang", "theme", "width"), [("ar", "dark", 390), ("ru", "light", 360), ("en", "light", 1280)])
def test_axe_finds_nothing_on_the_front_page_while_pages_are_read(reader, desk, underway, lang, theme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    reader.set_viewport_size({"width": width, "height": 900})
    reader.emulate_media(color_scheme=theme)
    reader.goto(f"{desk[0]}/{lang}/?still=yes")
    assert reader.locator(".underway progress").get_attribute("value") == "42"
    assert reader.evaluate("document.documentElement.scrollWidth") <= width
    said = axe.run(reader, options=RULES).response["violations"]
    assert [(x["id"], x["nodes"][0]["html"][:160]) for x in said] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_is_wider_than_a_phone(reader, desk, lang):
    reader.set_viewport_size({"width": 360, "height": 800})
    too_wide = []
    for name, path in desk[1].items():
        reader.goto(f"{desk[0]}/{lang}/{path}")
        if reader.evaluate("document.documentElement.scrollWidth") > 360:
            too_wide.append(name)
    assert too_wide == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_keyboard_alone_reaches_every_link_and_field(reader, desk, lang):
    reader.set_viewport_size({"width": 1280, "height": 900})
    for name in ("home", "organisation", "briefing", "review"):
        reader.goto(f"{desk[0]}/{lang}/{desk[1][name]}")
        wanted = reader.evaluate(REACHABLE)
        reader.evaluate("document.activeElement.blur()")
        reader.keyboard.press("Tab")
        assert reader.evaluate("document.activeElement.className") == "skip", name
        for _ in range(wanted * 4 + 40):
            reader.evaluate("document.activeElement.dataset.seen = 1")
            reader.keyboard.press("Tab")
            if reader.evaluate("document.activeElement === document.body || document.activeElement.className === 'skip'"):
                break  # once round; a field for a day is left only after its year, month and day
        assert reader.evaluate(MISSED) == [], name


SELECTOR = "a[href], button, input:not([type=hidden]), select, summary"
SHOWN = "x => x.checkVisibility({visibilityProperty: true}) && x.type !== 'radio'"
EVERY = f"[...document.querySelectorAll({SELECTOR!r})].filter({SHOWN})"
REACHABLE = f"{EVERY}.length"
MISSED = f"{EVERY}.filter(x => !x.dataset.seen).map(x => x.outerHTML.slice(0, 120))"


def test_every_link_of_every_page_leads_somewhere(reader, desk):
    origin, pages = desk
    seen, dead = {}, []  # a page that all three languages lead to is asked for in the first of them
    for lang in LANGUAGES:
        for path in pages.values():
            reader.goto(f"{origin}/{lang}/{path}")
            for href in reader.eval_on_selector_all("a[href], link[href]", "all => all.map(x => x.getAttribute('href'))"):
                address = urldefrag(urljoin(reader.url, href))[0]
                if urlsplit(address).netloc == urlsplit(origin).netloc:
                    seen.setdefault(re.sub(r"/(ar|ru|en)/", "/*/", address, count=1), address)
    for address in sorted(seen.values()):
        if address.endswith("/sign-out"):
            continue
        if not address.split("?")[0].endswith(".pdf") and reader.request.get(address).status >= 400:
            dead.append(address)
    assert [x for x in dead if "/org/shanghai-cooperation" not in x] == []  # the page that says that there is none
