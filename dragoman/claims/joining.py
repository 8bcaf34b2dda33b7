"""What a page says in two places of one fact is brought together: a day given once serves the claim that leaves it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.model import FACTUAL, Claim, Date


def joined(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, each with the day that the same page gives for the same fact elsewhere, if it gives one day only."""
    known = list(claims)
    founded = _days(known, "founding")
    changed = _days(known, "membership") | _days(known, "chairmanship")
    return [_dated(c, founded, changed) for c in known]


def _days(claims: Iterable[Claim], kind: str) -> dict[tuple[str, ...], Date]:
    """The only day that the page gives for a fact."""
    found: dict[tuple[str, ...], set[Date]] = {}
    for claim in claims:
        if claim.kind == kind and claim.valid_from:
            for key in _keys(claim):
                found.setdefault(key, set()).add(claim.valid_from)
    return {key: next(iter(days)) for key, days in found.items() if len(days) == 1}


def _keys(claim: Claim) -> list[tuple[str, ...]]:
    """What names a fact of a page: the organisation, the party and the change."""
    bodies = [x.id for x in claim.fillers("organisation") if x.id]
    if claim.kind == "founding":
        return [(claim.kind, body) for body in bodies]
    parties = [x.id for x in (*claim.fillers("member"), *claim.fillers("holder")) if x.id]
    what = (str(claim.qualifiers.get("change")), str(claim.qualifiers.get("rank")), str(claim.modality in FACTUAL))
    return [(claim.kind, body, party, *what) for body in bodies for party in parties]


def _dated(claim: Claim, founded: dict[tuple[str, ...], Date], changed: dict[tuple[str, ...], Date]) -> Claim:
    if claim.valid_from:
        return claim
    if claim.kind == "membership" and claim.qualifiers.get("rank") == "founder":
        day = next((founded[("founding", x.id)] for x in claim.fillers("organisation") if x.id and ("founding", x.id) in founded), None)
        return replace(claim, valid_from=day, id="") if day else claim
    if claim.aspect == "state":
        return claim
    days = {changed.get(key) for key in _keys(claim)}
    day = days.pop() if len(days) == 1 else None
    return replace(claim, valid_from=day, id="") if day else claim
