"""Figures as SVG, made here: no script, no style in them, mirrored where the page is read from right to left."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from dragoman.model import Date
from dragoman.views.asked import Asked
from dragoman.views.dates import date, spoken
from dragoman.views.sentences import rank_name

if TYPE_CHECKING:
    from dragoman.views.courses import Bar, Course

WIDTH, NAMES, LINE, HEAD = 960, 190, 24, 26
AHEAD = 0.06  # of the figure is kept for what is to come
STEPS = (1, 2, 5, 10, 20, 50)  # years between two marks of the axis
MARKS = 9

RULE = Markup(
    '<line class="rule" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/><text class="year" x="{0}" y="14" text-anchor="middle">{3}</text>'
)
BAR = Markup('<a href="{}" aria-label="{}"><title>{}</title><rect class="bar {} r-{}" x="{}" y="{}" width="{}" height="{}" rx="2"/></a>')

Figure = Markup


@dataclass(frozen=True, slots=True)
class Scale:
    """Days on the axis. `x` runs from the names outward, mirrored for a page read from the right."""

    first: datetime.date
    last: datetime.date
    mirrored: bool

    def along(self, day: datetime.date) -> float:
        """How far from the side of the names a day lies."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(NAMES + max(0.0, min(1.0, share)) * (WIDTH - NAMES - 8), 1)

    def x(self, distance: float) -> float:
        """The place on the page of a distance from the side of the names."""
        return round(WIDTH - distance if self.mirrored else distance, 1)


def timeline(asked: Asked, org: str, courses: Sequence[Course]) -> Figure:
    """A line for each state, a bar for each standing, each a link to its words; the day asked about as a rule across."""
    scale = _scale(asked, courses)
    height = HEAD + LINE * len(courses) + 6
    body = [_axis(asked, scale, height), *(_line(asked, scale, org, x, n) for n, x in enumerate(courses)), _today(asked, scale, height)]
    return Markup('<svg class="courses" viewBox="0 0 {} {}" role="group" aria-label="{}" direction="{}">{}</svg>').format(
        WIDTH, height, asked.words.say("course.figure"), asked.words.direction, Markup("").join(body)
    )


def _scale(asked: Asked, courses: Sequence[Course]) -> Scale:
    """From the year of the first bar to a little after the last."""
    bars = [x for course in courses for x in course.bars]
    first, last = min(x.first for x in bars), max(asked.when.on.last, *(x.last for x in bars))
    ahead = round((last - first).days * AHEAD) + 30
    end = datetime.date.fromordinal(min(last.toordinal() + ahead, datetime.date.max.toordinal()))
    return Scale(datetime.date(first.year, 1, 1), end, asked.words.direction == "rtl")


def _axis(asked: Asked, scale: Scale, height: int) -> Markup:
    years = scale.last.year - scale.first.year
    step = next((x for x in STEPS if years / x <= MARKS), STEPS[-1])
    marks = [datetime.date(year, 1, 1) for year in range(scale.first.year, scale.last.year + 1) if year % step == 0]
    return Markup("").join(
        RULE.format(scale.x(scale.along(day)), HEAD - 6, height, asked.words.figures(str(day.year)))
        for day in marks
    )


def _line(asked: Asked, scale: Scale, org: str, course: Course, n: int) -> Markup:
    y = HEAD + n * LINE
    name = asked.namer.party(course.member)
    text = Markup('<text class="who" x="{}" y="{}">{}</text>').format(scale.x(2), y + 15, _short(str(name)))
    bars = [_bar(asked, scale, org, course, x, y) for x in course.bars]
    return Markup("<g>{}{}</g>").format(text, Markup("").join(bars))


def _short(name: str) -> str:
    return name if len(name) <= 26 else name[:25].rstrip() + "…"


def _bar(asked: Asked, scale: Scale, org: str, course: Course, bar: Bar, y: int) -> Markup:
    start, end = scale.along(bar.first), scale.along(scale.last if bar.manner == "expected" else bar.last)
    width = max(3.0, round(end - start, 1))
    left = scale.x(start + width) if scale.mirrored else start
    told = told_of(asked, org, course, bar).striptags()
    rung = asked.gazetteer.rung(org, bar.rank)
    thin = 6 if bar.manner == "listed" else 0
    counts_as = rung.counts_as if rung else "none"
    address = asked.address(f"claim/{bar.row.claims[0]}")
    return BAR.format(address, told, told, bar.manner, counts_as, left, y + 4 + thin / 2, width, 14 - thin)


def told_of(asked: Asked, org: str, course: Course, bar: Bar) -> Markup:
    """A bar in words: India: member, 2017 – today, certainly."""
    row, words = bar.row, asked.words
    begins = date(words, row.since) if row.since else words.say("org.since_unknown")
    days = words.say("course.until", first=begins, last=date(words, row.until)) if row.until else words.say("course.since", first=begins)
    manner = words.stage("status", row.status, None) if bar.manner == "expected" and row.status else words.say(f"course.{bar.manner}")
    member, rank = asked.namer.party(course.member), rank_name(asked.namer, org, bar.rank)
    return words.say("course.told", member=member, rank=rank, days=days, manner=manner)


def _today(asked: Asked, scale: Scale, height: int) -> Markup:
    """The day asked about."""
    told = spoken(asked.words, Date(asked.when.on.last.isoformat()))
    return Markup('<g><title>{1}</title><line class="today" x1="{0}" x2="{0}" y1="{2}" y2="{3}"/></g>').format(
        scale.x(scale.along(asked.when.on.last)), told, HEAD - 6, height
    )
