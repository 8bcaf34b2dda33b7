"""What was voted on, in words that can be read alone, and who voted.

The council adopted resolution 12 by 14 votes, with Chad abstaining.      adopted resolution 12
By 14 votes the council adopted a resolution on Chad, Mali abstained.     adopted a resolution on Chad
By 14 votes the resolution was adopted.                                   the resolution was adopted
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit

_DEEDS = ("ballot_act", "adopted", "decide_act", "body_act", "body_act_weak", "organ_deed", "decided_passive", "issued", "deed_passive")
_SIDES = ("vote_for", "vote_against", "vote_abstain")
_LEADS = ("by", "with", "the", "indefinite", "and", "comma", "vote_word", "vote_for", "approval_of", "prep", "by_ballot", "text_between")
_FAR = 22  # units between the verb and the count
_SUBJECT = 8  # units before the verb within which who votes is named
_BEHIND = 2  # units behind a verb that stands first within which who votes is named


def voted_on(text: Text, units: Sequence[Unit], first: int, last: int) -> tuple[Unit | None, int, int] | None:
    """Who voted, and the place in the text where what was decided begins and ends; `first`, `last`: the units that tell the counts."""
    at = _deed(text, units, first, last)
    if at is None:  # "the draft received 12 votes, one was against"
        begin = next((i + 1 for i in range(first - 1, -1, -1) if units[i].text in WALLS), 0)
        return None, units[begin].name_start, units[last].end
    passive = units[at].has("passive", "decided_passive", "deed_passive", "was_word") or bool(at) and units[at - 1].has("was_word")
    begin = _clause(units, at)
    if passive and begin > last:
        return None
    start = units[begin].name_start if passive else _start(text, units[at])
    end = _end(units, at, first, last)
    if end <= at and begin < at:
        passive, start = True, units[begin].name_start  # "the resolution passed with 14 votes"
    if end <= at and not passive:
        return None
    body = None if passive else _voters(text, units, begin, at)
    return (body, start, units[max(end, at)].end) if units[max(end, at)].end > start else None


def _deed(text: Text, units: Sequence[Unit], first: int, last: int) -> int | None:
    """The verb of what was decided: the nearest before the counts, else that behind them, in their clause."""
    if _holds_deed(text, units[last]) or _holds_deed(text, units[first]):
        return last if _holds_deed(text, units[last]) else first
    for places in (range(first - 1, max(-1, first - _FAR), -1), range(last + 1, min(len(units), last + 1 + _SUBJECT))):
        for i in places:
            if units[i].text in WALLS:
                break
            if units[i].has(*_DEEDS) and not units[i].has("not", "vote_word", "vote_for", "vote_paper", "decision_noun"):
                return i
    return None


def _holds_deed(text: Text, unit: Unit) -> bool:
    """Whether a unit that tells a side ends in the verb: Russian "by votes adopted"."""
    words = unit.text.split()
    return len(words) > 1 and unit.has("vote_word") and "ballot_act" in text.language.words.classes(words[-1])[0]


def _start(text: Text, unit: Unit) -> int:
    return text.text.rfind(" ", unit.start, unit.end) + 1 if _holds_deed(text, unit) else unit.name_start


def _clause(units: Sequence[Unit], at: int) -> int:
    first = at
    while first and units[first - 1].text not in WALLS and not units[first - 1].has("comma", "clause", *_SIDES):
        first -= 1
    while first < at and units[first].has("and", "vote_word"):
        first += 1
    return first


def _end(units: Sequence[Unit], at: int, first: int, last: int) -> int:
    """The last unit of what was decided: before the counts, or before who abstained."""
    if at < first:
        end = first - 1
        while end > at and (units[end].has(*_LEADS) or units[end].kind == "sign"):
            end -= 1
        return end
    end = next((i for i in range(at + 1, len(units)) if units[i].text in WALLS), len(units))
    for i in range(at + 1, end):
        if units[i].has("comma") and any(u.has(*_SIDES) for u in units[i + 1 : end]):
            return i - 1
    return end - 1


def _voters(text: Text, units: Sequence[Unit], begin: int, at: int) -> Unit | None:
    """The body before the verb, or right behind it where verbs stand first."""
    if not text.language.settings.get("subject_first"):
        behind = (u for u in units[at + 1 : at + 1 + _BEHIND] if u.option("organisation", "institution"))
        if (one := next(behind, None)) is not None:
            return one
    first = next((i + 1 for i in range(begin - 1, -1, -1) if units[i].text in WALLS or units[i].has("clause")), 0)
    before = [u for u in units[max(first, at - 2 * _SUBJECT) : at] if u.option("organisation", "institution")]
    return before[0] if before else None
