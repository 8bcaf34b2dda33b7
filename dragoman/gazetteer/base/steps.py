"""When whose standing changed, as the hand-kept record has it: what a page tells in words that nobody foresaw can be looked up here."""

from __future__ import annotations

import functools
from typing import NamedTuple

from dragoman.gazetteer.base import read_table

Known = dict[tuple[str, str], tuple["Step", ...]]


class Step(NamedTuple):
    """A change of the standing of a state in an organisation: what came to it, to which rank, and the day as EDTF text."""

    change: str
    rank: str
    day: str


@functools.cache
def _record() -> Known:
    found: dict[tuple[str, str], list[Step]] = {}
    for row in read_table("record-memberships"):
        found.setdefault((row["organisation"], row["state"]), []).append(Step(row["change"], row["rank"], row["day"]))
    return {pair: tuple(sorted(_finest(steps), key=_day)) for pair, steps in found.items()}


def _finest(steps: list[Step]) -> list[Step]:
    """The changes without those of which another row knows the day better."""
    return [s for s in steps if not any(s.change == o.change and len(o.day) > len(s.day) and o.day.startswith(s.day) for o in steps)]


def _day(step: Step) -> str:
    return step.day


def steps_of(organisation: str, state: str) -> tuple[Step, ...]:
    """The changes of a state's standing in an organisation that are known, in the order of their days."""
    return _record().get((organisation, state), ())
