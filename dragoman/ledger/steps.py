"""Steps: change claims folded to a sequence of standings with a day each (rule 2), whatever the order in which they were read.

An event is one claim's word for a change; events with the same outcome and nothing between them are one step, whose day is what
its most trusted and most precise witnesses agree on. Claims that say another day stay with the step as the other side.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from dragoman.ledger.answers import Cited, Dispute, Version
from dragoman.ledger.origins import count_origins
from dragoman.ledger.told import Ids, Later, Telling, records_of, split
from dragoman.ledger.trust import can_dispute
from dragoman.model import Date

Told = Cited | Telling
W = TypeVar("W", bound=Cited | Telling)
_ORDER = {"suspended": 1, "restored": 2, "hands_over": 0, "ended": 0, "resigned": 0, "left": 3}  # of events on one day; others 0


@dataclass(frozen=True, slots=True)
class Event:
    """One claim's word for a change. It happened between `lo` and `hi`; undated, it had happened by `hi`."""

    standing: str  # what it leads to
    change: str
    lo: datetime.date
    hi: datetime.date
    date: Date | None
    cited: Told
    founder: bool = False

    @property
    def width(self) -> int:
        """Days between the earliest and the latest possible."""
        return (self.date.last - self.date.first).days if self.date else 10**6

    @property
    def key(self) -> tuple[Any, ...]:
        """Where it stands among others, whatever the order of reading."""
        return self.lo, self.hi, _ORDER.get(self.change, 0), self.standing, self.cited.known, self.cited.id


@dataclass(frozen=True, slots=True)
class Step:
    """A change that happened between `lo` and `hi`; if `date` is None it is only known to have happened by `hi`."""

    standing: str
    change: str
    lo: datetime.date
    hi: datetime.date
    date: Date | None
    cited: tuple[Told, ...]
    against: tuple[Told, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    founder: bool = False

    @property
    def trust(self) -> int:
        """That of its most trusted witness."""
        return min(x.trust for x in self.cited)

    @property
    def contested(self) -> bool:
        """Whether its day is disputed among equals."""
        return any(x.open for x in self.disputes)


def events(told: Told, standing: str, change: str, date: Date | None, founder: bool = False) -> Iterable[Event]:
    """The same of a telling: an event for all its claims that leave the same days possible."""
    if isinstance(told, Cited):
        return (event(told, standing, change, date, founder),)
    if date is not None and date.first == date.last:
        return (event(told, standing, change, date, founder),)
    parts = split(told, (lambda x: x) if date is None else lambda x: min(date.last, x) if x >= date.first else date.last, date is not None)
    return [event(x, standing, change, date, founder) for x in parts]


def event(cited: Told, standing: str, change: str, date: Date | None, founder: bool = False) -> Event:
    """The event a claim tells of. What a page reports had happened by the day it could be known."""
    if date is None:
        return Event(standing, change, cited.known, cited.known, None, cited, founder)
    hi = min(date.last, cited.known) if cited.known >= date.first else date.last
    return Event(standing, change, date.first, hi, date, cited, founder)


def steps_of(events: Iterable[Event], about: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps, oldest first. `about` names the slot in disputes."""
    events = sorted(events, key=lambda x: x.key)
    runs = _runs([x for x in events if x.date])
    alone: list[Event] = []
    for item in (x for x in events if not x.date):
        fitting = [run for run in runs if run[0].standing == item.standing and run[0].lo <= item.hi]
        (fitting[-1] if fitting else alone).append(item)
    runs = _runs([x for run in sorted([*runs, *_runs(alone)], key=_run_key) for x in run])
    return tuple(_step(run, about) for run in runs)


def _run_key(run: Sequence[Event]) -> tuple[Any, ...]:
    dated = [x for x in run if x.date] or run
    return min(x.key for x in dated)


def _runs(events: Iterable[Event]) -> list[list[Event]]:
    """Neighbours that lead to the same."""
    return [list(run) for _, run in groupby(events, key=lambda x: x.standing)]


def _step(run: Sequence[Event], about: Mapping[str, Any]) -> Step:
    core, contrary, lo, hi = agree(run)
    first = core[0]
    disputes = tuple(_disputes(core, contrary, {**about, "change": first.change}))
    if any(x.open for x in disputes):
        equal = [x for x in contrary if can_dispute(x.cited.trust, first.cited.trust)]
        lo, hi = min([lo, *(x.lo for x in equal)]), max([hi, *(x.hi for x in equal)])
    return Step(first.standing, first.change, lo, hi, first.date, in_order(x.cited for x in core), in_order(x.cited for x in contrary),
                disputes, any(x.founder for x in run))  # fmt: skip


def agree(run: Sequence[Event]) -> tuple[list[Event], list[Event], datetime.date, datetime.date]:
    """Those whose day agrees with the best witness (who is first), those who say another day, and the days left possible.

    The best is an effect before a decision, then the most trusted, the most precise, the day with most independent origins.
    """
    if len(run) == 1:
        return list(run), [], run[0].lo, run[0].hi
    dated = [x for x in run if x.date]
    if not dated:
        first = min(run, key=lambda x: x.key)
        return sorted(run, key=lambda x: x.key), [], first.lo, first.hi
    effects = any(_is_effect(x) for x in dated)
    near = {id(x): (effects and not _is_effect(x), x.cited.trust, x.width) for x in dated}
    origins = _origins(dated, near)
    ranked = sorted(dated, key=lambda x: (*near[id(x)], -origins.get((near[id(x)], x.date), 0), x.key))
    core, contrary, lo, hi = [ranked[0]], [], ranked[0].lo, ranked[0].hi
    for item in ranked[1:]:
        if item.lo <= hi and lo <= item.hi:
            lo, hi = max(lo, item.lo), min(hi, item.hi)
            core.append(item)
        else:
            contrary.append(item)
    best = min(core, key=lambda x: x.width)  # the most precise of those who agree gives the day; of equals the first
    core.remove(best)
    return [best, *core, *(x for x in run if not x.date)], contrary, lo, hi


_Near = tuple[bool, int, int]


def _origins(dated: Sequence[Event], near: Mapping[int, _Near]) -> dict[tuple[_Near, Date | None], int]:
    """From how many independent origins each day comes, where that decides: among days told by equals."""
    days: dict[_Near, set[Date | None]] = {}
    for x in dated:
        days.setdefault(near[id(x)], set()).add(x.date)
    wanted = [(key, date) for key, dates in days.items() if len(dates) > 1 for date in dates]
    by_date: dict[Date | None, list[Told]] = {}
    for x in dated if wanted else ():
        by_date.setdefault(x.date, []).append(x.cited)
    return {(key, date): int(count_origins(by_date[date])) for key, date in wanted}


def _is_effect(item: Event) -> bool:
    return item.change != "granted"


def _disputes(core: Sequence[Event], contrary: Sequence[Event], about: Mapping[str, Any]) -> Iterable[Dispute]:
    """The disagreement on the day: among equals it is open; a decision before its effect, or a vaguer day, is none."""
    dated = [x for x in core if x.date]
    if contrary:
        decided = all(_is_effect(x) for x in dated) and not any(_is_effect(x) for x in contrary)
        equal = any(can_dispute(x.cited.trust, core[0].cited.trust) for x in contrary)
        kind = "decision against effect" if decided else "different day"
        yield Dispute(kind, about, Later(lambda: (_version(dated), *_by_date(contrary))), equal and not decided)
    elif len({x.date for x in dated}) > 1:
        yield Dispute("precision only", about, Later(lambda: tuple(_by_date(dated))), False)


def _by_date(events: Sequence[Event]) -> Iterable[Version]:
    for date in sorted({x.date for x in events if x.date}):
        yield _version([x for x in events if x.date == date])


def _version(events: Sequence[Event]) -> Version:
    cited = in_order(x.cited for x in events)
    return Version(events[0].date.text if events[0].date else "", ids_of(cited), count_origins(cited))


def in_order(cited: Iterable[W]) -> tuple[W, ...]:
    """Witnesses once each, the most trusted first (rule 5), then the earliest; tellings by their first claim."""
    every = tuple(cited)
    if len(every) < 2:
        return every
    if any(isinstance(x, Telling) for x in every):
        return tuple(sorted({id(x): x for x in every}.values(), key=lambda x: (x.trust, records_of(x)[0])))
    unique = {x.id: x for x in every}
    return tuple(sorted(unique.values(), key=_in_text))


def _in_text(x: Told) -> tuple[Any, ...]:
    assert isinstance(x, Cited)
    return x.trust, x.known, x.claim.article, x.claim.evidence.start, x.id


def ids_of(ordered: Sequence[Told]) -> Sequence[str]:
    """The ids of witnesses, in order."""
    return Ids(ordered)
