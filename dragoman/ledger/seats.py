"""Seats: an office or a chair with one holder at a time, folded from who assumed it, who gave it up, and who is said to hold it.

A holder's tenure ends by his own leaving or by the next one's coming; silence ends nothing, but a term that was named does. Who is said
to hold the seat, later than anything that speaks for the last one known, holds it "as listed".
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.ledger.answers import Dispute, Row, SetAside, Version, When
from dragoman.ledger.lifecycle import overlap
from dragoman.ledger.origins import count_origins
from dragoman.ledger.steps import Event, Step, Told, events, in_order, steps_of
from dragoman.ledger.titles import is_acting
from dragoman.ledger.told import Ids, Later, Said, heard_by, heard_since, newest_of, records_of, split
from dragoman.ledger.trust import can_dispute
from dragoman.model import FACTUAL, Claim, Date

ENDING = frozenset({"hands_over", "resigned", "ended"})
HOLDING = frozenset({"holds", "acting", "is"})
_AGAIN = "\0"  # after a holder's key: his coming again
_SEASON = 120  # days: words for one coming, from the election to the oath, lie closer together
_TERM = re.compile(r"(\d{4})(?:\s*[-/–—]\s*(\d{4}))?\Z")


@dataclass(slots=True)
class Seat:
    """All that is known of one seat. Holders are keys; `labels` says what to call them."""

    about: Mapping[str, Any]
    role: str = "holder"  # what rows call who holds it
    labels: dict[str, dict[str, Any]] = field(default_factory=dict)
    comings: list[Event] = field(default_factory=list)
    goings: list[Event] = field(default_factory=list)
    said: list[tuple[str, Told]] = field(default_factory=list)  # who is said to hold it when the page was written
    plans: list[tuple[str, str, Told]] = field(default_factory=list)  # holder, change, claims of one day
    denials: list[tuple[str, Told]] = field(default_factory=list)
    struck: list[Told] = field(default_factory=list)
    items: Sequence[Told] = ()  # all that is told of it, as it was given
    key: tuple[str, ...] = ()  # by which it is the same seat at another day of knowing
    rows: dict[tuple[int, bool], list[Row]] = field(default_factory=dict)  # where nothing but who is said to hold it is known
    _tenures: list[Tenure] | None = None
    _days: list[str] | None = None
    _asides: Sequence[SetAside] | None = None

    def place(self, when: When) -> tuple[int, bool] | None:
        """Where nothing but who is said to hold it is known, what of the day asked about decides: how many words are known by then, and
        whether the last is of that day."""
        if self.comings or self.goings or self.denials:
            return None
        if self._days is None:
            self._days = sorted([y.known for _, x in self.said for y in records_of(x)])
        known = bisect_right(self._days, when.on.last.isoformat())
        return known, known > 0 and self._days[known - 1] >= when.on.first.isoformat()

    @property
    def may_be_disputed(self) -> bool:
        """Whether there are several holders, a denial, or several words for one coming or going: without, nothing disagrees."""
        return len(self.labels) > 1 or bool(self.denials) or len(self.comings) > 1 or len(self.goings) > 1

    def holders(self) -> dict[str, str]:
        """Whom each claim names as the holder."""
        told = [(x.cited, x.standing) for x in (*self.comings, *self.goings)]
        told += [(x, key) for key, x in (*self.said, *self.denials, *((key, x) for key, _, x in self.plans))]
        return {y.id: key for x, key in told for y in records_of(x)}

    def add(self, key: str, label: Mapping[str, Any], told: Told, is_also: bool = False) -> None:
        """Put what is told of the holder where it belongs. What he `is_also` (a president head of government too) may begin otherwise."""
        days = [x for x in (told.claim.valid_from, told.claim.valid_to) if x]
        for item in split(told, lambda known: tuple([(x.first > known, x.first < known, x.last > known) for x in days])):
            self._add(key, label, item, is_also)

    def _add(self, key: str, label: Mapping[str, Any], item: Told, is_also: bool) -> None:
        claim, change = item.claim, item.claim.qualifiers.get("change", "holds")
        start = None if is_also or term_of(claim) else claim.valid_from  # "for 2024-2025" names the term and not the day
        self.labels.setdefault(key, dict(label))
        if item.struck:
            self.struck.append(item)
        elif claim.modality == "denied":
            self.denials.append((key, item))
        elif claim.modality not in FACTUAL or (start and start.first > item.known):
            self.plans += [(key, change, x) for x in split(item, lambda known: known)]
        elif change in ENDING:
            self.goings += events(item, key, change, start)
        elif change in HOLDING and not (start and start.first < item.known):
            self._add_said(key, item)
        else:
            self.comings += events(item, key, "assumes" if change in HOLDING else change, start)
        if claim.valid_to and claim.valid_to.first <= item.known and change not in ENDING and claim.modality in FACTUAL and not item.struck:
            self.goings += events(item, key, "ended", claim.valid_to)

    def _add_said(self, key: str, item: Told) -> None:
        """ "Held it until July" is no word for now."""
        if not (item.claim.valid_to and item.claim.valid_to.last <= item.known):
            self.said.append((key, item))


@dataclass(frozen=True, slots=True)
class Tenure:
    """A holder's time in a seat; without `start` it is only known when it ended, without `end` only that nothing ended it."""

    holder: str
    start: Step | None
    end: Step | None


def tenures_of(seat: Seat) -> list[Tenure]:
    """The tenures in order, folded once."""
    if seat._tenures is None:
        seat._tenures = _folded(seat) if seat.comings or seat.goings else []
    return seat._tenures


def _folded(seat: Seat) -> list[Tenure]:
    """A leaving belongs to the holder's last coming before it. Who comes again while nothing ended his tenure goes on in it."""
    starts = [replace(x, standing=x.standing.partition(_AGAIN)[0]) for x in steps_of(_terms(seat), seat.about)]
    ends: dict[int, Step] = {}
    orphans: list[Tenure] = []
    for holder in sorted({x.standing for x in seat.goings}):
        for end in steps_of(_leavings(seat, holder), seat.about):
            own = [i for i, x in enumerate(starts) if x.standing == holder and x.lo <= end.hi]
            if own:
                on_the_day = len(own) > 1 and own[-2] not in ends and starts[own[-1]].lo >= end.lo  # what he acted in he holds from then on
                ends.setdefault(own[-2] if on_the_day else own[-1], end)
            else:
                orphans.append(Tenure(holder, None, replace(end, standing=holder)))
    found: list[Tenure] = []
    for tenure in sorted([*orphans, *(Tenure(x.standing, x, ends.get(i)) for i, x in enumerate(starts))], key=place_of):
        if found and (longer := _going_on(found[-1], tenure, seat)):
            found[-1] = longer
        else:
            found.append(tenure)
    return found


def _terms(seat: Seat) -> Iterable[Event]:
    """The comings. One that is no other word for the holder's coming before it is told as his coming again: he left in between, or came
    for the time being first, or is told to come (and not to hold it since then) more than a season later."""
    last: Event | None = None
    again = 0
    for item in sorted(seat.comings, key=lambda x: (*x.key[:-2], is_acting(x.cited), *x.key[-2:])):
        if not item.date:
            yield item
            continue
        if not last or last.standing != item.standing:
            again = 0
        elif _is_later(last, item) or is_acting(item.cited) != is_acting(last.cited) or _left_between(seat, last, item):
            again += 1
        else:
            yield replace(item, standing=item.standing + _AGAIN * again)
            continue
        last = item
        yield replace(item, standing=item.standing + _AGAIN * again)


def _leavings(seat: Seat, holder: str) -> Iterable[Event]:
    """The goings of a holder. One after he came once more is no other word for the one before it."""
    comings = [x for x in seat.comings if x.standing == holder and x.date]
    last: Event | None = None
    again = 0
    for item in sorted((x for x in seat.goings if x.standing == holder), key=lambda x: x.key):
        if last and item.date and not _on_one_day(last, item) and any(last.lo <= x.lo <= item.hi and last.hi <= x.hi for x in comings):
            again += 1
        last = item if item.date else last
        yield replace(item, standing=holder + _AGAIN * again)


def _is_later(last: Event, item: Event) -> bool:
    """Two words on since when someone holds it disagree, however far apart; two comings do not."""
    return (item.lo - last.hi).days > _SEASON and item.cited.claim.qualifiers.get("change", "holds") not in HOLDING


def _on_one_day(last: Event, item: Event) -> bool:
    return (last.lo, last.hi) == (item.lo, item.hi)


def _left_between(seat: Seat, last: Event, item: Event) -> bool:
    if _on_one_day(last, item):
        return False
    return any(x.standing == last.standing and x.date and last.hi <= x.lo and x.hi <= item.lo for x in seat.goings)


def _going_on(before: Tenure, tenure: Tenure, seat: Seat) -> Tenure | None:
    """The two as one, if the holder came again without having left: a new term of his, of the same kind."""
    first, second = before.start, tenure.start
    if not first or not second or before.end or before.holder != tenure.holder:
        return None
    if any(map(is_acting, first.cited)) != any(map(is_acting, second.cited)):
        return None
    return Tenure(before.holder, replace(first, cited=in_order([*first.cited, *second.cited])), tenure.end)


def place_of(tenure: Tenure) -> tuple[datetime.date, datetime.date]:
    """Where a tenure stands among others: when it began at the earliest and at the latest, else when it ended."""
    step = tenure.start or tenure.end
    assert step
    return step.lo, step.hi


def seat_rows(seat: Seat, when: When) -> list[Row]:
    """Who holds the seat at `when`: no row if nobody is known to, one row, or several where the sources disagree."""
    place = seat.place(when)
    if place is None:
        return _rows(seat, when)
    if place not in seat.rows:
        seat.rows[place] = _rows(seat, when)
    return seat.rows[place]


def _rows(seat: Seat, when: When) -> list[Row]:
    tenures = tenures_of(seat)
    heard = [(newest_of(y), key, y) for key, x in seat.said if (y := heard_by(x, when.on.last))]
    said = [(key, x) for _, key, x in sorted(heard, key=lambda x: (x[0].known, -x[0].trust, x[0].id))]
    row, tenure = _by_tenures(seat, tenures, when)
    newest = _successor(tenures, tenure, said)
    if newest or row is None:
        rows = _by_word(seat, said, when) if newest or not _left(tenures, said, when) else []
        return [_with_aside(x, seat) for x in rows]
    assert tenure
    return [_with_aside(_against(row, seat, tenure, said, when), seat)]


def _by_tenures(seat: Seat, tenures: Sequence[Tenure], when: When) -> tuple[Row | None, Tenure | None]:
    """The last tenure certainly begun, unless a later one may have begun or it may have ended."""
    first, last = when.on.first, when.on.last
    begun = [x for x in tenures if x.start and x.start.lo <= last]
    sure = _given_back([x for x in begun if x.start and x.start.hi <= first], seat, first)
    maybe = [x for x in begun if x.start and x.start.hi > first and x.start.date]
    if not sure and not maybe:
        until = [x for x in tenures if not x.start and x.end and last < x.end.lo]
        return (tenure_row(seat, until[0], "possibly"), until[0]) if until else (None, None)
    held = maybe[-1] if maybe else sure[-1]
    if (held.end and held.end.hi <= first) or _term_over(held, first):
        return None, None
    vague = maybe or (held.end and held.end.lo <= last)
    return tenure_row(seat, held, "possibly" if vague else "certainly"), held


def _given_back(begun: list[Tenure], seat: Seat, day: datetime.date) -> list[Tenure]:
    """Without those at the end who acted for another and no longer do: he holds the seat again, unless he left it."""
    rest = list(begun)
    while rest and rest[-1].end and rest[-1].end.hi <= day and rest[-1].start and any(map(is_acting, rest[-1].start.cited)):
        rest.pop()
    return rest if rest and not (rest[-1].end and rest[-1].end.hi <= day) else begun


def _term_over(tenure: Tenure, day: datetime.date) -> bool:
    """Whether all terms named for the tenure are over by the day."""
    ends = [x for c in tenure.start.cited if (x := term_end(c))] if tenure.start else []
    return bool(ends) and max(ends) < day


def term_of(claim: Claim | Said) -> Date | None:
    """The term that a claim names by an interval of days longer than a season."""
    day = claim.valid_from
    return day if day and day.precision == "interval" and (day.last - day.first).days > 90 else None


def term_end(item: Told) -> datetime.date | None:
    """The last day of the term that a claim names: "2024-2025", or its end still to come."""
    found = _TERM.match(str(item.claim.qualifiers.get("term", "")).strip())
    if found:
        return datetime.date(int(found[2] or found[1]), 12, 31)
    end = term_of(item.claim) or item.claim.valid_to
    return end.last if end else None


def tenure_row(seat: Seat, tenure: Tenure, certainty: str) -> Row:
    """The row of a tenure, nothing set aside."""
    steps = [x for x in (tenure.start, tenure.end) if x]
    cited = [in_order(x.cited) for x in steps]  # who says that it began comes first
    disputes = tuple(d for x in steps for d in x.disputes)
    what = dict(seat.about) | {seat.role: seat.labels[tenure.holder], "acting": any(is_acting(y) for x in cited for y in x)}
    if tenure.start and not tenure.start.date:
        what["by"] = tenure.start.hi.isoformat()
    return Row(what, certainty, tenure.start.date if tenure.start else None, tenure.end.date if tenure.end else None,
               claims=Ids(*cited), disputes=disputes, origins=count_origins(y for x in cited for y in x),
               disputed=certainty == "possibly" and any(x.open for x in disputes))  # fmt: skip


def _successor(tenures: Sequence[Tenure], tenure: Tenure | None, said: Sequence[tuple[str, Told]]) -> str | None:
    """Who is said to hold the seat later than anything speaks for the tenure, unless it is the one who held it before."""
    if not tenure or not tenure.start or not said:
        return None
    place = tenures.index(tenure)
    before = {x.holder for x in tenures[:place]}
    newest, item = said[-1]
    if newest == tenure.holder or newest in before:
        return None
    own = [*(x for holder, x in said if holder == tenure.holder), *tenure.start.cited]
    return newest if newest_of(item).known > max(newest_of(x).known for x in own) else None


def _left(tenures: Sequence[Tenure], said: Sequence[tuple[str, Told]], when: When) -> bool:
    """Whether the one last said to hold the seat is known to have left it since."""
    if not said:
        return True
    holder, item = said[-1]
    last = newest_of(item).known
    ends = [x.end for x in tenures if x.holder == holder and x.end]
    return any(x.hi >= last and x.hi <= when.on.first for x in ends)


def _by_word(seat: Seat, said: Sequence[tuple[str, Told]], when: When) -> list[Row]:
    """A row for who is said to hold it by the newest pages; others of the same day stand beside each other, disputed."""
    if not said:
        return []
    day = newest_of(said[-1][1]).known
    last = [(key, x) for key, x in said if newest_of(x).known == day]
    best = min(x.trust for _, x in last)
    holders = sorted({key for key, x in last if x.trust == best})
    rows = []
    for holder in holders:
        cited = in_order(x for key, x in said if key == holder)
        latest = max(map(newest_of, cited), key=lambda x: (x.known, -x.trust, x.id))
        name = latest.outlet or latest.origin
        what = dict(seat.about) | {seat.role: seat.labels[holder], "acting": any(map(is_acting, cited)),
                                   "listed_in": {"outlet": latest.outlet, "day": day.isoformat()}}  # fmt: skip
        several = len(holders) > 1
        versions = tuple(_version(seat, x, [c for k, c in said if k == x]) for x in holders) if several else ()
        disputes = (Dispute("different holder", seat.about, versions),) if several else ()
        rows.append(Row(what, "certainly" if day >= when.on.first else "as listed", listed=f"{name}, {day}", disputed=several,
                        claims=Ids(cited), origins=count_origins(cited), disputes=disputes))  # fmt: skip
    return rows


def _against(row: Row, seat: Seat, tenure: Tenure, said: Sequence[tuple[str, Told]], when: When) -> Row:
    """The row with those who, since the tenure began, name another holder, and with denials."""
    start = tenure.start or tenure.end
    assert start
    certain = row.certainty == "certainly"
    other = [(key, y) for key, x in said if certain and key != tenure.holder and (y := heard_since(x, start.hi))]
    denied = [y for key, x in seat.denials if key == tenure.holder and (y := heard_since(x, start.lo))]
    disputes = list(row.disputes)
    for key in sorted({key for key, _ in other}):
        items = [x for k, x in other if k == key]
        versions = (_version(seat, tenure.holder, start.cited), _version(seat, key, items))
        disputes.append(Dispute("different holder", seat.about, versions, any(x.trust < start.trust for x in items)))
    if denied:
        versions = (_version(seat, tenure.holder, start.cited), _version(seat, tenure.holder, denied, "not "))
        disputes.append(Dispute("denial", seat.about, versions, any(can_dispute(x.trust, start.trust) for x in denied)))
    support = in_order([*start.cited, *(y for key, x in said if key == tenure.holder and (y := heard_since(x, start.lo)))])
    assert isinstance(row.claims, Ids)
    is_open = any(x.open and x.type in ("denial", "different holder") for x in disputes)
    return Row(row.what, row.certainty, row.since, row.until, claims=Ids(*row.claims.groups, support), disputes=tuple(disputes),
               disputed=row.disputed or is_open, origins=count_origins(support))  # fmt: skip


def _version(seat: Seat, holder: str, cited: Iterable[Told], before: str = "") -> Version:
    ordered = in_order(cited)
    return Version(before + str(seat.labels[holder]["label"]), Ids(ordered), count_origins(ordered))


def _with_aside(row: Row, seat: Seat) -> Row:
    """The row with every other claim on the seat set aside, and why: put together when somebody reads it."""

    def aside() -> tuple[SetAside, ...]:
        used = set(row.claims)
        return tuple(x for x in asides_of(seat) if x.claim not in used)

    return Row(row.what, row.certainty, row.since, row.until, None, row.listed, row.disputed, row.claims, Later(aside),
               row.disputes, row.origins)  # fmt: skip


def asides_of(seat: Seat) -> Sequence[SetAside]:
    """Every claim on the seat, with why it would be set aside, in order."""
    if seat._asides is None:
        aside = [(x.cited, 2, "another change came before or after it") for x in (*seat.comings, *seat.goings)]
        aside += [(x, 3, "a change claim, or a newer word, answers") for _, x in seat.said]
        aside += [(x, 8, f"{x.claim.modality}: no fact") for _, _, x in seat.plans]
        aside += [(x, 4, "denies it") for _, x in seat.denials]
        aside += [(x, 1, x.struck or "") for x in seat.struck]
        seat._asides = sorted({y.id: SetAside(y.id, rule, why) for x, rule, why in aside for y in records_of(x)}.values())
    return seat._asides


def seat_plans(seat: Seat, when: When) -> Iterable[Row]:
    """Who is to take or leave the seat, as seen on the day: open, or overdue; what has happened since is not shown."""
    tenures = tenures_of(seat) if seat.plans else ()
    groups: dict[tuple[str, str], list[Told]] = {}
    for holder, change, item in seat.plans:
        groups.setdefault((holder, "leaves" if change in ENDING else "assumes"), []).append(item)
    for (holder, change), items in sorted(groups.items()):
        latest = max(items, key=lambda x: (x.known, x.claim.valid_from is not None, newest_of(x).id))
        due = latest.claim.valid_from
        done = [y for x in tenures if x.holder == holder and (y := x.end if change == "leaves" else x.start)]
        done = [x for x in done if x.hi >= min(y.known for y in items) or (due and x.date and overlap(due, x.date))]
        if min(x.known for x in items) > when.on.last or any(x.hi <= when.on.first for x in done):
            continue
        status = "planned" if latest.claim.modality in FACTUAL else latest.claim.modality
        status = "confirmed" if done else "overdue" if due and due.last < when.asof and status != "cancelled" else status
        cited = in_order(items)
        what = dict(seat.about) | {seat.role: seat.labels[holder], "change": change, "due": due.text if due else None}
        yield Row(what, "unknown", due, None, status, claims=Ids(cited), origins=count_origins(cited))
