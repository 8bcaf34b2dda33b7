"""Independent origins (rule 6): Xinhua -> TASS -> a site is one witness, and so are two pages with nearly the same words.

An article's origin is the end of its chain of agencies, else its outlet. Copies are found by a sketch: the 128 smallest hashes of
its word triples (bottom-k). Two sketches that share half of their smallest hashes are of texts that share half of their triples.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit
from zlib import crc32

from dragoman.ledger.answers import Cited
from dragoman.ledger.tables import SMALLEST
from dragoman.ledger.told import Count, Telling, count_told
from dragoman.model import Article

SKETCH = 128  # hashes kept of an article
_smallest = struct.Struct(f">{SMALLEST}I").unpack_from
ALIKE = 0.5  # part of the word triples shared, from which on two texts are one
FEWEST = 12  # triples below which a text is too short to call another its copy
_WORD = re.compile(r"\w+")
_SPREAD = 0x9E3779B1  # odd: what a check sum leaves near each other goes far apart, and nothing falls together


def origin_of(article: Article) -> str:
    """Who said it first, as far as the page tells: the last agency of its chain, else its outlet, else its site, else itself."""
    named = article.agencies[-1] if article.agencies else article.outlet
    return named or (article.url and urlsplit(article.url).hostname) or article.id


def sketch_of(article: Article) -> tuple[int, ...]:
    """The smallest hashes of the word triples of the body, in order.

    >>> text = "The ministers of the eight states met on Friday in the old town hall and agreed to meet again in the spring of next year"
    >>> one, other = sketch_of(Article(text, "en")), sketch_of(Article("Agency. " + text.replace("Friday", "FRIDAY"), "en"))
    >>> likeness(one, other) > 0.9
    True
    """
    return unpack(packed_sketch(article))


def packed_sketch(article: Article) -> bytes:
    """The sketch as the bytes of a column: four for each hash, which stand in the same order as the numbers that they are."""
    words = " ".join(_WORD.findall(_body(article).casefold())).encode("utf-8", "surrogatepass").split(b" ")
    triples = set(map(b" ".join, zip(words, words[1:], words[2:], strict=False)))
    smallest = sorted([crc32(x) * _SPREAD & 0xFFFFFFFF for x in triples])[:SKETCH]
    return struct.pack(f">{len(smallest)}I", *smallest)


def smallest(sketch: bytes) -> Iterable[int]:
    """The few hashes of a sketch by which the pages are found that may be copies: once each, for two triples of a page can have one."""
    return dict.fromkeys(_smallest(sketch))


def _body(article: Article) -> str:
    parts = [x.span.of(article.text) for x in article.parts if x.kind == "body"]
    return "\n".join(parts) or article.text


@lru_cache(maxsize=4096)
def unpack(data: bytes) -> tuple[int, ...]:
    """The hashes of a sketch as numbers."""
    return struct.unpack(f">{len(data) // 4}I", data)


@lru_cache(maxsize=4096)
def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """About which part of the word triples of both together the two texts share, in [0, 1]."""
    if min(len(one), len(other)) < FEWEST:
        return 0.0
    union = sorted({*one, *other})[:SKETCH]
    return len(set(union) & set(one) & set(other)) / len(union)


def origin_groups(cited: Iterable[Cited]) -> dict[str, str]:
    """For each claim given, the name of its independent origin. A copy has that of the page that was first to be known.

    It looks at these claims alone, so that a page not yet known changes nothing.
    """
    items = sorted(cited, key=lambda x: (x.known, x.claim.article, x.id))
    firsts = _first_pages(items)
    return {x.id: (firsts[x.claim.article] or x).origin.casefold() for x in items}


def _first_pages(items: Sequence[Cited]) -> dict[str, Cited | None]:
    """For each article the claim of the earlier page whose words it copies, or None for one that is no copy."""
    pages: dict[str, Cited] = {}
    for item in items:
        pages.setdefault(item.claim.article, item)
    firsts: dict[str, Cited | None] = {}
    if len(pages) == 1:
        return dict.fromkeys(pages)
    sketches = {article: unpack(page.sketch) for article, page in pages.items()}
    if not _may_be_alike(list(sketches.values())):
        return dict.fromkeys(pages)
    places = {article: n for n, article in enumerate(pages)}
    sharing: dict[int, list[str]] = {}  # hash -> the articles so far that have it
    for article, sketch in sketches.items():
        shared = Counter([other for x in sketch if x in sharing for other in sharing[x]])
        near = sorted((x for x, n in shared.items() if n >= ALIKE * max(len(sketch), len(sketches[x]))), key=places.__getitem__)
        copied = next((x for x in near if likeness(sketches[x], sketch) >= ALIKE), None)
        firsts[article] = None if copied is None else firsts[copied] or pages[copied]
        for x in sketch:
            sharing.setdefault(x, []).append(article)
    return firsts


def _may_be_alike(sketches: Sequence[tuple[int, ...]]) -> bool:
    """Whether so many hashes are shared among all of them that two may share half; mostly not, and that is quickly seen."""
    shared = sum(map(len, sketches)) - len(set().union(*sketches))
    return shared >= ALIKE * min((len(x) for x in sketches if len(x) >= FEWEST), default=SKETCH * len(sketches))


def count_origins(cited: Iterable[Cited | Telling]) -> int | Count:
    """From how many independent origins these claims come: compared with each other only when somebody asks."""
    items = tuple(cited)
    return Count(items, _counted) if len(items) > 1 or (items and isinstance(items[0], Telling)) else len(items)


def _counted(items: Sequence[Cited | Telling]) -> int:
    single = [x for x in items if isinstance(x, Cited)]
    if len(single) < len(items):
        return count_told(items)
    names = {x.origin.casefold() for x in single}
    return len(names) if len(names) < 2 else len(set(origin_groups(single).values()))
