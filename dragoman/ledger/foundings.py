"""When an organisation was founded: a row per type of founding, and the day on which its founders began."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.ledger.answers import Cited, Row, SetAside
from dragoman.ledger.origins import count_origins
from dragoman.ledger.records import entity_key
from dragoman.ledger.slots import label_of
from dragoman.ledger.steps import Event, Step, event, in_order, steps_of
from dragoman.model import FACTUAL, Date

# Which founding is "the" founding, where there are several; a predecessor's and a renaming are not.
_FIRST = ("", "signed", "first_met", "entered_into_force")


@dataclass(frozen=True, slots=True)
class Founding:
    """One type of founding: the step that gives its day, and all its claims."""

    type: str
    step: Step | None
    cited: tuple[Cited, ...]


def foundings_of(org: str, cited: Iterable[Cited]) -> list[Founding]:
    """The foundings of an organisation by type, the plain one first."""
    by_type: dict[str, list[Cited]] = {}
    for item in cited:
        if item.claim.kind == "founding" and item.claim.modality in FACTUAL and not item.struck:
            by_type.setdefault(item.claim.qualifiers.get("type") or "", []).append(item)
    ordered = sorted(by_type, key=lambda x: (_FIRST.index(x) if x in _FIRST else len(_FIRST), x))
    return [Founding(x, _day(org, x, by_type[x]), in_order(by_type[x])) for x in ordered]


def _day(org: str, type: str, cited: Sequence[Cited]) -> Step | None:
    events: list[Event] = [event(x, "founded", "founded", x.claim.valid_from) for x in cited if x.claim.valid_from]
    steps = steps_of(events, {"organisation": {"id": org}, "founding": type})
    return steps[0] if steps else None


def founding_date(foundings: Sequence[Founding]) -> Date | None:
    """The day on which founders began to be members, if a founding says it."""
    return next((x.step.date for x in foundings if x.step and x.type in _FIRST), None)


def founding_row(org: Mapping[str, Any], found: Founding, all_cited: Sequence[Cited]) -> Row:
    """The row of one type of founding: its day, place and founders, each with the claims that say so."""
    dated = found.step.cited if found.step else ()
    what: dict[str, Any] = {
        "organisation": dict(org), "type": found.type or None, "date": found.step.date.text if found.step and found.step.date else None,
        "place": _parties(found.cited, "place"), "founders": _founders(found, all_cited),
    }  # fmt: skip
    contrary = {x.id for x in found.step.against} if found.step else set()
    against = tuple(SetAside(x, 4, "says another day") for x in sorted(contrary))
    aside = tuple(SetAside(x.id, 1, x.struck or "") for x in all_cited if x.struck and x.claim.kind == "founding")
    disputes = found.step.disputes if found.step else ()
    used = tuple(x.id for x in found.cited if x.id not in contrary)
    return Row(what, "certainly", found.step.date if found.step else None, None, claims=used, disputes=disputes,
               set_aside=tuple(sorted({*against, *aside})), disputed=any(x.open for x in disputes),
               origins=count_origins(dated or found.cited))  # fmt: skip


def _founders(found: Founding, all_cited: Sequence[Cited]) -> list[dict[str, Any]]:
    """Founders named by the founding, or by memberships as founder (for the first type alone)."""
    ranked = [x for x in all_cited if x.claim.kind == "membership" and x.claim.qualifiers.get("rank") == "founder"]
    ranked = [x for x in ranked if x.claim.modality in FACTUAL and not x.struck]
    own = _parties(found.cited, "founder")
    return own or (_parties(ranked, "member") if found.type in _FIRST else [])


def _parties(cited: Iterable[Cited], role: str) -> list[dict[str, Any]]:
    """Those who fill a role, once each, with the claims that name them, in the order of the text of the first that does."""
    found: dict[str, dict[str, Any]] = {}
    for item in cited:
        for filler in item.claim.fillers(role):
            party = found.setdefault(entity_key(filler), {"id": filler.id, "label": label_of(filler), "claims": []})
            party["claims"].append(item.id)
    return list(found.values())
