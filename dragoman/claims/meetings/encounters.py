"""Bilateral talks and visits: who met whom, who went where, as told by a verb or a noun of meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler, source
from dragoman.claims.meetings.days import of_plan
from dragoman.claims.meetings.officials import discusses, guest_title, holding, joined_pair, officials
from dragoman.claims.meetings.traps import asked
from dragoman.claims.modality import modality
from dragoman.claims.names.names import Option
from dragoman.claims.people.people import person_at
from dragoman.claims.words.signs import SEMICOLONS
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import FACTUAL, Claim, Date, Filler, Span

_TALKS = frozenset({"meet_verb", "receive_verb", "type_talks"})
_VISITS = frozenset({"visit_verb", "type_visit"})
_FUTURE = frozenset({"will_meet", "will_visit"})
_MET = _TALKS | _VISITS | _FUTURE
_SUMMITS = frozenset({"type_summit", "type_ministerial", "type_session", "type_forum", "type_council"})
_MOST = 4  # parties; more of them make a conference
_REACH = 24  # units to each side of the verb within which those stand who meet
_LINK = 3  # units before a verb within which a comma or "and then" joins it to the one before
_TOPIC = 3  # units behind talks that tell what they are about
_TITLE = 5  # units of a title between a preposition and the name
_OBJECT = 10  # units behind "received" within which the guest stands, behind "visited" the place
_NOT_HELD = frozenset({"denied", "conditional"})

Party = tuple[Unit, Option]


@dataclass
class Encounter:
    """Talks or a visit as a page tells of it."""

    type: str
    parties: list[Party]
    people: list[Unit]
    modality: str
    evidence: Span
    day: Date | None = None
    place: Party | None = None
    ids: set[str] = field(default_factory=set)


def encounter_claims(text: Text) -> Iterator[Claim]:
    """One claim for each meeting of officials of two states or bodies, and for each visit to a town or state."""
    found: list[Encounter] = []
    if not text.meeting_marks:
        return  # a language without words of meetings
    taken = {noun.index for meeting in text.meetings for noun in meeting.nouns}  # a body's, though its states are named
    for units, marks in zip(text.sentences(), text.meeting_marks, strict=True):
        if not any(marks):
            continue
        triggers = [at for at, m in enumerate(marks) if not _MET.isdisjoint(m) or m and discusses(text, units, marks, at)]
        chained = _chained(units, marks, triggers)
        before: Encounter | None = None
        for at in triggers:
            low, high = _clause(units, at)
            high = min([high, *(k for k in chained if k > at)])
            told = _visit(text, units, marks, at, low, high) if marks[at] & (_VISITS | {"will_visit"}) else None
            talks = marks[at] & (_TALKS | {"will_meet", "type_meeting", "discuss_verb"}) and units[at].index not in taken
            told = told or (_talks(text, units, marks, at, low, high, before if at in chained else None) if talks else None)
            before = told or (before if at not in chained else None)
            if told:
                _gather(found, told)
    for one in found:
        yield _claim(text, one)


def _chained(units: Sequence[Unit], marks: Sequence[frozenset[str]], triggers: Sequence[int]) -> list[int]:
    """The verbs that go on about whom the verb before told of: "met X and then held talks with Y"."""
    found = []
    for one, at in pairwise(triggers):
        first = next((k + 1 for k in range(at - 1, one, -1) if units[k].options or units[k].kind == "date"), one + 1)
        lead = units[first:at]
        joined = units[at].has("and_clitic") or any(u.has("and", "comma", "then_word") for u in lead)
        own = any(u.option("person", "state") for u in units[one + 1 : at])
        light = len(lead) <= _LINK and not any(u.has("clause", "relative") for u in lead)
        if joined and own and light and marks[at] & (_TALKS | {"discuss_verb"}):
            found.append(at)
    return found


def _clause(units: Sequence[Unit], at: int) -> tuple[int, int]:
    """The stretch that tells of the meeting: within reach, up to a semicolon."""
    low, high = max(0, at - _REACH), min(len(units), at + _REACH)
    low = next((i + 1 for i in range(at - 1, low - 1, -1) if units[i].text in SEMICOLONS), low)
    high = next((i for i in range(at + 1, high) if units[i].text in SEMICOLONS), high)
    return low, high


def _talks(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, low: int, high: int,
           before: Encounter | None = None) -> Encounter | None:  # fmt: skip
    """The talks that a verb or noun tells; `before`: those of the verb whose subject it goes on about."""
    far, low = high, at if before else low
    if any(u.has("team_word") for u in units[low:at]):
        return None  # the teams of two states met, not the states
    if "receive_verb" in marks[at] and _hosts_summit(units, marks, at, high):
        return None
    if "receive_verb" in marks[at]:
        by = next((i for i in range(at + 1, min(high, at + _OBJECT)) if units[i].has("by")), at)  # "was received at the Secretariat by"
        high = min(high, by + _OBJECT * (1 if text.language.settings.get("subject_first", False) else 2))
    named = not marks[at].isdisjoint({"type_talks", "type_meeting"}) and "meet_verb" not in marks[at]
    if named and any(u.has("accession", "to_join") for u in units[at + 1 : at + 1 + _TOPIC]):
        return None  # "began talks on accession with Fiji and Nauru": a step of theirs, and they did not meet
    low = _told_by(text, units, at, low, high)
    people, parties = _who(text, units, low, high)
    if before and before.parties:
        people = [*before.people[:1], *people]
        parties = [before.parties[0], *(p for p in parties if p[1].id != before.parties[0][1].id)]
        return _made(text, units, marks, at, low, far, "talks", parties[:2], people) if len(parties) > 1 else None
    nameless = (officials(text, units, marks, at) or joined_pair(text, units, at)) if not people else []
    if nameless:
        return _made(text, units, marks, at, low, far, "talks", nameless, [])
    if not people and "receive_verb" not in marks[at]:
        parties = _between(units, at)
        if len({o.id for _, o in parties}) < 2 or not (named or all(o.kind == "state" for _, o in parties)):
            return None
    if "receive_verb" in marks[at] and not (any(units[i].option("person") for i in range(at + 1, high)) or guest_title(text, units, at)):
        return None
    if not marks[at].isdisjoint({"receive_verb", "will_meet"}) and (len(people) > _MOST or any(_from(units, units[at], u) for u in people)):
        return None  # all the guests of a summit; who takes something over from somebody receives nobody
    if named and not _told(units, marks, at, low, high):
        return None
    if not 2 <= len({o.id for _, o in parties}) <= _MOST or (people and not _on_both_sides(units, at, people, parties, named)):
        return None
    return _made(text, units, marks, at, low, far, "talks", parties, people)


def _told_by(text: Text, units: Sequence[Unit], at: int, low: int, high: int) -> int:
    """Where the clause begins behind ", that" or "according to X,", where two parties at least stand in it: who tells was not there.

    Nor was who greeted one "who had met X", of whom alone that is told.
    """
    opens = next((i + 1 for i in range(at - 1, low, -1) if units[i].has("that_word") and units[i - 1].has("comma")), low)
    who = next((i for i in range(at - 1, low + 2, -1) if units[i].has("comma")), 0)
    if opens == low and who and units[who + 1].has("relative") and units[who - 1].option("person"):
        opens = who - 1
    if opens == low and units[low].has("teller"):
        opens = next((i + 1 for i in range(low + 1, at) if units[i].has("comma")), low)
    return opens if opens > low and len({o.id for _, o in _who(text, units, opens, high)[1]}) > 1 else low


def _hosts_summit(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, high: int) -> bool:
    """Whether a meeting of many is hosted, not a guest received: "hosted a summit attended by X"."""
    for i in range(at + 1, min(high, at + _TITLE + 1)):
        if not marks[i].isdisjoint(_SUMMITS):
            return True
        if units[i].option("person") or units[i].has("comma"):
            return False
    return False


def _from(units: Sequence[Unit], verb: Unit, person: Unit) -> bool:
    """Whether someone stands behind a word for "from", and no comma or verb between them."""
    place = person.index - units[0].index
    for unit in reversed(units[max(0, place - _TITLE) : place]):
        if unit.kind == "sign" or unit is verb:
            return False
        if unit.has("from"):
            return True
    return False


def _told(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, low: int, high: int) -> bool:
    """Whether talks that a noun names are told to have been or to be: a stage or a day stands near it."""
    if holding(marks, at) != at:
        return True
    near = range(max(low, at - _OBJECT), min(high, at + _OBJECT))
    day = (i for i in near if told_day(units[i]) and (units[i].value.precision != "year" or units[i - 1].has("in")))
    return next(day, None) is not None or any(marks[i] & {"held", "planned", "ongoing"} for i in near)  # not "has negotiated since 1993"


def _visit(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, low: int, high: int) -> Encounter | None:
    """A visit: someone, and a town or state behind the verb that is not his own."""
    noun = "type_visit" in marks[at] and "visit_verb" not in marks[at]
    place = _place(text, units, at, min(high, at + 2 * _OBJECT), of_visit=noun)
    people, parties = _who(text, units, low, at)
    before = bool(parties)
    if place and (not before or noun or not text.language.settings.get("subject_first", False)):
        there = next(i for i in range(at, high) if units[i] is place[0])
        people, parties = _who(text, units, at + 1, there) if there > at + 1 else (people, parties)
        if not parties and before:
            people, parties = _who(text, units, low, at)
    if not parties or place is None:
        return None
    visitor = parties[-1]
    if before and len(people) > 1 and "type_visit" in marks[at] and _speaks_for(people[0]) is None:
        return None  # "the minister met his counterpart during his visit": the one whose state nobody tells
    if any(marks[i] & _SUMMITS for i in range(at + 1, min(high, at + 2 * _OBJECT))) and "type_visit" not in marks[at]:
        return None  # who comes to a summit is told with the summit
    if place[1].id == visitor[1].id or _town_of(place[1]) == visitor[1].id:
        return None
    own = [visitor, place] if place[1].kind == "state" else [visitor]
    return _made(text, units, marks, at, low, high, "visit", own, people[-1:], place)


def _who(text: Text, units: Sequence[Unit], low: int, high: int) -> tuple[list[Unit], list[Party]]:
    """The people named in a stretch, and whom they or the offices named there speak for."""
    people: list[Unit] = []
    parties: list[Party] = []
    for unit in units[low:high]:
        if unit.option("person"):
            body = _speaks_for(unit)
            people.append(unit)
            if body and body.id not in {o.id for _, o in parties}:
                parties.append((unit, body))
    for title in text.titles:
        if title.holders or high <= low or not units[low].index <= title.first.index <= units[high - 1].index:
            continue
        for spoken in title.bodies:
            option = spoken.option and _state_or_body(spoken.unit, spoken.option)
            if option and option.id not in {o.id for _, o in parties}:
                parties.append((spoken.unit, option))
        last = max([title.last.index, *(b.unit.index for b in title.bodies)])
        parties += [p for p in _and_of(text, last) if p[1].id not in {o.id for _, o in parties}]
    parties.sort(key=lambda p: p[0].index)
    return people, parties


def _and_of(text: Text, last: int) -> list[Party]:
    """The further states of an office told of several: "the foreign ministers of A and B"."""
    row: list[Party] = []
    at = last if text.units[last].has("and") else last + 1
    while at + 1 < len(text.units) and text.units[at].has("and", "comma") and (option := text.units[at + 1].option("state")):
        row.append((text.units[at + 1], option))
        at += 2
    return row


def _state_or_body(unit: Unit, option: Option) -> Option | None:
    """The state or organisation that a body is, or to which it belongs: a ministry to its state."""
    if option.kind in ("state", "organisation"):
        return option
    owner = getattr(unit.value, "owner", None)
    return owner if isinstance(owner, Option) else None


def _speaks_for(unit: Unit) -> Option | None:
    """The state or organisation for which someone named here holds office; else the one the gazetteer knows him by."""
    person = person_at(unit)
    bodies = [
        b.option
        for t in (person.titles if person else ())
        if t.status != "former"
        for b in t.bodies
        if b.option and b.option.kind in ("state", "organisation")
    ]
    if bodies:
        return bodies[0]
    former = any(t.status == "former" for t in person.titles) if person else False
    entity = gazetteer().entity("person", person.id) if person and person.id and not former else None
    of = str(entity.facts.get("of") or "") if entity else ""
    return Option("state", of, "name") if len(of) == 2 and of.isupper() else None


def _on_both_sides(units: Sequence[Unit], at: int, people: Sequence[Unit], parties: Sequence[Party], named: bool) -> bool:
    """Whether those who meet stand on both sides of the verb, or all before it ("A and B met"), or behind it ("talks between A and B")."""
    sides = {u.index < units[at].index for u, _ in parties}
    if len(sides) == 2:
        return True
    apart = [abs(u.index - units[at].index) for u, _ in parties]
    return min(apart) <= _OBJECT and max(apart) - min(apart) <= 2 * _OBJECT


def _between(units: Sequence[Unit], at: int) -> list[Party]:
    """States and bodies that hold talks: "talks between A and B", "A and B held talks"."""
    for places in (range(at + 1, min(len(units), at + 9)), range(at - 1, max(-1, at - 7), -1)):
        row: list[Party] = []
        for i in places:
            option = units[i].option("state", "organisation")
            if option:
                row.append((units[i], option))
            elif units[i].kind == "date" or units[i].text in SEMICOLONS or units[i].option("city", "person"):
                break
        if len({o.id for _, o in row}) >= 2:
            row.sort(key=lambda p: p[0].index)
            first = row[0][0].index - units[0].index
            return [] if first and units[first - 1].has("headed_so") else row  # "the alliance, led by A and B, meets"
    return []


def _place(text: Text, units: Sequence[Unit], at: int, high: int, *, of_visit: bool = False) -> Party | None:
    """Where a visit goes: the first town or state behind its verb that is not in someone's title."""
    titled = {k for t in text.titles for k in range(t.first.index, t.last.index + 1)}
    for i in range(at + 1, high):
        if units[i].index in titled:
            continue
        option = units[i].option("city") or units[i].option("state")
        if option and option.form in ("name", "capital", "short") and not (option.kind == "state" and _adjective(units, i)):
            return units[i], option
        visitor = of_visit and i <= at + _OBJECT  # "the visit of X to Y"
        if units[i].has("clause") or (units[i].option("person") and text.language.settings.get("subject_first", False) and not visitor):
            return None
    return None


def _adjective(units: Sequence[Unit], i: int) -> bool:
    return units[i].option("state") is not None and units[i].option("state").form in ("adjective", "demonym")  # type: ignore[union-attr]


def _town_of(place: Option) -> str | None:
    entity = gazetteer().entity("city", place.id) if place.kind == "city" else None
    return str(entity.facts.get("state") or entity.facts.get("of") or "") if entity else None


def _made(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, low: int, high: int, type_: str,
          parties: list[Party], people: list[Unit], place: Party | None = None) -> Encounter | None:  # fmt: skip
    said = "cancelled" if any("cancelled" in marks[i] for i in range(max(low, at - _OBJECT), high)) else modality(units, at, at)
    if said in _NOT_HELD or asked(units, at) or any(units[i].has("not") for i in range(max(0, at - 3), at)):
        return None
    if any("postponed" in marks[i] for i in range(max(low, at - _TOPIC), at)):
        return None  # "put off his visit to Riga, planned for 14 March"
    day_at = _day(units, at, low, high)
    day: Date | None = units[day_at].value if day_at is not None else None
    published = text.article.published
    if marks[at] & _FUTURE or (day and published and day.first > published.last):
        said = "planned"
    if said in FACTUAL or said == "cancelled" or not (day and published and day.last < published.first):
        pass
    elif marks[at].isdisjoint(_FUTURE):
        said = "asserted"  # a plan for a day that is past
    used = [units[at], *(u for u, _ in parties), *([units[day_at]] if day_at is not None else []), *([place[0]] if place else [])]
    if place is None:
        place = _town(units, at, low, at if "discuss_verb" in marks[at] else high)  # what is discussed is not where
        used += [place[0]] if place else []
    evidence = Span(min(u.start for u in used), max(u.end for u in used))
    return Encounter(type_, parties, people, said, evidence, day, place, {o.id for _, o in parties})


def _day(units: Sequence[Unit], at: int, low: int, high: int) -> int | None:
    high = next((i for i in range(at + 1, high) if units[i].has("fact_clause", "before_that")), high)  # "after he had met him on Sunday"
    days = [(abs(i - at), i) for i in range(low, high) if told_day(units[i]) and not of_plan(units, i)]
    return min(days)[1] if days else None


def _town(units: Sequence[Unit], at: int, low: int, high: int) -> Party | None:
    """The town where they met: after a word of place."""
    towns = [
        (abs(i - at), i)
        for i in range(low, high)
        if units[i].option("city") and not units[i].has("dateline") and i and (units[i - 1].has("in", "place_word") or units[i].clitic)
    ]
    if not towns:
        return None
    i = min(towns)[1]
    option = units[i].option("city")
    return (units[i], option) if option else None


def _gather(found: list[Encounter], told: Encounter) -> None:
    for known in found:
        if known.type == told.type and (known.ids <= told.ids or told.ids <= known.ids) and _agree(known, told):
            fuller = (told.day is not None) + (told.place is not None) > (known.day is not None) + (known.place is not None)
            known.evidence = told.evidence if fuller else known.evidence
            known.day, known.place = known.day or told.day, known.place or told.place
            if len(told.ids) > len(known.ids):
                known.parties, known.ids = told.parties, told.ids
            return
    found.append(told)


def _agree(a: Encounter, b: Encounter) -> bool:
    if a.place and b.place and a.place[1].kind == b.place[1].kind and a.place[1].id != b.place[1].id:
        return False
    return not (a.day and b.day) or (a.day.first <= b.day.last and b.day.first <= a.day.last)


def _claim(text: Text, one: Encounter) -> Claim:
    roles: dict[str, tuple[Filler, ...]] = {"organisation": tuple(_party(text, u, o) for u, o in one.parties)}
    people = {u.span.start: filler(text, u, u.option("person")) for u in one.people}
    if people:
        roles["participant"] = tuple(people.values())
    if one.place:
        roles["city" if one.place[1].kind == "city" else "country"] = (filler(text, *one.place),)
    planned = one.modality not in FACTUAL
    stage = "cancelled" if one.modality == "cancelled" else "planned" if planned else "held"
    qualifiers: dict[str, Any] = {"type": one.type, "stage": stage}
    return Claim(
        kind="meeting", roles=roles, evidence=one.evidence, article=text.article.id, rule=f"{text.language.code}/{one.type}",
        qualifiers=qualifiers, valid_from=one.day, aspect="plan" if planned else "change", modality=one.modality, attribution=source(text),
    )  # fmt: skip


def _party(text: Text, unit: Unit, option: Option) -> Filler:
    """A state or body as party; where it speaks through an official only, his name is its place in the text."""
    return filler(text, unit, option)
