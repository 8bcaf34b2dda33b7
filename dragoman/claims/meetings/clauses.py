"""The stretch of a sentence that speaks of one meeting: where it ends and the next begins, and which nouns name none of their own."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.words.signs import SEMICOLONS
from dragoman.claims.words.units import Unit

_REACH = 22  # units from the noun within which the day and the town of the meeting stand
_BEHIND = 5  # units behind "meeting" within which stands whose it is


def clause(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> tuple[int, int]:
    """The stretch around the noun that speaks of it: up to where that of the next meeting begins, or a semicolon."""
    low, high = at, at + 1
    while low > 0 and at - low < _REACH and units[low - 1].text not in SEMICOLONS:
        if parting(units, marks, low - 1):
            low = _break(units, marks, low - 1, at) or low
            break
        if "prepare_word" in marks[low - 1]:
            break  # what stands before is of who prepares
        if "type_visit" in marks[low - 1] and (parted := _break(units, marks, low - 1, at)) is not None:
            low = parted  # "cancelled a visit to Turkey after the summit"
            break
        low -= 1
    while high < len(units) and high - at <= _REACH and units[high].text not in SEMICOLONS:
        if parting(units, marks, high):
            high = _break(units, marks, at, high) or high
            break
        if time_before(marks, high):
            break
        high += 1
    return low, high


def _break(units: Sequence[Unit], marks: Sequence[frozenset[str]], one: int, two: int) -> int | None:
    """Where between two meeting nouns the words of the second begin: the last "and" or "after"; None where nothing parts them."""
    for i in range(two - 1, one, -1):
        if "meeting_parts" in marks[i] or units[i].has("and_clitic"):
            return i
    return None


def parting(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether another meeting is told of from here on; one beside which this one was held, and its own session, part nothing."""
    own = "own_session" in marks[at] and named_before(marks, at)
    council = is_organ(units, marks, at) and council_of(units, marks, at)
    another = names_one(marks, at) and not council or _of_another(units, marks, at)
    return another and not own and not beside(units, marks, at) and not part_of_meeting(marks, at)


def time_before(marks: Sequence[frozenset[str]], i: int) -> bool:
    """Whether the words turn to the meeting before: "which last met in Almaty"."""
    if "last_word" not in marks[i]:
        return False
    behind = frozenset().union(*marks[i + 1 : i + 4])
    return "gather_verb" in behind and bool(frozenset().union(*marks[i + 1 : i + 3]) & {"gather_verb", "one_word"})


def part_of_meeting(marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a part of a meeting is named with the meeting: "the high-level week of the 78th session"."""
    return "meeting_part" in marks[at] and any(names_one(marks, i) for i in range(at + 1, min(len(marks), at + _BEHIND + 2)))


def _of_another(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether "meeting" is followed by whose it is: "after the meeting of the Council of Ministers"."""
    if "type_meeting" not in marks[at]:
        return False
    behind = range(at + 1, min(len(units), at + _BEHIND))
    stop = next((i for i in behind if units[i].kind != "word" or units[i].has("in")), None)
    named = stop is not None and bool(units[stop].option("organisation"))
    return named or any("organ_head" in marks[i] or is_organ(units, marks, i) for i in behind if stop is None or i < stop)


def names_one(marks: Sequence[frozenset[str]], at: int) -> bool:
    return any(c in ("type_summit", "type_ministerial", "type_session", "type_forum") for c in marks[at])


def beside(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a meeting is only named as that beside which another one was held: "on the sidelines of the 70th session"."""
    for i in range(at - 1, max(-1, at - 14), -1):
        if "aside_word" in marks[i]:
            return True
        if units[i].has("comma") or units[i].kind == "date":
            return False
    return False


def main_noun(units: Sequence[Unit], marks: Sequence[frozenset[str]], i: int) -> bool:
    meets = any(m == "meet_verb" or (m.startswith("type_") and m not in ("type_talks", "type_visit")) for m in marks[i])
    return "gather_verb" in marks[i] or meets and not beside(units, marks, i)


def named_before(marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether the meeting is named right before its number: "the summit, in its 19th session"."""
    return any(names_one(marks, i) or "type_meeting" in marks[i] for i in range(max(0, at - 5), at))


def is_organ(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether the noun names who meets: a council, or a conference of heads or ministers, "the Conference of Heads of Government"."""
    who = frozenset().union(*marks[at + 1 : at + 3])
    return "body_noun" in marks[at] or "organ_head" in marks[at] and not who.isdisjoint({"heads_word", "ministers_word"})


def council_of(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a council is named as that whose meeting the noun before it is: "the 35th session of the Council of Ministers"."""
    before = next((i for i in range(at - 1, max(-1, at - 4), -1) if not units[i].has("of", "the")), None)
    return before is not None and not marks[before].isdisjoint({"type_session", "type_meeting"})


def part_of_name(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether the noun ends a name that has told the meeting already: "the 22nd Council of Ministers Meeting"."""
    first = next((i for i in range(at - 1, max(-1, at - 5), -1) if marks[i]), None)
    return first is not None and "body_noun" in marks[first] and all(u.kind == "word" and not u.has("in", "and") for u in units[first:at])
