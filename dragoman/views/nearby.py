"""The meetings nearest to the day asked about: sought in ever longer stretches of days, so that no more are folded than a page shows."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from dragoman.ledger import Answer
from dragoman.model import Date
from dragoman.views.asked import Asked

STRETCHES = (31, 93, 186, 372, 744, 1488, 2976)  # days: each twice as long, so that hardly more is read than is wanted


def coming(asked: Asked, org: str | None, wanted: int) -> Answer:
    """The meetings (of an organisation) to come, by date: so many at least, if there are."""
    day = asked.when.on.first
    return _nearest(lambda x: asked.ledger.meetings(org, asked.when, later(day, 0), later(day, x)), wanted)


def past(asked: Asked, org: str | None, wanted: int) -> Answer:
    """The meetings (of an organisation) that are past, by date: so many of the last at least, if there are."""
    day = asked.when.on.first
    before = later(day, -1)
    return _nearest(lambda x: _since(asked.ledger.meetings(org, asked.when, later(day, x and -x), before), day, x), wanted)


def together(back: Answer, ahead: Answer) -> Answer:
    """Past meetings and those to come as one answer."""
    return replace(ahead, rows=(*back.rows, *ahead.rows), cited={**back.cited, **ahead.cited}, disputes=(*back.disputes, *ahead.disputes))


def later(day: datetime.date, days: int | None) -> Date | None:
    """The day so many days later; None for all days."""
    if days is None:
        return None
    number = max(1, min(datetime.date.max.toordinal(), day.toordinal() + days))
    return Date(datetime.date.fromordinal(number).isoformat())


def _nearest(ask: Callable[[int | None], Answer], wanted: int) -> Answer:
    for days in STRETCHES:
        answer = ask(days)
        if len(answer.rows) >= wanted:
            return answer
    return ask(None)


def _since(answer: Answer, day: datetime.date, days: int | None) -> Answer:
    """Those of the meetings that are past and began within so many days."""
    first = start.first if days is not None and (start := later(day, -days)) else datetime.date.min
    return replace(answer, rows=tuple(x for x in answer.rows if x.since and x.since.last < day and x.since.first >= first))
