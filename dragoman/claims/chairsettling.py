"""Claims of chairs made to agree with each other, with the day behind them and with what the whole sentence says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.claims.chairparties import FACTS
from dragoman.claims.claimdays import told_day
from dragoman.claims.units import Text, Unit
from dragoman.model import Claim, Date

_UNTIL = ("until", "until_day", "up_to")
_TO_COME = ("plan", "future", "is_future", "expect", "want", "propose", "if", "may")
_FAR = 10  # units behind what is told within which its day may stand


def settled_chairs(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence, those of chairs made to agree with each other and with the day behind them.

    What is told in the present of a day after the page's own is to come; who takes what is denied, or to come, gets it from no one yet.
    """
    chairs = [c for c in made if c.kind == "chairmanship"]
    if not chairs:
        return list(made)
    chairs = [_until(units, c) for c in chairs]
    day = _day_to_come(text, units, chairs)
    coming = [replace(c, modality="planned", valid_from=day, id="") if day and _may_come(c) else c for c in chairs]
    taken = [c for c in coming if c.qualifiers.get("change") == "assumes"]
    unsaid = taken[0] if taken and not any(c.modality in FACTS for c in taken) else None
    agreed = [
        replace(c, modality=unsaid.modality, valid_from=unsaid.valid_from if unsaid.modality == "planned" else None, id="")
        if unsaid and _may_come(c) and c.qualifiers.get("change") == "hands_over" and c.evidence.overlaps(unsaid.evidence)
        else c
        for c in coming
    ]
    others = iter(agreed)
    return [next(others) if c.kind == "chairmanship" else c for c in made]


def _until(units: Sequence[Unit], claim: Claim) -> Claim:
    """A chair that a state "took over until 2027" is taken over: the day is that of its end."""
    day = claim.valid_from
    if claim.modality != "planned" or day is None:
        return claim
    at = next((i for i, u in enumerate(units) if u.value == day), 0)
    before = units[max(0, at - 2) : at]
    if not any(u.has(*_UNTIL) for u in before) or any(
        u.has(*_TO_COME) for u in units if claim.evidence.start <= u.start < claim.evidence.end
    ):
        return claim
    return replace(claim, valid_from=None, valid_to=day, modality="asserted", id="")


def _may_come(claim: Claim) -> bool:
    return claim.modality in FACTS and claim.aspect == "change"


def _day_to_come(text: Text, units: Sequence[Unit], chairs: Sequence[Claim]) -> Date | None:
    """The day right behind what is told of chairs, where it is after the page's own and no verb is of the past."""
    published, end = text.article.published, max(c.evidence.end for c in chairs)
    start = min(c.evidence.start for c in chairs)
    if published is None or any(u.has("past") for u in units if start <= u.start < end):
        return None
    behind = [u for u in units if u.start >= end][:_FAR]
    stop = next((i for i, u in enumerate(behind) if u.kind == "sign" or u.has("clause", "but")), len(behind))
    days = [u.value for u in behind[:stop] if told_day(u) and isinstance(u.value, Date)]
    return days[0] if days and days[0].first > published.last else None
