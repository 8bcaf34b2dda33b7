"""Which pages have nearly the same words (`alike`): found once, when the later of two is appended, so that no answer need compare texts.

The index of the eight smallest hashes of each read page tells which can be alike (`copies` says how surely), and their sketches which are:
those are compared of pages that have two of their hashes in common, as 0.965 of those do that share half of their word triples, and 0.9996
of those that share three quarters.
Pages of the base record are not in that index: among them none has the words of another from which it does not come anyway.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from sqlalchemy import Connection, select

from dragoman.ledger.origins import ALIKE, likeness, smallest, unpack
from dragoman.ledger.tables import origins

MOST = 200  # pages looked at for one hash: words that stand on more are those of a site, and tell nothing
COMPARED = 64  # sketches compared with a page's own, those that share most of its smallest hashes first
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
    holders = {int(x): list(dict.fromkeys([*json.loads(found), *own[int(x)]]))[:MOST] for x, found in held}
    holders |= {x: found[:MOST] for x, found in own.items() if x not in holders and len(found) > 1}
    near = {id: found for id, sketch in sketches.items() if (found := _nearest(id, smallest(sketch), holders))}
    every = dict(_stored(connection, sorted({y for x in near.values() for y in x} - sketches.keys()))) | dict(sketches)
    words = {x: frozenset(unpack(every[x])) for x in {*near, *(y for found in near.values() for y in found)}}
    likely = {(id, other) if id < other else (other, id) for id, others in near.items() for other in others}
    pairs = {(id, other) for id, other in likely
             if _share_half(words[id], words[other]) and likeness(unpack(every[id]), unpack(every[other])) >= ALIKE}  # fmt: skip
    return sorted(pairs | {(other, id) for id, other in pairs})


def _share_half(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether as many hashes are in both as two sketches have in common that are alike, at least."""
    most, least = (len(one), len(other)) if len(one) > len(other) else (len(other), len(one))
    return 2 * least >= most and 2 * len(one & other) >= most


def _nearest(id: str, hashes: Iterable[int], holders: Mapping[int, Sequence[str]]) -> list[str]:
    """The other pages that have enough of these hashes, those that have most of them first."""
    shared = Counter(chain.from_iterable([holders[x] for x in hashes if x in holders]))
    again = [x for x, n in shared.items() if n > 1 and x != id]
    return again if len(again) <= COMPARED else sorted(again, key=lambda x: (-shared[x], x))[:COMPARED]


def _stored(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for start in range(0, len(ids), _AT_ONCE):
        found = connection.execute(select(origins.c.article, origins.c.sketch).where(origins.c.article.in_(ids[start : start + _AT_ONCE])))
        yield from ((x[0], x[1]) for x in found)
