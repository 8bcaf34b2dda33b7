"""Chairs told in words that no rule foresees, where the record knows when the chair was taken and the page gives that day or month.

    Since September 2018 it has been Tajikistan.         on a page about who chaired the conference
    In January 2024 North Macedonia made room for Malta. who had it before stands beside

As with changes of standing (`knownsteps`) what is known is only a check: state and day stand together, and the page speaks of a chair
there. The names of these rules end in `/known-chair`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.chairs.parties import CHAIR, DENIED, FACTS, FOLLOW, FROM, GIVE, OTHERS, TAKE, Party, chair_claim, led_by, parties_of
from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.names.spoken import Named, main_body, spoken_of
from dragoman.claims.words.clauses import clause_around, fills
from dragoman.claims.words.signs import ASKING, SEMICOLONS
from dragoman.claims.words.units import Text, Unit, lines_of
from dragoman.gazetteer.base.steps import Chair, chairs_of
from dragoman.model import Claim, Date

_SPEAKS = (*CHAIR, "baton", "lead_noun", "leads", "led_by", "turn_word", "turn_comes", "presidency_word", "holds_it", "chair_succeeds")
_ELSE = (*OTHERS, *DENIED, "until", "until_day", "summit", "event_word", "attend_word", "participation")
_NEAR = 1  # sentences to both sides in which the page speaks of a chair
_FEW = 1  # words of a clause that has none of a chair itself: "Norway stepped in"
_MONTH = len("2018-09")  # a bare year says too little
_UNTIL = 4  # units from "until" to its day: "until the end of December"


def known_chairs(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The chairs of a sentence that what is known tells. `made`: the claims that were made of it before."""
    number = units[0].sentence
    if "date" not in text.stakes[number]:
        return
    near = text.stakes[max(0, number - _NEAR) : number + _NEAR + 1]
    if units[-1].text in ASKING or all(stakes.isdisjoint(_SPEAKS) for stakes in near):
        return
    told = {x.id for c in made if c.kind == "chairmanship" for x in c.fillers("holder")}
    for line in lines_of(units):
        yield from _in_line(text, line, told)


def _in_line(text: Text, units: Sequence[Unit], told: set[str | None]) -> Iterator[Claim]:
    days = [(i, u.value) for i, u in enumerate(units) if told_day(u) and isinstance(u.value, Date) and _tells_enough(u.value)]
    parties = parties_of(text, units) if days else []
    for party in parties:
        for at, day in days:
            found = _taken(text, units, party, at, day) if _together(units, party, at, parties, days) else None
            if found is None or party.state.id in told:
                continue
            body, term = found
            told.add(party.state.id)
            yield from _claims(text, units, body, party, at, day, "assumes")
            before = next((p for p in parties if p.state.id == term.before and p.state.id not in told and _gives(units, p)), None)
            if before:
                told.add(before.state.id)
                yield from _claims(text, units, body, before, at, day, "hands_over")


def _tells_enough(day: Date) -> bool:
    return len(day.text) >= _MONTH and "/" not in day.text


def _claims(text: Text, units: Sequence[Unit], body: Named, party: Party, at: int, day: Date, change: str) -> Iterator[Claim]:
    published = text.article.published
    for claim in chair_claim(text, units, filler(text, *body), party, change, "known-chair", at, (at, party.first, party.last), day):
        if claim.modality in FACTS or published is not None and day.last >= published.first:
            yield claim


def _together(units: Sequence[Unit], party: Party, at: int, parties: Sequence[Party], days: Sequence[tuple[int, Date]]) -> bool:
    """Whether a state and a day belong to each other: no other day between them, nor a word of something else."""
    low, high = (party.last, at) if party.last < at else (at, party.first)
    between = units[low + 1 : high]
    if any(u.has("chair_ended", "term_ends") for u in units):
        return False
    if any(low < i < high for i, _ in days) or any(u.text in SEMICOLONS or u.has(*_ELSE) for u in between):
        return False
    if any(u.has("until", "until_day") for u in units[max(0, at - _UNTIL) : at]):
        return False
    clause = clause_around(units, low, high)
    if any(u.has("found", "found_passive") for u in clause) and not any(u.has(*_SPEAKS) for u in clause):
        return False  # "was founded on 9 July in Durban, South Africa, as the successor of"
    if any(u.has(*_SPEAKS, *GIVE, *FOLLOW) for u in units):
        return True
    bare = sum(u.kind == "word" and not fills(u) for u in clause) <= _FEW and not any(u.has(*_ELSE) for u in clause)
    return bare and not any(low < p.first < high for p in parties)


def _taken(text: Text, units: Sequence[Unit], party: Party, at: int, day: Date) -> tuple[Named, Chair] | None:
    """The term of a state in the chair of the nearest organisation that began then."""
    named = [(u, o) for u in units if u.options and (o := u.option("organisation")) and not in_a_title(text, u)]
    every = sorted(named, key=lambda body: abs(body[0].index - units[at].index))
    every += [body for body in (spoken_of(text, units[at]), main_body(text)) if body]
    for body in every:
        terms = chairs_of(body[1].id) if not body[1].id.startswith(NEW) else ()
        began = next((t for t in terms if t.state == party.state.id and t.day.startswith(day.text)), None)
        if began:
            return body, began
    return None


def _gives(units: Sequence[Unit], party: Party) -> bool:
    """Whether the words say that one before gave it: "from", "replaced", "made way"."""
    return led_by(units, party, FROM) or any(u.has(*GIVE, *TAKE, *FOLLOW) for u in units)
