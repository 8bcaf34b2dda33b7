"""One meeting out of many reports: which claims are of the same meeting, whatever the order in which they were read."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.gazetteer import load
from dragoman.ledger.answers import Cited
from dragoman.ledger.lifecycle import overlap
from dragoman.ledger.records import entity_key, key_of
from dragoman.ledger.told import Said
from dragoman.model import FACTUAL, Claim, Date

NEAR = datetime.timedelta(days=3)  # two reports that date a meeting so near to each other mean one
LONG = datetime.timedelta(days=750)  # no meeting is put off for longer: of two such reports one has a wrong number
SHORT = datetime.timedelta(days=14)  # an event of an organ is told of the whole organisation if both tell its days so closely
RECENT = datetime.timedelta(days=45)  # a page that names no day means a meeting about as near as this


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a claim on a meeting tells which meeting it is."""

    page: str  # the article's id
    known: datetime.date
    organisations: frozenset[str]
    type: str | None
    ordinal: int | None
    date: Date | None
    city: str | None
    stage: str  # planned · ongoing · held · suspended · postponed · cancelled, or "" for a mere mention

    @property
    def day(self) -> datetime.date:
        """Its first day, else the day of the page."""
        return self.date.first if self.date else self.known


@dataclass(frozen=True, slots=True)
class Report(Outline):
    """What one claim says of a meeting, with the claim."""

    cited: Cited
    country: str | None
    venue: str | None


def outline(said: Said, page: str, known: datetime.date, parties: Mapping[str, Sequence[Sequence[Any]]]) -> Outline:
    """What a claim of a page on a meeting, known from that day, says of which meeting it is; the parties as they lie in the table."""
    city = next((key_of(id, words) for id, _, words, *_ in parties.get("city", ())), None)
    return Outline(page, known, frozenset([key_of(id, words) for id, _, words, *_ in parties.get("organisation", ())]),
                   said.qualifiers.get("type"), _ordinal(said), said.valid_from, city, stage_of(said, known))  # fmt: skip


def report(cited: Cited) -> Report:
    """What a meeting claim says."""
    claim = cited.claim
    return Report(claim.article, cited.known, frozenset(map(entity_key, claim.fillers("organisation"))), claim.qualifiers.get("type"),
                  _ordinal(claim), claim.valid_from, _first(claim, "city"), stage_of(claim, cited.known), cited, _first(claim, "country"),
                  _first(claim, "venue"))  # fmt: skip


def _ordinal(claim: Claim | Said) -> int | None:
    ordinal = str(claim.qualifiers.get("ordinal") or "")
    return int(ordinal) if ordinal.isdigit() else None


def _first(claim: Claim, role: str) -> str | None:
    return next((entity_key(x) for x in claim.fillers(role)), None)


def stage_of(claim: Claim | Said, known: datetime.date) -> str:
    """The stage a claim speaks of; a bare assertion of a day that is past says that it was held."""
    stage = str(claim.qualifiers.get("stage") or "")
    if claim.modality == "cancelled":
        return "cancelled"
    if claim.modality not in FACTUAL:
        return "" if claim.modality == "denied" else stage or "planned"
    if stage:
        return stage
    if claim.valid_from is None:
        return ""
    return "held" if claim.valid_from.first <= known and claim.valid_from.precision != "year" else "planned"


@functools.cache
def whole_of(organisation: str) -> str | None:
    """The organisation whose organ this is: what its secretariat or council does is also told as its own. None if it is no organ."""
    entity = load().entity("organisation", organisation)
    return str(entity.facts["part_of"]) if entity and entity.facts.get("kind") == "organ" and entity.facts.get("part_of") else None


@functools.cache
def kin_of(organisation: str) -> frozenset[str]:
    """Of whom a meeting of this organisation can be told: itself, the one whose organ it is, and its own organs."""
    organs = (x for x in load().all("organisation") if whole_of(x) == organisation)
    return frozenset({organisation, whole_of(organisation) or organisation, *organs})


class Groups:
    """Which of some outlines are of the same meeting. They can be added in any order, and ever more of them."""

    def __init__(self) -> None:
        self.outlines: list[Outline] = []
        self.members: dict[int, list[int]] = {}  # of each meeting, by its root
        self._parent: list[int] = []
        self._seen: dict[Hashable, list[int]] = {}
        self._first: dict[Hashable, int] = {}  # of dated ones that tell the same, the first

    def add(self, one: Outline) -> int:
        """The place of one more, once it is joined with those that are of the same meeting."""
        place = len(self.outlines)
        self.outlines.append(one)
        self._parent.append(place)
        self.members[place] = [place]
        told = (one.organisations, one.type, one.ordinal, one.date, one.city, one.stage)
        like = self._first.get(told) if one.date else None
        if like is not None:  # all but its page is known: who joins with it by other things joins with that one
            self._join(self.root(like), self.root(place))
            keys: set[Hashable] = {(org, ("page", one.page)) for org in one.organisations or {""}}
            near = keys
        else:
            keys, near = _keys(one)
            if one.date and same_meeting(one, one):
                self._first[told] = place
        for other in {x for key in near for x in self._seen.get(key, ())}:
            if self.root(other) != self.root(place) and same_meeting(self.outlines[other], one):
                self._join(self.root(other), self.root(place))
        for key in keys:
            self._seen.setdefault(key, []).append(place)
        return place

    def root(self, place: int) -> int:
        """The place that stands for the meeting of an outline."""
        parent = self._parent
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    def _join(self, one: int, other: int) -> None:
        large, small = (one, other) if len(self.members[one]) >= len(self.members[other]) else (other, one)
        self._parent[small] = large
        self.members[large] += self.members.pop(small)


def gatherings(cited: Iterable[Cited]) -> list[list[Report]]:
    """The reports by meeting, each in the order of becoming known, the meetings by their earliest report."""
    reports = [report(x) for x in sorted(cited, key=lambda x: (x.known, x.claim.article, x.claim.evidence.start, x.id))]
    groups = Groups()
    for each in reports:
        groups.add(each)
    return [[reports[i] for i in sorted(x)] for x in sorted(groups.members.values(), key=min)]


def _keys(item: Outline) -> tuple[set[Hashable], set[Hashable]]:
    """Under what a report is kept, and under what those are kept that can be of the same meeting: its page, its number, the city of its
    year, and its days: two days told precisely must be near, any other is sought by months. Each for each organisation."""
    first, last = (item.date.first, item.date.last) if item.date else (item.day, item.day)
    fixed: list[tuple[object, ...]] = [("page", item.page)]
    if item.ordinal:
        fixed.append(("number", item.type, item.ordinal))
    if item.city and item.date:
        fixed.append(("city", item.city, item.date.first.year))
    months = _months(first, last)
    around = _months(_shifted(first, -RECENT), _shifted(last, RECENT))
    if item.date and _is_precise(item.date):
        days = [("day", n) for n in range(first.toordinal(), last.toordinal() + 1)]
        own = [*fixed, *days, *(("any", x) for x in months)]
        near = [*fixed, *(("day", n) for n in range(days[0][1] - NEAR.days, days[-1][1] + NEAR.days + 1)), *(("rough", x) for x in around)]
    else:
        own = [*fixed, *(("any", x) for x in months), *(("rough", x) for x in months)]
        near = [*fixed, *(("any", x) for x in around)]
    orgs = item.organisations or {""}
    events = {("event", whole_of(x) or x, item.type, item.city, n) for x in item.organisations
              for n in range(first.toordinal(), last.toordinal() + 1)} if _is_event(item) else set[Hashable]()  # fmt: skip
    return {(org, key) for org in orgs for key in own} | events, {(org, key) for org in orgs for key in near} | events


def _months(first: datetime.date, last: datetime.date) -> range:
    return range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


def _shifted(day: datetime.date, by: datetime.timedelta) -> datetime.date:
    """The day so much later, within the calendar."""
    return max(datetime.date.min + RECENT, min(day, datetime.date.max - RECENT)) + by


def same_meeting(one: Outline, other: Outline) -> bool:
    """Whether two reports are of one meeting: the same organisation, no clash of type or number, and days or places that fit."""
    if one.type and other.type and one.type != other.type:
        return False
    if not (one.organisations & other.organisations) and (one.organisations or other.organisations):
        return _is_of_whole_and_organ(one, other)
    if one.ordinal and other.ordinal:
        return one.ordinal == other.ordinal and bool(one.type) and one.type == other.type and not _years_apart(one, other)
    if one.date and other.date:
        return _days_fit(one, other)
    return _mention_fits(one, other)


def _is_of_whole_and_organ(one: Outline, other: Outline) -> bool:
    """Whether one tells of an organisation and the other of its organ what is the same event: of one type, in one city, on one day."""
    if not (_is_event(one) and _is_event(other) and one.type == other.type and one.city == other.city):
        return False
    organs = {x for a, b in ((one, other), (other, one)) for x in a.organisations if whole_of(x) in b.organisations}
    same_number = not (one.ordinal and other.ordinal) or one.ordinal == other.ordinal
    return bool(organs) and same_number and bool(one.date and other.date and overlap(one.date, other.date))


def _is_event(item: Outline) -> bool:
    """Whether a report says enough to know the event again under another body's name: its type, its city and its day."""
    return bool(item.type and item.city and item.date and item.date.last - item.date.first <= SHORT)


def _years_apart(one: Outline, other: Outline) -> bool:
    """Whether two days are so far apart that one of them carries a wrong number: no meeting is put off for so long."""
    return bool(one.date and other.date and max(one.date.first, other.date.first) - min(one.date.last, other.date.last) > LONG)


def _days_fit(one: Outline, other: Outline) -> bool:
    """Both name a day: they are near or overlap; a summit that moved within its year keeps its city. What was held on two days far apart
    was held twice, and two years that follow one another are not near."""
    assert one.date
    assert other.date
    apart = max(one.date.first, other.date.first) - min(one.date.last, other.date.last)
    if apart <= NEAR:
        vague = not (_is_precise(one.date) and _is_precise(other.date))
        if vague and (not (_is_summit(one, other) or _is_one_city(one, other)) or apart > datetime.timedelta(0)):
            return False
        return not _clash(one, other) or bool(one.type and one.type == other.type and not vague)
    same_year = one.date.first.year == other.date.first.year
    return same_year and not one.stage == other.stage == "held" and _is_summit(one, other) and _is_one_city(one, other)


def _mention_fits(one: Outline, other: Outline) -> bool:
    """At least one names no day: the same city, or a summit, about the time of the page; or the same page."""
    if _clash(one, other):
        return False
    if one.page == other.page and not (one.date and other.date) and one.stage == other.stage:
        return True
    return abs(one.day - other.day) <= RECENT and (_is_one_city(one, other) or _is_summit(one, other)) and _precise_or_none(one, other)


def _precise_or_none(one: Outline, other: Outline) -> bool:
    return all(x.date is None or _is_precise(x.date) for x in (one, other))


def _is_precise(date: Date) -> bool:
    return (date.last - date.first).days <= 31


def _is_summit(one: Outline, other: Outline) -> bool:
    return one.type == other.type == "summit"


def _is_one_city(one: Outline, other: Outline) -> bool:
    return one.city is not None and one.city == other.city


def _clash(one: Outline, other: Outline) -> bool:
    return one.city is not None and other.city is not None and one.city != other.city


def belongs(guest: Cited, meetings: Sequence[Report]) -> Report | None:
    """The meeting of the same page to which an attendance claim belongs: the one it names, else by its day, else the last before it."""
    same_page = [x for x in meetings if x.page == guest.claim.article]
    ids = {x.id for x in guest.claim.fillers("meeting")}
    if told := next((x for x in same_page if x.cited.id in ids), None):
        return told
    day = guest.claim.valid_from
    if day:
        same_page = [x for x in same_page if x.date and x.date.first <= day.last and day.first <= x.date.last] or same_page
    here = guest.claim.evidence
    named = [x for x in same_page if any(f.span.overlaps(x.cited.claim.evidence) for f in guest.claim.fillers("meeting"))]
    if named:
        return named[0]
    before = [x for x in same_page if x.cited.claim.evidence.start <= here.end]
    return max(before, key=_place) if before else min(same_page, key=_place, default=None)


def _place(item: Report) -> tuple[int, int, str]:
    return item.cited.claim.evidence.start, item.cited.claim.evidence.end, item.cited.id
