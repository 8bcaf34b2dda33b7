"""Several organisations of which one thing is said: "a member of the union and the alliance", "joined the bank and the court in 2004".

A rule reads the nearest. The others are told of where they stand in one list with it and nothing of their own follows: behind the list
comes a sign, a day, or a word that goes on with the same clause.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dragoman.claims.frames import bearer, filler
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.names import Option
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Span

_KINDS = ("membership", "chairmanship")
_ON = (
    "in", "on", "since", "after_word", "from", "for", "as", "but", "relative", "who", "clause", "dash", "bracket", "with", "at_first",
    "until", "past_lead", "by", "place_word", "prep",
)  # fmt: skip


def of_several(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence, those of an organisation in a list said of the others in it too, on one day if but one is told."""
    if not any(c.kind in _KINDS for c in made):
        return list(made)
    told = list(made)
    for row in _rows(units):
        starts = {u.start for u, _ in row}
        of_row = [c for c in told if c.kind in _KINDS and len(c.fillers("organisation")) == 1 and _in_row(c, starts)]
        for claim in of_row:
            told += list(_others(text, row, claim, told))
        days = {c.valid_from for c in of_row if c.valid_from is not None}
        if len(days) == 1 and of_row[1:]:
            day = days.pop()
            told = [replace(c, valid_from=day, id="") if any(c is x for x in of_row) and c.aspect == "change" else c for c in told]
    return told


def _in_row(claim: Claim, starts: Collection[int]) -> bool:
    """Whether the organisation of a claim is an item of a list, and no item is whom it tells of."""
    others = [*claim.fillers("member"), *claim.fillers("holder")]
    return claim.fillers("organisation")[0].span.start in starts and not any(x.span.start in starts for x in others)


def _others(text: Text, row: Sequence[tuple[Unit, Option]], claim: Claim, known: Sequence[Claim]) -> Iterator[Claim]:
    role = "member" if claim.kind == "membership" else "holder"
    who = {x.id for x in claim.fillers(role)}
    for unit, option in row:
        roles = bearer({**claim.roles, "organisation": (filler(text, unit, option),)}, "organisation", False, claim.kind)
        if not roles["organisation"] or not roles[role]:
            continue
        body = roles["organisation"][0].id
        if any(c.kind == claim.kind and c.fillers("organisation")[0].id == body and who & {x.id for x in c.fillers(role)} for c in known):
            continue
        start, end = min(claim.evidence.start, unit.start), max(claim.evidence.end, unit.end)
        yield replace(claim, roles=roles, evidence=Span(start, end), id="")


def _rows(units: Sequence[Unit]) -> Iterator[list[tuple[Unit, Option]]]:
    """The lists of organisations joined by commas and one "and" or "or" before the last, with nothing of its own behind it."""
    at = 0
    while at < len(units):
        row: list[tuple[Unit, Option]] = []
        joined, last = False, at
        while at < len(units) and (option := _body(units[at])) is not None:
            joined = joined or bool(row) and units[at].has("and_clitic")
            row.append((units[at], option))
            last, at = at, at + 1
            ahead = at
            while ahead < len(units) and not units[ahead].options and (
                units[ahead].has("and", "or_word", "comma", "the", "list_word", "nor_word")
                or units[ahead].has("of", "in", "to")
                and units[ahead - 1].has("and", "or_word", "nor_word")
            ):
                ahead += 1
            if ahead < len(units) and (ahead > at or units[ahead].has("and_clitic")) and _body(units[ahead]) is not None:
                joined = joined or any(u.has("and", "or_word", "nor_word") for u in units[at:ahead])
                at = ahead
            elif ahead > at:
                break
        if len(row) > 1 and joined and _closed(units, last) and len({o.id for _, o in row}) == len(row):
            yield row
        at = max(at, last + 1)


def _body(unit: Unit) -> Option | None:
    option = unit.option("organisation") if unit.options else None
    if option is None or option.form == "anaphor" or option.id.startswith(NEW) or unit.option("state"):
        return None
    return option


def _closed(units: Sequence[Unit], last: int) -> bool:
    """Whether behind a list its clause ends or goes on, and no verb or noun takes the last item for its own."""
    behind = units[last + 1] if last + 1 < len(units) else None
    if behind is None or behind.kind in ("sign", "date"):
        return behind is None or behind.text != "("
    if behind.has("member_noun"):
        return True  # "a NATO and EU member"
    return not behind.options and behind.has(*_ON) and not behind.has("possessive", "org_part", "and")
