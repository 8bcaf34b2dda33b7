"""Meetings that a name holds: "the Tenth Ministerial Conference in Nairobi", "the 91st General Assembly of Interpol".

A name is read as a whole, so its noun is no word of the sentence. It names a meeting where it is counted or told to gather; without that
it names the body ("the General Assembly adopted"), unless it stands in a town that the sentence dates.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.meetings.bodies import Meeting, part_of
from dragoman.claims.meetings.words import STAGES, meeting_words, number_words
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.names import Option
from dragoman.claims.names.spoken import main_body, spoken_of
from dragoman.claims.words.lexicon import load_language
from dragoman.claims.words.units import Text, Unit

_KINDS = ("type_summit", "type_ministerial", "type_session", "type_forum")  # the first that the name holds is its own
_BEFORE = 4  # units before the name within which its number or its verb stands
_STEM, _LAST = 5, 12  # letters by which a noun is known in a name; organisations named last among which it is sought
_BEHIND = 3  # units behind it within which its town stands


def named_meetings(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]]) -> Iterator[tuple[int, frozenset[str]]]:
    """The places of names that name a meeting, and the classes of the noun in each."""
    for at, unit in enumerate(units):
        option = unit.option("organisation") if unit.kind == "name" else None
        if option is None or _is_body(units, marks, at):
            continue
        kind = _noun_in(text.language.code, unit.text)
        if kind and (_counted(text, units, at) or _gathers(marks, at) or _in_a_town(units, at) or _takes_place(text, units, marks, at)):
            yield at, frozenset({kind, "named_meeting"})


def _is_body(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether the name is told as that of a body, or of those who meet: "founded as the Forum for Ports", "leaders of the Forum met"."""
    row = [i for i in range(max(0, at - _BEFORE), at) if not units[i].has("the")]
    if not row or not units[row[-1]].has("as", "of"):
        return False
    if units[row[-1]].has("as"):
        return any(units[i].has("found", "found_passive", "formerly") for i in row)
    return any(marks[i] & {"heads_word", "ministers_word"} for i in row)


@functools.lru_cache(maxsize=4096)  # the names of a page come again
def _noun_in(code: str, name: str) -> str | None:
    words = meeting_words(code)
    parts = name.split()
    head = parts[0]
    if len(parts) > 1 and "body_word" in load_language(code).words.classes(head)[0] and not words.classes(head)[0].intersection(_KINDS):
        return None  # "the Organisation of the Islamic Conference"
    said = frozenset().union(*(words.classes(w)[0] for w in parts))
    for at, word in enumerate(parts):
        phrases = words.phrases(word)
        said = said.union(*(p.classes for p in phrases if p.words == tuple(parts[at : at + len(p.words)])))
    if "ministers_word" in said and said & {"type_forum", "type_session", "type_meeting"}:
        return "type_ministerial"
    return next((kind for kind in _KINDS if kind in said), None)


def _counted(text: Text, units: Sequence[Unit], at: int) -> bool:
    """Whether a number belongs to the name: "the 91st General Assembly", "Tenth Ministerial Conference"."""
    words = number_words(text.language.code)
    first = words.look(units[at].text.split()[0])
    if first is not None and first[0].ordinal:
        return True
    behind = units[at + 1] if at + 1 < len(units) and not text.language.settings.get("subject_first", False) else None
    if behind is not None and _is_ordinal(text, behind):
        return True
    before = units[at - 1] if at else None
    if before is None or before.sentence != units[at].sentence:
        return False
    if before.kind == "number":
        return before.text.isdecimal() is False
    suffixed = at > 1 and units[at - 2].kind in ("number", "sign") and before.text in words.numerals.suffixes
    return suffixed or _is_ordinal(text, before)


def _is_ordinal(text: Text, unit: Unit) -> bool:
    known = number_words(text.language.code).look(unit.text) if unit.kind == "word" else None
    return known is not None and (known[0].ordinal or unit.text.startswith(str((text.language.settings.get("articles") or ["-"])[0])))


def _gathers(marks: Sequence[frozenset[str]], at: int) -> bool:
    return any("gather_verb" in m for m in marks[max(0, at - _BEFORE) : at + 3])


def _in_a_town(units: Sequence[Unit], at: int) -> bool:
    """Whether a town stands right behind the name, as its place, in a sentence that tells a day."""
    for i in range(at + 1, min(len(units), at + 1 + _BEHIND)):
        if units[i].option("city"):
            return units[i - 1].has("in") and any(told_day(u) for u in units)
        if not units[i].has("comma", "in"):
            return False
    return False


def _takes_place(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether the words beside the name tell that it takes place, or who is its host, with a place or a day."""
    if any(m.startswith("type_") for m in frozenset().union(*marks[max(0, at - 2) : at])):
        return False  # "the session of the assembly took place"
    hosts = any("host_verb" in m for m in marks[max(0, at - _BEHIND) : at])
    if hosts and any(u.option("city", "state") for u in units[max(0, at - _BEFORE - 1) : at]):
        return True
    verbs = marks[at + 1 : at + 2] if text.language.settings.get("subject_first") else marks[max(0, at - 1) : at]
    if not any("takes_place" in m for m in verbs):
        return False
    return any(told_day(u) or u.option("city") or u.option("state") and units[i].has("in") for i, u in enumerate(units[at + 2 :], at + 1))


def name_body(text: Text, units: Sequence[Unit], at: int) -> tuple[Unit, Option] | None:
    """Whose meeting a name names: the organisation right behind it, that whose organ it is, else the one spoken of."""
    unit = units[at]
    option = unit.option("organisation")
    behind = next((u for u in units[at + 1 : at + 5] if not u.has("of", "the") and not _is_ordinal(text, u)), None)
    of = behind.option("organisation") if behind is not None else None
    if behind is not None and of is not None and of.form != "anaphor":
        return behind, of
    main = main_body(text)
    if option and not option.id.startswith(NEW) and (option.form == "name" or main is None):
        return unit, option
    if option and main and (whole := part_of(option.id)) and whole in (main[1].id, part_of(main[1].id)):
        return unit, option
    whose = spoken_of(text, unit)
    whose = main if whose is None or whose[1].id.startswith(NEW) else whose
    return None if whose is None or whose[1].id.startswith(NEW) else whose


def _standing_body(text: Text, units: Sequence[Unit], at: int) -> bool:
    """Whether a noun in small letters is short for a body, and nothing beside it tells that it is held: "withdrew from the forum"."""
    option = units[at].option("organisation")
    beside = text.meeting_marks[units[at].sentence][max(0, at - 3) : at + 4]
    return option is not None and option.form == "anaphor" and all(m.isdisjoint(STAGES) for m in beside)


def body_itself(text: Text, units: Sequence[Unit], at: int, found: Sequence[Meeting]) -> bool:
    """Whether a bare noun is short for the body whose name holds it: "suspended from the Forum", "the Conference agreed"."""
    unit = units[at]
    article = str((text.language.settings.get("articles") or [""])[0])
    word = unit.text[len(unit.clitic) :]
    if text.language.cased and not unit.upper and not _standing_body(text, units, at) or article and not word.startswith(article):
        return False
    if any(u.option("city", "state") for u in units[at + 1 : at + 3]):
        return False  # "the Forum in Apia"
    stem = word.removeprefix(article)[:_STEM]
    named = [o for u in text.units[: unit.index] if u.options and (o := u.option("organisation")) and o.form != "anaphor"]
    organs = (m.organ.of(text.text).casefold() for m in found if m.organ and m.organ.end < unit.start)
    return any(stem in text.names.words_of(o.id) for o in named[-_LAST:]) or any(stem in organ for organ in organs)
