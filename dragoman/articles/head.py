"""What the head of a page says of the page: title, days, author, outlet, language, editions, address, each with where it stands.

Open Graph, meta, JSON-LD and the visible marks are asked in the order in which they are to be trusted. The first that says a thing answers;
those that say another day are kept beside it, so that the disagreement can be told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dragoman.errors import BadDate
from dragoman.model import Date, Said

_PUBLISHED = ("article:published_time", "datepublished", "pubdate", "date", "dc.date", "dc.date.issued", "og:published_time")
_UPDATED = ("article:modified_time", "datemodified", "og:updated_time", "lastmod", "dc.date.modified")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "byl")
_LONGEST_AUTHOR = 80  # characters: more is a sentence on the author
_MOST_EDITIONS = 20
Heard = tuple[str, str]  # where it stands, its words


class Head:
    """The head of one page."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree
        self._meta: dict[str, str] = {}
        for node in tree.css("meta"):
            key = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop")
            if key and node.attributes.get("content"):
                self._meta.setdefault(key.lower(), " ".join((node.attributes["content"] or "").split()))
        self._linked = list(_json_ld(tree))
        self.said = tuple(self._all())

    def first(self, what: str) -> str | None:
        """The words of the first that says it."""
        return next((x.words for x in self.said if x.what == what), None)

    def day(self, what: str) -> Date | None:
        """The day that is said: published or updated."""
        said = self.first(what)
        return Date(said[:10]) if said else None

    def warnings(self) -> tuple[str, ...]:
        """Days of publication that differ: the first is taken, the others are told."""
        days: dict[str, str] = {}
        for each in self.said:
            if each.what == "published":
                days.setdefault(each.words[:10], each.where)
        if len(days) < 2:
            return ()
        told = ", ".join(f"{where} says {day}" for day, where in days.items())
        return (f"The head of the page gives more than one day: {told}. The first is taken.",)

    def _all(self) -> Iterator[Said]:
        for what, heard in (
            ("title", self._title()), ("published", self._days("datePublished", _PUBLISHED, "[itemprop=datePublished]")),
            ("updated", self._days("dateModified", _UPDATED, "[itemprop=dateModified]")), ("author", self._authors()),
            ("outlet", self._outlet()), ("language", self._language()), ("address", self._address()),
        ):  # fmt: skip
            rows = [Said(what, where, words) for where, words in heard if words]
            yield from rows if what in ("published", "author") else rows[:1]
        yield from self._editions()

    def _title(self) -> Iterator[Heard]:
        """The headline: the only h1, else the one in the head, without the outlet's name after a bar."""
        heads = [" ".join(h.text().split()) for h in self._tree.css("h1")]
        if len(heads) == 1 and heads[0]:
            yield "h1", heads[0]
        for row in self._linked:
            if isinstance(row.get("headline"), str):
                yield "JSON-LD headline", " ".join(row["headline"].split())
        node = self._tree.css_first("title")
        where, title = ("og:title", self._meta["og:title"]) if self._meta.get("og:title") else ("title", node.text() if node else "")
        outlet = next((words for _, words in self._outlet() if words), None)
        title = re.sub(r"\s+[|–—-]\s+" + re.escape(outlet) + r"\s*$", "", title) if outlet else re.sub(r"\s+\|[^|]*$", "", title)
        yield where, " ".join(title.split())

    def _days(self, linked: str, keys: Iterable[str], marks: str) -> Iterator[Heard]:
        """The days given in the form of ISO 8601; the visible one only where the head gives none, as it may be another story's."""
        given = [(f"JSON-LD {linked}", str(row.get(linked) or "")) for row in self._linked]
        given += [(key, self._meta.get(key, "")) for key in keys]
        days = [(where, text.strip()) for where, text in given if _is_day(text.strip())]
        if not days:
            marks = f"time[datetime], {marks}" if linked == "datePublished" else marks
            seen = [(f"{x.tag} datetime", (x.attributes.get("datetime") or "").strip()) for x in self._tree.css(marks)[:1]]
            days = [(where, text) for where, text in seen if _is_day(text)]
        yield from days

    def _authors(self) -> Iterator[Heard]:
        heard: dict[str, str] = {}
        for row in self._linked:
            for each in row["author"] if isinstance(row.get("author"), list) else [row.get("author")]:
                heard.setdefault(_author(each.get("name") if isinstance(each, dict) else each), "JSON-LD author")
        for key in _AUTHORS:
            heard.setdefault(_author(self._meta.get(key)), key)
        if not any(heard):
            for node in self._tree.css("[itemprop=author], [rel=author]")[:3]:
                heard.setdefault(_author(node.text()), "the mark of an author")
        yield from ((where, words) for words, where in heard.items() if words)

    def _outlet(self) -> Iterator[Heard]:
        """The name of the site, or of the publisher."""
        yield "og:site_name", self._meta.get("og:site_name", "")
        for row in self._linked:
            publisher = row.get("publisher")
            if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                yield "JSON-LD publisher", publisher["name"].strip()

    def _language(self) -> Iterator[Heard]:
        node = self._tree.css_first("html")
        yield "html lang", _short((node.attributes.get("lang") if node else None) or "")
        yield "og:locale", _short(self._meta.get("og:locale", ""))

    def _address(self) -> Iterator[Heard]:
        node = self._tree.css_first("link[rel=canonical]")
        yield "link canonical", (node.attributes.get("href") if node else None) or ""
        yield "og:url", self._meta.get("og:url", "")

    def _editions(self) -> Iterator[Said]:
        """The same page in other languages, as it says itself."""
        own, seen = next((words for _, words in self._language() if words), None), set[str]()
        for node in self._tree.css("link[rel=alternate][hreflang]")[:_MOST_EDITIONS]:
            language, address = _short(node.attributes.get("hreflang") or ""), (node.attributes.get("href") or "").strip()
            if language not in ("", "x", own) and language not in seen and address.startswith(("http://", "https://")):
                seen.add(language)
                yield Said(f"edition {language}", "link hreflang", address)


def _json_ld(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe an article; broken JSON is passed over."""
    for node in tree.css('script[type="application/ld+json"]'):
        yield from _articles(node)


def _articles(node: LexborNode) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(node.text())
    except ValueError:
        return
    rows = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    for row in rows if isinstance(rows, list) else []:
        kinds = row.get("@type") if isinstance(row, dict) else None
        if any("Article" in str(kind) or "Posting" in str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield row


def _is_day(text: str) -> bool:
    try:
        return bool(re.match(r"\d{4}-\d\d-\d\d", text)) and bool(Date(text[:10]))
    except BadDate:
        return False


def _author(given: Any) -> str:
    """The author's name; nothing where what is given is an address, a sentence or no name."""
    name = " ".join(given.split()) if isinstance(given, str) else ""
    return "" if "://" in name or name.startswith("@") or len(name) > _LONGEST_AUTHOR or not re.search(r"[^\W\d_]{2}", name) else name


def _short(language: str) -> str:
    return re.split(r"[-_]", language.strip().lower())[0]
