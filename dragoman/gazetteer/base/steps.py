"""Whose standing changed and who took which chair when, as the record has it: what a page tells in unforeseen words is held against it."""

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


@functools.cache
def with_known_members() -> frozenset[str]:
    """The organisations whose members the record knows."""
    return frozenset(organisation for organisation, _ in _record())


class Chair(NamedTuple):
    """A term in a chair: the state, the day on which it began as EDTF text, and the state that had it before, "" if none is known."""

    state: str
    day: str
    before: str


@functools.cache
def _chairs() -> dict[str, tuple[Chair, ...]]:
    rows: dict[str, set[tuple[str, str]]] = {}
    for row in read_table("record-chairs"):
        if row["state"]:
            rows.setdefault(row["organisation"], set()).add((row["day"], row["state"]))
    found = {organisation: sorted(terms) for organisation, terms in rows.items()}
    return {
        organisation: tuple(Chair(state, day, before) for (day, state), (_, before) in zip(terms, [("", ""), *terms], strict=False))
        for organisation, terms in found.items()
    }


def chairs_of(organisation: str) -> tuple[Chair, ...]:
    """The terms in the chair of an organisation that are known, in the order of their days."""
    return _chairs().get(organisation, ())


@functools.cache
def presided_by_persons() -> frozenset[str]:
    """The bodies whose president or chairperson is a person in office of his own, not his state: the European Council, a commission."""
    return frozenset(row["body"] for row in read_table("record-offices") if row["title"].startswith(("President", "Chair")))


@functools.cache
def _heads() -> dict[str, tuple[tuple[str, str], ...]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for row in read_table("record-leaders"):
        rows.setdefault(row["person"], []).append((row["day"], row["change"]))
    return {person: tuple(sorted(days)) for person, days in rows.items()}


def headed_on(person: str, day: str) -> bool:
    """Whether somebody, named as the record names him, had come to head a state or a government by a day and had not gone yet."""
    before = [change for since, change in _heads().get(person, ()) if since <= day]
    return bool(before) and before[-1] == "assumes"
