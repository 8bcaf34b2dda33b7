"""Meetings told by what was decided at them: leaders, ministers or members, a town away from the seat, and an act of a body.

In Lusaka in April 1980 the leaders of nine countries agreed to ...
Its heads of state admitted Somalia in Arusha on Friday.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.meetings.bodies import Meeting
from dragoman.claims.meetings.gists import at_home, day_of, doubted, place_of, told_meeting
from dragoman.claims.meetings.words import meeting_words, number_words
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.names.spoken import Named, main_body
from dragoman.claims.words.units import Text, Unit

_ACTS = ("ballot_act", "decide_act", "adopted", "admit_sure", "agreed_word", "decide_they", "invite", "body_act")
_STOPS = frozenset(";:.!?\u061b")
_NEAR = 7  # units between the verb and who acts
_LISTED = 3  # states whose leaders or ministers act as those of a body
_HEADS = frozenset({"heads_word", "ministers_word"})
_WHO = _HEADS | {"allies_word"}


def meeting_act(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]]) -> Iterator[Meeting]:
    """The meeting at which a body's leaders, ministers or members decided what the sentence tells."""
    if not any(m & _WHO for m in marks if m):
        return
    at = next((i for i, u in enumerate(units) if u.kind == "word" and u.has(*_ACTS)), None)
    if at is None:
        return
    low, high = _stretch(units, at)
    acting = range(max(low, at - _NEAR), min(high, at + _NEAR))
    heads = [i for i in acting if marks[i] & _WHO]
    if not heads or any(_of_others(text, units, i) for i in heads) or _of_few(units, heads, at, low, high):
        return
    near, who = units[low:high], frozenset().union(*(marks[i] for i in heads))
    place, day = place_of(units, marks, low, high), day_of(units, low, high)
    clitics = text.language.settings.get("place_clitics", ())
    if place is None or place[0].clitic and place[0].clitic not in clitics or doubted(near):
        return
    if any(u.option("person") or u.has("office_word", "future") for u in near):
        return
    if any(u.has("with") for u in units[max(low, at - _NEAR) : at + 2]):
        return  # "agreed with"
    body = _actor(text, units, at, low, high) or main_body(text)
    if body is None or not (day or who & _HEADS) or at_home(body, place) and not day:
        return
    kind = "summit" if "heads_word" in who else "ministerial" if "ministers_word" in who else "session"
    yield told_meeting(text, kind, body, units[at], place, day, near)


def _of_few(units: Sequence[Unit], heads: Sequence[int], at: int, low: int, high: int) -> bool:
    """Whether those who act are the leaders or ministers of a state or two: "the foreign ministers of Peru and Chile"."""
    states = {o.id for u in units[low:high] if (o := u.option("state")) and o.form != "group" and not u.option("city")}
    if not 0 < len(states) < _LISTED:
        return False
    beside = (u for i in heads for u in units[max(0, i - 2) : min(i + 4, at) if i < at else i + 4])
    return any((o := u.option("state")) and o.form != "group" for u in beside)


def _of_others(text: Text, units: Sequence[Unit], i: int) -> bool:
    """Whether leaders are those of something else than states: "the rebel leaders", "the leaders of the opposition"."""
    beside = i - 1 if text.language.settings.get("town_before_noun") else i + 1
    after = next((u for u in units[i + 1 : i + 4] if not u.has("of", "the")), None)
    of = after if after is not None and units[i + 1].has("of") else units[beside] if 0 <= beside < len(units) else None
    if of is None or of.kind != "word" or of.classes or of.options or of.clitic:
        return False
    return not meeting_words(text.language.code).classes(of.text)[0] and number_words(text.language.code).look(of.text) is None


def _stretch(units: Sequence[Unit], at: int) -> tuple[int, int]:
    """The clause around a verb: from stop to stop, or where another clause begins."""

    def ends(i: int) -> bool:
        return units[i].text in _STOPS or units[i].has("relative", "that_word")

    low = next((i + 1 for i in range(at - 1, -1, -1) if ends(i)), 0)
    high = next((i for i in range(at + 1, len(units)) if ends(i) or units[i].has("clause")), len(units))
    return max(low, at - 2 * _NEAR), min(high, at + 2 * _NEAR)


def _actor(text: Text, units: Sequence[Unit], at: int, low: int, high: int) -> Named | None:
    """The body beside the verb that acts: before it, in languages that put the verb first behind it."""
    first = text.language.settings.get("subject_first", False)
    row = range(at - 1, max(low, at - _NEAR) - 1, -1) if first else range(at + 1, min(high, at + _NEAR))
    for i in row:
        option = units[i].option("organisation")
        if option and not in_a_title(text, units[i]):
            return units[i], option
        if units[i].option("state") and not units[i].option("city"):
            return None
    return None
