"""Ladders as on the day (rule 7): what a rung was called and what it counted as, following each organisation's own dated ladder."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from dragoman.ledger.answers import When

MEMBER = "member"
SUSPENDED = "suspended"
LEFT = "left"

# What rungs count as where an organisation has no ladder of its own.
_COMMON = {
    "member": MEMBER, "founder": MEMBER, "permanent_member": MEMBER, "elected_member": MEMBER, "member_nonregional": MEMBER,
    "member_regional": MEMBER, "signatory": MEMBER, "suspended": SUSPENDED, "associate": "associate", "observer": "observer",
    "dialogue_partner": "partner", "partner": "partner", "applicant": "candidate", "candidate": "candidate",
}  # fmt: skip


class Ranks:
    """Ranks read by the ladder of an organisation; `ladder` gives its rungs, none for an organisation without."""

    def __init__(self, ladder: Callable[[str], Sequence[Any]]) -> None:
        self._ladder = ladder

    def on_day(self, org: str, rank: str, when: When) -> str:
        """The rung in which someone of that rank stood: its successor, once it was merged into another and that could be known."""
        day = when.known.last if when.is_beyond_knowing() and when.known else when.on.first
        rungs = {x.code: x for x in self._ladder(org)}
        seen = {rank}
        while (rung := rungs.get(rank)) and rung.successor and _ended(rung, day) and rung.successor not in seen:
            rank = rung.successor
            seen.add(rank)
        return rank

    def counts_as(self, org: str, rank: str) -> str:
        """What the rung counts as across organisations: member · suspended · associate · observer · partner · candidate · none."""
        rung = next((x for x in self._ladder(org) if x.code == rank), None)
        return str(rung.counts_as) if rung else _COMMON.get(rank, "none")

    def days(self, org: str) -> set[datetime.date]:
        """The last days of the rungs that were given up."""
        return {x.until.last for x in self._ladder(org) if x.until is not None}


def _ended(rung: Any, day: datetime.date) -> bool:
    """Whether the rung had been given up by that day."""
    return rung.until is not None and rung.until.last < day
