"""A desk over a small ledger: the pages of `data/pages.toml`, articles with the claims that are underlined in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.model import Article, Attribution, Claim, Date, Filler, Part, Reading, Span, span_json
from dragoman.views.pages import make_app

DATA = Path(__file__).parent / "data"
LANGUAGES = ("ar", "ru", "en")


@dataclass(frozen=True)
class Desk:
    """The pages, and the ledger under them."""

    ledger: Ledger
    client: TestClient
    readings: tuple[Reading, ...]

    def page(self, address: str) -> LexborHTMLParser:
        """The page at an address, which must be there."""
        answer = self.client.get(address, follow_redirects=False)
        assert answer.status_code == 200, (address, answer.status_code)
        return LexborHTMLParser(answer.text)

    def addresses(self) -> list[str]:
        """Every page that the small ledger has, below the language."""
        articles = [f"article/{x.article.id}" for x in self.readings]
        claims = [f"claim/{c.id}" for x in self.readings for c in x.claims]
        meetings = self.client.get("/en/calendar.json").json()["meetings"]["rows"]
        lists = ["", "calendar", "statements", "disputes", "changes", "about", "search?q=qqqq", "org/sco", "org/brics", "state/BY"]
        people = ["person/kassym-jomart-tokayev"]
        return [*lists, *people, *articles, *claims, *(f"meeting/{x['id']}" for x in meetings)]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk over the pages, without the base record."""
    with Ledger.open(str(tmp_path_factory.mktemp("views") / "small.sqlite"), base=False) as ledger:
        given = tuple(readings())
        for reading in given:
            ledger.append(reading, recorded_at="2024-07-09T12:00:00+00:00")
        yield Desk(ledger, TestClient(make_app(ledger)), given)


def readings() -> Iterator[Reading]:
    """Each page with its claims, as the reader would give them."""
    for page in tomllib.loads((DATA / "pages.toml").read_text("utf-8"))["page"]:
        article = _article(page)
        yield Reading(article, (), tuple(_claim(article, claim) for claim in page["claim"]))


def _article(page: Mapping[str, Any]) -> Article:
    text = page["text"]
    return Article(
        text, page["language"], url=page["url"], title=page["title"], published=Date(page["published"]), outlet=page["outlet"],
        agencies=tuple(page.get("agencies", ())), interviewer=page.get("interviewer"), warnings=tuple(page.get("warnings", ())),
        parts=tuple(Part(kind, span(text, words)) for kind, words in page.get("parts", ())),
    )  # fmt: skip


def _claim(article: Article, given: Mapping[str, Any]) -> Claim:
    evidence = span(article.text, given["evidence"])
    qualifiers = dict(given.get("qualifiers", {}))
    if "quotes" in given:
        qualifiers["quotes"] = [span_json(span(article.text, x, evidence), article.text) for x in given["quotes"]]
    start = given.get("valid_from")
    roles = {role: tuple(_filler(article.text, x, evidence) for x in items) for role, items in given["roles"].items()}
    speaker = roles["speaker"][0].id if "speaker" in roles else None
    return Claim(
        given["kind"], roles, evidence, article.id, given.get("rule", f"{article.language}/by-hand"), qualifiers, start and Date(start),
        None, given.get("aspect", "change"), given.get("modality", "asserted"),
        Attribution(speaker, qualifiers.get("verb"), "quotes" in given, article.interviewer, article.agencies, article.outlet),
    )  # fmt: skip


def _filler(text: str, given: str, evidence: Span) -> Filler:
    id, _, words = given.partition("|")
    return Filler(span(text, words, evidence), words, id or None, words)


def span(text: str, words: str, within: Span | None = None) -> Span:
    """Where the words stand: first within the given span, else anywhere."""
    start = text.find(words, within.start, within.end) if within else -1
    start = start if start >= 0 else text.index(words)
    return Span(start, start + len(words))
