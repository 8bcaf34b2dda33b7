"""Segments: sentences, joined where one quotation spans several, and cut where no sentence can be so long."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dragoman.claims.speech.quoting import Quote
from dragoman.claims.speech.speakers import Scene
from dragoman.claims.speech.words import Trigger
from dragoman.model import Span

_SAYS = 16  # units of a sentence that only tells whose the question or call before it is
_BEHIND = 6  # units behind its verb
Segment = tuple[int, int]  # first and last unit
MOST = 40  # verbs of saying in one segment: each is compared with all others of it, so more are read piece by piece


def segments(scene: Scene, quotes: Sequence[Quote], triggers: Sequence[Trigger]) -> list[Segment]:
    """The segments of a text in order; each unit stands in one of them."""
    names = sorted(q.span for q in quotes if q.name)
    made: list[Segment] = []
    for first, stop in scene.text.bounds:
        if made and (_within(names, scene.units[first].start) or _goes_on(scene, first)):
            made[-1] = (made[-1][0], stop - 1)
        else:
            made.append((first, stop - 1))
    return list(_cut(made, [t.first for t in triggers if not scene.quoted[t.first]]))


def _cut(made: Sequence[Segment], verbs: Sequence[int]) -> Iterator[Segment]:
    """The segments, cut before a verb of saying where they have too many."""
    at = 0
    for first, last in made:
        count = 0
        while at < len(verbs) and verbs[at] <= last:
            if count == MOST and verbs[at] > first:
                yield first, verbs[at] - 1
                first, count = verbs[at], 0
            count += 1
            at += 1
        yield first, last


def _within(names: Sequence[Span], at: int) -> bool:
    """Whether an offset is inside one of some quoted names: a full stop within a name ends no sentence."""
    before = bisect_left(names, Span(at, at)) - 1
    return before >= 0 and names[before].start < at < names[before].end


def _goes_on(scene: Scene, first: int) -> bool:
    """Whether a sentence belongs to the one before: a quotation runs on, or a small letter or dash goes on after its mark."""
    units = scene.units
    unit, before = units[first], units[first - 1]
    if scene.quoted[first] and scene.quoted[first - 1]:
        return True
    if unit.paragraph != before.paragraph:
        return False
    if _says_after(scene, first):
        return True
    ends_quote = scene.quoted[first - 1] or scene.quoted[max(0, first - 2)]
    if unit.kind == "sign" and unit.text[0] in "-\u2013\u2014":
        return bool(ends_quote)
    return bool(ends_quote) and scene.text.language.cased and unit.kind == "word" and not unit.upper


def _says_after(scene: Scene, first: int) -> bool:
    """Whether a short sentence right after a quotation only says whose it is ("Who needs it?" X asked.)."""
    units = scene.units
    if not scene.text.language.cased or units[first - 1].text not in "\"\u201d\u00bb" or not scene.quoted[max(0, first - 2)]:
        return False
    last = scene.text.bounds[units[first].sentence][1]
    row = range(first, min(last, first + (_SAYS if units[first - 2].text in "?!" else 6)))
    says = [i for i in row if i in scene.verbs]
    short = last - first <= 7 or last - first <= _SAYS and len(says) == 1 and last - says[0] <= _BEHIND
    return short and bool(says) and not any(scene.quoted[i] for i in row)
