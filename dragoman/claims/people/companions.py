"""Who did what another did, in words that only join him to it.

    Kenya joined together with Malawi in May 2011.      Kenya too
    Gabon left it in 2020, as did Chad.                 Chad too, on the same day

The names of these rules end in `/companion`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.claims.frames import fillers
from dragoman.claims.words.clauses import Group, groups_of, states_of
from dragoman.claims.words.units import Text, Unit
from dragoman.model import FACTUAL, Claim, Span

_WITH = ("and_with", "together_with")
_VERBS = ("join", "leave", "admitted_passive", "came_in", "went_out", "apply", "suspend", "restore", "become")
_CHANGES = frozenset({"joined", "left", "suspended", "restored", "applied", "granted"})
_GATE = frozenset((*_WITH, "as_did"))


def companion_claims(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of those whom a sentence only joins to others. `made`: those that were made of it before."""
    if _GATE.isdisjoint(text.stakes[units[0].sentence]):
        return
    told = [c for c in made if c.kind == "membership" and c.modality in FACTUAL and c.qualifiers.get("change") in _CHANGES]
    groups = groups_of(units) if told else []
    for claim in told:
        group = _before(units, groups, claim) or _behind(units, groups, claim)
        members = fillers(text, states_of(units, group), ("state",)) if group else ()
        members = tuple(x for x in members if not any(x.id == y.id for c in told for y in c.fillers("member") if _same(c, claim)))
        if group and members:
            start, end = min(units[group[0]].name_start, claim.evidence.start), max(units[group[1]].end, claim.evidence.end)
            rule = f"{text.language.code}/companion"
            yield replace(claim, roles={**claim.roles, "member": members}, evidence=Span(start, end), rule=rule, id="")


def _same(one: Claim, two: Claim) -> bool:
    return one.qualifiers.get("change") == two.qualifiers.get("change") and one.roles["organisation"] == two.roles["organisation"]


def _before(units: Sequence[Unit], groups: Sequence[Group], claim: Claim) -> Group | None:
    """The states right before the verb of those that stand behind its "together with"."""
    first = next((i for i, u in enumerate(units) if u.name_start == claim.fillers("member")[0].span.start), 0)
    if first < 2 or not units[first - 1].has(*_WITH) or not units[first - 2].has(*_VERBS):
        return None
    return next((g for g in groups if g[1] == first - 3), None)


def _behind(units: Sequence[Unit], groups: Sequence[Group], claim: Claim) -> Group | None:
    """The states behind "as did", where it closes what is told."""
    end = next((i for i, u in enumerate(units) if u.start >= claim.evidence.end), len(units))
    at = next((i for i in range(end, min(len(units), end + 3)) if units[i].has("as_did")), None)
    group = next((g for g in groups if at is not None and g[0] - at in (1, 2)), None)
    behind = units[group[1] + 1] if group and group[1] + 1 < len(units) else None
    return group if behind is None or behind.kind == "sign" else None
