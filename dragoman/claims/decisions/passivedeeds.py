"""Decisions told in the passive without who decides, on a page that has told of a meeting or of those who sit in a body.

Lagos was picked as the seat of the fund.           a verb of deciding in the passive, of late
The fund was set up in 1994.                       long ago: no decision of the meeting that the page tells of
Sites in Chad were inscribed by the committee.     who decides is told: rules read it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler, source
from dragoman.claims.modality import modality
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.papers.papers import NOUNS
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Date, Filler, Span

_DONE = "deed_passive"
_PAIRS = {"organ_deed": "was_word", "deed_noun": "came_about"}  # "was chosen", as in Arabic "came about the choice"
_MEETING = ("leaders_word", "deciders", "event_of", "event_word", "by_ballot")
_DOUBTS = ("will_word", "is_future", "if", "may", "block", "rumour", "to_verb", "clause", "relative", "speech_word", "so_that", "pending")
_AGENTS = ("by", "decider_by", "office_word")
_LATE = 400  # days before the page within which what is told may have been decided at its meeting
_BACK = 60  # units before the verb within which a meeting, or those who decide, were told of
_CLAUSE = 16  # units of a clause


def passive_deeds(text: Text, units: Sequence[Unit], stakes: frozenset[str], made: Sequence[Claim]) -> Iterator[Claim]:
    """The decision of each clause in the passive of which rules have made none. `made`: what they have made of the sentence."""
    headline = units[0].sentence == 0 and units[-1].text not in WALLS
    if headline or _DONE not in stakes and stakes.isdisjoint(_PAIRS.values()):
        return
    told = [c.evidence for c in made if c.kind == "decision"]
    for at, unit in enumerate(units):
        if not (unit.has(_DONE) or at and any(x in _classes(text, unit) and units[at - 1].has(y) for x, y in _PAIRS.items())):
            continue
        first, last = _clause(units, at)
        inside = units[first : last + 1]
        here = Span(inside[0].start, inside[-1].end)
        if any(here.overlaps(x) for x in told) or last - first < 2 or _other(units, at, inside) or not _sat(text, unit):
            continue
        spoken = spoken_of(text, unit)
        if spoken is None or modality(units, at, first, at) != "asserted":
            continue
        told.append(here)
        yield Claim(
            "decision", {"body": (filler(text, *spoken),), "text": (Filler(here, here.of(text.text)),)}, here, text.article.id,
            f"{text.language.code}/decision-passive-deed", {}, _day(text, inside), aspect="change",
            attribution=source(text),
        )  # fmt: skip


def _day(text: Text, inside: Sequence[Unit]) -> Date | None:
    """The day on which it was decided: none after that of the page, as in "was chosen as the seat for 2031"."""
    published = text.article.published
    days = (u.value for i, u in enumerate(inside) if told_day(u) and not any(v.has("for", "term_for") for v in inside[max(0, i - 1) : i]))
    told = (d for d in days if d is not None and d.first.year == d.last.year)
    return next((d for d in told if published is None or d.first <= published.last), None)


def _classes(text: Text, unit: Unit) -> frozenset[str]:
    """The classes of a word, or of the first one of a phrase: "picked as"."""
    return text.language.words.classes(unit.text.split()[0])[0] if " " in unit.text else unit.classes


def _clause(units: Sequence[Unit], at: int) -> tuple[int, int]:
    """The first and last unit of the clause of a verb, between signs and words that part clauses."""
    first = at
    while first and at - first < _CLAUSE and not _parts(units[first - 1]):
        first -= 1
    last = at
    while last + 1 < len(units) and last - at < _CLAUSE and not _parts(units[last + 1]):
        last += 1
    while first < at and (units[first].has("and", "beside_verb") or units[first].kind == "sign"):
        first += 1
    return first, last


def _parts(unit: Unit) -> bool:
    return unit.text in WALLS or unit.has("comma", "clause", "but", "dash", "semicolon")


def _other(units: Sequence[Unit], at: int, inside: Sequence[Unit]) -> bool:
    """Whether the clause tells of a document, a person, somebody who acts, or doubts what it tells."""
    if any(u.has(*_DOUBTS, *_AGENTS) or u.option("person") or not NOUNS.isdisjoint(u.classes) for u in inside):
        return True
    counted = at + 1 < len(units) and units[at + 1].kind == "number"  # "approved were 35 projects": ever since
    return counted or any(u.has("not") for u in units[max(0, at - 3) : at])


def _sat(text: Text, unit: Unit) -> bool:
    """Whether the page has told of a meeting shortly before, and the sentence of no other time."""
    first, last = text.bounds[unit.sentence]
    published = text.article.published
    for day in (u.value for u in text.units[first:last] if told_day(u)):
        if published is None or (published.last - day.last).days > _LATE:
            return False
    return any(u.has(*_MEETING) for u in text.units[max(0, unit.index - _BACK) : last])
