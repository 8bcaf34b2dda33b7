"""Meetings whose noun the words leave out: "Paris will host the next one", "the third was held in Mumbai", "Malta hosts in 2024"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.claims.meetings.bodies import Meeting
from dragoman.claims.meetings.days import nearest_day
from dragoman.claims.meetings.places import land_of, town_of
from dragoman.claims.meetings.words import meeting_words, phrase_end
from dragoman.claims.words.signs import STOPS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Span

_NEAR = 4  # units to each side of the number or "next" within which the verb stands
_SENTENCES = 2  # sentences back to the meeting whose noun is meant


def elliptic_meetings(
    text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], ordinals: dict[int, Any], found: Sequence[Meeting]
) -> Iterator[Meeting]:
    """The meetings of a sentence that only a number or "next" names, of the kind and body of the one named last."""
    before = found[-1] if found else None
    if before is None:
        return
    near = units[0].sentence - max(n.sentence for n in before.nouns) <= _SENTENCES
    for at, unit in enumerate(units):
        ordinal = next((ordinals[s].value for s in range(unit.start, unit.end) if s in ordinals), None)
        coming, earlier = "next_word" in marks[at], "last_word" in marks[at]
        host = at if "host_verb" in marks[at] and _hosts_it(text, units, marks, at) else None
        if host is None and not near or not (host is not None or coming or earlier or (ordinal and before.ordinal)) or unit.kind == "date":
            continue
        if host is None and _named(units, marks, at):
            continue
        if host is not None and any(0 < unit.index - n.index <= _NEAR for m in found for n in m.nouns if n.sentence == unit.sentence):
            continue  # "the summit that India hosted" has been told of
        verb = _verb(marks, at, coming, _remark(units, at)) if host is None else host
        if verb is None or any(u.text in STOPS for u in units[min(at, verb) : max(at, verb)]):
            continue
        low, high = _clause(units, min(at, verb), max(at, verb))
        told = Meeting(before.type, before.bodies, unit, nouns=[unit], ordinal=ordinal, coming=coming, organ=before.organ)
        told.earlier, told.another = earlier, ordinal is None
        told.city = town_of(text, units, marks, at, low, high)
        told.country = land_of(units, marks, at, low, high) if told.city is None else None
        told.day = nearest_day(text, units, marks, at, low, high)
        published = text.article.published
        ahead = coming or (told.day is not None and published is not None and told.day.first > published.last)
        told.stage = "planned" if ahead or not (earlier or "held" in marks[verb]) else "held"
        told.evidence = [Span(units[low].start, units[high - 1].end)]
        if host is not None and not (told.day and (told.city or told.country)):
            continue
        if told.city or told.country or told.day:
            yield told


def _hosts_it(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a verb of hosting is not told what is hosted, or "it": "Malta is due to host in 2024", "will host it", "the 2024 one"."""
    if "host_it" in marks[at]:
        return True
    last = phrase_end(units, at, meeting_words(text.language.code))
    if units[last].has("by"):
        return False  # "the summit, hosted by Samoa"
    behind = range(last + 1, min(len(units), last + _NEAR + 1))
    after = next((i for i in behind if units[i].kind not in ("date", "name") and not units[i].has("the")), None)
    pronoun = bool(at) and "it_word" in marks[at - 1]
    if after is not None and "it_word" in marks[after]:
        pronoun, after = True, after + 1 if after + 1 < len(units) else None
    if not (pronoun or text.language.settings.get("town_before_noun")):
        return False  # Russian "took" is "hosted" too
    if after is None:
        return bool(behind)
    return units[after].kind != "word" or units[after].has("in", "and", "clause") or "one_word" in marks[after]


def _named(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a noun follows that the number or "next" belongs to."""
    after = units[at + 1] if at + 1 < len(units) else None
    if after is None:
        return False
    near = frozenset().union(*marks[max(0, at - 2) : at + _NEAR])
    verb = marks[at + 1] & {"held", "planned", "host_verb", "here_word"} or after.has("in", "act_verb", "will_word", "future")
    return any(m.startswith("type_") for m in near) or (after.kind in ("word", "name") and not verb and "one_word" not in marks[at + 1])


def _remark(units: Sequence[Unit], at: int) -> int | None:
    """The comma that ends a short remark behind the number or "next"."""
    if at + 1 >= len(units) or not units[at + 1].has("comma"):
        return None
    return next((i for i in range(at + 2, min(len(units), at + 2 + _NEAR)) if units[i].has("comma")), None)


def _verb(marks: Sequence[frozenset[str]], at: int, coming: bool, remark: int | None) -> int | None:
    """The verb of holding behind the number, or for "next" that of hosting before it too."""
    first = at + 1 if remark is None else remark + 1  # "the last, 16th in number, was held"
    behind = [i for i in range(first, min(len(marks), first + _NEAR - 1)) if marks[i] & {"held", "planned", "host_verb", "gather_verb"}]
    before = [i for i in range(at - 1, max(-1, at - _NEAR), -1) if "host_verb" in marks[i]] if coming else []
    return next(iter([*behind, *before]), None)


def _clause(units: Sequence[Unit], first: int, last: int) -> tuple[int, int]:
    """The clause around them: up to the next comma or stop to each side."""
    low = next((i + 1 for i in range(first - 1, -1, -1) if units[i].text in STOPS or units[i].has("comma") and units[i].kind == "sign"), 0)
    high = next((i for i in range(last + 1, len(units)) if units[i].text in STOPS), len(units))
    return low, high
