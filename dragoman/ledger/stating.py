"""What a claim on a standing, a chair or an office states, as the rows of `tellings`: made of the claim and its page alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from dragoman.ledger.opening import dumps
from dragoman.ledger.records import date_of, editions, entity_key
from dragoman.ledger.told import Said, Witness
from dragoman.model import Claim, Filler

KIND = "membership"
ROLES = {  # of what is told, and of whom: the first of these roles that is filled
    KIND: ("organisation", ("member",)), "chairmanship": ("organisation", ("holder", "person")), "office": ("body", ("person",)),
}  # fmt: skip
_SEAT = ("change", "acting", "term", "office", "confirmed")
# The qualifiers that the folding looks at; and editions, with the work that has them.
_LOOKED_AT = {KIND: ("change", "rank", "whole", "confirmed"), "chairmanship": _SEAT, "office": _SEAT}
Page = tuple[str, str | None, Sequence[str], str]  # of an article: language, outlet, agencies, origin


def subject(kind: str, key: str) -> str:
    """Under what the tellings of a kind on an organisation (or a state, or nobody) stand."""
    return key if kind == KIND else f"{kind}:{key}"


def telling_rows(claim: Claim, known: str, page: Page) -> Iterator[tuple[Any, ...]]:
    """The rows of `tellings` for a claim of that page: for each organisation and each member or holder that it names. None for another
    kind."""
    kind = claim.kind
    if kind not in ROLES:
        return
    of, who = ROLES[kind]
    members = claim.fillers(who[0]) or (claim.fillers(who[1]) if len(who) > 1 else ())
    bodies = claim.fillers(of)
    fact, witness = "", _witness(claim, page)
    seen: set[tuple[str, str]] = set()
    for body in bodies or ((None,) if kind == "office" else ()):
        org = entity_key(body) if body else ""
        fact = fact if fact and kind == KIND else _fact(claim, page[1], body)
        for place, member in enumerate(members):
            key = entity_key(member)
            if (org, key) not in seen:
                seen.add((org, key))
                label = None if member.id and kind == KIND else member.label or member.surface
                yield subject(kind, org), key, fact, known, claim.id, claim.article, claim.evidence.start, place, witness, label


def _fact(claim: Claim, outlet: str | None, body: Filler | None) -> str:
    """What the folding looks at, as JSON. Of an office also its title, and what a body without an id is called."""
    given = claim.qualifiers
    dates = claim.valid_from and claim.valid_from.text, claim.valid_to and claim.valid_to.text
    said = tuple([(x, y if type(y := given[x]) is str else dumps(y), type(y) is str) for x in _LOOKED_AT[claim.kind] if x in given])
    base = claim.rule.startswith("base/")
    if listed := editions(claim):
        said = *said, ("editions", dumps([f"{x:04d}" for x in listed]), False), ("outlet", dumps(outlet), False)
    if claim.kind == "office":
        if title := claim.fillers("title"):
            said = *said, ("title", dumps([title[0].id, title[0].label or title[0].surface]), False)
        if body and not body.id:
            said = *said, ("body", body.label or body.surface, True)
    return _written(claim.modality, *dates, said, base)


@lru_cache(maxsize=16384)
def _written(modality: str, first: str | None, last: str | None, said: tuple[tuple[str, str, bool], ...], base: bool) -> str:
    told = {name: value if is_text else json.loads(value) for name, value, is_text in said}
    return dumps([modality, first, last, told, *([True] if base else [])])


@lru_cache(maxsize=16384)
def said_of(fact: str) -> Said:
    """What a row tells."""
    modality, first, last, qualifiers, *base = json.loads(fact)
    return Said(qualifiers, modality, date_of(first), date_of(last), rule="base/" if base else "")


def _witness(claim: Claim, page: Page) -> str:
    said = claim.attribution
    agencies = tuple(said.agencies or page[2])
    of, who = ROLES[claim.kind]
    orgs, members = claim.fillers(of), claim.fillers(who[0])
    alone = (len(orgs) == 1 and bool(orgs[0].id)) + 2 * (len(members) == 1 and bool(members[0].id))
    origin = said.interviewer or (agencies[-1] if agencies else page[3])
    return _told(page[0], page[1], origin, bool(agencies), alone, said.speaker)


@lru_cache(maxsize=16384)
def _told(*parts: Any) -> str:
    return dumps(parts)


@lru_cache(maxsize=65536)
def witness_of(text: str) -> Witness:
    """Who tells, of a row."""
    return Witness(*json.loads(text))
