"""Which pages have nearly the same words (`alike`): found once, when the later of two is appended, so that no answer need compare texts.

The index of the eight smallest hashes of each read page tells which can be alike (`copies` says how surely), and their sketches which are:
those are compared of pages that have two of their hashes in common, as 0.965 of those do that share half of their word triples, and 0.9996
of those that share three quarters.
Pages of the base record are not in that index: among them none has the words of another from which it does not come anyway.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from sqlalchemy import Connection, select

from dragoman.ledger.origins import ALIKE, likeness, smallest, unpack
from dragoman.ledger.tables import origins

MOST = 200  # pages looked at for one hash: words that stand on more are those of a site, and tell nothing
COMPARED = 64  # sketches compared with a page's own, those that share most of its smallest hashes first
_PLACES = 512  # of the hashes of a sketch, in its outline
_AT_ONCE = 400
_HELD = {
    "sqlite": "SELECT h.value, (SELECT json_group_array(article) FROM (SELECT article FROM likenesses WHERE hash = h.value "
              "ORDER BY known, article LIMIT ?)) FROM json_each(?) AS h WHERE EXISTS (SELECT 1 FROM likenesses WHERE hash = h.value)",
    "postgresql": "SELECT h.value, (SELECT json_agg(article)::text FROM (SELECT article FROM likenesses WHERE hash = h.value::bigint "
                  "ORDER BY known, article LIMIT %s) AS p) FROM json_array_elements_text(CAST(%s AS json)) AS h(value) "
                  "WHERE EXISTS (SELECT 1 FROM likenesses WHERE hash = h.value::bigint)",
}  # fmt: skip


def alike_rows(connection: Connection, sketches: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """The rows of `alike` that these pages bring, each way, whether their `likenesses` are written or not; by their sketches, those long
    enough."""
    own: dict[int, list[str]] = {}
    for id, sketch in sketches.items():
        for each in smallest(sketch):
            own.setdefault(each, []).append(id)
    held = connection.exec_driver_sql(_HELD[connection.dialect.name], (MOST, json.dumps(sorted(own))))
    holders = {int(x): frozenset(list(dict.fromkeys([*json.loads(found), *own[int(x)]]))[:MOST]) for x, found in held}
    holders |= {x: frozenset(found[:MOST]) for x, found in own.items() if x not in holders and len(found) > 1}
    near = {id: found for id, sketch in sketches.items() if (found := _nearest(id, smallest(sketch), holders))}
    every = dict(_stored(connection, sorted({y for x in near.values() for y in x} - sketches.keys()))) | dict(sketches)
    outlines = {x: _outlined(every[x]) for x in {*near, *(y for found in near.values() for y in found)}}
    likely = ((id, other) for id, others in near.items() for other in _likely(outlines[id], others, outlines))
    pairs = {(min(x), max(x)) for x in likely if likeness(*(unpack(every[y]) for y in x)) >= ALIKE}
    return sorted(pairs | {(other, id) for id, other in pairs})


def _nearest(id: str, hashes: Iterable[int], holders: Mapping[int, frozenset[str]]) -> Collection[str]:
    """The other pages that have enough of these hashes, those that have most of them first."""
    held = [holders[x] for x in hashes if x in holders]
    if len(held) < 2:
        return ()
    in_more: list[Set[str]] = [held[0], *(frozenset[str]() for _ in held[1:])]  # in one of them, in two …
    for n, pages in enumerate(held[1:], start=1):
        for more in range(n, 0, -1):
            if both := in_more[more - 1] & pages:
                in_more[more] |= both
        if n + 1 < len(held):
            in_more[0] |= pages
    if len(in_more[1]) <= COMPARED:
        return in_more[1] - {id}
    found: dict[str, None] = {}
    for some in reversed(in_more[1:]):
        found |= dict.fromkeys(sorted(some - {id}))
        if len(found) >= COMPARED:
            break
    return list(found)[:COMPARED]


class _Outline(NamedTuple):
    """How many hashes a sketch has, one bit for each of them, and how many fell on the bit of another."""

    size: int
    bits: int
    lost: int


def _outlined(sketch: bytes) -> _Outline:
    words, places = set(unpack(sketch)), bytearray(_PLACES)
    for x in words:
        places[x % _PLACES] = 1
    return _Outline(len(words), int.from_bytes(places, "little"), len(words) - sum(places))


def _likely(own: _Outline, others: Iterable[str], outlines: Mapping[str, _Outline]) -> Iterator[str]:
    """Those that can share half of the hashes, as two sketches do that are alike: no more than their bits, and what was lost of them."""
    size, bits, lost = own
    for other in others:
        others_size, others_bits, others_lost = outlines[other]
        shared = (bits & others_bits).bit_count() + min(lost, others_lost)
        if 2 * shared >= max(size, others_size) and 2 * min(size, others_size) >= max(size, others_size):
            yield other


def _stored(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for start in range(0, len(ids), _AT_ONCE):
        found = connection.execute(select(origins.c.article, origins.c.sketch).where(origins.c.article.in_(ids[start : start + _AT_ONCE])))
        yield from ((x[0], x[1]) for x in found)
