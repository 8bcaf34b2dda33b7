"""Decisions told in the passive without who decides, on a page that has told of a meeting or of those who sit in a body.

Lagos was picked as the seat of the fund.           a verb of deciding in the passive, of late
The fund was set up in 1994.                       long ago: no decision of the meeting that the page tells of
Sites in Chad were inscribed by the committee.     who decides is told: rules read it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.claimdays import deed_day, told_day
from dragoman.claims.decisions.subjects import is_part
from dragoman.claims.frames import filler, source
from dragoman.claims.modality import modality
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.papers.papers import NOUNS
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Filler, Span

_DONE = "deed_passive"
_PAIRS = {"organ_deed": "was_word", "deed_noun": "came_about"}  # "was chosen", as in Arabic "came about the choice"
_MEETING = ("leaders_word", "deciders", "event_of", "event_word", "by_ballot")
_DOUBTS = ("will_word", "is_future", "if", "may", "block", "rumour", "clause", "relative", "speech_word", "so_that", "pending", "now_word")
_LEADING = ("to_verb", "by")  # "to lift", "by Togo"; what is not told: "to the end of May", "by nine months"
_AGENTS = ("decider_by", "office_word")
_TOLD = ("decision", "membership", "founding", "aim")  # what is told as such
_LATE = 400  # days before the page within which what is told may have been decided at its meeting
_BACK = 120  # units before the verb within which a meeting, or those who decide, were told of
_CLAUSE = 16  # units of a clause


def passive_deeds(text: Text, units: Sequence[Unit], stakes: frozenset[str], made: Sequence[Claim]) -> Iterator[Claim]:
    """The decision of each clause in the passive of which rules have made none. `made`: what they have made of the sentence."""
    headline = units[0].sentence == 0 and units[-1].text not in WALLS
    if headline or _DONE not in stakes and stakes.isdisjoint(_PAIRS.values()):
        return
    told = [c.evidence for c in made if c.kind in _TOLD]
    for at, unit in enumerate(units):
        if not (unit.has(_DONE) or at and any(x in _classes(text, unit) and units[at - 1].has(y) for x, y in _PAIRS.items())):
            continue
        first, last = _clause(units, at)
        inside = units[first : last + 1]
        here = Span(inside[0].start, inside[-1].end)
        if any(here.overlaps(x) for x in told) or last - first < 2 or _other(units, at, inside):
            continue
        if not _sat(text, unit) and not _asked_for(inside):
            continue
        spoken = spoken_of(text, unit)
        if spoken is None or modality(units, at, first, at) != "asserted":
            continue
        told.append(here)
        yield Claim(
            "decision", {"body": (filler(text, *spoken),), "text": (Filler(here, here.of(text.text)),)}, here, text.article.id,
            f"{text.language.code}/decision-passive-deed", {}, deed_day(text, inside), aspect="change",
            attribution=source(text),
        )  # fmt: skip


def _classes(text: Text, unit: Unit) -> frozenset[str]:
    """The classes of a word, or of the first one of a phrase: "picked as"."""
    return text.language.words.classes(unit.text.split()[0])[0] if " " in unit.text else unit.classes


def _clause(units: Sequence[Unit], at: int) -> tuple[int, int]:
    """The first and last unit of the clause of a verb, between signs and words that part clauses."""
    first = at
    while first and at - first < _CLAUSE and not (_parts(units[first - 1]) and not _lists(units, first - 1)):
        first -= 1
    last = at
    while last + 1 < len(units) and last - at < _CLAUSE and not (_parts(units[last + 1]) or _goes_over(units, last + 1)):
        last += 1
    while first < at and (units[first].has("and", "beside_verb") or units[first].kind == "sign"):
        first += 1
    return first, last


def _lists(units: Sequence[Unit], at: int) -> bool:
    """Whether a comma stands in a list of names: "the rights of Chad, Mali and Niger were suspended"."""
    return units[at].has("comma") and at > 0 and bool(units[at - 1].options and units[at + 1].options)


def _goes_over(units: Sequence[Unit], at: int) -> bool:
    """Whether "and" begins what is told of somebody else: "Gabon was readmitted and Mali remains suspended"."""
    if not units[at].has("and") or at + 1 >= len(units) or not units[at + 1].options:
        return False
    return any(u.has("be", "was_word", "act_verb", "body_verb", "stays") for u in units[at + 2 : at + _CLAUSE])


def _parts(unit: Unit) -> bool:
    return unit.text in WALLS or unit.has("comma", "clause", "but", "dash", "semicolon")


def _other(units: Sequence[Unit], at: int, inside: Sequence[Unit]) -> bool:
    """Whether the clause tells of a document, a person, somebody who acts, or doubts what it tells."""
    before = units[inside[0].index - units[0].index - 1] if inside[0].index > units[0].index else None
    if before is not None and before.has("clause") and not before.has("but"):
        return True  # "the declaration, where views are set out"
    if any(u.has(*_DOUBTS, *_AGENTS) or u.option("person") or not NOUNS.isdisjoint(u.classes) for u in inside):
        return True
    for before, unit, behind in zip([None, *inside], inside, inside[1:], strict=False):
        told = behind.kind in ("date", "number") or (behind.has("the") if unit.has("to_verb") else not _acts(behind))
        if unit.has(*_LEADING) and not told and not (before and before.has("application")):
            return True
    counted = at + 1 < len(units) and units[at + 1].kind == "number"  # "approved were 35 projects": ever since
    return counted or any(u.has("not") for u in units[max(0, at - 3) : at])


def _acts(unit: Unit) -> bool:
    """Whether behind "by" a unit begins who did it, not how much: "by nine months"."""
    return bool(unit.options) or unit.upper or unit.has("the", "indefinite", "leaders_word", "deciders", "decider_of", "states_word", "who")


def _sat(text: Text, unit: Unit) -> bool:
    """Whether the page has told of a meeting shortly before, and the sentence of no other time."""
    first, last = text.bounds[unit.sentence]
    published = text.article.published
    for day in (u.value for u in text.units[first:last] if told_day(u)):
        if published is None or (published.last - day.last).days > _LATE:
            return False
    if any(u.has(*_MEETING) or u.options and is_part(u) for u in text.units[max(0, unit.index - _BACK) : last]):
        return True
    return any(0 <= unit.index - n.index < _BACK for m in text.meetings for n in m.nouns)


def _asked_for(inside: Sequence[Unit]) -> bool:
    """Whether what was done was done to the application of a state, which nobody decides on but the body: "its bid was turned down"."""
    return any(u.has("application", "own_application") for u in inside) and any(u.option("state") or u.has("state_pronoun") for u in inside)
