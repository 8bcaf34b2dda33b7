"""Whose a number is: the organisation or state that it is given for."""

from __future__ import annotations

from dragoman.claims.names.names import Option
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.numbers.numbers import NumberWords
from dragoman.claims.words.signs import MONEY
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Mention

_SMALL = 3  # units between a number of members and whose they are, halved


def about_whom(text: Text, unit: Unit, words: NumberWords, mention: Mention) -> tuple[Unit, Option] | None:
    """Who the number is given for: the organisation or state named last before it in the sentence, else the one spoken of.

    Members and seats are those of an organisation.
    """
    counted = (mention.value.unit or "").split()
    members = any(words.key(w).removeprefix(words.article) in words.classes["member_units"] for w in counted)
    if counted and words.key(counted[-1]) in words.classes["compound_units"] and "-" in mention.span.of(text.text):  # "the 15-nation union"
        behind = text.units[unit.index + 1 : min(text.bounds[unit.sentence][1], unit.index + 5)]
        if one := next(((u, o) for u in behind if (o := u.option("organisation"))), None):
            return one
    if members and (one := _members_of(text, mention, unit)):
        return one
    for kinds in (("organisation",), ("organisation", "state")) if members else (("organisation", "state"),):
        for other in reversed(text.units[text.bounds[unit.sentence][0] : unit.index]):
            option = other.option(*kinds)
            if option and not _of_currency(text, other, words):
                return _first_of_two(text, other) or (other, option)
    return spoken_of(text, unit)


def voters(text: Text, unit: Unit) -> tuple[Unit, Option] | None:
    """The body that votes: the first named in the sentence before the count."""
    before = text.units[text.bounds[unit.sentence][0] : unit.index]
    return next(((u, o) for u in before if (o := u.option("organisation"))), None)


def owner(text: Text, noun: Unit) -> tuple[Unit, Option] | None:
    """The organisation right behind those counted: "members of the East African Community"."""
    behind = text.units[noun.index + 1 : min(text.bounds[noun.sentence][1], noun.index + 4)]
    at = next((i for i, u in enumerate(behind) if not u.has("of", "the")), None)
    option = behind[at].option("organisation") if at is not None else None
    return (behind[at], option) if at is not None and option else None


def _members_of(text: Text, mention: Mention, unit: Unit) -> tuple[Unit, Option] | None:
    """The organisation whose members are counted, in or right behind the words: "27 EU members", "the 22 states members of the League"."""
    for other in text.units[unit.index + 1 : min(text.bounds[unit.sentence][1], unit.index + 2 * _SMALL)]:
        option = other.option("organisation")
        if option:
            return other, option
        if other.start >= mention.span.end and not other.has("of", "the", "in", "member_word", "member_noun", "members_word"):
            return None
    return None


def _of_currency(text: Text, unit: Unit, words: NumberWords) -> bool:
    """Whether a state's name is only that of its money: "US$125", "20 Australian dollars"."""
    if text.text[unit.end : unit.end + 1] in MONEY and unit.end < len(text.text):
        return True
    behind = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else None
    return behind is not None and any(len(form) == 1 for form, _ in words.units.get(words.key(behind.text), ()))


def _first_of_two(text: Text, other: Unit) -> tuple[Unit, Option] | None:
    """The body named first where a number is of it and a state: "trade between the bloc and India"."""
    row = [u for u in text.units[max(text.bounds[other.sentence][0], other.index - 5) : other.index] if not u.has("the", "of")]
    if len(row) < 3 or not (row[-1].has("and") or other.has("and_clitic")):
        return None
    one = row[-2] if row[-1].has("and") else row[-1]
    lead = row[-3] if row[-1].has("and") else row[-2]
    option = one.option("organisation") if lead.has("between") else None
    return (one, option) if option else None
