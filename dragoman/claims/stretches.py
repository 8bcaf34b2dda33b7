"""Stretches of words that fill a role whole: the title of a document, the text of what was decided or aimed at; and whose act it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dragoman.claims.words.patterns import Match
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Filler, Span

_MARKS = frozenset('"\u00ab\u00bb\u201c\u201d')  # quotation marks, opening or closing
_BEHIND = ("acted_passive", "acted_by", "approval_of", "was_decided", "backed_word")  # what these tell of stands before them
_AIMS = ("aim_verb", "aim_noun")
_DEEDS = ("aim_to", "found_for")  # phrases that begin what is aimed at: "to promote"
_BODIES = ("body_word", "body_head", "any_body", "aim_body", "leaders_word")
_OWNER = 7  # units of whose aims: "the main goals of the union are"
_SAID = 8  # units of who says so between commas
_AIMED = 14  # units from a verb of aiming to what is aimed at


def stretch(text: Text, units: Sequence[Unit], match: Match, role: str, used: list[Unit]) -> tuple[Filler, ...]:
    """The words that fill a role whole: a title from its noun to the end of the phrase, a text to the end of the clause."""
    bound = match.roles.get(role)
    first = next(i for i, u in enumerate(units) if u is bound[0]) if bound else match.last + 1 if role == "text" else match.trigger
    if role == "text" and units[match.trigger].has(*_AIMS) and first < len(units) and units[first].has("of"):
        first = next((i for i in range(first, min(len(units), first + _OWNER)) if units[i].has("text_lead", "colon")), first)
    elif role == "text" and units[match.trigger].has(*_AIMS):
        first = _past_owner(units, first)
    if role == "text" and not bound and units[match.last].has("decided_object") and units[match.trigger].has("body_act_weak"):
        first = match.trigger  # "put five sites on its list": what was done, not what stands behind the thing
    first = _beginning(text, units, first) if role == "text" else first
    if role == "text" and units[match.trigger].has("aim_needs_to"):
        goal = _toward(units, match.trigger)
        if goal is None:
            return ()
        first = goal
    last = first - 1
    commas = [i for i in range(match.trigger) if units[i].has("comma")]
    aside = units[match.trigger].has(*_AIMS) and commas == [match.trigger - 1]  # "the bloc, whose aim is to unite them, has"
    inside = sum(u.text in _MARKS for u in units[:first]) % 2 == 1
    for at in range(first, min(len(units), first + (14 if role == "title" else 40))):
        unit = units[at]
        if role == "text" and (inside and unit.text in _MARKS or attributed(units, at) or aside and at > first and unit.has("comma")):
            break
        if unit.text in ".;!?\u061b\u061f" or (
            role == "title" and at > first and (unit.has("comma", "clause", "act_verb") or unit.kind == "date")
        ):
            break
        last = at
    while last > first and units[last].kind == "sign" and units[last].text not in '"\u00bb\u201d':
        last -= 1
    if last < first or last == first and units[first].kind == "sign":
        behind = units[match.trigger].has(*_BEHIND) or match.last > match.trigger  # "backed it the deputies"
        before = _before(units, match) if role == "text" and behind else None
        if before is None:
            return ()
        first, last = before
        used.append(units[first])
    lead = units[first]
    start = lead.start if role == "text" and lead.clitic in text.language.settings.get("articles", ()) else lead.name_start
    if role == "text" and first == match.trigger + 1 and units[match.trigger].has(*_DEEDS):
        start = _deed(text, units[match.trigger], start)
    span = Span(start, units[last].end)
    used.append(units[last])
    return (Filler(span, span.of(text.text)),)


def _past_owner(units: Sequence[Unit], first: int) -> int:
    """Where an aim begins behind whose aim it is, and behind "is": "the goal (of the union is) to remove", "(of which -) to unite"."""
    for at in range(first, min(len(units), first + _OWNER)):
        if units[at].has("be", "text_lead", "dash", "colon") and not units[at].options and at > first:
            return at + 1
        if not (units[at].options or units[at].has("the", "of", "relative", "clause", *_BODIES)):
            return at if units[first].has("leaders_word") else first
    return first


def _deed(text: Text, unit: Unit, behind: int) -> int:
    """Where the verb or noun begins with which an aim is told: "to promote", "for the development of" in Russian; no "for the sake of"."""
    first = unit.text.split()[0]
    if not text.language.settings.get("subject_first"):
        return behind if "from" in text.language.words.classes(first)[0] else unit.start
    return unit.start + len(first) + 1 if first != unit.text else behind


def _toward(units: Sequence[Unit], at: int) -> int | None:
    """What is behind "to" where who aims stands before it, as in Arabic: "aims the union to ..."; none where a document does."""
    for i in range(at + 1, min(len(units), at + _AIMED)):
        if units[i].has("goal_to"):
            return i + 1
        if units[i].text in WALLS:
            break
    return at + 1


def _beginning(text: Text, units: Sequence[Unit], first: int) -> int:
    """Where what was decided or aimed at begins: behind a remark between commas ("decided, at its session, to"), behind "are"."""
    if first + 1 < len(units) and units[first].has("comma") and units[first + 1].has("that_word", "that_clause"):
        first += 1  # "ruled, that ...", as in Russian
    elif first < len(units) and units[first].has("comma"):
        close = next((i for i in range(first + 1, min(len(units), first + 16)) if units[i].has("comma")), first)
        first = close + 1
    if first and "to_verb" in text.language.words.classes(units[first - 1].text.split()[-1])[0] and not units[first].has("to_verb"):
        return first  # "agreed to include Togo"
    while first + 1 < len(units) and (units[first].has("text_lead", "dash") or units[first].text == ":"):
        first += 1
    return first


def attributed(units: Sequence[Unit], at: int) -> bool:
    """Whether a comma begins who says so: ", agencies reported", ", according to the text"."""
    behind = units[at + 1 : at + 1 + _SAID]
    if not units[at].has("comma") or not any(u.has("text_end", "speech_word") for u in behind[:3]):
        return False
    return not any(u.has("comma") and v.has("dash") for u, v in pairwise(behind))  # "the aim of Togo, he said, - to help"


def _before(units: Sequence[Unit], match: Match) -> tuple[int, int] | None:
    """The clause up to the trigger, where nothing follows it: "The request was turned down by the Council."."""
    first = next((i + 1 for i in range(match.first - 1, -1, -1) if units[i].text in WALLS or units[i].has("comma", "clause")), 0)
    last = match.trigger - 1
    if 0 < last < first:  # "The text, moved by Togo, was backed by ten"
        first, last = 0, last - 1
    if first > 1 and units[first - 1].has("comma") and all(map(_who, units[first : last + 1])):
        first, last = 0, first - 2  # "the seat will be in Lome, the ministers decided"
    if last < first:  # Arabic: "was extended the mission by the union"
        first = match.trigger + 1
        last = next((i - 1 for i in range(first, match.last) if units[i].has("by")), first - 1)
    return (first, last) if last >= first and any(u.kind == "word" for u in units[first : last + 1]) else None


def _who(unit: Unit) -> bool:
    """Whether a unit only names who decides: "the ministers"."""
    return bool(unit.options) or unit.has("the", "of", "leaders_word", "beside_verb", "deciders")


def of_official(units: Sequence[Unit], match: Match) -> bool:
    """Whether the body only says whose official acts: "the head of the commission dismissed"; its leaders together are the body."""
    for body in match.roles.get("body", ()):
        at = body.index - units[0].index
        before = next((u for u in reversed(units[max(0, at - 3) : at]) if not u.has("of", "the", "list_word")), None)
        if body.option("organisation") and before and before.has("office_word") and not before.has("leaders_word"):
            return True
    return False
