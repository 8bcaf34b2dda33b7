"""Several units made one: the words of a person's name, of an institution."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.words.units import Text, Unit


def merge_units(text: Text, found: Sequence[tuple[int, int, Unit]]) -> None:
    """Put each unit in place of the units first..last, then number all anew. The ranges share no unit and are in order.

    A title that is part of one ("King Salman bin Abdulaziz") stands where it does.
    """
    if not found:
        return
    within = {id(unit): one for first, last, one in found for unit in text.units[first : last + 1]}
    for title in text.titles:
        title.first, title.last = within.get(id(title.first), title.first), within.get(id(title.last), title.last)
    units: list[Unit] = []
    at = 0
    for first, last, unit in found:
        units += text.units[at:first]
        units.append(unit)
        at = last + 1
    text.units[:] = units + text.units[at:]
    text.bounds[:] = []
    current = None
    for index, unit in enumerate(text.units):
        if unit.sentence != current:
            current = unit.sentence
            text.bounds.append((index, index))
        text.bounds[-1] = (text.bounds[-1][0], index + 1)
        unit.index, unit.sentence = index, len(text.bounds) - 1


def joined(units: Sequence[Unit]) -> Unit:
    """One name unit that covers all the units, in the place of the first."""
    head, tail = units[0], units[-1]
    unit = Unit(" ".join(u.text for u in units), head.start, tail.end, "name")
    unit.name_start, unit.clitic, unit.upper = head.name_start, head.clitic, head.upper
    unit.sentence, unit.paragraph = head.sentence, head.paragraph
    unit.classes = frozenset().union(*(u.classes for u in units))
    return unit
