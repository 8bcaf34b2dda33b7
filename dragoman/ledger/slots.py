"""Slots: all that is known of one state in one organisation, sorted into what each claim can tell.

Changes become steps; lists are kept as lists (rule 3); what is expected or planned is no fact (rule 8); denials stand against steps
(rule 4); struck claims are set aside (rule 1).
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.ledger.answers import Cited, Dispute, Row
from dragoman.ledger.ranks import LEFT, MEMBER, SUSPENDED, Ranks
from dragoman.ledger.records import editions, entity_key
from dragoman.ledger.steps import Event, Step, event, steps_of
from dragoman.model import FACTUAL, Date, Filler

ACTS = frozenset({"applied", "invited"})  # they happened, and yet change no standing
OPENING = frozenset({"joined", "granted", "restored"})


@dataclass(frozen=True, slots=True)
class Listing:
    """A state claim: from `day` on (to `end`) someone lists this rank. For a reference work, `editions` are its first and last."""

    rank: str
    day: datetime.date
    cited: Cited
    end: datetime.date | None = None
    editions: tuple[int, int] | None = None


@dataclass(slots=True)
class Slot:
    """One member (key) in one organisation."""

    org: str
    member: str
    label: str = ""
    events: list[Event] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    plans: list[Cited] = field(default_factory=list)
    denials: list[Cited] = field(default_factory=list)
    cancels: list[Cited] = field(default_factory=list)
    struck: list[Cited] = field(default_factory=list)
    rolls: list[Cited] = field(default_factory=list)  # whole lists of a stretch of years: they tell who belonged, not from when
    items: list[Cited] = field(default_factory=list)  # all claims on it, as they were given
    rows: dict[Hashable, Row] = field(default_factory=dict)  # as they stood between two of the `days`
    disputes: dict[Hashable, Sequence[Dispute]] = field(default_factory=dict)  # the same of the disagreements
    _steps: tuple[Step, ...] | None = None
    _days: list[datetime.date] | None = None

    @property
    def about(self) -> dict[str, Any]:
        """The slot as plain JSON values."""
        return {"member": {"id": self.member, "label": self.label}, "organisation": {"id": self.org}}

    def steps(self) -> tuple[Step, ...]:
        """The changes, oldest first; folded once, when first asked for."""
        if self._steps is None:
            self._steps = steps_of(self.events, self.about)
        return self._steps

    def days(self, org: Org, ranks: Ranks) -> list[datetime.date]:
        """The days on which what is said of the slot can change, in order: those of its steps, lists and plans, and of the ladder."""
        if self._days is None:
            dated = {y for x in self.steps() for y in (x.lo, x.hi)} | {y for x in self.listings for y in (x.day, x.end) if y}
            words = (*self.plans, *self.cancels, *self.denials)
            dated |= {x.known for x in words} | {y for x in words if (d := x.claim.valid_from) for y in (d.first, d.last)}
            years = {
                year for x in self.listings if x.editions for a, b in org.editions.get(x.cited.outlet or "", ()) for year in range(a, b + 2)
            }
            dated |= {datetime.date(year, 1, 1) for year in years} | ranks.days(self.org)
            self._days = sorted(dated | {x + datetime.timedelta(days=1) for x in dated if x < datetime.date.max})
        return self._days

    def all(self) -> Iterable[Cited]:
        """Every claim on the slot."""
        yield from (x.cited for x in self.events)
        yield from (x.cited for x in self.listings)
        for group in (self.plans, self.denials, self.cancels, self.struck, self.rolls):
            yield from group


@dataclass(frozen=True, slots=True)
class Org:
    """The slots of one organisation, the editions in which each reference work lists it, its whole lists of full members (their first and
    last day, keys), and the day on which founders begin."""

    id: str
    slots: Mapping[str, Slot]
    editions: Mapping[str, Sequence[tuple[int, int]]]
    whole: Sequence[tuple[datetime.date, datetime.date, frozenset[str]]] = ()
    founded: Date | None = None


@dataclass(slots=True)
class Folded:
    """The slots of an organisation as they were folded last: one whose claims are the same need not be folded again."""

    last: tuple[Mapping[str, Slot], tuple[Any, ...]] = field(default=({}, ()))  # with what else their rows depend on: founding, editions …

    def again(self, slots: Mapping[str, Slot], context: tuple[Any, ...], founded: Date | None) -> dict[str, Slot]:
        """The slots with their claims put where they belong. One that has the claims that it had is as it was; without its rows, if
        anything else that they depend on is another."""
        before, then = self.last
        found = {}
        for key, slot in slots.items():
            old = before.get(key)
            if old is None or old.items != slot.items or (then[:1] != context[:1] and any(x.founder for x in old.events)):
                for item in slot.items:
                    _place(slot, item, founded)
                found[key] = slot
            else:
                found[key] = old if then == context else replace(old, rows={}, disputes={}, _days=None)
        self.last = found, context
        return found


def slots_of(org: str, cited: Sequence[Cited], founded: Date | None, before: Folded | None = None, year: int | None = None) -> Org:
    """All slots of an organisation from its membership and founding claims; `founded` is the day on which founders begin.

    `before` is what was folded last, and afterwards has this; `year` is the last whose editions of reference works are known.
    """
    work: dict[str, set[tuple[int, int]]] = {}
    whole: list[tuple[datetime.date, datetime.date, frozenset[str]]] = []
    slots: dict[str, Slot] = {}
    for item in cited:
        for filler in item.claim.fillers("member" if item.claim.kind == "membership" else "founder"):
            key = filler.id or entity_key(filler)
            if key not in slots:
                slots[key] = Slot(org, key, label_of(filler))
            slots[key].items.append(item)
        if item.claim.kind == "membership" and not item.struck:
            if listed := editions(item.claim):
                work.setdefault(item.outlet or "", set()).add(listed)
            if item.claim.qualifiers.get("whole"):
                years = item.claim.valid_from  # of a list of all who belonged at any time in a stretch of years
                days = (years.first, years.last) if years else (item.known, item.known)
                whole.append((*days, frozenset(entity_key(x) for x in item.claim.fillers("member"))))
    spans = {name: sorted(x) for name, x in work.items()}
    return Org(org, (before or Folded()).again(slots, (founded, spans, whole, year), founded), spans, whole, founded)


def label_of(filler: Filler) -> str:
    """What to call a filler: its English label, else the words of the text."""
    return filler.label or filler.surface


def _place(slot: Slot, item: Cited, founded: Date | None) -> None:
    """Put a claim where it belongs in the slot."""
    claim = item.claim
    change, rank = claim.qualifiers.get("change", "is"), claim.qualifiers.get("rank") or MEMBER
    founder = rank == "founder" or claim.kind == "founding"
    if item.struck:
        slot.struck.append(item)
    elif claim.modality == "denied":
        slot.denials.append(item)
    elif claim.modality == "cancelled":
        slot.cancels.append(item)
    elif is_plan(item):
        slot.plans.append(item)
    elif founder and change != LEFT:
        slot.events.append(event(item, MEMBER, "joined", claim.valid_from or founded, founder=True))
    elif claim.qualifiers.get("whole") and claim.valid_from:
        slot.rolls.append(item)
    elif change == "is":
        _place_state(slot, item, rank)
    else:
        slot.events.append(event(item, outcome(change, rank), change, claim.valid_from))
        if claim.valid_to and change in OPENING:
            slot.events.append(event(item, LEFT, LEFT, claim.valid_to))


def _place_state(slot: Slot, item: Cited, rank: str) -> None:
    """A state claim: a list of a day, or of editions; but "a member since 2010" tells of the change in 2010."""
    claim = item.claim
    listed = editions(claim)
    if listed:
        slot.listings.append(Listing(rank, datetime.date(listed[0], 1, 1), item, None, listed))
    elif claim.valid_from and claim.valid_from.first < item.known:
        slot.events.append(event(item, outcome("joined", rank), "joined", claim.valid_from))
        if claim.valid_to and claim.valid_to.first <= item.known:
            slot.events.append(event(item, LEFT, LEFT, claim.valid_to))
    else:
        slot.listings.append(Listing(rank, item.known, item, claim.valid_to.last if claim.valid_to else None))


def outcome(change: str, rank: str) -> str:
    """The standing that a change leads to."""
    return LEFT if change == LEFT else SUSPENDED if change == "suspended" else MEMBER if rank == "founder" else rank


def is_plan(item: Cited) -> bool:
    """Whether it tells of what is not, or not yet: by its modality, by being an act such as applying, or by a day still to come."""
    claim = item.claim
    if claim.modality not in FACTUAL or claim.qualifiers.get("change") in ACTS:
        return True
    return bool(claim.valid_from and claim.valid_from.first > item.known)
