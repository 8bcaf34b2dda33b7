"""The pages of `data/pages.toml` as readings: articles with the claims that are underlined in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.model import Article, Attribution, Claim, Date, Filler, Part, Reading, Span, span_json

DATA = Path(__file__).parent / "data"


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
