"""What the lines below a heading are about: who joined, who left, who was suspended."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.words.units import Text, Unit

CHANGES = (
    ("suspended", frozenset({"suspend", "suspended_from", "suspension", "reimposed"})),
    ("left", frozenset({"leave", "withdrawal", "former_member", "expel"})),
    ("joined", frozenset({"join", "joining", "joined", "accession", "expand", "adding", "grown", "growth_word", "new_word"})),
)
_ABOVE = 12  # lines above a line in which its heading stands
_LONG = 40  # units of a line that is a heading no more


def topic_change(text: Text, unit: Unit) -> str:
    """The change of which the heading above a unit's line tells, else the page's first line; "" where they tell of none or of several."""
    above = _above(text, unit)
    change = told_change(above)
    if change or (above and above[-1].has("colon")):
        return change  # a line that ends with a colon says itself what is listed
    return told_change(_line(text, 0))


def told_change(heading: Sequence[Unit]) -> str:
    """The one change that words name; "" for none or several."""
    found = {change for change, classes in CHANGES if any(not u.classes.isdisjoint(classes) for u in heading)}
    return found.pop() if len(found) == 1 else ""


def _above(text: Text, unit: Unit) -> list[Unit]:
    """The last sentence of the nearest line above that is no item of the list: short, and without a day or a state."""
    at = unit.index
    for _ in range(_ABOVE):
        while at >= 0 and text.units[at].paragraph == unit.paragraph:
            at -= 1
        if at < 0:
            return []
        unit = text.units[at]
        line = _line(text, at)
        item = line[0].kind in ("date", "sign", "number") or any(u.option("state") for u in line[:3])
        if not item:
            heading = [u for u in line if u.sentence == unit.sentence]
            return heading if len(heading) <= _LONG else []
    return []


def _line(text: Text, at: int) -> list[Unit]:
    first = last = at
    while first > 0 and text.units[first - 1].paragraph == text.units[at].paragraph:
        first -= 1
    while last + 1 < len(text.units) and text.units[last + 1].paragraph == text.units[at].paragraph:
        last += 1
    return text.units[first : last + 1]


def line_of(text: Text, unit: Unit) -> list[Unit]:
    """The units of the line that a unit stands in."""
    return _line(text, unit.index)
