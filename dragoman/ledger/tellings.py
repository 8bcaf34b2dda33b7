"""The tellings: one row for each member of each claim on a standing, which lie together by organisation, member and what is told.

They are made of a claim and its page alone, in the transaction in which the claim is appended, so that a question on the members of an
organisation reads one stretch of one table: no claim, no page. Trust and origins are not in them, for the gazetteer decides on those.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from dragoman.ledger.answers import When
from dragoman.ledger.every import struck_by
from dragoman.ledger.records import key_of
from dragoman.ledger.stating import KIND, ROLES, said_of, subject, witness_of
from dragoman.ledger.store import no_collecting
from dragoman.ledger.tables import claims, tellings
from dragoman.ledger.told import Copies, Record, Said, Telling, Witness
from dragoman.ledger.trust import trust_among
from dragoman.ledger.witnesses import Witnesses

_COLUMNS = "member, fact, known, article, start, claim, place, witness, label"
# Made once: building them anew would take longer than a short answer.
_ORDER = "ORDER BY member, fact, known, claim"  # in which they lie
_ALL = text(f"SELECT {_COLUMNS} FROM tellings WHERE organisation = :org {_ORDER}")
_SOME = text(f"SELECT {_COLUMNS} FROM tellings WHERE organisation = :org AND member IN :some {_ORDER}").bindparams(
    bindparam("some", expanding=True)
)
NONE: Mapping[str, tuple[Any, ...]] = {}
_ANY = text("SELECT 1 FROM judgements LIMIT 1")
_JUDGED = text("SELECT DISTINCT claim FROM tellings WHERE organisation = :org AND claim IN (SELECT claim FROM judgements)")


class Told:
    """All tellings on an organisation, with the verdicts on some of their claims."""

    def __init__(self, members: Mapping[str, Sequence[Telling]], labels: Mapping[str, str], verdicts: Mapping[str, Any],
                 days: list[str] | None = None, firsts: Mapping[str, tuple[Any, ...]] = NONE) -> None:  # fmt: skip
        self.firsts = {x: firsts[x] if x in firsts else _first_told(y) for x, y in members.items()}
        self.members = {x: members[x] for x in sorted(members, key=self.firsts.__getitem__)}
        self.labels, self.verdicts = labels, verdicts
        self.days = _days(members.values()) if days is None else days

    def __len__(self) -> int:
        return len(self.days)

    def until(self, day: datetime.date) -> int:
        """How many of them could be known by the day."""
        return bisect_right(self.days, day.isoformat())

    def with_members(self, members: Collection[str], new: Told) -> Told:
        """The same with what is told of some members in place of what was."""
        kept = {x: y for x, y in self.members.items() if x not in members}
        called = {x: y for x, y in self.labels.items() if x not in members}
        days = self.days.copy()
        for day in _days(y for x, y in self.members.items() if x in members):
            del days[bisect_left(days, day)]
        for day in new.days:
            insort(days, day)
        firsts = {**{x: self.firsts[x] for x in kept}, **new.firsts}
        return Told({**kept, **new.members}, {**called, **new.labels}, new.verdicts, days, firsts)

    def at(self, when: When, struck: Mapping[str, str], late: Collection[str]) -> list[tuple[str, Sequence[Telling]]]:
        """Each member with what is told of it as known at `when`, in the order in which pages told of them first. Claims that were `struck`
        by then stand alone; those recorded too `late` are not there."""
        last = when.known.last if when.known else None
        if last is None or self.until(last) == len(self.days):
            every: list[tuple[str, Sequence[Telling]]] = list(self.members.items())
        else:
            known = ((member, _until(items, last)) for member, items in self.members.items())
            every = [x for x in known if x[1]]  # who is told of by then is so by his first claims: the order is the same
        if not struck and not late:
            return every
        parted = ((member, [y for x in items for y in _parted(x, struck, late)]) for member, items in every)
        return sorted((x for x in parted if x[1]), key=lambda x: _first_told(x[1]))


def _until(told: Sequence[Telling], last: datetime.date) -> list[Telling]:
    """What of it was known by a day."""
    text, found = last.isoformat(), list[Telling]()
    for each in told:
        if each.records[-1].known <= text:
            found.append(each)
        elif each.records[0].known <= text and (part := each.until(last)):
            found.append(part)
    return found


def _first_told(told: Sequence[Telling]) -> tuple[Any, ...]:
    """By which a member is put in order: the first of the claims that tell of it."""
    return min([x.records[0][:5] for x in told])


def _days(members: Iterable[Sequence[Telling]]) -> list[str]:
    """The days from which the claims of tellings could be known, in order."""
    return sorted([x.known for items in members for each in items for x in each.records])


def _parted(telling: Telling, struck: Mapping[str, str], late: Collection[str]) -> Iterator[Telling]:
    """The telling without the claims that may not be used, and each of those that were struck."""
    kept = [x for x in telling.records if x.id not in late]
    usable = [x for x in kept if x.id not in struck]
    if len(usable) == len(telling.records):
        yield telling
    elif usable:
        yield telling.only(usable)
    yield from (telling.only([x], struck[x.id]) for x in kept if x.id in struck)


class Tellings:
    """What is told of the members of organisations (or of the holders of their chair, or of offices), kept in memory as long as no page on
    them is appended."""

    def __init__(self, witnesses: Witnesses, kind: str = KIND) -> None:
        self.witnesses, self.kind = witnesses, kind

    def on(self, org: str) -> Told:
        """All that is told of an organisation's members."""

        def renew(told: Told, pages: frozenset[str]) -> Told:
            members = self._members(org, pages)
            new = self._read(org, members)
            return new if members is None else told.with_members(members, new)

        return self.witnesses.memory.keep(("told", self.kind, org), lambda: self._read(org, None), lambda x: len(x) // 8, (org,), renew)

    def at(self, org: str, when: When) -> list[tuple[str, Sequence[Telling]]]:
        """Each member of an organisation with what is told of it as known at `when`, in the order in which pages told of them first."""
        return self._at(self.on(org), org, when)

    def of(self, org: str, members: Collection[str], when: When) -> tuple[list[tuple[str, Sequence[Telling]]], Mapping[str, str]]:
        """The same of some members alone, which is not kept; and what they are called."""
        told = self._read(org, members)
        return self._at(told, org, when), told.labels

    def _at(self, told: Told, org: str, when: When) -> list[tuple[str, Sequence[Telling]]]:
        late = set[str]()
        if when.recorded:
            with self.witnesses.store.reading() as connection:
                late = _recorded_after(connection, subject(self.kind, org), when.recorded)
        return told.at(when, {id: why for id, items in told.verdicts.items() if (why := struck_by(items, when))}, late)

    def _members(self, org: str, pages: frozenset[str]) -> set[str] | None:
        """Of whom these pages tell in claims on the organisation; None where they may tell who a speaker of earlier claims is."""
        found: set[str] = set()
        with self.witnesses.store.reading() as connection:
            query = select(claims.c.roles).where(claims.c.article.in_(pages), claims.c.kind == self.kind)
            for roles in connection.execute(query).scalars():
                found |= {key_of(id, words) for role in ROLES[self.kind][1] for id, _, words, *_ in roles.get(role, ())}
        return found

    def _read(self, org: str, members: Collection[str] | None) -> Told:
        """The tellings of an organisation, or of some of its members."""
        with self.witnesses.store.reading() as connection, no_collecting():
            rows = _rows(connection, subject(self.kind, org), members)
            given = self.witnesses.store.judgements(connection, _judged(connection, subject(self.kind, org)))
            spoken = {x for x in {row[7] for row in rows} if witness_of(x).speaker is not None} if self.kind != "office" else None
            speaking = {row[3] for row in rows if row[7] in spoken} if spoken else None
            bodies = self.witnesses.bodies(connection, speaking) if speaking else {}
            trusted = _Trust(self.witnesses, org, bodies)
            return Told(*_gathered(rows, trusted, self.witnesses.origin_named, self.witnesses.copies_among), given)


class _Trust:
    """How near each teller is, by the outlet and by whom its speaker stands for."""

    def __init__(self, witnesses: Witnesses, org: str, bodies: Mapping[tuple[str, str], Collection[str]]) -> None:
        self._outlet, self._org, self._bodies = witnesses.outlet, org, bodies

    def is_listed(self, said: Said) -> bool:
        """Whether it is a reference work's word."""
        return "editions" in said.qualifiers or said.rule.startswith("base/")

    def always(self, witness: Witness, is_listed: bool) -> int | None:
        """The trust of a witness whatever the page and the member, unless they decide on it."""
        return None if witness.speaker is not None or self._outlet(witness.outlet).get("owner") else self.of(witness, is_listed, "", "")

    def of(self, witness: Witness, is_listed: bool, article: str, member: str) -> int:
        """The trust of one claim."""
        outlet, speaks_for = self._outlet(witness.outlet), self._bodies.get((article, witness.speaker or ""), ())
        alone = [x for bit, x in ((1, self._org), (2, member)) if witness.alone & bit]
        return trust_among(is_listed, outlet, speaks_for, witness.by_wire, alone)


def _rows(connection: Connection, org: str, members: Collection[str] | None) -> Sequence[Sequence[Any]]:
    """The rows on an organisation, by member and fact: member, fact, known, article, start, claim, place, witness, label."""
    if members is None:
        return connection.execute(_ALL, {"org": org}).all()
    return connection.execute(_SOME, {"org": org, "some": sorted(members)}).all()


def _judged(connection: Connection, org: str) -> list[str]:
    """The claims on an organisation's standings of which there is any verdict."""
    return list(connection.execute(_JUDGED, {"org": org}).scalars()) if connection.execute(_ANY).first() else []


def _recorded_after(connection: Connection, org: str, moment: str) -> set[str]:
    """The claims on an organisation's standings that were recorded later."""
    query = select(tellings.c.claim).join(claims, claims.c.id == tellings.c.claim)
    return set(connection.execute(query.where(tellings.c.organisation == org, claims.c.recorded_at > moment)).scalars())


def _gathered(rows: Iterable[Sequence[Any]], trust: _Trust, named: Callable[[str], str],
              copies: Copies) -> tuple[dict[str, list[Telling]], dict[str, str]]:  # fmt: skip
    """The tellings by member; and what members without an id are called, by the first that names them."""
    made: dict[str, list[Telling]] = {}
    labels: dict[str, tuple[Record, str]] = {}
    every: tuple[dict[str, tuple[Witness, str, int | None]], ...] = {}, {}  # the trust only where neither page nor member decides on it
    for (member, fact), some in groupby(rows, key=itemgetter(0, 1)):
        said = said_of(fact)
        is_listed = trust.is_listed(said)
        tellers = every[is_listed]
        groups: dict[int, list[Record]] = {}
        for _, _, known, article, start, claim, place, told, label in some:
            if told not in tellers:
                one = witness_of(told)
                tellers[told] = one, named(one.origin), trust.always(one, is_listed)
            witness, origin, near = tellers[told]
            record = tuple.__new__(Record, (known, article, start, claim, place, witness, origin))  # half the time of `Record(…)`
            if near is None:
                near = trust.of(witness, is_listed, article, member)
            if near in groups:
                groups[near].append(record)
            else:
                groups[near] = [record]
            if label is not None and (member not in labels or record < labels[member][0]):
                labels[member] = record, label
        for near, records in groups.items():
            records.sort()
            made.setdefault(member, []).append(Telling(said, near, records, copies))
    return made, {x: label for x, (_, label) in labels.items()}
