"""Chairs told in a row: states with a day each, states with an organisation each, and who is next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.claims.chairs.parties import CHAIR, DENIED, FOLLOW, FROM, GIVE, OTHERS, TAKE, Party, apart, body_of, chair_claim, led_by
from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler
from dragoman.claims.names.bodies import NEW
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Date

_NEXT = ("then_follow", "following_one", "incoming", "next_in_row")  # beside who is to chair then
_JOINTS = ("comma", "and", "and_clitic", "but", "clause", "semicolon", "dash")
_NEAR = 3  # units between a state and its day or organisation in a row
_FIRST = 4  # further units for the first of a row, which has the verb


def rows(text: Text, units: Sequence[Unit], parties: Sequence[Party]) -> Iterator[Claim]:
    """States with a day each, or an organisation each, where it is said that they chair: "Spain had it in 2023, Belgium in 2024"."""
    cues = [i for i, u in enumerate(units) if u.has(*CHAIR, "led_by", "chair_succeeds")]
    if not cues or any(u.has(*OTHERS, *DENIED) for u in units) or any(led_by(units, p, FROM) for p in parties):
        return
    days = [i for i, u in enumerate(units) if told_day(u) and isinstance(u.value, Date)]
    bodies = [i for i, u in enumerate(units) if u.options and (o := u.option("organisation")) and not o.id.startswith(NEW)]
    dated, named = _pairs(parties, days), _pairs(parties, bodies)
    given = next((i for i, u in enumerate(units) if u.has("hand_over")), 0)
    if dated and any(u.has("relative", "clause") for u in units[:given]):
        return  # "Kenya chairs it in 2025, which Togo had handed it in 2024"
    if dated:
        body = body_of(text, units, cues[0])
        for party, at in dated if body else ():
            day = units[at].value
            if body and isinstance(day, Date):
                yield from chair_claim(text, units, body, party, "holds", "chair-row", party.first, (party.first, party.last, at), day)
    elif len(named) == len(parties) and not any(u.has(*GIVE, *TAKE, *FOLLOW) for u in units):
        if len({units[i].option("organisation") for i in bodies}) < len(bodies) or cues[0] > max(bodies[0], parties[0].last) + _NEAR:
            return
        for party, at in named:
            body = filler(text, units[at], units[at].option("organisation"))
            yield from chair_claim(text, units, body, party, "holds", "chair-row", party.first, (party.first, party.last, at))


def _pairs(parties: Sequence[Party], others: Sequence[int]) -> list[tuple[Party, int]]:
    """Each state with its own day near it, in one order all through the row; one of them may have none ("and now Laos")."""
    if len(parties) < 2 or abs(len(parties) - len(others)) > 1:
        return []
    ends = [*(p.first for p in parties[1:]), 10**6]
    behind = [(p, min((i for i in others if p.last < i < end), default=-1)) for p, end in zip(parties, ends, strict=True)]
    starts = [-1, *(p.last for p in parties[:-1])]
    before = [(p, max((i for i in others if start < i < p.first), default=-1)) for p, start in zip(parties, starts, strict=True)]
    rows = [[(p, i) for p, i in row if i >= 0 and apart(i, p) <= _NEAR + _FIRST * (p is parties[0])] for row in (before, behind)]
    best = max(rows, key=len)
    return best if len(best) > 1 and len(best) >= len(parties) - 1 and len(best) >= len(others) - 1 else []


def next_ones(text: Text, units: Sequence[Unit], parties: Sequence[Party], known: Sequence[Claim]) -> Iterator[Claim]:
    """Who is to chair after whom the same sentence tells of: "Kenya chairs the EAC this year, Rwanda the next"."""
    chairs = [c for c in known if c.qualifiers.get("change") in ("holds", "assumes")]
    told = {x.id for c in known if c.aspect != "state" for x in c.fillers("holder")}
    last = parties[-1]
    chairs = [c for c in chairs if c.fillers("holder")[0].id != last.state.id]
    known_states = {x.id for c in known for x in c.fillers("holder")} | {last.state.id}
    if not chairs or last.state.id in told or not 2 <= len({p.state.id for p in parties} | known_states) <= 2 + len(told):
        return
    joint = [i for i in range(max(0, last.first - 6), last.first) if units[i].has(*_JOINTS)]
    around = [*range(max(0, last.first - 2), last.first), *range(last.last + 1, min(len(units), last.last + 4))]
    if not joint or any(u.has(*OTHERS, *DENIED) for u in units[joint[0] :]):
        return
    body = chairs[-1].fillers("organisation")[0]
    coming = [i for i in around if units[i].has(*_NEXT)]
    taking = [i for i in around if units[i].has(*TAKE) and not units[i].has("become", "take_from") and i < last.last + 3]
    for at in (coming or taking)[:1]:
        for claim in chair_claim(text, units, body, last, "assumes", "chair-next", at, (last.first, last.last, at)):
            day = _own_day(text, units, last)
            planned = coming and claim.modality in ("asserted", "planned")
            yield replace(claim, modality="planned", valid_from=day, id="") if planned else claim


def _own_day(text: Text, units: Sequence[Unit], last: Party) -> Date | None:
    """The day to come beside who is to chair next ("and next comes Fiji, in 2027")."""
    near = units[max(0, last.first - _NEAR) : last.last + 1 + 2 * _NEAR]
    published = text.article.published
    days = [u.value for u in near if told_day(u) and isinstance(u.value, Date)]
    days = [d for d in days if published is None or d.first > published.last]
    return days[0] if len(days) == 1 else None
