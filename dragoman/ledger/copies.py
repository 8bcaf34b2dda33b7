"""Which pages carry nearly the words of another: wire copies, found as they arrive, by an index of a few hashes of each page.

Of each page's sketch (`origins`) the eight smallest hashes stand in `likenesses`. Of two texts that share half their word triples, those
eight have one in common with a probability of 0.996 (each of the eight smallest of both together is in both with one half); so a look at
eight places of the index finds the pages that can be copies, however many there are, and their sketches tell which are.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, text

from dragoman.ledger.origins import ALIKE, FEWEST, SKETCH, likeness, packed_sketch, unpack
from dragoman.ledger.records import known_from
from dragoman.ledger.resembling import COMPARED, MOST
from dragoman.ledger.store import BATCH, Store, now
from dragoman.ledger.tables import SMALLEST, articles, origins
from dragoman.model import Article

WITHIN = datetime.timedelta(days=7)  # in which a wire is carried by others: the same words later are those of a form that comes again
_LAST = "9999-12-31"
_PART = (
    "SELECT * FROM (SELECT article FROM likenesses WHERE hash = :h{0} AND known >= :since AND known <= :until "
    "ORDER BY known, article LIMIT :most) AS p{0}"
)
_NEAR = text(" UNION ALL ".join(_PART.format(n) for n in range(SMALLEST)))
_SKETCHES = (
    select(articles.c.id, articles.c.known, articles.c.url, origins.c.sketch)
    .join(origins, origins.c.article == articles.c.id)
    .where(articles.c.id.in_(bindparam("ids", expanding=True)))
)


class Copy(NamedTuple):
    """A page with nearly the words of another: the day from which it could be known, its id and its address."""

    known: str
    id: str
    url: str | None


class _Page(NamedTuple):
    copy: Copy
    sketch: tuple[int, ...]


def copies(store: Store, page: Article) -> list[Copy]:
    """The pages of the ledger with nearly the words of this one, within days of it where it is dated; the earliest first."""
    own = _page(page)
    if len(own.sketch) < FEWEST:
        return []
    with store.reading() as connection:
        return sorted(x.copy for x in _stored(connection, page, own) if likeness(x.sketch, own.sketch) >= ALIKE)


class Arriving:
    """Finds of what each page that is being read in is a copy: of one in the ledger, or of one that is about to be written there. It keeps
    the pages of the last batches and no more."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: tuple[_Waiting, _Waiting] = _Waiting(), _Waiting()

    def first(self, page: Article) -> Copy | None:
        """The earliest page with nearly the words of this one, at another address; None if there is none. Pages must come in the order in
        which they are appended."""
        own = _page(page)
        if len(own.sketch) < FEWEST:
            return None
        with self._store.reading() as connection:
            found = {x.copy.id: x for x in _stored(connection, page, own)}
        since, until = _days(page, own.copy.known)
        for waiting in self._waiting:
            found |= {x.copy.id: x for x in waiting.near(own) if since <= x.copy.known <= until}
        if self._waiting[0].add(own) >= BATCH:
            self._waiting = _Waiting(), self._waiting[0]
        other = (x for x in found.values() if page.url is None or x.copy.url != page.url)
        return min((x.copy for x in other if x.copy.id != page.id and likeness(x.sketch, own.sketch) >= ALIKE), default=None)


class _Waiting:
    """Pages that were handed on to be written."""

    def __init__(self) -> None:
        self._pages = 0
        self._by_hash: dict[int, list[_Page]] = {}

    def add(self, page: _Page) -> int:
        """Keep one more; how many there are."""
        self._pages += 1
        for each in page.sketch[:SMALLEST]:
            self._by_hash.setdefault(each, []).append(page)
        return self._pages

    def near(self, page: _Page) -> Iterable[_Page]:
        """Those that share a hash with it, in part where they are many."""
        pages = {x.copy.id: x for each in page.sketch[:SMALLEST] for x in self._by_hash.get(each, ())[:MOST]}
        shared = Counter(x.copy.id for each in page.sketch[:SMALLEST] for x in self._by_hash.get(each, ())[:MOST])
        return [pages[x] for x in _likely(shared)]


def _page(page: Article) -> _Page:
    return _Page(Copy(known_from(page, now()).isoformat(), page.id, page.url), unpack(packed_sketch(page)))


def _days(page: Article, known: str) -> tuple[str, str]:
    """The first and last day from which a copy of the page can be known; any, where the page says none of its own."""
    if page.published is None:
        return "", _LAST
    day = datetime.date.fromisoformat(known)
    first, last = (datetime.date.fromordinal(max(1, min(datetime.date.max.toordinal(), day.toordinal() + x)))
                   for x in (-WITHIN.days, WITHIN.days))  # fmt: skip
    return first.isoformat(), last.isoformat()


def _stored(connection: Connection, page: Article, own: _Page) -> list[_Page]:
    """The pages of the ledger that share one of the smallest hashes, those that share most of them first."""
    since, until = _days(page, own.copy.known)
    asked = {f"h{n}": each for n, each in enumerate(own.sketch[:SMALLEST])}
    shared = Counter(connection.execute(_NEAR, asked | {"since": since, "until": until, "most": MOST}).scalars())
    shared.pop(page.id, None)
    if not shared:
        return []
    rows = connection.execute(_SKETCHES, {"ids": _likely(shared)})
    return [_Page(Copy(known, id, url), unpack(sketch)) for id, known, url, sketch in rows]


def _likely(shared: Counter[str]) -> list[str]:
    return sorted(shared, key=lambda x: (-shared[x], x))[:COMPARED]


assert SMALLEST <= FEWEST <= SKETCH  # every sketch that is compared has so many hashes
