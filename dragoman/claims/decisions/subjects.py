"""Whose deed a verb of deciding tells: the body, its organ or those who sit in it, by the grammar of the clause.

The Council on Friday lifted the ban.              before the verb, with what may stand between
Lifted the council the ban.                        behind it, as in Arabic and Russian
It also named Nauru host of the next session.      who did something in the sentence before
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.claims.decisions.deeds import NO_BODY
from dragoman.claims.frames import fillers
from dragoman.claims.papers.papers import ACTS
from dragoman.claims.words.caseendings import PLURAL, agreeing
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Filler

_SITTING = ("leaders_word", "deciders")
_PARTS = frozenset({"council", "board", "organ", "court", "parliamentary", "assembly", "conference"})
NAME = 9  # units of the name of a body
BETWEEN = 8  # units between a subject and its verb
BEHIND = 3  # units behind a verb within which its subject begins
FREE = 8  # units behind it where the order of words is free
_REMARK = 12  # units of a remark between commas
QUOTES = frozenset('"\u00ab\u201c')  # marks before a name
_SET = 4  # units with which a clause begins that tells at what meeting
_AGENTS = ("leaders_word", "sides", "states_word", "members_plural", "led_by", "delegation_word")


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what a verb tells: the first and last unit of the words for it, as indices of the sentence, and its bodies."""

    first: int
    last: int
    bodies: tuple[Filler, ...]
    organ: bool
    lead: int | None = None  # where what they did is told from, if not right behind the verb


def subject_of(text: Text, units: Sequence[Unit], at: int) -> Subject | None:
    """The body that is the subject of a verb, named beside it; None where there is none."""
    settings = text.language.settings
    if at + 1 < len(units) and units[at + 1].has("by"):
        return None
    if settings.get("subject_first"):
        return _cased(text, units, at) if settings.get("oblique") else _left(text, units, at)
    behind = next((i for i in range(at + 1, min(len(units), at + 1 + BEHIND)) if not passed(units[i])), len(units))
    bare = behind < len(units) and (not units[behind].clitic or units[behind].clitic in settings.get("articles", ()))
    if bare and _decides(units[behind]):
        last = behind
        while (
            last + 1 < len(units)
            and last - behind < NAME
            and (units[last + 1].option("organisation", "institution") or _sits(units[last + 1]))
        ):
            last += 1
        return _made(text, units, behind, last)
    return _left(text, units, at)


def passed(unit: Unit) -> bool:
    """Whether a unit may stand between a verb and who acts: a day, an adverb, the mark before a name."""
    return unit.kind == "date" or unit.text in QUOTES or unit.has("beside_verb", "by_ballot")


def _left(text: Text, units: Sequence[Unit], at: int) -> Subject | None:
    """The subject before a verb: the name of a body, with nothing but days, places, adverbs and remarks between."""
    last = _past_remarks(text, units, at - 1)
    if last < 0 or not _of_name(units[last]):
        return None
    first = last
    while first > 0 and last - first < NAME and _of_name(units[first - 1]):
        first -= 1
    while first < last and units[first].has("and", "of"):
        first += 1
    if first and units[first - 1].has("prep", "verb_not_after", "in", "to", "by", "with", "from", "office_word", "member_word"):
        return None
    return _made(text, units, first, last)


def _past_remarks(text: Text, units: Sequence[Unit], at: int) -> int:
    """The last unit of the subject before a verb, stepped over what may stand between the two."""
    adverbs = tuple(text.language.settings.get("adverb_endings", ())) or ("\0",)
    start = at
    while at >= 0 and start - at < BETWEEN:
        unit = units[at]
        if unit.has("comma"):
            if not text.language.settings.get("subject_first") and not units[0].has("was"):
                return -1  # "had the council, which sits in Cairo, extended": Arabic, else a new clause
            opened = next((i for i in range(at - 1, max(-1, at - _REMARK), -1) if units[i].has("comma")), -1)
            if opened <= 0 or any(u.text in WALLS or u.has("clause", "relative") for u in units[opened + 2 : at]):
                return -1
            at = start = opened - 1
        elif passed(unit) or unit.kind == "word" and not unit.classes and unit.text.endswith(adverbs):
            at -= 1
        elif unit.option("city") and at and units[at - 1].has("in", "place_word"):
            at -= 2
            at -= at >= 0 and units[at].has("gathering", "met_word")
        elif unit.option("city") and at and units[at - 1].has("event_of") and _sits(units[at - 1]):
            at -= 1  # "the summit of Lome", as in Arabic
        elif unit.kind == "word" and unit.has("on", "in") and at + 1 < len(units) and units[at + 1].kind == "date":
            at -= 1
        else:
            return at
    return -1


def _of_name(unit: Unit) -> bool:
    """Whether a unit may belong to the words for a body: "Committee of Permanent Representatives of the union"."""
    if unit.kind == "sign" or unit.has("possessive"):
        return unit.has("possessive")
    if unit.kind == "date" or unit.option("person", "city"):
        return False
    if _decides(unit) or unit.has("the", "of", "and"):
        return True
    return unit.upper and unit.kind in ("word", "name") and unit.classes.isdisjoint(ACTS | {"clause", "relative", "office_word"})


def _cased(text: Text, units: Sequence[Unit], at: int) -> Subject | None:
    """The subject in the nominative, before or behind the verb, in a language of cases and free order."""
    word = units[at].text.split()[0]
    tag = {"\u043b": "m", "\u0430": "f", "\u043e": "n", "\u0438": "p"}.get(word[-1], "")
    if not tag:
        return None
    commas = 0
    for i in range(at - 1, max(-1, at - BETWEEN - NAME), -1):
        unit = units[i]
        commas += unit.has("comma")
        if unit.option("person") or unit.has("office_word") and not unit.has("decider_of"):
            return None
        if unit.text in WALLS or unit.has("clause", "relative"):
            break
        if commas == 1 and not any(u.has("comma") for u in units[max(0, i - _REMARK) : i]):
            break
        if commas != 1 and _acts(units, i, tag):
            return _made(text, units, i, _named_until(units, i, at))
        if i != at - 1 and not ACTS.isdisjoint(unit.classes) and commas != 1:
            break
    for i in range(at + 1, min(len(units), at + FREE)):
        unit = units[i]
        if unit.kind == "sign" or unit.has("clause", "relative", "and") or unit.option("person"):
            break
        if _acts(units, i, tag):
            return _made(text, units, i, _named_until(units, i, len(units)))
    return _unnamed(text, units, at) if tag == "p" else None


def _unnamed(text: Text, units: Sequence[Unit], at: int) -> Subject | None:
    """Those who sat where a clause says: "at the summit in Lome Togo (they) admitted", a plural verb that nothing in the clause governs.

    Before the verb there are only where and when, one state, or a thing that bodies decide on; behind it is nobody who acts.
    """
    first = next((i + 1 for i in range(at - 1, -1, -1) if units[i].text in WALLS or units[i].has("comma", "clause")), 0)
    clause = units[first:at]
    if not clause or not clause[0].has("in", "occasion_lead", "place_word"):
        return None
    body = next((u for u in clause[1:] if u.option("organisation")), None)
    if not any(u.has("event_word", "event_of", "talk_noun") for u in clause[:_SET]) and (body is None or not clause[0].has("in")):
        return None
    end = next((i for i in range(at + 1, min(len(units), at + BEHIND)) if units[i].has("prep") or units[i].kind == "sign"), at + BEHIND)
    if sum(bool(u.option("state")) for u in clause) > 1 or any(_someone(u) for u in [*clause, *units[at + 1 : end]] if u is not body):
        return None
    named = fillers(text, [body], ("organisation",)) if body else ()
    thing = at > first and (units[at - 1].option("state") is not None or units[at - 1].has("decided_object", "extended_thing", "refusable"))
    return Subject(at, at, named, True, at - 1 if thing else at)


def _someone(unit: Unit) -> bool:
    """Whether a unit may be who acts: people, a number of them, a word that the lexicon does not have and that no case shows to be none."""
    if unit.option("person", "institution") or unit.kind == "number" or unit.has("relative", "they_word", "and", *_AGENTS):
        return True
    if (option := unit.option("organisation")) and not unit.has("any_body"):
        return not option.oblique
    known = unit.kind != "word" or unit.classes or unit.upper or unit.options
    return not known and unit.text[-1] in PLURAL


def _named_until(units: Sequence[Unit], first: int, end: int) -> int:
    """The last unit of a name: the owner in the genitive goes with it ("the council of ministers of the union")."""
    last = first
    while (
        last + 1 < min(end, len(units))
        and last - first < NAME
        and (units[last + 1].option("organisation") or units[last + 1].has("decider_of"))
    ):
        last += 1
    return last


def _acts(units: Sequence[Unit], i: int, tag: str) -> bool:
    """Whether a unit is a body in the case and number in which it does what a verb of that gender tells."""
    unit = units[i]
    if i and units[i - 1].has("prep", "in", "office_word"):
        return False
    option = unit.option("organisation")
    if option is not None:
        if option.oblique or tag == "p" and not (i > 1 and units[i - 1].has("and")):
            return False
        return True if " " in unit.text or len(unit.text) < 6 else agreeing(unit.text, tag)
    if unit.option("institution"):
        return tag != "p"
    word = unit.text.split()[0]
    plural = word[-1] in PLURAL
    return unit.has(*_SITTING) and (plural if tag == "p" else not plural and agreeing(word, tag))


def _decides(unit: Unit) -> bool:
    return unit.option("organisation", "institution") is not None or _sits(unit)


def _sits(unit: Unit) -> bool:
    """Whether a unit is a word for those who sit in a body, in English also the heads of state for short: "Heads welcomed Togo"."""
    return unit.has(*_SITTING) or unit.upper and unit.has("sitting_heads")


def _made(text: Text, units: Sequence[Unit], first: int, last: int) -> Subject | None:
    """The subject of those words, where it is a body; who heads or belongs to one is none."""
    inside = units[first : last + 1]
    if not any(map(_decides, inside)) or any(u.option("person") or u.has("other_word") or _heads(u) for u in inside):
        return None
    if any(o.kind == "institution" and o.id.startswith(NO_BODY) for u in inside for o in u.options):
        return None
    named = [u for u in inside if (o := u.option("organisation", "institution")) and o.form != "anaphor"]
    organ = any(_sits(u) and not u.has("no_organ") for u in inside) or any(map(is_part, named))
    return Subject(first, last, fillers(text, named, ("organisation", "institution")), organ)


def _heads(unit: Unit) -> bool:
    return unit.has("office_word") and not unit.has("leaders_word", "decider_of")


def is_part(unit: Unit) -> bool:
    """Whether a unit names a body of those who sit and decide: a council, a board, an assembly."""
    option = unit.option("organisation")
    entity = gazetteer().entity("organisation", option.id) if option else None
    return bool(entity and entity.facts.get("kind") in _PARTS)


def meant(text: Text, units: Sequence[Unit], at: int) -> Subject | None:
    """Whom the sentence before told of, where this one begins with a pronoun or its verb: "It also named ..."."""
    lead = units[:at]
    if not all(passed(u) or u.has("body_it", "they_word", "plural_pronoun", "state_it") for u in lead):
        return None
    told = text.decided
    if told is None or units[0].sentence - told[0] != 1:
        opener = _opener(text, units[0].sentence) if any(u.has("body_it", "they_word") for u in lead) else None
        return (
            Subject(at, at, fillers(text, [opener], ("organisation", "institution")), _sits(opener) or is_part(opener)) if opener else None
        )
    if not lead and (text.language.settings.get("subject_first") or _may_act(text, units[at + 1 : at + 3])):
        return None
    return Subject(at, at, told[1], told[2])


def _opener(text: Text, sentence: int) -> Unit | None:
    """The body, or those who sit in it, with whom the sentence before begins: "The Council discussed Mali. It agreed to"."""
    if not sentence or text.units[text.bounds[sentence][0]].paragraph != text.units[text.bounds[sentence - 1][0]].paragraph:
        return None
    first, last = text.bounds[sentence - 1]
    row = text.units[first : min(last, first + _SET)]
    at = next((i for i, u in enumerate(row) if not (passed(u) or u.has("the"))), len(row))
    behind = row[at + 1 : at + 2]
    if not behind or not _decides(row[at]) or any(u.has("possessive", "office_word", "and", "of") for u in behind):
        return None
    return row[at]


def _may_act(text: Text, behind: Sequence[Unit]) -> bool:
    """Whether the words behind a verb that comes first may be who acts."""
    articles = tuple(text.language.settings.get("articles", ()))
    return any(u.options or u.has("office_word") or articles and u.text.startswith(articles) for u in behind[:1]) or any(
        u.options for u in behind
    )
