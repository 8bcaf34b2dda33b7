"""A page in HTML -> what its head says of it, and its text: the visible words of the part that holds the news, a block a line.

The text that comes out is the text of record: every span points into it. Markup is looked at for regions only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dragoman.articles.head import Head
from dragoman.errors import BadInput
from dragoman.model import Date, Said

_MOST_TAGS = 60_000  # a page with more is no page of news, and would stop the reader
_NEVER = "script, style, noscript, template, svg, iframe, button, select, nav, footer, object, video, audio"
_BLOCKS = frozenset(re.findall(r"\w+", """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table tbody td tfoot th thead time tr ul"""))  # fmt: skip
_PART = 0.5  # of the running words of a page: a text that holds fewer may not be the whole news
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
    head: tuple[Said, ...] = ()
    warnings: tuple[str, ...] = ()


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
    head = Head(tree)
    title = head.first("title")
    for node in tree.css(_NEVER):
        node.decompose()
    body = tree.body
    region = _region(tree, body) if body else None
    text = _text_of(region) if region else ""
    if not text.strip():
        raise BadInput(f"{where} shows no words: perhaps the page is made by a script. Save its text instead.")
    warnings = head.warnings() + (_doubt(region, body) if region and body else ())
    if title and not _begins_with(text, title):
        text = f"{title}\n\n{text}"
    outlet, language, url = (head.first(x) for x in ("outlet", "language", "address"))
    return Page(text, title, head.day("published"), outlet, language, url, head.said, warnings)


def _doubt(region: LexborNode, body: LexborNode) -> tuple[str, ...]:
    """A warning where the marks of a container and the weight of the words do not agree on where the news is."""
    share = _running(region) / (_running(body) or 1)
    return (f"The text was taken from a part that holds {share:.0%} of the page's running words.",) if 0 < share < _PART else ()


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
