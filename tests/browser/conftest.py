"""A browser and a desk: Debian's Chromium, driven by playwright, before the sample news served on this machine."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from dragoman.views.words import Words

ROOT = Path(__file__).resolve().parents[2]
TYPED = tomllib.loads((Path(__file__).parent / "journeys.toml").read_text("utf-8"))
CHROMIUM = shutil.which("chromium")


def pytest_collection_modifyitems(items):
    """All of these need a browser; without one they are left out, and say so."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="there is no chromium on this machine: apt install chromium"))


def _pictures():
    """The tool that takes pictures of the pages: it serves the same desk."""
    spec = importlib.util.spec_from_file_location("screenshots", ROOT / "tools" / "screenshots.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["screenshots"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def pictures():
    return _pictures()


@pytest.fixture(scope="session")
def desk_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="session")
def desk(pictures, desk_folder):
    """The address of the desk, and its pages by name."""
    with pictures.served(desk_folder) as found:
        yield found


@pytest.fixture(scope="session")
def desk_ledger(desk, desk_folder):
    """The file of the desk's ledger."""
    (found,) = desk_folder.glob("*.sqlite")
    return str(found)


@pytest.fixture(scope="session")
def chromium(pictures):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=pictures.FLAGS)
        yield browser
        browser.close()


@dataclass
class Officer:
    """Someone at the desk who reads one language. `asks` goes to a page, `says` gives a word of the catalogue, `types` what is typed."""

    lang: str
    script: bool
    origin: str
    page: object
    reader: tuple[str, str]

    def goes_to(self, path):
        answer = self.page.goto(f"{self.origin}/{self.lang}/{path}")
        assert answer.status == 200, path
        return self.page

    def word(self, key, **values):
        return str(Words(self.lang).say(key, **values).striptags())

    def typed(self, key):
        return TYPED[self.lang][key]

    def shows(self, selector):
        """The text of what is found there, all of it."""
        return " ".join(self.page.locator(selector).all_inner_texts())

    def signs_in(self):
        self.goes_to("review")
        if self.page.get_by_label(self.word("signing.password")).count():
            self.page.get_by_label(self.word("signing.name"), exact=True).fill(self.reader[0])
            self.page.get_by_label(self.word("signing.password")).fill(self.reader[1])
            self.page.get_by_role("button", name=self.word("signing.button")).click()


@pytest.fixture(params=[(lang, script) for lang in ("ar", "ru", "en") for script in (True, False)],
                ids=lambda x: f"{x[0]}-{'script' if x[1] else 'plain'}")  # fmt: skip
def officer(request, desk, chromium, pictures):
    """Each journey is made in three languages, with JavaScript and without."""
    lang, script = request.param
    context = chromium.new_context(java_script_enabled=script, accept_downloads=True)
    context.set_default_timeout(20_000)
    page = context.new_page()
    asked_elsewhere = []
    page.on("request", lambda x: None if x.url.startswith((desk[0], "data:")) else asked_elsewhere.append(x.url))
    broken = []
    page.on("pageerror", lambda x: broken.append(str(x)))
    yield Officer(lang, script, desk[0], page, (pictures.READER, pictures.PASSWORD))
    context.close()
    assert asked_elsewhere == []
    assert broken == []
