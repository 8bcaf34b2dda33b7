"""Meetings that no noun or foreseen order tells, where nothing else can be meant.

    Cairo in 1964, Khartoum in 1967.                       places with days of their own, right after summits were told of
    On 8 May in Minsk the heads of government gathered.    leaders, a verb of gathering, a town and a day in whatever order
    The Council of Ministers in Accra on Tuesday ...       a council at a town that is not the seat of its organisation
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.meetings.bodies import Meeting
from dragoman.claims.meetings.places import Place, capital_meant
from dragoman.claims.names.spoken import Named, main_body, spoken_of
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Date, Span

_NEAR = 7  # units between a verb of gathering and who gathers, where and when
_BESIDE = 10  # units between a council and its town
_BACK = 2  # sentences back to the summits that a list of places goes on about
_HEAD = 1  # sentences of a page before which a day at the head of a line is that of the news
_LEAD = 3  # units before a row of places that begins a sentence, or between it and a colon
_ROW = 2  # places that make a row
_LISTED = 3  # states whose leaders or ministers gather as those of a body
_PAIR = 2  # units between a place and its day in such a list
_DOUBTS = (
    "not", "deny", "if", "may", "propose", "want", "rumour", "found", "founding_noun", "join", "leave", "suspend", "admitted_passive",
)  # fmt: skip
_NO_MEETING = frozenset({"cancelled", "postponed", "absent", "national", "topic_word", "same_word"})
_ROWS = ("summit", "ministerial", "session", "forum")  # meetings that are told of in rows


def meeting_gists(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], found: Sequence[Meeting]) -> Iterator[Meeting]:
    """The meetings of a sentence in which no noun has told one."""
    said = frozenset().union(*marks) if marks else frozenset()
    if said & _NO_MEETING:
        return
    told = [*_gathering(text, units, marks, said), *_hosting(text, units, marks, said), *_places(text, units, marks, said, found)]
    yield from told or _council(text, units, marks)


def _gathering(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], said: frozenset[str]) -> Iterator[Meeting]:
    at = next((i for i, m in enumerate(marks) if "gather_verb" in m), None)
    if at is None or not said & {"heads_word", "ministers_word"}:
        return
    low, high = max(0, at - _NEAR), min(len(units), at + _NEAR + 1)
    near = units[low:high]
    who = frozenset().union(*marks[low:high])
    if not who & {"heads_word", "ministers_word"} or any(u.option("person") or u.has("with", "between") for u in near):
        return
    states = {o.id for u in units if (o := u.option("state")) and o.form != "group" and not u.option("city")}
    if 0 < len(states) < _LISTED and any((o := u.option("state")) and o.form != "group" and not u.option("city") for u in near):
        return
    place, day = place_of(units, marks, low, high), day_of(units, 0, high)
    body = (_sole(near) or main_body(text)) if len(states) < _LISTED else _sole(units)
    end = next((i for i in range(at + 1, high) if units[i].has("comma") and units[i].kind == "sign"), high)
    if place and day and body and not doubted(near if len(states) < _LISTED else units[at:end]):
        kind = "summit" if "heads_word" in who else "ministerial"
        yield told_meeting(text, kind, body, units[at], place, day, near)


def _hosting(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], said: frozenset[str]) -> Iterator[Meeting]:
    """A town or state that is host to the leaders or ministers of a body, or of that named last."""
    at = next((i for i, m in enumerate(marks) if "host_verb" in m), None)
    if at is None or not said & {"heads_word", "ministers_word"}:
        return
    behind = range(at + 1, min(len(units), at + _NEAR))
    who = next((i for i in behind if marks[i] & {"heads_word", "ministers_word"}), None)
    if who is None or doubted(units[max(0, at - 3) : who + 1]):
        return
    if any(u.option("person") or u.has("with", "between") for u in units[at : who + 1]):
        return  # "hosted talks with the leaders"
    high = min(len(units), who + _BESIDE)
    place = place_of(units, marks, who, high) or next(((u, o) for u in units[max(0, at - _NEAR) : who] if (o := u.option("city"))), None)
    day, body = day_of(units, at, high) or day_of(units, 0, at), _sole(units[at:high]) or _last_named(text, units[at])
    if place and day and body:
        yield told_meeting(text, "summit" if "heads_word" in marks[who] else "ministerial", body, units[who], place, day, units[at:high])


def _last_named(text: Text, unit: Unit) -> Named | None:
    """The organisation named last, in this sentence or the one before; else that of the page."""
    first = text.bounds[max(0, unit.sentence - 1)][0]
    named = [(u, o) for u in text.units[first : unit.index] if u.options and (o := u.option("organisation"))]
    return named[-1] if named else main_body(text)


def _places(
    text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], said: frozenset[str], found: Sequence[Meeting]
) -> Iterator[Meeting]:
    near = [m for m in found if m.type in _ROWS and units[0].sentence - max(n.sentence for n in m.nouns) <= _BACK]
    if not near or doubted(units):
        return
    last = near[-1]
    pairs = []
    days = [k for k, u in enumerate(units) if told_day(u)]
    for i in range(len(units) if days else 0):
        day = next((k for k in days if i < k < i + 2 + _PAIR), None)
        place = place_of(units, marks, i, i + 1, lands=True) if day is not None else None
        if place and day is not None and not any(u.options and u is not place[0] for u in units[i + 2 : day]):
            pairs.append((i, place, day))
    if len(pairs) < _ROW:
        return
    first = pairs[0][0]
    if first > _LEAD and not any(u.text == ":" or u.has("dash") for u in units[first - _LEAD : first]):
        return  # "Its offices opened in London in 1955, in Paris in 1978"
    for i, place, day in pairs:
        yield told_meeting(text, last.type, last.bodies[0], units[i], place, units[day].value, units[i : day + 1])


def _council(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]]) -> Iterator[Meeting]:
    for at, m in enumerate(marks):
        if "body_noun" not in m:
            continue
        reach = min(len(units), at + _BESIDE)
        high = next((k for k in range(at + 1, reach) if units[k].kind == "sign" or told_day(units[k])), reach)
        place = place_of(units, marks, at + 1, high)
        body = _sole(units[max(0, at - 2) : high]) or spoken_of(text, units[at])
        day = day_of(units, max(0, at - _NEAR), min(len(units), high + _NEAR))
        if place and body and not at_home(body, place) and not doubted(units[at:high]):
            meeting = told_meeting(text, "session", body, units[at], place, day, units[at:high])
            meeting.organ = units[at].span
            yield meeting
            return


def told_meeting(text: Text, kind: str, body: Named, noun: Unit, place: Place, day: Date | None, near: Sequence[Unit]) -> Meeting:
    meeting = Meeting(kind, [body], noun, day=day, nouns=[noun])
    meeting.city, meeting.country = (place, None) if place[1].kind == "city" else (None, place)
    published = text.article.published
    meeting.stage = "planned" if day and published and day.first > published.last else "held"
    meeting.evidence = [Span(near[0].start, near[-1].end)]
    return meeting


def place_of(units: Sequence[Unit], marks: Sequence[frozenset[str]], low: int, high: int, lands: bool = False) -> Place | None:
    """The first town, or land, that stands behind a word of place."""
    for i in range(low, high):
        before = units[max(0, i - 2) : i]
        placed = any(u.has("in") for u in before) or bool(units[i].clitic)
        option = units[i].option("city") or capital_meant(units, marks, i) or (units[i].option("state") if lands else None)
        if option and placed and option.form != "adjective" and not units[i].has("dateline"):
            return units[i], option
    return None


def day_of(units: Sequence[Unit], low: int, high: int) -> Date | None:
    """The first day told; that with which a line of a chronicle begins is one too."""
    began = units[0].value if units[0].has("dateline") and units[0].kind == "date" and units[0].sentence > _HEAD else None
    return next((units[i].value for i in range(low, high) if told_day(units[i])), began)


def _sole(units: Sequence[Unit]) -> Named | None:
    """The organisation that the words name, where they name one only."""
    named = [(u, o) for u in units if u.options and (o := u.option("organisation"))]
    return named[0] if len({o.id for _, o in named}) == 1 else None


def at_home(body: Named, place: Place) -> bool:
    """Whether the town is the seat of the organisation, where its council is named without meeting."""
    entity = gazetteer().entity("organisation", body[1].id)
    town = gazetteer().entity("city", place[1].id)
    whole = gazetteer().entity("organisation", str(entity.facts.get("part_of"))) if entity and entity.facts.get("part_of") else None
    seats = {str(e.facts.get("seat")) for e in (entity, whole) if e}
    return town is not None and any(label in seat for seat in seats for label in town.labels.values())


def doubted(units: Sequence[Unit]) -> bool:
    return any(u.has(*_DOUBTS) for u in units)
