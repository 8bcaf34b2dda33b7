"""The timeline of an organisation: where each state stood from when to when, what of it is sure, and what is to come.

A beginning known only by its year is drawn as possible within that year; a list speaks only where no change does.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dragoman.ledger import Answer, Row
from dragoman.model import Date
from dragoman.views.asked import Asked, Page
from dragoman.views.collation import key
from dragoman.views.figures import Figure, timeline

BARS, DRAWN = 80, 30  # on a page of its own, some kilobyte each with its line of the table; and in the organisation's
SHOWN = 40  # states in the figure on the organisation's own page
DONE = ("confirmed", "cancelled", "moved", "denied")  # plans that are no longer to come


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of a state's standing. `manner` is certain · unconfirmed · possible · listed · expected; both days are included."""

    rank: str
    manner: str
    first: datetime.date
    last: datetime.date
    row: Row


@dataclass(frozen=True, slots=True)
class Course:
    """A state and its bars, oldest first."""

    member: dict[str, str]
    bars: Sequence[Bar]
    left_out: int = 0  # earlier bars, where there are too many for a page

    @property
    def lines(self) -> Sequence[Bar]:
        """A bar for each standing, the sure stretch rather than the possible ones at its ends: what a table tells of them."""
        chosen: dict[int, Bar] = {}
        for bar in self.bars:
            if chosen.get(id(bar.row), bar).manner == bar.manner or chosen[id(bar.row)].manner == "possible":
                chosen[id(bar.row)] = bar
        return list(chosen.values())

    @property
    def current(self) -> Bar:
        """The bar that reaches farthest, of which sure ones come first."""
        return max(self.bars, key=lambda x: (x.manner != "expected", x.last, x.first))


def page(asked: Asked, slug: str) -> Page | None:
    """The page of the timeline with its table, some states to a page; None if there is no such organisation. Its data twin is whole."""
    if asked.gazetteer.entity("organisation", slug) is None:
        return None
    answer = asked.ledger.courses(slug, asked.when, brief=not asked.form)
    found = courses(asked, answer)
    sheets = _sheets(found)
    few = sheets[asked.at - 1] if asked.at <= len(sheets) else []
    title = asked.words.say("course.title", name=asked.namer.name(slug).unlinked())
    shown = {"slug": slug, "courses": few, "answer": answer, "figure": drawn(asked, slug, few), "at": asked.at,
             "more": asked.at < len(sheets), "left_out": sum(x.left_out for x in few)}  # fmt: skip
    return Page("timeline.html", title, {"courses": answer}, shown)


def _sheets(found: Sequence[Course], most: int = BARS) -> list[list[Course]]:
    """The states by page: as many as have together no more bars than a page bears."""
    sheets: list[list[Course]] = []
    room = 0
    for course in found:
        few = replace(course, bars=course.bars[-most:], left_out=max(0, len(course.bars) - most))
        if len(few.bars) > room:
            sheets.append([])
            room = most
        sheets[-1].append(few)
        room -= len(few.bars)
    return sheets


def brief(asked: Asked, slug: str, most: int = DRAWN) -> dict[str, object]:
    """What the organisation's own page shows of it, in so many bars: the states that moved first, some of the others."""
    found = courses(asked, asked.ledger.courses(slug, asked.when, brief=True))
    chosen = sorted(found, key=lambda x: all(y.manner == "listed" for y in x.bars))[:SHOWN]
    names = {str(x.member) for x in _sheets(chosen, most)[0]} if chosen else set()
    few = [replace(x, bars=x.bars[-most:]) for x in found if str(x.member) in names]
    return {"figure": drawn(asked, slug, few), "drawn": len(few), "courses": len(found)}


def courses(asked: Asked, answer: Answer) -> list[Course]:
    """Each state with its bars: those that stand there now first, then by their beginning and name."""
    today = _horizon(answer, asked.when.on.last)
    by_member: dict[str, tuple[list[Row], list[Row]]] = {}
    for place, rows in enumerate((answer.rows, answer.beside)):
        for row in rows:
            by_member.setdefault(str(row.what["member"]), ([], []))[place].append(row)
    made = ((dict((rows or plans)[0].what["member"]), bars_of(rows, plans, today)) for rows, plans in by_member.values())
    found = [Course(member, bars) for member, bars in made if bars]
    return sorted(found, key=lambda x: (x.current.last < today, x.current.manner == "expected", x.bars[0].first,
                                        key(str(asked.namer.party(x.member)), asked.words)))  # fmt: skip


def _horizon(answer: Answer, on: datetime.date) -> datetime.date:
    """Up to where open bars are drawn: the day asked about, or the last change known."""
    return max([on, *(x.since.last for x in answer.rows if x.since and x.certainty != "as listed")])


def bars_of(rows: Iterable[Row], plans: Iterable[Row], today: datetime.date) -> list[Bar]:
    """The bars of one state: its changes, its lists where no change speaks, its plans."""
    steps = [x for x in rows if x.certainty != "as listed"]
    own = [bar for row in steps for bar in _step(row, today)]
    begun = min((x.since.first if x.since else _day(x.what["by"]) for x in steps), default=datetime.date.max)
    listed = [bar for row in rows if row.certainty == "as listed" and (bar := _listed(row, begun, today))]
    ahead = [_ahead(x, today) for x in plans if x.status not in DONE and x.what.get("rank")]
    return sorted([*own, *_joined(listed), *ahead], key=lambda x: (x.first, x.last))


def _step(row: Row, today: datetime.date) -> Iterable[Bar]:
    """The sure stretch of a standing, and the possible ones at its ends."""
    rank = row.what.get("rank")
    if not rank:
        return
    sure = "unconfirmed" if row.status == "unconfirmed" else "certain"
    start = row.since
    lo, hi = (start.first, start.last) if start else (_day(row.what["by"]),) * 2
    end = row.until or Date(today.isoformat())
    if hi > lo:
        yield Bar(rank, "possible", lo, min(hi, today), row)
    if end.first > hi:
        yield Bar(rank, sure, hi, end.first, row)
    elif hi == lo:
        yield Bar(rank, sure, hi, hi, row)
    if end.last > end.first:
        yield Bar(rank, "possible", max(end.first, hi), min(end.last, today), row)


def _listed(row: Row, begun: datetime.date, today: datetime.date) -> Bar | None:
    """The stretch for which a list speaks: until the first change, or its own end."""
    if row.since is None or row.since.first >= begun or not row.what.get("rank"):
        return None
    last = min(row.until.last if row.until else today, begun, today)
    return Bar(str(row.what["rank"]), "listed", row.since.first, last, row) if last >= row.since.first else None


def _joined(bars: Sequence[Bar]) -> Iterable[Bar]:
    """Lists of one rank that follow on each other, as one."""
    for _, same in groupby(sorted(bars, key=lambda x: (x.rank, x.first)), key=lambda x: x.rank):
        held: Bar | None = None
        for bar in same:
            if held and bar.first <= held.last + datetime.timedelta(400):
                held = replace(held, last=max(held.last, bar.last))
            else:
                if held:
                    yield held
                held = bar
        if held:
            yield held


def _ahead(row: Row, today: datetime.date) -> Bar:
    """What is to come: from its day on, if one is named."""
    first = row.since.first if row.since else today
    return Bar(str(row.what["rank"]), "expected", first, max(first, today), row)


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def drawn(asked: Asked, slug: str, found: Sequence[Course]) -> Figure | None:
    """The figure, if there is anything to draw."""
    return timeline(asked, slug, found) if found else None
