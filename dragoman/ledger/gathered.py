"""Which claims are of one meeting, for the whole record: kept in memory, and grown by what was appended since it was last asked.

Meetings are told apart by what each claim says of itself, so that a question on some of them needs no others: whoever asks for the meetings
of a month, of a page or of a few claims loads those and no more. Only outlines are kept here, some hundred bytes a claim.

As long as nobody has asked for those of the whole record, an organisation has an index of its own claims, which is sooner made.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import String, select, text, type_coerce

from dragoman.ledger.gatherings import Groups, Outline, kin_of, outline
from dragoman.ledger.records import date_of, decoded
from dragoman.ledger.store import Store, no_collecting
from dragoman.ledger.tables import claims, fillers
from dragoman.ledger.told import Said, day
from dragoman.model import Date, digest

_AT_ONCE = 400  # claims in one question to the database
_ROW = select(claims.c.id, claims.c.article, claims.c.modality, claims.c.valid_from, type_coerce(claims.c.roles, String),
              type_coerce(claims.c.qualifiers, String), claims.c.known)  # fmt: skip
TAG = 6  # letters of a hash, by which a meeting's id names its first claim


def tag_of(claim: str) -> str:
    """The mark of a claim in the id of the meeting that it was the first to tell of."""
    return digest(claim)[:TAG]


class Gathered:
    """The claims on meetings, by meeting: all of the record, or those of some organisations alone."""

    def __init__(self, store: Store, organisations: Collection[str] | None = None) -> None:
        self.store = store
        self._own = organisations
        self._groups = Groups()
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        self._tags: dict[str, list[int]] = {}
        self._tagged = 0  # of how many claims the marks are there
        self._months: dict[int, list[int]] = {}  # of the days told of, counted from the year 0
        self._mark = ""
        self._last = 0
        self._disagreeing: tuple[int, Sequence[tuple[str, ...]]] = 0, ()  # of how many claims, and which
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ready(self) -> bool:
        """Whether it was made: what asks for little of the record does not wait for it."""
        return bool(self._mark)

    def with_claims(self, ids: Iterable[str]) -> list[list[str]]:
        """The claims of each meeting of which one of these tells."""
        with self._caught_up():
            return self._of(self._places[x] for x in ids if x in self._places)

    def tagged(self, tag: str) -> list[list[str]]:
        """The claims of each meeting one of whose claims has the tag."""
        with self._caught_up():
            for place in range(self._tagged, len(self._ids)):  # the marks are made when one is first asked for
                self._tags.setdefault(tag_of(self._ids[place]), []).append(place)
            self._tagged = len(self._ids)
            return self._of(self._tags.get(tag, ()))

    def within(self, after: Date | None, before: Date | None, org: str | None = None, known: Date | None = None) -> list[list[str]]:
        """The claims of each meeting of which one tells a day between two days, both included; of an organisation's, its own claims
        and those of its kin, that could be known by a day."""
        with self._caught_up():
            if not self._months:
                return []
            first = _month(after.first) if after else min(self._months)
            last = _month(before.last) if before else max(self._months)
            months = range(first, last + 1) if last - first < len(self._months) else [x for x in self._months if first <= x <= last]
            outlines = self._groups.outlines
            found = (i for x in months for i in self._months.get(x, ()))
            return self._of((i for i in found if org in outlines[i].organisations) if org else found, org, known)

    def _of(self, places: Iterable[int], org: str | None = None, known: Date | None = None) -> list[list[str]]:
        groups = self._groups
        roots = sorted({groups.root(x) for x in places})
        outlines = groups.outlines
        if not org:
            return [[self._ids[i] for i in groups.members[x]] for x in roots]
        kin, last = kin_of(org), known.last if known else datetime.date.max
        own = ([self._ids[i] for i in groups.members[x] if outlines[i].known <= last and kin & outlines[i].organisations] for x in roots)
        return [x for x in own if x]

    def disagreeing(self) -> Sequence[tuple[str, ...]]:
        """The claims of each meeting of which several days are told: of no other can the sources disagree."""
        with self._caught_up():
            if self._disagreeing[0] != len(self._ids):
                outlines = self._groups.outlines
                told = (x for x in self._groups.members.values() if len(x) > 1 and len({outlines[i].date for i in x} - {None}) > 1)
                self._disagreeing = len(self._ids), [tuple([self._ids[i] for i in x]) for x in told]
            return self._disagreeing[1]

    def _caught_up(self) -> threading.RLock:
        """The lock to hold while reading, once all that is recorded is here."""
        with self._lock:
            mark = self.store.state()
            if mark != self._mark:
                with no_collecting():
                    for row in self._new():
                        self._add(*_outlined(row))
                self._mark = mark
        return self._lock

    def _new(self) -> Iterator[Sequence[Any]]:
        """The rows of claims on meetings that are not here yet."""
        meetings = _ROW.where(claims.c.kind == "meeting")
        if self._own is not None:
            named = select(fillers.c.claim).where(fillers.c.kind == "meeting", fillers.c.role == "organisation")
            meetings = _ROW.where(claims.c.id.in_(named.where(fillers.c.entity.in_(self._own))))
        with self.store.reading() as connection:
            if self.store.engine.dialect.name == "sqlite":  # whose rows have numbers that grow
                last = connection.exec_driver_sql("SELECT max(rowid) FROM claims").scalar() or 0
                yield from connection.execute(meetings.where(text("claims.rowid > :first AND claims.rowid <= :last")),
                                              {"first": self._last, "last": last})  # fmt: skip
                self._last = last
            else:
                ids = connection.execute(meetings.with_only_columns(claims.c.id)).scalars()
                new = [x for x in ids if x not in self._places]
                for start in range(0, len(new), _AT_ONCE):
                    yield from connection.execute(meetings.where(claims.c.id.in_(new[start : start + _AT_ONCE])))

    def _add(self, id: str, one: Outline) -> None:
        if id in self._places:
            return
        place = self._groups.add(one)
        self._ids.append(id)
        self._places[id] = place
        if one.date:
            for month in range(_month(one.date.first), _month(one.date.last) + 1):
                self._months.setdefault(month, []).append(place)


def _outlined(row: Sequence[Any]) -> tuple[str, Outline]:
    """The outline of a claim out of its row: nothing else is made of it."""
    id, article, modality, valid_from, roles, qualifiers, known = row
    said = _said(qualifiers, modality, valid_from) if isinstance(qualifiers, str) else Said(qualifiers, modality, date_of(valid_from), None)
    return id, outline(said, article, day(known), decoded(roles))


@lru_cache(maxsize=16384)
def _said(qualifiers: str, modality: str, valid_from: str | None) -> Said:
    """What most claims on a meeting say is said by many."""
    return Said(decoded(qualifiers), modality, date_of(valid_from), None)


def _month(when: datetime.date) -> int:
    return when.year * 12 + when.month
