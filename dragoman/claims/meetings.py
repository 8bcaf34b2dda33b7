"""Meetings: the nouns that name one, what the words around tell of it, and one claim for each meeting of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.claims.frames import filler, source, told_day
from dragoman.claims.lexicon import Words
from dragoman.claims.linking import in_a_title, main_body, spoken_of
from dragoman.claims.meetingwords import marks_of, meeting_words, number_words
from dragoman.claims.names import Option
from dragoman.claims.ordinals import find_ordinals
from dragoman.claims.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Claim, Date, Filler, Span

_TYPES = ("summit", "ministerial", "council", "session", "forum", "ceremony", "visit", "talks", "meeting")
_STAGES = ("cancelled", "postponed", "planned", "ongoing", "held")
_REACH = 14  # units from the noun within which the day and the town of the meeting stand
_NEWS = 6  # sentences of a page that tell its news
_QUOTES = frozenset("\"'\u00ab\u00bb\u201c\u201d([")
_WALLS = frozenset(";\u061b")


@dataclass
class Meeting:
    """One meeting as a page tells it, gathered from all the places that speak of it."""

    type: str
    bodies: list[tuple[Unit, Option]]
    noun: Unit
    day: Date | None = None
    city: tuple[Unit, Option] | None = None
    country: tuple[Unit, Option] | None = None
    venue: Span | None = None
    organ: Span | None = None  # the council or committee that meets: "Council of Heads of State"
    ordinal: int | None = None
    stage: str | None = None
    evidence: list[Span] = field(default_factory=list)
    nouns: list[Unit] = field(default_factory=list)  # all the words that name it
    guests: list[tuple[Unit, Option, str]] = field(default_factory=list)

    @property
    def told(self) -> int:
        """How much the page tells of it."""
        return sum(x is not None for x in (self.day, self.city, self.country, self.ordinal))


def find_meetings(text: Text) -> list[Meeting]:
    """The meetings of a page, each once, in the order in which they are first named."""
    words = meeting_words(text.language.code)
    ordinals = {m.span.start: m for m in find_ordinals(text.text, number_words(text.language.code), [d.span for d in text.dates])}
    found: list[Meeting] = []
    text.meeting_marks = [marks_of(units, words) for units in text.sentences()]
    for units, marks in zip(text.sentences(), text.meeting_marks, strict=True):
        for at, classes in enumerate(marks):
            kind = _type(units, marks, at, classes)
            if kind:
                told = _tell(text, units, marks, at, kind, ordinals, found)
                if told:
                    _gather(found, told)
    _by_dateline(text, found)
    return [m for m in found if m.told and m.bodies]


def _by_dateline(text: Text, found: Sequence[Meeting]) -> None:
    """A meeting under way of which no place is told is where the page was written from."""
    town = next(((u, o) for u in text.units if u.has("dateline") and (o := u.option("city"))), None)
    for meeting in found if town else ():
        if meeting.stage == "ongoing" and not (meeting.city or meeting.country or meeting.venue) and meeting.noun.sentence <= _NEWS:
            meeting.city = town


def _type(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, classes: frozenset[str]) -> str | None:
    kind = next((t for t in _TYPES if f"type_{t}" in classes), None)
    if kind in ("meeting", "council", "session"):
        near = frozenset().union(*marks[max(0, at - 3) : at + 4])
        if "heads_word" in near and kind == "meeting":
            return "summit"
        if "ministers_word" in near:
            return "ministerial"
    return kind


def _tell(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, kind: str, ordinals: dict[int, Any],
          found: Sequence[Meeting]) -> Meeting | None:  # fmt: skip
    """What the sentence tells of the meeting that its unit `at` names; None where nothing says whose it is."""
    low, high = _clause(units, marks, at)
    words = meeting_words(text.language.code)
    own = _own_body(text, units, at)
    body = own or (_body_before(text, units[at], kind, found) if kind not in ("visit", "talks") else None)
    if body is None and kind in ("meeting", "forum", "ceremony", "visit", "talks"):
        return None
    meeting = Meeting(kind, [body] if body else [], units[at], nouns=[units[at]])
    near = [u for u in units[low:high] if u.kind != "sign"]
    meeting.ordinal = _ordinal(units, at, ordinals)
    meeting.day = _nearest_day(units, at, low, high)
    meeting.city = _town(units, at, low, high)
    meeting.country = _land(units, at, low, high) if meeting.city is None else None
    meeting.venue = _venue(units, marks, at, low, high)
    meeting.organ = _organ(units, words, at) or _organ_before(units, words, at) or (_known_organ(body, found) if not own else None)
    meeting.stage = _stage(text, marks[low:high], meeting.day)
    if "body_noun" in marks[at] and not (meeting.ordinal or _told_stage(marks[low:high])):
        return None  # the council itself, not a meeting of it
    meeting.evidence = [Span(near[0].start, near[-1].end)]
    return meeting


def _clause(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> tuple[int, int]:
    """The stretch around the noun that speaks of it: up to the next meeting noun of another kind or a semicolon."""
    low, high = at, at + 1
    while low > 0 and at - low < _REACH and units[low - 1].text not in _WALLS and not _other(marks, low - 1):
        low -= 1
    while high < len(units) and high - at <= _REACH and units[high].text not in _WALLS and not _other(marks, high):
        high += 1
    return low, high


def _other(marks: Sequence[frozenset[str]], at: int) -> bool:
    return any(c in ("type_summit", "type_ministerial", "type_session", "type_forum") for c in marks[at])


def _body_before(text: Text, noun: Unit, kind: str, found: Sequence[Meeting]) -> tuple[Unit, Option] | None:
    """Whose meeting "the summit" is: that of the summit named last, else of the organisation spoken of."""
    here = [(u, o) for u in text.sentence(noun) if u.index < noun.index and (o := u.option("organisation")) and not in_a_title(text, u)]
    main = main_body(text)
    if here and main and here[-1][1].id == main[1].id:
        return here[-1]
    before = next((m for m in reversed(found) if kind in (m.type, "meeting") and m.bodies), None)
    if before and noun.sentence - max(n.sentence for n in before.nouns) <= 3:
        return before.bodies[0]
    return spoken_of(text, noun) or main


def _own_body(text: Text, units: Sequence[Unit], at: int) -> tuple[Unit, Option] | None:
    """Whose meeting it is: the organisation right beside the noun."""
    for there in range(at + 1, min(len(units), at + 7)):
        unit = units[there]
        option = unit.option("organisation")
        if option and not in_a_title(text, unit):
            return unit, option
        if unit.kind == "sign" and unit.text not in _QUOTES:
            break
    whose = at + 1 < len(units) and units[at + 1].has("clause") and at > 1 and units[at - 1].has("comma")
    for there in range(at - (2 if whose else 1), max(-1, at - 4), -1):  # "the Council, whose meeting ..."
        option = units[there].option("organisation")
        if option and not in_a_title(text, units[there]):
            return units[there], option
        if units[there].kind in ("sign", "date") and units[there].text != "'s":
            break
    return None


def _ordinal(units: Sequence[Unit], at: int, ordinals: dict[int, Any]) -> int | None:
    """The number of the meeting, a few words from its noun; "first" only right beside it ("the first day of the summit")."""
    near = [(abs(i - at), m.value) for i in range(max(0, at - 3), min(len(units), at + 4)) if (m := _starting_in(units[i], ordinals))]
    return next((value for far, value in sorted(near) if value > 1 or far == 1), None)


def _starting_in(unit: Unit, ordinals: dict[int, Any]) -> Any:
    return next((ordinals[s] for s in range(unit.start, unit.end) if s in ordinals), None)


def _nearest_day(units: Sequence[Unit], at: int, low: int, high: int) -> Date | None:
    days = [(abs(i - at) + (3 if i < at else 0), u.value) for i, u in enumerate(units[low:high], low) if told_day(u)]
    return min(days, key=lambda x: x[0])[1] if days else None


def _town(units: Sequence[Unit], at: int, low: int, high: int) -> tuple[Unit, Option] | None:
    """The town beside the noun or after a word of place, the nearest to the noun."""
    towns = [
        (abs(i - at), units[i], o)
        for i in range(low, high)
        if (o := units[i].option("city")) and _placed(units, i, at) and not _elsewhere(units, i, at)
    ]
    return min(towns, key=lambda x: x[0])[1:] if towns else None


def _elsewhere(units: Sequence[Unit], i: int, at: int) -> bool:
    """Whether the town belongs to the date line or to a founding told in between."""
    return units[i].has("dateline") or any(u.has("found", "founding_noun") for u in units[min(i, at) : max(i, at)])


def _placed(units: Sequence[Unit], i: int, at: int) -> bool:
    before = units[i - 1] if i else None
    after = units[i + 1] if i + 1 < len(units) else None
    if after is not None and after.upper and after.kind == "word" and after.sentence == units[i].sentence and not units[i].has("in"):
        return False  # "Vladimir Putin" is no town
    return abs(i - at) <= 1 or bool(units[i].clitic) or (before is not None and before.has("place_word", "in", "comma")) or i < at


def _land(units: Sequence[Unit], at: int, low: int, high: int) -> tuple[Unit, Option] | None:
    lands = [
        (abs(i - at), units[i], o)
        for i in range(low, high)
        if (o := units[i].option("state"))
        and o.form == "name"
        and i
        and units[i - 1].has("place_word", "in")
        and not units[i - 1].has("from")
    ]
    return min(lands, key=lambda x: x[0])[1:] if lands else None


def _venue(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, low: int, high: int) -> Span | None:
    """A palace, hall or centre named after the noun, with the words of its name."""
    for i in range(at + 1, high):
        if "venue_word" in marks[i]:
            first = i
            while first - 1 > at and units[first - 1].upper and units[first - 1].kind == "word":
                first -= 1
            last = i
            while (
                first == i
                and last + 1 < high
                and last - i < 2
                and units[last + 1].kind == "word"
                and not units[last + 1].has("in", "place_word", "to")
            ):
                last += 1
            return Span(units[first].name_start, units[last].end)
    return None


def _told_stage(marks: Sequence[frozenset[str]]) -> bool:
    return any(not m.isdisjoint(_STAGES) for m in marks)


def _organ(units: Sequence[Unit], words: Words, at: int) -> Span | None:
    """The words of the council or committee whose meeting it is, in or right behind the noun."""
    first = next((i for i in range(at, min(len(units), at + 4)) if _is(units[i], "organ_head", words) or _has_organ(units, i)), None)
    if first is None:
        return None
    last = first
    while last + 1 < len(units) and last - first < 9 and (_is(units[last + 1], "organ_word", words) or units[last + 1].option("organisation")):
        last += 1
        if units[last].option("organisation"):
            break
    return Span(units[first].name_start, units[last].end) if last > first else None


def _organ_before(units: Sequence[Unit], words: Words, at: int) -> Span | None:
    """The council named before the noun, with few words between: "the Council of Heads of State, whose meeting was held"."""
    near = range(at - 1, max(-1, at - 4), -1)
    last = next((i for i in near if units[i].option("organisation") or _is(units[i], "organ_word", words)), None)
    if last is None:
        return None
    for first in range(last, max(-1, last - 8), -1):
        if _is(units[first], "organ_head", words) and last > first:
            return Span(units[first].name_start, units[last].end)
        if units[first].kind in ("sign", "date"):
            break
    return None


def _is(unit: Unit, name: str, words: Words) -> bool:
    return unit.kind == "word" and any(name in words.classes(w)[0] for w in unit.text.split())


def _known_organ(body: tuple[Unit, Option] | None, found: Sequence[Meeting]) -> Span | None:
    """The council whose meetings the page has told of where the words leave it out: "the next meeting"."""
    ids = {body[1].id, _whole_of(body[1].id)} if body else set()
    before = next((m for m in reversed(found) if not ids.isdisjoint(_ids(m))), None)
    return before.organ or (before.bodies[0][0].span if _whole_of(before.bodies[0][1].id) else None) if before else None


def _has_organ(units: Sequence[Unit], at: int) -> bool:
    option = units[at].option("organisation")
    return bool(option and _whole_of(option.id))


def _stage(text: Text, marks: Sequence[frozenset[str]], day: Date | None) -> str | None:
    """The stage that the words tell, corrected by the day: what is past is held, what is to come is planned."""
    said = frozenset().union(*marks) if marks else frozenset()
    for stage in ("cancelled", "postponed"):
        if stage in said:
            return stage
    published = text.article.published
    if day and published:
        if day.first > published.last:
            return "planned"
        if day.last < published.first:
            return "held"
    return next((s for s in _STAGES[2:] if s in said), None)


def _gather(found: list[Meeting], told: Meeting) -> None:
    """Add what is told to the meeting it is about, or note a new one."""
    for known in reversed(found):
        if _same(known, told):
            _merge(known, told)
            return
    found.append(told)


def _same(a: Meeting, b: Meeting) -> bool:
    if a.type != b.type and "meeting" not in (a.type, b.type) or _ids(a).isdisjoint(_ids(b)) and _ids(a) and _ids(b):
        return False
    if a.ordinal and b.ordinal and a.ordinal != b.ordinal:
        return False
    if a.city and b.city and a.city[1].id != b.city[1].id:
        return False
    return not (a.day and b.day) or (a.day.first <= b.day.last and b.day.first <= a.day.last) or abs((a.day.first - b.day.first).days) <= 2


def _ids(meeting: Meeting) -> set[str]:
    """The organisations of a meeting; an organ counts as its organisation too."""
    found = {o.id for _, o in meeting.bodies}
    return found | {w for x in found if (w := _whole_of(x))}


def _whole_of(organisation: str) -> str | None:
    entity = gazetteer().entity("organisation", organisation)
    return str(entity.facts["part_of"]) if entity and entity.facts.get("part_of") else None


def _merge(known: Meeting, told: Meeting) -> None:
    known.bodies, known.nouns = known.bodies or told.bodies, known.nouns + told.nouns
    if told.day and (known.day is None or len(told.day.text) > len(known.day.text)):
        known.day = told.day
    known.city, known.country, known.venue = known.city or told.city, known.country or told.country, known.venue or told.venue
    known.organ = known.organ or told.organ
    known.ordinal, known.stage = (
        known.ordinal or told.ordinal,
        known.stage if known.stage in ("cancelled", "postponed") else told.stage or known.stage,
    )
    known.evidence = known.evidence if known.told > told.told and known.evidence else [*told.evidence, *known.evidence]


def meeting_claims(text: Text) -> Iterator[Claim]:
    """One claim for each meeting of the page."""
    for meeting in text.meetings:
        yield meeting_claim(text, meeting)


def _whose(text: Text, meeting: Meeting, unit: Unit, option: Option) -> Filler:
    """The organisation as filler, shown with the words of its council where that is what meets."""
    one = filler(text, unit, option)
    return replace(one, span=meeting.organ, surface=meeting.organ.of(text.text)) if meeting.organ else one


def meeting_claim(text: Text, meeting: Meeting) -> Claim:
    """The claim of a meeting, with the words that tell most of it as evidence."""
    roles: dict[str, tuple[Filler, ...]] = {"organisation": tuple(_whose(text, meeting, *b) for b in meeting.bodies)}
    if meeting.city:
        roles["city"] = (filler(text, *meeting.city),)
    if meeting.country:
        roles["country"] = (filler(text, *meeting.country),)
    if meeting.venue:
        roles["venue"] = (Filler(meeting.venue, meeting.venue.of(text.text)),)
    stage = meeting.stage or "held"
    qualifiers: dict[str, Any] = {"type": "session" if meeting.type == "meeting" else meeting.type, "stage": stage}
    if meeting.ordinal:
        qualifiers["ordinal"] = meeting.ordinal
    modality = {"planned": "planned", "postponed": "planned", "cancelled": "cancelled"}.get(stage, "asserted")
    aspect = "plan" if stage == "planned" else "change"
    return Claim(
        kind="meeting", roles=roles, evidence=meeting.evidence[0], article=text.article.id, rule=f"{text.language.code}/meeting",
        qualifiers=qualifiers, valid_from=meeting.day, aspect=aspect, modality=modality, attribution=source(text),
    )  # fmt: skip
