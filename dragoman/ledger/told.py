"""What many claims tell alike, as one: a `Telling` stands for all claims that say the same of one member, and is folded as one `Cited` is.

A ledger of news says most things many times. What the folding looks at (the change, its day, the rung, the modality, the trust) is the same
in all of them; so it is folded once, and who says so (`Record`s) is listed, ordered and counted only where somebody reads it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple, overload

from dragoman.model import Date


class Witness(NamedTuple):
    """What of a claim's page and chain tells who says it."""

    language: str
    outlet: str | None
    origin: str  # the first in the chain, as the pages write it
    by_wire: bool  # whether an agency stands in the chain
    alone: int  # 1 if the claim names one organisation or body, and 2 if it names one member or holder, each by its id
    speaker: str | None


class Record(NamedTuple):
    """One claim of a telling, in the order of publication and text."""

    known: str  # the day from which a reader could know it, ISO 8601
    article: str
    start: int  # of its words
    id: str
    place: int  # of the member among those whom the claim names
    witness: Witness
    origin: str  # as the gazetteer names it


@dataclass(frozen=True, slots=True)
class Said:
    """What is told, without who tells it: of a `Claim` that part which the folding looks at, under the same names."""

    qualifiers: Mapping[str, Any]
    modality: str
    valid_from: Date | None
    valid_to: Date | None
    rule: str = ""  # "base/" of the base record's claims
    kind: str = "membership"


class Telling:
    """Claims that say the same of one member with the same trust. Under the names of a `Cited` it has what they have in common, and the
    day, the outlet and the origin of the first of them."""

    __slots__ = ("_newest", "_until", "claim", "copies", "known", "records", "struck", "trust", "whole")

    def __init__(self, claim: Said, trust: int, records: Sequence[Record], copies: Copies, struck: str | None = None,
                 whole: Telling | None = None) -> None:  # fmt: skip
        self.claim, self.trust, self.records, self.copies, self.struck = claim, trust, records, copies, struck
        self.whole = whole or self  # of which it is a part
        self.known = day(records[0].known)
        self._until: dict[int, Telling] = {}
        self._newest: Telling | None = None

    @property
    def id(self) -> str:
        """The least id of those known first."""
        first, *others = takewhile(lambda x: x.known == self.records[0].known, self.records)
        return min(first.id, *(x.id for x in others)) if others else first.id

    @property
    def outlet(self) -> str | None:
        """The outlet of the first."""
        return self.records[0].witness.outlet

    @property
    def origin(self) -> str:
        """The origin of the first."""
        return self.records[0].origin

    @property
    def newest(self) -> Telling:
        """The last of them alone; of one day, that with the greatest id."""
        if self._newest is None:
            last = takewhile(lambda x: x.known == self.records[-1].known, reversed(self.records))
            self._newest = self if len(self.records) == 1 else self.only([max(last, key=lambda x: x.id)])
        return self._newest

    def only(self, records: Sequence[Record], struck: str | None = None) -> Telling:
        """Some of them."""
        return Telling(self.claim, self.trust, records, self.copies, struck or self.struck, self.whole)

    def until(self, last: datetime.date) -> Telling | None:
        """Those known by a day, if any are; the same value for the same ones."""
        size = self.size_until(last.isoformat())
        if size in (0, len(self.records)):
            return self if size else None
        if size not in self._until:
            self._until[size] = self.only(self.records[:size])
        return self._until[size]

    def size_until(self, last: str) -> int:
        """How many are known by a day."""
        if self.records[-1].known <= last:
            return len(self.records)
        low, high = 0, len(self.records)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.records[middle].known <= last else (low, middle)
        return low

    def split(self, key: Callable[[datetime.date], Hashable], may_return: bool = False) -> list[Telling]:
        """Parts of it by something that their day decides. What it decides for an early and a late day alike, it decides so for all between
        them, unless it `may_return`."""
        if self.records[0].known == self.records[-1].known:
            return [self]
        first, last = key(self.known), key(day(self.records[-1].known))
        if first == last and not may_return:
            return [self]
        parts: dict[Hashable, list[Record]] = {first: []}
        for record in self.records:
            parts.setdefault(key(day(record.known)), []).append(record)
        return [self] if len(parts) == 1 else [self.only(x) for x in parts.values()]


def records_of(item: Any) -> Sequence[Record]:
    """The claims of a telling; a `Cited` is one."""
    if isinstance(item, Telling):
        return item.records
    claim = item.claim
    witness = Witness(item.language, item.outlet, item.origin, bool(item.agencies), 0, claim.attribution.speaker)
    return (Record(item.known.isoformat(), claim.article, claim.evidence.start, claim.id, 0, witness, item.origin),)


def split(item: Any, key: Callable[[datetime.date], Hashable], may_return: bool = False) -> Sequence[Any]:
    """Parts of a telling by something that the day decides; a `Cited` is one."""
    return item.split(key, may_return) if isinstance(item, Telling) else (item,)


def common(one: Any, other: Any) -> bool:
    """Whether two tellings have a claim in common; a `Cited` is one."""
    if one is other:
        return True
    if isinstance(one, Telling) and isinstance(other, Telling) and one.whole is not other.whole:
        return False
    return not {x.id for x in records_of(one)}.isdisjoint(x.id for x in records_of(other))


def heard_by(item: Any, day: datetime.date) -> Any:
    """What of a telling was known by a day, or None; a `Cited` is one."""
    return item.until(day) if isinstance(item, Telling) else item if item.known <= day else None


def heard_since(item: Any, day: datetime.date) -> Any:
    """What of a telling became known on a day or later, or None; a `Cited` is one."""
    if not isinstance(item, Telling):
        return item if item.known >= day else None
    first = item.size_until((day - datetime.timedelta(days=1)).isoformat())
    return None if first == len(item.records) else item.only(item.records[first:]) if first else item


def newest_of(item: Any) -> Any:
    """The last claim of a telling; a `Cited` is one."""
    return item.newest if isinstance(item, Telling) else item


class Ids(Sequence[str]):
    """The ids of the claims of some tellings, the most trusted first (rule 5), then the earliest; put in order when first read. Of several
    groups of tellings, those of the first group come first."""

    __slots__ = ("_found", "groups", "told")

    def __init__(self, *groups: Iterable[Any]) -> None:
        self.groups = tuple([tuple(x) for x in groups])
        self.told = self.groups[0] if len(groups) == 1 else tuple([y for x in self.groups for y in x])
        self._found: tuple[str, ...] | None = None

    def records(self) -> list[Record]:
        """The claims, once each, in that order."""
        found: dict[str, Record] = {}
        for group in self.groups:
            every = {x.id: (item.trust, x) for item in group for x in records_of(item)}
            for _, x in sorted(every.values()):
                found.setdefault(x.id, x)
        return list(found.values())

    @property
    def all(self) -> tuple[str, ...]:
        """Them all."""
        if self._found is None:
            self._found = tuple(x.id for x in self.records())
        return self._found

    def __bool__(self) -> bool:
        return bool(self.told)

    def __len__(self) -> int:
        return len(self.told[0].records) if len(self.told) == 1 and isinstance(self.told[0], Telling) else len(self.all)

    def __iter__(self) -> Iterator[str]:
        return iter(self.all)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        return self.all[at]

    def __eq__(self, other: object) -> bool:
        return self.all == (other.all if isinstance(other, Ids) else other)

    def __hash__(self) -> int:
        return hash(self.all)

    def __lt__(self, other: Ids) -> bool:
        return self.all < other.all

    def __repr__(self) -> str:
        return repr(self.all)


class Later(Sequence[Any]):
    """Values that are made when first read."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], tuple[Any, ...]]) -> None:
        self._make = make
        self._made: tuple[Any, ...] | None = None

    @property
    def all(self) -> tuple[Any, ...]:
        """Them all."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.all)

    def __getitem__(self, at: Any) -> Any:
        return self.all[at]

    def __eq__(self, other: object) -> bool:
        return self.all == (other.all if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        return hash(self.all)

    def __repr__(self) -> str:
        return repr(self.all)


class Count:
    """From how many independent origins something comes, counted when first asked. It compares and adds as the number does."""

    __slots__ = ("_count", "_number", "_told")

    def __init__(self, told: Sequence[Any], count: Callable[[Sequence[Any]], int]) -> None:
        self._told, self._count = told, count
        self._number: int | None = None

    def __int__(self) -> int:
        if self._number is None:
            self._number = self._count(self._told)
        return self._number

    __index__ = __int__

    def __eq__(self, other: object) -> bool:
        return int(self) == (int(other) if isinstance(other, Count) else other)

    def __hash__(self) -> int:
        return hash(int(self))

    def __lt__(self, other: Any) -> bool:
        return int(self) < int(other)

    def __gt__(self, other: Any) -> bool:
        return int(self) > int(other)

    def __add__(self, other: Any) -> int:
        return int(self) + int(other)

    __radd__ = __add__

    def __repr__(self) -> str:
        return repr(int(self))


Copies = Callable[[Collection[str]], Mapping[str, Collection[str]]]  # of some articles, those that copies are of: their copies among them


def count_told(told: Sequence[Any]) -> int:
    """From how many independent origins tellings come. Copies among them are one origin with the page that was first to be known."""
    records = [x for item in told for x in records_of(item)]
    names = {x.origin for x in records}
    if len(names) < 2:
        return len({x.casefold() for x in names})
    copies = next((x.copies for x in told if isinstance(x, Telling)), None)
    near = copies({x.article for x in records}) if copies else {}
    if not near:
        return len({x.casefold() for x in names})
    firsts: dict[str, Record] = {}
    found: set[str] = set()
    pages: dict[str, Record] = {}
    for record in sorted(records, key=lambda x: (x.known, x.article, x.id)):
        if record.article not in pages:
            pages[record.article] = record
            copied = next((x for x in pages if x != record.article and x in near.get(record.article, ())), None)
            if copied is not None:
                firsts[record.article] = firsts.get(copied, pages[copied])
        found.add(firsts.get(record.article, record).origin.casefold())
    return len(found)


@lru_cache(maxsize=65536)
def day(text: str) -> datetime.date:
    """The day of an ISO 8601 text."""
    return datetime.date.fromisoformat(text)
