"""Who meets where nobody is named: "the Saudi foreign minister met his Iranian counterpart", as titles on both sides of the verb tell.

In a language that puts the verb first, both stand behind it, the second beside the first or behind a word for "with".
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.names.names import Option
from dragoman.claims.offices.titles import Title
from dragoman.claims.words.units import Text, Unit

_BEFORE = 4  # units between who meets and the verb
_BEHIND = 6  # units between the verb and whom he meets
_WITH = 9  # units between two titles behind the verb, where "with" stands before the second
_VERB = 10  # units from a noun such as "talks" back to the verb that holds them

Party = tuple[Unit, Option]


def officials(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> list[Party]:
    """The states or bodies of the two officials without names who meet, as the verb at a unit tells; none where there are not two."""
    verb = units[holding(marks, at)].index
    here = units[at].sentence
    titles: list[Title] = [t for t in text.titles if not t.holders and t.bodies and t.first.sentence == here and t.status != "former"]
    if text.language.settings.get("subject_first"):
        one = next((t for t in reversed(titles) if 0 < verb - _end(t) <= _BEFORE and _plain(text, _end(t) + 1, verb)), None)
        behind = max(verb, units[at].index)
        two = next((t for t in titles if 0 < t.first.index - behind <= _BEHIND and _plain(text, behind + 1, t.first.index)), None)
    else:
        one = next((t for t in titles if 0 < t.first.index - verb <= 2), None)
        two = next((t for t in titles if one and t.first.index > _end(one) and _met(text, one, t)), None)
    found = [p for t in (one, two) if t and (p := _party(t))]
    return found if len({o.id for _, o in found}) == 2 else []


def holding(marks: Sequence[frozenset[str]], at: int) -> int:
    """The verb that holds the talks which a noun at a unit names: "held in Lome talks"; the unit itself where there is none."""
    if "type_talks" not in marks[at] and "meet_verb" not in marks[at]:
        return at
    return next((i for i in range(at - 1, max(-1, at - _VERB), -1) if "conduct_verb" in marks[i]), at)


def guest_title(text: Text, units: Sequence[Unit], at: int) -> bool:
    """Whether one official without a name stands behind a verb of receiving as the guest."""
    verb = units[at].index
    first = text.language.settings.get("subject_first")
    near = (t for t in text.titles if 0 < t.first.index - verb <= (_BEHIND if first else _WITH) and t.first.sentence == units[at].sentence)
    return any(not t.holders and not t.plural and t.bodies and _party(t) for t in near)


def discusses(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a verb of discussing has who discusses beside it and, behind "with", the other one: "discussed with his counterpart"."""
    if "discuss_verb" not in marks[at]:
        return False
    if joined_pair(text, units, at):
        return True
    titled = {t.first.index for t in text.titles if t.bodies}
    near = range(max(0, at - _BEFORE - 2), min(len(units), at + 1 + 2 * _WITH))
    speaks = [i for i in near if units[i].option("person") or units[i].index in titled]
    beside = any(i < at or i - at <= 2 for i in speaks)
    return beside and any(i > at and any(u.has("with") for u in units[max(at, i - 1) : i]) for i in speaks)


def joined_pair(text: Text, units: Sequence[Unit], at: int) -> list[Party]:
    """The states of two officials without names joined by "and" beside a verb, before it or, where verbs stand first, behind it."""
    verb, first = units[at].index, text.language.settings.get("subject_first")
    titles = [t for t in text.titles if not t.holders and t.bodies and t.first.sentence == units[at].sentence]
    for one in titles:
        two = next((t for t in titles if 0 < t.first.index - _end(one) <= 3), None)
        between = text.units[_end(one) + 1 : two.first.index] if two else []
        joins = two is not None and (any(u.has("and") for u in between) or two.first.has("and_clitic"))
        if two is None or not joins or any(u.options or u.kind == "sign" for u in between):
            continue
        beside = 0 < verb - _end(two) <= 2 if first else 0 < one.first.index - verb <= 2
        found = [p for t in (one, two) if (p := _party(t))]
        if beside and len({o.id for _, o in found}) == 2:
            return found
    return []


def _met(text: Text, one: Title, two: Title) -> bool:
    between = text.units[_end(one) + 1 : two.first.index]
    if any(u.kind == "sign" or u.has("clause", "relative") or u.option("person", "organisation", "state") for u in between):
        return False
    return len(between) <= 1 or len(between) <= _WITH and between[-1].has("with", "from")


def _plain(text: Text, low: int, high: int) -> bool:
    return not any(u.kind == "sign" or u.has("clause", "and") or u.option("person", "organisation", "state") for u in text.units[low:high])


def _end(title: Title) -> int:
    return max([title.last.index, *(b.unit.index for b in title.bodies)])


def _party(title: Title) -> Party | None:
    """The state or organisation of an official; a ministry's or other institution's is its owner."""
    body = title.bodies[0]
    option = body.option
    if option is not None and option.kind not in ("state", "organisation"):
        owner = getattr(body.unit.value, "owner", None)
        option = owner if isinstance(owner, Option) else None
    return (body.unit, option) if option is not None else None
