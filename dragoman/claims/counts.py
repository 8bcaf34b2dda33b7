"""Numbers given for something: "more than 150 events", "55 member states", with what they are about."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import replace

from dragoman.claims.frames import filler, source
from dragoman.claims.meetingwords import number_words
from dragoman.claims.names import Option
from dragoman.claims.numbers import NumberWords, find_numbers
from dragoman.claims.spoken import spoken_of
from dragoman.claims.units import Text, Unit
from dragoman.model import Claim, Filler, Mention, Span

_NEAR = 8  # units before a bare number within which stands what it counts
_SMALL, _FEW_STATES = 3, 7  # up to which a number of things, of states, is no figure
_FEW = 5  # "the five countries" are those just named


def number_claims(text: Text) -> Iterator[Claim]:
    """One claim for each counted thing, share, vote or sum of money in the news of the page."""
    if not any(u.options and u.option("organisation") for u in text.units):
        return  # prices, scores and weather are no business of organisations
    taken = [d.span for d in text.dates]
    words = number_words(text.language.code)
    starts = [u.start for u in text.units]
    for mention in find_numbers(text.text, words, taken):
        unit = text.units[max(0, bisect.bisect_right(starts, mention.span.start) - 1)] if starts else None
        if unit is None or unit.end <= mention.span.start:
            continue  # in a menu, a credit, the headline of another story
        given = _given_to(text, mention, unit)
        if given:  # Arabic: "184 to Japan", written as one word
            bare = replace(mention, value=replace(mention.value, unit=None))
            yield _claim(text, bare, unit, given)
        elif mention.form == "counted":
            if _year(mention, words) or _of_meeting(text, unit):
                continue
            if not (_known_group(text, mention, unit, words) or _duration(mention, words) or _passing(mention, words)):
                yield _claim(text, mention, unit, _about(text, unit, words, mention))
        else:
            yield from _bare(text, mention, unit, words)


def _given_to(text: Text, mention: Mention, unit: Unit) -> tuple[Unit, Option] | None:
    """The state right behind the number that got so many votes, where its name is taken for what is counted."""
    after = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else None
    option = after.option("state") if after and after.clitic and after.end <= mention.span.end and mention.value.unit else None
    return (after, option) if after and option else None


def _year(mention: Mention, words: NumberWords) -> bool:
    """Whether four bare digits are rather a year than a count: "since a 2009 coup"."""
    value, unit = mention.value, [words.key(w) for w in (mention.value.unit or "").split()]
    bare = value.operator == "=" and isinstance(value.value, int) and 1900 < value.value < 2100 and value.value % 100 != 0
    return bare and not any(w in words.classes["member_nouns"] or w in words.classes["votes"] for w in unit)


def _of_meeting(text: Text, unit: Unit) -> bool:
    """Whether the number is that of the meeting named right before it: "session 52"."""
    at = unit.index - text.bounds[unit.sentence][0]
    marks = text.meeting_marks[unit.sentence] if unit.sentence < len(text.meeting_marks) else []
    return 0 < at <= len(marks) and any(m.startswith("type_") for m in marks[at - 1])


def _duration(mention: Mention, words: NumberWords) -> bool:
    unit = (mention.value.unit or "").split()
    return bool(unit) and words.key(unit[0]) in words.classes["durations"]


def _passing(mention: Mention, words: NumberWords) -> bool:
    """Whether a small number only passes by ("two meetings", "six countries were invited"): not of members, seats or votes."""
    value, unit = mention.value.value, [words.key(w) for w in (mention.value.unit or "").split()]
    if mention.value.operator != "=" or not unit or any(w in words.classes["member_nouns"] or w in words.classes["votes"] for w in unit):
        return False
    return bool(value <= _SMALL and isinstance(value, int) or (value <= _FEW_STATES and unit[-1] in words.classes["groups"]))


def _known_group(text: Text, mention: Mention, unit: Unit, words: NumberWords) -> bool:
    """Whether the number counts those just named: "the three countries", "both sides"."""
    if any(c.startswith("group_") for c in unit.classes) or (unit.options and unit.options[0].form == "group"):
        return True
    counted = (mention.value.unit or "").split()
    if not counted or words.key(counted[-1]) not in words.classes["groups"] or mention.value.operator != "=":
        return False
    before = text.units[unit.index - 1] if unit.index and text.units[unit.index - 1].sentence == unit.sentence else None
    article = bool(words.article) and words.key(counted[0]).startswith(words.article)
    definite = article or (before is not None and before.text in words.classes["definite"])
    return mention.value.value == 2 or (definite and mention.value.value <= _FEW)


def _bare(text: Text, mention: Mention, unit: Unit, words: NumberWords) -> Iterator[Claim]:
    """A number whose noun stands elsewhere: "six of them", "Japan (184)" where votes are counted, "a population of 650 million"."""
    first, last = text.bounds[unit.sentence]
    after = " ".join(u.text for u in text.units[unit.index + 1 : min(last, unit.index + 3)])
    them = next((w for w in words.classes["of_them"] if after == w or after.startswith(w + " ")), None)
    before = [u for u in text.units[max(first, unit.index - _NEAR) : unit.index] if u.kind != "sign"]
    if them:
        end = text.units[unit.index + len(them.split())].end if len(after.split()) >= len(them.split()) else mention.span.end
        yield _claim(text, mention, unit, _about(text, unit, words, mention), Span(mention.span.start, max(end, mention.span.end)))
    elif before and any(w in words.classes["votes"] for u in text.units[first:last] for w in u.text.split()):
        voted = before[-1].option("state", "person")
        behind = [u.text for u in text.units[unit.index + 1 : min(last, unit.index + 3)] if u.kind != "sign"][:1]
        if voted or before[-1].text in words.classes["vote_sides"] or (behind and behind[0] in words.classes["vote_sides"]):
            start = before[-1].name_start
            about = (before[-1], voted) if voted else _about(text, unit, words, mention)
            yield _claim(text, mention, unit, about, Span(start, mention.span.end))
    elif any(w in words.classes["population"] for u in before[-5:] for w in u.text.split()) and mention.value.value >= 1000:
        yield _claim(text, mention, unit, _about(text, unit, words, mention))
    elif _ends(text, unit, last) and (noun := _counted_before(before, words)):
        yield _claim(text, mention, unit, _about(text, unit, words, mention), Span(noun.start, mention.span.end))


def _ends(text: Text, unit: Unit, last: int) -> bool:
    return unit.index + 1 >= last or text.units[unit.index + 1].text in ".;)!"


def _counted_before(before: list[Unit], words: NumberWords) -> Unit | None:
    """What is counted where it stands before the number: "applications received: 23"."""
    nouns = words.classes["count_nouns"]
    return next((u for u in before if u.text in nouns or any(w in nouns for w in u.text.split())), None)


def _claim(text: Text, mention: Mention, unit: Unit, about: tuple[Unit, Option] | None, span: Span | None = None) -> Claim:
    span = span or mention.span
    roles: dict[str, tuple[Filler, ...]] = {"what": (Filler(span, span.of(text.text)),)}
    if about:
        roles["about"] = (filler(text, *about),)
    quantity = mention.value
    return Claim(
        kind="number", roles=roles, evidence=span, article=text.article.id, aspect="state",
        rule=f"{text.language.code}/number", attribution=source(text),
        qualifiers={"value": quantity.value, "operator": quantity.operator, "unit": quantity.unit},
    )  # fmt: skip


def _about(text: Text, unit: Unit, words: NumberWords, mention: Mention) -> tuple[Unit, Option] | None:
    """Who the number is given for: the organisation or state named last before it in the sentence, else the one spoken of.

    Members and seats are those of an organisation.
    """
    counted = (mention.value.unit or "").split()
    members = any(words.key(w) in words.classes["member_units"] for w in counted)
    for kinds in (("organisation",), ("organisation", "state")) if members else (("organisation", "state"),):
        for other in reversed(text.units[text.bounds[unit.sentence][0] : unit.index]):
            option = other.option(*kinds)
            if option:
                return other, option
    return spoken_of(text, unit)
