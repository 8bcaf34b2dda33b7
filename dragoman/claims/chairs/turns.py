"""Chairs told by the order of a sentence or by whose turn it is.

    Taking over the chair of the union from Togo, the president of Kenya ...     who speaks is who takes it
    On 1 July it will be Kenya's turn.                                           where a chair is spoken of
    ... named Kenya its chair, Togo having given up the post                      who gave up what the sentence tells of
    Togo made way for Kenya, and Kenya for Fiji.                                 one after another

The names of these rules end in `/chair-opening`, `/chair-turn`, `/chair-left` and `/chair-on`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.claims.chairs.parties import CHAIR, DENIED, FACTS, FROM, OTHERS, TAKE, Party, body_of, chair_claim, led_by
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim

_NEAR = 2  # units between a turn and whose it is
_SUBJECT = 8  # units from a comma to whom the clause before it means
_HEADING = 4  # units of a heading, which says nothing: "Kenya's turn"
_FIRST = 2  # units before a participle that begins a sentence
_DONE = ("past", "done", "past_pass")


def opening(text: Text, units: Sequence[Unit], parties: Sequence[Party]) -> Iterator[Claim]:
    """Who takes a chair where a participle begins the sentence: the first one named behind the comma that ends its clause."""
    verb = next((i for i, u in enumerate(units[: _FIRST + 1]) if u.has("taking") and u.has(*TAKE)), None)
    comma = next((i for i, u in enumerate(units) if u.has("comma")), None)
    if verb is None or comma is None or comma < verb:
        return
    cues = [i for i in range(verb, comma) if units[i].has(*CHAIR)]
    within = [p for p in parties if p.first < comma]
    subject = next((p for p in parties if p.first > comma), None)
    if not cues or subject is None or subject.first - comma > _SUBJECT or not all(led_by(units, p, FROM) for p in within):
        return
    body = None if any(u.has(*OTHERS, *DENIED) for u in units[verb:comma]) else body_of(text, units[:comma], cues[0])
    if body is not None:
        yield from chair_claim(text, units, body, subject, "assumes", "chair-opening", verb, (verb, cues[0], subject.first, subject.last))


def turns(text: Text, units: Sequence[Unit], parties: Sequence[Party], spoken: bool) -> Iterator[Claim]:
    """Whose turn it is to chair, where a chair is spoken of in the sentence or (`spoken`) before it."""
    for at, unit in enumerate(units if len(units) > _HEADING else ()):
        if not unit.has("turn_word", "turn_comes") or not (spoken or any(u.has(*CHAIR) for u in units)):
            continue
        party = next((p for p in parties if _whose(units, at, p)), None)
        body = body_of(text, units, at) if party is not None else None
        if party is None or body is None or any(u.has(*DENIED) for u in units[max(0, at - _SUBJECT) : at + 1]):
            continue
        done = any(u.has(*_DONE) for u in units[max(0, at - _NEAR) : at + 1])
        for claim in chair_claim(text, units, body, party, "assumes", "chair-turn", at, (at, party.first, party.last)):
            yield replace(claim, modality="planned", id="") if claim.modality in FACTS and not done else claim


def _whose(units: Sequence[Unit], at: int, party: Party) -> bool:
    """Whether a turn is that of a state: "Kenya's turn", "the turn of Kenya"."""
    if party.last < at:
        between = units[party.last + 1 : at]
        return bool(between) and between[0].has("possessive") and len(between) <= _NEAR
    between = units[at + 1 : party.first]
    return len(between) <= _NEAR + 1 and not any(u.options or u.kind in ("date", "number") for u in between)


def left(text: Text, units: Sequence[Unit], parties: Sequence[Party], known: Sequence[Claim]) -> Iterator[Claim]:
    """Who gave up the post of which the same sentence tells: "..., Togo having given up the post"."""
    chairs = [c for c in known if c.qualifiers.get("change") in ("assumes", "holds")]
    told = {x.id for c in known for x in c.fillers("holder")}
    for party in parties if chairs else ():
        behind = units[party.last + 1 : party.last + 3 + _NEAR]
        verb = next((i for i, u in enumerate(behind) if u.has("hand_over")), None)
        if verb is None or party.state.id in told or any(u.has(*DENIED, "comma") for u in behind[: verb + 1]):
            continue
        if any(u.has("post_word", "it_obj") for u in behind[verb + 1 :]):
            at = party.last + 1 + verb
            body = chairs[0].fillers("organisation")[0]
            yield from chair_claim(text, units, body, party, "hands_over", "chair-left", at, (party.first, party.last, at))
