"""Organisations that are items of a list of states: the observers China, Japan and the European Union are those of another body.

A claim that takes such an item for the body whose members are listed is told of the one that the page is about, with the item as a
member; where the page is about no other, of nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.claims.frames import filler
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.spoken import Named, main_body
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Filler

_LEAST = 2  # states before the item that make a list


def with_listed_bodies(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence, none of them of an organisation that only closes a list of those whom it tells of."""
    return [told for c in made if (told := _told(text, units, c) if c.kind == "membership" else c)]


def _told(text: Text, units: Sequence[Unit], claim: Claim) -> Claim | None:
    members, bodies = claim.fillers("member"), claim.fillers("organisation")
    item = _item(units, members) if len(bodies) == 1 and len(members) >= _LEAST else None
    if item is None or any(m.span.start == item[0].name_start for m in members):
        return claim
    if item[0].name_start != bodies[0].span.start:
        return (
            replace(claim, roles={**claim.roles, "member": (*members, filler(text, *item))}, id="")
            if _listed(units, item, claim)
            else claim
        )
    main = main_body(text)
    if main is None or main[1].id == bodies[0].id or main[1].id.startswith(NEW):
        return None
    return replace(claim, roles={**claim.roles, "organisation": (filler(text, *main),), "member": (*members, bodies[0])}, id="")


def _item(units: Sequence[Unit], members: Sequence[Filler]) -> Named | None:
    """The organisation behind "and" right after a state of the list, where nothing is said to be its own."""
    starts = {m.span.start for m in members}
    last = max((i for i, u in enumerate(units) if u.name_start in starts and u.option("state")), default=len(units))
    at = last + 1
    joined = False
    while at < len(units) and units[at].has("and", "the", "list_word") and not units[at].options:
        joined = joined or units[at].has("and")
        at += 1
    option = units[at].option("organisation") if at < len(units) and units[at].options else None
    if option is None or option.form == "anaphor" or not (joined or units[at].has("and_clitic")):
        return None
    return None if any(u.has("possessive", "org_part") for u in units[at + 1 : at + 2]) else (units[at], option)


def _listed(units: Sequence[Unit], item: Named, claim: Claim) -> bool:
    """Whether an item is one more of those listed: a sign closes the list behind it, and they are no full members."""
    behind = next((u for u in units if u.start >= item[0].end), None)
    said = claim.qualifiers.get("change"), claim.qualifiers.get("rank")
    return said[0] in ("is", "granted") and said[1] != "member" and (behind is None or behind.kind == "sign")
