"""Nouns of meetings that name none: a chair's term, an officer's title, a forum yet to be founded, a talk of two."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.meetings.words import number_words
from dragoman.claims.modality import unsaid
from dragoman.claims.names.linking import named_in_front
from dragoman.claims.words.units import Text, Unit

_HELD = ("chair", "assume")  # what is taken and held for a term
_COUNTS = frozenset({"again", "growth_word", "second_one", "told_filler", "list_word"})  # classes of ordinals
_TITLE = 6  # units from an officer's title to the meeting over which he presides
_SITS = 8  # units from who sits to the noun
_TOLD = 8  # units before a meeting within which "it is not true that" stands
_UNKNOWN = 4  # units before "when" within which "nobody knows" stands
_NEAR_TERM = 3  # units before a session within which a verb of presiding stands


def of_officer(text: Text, units: Sequence[Unit], at: int) -> bool:
    """Whether the noun stands in an officer's title: "the president of the summit", and behind a number too."""
    if text.language.settings.get("articles"):
        if units[at].has("chair_person") and " " in units[at].text or at and units[at - 1].has("chair_person") and units[at].clitic:
            return True  # "the president of the session", one unit, and of what behind it
        back = at - 1
        while back > 0 and at - back < 4 and (units[back].kind == "number" or not (units[back].options or units[back].classes - _COUNTS)):
            back -= 1  # "the president of the 32nd session of the (summit)"
        counted = back < at - 1 and units[back].has("chair_person") and bool(units[at].clitic)
        return counted or bool(at) and units[at - 1].has("office_word") and units[at - 1].kind == "word"
    if any(told_day(u) or u.option("city") for u in units[at + 1 : at + 5]):
        return False  # "the chair of the summit in Kazan"
    for i in range(at - 1, max(-1, at - _TITLE - 1), -1):
        unit = units[i]
        if unit.has("office_word") and unit.kind == "word":
            return not (i and units[i - 1].has("will_word", "future", "may"))  # "will chair the meeting"
        if unit.kind not in ("number", "word") and not unit.has("dash") or unit.has("in", "past", "clause") or unit.options:
            return False
    return False


def of_chair_given(text: Text, units: Sequence[Unit], at: int) -> bool:
    """Whether it is the chair of the meeting that changes hands on the day and in the place told: "took the chair of the summit"."""
    before = () if text.language.settings.get("articles") else range(at - 1, max(-1, at - _TITLE), -1)
    for i in before:
        if units[i].has("presidency_word", "chair_sure", "chair") and not units[i].has("preside"):
            return any(u.has("assume", "hand_over", "take_from") for u in units[max(0, i - _NEAR_TERM) : i])
        if units[i].has("chair_role"):
            return any(u.has("take_from") or u.text.endswith(" as") and u.has("assume") for u in units[max(0, i - _NEAR_TERM) : i])
        if not units[i].has("of", "the", "region_adjective", "office_word") and not units[i].option("organisation", "state"):
            return False
    return False


def a_term(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether "session" is a chair's term, not a sitting: Arabic "that presides over the current session"."""
    coming = any("next_word" in m for m in marks[at : at + 3]) and not (at and units[at - 1].has("chair"))
    return not coming and any(u.has("preside", "assume_it", *_HELD) for u in units[max(0, at - _NEAR_TERM) : at])


def of_the_nation(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a cabinet or parliament is who sits: "the parliament of Kenya held a special session on the budget of the bloc"."""
    for i in range(at - 1, max(-1, at - _SITS), -1):
        if units[i].option("organisation") or units[i].text in ".;!?":
            return False
        if "national" in marks[i] or units[i].option("institution"):
            return not any(u.has("comma") for u in units[i:at])
    return False


def made_up(units: Sequence[Unit], at: int) -> bool:
    """Whether a forum is founded or proposed: "creation of a forum", "proposed to call a forum", "the forum was founded"; not "at" one."""
    if any(u.has("found_passive") for u in units[at + 1 : at + 2]):
        return True
    if any(u.has("formerly") for u in units[max(0, at - 2) : at]):
        return True  # "set up the body, then called the Forum, in Lome"
    for unit in reversed(units[max(0, at - 4) : at]):
        if unit.has("in", "place_word") and not unit.has("of"):
            return False
        if unit.has("founding_noun", "found", "propose"):
            return True
    return False


def in_office(units: Sequence[Unit], at: int) -> bool:
    """Whether "sitting" only tells that somebody is in office: "the first sitting US leader"."""
    behind = units[at + 1 : at + 3]
    return units[at].text == "sitting" and bool(behind) and any(u.has("office_word", "leaders_word") or u.text == "leader" for u in behind)


def of_own_name(text: Text, units: Sequence[Unit], at: int, kind: str) -> bool:
    """Whether words of a name stand beside the noun, so that it is of nobody else: "the Weimar Plus group", "the Eastern Economic Forum".

    In a script without capitals that is a forum without an article that something is told of: Arabic "(the) forum of cooperation".
    """
    if not text.language.cased:
        articles = tuple(text.language.settings.get("articles", ()))
        behind = units[at + 1] if at + 1 < len(units) else None
        bare = kind == "forum" and bool(articles) and not units[at].text.startswith(articles) and not units[at].clitic
        return bare and behind is not None and behind.kind == "word" and behind.text.startswith(articles)
    return named_in_front(text, units[at], kind == "forum")


def same_one(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether "the same meeting" is named, of which all has been told."""
    return any("same_word" in m for m in marks[max(0, at - 2) : at + 2])


def several(text: Text, before: Unit) -> bool:
    """Whether a number of meetings is told of, not one."""
    known = number_words(text.language.code).look(before.text) if before.kind == "word" else None
    return before.kind == "number" or (known is not None and not known[0].ordinal and known[0].value > 1)


def of_two(units: Sequence[Unit], at: int) -> bool:
    """Whether two people or states meet, no body: "the meeting with X", "the meeting that X had with the envoys of Y"."""
    clause = units[at + 1 : at + 9] if any(u.has("clause", "relative") for u in units[at + 1 : at + 3]) else []
    had = any(u.option("person") for u in clause) and any(u.has("with") for u in clause)
    return had or any(u.has("between", "with") for u in units[at + 1 : at + 3])


def of_accession(units: Sequence[Unit], at: int) -> bool:
    """Whether talks are those of a state that wants to join, not a meeting of the body that they name."""
    for unit in units[at + 1 : at + _TITLE + 1]:
        if unit.has("accession", "join", "joined_full", "entry"):
            return True
        if unit.kind == "date" or unit.has("comma") or unit.options and unit.option("organisation"):
            return False
    return False


def disbelieved(units: Sequence[Unit], at: int) -> bool:
    """Whether a meeting is told of in what is called untrue, is rumour, or said by nobody: "it is not true that the summit was held"."""
    before = units[max(0, at - _TOLD) : at]
    untrue = any(u.has("deny") and any(v.has("that_word") for v in before[i:]) for i, u in enumerate(before))
    nearly = at > 0 and units[at - 1].has("almost") and units[at - 1].has("not")  # Arabic "all but the summit was held"
    low = max(0, at - _TOLD)  # "rumour has it, the summit", ", they say, ", not "joked at the summit"
    rumoured = any(u.has("hearsay") and any(v.has("comma") for v in units[max(0, i - 1) : i + 2]) for i, u in enumerate(before, low))
    return untrue or nearly or rumoured or unsaid(units, at, at) or asked(units, at)


def asked(units: Sequence[Unit], at: int) -> bool:
    """Whether it is asked if it is so, or nobody knows when: "will X attend the summit?"; not "did you know that", "when was it held?"."""
    before = units[max(0, at - _TOLD) : at]
    for i, unit in enumerate(before):
        if unit.has("presumes") and any(u.has("not") for u in before[max(0, i - _UNKNOWN) : i]):
            return True
    opens = any(u.has("text_asks") and not u.has("presumes") for u in units[:2])
    return opens and units[-1].text in "?\u061f" and not any(u.has("that_word", "relative", "comma") for u in units[:at])
