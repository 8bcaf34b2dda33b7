"""One meeting out of many reports: which claims are of the same meeting, whatever the order in which they were read."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from dragoman.ledger.answers import Cited
from dragoman.ledger.records import entity_key
from dragoman.model import FACTUAL, Date

NEAR = datetime.timedelta(days=3)  # two reports that date a meeting so near to each other mean one
LONG = datetime.timedelta(days=750)  # no meeting is put off for longer: of two such reports one has a wrong number
RECENT = datetime.timedelta(days=45)  # a page that names no day means a meeting about as near as this


@dataclass(frozen=True, slots=True)
class Report:
    """What one claim says of a meeting."""

    cited: Cited
    organisations: frozenset[str]
    type: str | None
    ordinal: int | None
    date: Date | None
    city: str | None
    country: str | None
    venue: str | None
    stage: str  # planned · ongoing · held · suspended · postponed · cancelled, or "" for a mere mention

    @property
    def day(self) -> datetime.date:
        """Its first day, else the day of the page."""
        return self.date.first if self.date else self.cited.known


def report(cited: Cited) -> Report:
    """What a meeting claim says."""
    claim = cited.claim
    first = {role: next((entity_key(x) for x in claim.fillers(role)), None) for role in ("city", "country", "venue")}
    ordinal = claim.qualifiers.get("ordinal")
    return Report(
        cited, frozenset(entity_key(x) for x in claim.fillers("organisation")), claim.qualifiers.get("type"),
        int(str(ordinal)) if str(ordinal or "").isdigit() else None, claim.valid_from, first["city"], first["country"], first["venue"],
        stage_of(cited),
    )  # fmt: skip


def stage_of(cited: Cited) -> str:
    """The stage a claim speaks of; a bare assertion of a day that is past says that it was held."""
    claim = cited.claim
    stage = str(claim.qualifiers.get("stage") or "")
    if claim.modality == "cancelled":
        return "cancelled"
    if claim.modality not in FACTUAL:
        return "" if claim.modality == "denied" else stage or "planned"
    if stage:
        return stage
    if claim.valid_from is None:
        return ""
    return "held" if claim.valid_from.first <= cited.known and claim.valid_from.precision != "year" else "planned"


def gatherings(cited: Iterable[Cited]) -> list[list[Report]]:
    """The reports by meeting, each in the order of becoming known, the meetings by their earliest report."""
    reports = [report(x) for x in sorted(cited, key=lambda x: (x.known, x.claim.article, x.claim.evidence.start, x.id))]
    parent = list(range(len(reports)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    seen: dict[Hashable, list[int]] = {}
    for i, one in enumerate(reports):
        keys, near = _keys(one)
        for j in {j for key in near for j in seen.get(key, ())}:
            if root(i) != root(j) and same_meeting(reports[j], one):
                low, high = sorted((root(i), root(j)))
                parent[high] = low
        for key in keys:
            seen.setdefault(key, []).append(i)
    groups: dict[int, list[Report]] = {}
    for i, item in enumerate(reports):
        groups.setdefault(root(i), []).append(item)
    return list(groups.values())


def _keys(item: Report) -> tuple[set[Hashable], set[Hashable]]:
    """Under what a report is kept, and under what those are kept that can be of the same meeting: its page, its number, the city of its
    year, and its days: two days told precisely must be near, any other is sought by months. Each for each organisation."""
    first, last = (item.date.first, item.date.last) if item.date else (item.day, item.day)
    fixed: list[tuple[object, ...]] = [("page", item.cited.claim.article)]
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
    return {(org, key) for org in orgs for key in own}, {(org, key) for org in orgs for key in near}


def _months(first: datetime.date, last: datetime.date) -> range:
    return range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


def _shifted(day: datetime.date, by: datetime.timedelta) -> datetime.date:
    """The day so much later, within the calendar."""
    return max(datetime.date.min + RECENT, min(day, datetime.date.max - RECENT)) + by


def same_meeting(one: Report, other: Report) -> bool:
    """Whether two reports are of one meeting: the same organisation, no clash of type or number, and days or places that fit."""
    if one.type and other.type and one.type != other.type:
        return False
    if not (one.organisations & other.organisations) and (one.organisations or other.organisations):
        return False
    if one.ordinal and other.ordinal:
        return one.ordinal == other.ordinal and bool(one.type) and one.type == other.type and not _years_apart(one, other)
    if one.date and other.date:
        return _days_fit(one, other)
    return _mention_fits(one, other)


def _years_apart(one: Report, other: Report) -> bool:
    """Whether two days are so far apart that one of them carries a wrong number: no meeting is put off for so long."""
    return bool(one.date and other.date and max(one.date.first, other.date.first) - min(one.date.last, other.date.last) > LONG)


def _days_fit(one: Report, other: Report) -> bool:
    """Both name a day: they are near or overlap; a summit that moved within its year keeps its city."""
    assert one.date
    assert other.date
    apart = max(one.date.first, other.date.first) - min(one.date.last, other.date.last)
    if apart <= NEAR:
        vague = not (_is_precise(one.date) and _is_precise(other.date))
        if vague and not (_is_summit(one, other) or _is_one_city(one, other)):
            return False
        return not _clash(one, other) or bool(one.type and one.type == other.type and not vague)
    same_year = one.date.first.year == other.date.first.year
    return same_year and _is_summit(one, other) and _is_one_city(one, other)


def _mention_fits(one: Report, other: Report) -> bool:
    """At least one names no day: the same city, or a summit, about the time of the page; or the same page."""
    if _clash(one, other):
        return False
    if one.cited.claim.article == other.cited.claim.article and not (one.date and other.date) and one.stage == other.stage:
        return True
    return abs(one.day - other.day) <= RECENT and (_is_one_city(one, other) or _is_summit(one, other)) and _precise_or_none(one, other)


def _precise_or_none(one: Report, other: Report) -> bool:
    return all(x.date is None or _is_precise(x.date) for x in (one, other))


def _is_precise(date: Date) -> bool:
    return (date.last - date.first).days <= 31


def _is_summit(one: Report, other: Report) -> bool:
    return one.type == other.type == "summit"


def _is_one_city(one: Report, other: Report) -> bool:
    return one.city is not None and one.city == other.city


def _clash(one: Report, other: Report) -> bool:
    return one.city is not None and other.city is not None and one.city != other.city


def belongs(guest: Cited, meetings: Sequence[Report]) -> Report | None:
    """The meeting of the same page to which an attendance claim belongs: the one it names, else by its day, else the last before it."""
    same_page = [x for x in meetings if x.cited.claim.article == guest.claim.article]
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
