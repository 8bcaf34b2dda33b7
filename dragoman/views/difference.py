"""Two days of one organisation side by side: who stood where on each, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dragoman.errors import BadDate
from dragoman.ledger import Answer, Row
from dragoman.model import Date
from dragoman.views.asked import Asked
from dragoman.views.collation import key


@dataclass(frozen=True, slots=True)
class Differing:
    """A state that stood otherwise on the other day; None where it stood nowhere."""

    member: Mapping[str, str]
    here: Row | None
    there: Row | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The earlier and the later day, the states that differ, how many do not, and the two answers."""

    first: Date
    second: Date
    rows: list[Differing]
    same: int
    answers: tuple[Answer, Answer]


def difference(asked: Asked, slug: str) -> Difference | None:
    """The day asked about beside `?and=`, the earlier first; None if no other day is asked for, or it is none."""
    try:
        other = Date(asked.query["and"])
    except (KeyError, BadDate):
        return None
    days = sorted([asked.when.on, other], key=lambda x: x.first)
    first, second = (asked.ledger.members(slug, replace(asked.when, on=day), rank="all") for day in days)
    here, there = ({str(x.what["member"]): x for x in answer.rows} for answer in (first, second))
    rows = [
        Differing((here.get(name) or there[name]).what["member"], here.get(name), there.get(name))
        for name in {**here, **there}
        if _said(here.get(name)) != _said(there.get(name))
    ]
    rows.sort(key=lambda x: key(str(asked.namer.party(x.member)), asked.words))
    return Difference(days[0], days[1], rows, len({**here, **there}) - len(rows), (first, second))


def _said(row: Row | None) -> tuple[object, object] | None:
    """What makes two days differ: the rank, and whether it is sure."""
    return (row.what["rank"], row.certainty == "possibly") if row else None
