"""Trust is per kind of claim (rule 5): who is nearest to the matter speaks first. It orders the witnesses and deletes none.

0 the party itself (the organisation for standing, the host for a venue, the person for attendance) · 1 wire · 2 outlet ·
3 reference work · 4 aggregator.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from dragoman.ledger.records import editions
from dragoman.model import Claim

PARTY, WIRE, OUTLET, REFERENCE, AGGREGATOR = range(5)

_PRESS = ("agency", "outlet")  # the press does not speak for the state that owns it

# Whose word comes first, by kind: the roles whose filler is "the party itself".
_NEAREST = {
    "membership": ("organisation", "member"),
    "founding": ("organisation", "founder"),
    "chairmanship": ("organisation", "holder"),
    "office": ("body", "person"),
    "meeting": ("organisation", "country"),
    "attendance": ("guest",),
    "document": ("party",),
    "decision": ("body",),
    "aim": ("actor",),
    "statement": ("speaker", "body"),
    "relation": ("a", "b"),
    "number": ("about",),
}


def trust(claim: Claim, outlet: Mapping[str, Any], speaks_for: Collection[str], by_wire: bool) -> int:
    """How near the witness is. `outlet` is what the gazetteer knows of it (kind, owner); `speaks_for` whom the speaker stands for.

    A party speaks for itself alone: a claim on several members is not the own word of each.
    """
    return trust_among(bool(editions(claim)) or claim.rule.startswith("base/"), outlet, speaks_for, by_wire, _alone(claim))


def trust_among(is_listed: bool, outlet: Mapping[str, Any], speaks_for: Collection[str], by_wire: bool, alone: Iterable[str]) -> int:
    """The same of a claim of which it is known whether it is a reference work's, and who alone fills a role of the party itself."""
    if is_listed or outlet.get("kind") == "reference work":
        return REFERENCE
    own = None if outlet.get("kind") in _PRESS else outlet.get("owner")
    if (own or speaks_for) and any(x == own or x in speaks_for for x in alone):
        return PARTY
    if outlet.get("kind") == "aggregator":
        return AGGREGATOR
    return WIRE if by_wire or outlet.get("kind") == "agency" else OUTLET


def _alone(claim: Claim) -> Iterator[str]:
    """Those who alone fill a role in which they are the party itself."""
    for role in _NEAREST.get(claim.kind, ()):
        fillers = claim.fillers(role)
        if len(fillers) == 1 and fillers[0].id:
            yield fillers[0].id


def can_dispute(contrary: int, held: int) -> bool:
    """Whether a contrary witness is trusted enough to make an answer disputed (rule 4): a wire and an outlet are equals there.

    >>> can_dispute(OUTLET, WIRE), can_dispute(REFERENCE, OUTLET), can_dispute(OUTLET, PARTY)
    (True, False, False)
    """
    return contrary <= max(held, OUTLET if held == WIRE else held)
