"""Which body followed which, where no rule of the acts foresees the words.

The bank has existed since 1995 as the successor of the Fund for Ports.     a mark of succession and, behind it, a body
The union, into which the conference was turned, grows.                     what something was turned into
The Fund for Ports, the predecessor of the bank, was small.                 a body before and a body behind
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.frames import filler, source
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Claim, Date, Filler, Span

_AFTER = ("successor", "succeeds_to", "heir_of")
_DOUBTS = ("not", "deny", "if", "may", "want", "propose", "expect", "plan", "will_word", "is_future", "rumour", "office_word")
_BODY = ("body_head", "organ_word", "org_word_other")
_STOPS = ("comma", "clause", "act_verb", "in", "and", "by", "be", "speech_word")
_REACH = 3  # units from a mark to the body of which it tells
_WORDS = 8  # units of a name that is in no list
Named = tuple[Filler, bool]  # a body, and whether the gazetteer knows it


def tie_gists(text: Text, units: Sequence[Unit], stakes: frozenset[str], made: Sequence[Claim]) -> Iterator[Claim]:
    """The succession that a sentence tells, where rules have made no tie of it; `made`: what they have made."""
    if stakes.isdisjoint((*_AFTER, "predecessor", "where_to", "replaced_by")) or any(c.kind == "relation" for c in made):
        return
    if any(u.has("mission_word") for u in units):
        return  # missions of bodies follow each other, too
    found = _replaced(text, units) or _turned_into(text, units) or _before(text, units) or _after(text, units)
    if found is None:
        return
    a, b, at = found
    if 0 < _began(a) < _began(b):
        a, b = b, a  # the older one was followed, in whatever order the words stand
    if a.surface == b.surface or any(u.has(*_DOUBTS) or u.option("person") for u in units):
        return
    first, last = min(a.span.start, b.span.start), max(a.span.end, b.span.end)
    start = max(first, units[0].start)  # the body may have been named before
    span = Span(min(start, units[at].start), max(last, units[at].end)) if first >= units[0].start else Span(units[at].start, b.span.end)
    yield Claim(
        "relation", {"a": (a,), "b": (b,)}, span, text.article.id, f"{text.language.code}/tie-gist", {"type": "successor"},
        aspect="state", attribution=source(text),
    )  # fmt: skip


def _began(body: Filler) -> int:
    """The year in which a body was founded, as the gazetteer has it, 0 where it does not."""
    entity = gazetteer().entity("organisation", body.id) if body.id else None
    told = str((entity and entity.facts.get("founding")) or "").split("; ")
    return min((Date(event.split(" ")[-1]).first.year for event in told if event and not event.startswith("predecessor")), default=0)


_Tie = tuple[Filler, Filler, int]


def _after(text: Text, units: Sequence[Unit]) -> _Tie | None:
    """A mark of succession, the one who came after before it, the other behind it."""
    at = next((i for i, u in enumerate(units) if u.has(*_AFTER)), None)
    b = _behind(text, units, at) if at is not None else None
    if at is None or b is None:
        return None
    a = _last_named(text, units[:at]) or (_spoken(text, units[at]) if not any(u.options for u in units[:at]) else None)
    return (a, b, at) if a else None


def _replaced(text: Text, units: Sequence[Unit]) -> _Tie | None:
    """Who followed, behind the words for it, on one named or spoken of before: "it was small; it was replaced by the union"."""
    at = next((i for i, u in enumerate(units) if u.has("replaced_by") or u.has(*_AFTER) and _to_it(units, i)), None)
    a = _behind(text, units, at) if at is not None else None
    b = (_last_named(text, units[:at]) or _spoken(text, units[at])) if at is not None else None
    return (a, b, at) if a and b and at is not None else None


def _to_it(units: Sequence[Unit], at: int) -> bool:
    """Whether a mark of succession is of one spoken of before: Russian "to it in place came the union"."""
    return any(u.has("to_its_place") for u in (*units[max(0, at - 1) : at], *units[at + 1 : at + 2]))


def _before(text: Text, units: Sequence[Unit]) -> _Tie | None:
    """A predecessor: "its predecessor, the league", "the league, the predecessor of the union"."""
    at = next((i for i, u in enumerate(units) if u.has("predecessor")), None)
    behind = _behind(text, units, at) if at is not None else None
    if at is None or behind is None:
        return None
    if at and units[at - 1].has("state_pronoun"):
        a = _last_named(text, units[:at]) or _spoken(text, units[at])
        return (a, behind, at) if a else None
    b = _last_named(text, units[:at]) or _quoted(text, units, at)
    return (behind, b, at) if b else None


def _turned_into(text: Text, units: Sequence[Unit]) -> _Tie | None:
    """As in Russian, "the union, into which on 1 January was turned the conference"."""
    at = next((i for i, u in enumerate(units) if u.has("where_to")), None)
    turned = next((i for i in range(at + 1, len(units)) if units[i].has("turned", "renamed")), None) if at else None
    b = _behind(text, units, turned) if turned is not None else None
    a = _last_named(text, units[:at]) if at else None
    return (a, b, turned) if a and b and turned is not None else None


def _behind(text: Text, units: Sequence[Unit], at: int) -> Filler | None:
    """The body named right behind a unit: one of the gazetteer, or a noun for bodies with what belongs to it."""
    for i in range(at + 1, min(len(units), at + 1 + _REACH)):
        option = units[i].option("organisation")
        if option:
            return filler(text, units[i], option)
        if units[i].has(*_BODY):
            last = i
            while last + 1 < len(units) and last - i < _WORDS and not units[last + 1].has(*_STOPS) and units[last + 1].kind != "date":
                if units[last + 1].kind == "sign":
                    break
                last += 1
            span = Span(units[i].start, units[last].end)
            return Filler(span, span.of(text.text)) if last > i else None
        if units[i].text in WALLS or units[i].options:
            return None
    return None


def _last_named(text: Text, units: Sequence[Unit]) -> Filler | None:
    """The organisation named last."""
    found = next(((u, o) for u in reversed(units) if (o := u.option("organisation"))), None)
    return filler(text, *found) if found else None


def _spoken(text: Text, unit: Unit) -> Filler | None:
    spoken = spoken_of(text, unit)
    return filler(text, *spoken) if spoken else None


def _quoted(text: Text, units: Sequence[Unit], at: int) -> Filler | None:
    """The name in quotation marks that ends before a unit."""
    for quote in text.quotes:
        near = units[max(0, at - _REACH)].start <= quote.end <= units[at].start
        if near and any(u.has(*_BODY) for u in units if quote.start <= u.start < quote.end):
            return Filler(quote, quote.of(text.text))
    return None
