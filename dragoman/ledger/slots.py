"""Slots: all that is known of one state in one organisation, sorted into what each claim can tell.

Changes become steps; lists are kept as lists (rule 3); what is expected or planned is no fact (rule 8); denials stand against steps
(rule 4); struck claims are set aside (rule 1).
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.ledger.answers import Cited, Row
from dragoman.ledger.ranks import LEFT, MEMBER, SUSPENDED, Ranks
from dragoman.ledger.records import editions, entity_key
from dragoman.ledger.steps import Event, Step, Told, events, steps_of
from dragoman.ledger.told import Said, Telling, day, newest_of, records_of, split
from dragoman.model import FACTUAL, Claim, Date, Filler

ACTS = frozenset({"applied", "invited"})  # they happened, and yet change no standing
OPENING = frozenset({"joined", "granted", "restored"})


@dataclass(frozen=True, slots=True)
class Listing:
    """A state claim: from `day` on (to `end`) someone lists this rank. For a reference work, `editions` are its first and last."""

    rank: str
    day: datetime.date
    cited: Told
    end: datetime.date | None = None
    editions: tuple[int, int] | None = None

    def until(self, day: datetime.date) -> Listing | None:
        """Those of the same lists that are of a day or earlier, as of the last of them; None if all are later."""
        if not isinstance(self.cited, Telling):
            return self if self.day <= day else None
        heard = self.cited.until(day)
        return self if heard is self.cited else replace(self, day=heard.newest.known, cited=heard) if heard else None

    def each(self) -> Iterable[Listing]:
        """The lists one by one."""
        if self.editions or not isinstance(self.cited, Telling):
            parts: Iterable[Told] = (self.cited.only([x]) for x in self.cited.records) if isinstance(self.cited, Telling) else (self.cited,)
            return (replace(self, cited=x) for x in parts)
        told = self.cited
        return (replace(self, day=x.known, cited=x) for x in (told.only([y]) for y in told.records))


Part = tuple[  # editions of reference works; whole lists: known, claim, first and last day
    Sequence[tuple[str, tuple[int, int]]], Sequence[tuple[str, str, datetime.date, datetime.date]]]  # fmt: skip


@dataclass(slots=True)
class Slot:
    """One member (key) in one organisation."""

    org: str
    member: str
    label: str = ""
    events: list[Event] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    plans: list[Told] = field(default_factory=list)
    denials: list[Told] = field(default_factory=list)
    cancels: list[Told] = field(default_factory=list)
    struck: list[Told] = field(default_factory=list)
    rolls: list[Told] = field(default_factory=list)  # whole lists of a stretch of years: they tell who belonged, not from when
    items: list[Told] = field(default_factory=list)  # all claims on it, as they were given
    rows: dict[Hashable, Row] = field(default_factory=dict)  # as they stood between two of the `days`
    bare: dict[Hashable, Row] = field(default_factory=dict)  # the same without names
    course: dict[bool, list[Row]] = field(default_factory=dict)  # its changes and lists, told with names; in brief, or whole
    part: Part | None = None  # what of it the rows of others depend on
    planned: Any = None  # what `lifecycle` makes of its plans
    disagrees: bool | None = None  # whether anything stands against it on any day, once that was asked
    settled: Any = None  # what `conflicts` makes of the disagreements on its steps, which are the same on every day
    _steps: tuple[Step, ...] | None = None
    _days: list[str] | None = None

    @property
    def about(self) -> dict[str, Any]:
        """The slot as plain JSON values."""
        return {"member": {"id": self.member, "label": self.label}, "organisation": {"id": self.org}}

    def steps(self) -> tuple[Step, ...]:
        """The changes, oldest first; folded once, when first asked for."""
        if self._steps is None:
            self._steps = steps_of(self.events, self.about)
        return self._steps

    def days(self, org: Org, ranks: Ranks) -> list[str]:
        """The days (ISO 8601) on which, or after which, what is said of the slot can change, in order: those of its steps, lists and plans,
        and of the ladder."""
        if self._days is None:
            dated = {y for x in self.steps() for y in (x.lo, x.hi)} | {x.end for x in self.listings if x.end}
            words = (*self.plans, *self.cancels, *self.denials)
            dated |= {x.known for x in words} | {y for x in words if (d := x.claim.valid_from) for y in (d.first, d.last)}
            works = {x.cited.outlet or "" for x in self.listings if x.editions}
            years = {year for work in works for a, b in org.editions.get(work, ()) for year in range(a, b + 2)}
            found = {x.isoformat() for x in dated | ranks.days(self.org)} | {f"{x:04d}-01-01" for x in years}
            found.update(y.known for x in self.listings if not x.editions for y in records_of(x.cited))
            self._days = sorted(found)
        return self._days

    def all(self) -> Iterable[Told]:
        """Every claim on the slot."""
        yield from (x.cited for x in self.events)
        yield from (x.cited for x in self.listings)
        for group in (self.plans, self.denials, self.cancels, self.struck, self.rolls):
            yield from group


Whole = tuple[datetime.date, datetime.date, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Org:
    """The slots of one organisation, the editions in which each reference work lists it, its whole lists of full members (their first and
    last day, keys), and the day on which founders begin."""

    id: str
    slots: Mapping[str, Slot]
    editions: Mapping[str, Sequence[tuple[int, int]]]
    whole: Sequence[Whole] = ()
    founded: Date | None = None


@dataclass(slots=True)
class Folded:
    """The slots of an organisation as they were folded last: one whose claims are the same need not be folded again."""

    last: tuple[Mapping[str, Slot], tuple[Any, ...]] = field(default=({}, ()))  # with what else their rows depend on: founding, editions …

    def same(self, slots: Mapping[str, Slot]) -> dict[str, Slot]:
        """The slots, each that has the claims that it had as it was."""
        before = self.last[0]
        return {key: old if (old := before.get(key)) and old.items == slot.items else slot for key, slot in slots.items()}

    def again(self, slots: Mapping[str, Slot], context: tuple[Any, ...], founded: Date | None) -> dict[str, Slot]:
        """The slots with their claims put where they belong. One that is as it was has its rows no more, if anything else that they depend
        on is another."""
        before, then = self.last
        found = {}
        for key, slot in slots.items():
            if before.get(key) is slot and (then[:1] == context[:1] or not any(x.founder for x in slot.events)):
                found[key] = slot if then == context else replace(slot, rows={}, bare={}, _days=None)
                continue
            fresh = Slot(slot.org, key, slot.label, items=slot.items, part=slot.part) if before.get(key) is slot else slot
            for item in fresh.items:
                _place(fresh, item, founded)
            found[key] = fresh
        self.last = found, context
        return found


ToldOf = tuple[str, str, Sequence[Told]]  # a member (its key), what to call it, and what is told of it


def singly(cited: Iterable[Cited]) -> list[ToldOf]:
    """Who stands in the organisation as these claims say, each with its claims, in their order."""
    found: dict[str, tuple[str, list[Told]]] = {}
    for item in cited:
        for filler in item.claim.fillers("member" if item.claim.kind == "membership" else "founder"):
            found.setdefault(filler.id or entity_key(filler), (label_of(filler), []))[1].append(item)
    return [(key, label, items) for key, (label, items) in found.items()]


def slots_of(org: str, told: Iterable[ToldOf], founded: Date | None, before: Folded | None = None, year: int | None = None) -> Org:
    """All slots of an organisation from what is told of its members and founders; `founded` is the day on which founders begin.

    `before` is what was folded last, and afterwards has this; `year` is the last whose editions of reference works are known.
    """
    slots: dict[str, Slot] = {}
    for key, label, items in told:
        slots.setdefault(key, Slot(org, key, label)).items.extend(items)
    folded = before or Folded()
    slots = folded.same(slots)
    spans, whole = _context(slots)
    return Org(org, folded.again(slots, (founded, spans, whole, year), founded), spans, whole, founded)


def _context(slots: Mapping[str, Slot]) -> tuple[dict[str, tuple[tuple[int, int], ...]], list[Whole]]:
    """What rows depend on beside their own claims: the editions of each reference work, and the whole lists of members."""
    work: dict[str, set[tuple[int, int]]] = {}
    lists: dict[tuple[str, str], tuple[datetime.date, datetime.date, set[str]]] = {}
    for key, slot in slots.items():
        if slot.part is None:
            slot.part = _part(slot)
        for name, listed in slot.part[0]:
            work.setdefault(name, set()).add(listed)
        for known, id, first, last in slot.part[1]:
            lists.setdefault((known, id), (first, last, set()))[2].add(key)
    whole = [(first, last, frozenset(members)) for _, (first, last, members) in sorted(lists.items())]
    return {name: tuple(sorted(x)) for name, x in work.items()}, whole


def _part(slot: Slot) -> Part:
    """What one slot brings to that."""
    work: set[tuple[str, tuple[int, int]]] = set()
    lists: list[tuple[str, str, datetime.date, datetime.date]] = []
    for item in slot.items:
        if item.claim.kind != "membership" or item.struck:
            continue
        if listed := editions(item.claim):
            work.add((item.claim.qualifiers.get("outlet") or item.outlet or "", listed))
        if item.claim.qualifiers.get("whole"):
            years = item.claim.valid_from  # of a list of all who belonged at any time in a stretch of years
            for known, *_, id in (x[:4] for x in records_of(item)):
                lists.append((known, id, *((years.first, years.last) if years else (day(known), day(known)))))
    return sorted(work), lists


def label_of(filler: Filler) -> str:
    """What to call a filler: its English label, else the words of the text."""
    return filler.label or filler.surface


def _place(slot: Slot, item: Told, founded: Date | None) -> None:
    """Put a claim, or what many tell alike, where it belongs in the slot."""
    claim = item.claim
    change, rank = claim.qualifiers.get("change", "is"), claim.qualifiers.get("rank") or MEMBER
    founder = rank == "founder" or claim.kind == "founding"
    if item.struck:
        slot.struck.append(item)
    elif claim.modality == "denied":
        slot.denials.extend(_by_day(item))
    elif claim.modality == "cancelled":
        slot.cancels.extend(_by_day(item))
    elif is_act_or_plan(claim):
        slot.plans.extend(_by_day(item))
    else:
        first = claim.valid_from.first if claim.valid_from else None
        for part in split(item, lambda x: first is not None and first > x):
            if is_plan(part):
                slot.plans.extend(_by_day(part))
            elif founder and change != LEFT:
                slot.events.extend(events(part, MEMBER, "joined", claim.valid_from or founded, founder=True))
            elif claim.qualifiers.get("whole") and claim.valid_from:
                slot.rolls.append(part)
            elif change == "is":
                _place_state(slot, part, rank)
            else:
                slot.events.extend(events(part, outcome(change, rank), change, claim.valid_from))
                if claim.valid_to and change in OPENING:
                    slot.events.extend(events(part, LEFT, LEFT, claim.valid_to))


def _by_day(item: Told) -> Sequence[Told]:
    return split(item, lambda x: x)


def _place_state(slot: Slot, item: Told, rank: str) -> None:
    """A state claim: a list of a day, or of editions; but "a member since 2010" tells of the change in 2010."""
    claim = item.claim
    listed = editions(claim)
    if listed:
        slot.listings.append(Listing(rank, datetime.date(listed[0], 1, 1), item, None, listed))
        return
    first, end = claim.valid_from.first if claim.valid_from else None, claim.valid_to
    for part in split(item, lambda x: first is not None and first < x):
        if first is not None and first < part.known:
            slot.events.extend(events(part, outcome("joined", rank), "joined", claim.valid_from))
            for ended in split(part, lambda x: end is not None and end.first <= x):
                if end is not None and end.first <= ended.known:
                    slot.events.extend(events(ended, LEFT, LEFT, end))
        else:
            slot.listings.append(Listing(rank, newest_of(part).known, part, end.last if end else None))


def outcome(change: str, rank: str) -> str:
    """The standing that a change leads to."""
    return LEFT if change == LEFT else SUSPENDED if change == "suspended" else MEMBER if rank == "founder" else rank


def is_act_or_plan(claim: Claim | Said) -> bool:
    """Whether a claim tells of what is not, or changes no standing, whenever it was made."""
    return claim.modality not in FACTUAL or claim.qualifiers.get("change") in ACTS


def is_plan(item: Told) -> bool:
    """Whether it tells of what is not, or not yet: by its modality, by being an act such as applying, or by a day still to come."""
    claim = item.claim
    return is_act_or_plan(claim) or bool(claim.valid_from and claim.valid_from.first > item.known)
