"""A page in HTML -> what its head says of it, and its text: the visible words of the part that holds the news, a block a line.

The text that comes out is the text of record: every span points into it. Markup is looked at for regions only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dragoman.errors import BadDate, BadInput
from dragoman.model import Date

_MOST_TAGS = 60_000  # a page with more is no page of news, and would stop the reader
_NEVER = "script, style, noscript, template, svg, iframe, button, select, nav, footer, object, video, audio"
_BLOCKS = frozenset(re.findall(r"\w+", """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table tbody td tfoot th thead time tr ul"""))  # fmt: skip
_DAY_KEYS = ("article:published_time", "datepublished", "pubdate", "date", "dc.date", "dc.date.issued", "og:published_time")
_CONTAINERS = (
    "[itemprop=articleBody]", "article", "main article", ".article-body, .article__text, .article__body, .article-text, .article-content",
    ".news-text, .news__text, .entry-content, .post-content, .story-body, .text-block, .field-name-body, #articleBody, #article-body",
    "main",
)  # fmt: skip
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|read-?more|also|share|sharing|social|subscribe|subscription|newsletter|comments?|breadcrumbs?|menu|"
    r"sidebar|promo|banner|advert\w*|ads?|cookie\w*|tags?|popular|trending|most-read|widget)(?:$|[\s_-])", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """What a page in HTML is: its text, and what its head says; None for what it does not say."""

    text: str
    title: str | None = None
    published: Date | None = None
    outlet: str | None = None
    language: str | None = None  # ISO 639-1, as the page declares it
    url: str | None = None


def looks_like_html(text: str) -> bool:
    """Whether a text is a page in HTML: it begins like one, or holds the tags of one.

    >>> looks_like_html("<!doctype html><p>Ministers met."), looks_like_html("Ministers met, 3 < 5.")
    (True, False)
    """
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    begins = head.startswith(("<!doctype html", "<html", "<head", "<body", "<?xml"))
    return begins or len(re.findall(r"</?(?:p|div|a|span|h1|br|meta)\b", head)) >= 3


def page_of(html: str, where: str) -> Page:
    """The page that the HTML shows. BadInput if it shows no words, or is too large to be a page of news."""
    if html.count("<") > _MOST_TAGS:
        raise BadInput(f"{where} has more than {_MOST_TAGS:,} tags: it is no page of news. Save the article alone.")
    tree = LexborHTMLParser(html)
    said = _Said(tree)
    title = said.title()
    for node in tree.css(_NEVER):
        node.decompose()
    body = tree.body
    text = _text_of(_region(tree, body)) if body else ""
    if not text.strip():
        raise BadInput(f"{where} shows no words: perhaps the page is made by a script. Save its text instead.")
    if title and not _begins_with(text, title):
        text = f"{title}\n\n{text}"
    return Page(text, title, said.published(), said.outlet(), said.language(), said.url())


def _begins_with(text: str, title: str) -> bool:
    return " ".join(title.split())[:50] in " ".join(text[: len(title) + 400].split())


def _region(tree: LexborHTMLParser, body: LexborNode) -> LexborNode:
    """The container of the news: a known one that holds most of the running words, else the smallest element that does."""
    whole = _running(body)
    weight = _running if whole else _length  # some pages set no paragraphs, only breaks
    for selector in _CONTAINERS:
        if found := tree.css(selector):
            best = max(found, key=weight)
            if weight(best) >= weight(body) * 0.5 or (weight(best) > 600 and selector != "main"):
                return best
    return _smallest(body, whole)


def _running(node: LexborNode) -> int:
    """How many characters of paragraphs the element holds."""
    return sum(len(p.text(strip=True)) for p in node.css("p") if len(p.text(strip=True)) > 60)


def _length(node: LexborNode) -> int:
    return len(node.text(strip=True))


def _smallest(node: LexborNode, whole: int) -> LexborNode:
    """The deepest element that still holds four fifths of the running words."""
    for _ in range(60):
        inner = [child for child in node.iter() if child.tag not in ("p", None) and _running(child) >= whole * 0.8] if whole else []
        if not inner:
            return node
        node = inner[0]
    return node


def _text_of(node: LexborNode) -> str:
    """The visible words of the element, a block a line, with blank lines between paragraphs."""
    lines = [" ".join(line.split()) for line in "".join(_pieces(node)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _pieces(root: LexborNode) -> Iterator[str]:
    """The text of the element in order, without recursion: "\\n\\n" before and after a block, "\\n" for a break."""
    stack: list[tuple[LexborNode | None, str]] = [(root, "")]
    while stack:
        node, mark = stack.pop()
        if node is None:
            yield mark
            continue
        tag = node.tag
        if tag == "-text":
            yield re.sub(r"\s+", " ", node.text_content or "")
            continue
        if tag == "br":
            yield "\n"
            continue
        if tag == "-comment" or (node is not root and _is_aside(node)):
            continue
        if tag in _BLOCKS:
            yield "\n\n"
            stack.append((None, "\n\n"))
        stack.extend((child, "") for child in reversed(list(node.iter(include_text=True))))


def _is_aside(node: LexborNode) -> bool:
    """Whether the element holds no news of its own: an aside, what is hidden, a block of links to other pages."""
    attributes = node.attributes
    if node.tag == "aside" or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(node.tag in _BLOCKS and _ASIDE.search(marks) and _running(node) < 400)


class _Said:
    """What the head of a page says: Open Graph, meta, JSON-LD, then the visible marks."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.tree = tree
        self.meta: dict[str, str] = {}
        for node in tree.css("meta"):
            key = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop")
            if key and node.attributes.get("content"):
                self.meta.setdefault(key.lower(), (node.attributes["content"] or "").strip())
        self.linked = list(_json_ld(tree))

    def title(self) -> str | None:
        """The headline: the only h1, else the one in the head, without the outlet's name after a bar."""
        heads = [" ".join(h.text().split()) for h in self.tree.css("h1")]
        if len(heads) == 1 and heads[0]:
            return heads[0]
        for row in self.linked:
            if isinstance(row.get("headline"), str) and row["headline"].strip():
                return " ".join(row["headline"].split())
        node = self.tree.css_first("title")
        title = self.meta.get("og:title") or (node.text() if node else "")
        outlet = self.outlet()
        title = re.sub(r"\s+[|–—-]\s+" + re.escape(outlet) + r"\s*$", "", title) if outlet else re.sub(r"\s+\|[^|]*$", "", title)
        return " ".join(title.split()) or None

    def published(self) -> Date | None:
        """The day of publication, where one is given in the form of ISO 8601."""
        given = [str(row.get("datePublished") or "") for row in self.linked]
        given += [self.meta.get(key, "") for key in _DAY_KEYS]
        given += [node.attributes.get("datetime") or "" for node in self.tree.css("time[datetime], [itemprop=datePublished]")[:1]]
        for text in given:
            found = re.match(r"\d{4}-\d\d-\d\d", text)
            try:
                if found:
                    return Date(found[0])
            except BadDate:
                continue
        return None

    def outlet(self) -> str | None:
        """The name of the site, or of the publisher."""
        for row in self.linked:
            publisher = row.get("publisher")
            if isinstance(publisher, dict) and isinstance(publisher.get("name"), str) and "og:site_name" not in self.meta:
                return str(publisher["name"]).strip() or None
        return self.meta.get("og:site_name") or None

    def language(self) -> str | None:
        """The language that the page declares."""
        node = self.tree.css_first("html")
        declared = (node.attributes.get("lang") if node else None) or self.meta.get("og:locale") or ""
        return re.split(r"[-_]", declared.strip().lower())[0] or None

    def url(self) -> str | None:
        """The page's own address."""
        node = self.tree.css_first("link[rel=canonical]")
        return (node.attributes.get("href") if node else None) or self.meta.get("og:url") or None


def _json_ld(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe an article; broken JSON is passed over."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text())
        except ValueError:
            continue
        rows = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        for row in rows:
            kinds = row.get("@type") if isinstance(row, dict) else None
            if any("Article" in str(kind) or "Posting" in str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield row
