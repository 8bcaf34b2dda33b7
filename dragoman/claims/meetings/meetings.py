"""Meetings: the nouns that name one, what the words around tell of it, and one claim for each meeting of a page."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler, source
from dragoman.claims.meetings.acts import meeting_act
from dragoman.claims.meetings.bodies import (
    Meeting,
    behind_gerund,
    body_before,
    gatherers_of,
    gathering_body,
    implied_before,
    implied_bodies,
    implied_body,
    implied_organ,
    known_organ,
    organ_before,
    organ_beside,
    own_body,
    states_beside,
)
from dragoman.claims.meetings.clauses import beside, clause, council_of, is_organ, main_noun, named_before, part_of_meeting, part_of_name
from dragoman.claims.meetings.days import closing_days, is_ahead, last_day, nearest_day, new_day, next_time, past_weekday
from dragoman.claims.meetings.ellipses import elliptic_meetings
from dragoman.claims.meetings.gists import meeting_gists
from dragoman.claims.meetings.joining import gather
from dragoman.claims.meetings.names import body_itself, name_body, named_meetings
from dragoman.claims.meetings.news import by_news
from dragoman.claims.meetings.numbered import conference_number, numbered_meetings, own_month, same_noun
from dragoman.claims.meetings.places import land_of, town_of, venue_of
from dragoman.claims.meetings.traps import (
    a_term,
    disbelieved,
    in_office,
    made_up,
    of_accession,
    of_chair_given,
    of_officer,
    of_own_name,
    of_the_nation,
    of_two,
    same_one,
    several,
)
from dragoman.claims.meetings.words import STAGES, classes_inside, marks_of, meeting_words, number_words
from dragoman.claims.names.names import Option
from dragoman.claims.numbers.ordinals import find_ordinals
from dragoman.claims.words.lexicon import Words
from dragoman.claims.words.signs import ASKING, SEMICOLONS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Date, Filler, Span

_TYPES = ("summit", "ministerial", "council", "session", "forum", "ceremony", "visit", "talks", "meeting")
_NEAR_YEAR = 5  # units from a noun that does not say whose it is within which a bare year is its own
_BESIDE = 6  # units behind a council's name within which a verb tells that it meets
_COUNTED = ("member_word", "member_noun", "state_noun", "rank_partner", "past", "as")  # behind a number: it counts no meeting
_GATHER = frozenset({"type_gathering", "gather_verb"})
_HOLD = frozenset({"held", "conduct_verb", "host_verb", "hold_meeting"})
_MINISTERS, _HEADS = frozenset({"ministers_word", "type_ministerial"}), frozenset({"heads_word", "type_summit"})
_SESSION = 5  # units behind a summit within which its own session is named
_SUBJECT = 7  # units before a meeting that is held within which stands who holds it
_ATTRIBUTES = 5  # units from "next" to its noun: "the next mid-year coordination meeting"
_NOT = 4  # units from "not" to the meeting that was not held


def find_meetings(text: Text) -> list[Meeting]:
    """The meetings of a page, each once, in the order in which they are first named."""
    words = meeting_words(text.language.code)
    ordinals: dict[int, Any] | None = None  # looked for once something meets
    found: list[Meeting] = []
    text.meeting_marks = [_marks(text, units, words) for units in text.sentences()]
    for units, marks in zip(text.sentences(), text.meeting_marks, strict=True):
        if not found and not any(marks):
            continue
        silent = True
        for at, classes in enumerate(marks):
            kind = _type(units, marks, at, classes, words) if classes else None
            if kind:
                ordinals = _ordinals(text) if ordinals is None else ordinals
                told = _tell(text, units, marks, at, kind, ordinals, found)
                if told and told.stage in ("cancelled", "postponed") and units[-1].text in ASKING:
                    continue  # "Was the summit put off?" tells that of none
                if told:
                    silent = False
                    gather(found, told)
        gists = [*meeting_gists(text, units, marks, found)] or [*meeting_act(text, units, marks)] if silent else []
        for told in gists:
            gather(found, told)
        if found and any(m & {"next_word", "held", "planned"} for m in marks):
            ordinals = _ordinals(text) if ordinals is None else ordinals
            for told in elliptic_meetings(text, units, marks, ordinals, found):
                gather(found, told)
    by_news(text, found)
    return [m for m in found if m.told and m.bodies]


def _marks(text: Text, units: Sequence[Unit], words: Words) -> list[frozenset[str]]:
    """The meeting classes of each unit, of names that name a meeting too."""
    marks = marks_of(units, words)
    for at, classes in (*named_meetings(text, units, marks), *numbered_meetings(text, units, marks)):
        marks[at] = classes
        for i in same_noun(units, at) if "numbered" in classes else ():
            marks[i] = frozenset(m for m in marks[i] if not m.startswith("type_"))
    return marks


def _ordinals(text: Text) -> dict[int, Any]:
    """The ordinals of the page by the place where each begins."""
    taken = [d.span for d in text.dates]
    return {m.span.start: m for m in find_ordinals(text.text, number_words(text.language.code), taken)}


@functools.lru_cache(maxsize=4096)  # the sets of classes are few
def _named_type(classes: frozenset[str]) -> str | None:
    """The type of meeting that a noun with these classes names."""
    return next((t for t in _TYPES if f"type_{t}" in classes), None)


def _type(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, classes: frozenset[str], words: Words) -> str | None:
    kind = _named_type(classes)
    if "meeting_part" in classes and part_of_meeting(marks, at):
        return None
    if kind is None and classes.isdisjoint(_GATHER) or is_organ(units, marks, at) and council_of(units, marks, at):
        return None
    if kind == "forum" and is_organ(units, marks, at) and "body_noun" not in classes:
        return "summit" if "heads_word" in frozenset().union(*marks[at + 1 : at + 3]) else kind
    if kind in ("meeting", "session") and ("own_session" in classes and named_before(marks, at) or part_of_name(units, marks, at)):
        return None
    if kind is None and ("type_gathering" in classes or "gather_verb" in classes and _there(units, marks, at)):
        who = frozenset().union(*marks[max(0, at - 7) : at + 5])
        return "summit" if "heads_word" in who else "ministerial" if "ministers_word" in who else "meeting"
    if kind in ("meeting", "council", "session"):
        back = _SUBJECT if at and marks[at - 1] & _HOLD else 3  # "the Arab ministers had held a meeting"
        near = frozenset().union(*marks[max(0, at - back) : at + (4 if kind == "council" else 6)])
        if "heads_word" in near and kind == "meeting":
            return "summit"
        if near & {"ministers_word", "type_ministerial"} or _sit_in(units[at + 1 : at + 5], words, _MINISTERS):
            return "ministerial"
        if kind != "session" and _sit_in(units[at + 1 : at + 5], words, _HEADS):
            return "summit"
    return kind


def _there(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a place or a day is told of a gathering: "gathers in Apia", "met again on Monday", "on Friday beside the summit met"."""
    for k in range(at - 1, max(-1, at - _BESIDE), -1):
        if told_day(units[k]) and units[k].value.precision == "day" and not units[k].has("dateline"):
            return True
        if units[k].has("comma", "clause", "relative") or units[k].option("person") or units[k].text in SEMICOLONS:
            break
    for k in range(at + 1, min(len(units), at + 2 * _BESIDE)):
        if told_day(units[k]) or units[k].option("city") or "capital_word" in marks[k]:
            return True
        if units[k].has("comma", "with", "clause", "and") or units[k].option("person") or units[k].text in SEMICOLONS:
            return False
    return False


def _sit_in(units: Sequence[Unit], words: Words, who: frozenset[str]) -> bool:
    """Whether those who sit in the body named behind the noun are ministers or heads: "a meeting of the SAARC Council of Ministers"."""
    named = (u for u in units if u.option("organisation"))
    return any(not classes_inside(u, words).isdisjoint(who) for u in named)


def _tell(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, kind: str, ordinals: dict[int, Any],
          found: Sequence[Meeting]) -> Meeting | None:  # fmt: skip
    """What the sentence tells of the meeting that its unit `at` names; None where nothing says whose it is."""
    low, high = clause(units, marks, at)
    words = meeting_words(text.language.code)
    gathers = not marks[at].isdisjoint(_GATHER) and not any(f"type_{t}" in marks[at] for t in _TYPES)
    named = "named_meeting" in marks[at]
    own = name_body(text, units, at) if named else implied_body(units, marks, at) if "numbered" in marks[at] else None
    own = own or (gathering_body(text, units, at) if gathers else own_body(text, units, at) or implied_body(units, marks, at))
    own = own or (gatherers_of(text, units, marks, at) if gathers else None)
    if _never_held(units, marks, at) or disbelieved(units, at):
        return None  # "has held no summit since 2014"
    if own is None and (gathers or kind == "ceremony" or same_one(units, marks, at)):
        return None
    own = own or behind_gerund(text, units, at)
    its = _its(units, marks, at)
    own = own or (implied_before(units, marks, low, at) if its or units[at - 1].has("plural_pronoun") or marks[at - 1] & _HOLD else None)
    states = states_beside(units, marks, at) if own is None and kind not in ("visit", "talks") else []
    in_words = text.language.settings.get("articles") or _ordinal(units, at, ordinals) or not any(told_day(u) for u in units[low:high])
    if kind == "summit" and of_chair_given(text, units, at) or in_words and of_officer(text, units, at):
        return None  # "the president of the 74th session" is a man
    if in_office(units, at) or kind in ("forum", "council") and made_up(units, at):
        return None
    uncounted = "numbered" not in marks[at] and _ordinal(units, at, ordinals) is None
    if uncounted and kind == "session" and a_term(units, marks, at):
        return None
    if uncounted and kind == "forum" and not own and body_itself(text, units, at, found):
        return None
    if kind == "talks" and of_accession(units, at):
        return None
    if kind == "meeting" and at and several(text, units[at - 1]):
        return None  # "two meetings were called off"
    around = range(max(0, at - 4), min(len(units), at + 5))
    if kind in ("meeting", "session", "council") and of_the_nation(units, marks, at):
        return None  # "parliament held a session on the bloc's budget"
    if own is None and any("national" in marks[i] or units[i].option("institution") for i in around):
        return None  # a session of a government or parliament
    if ("type_meeting" in marks[at] and not own and not states or gathers) and of_two(units, at):
        return None  # "after the meeting between A and B"
    if _several_meetings(text, units, marks, at) and not (own or states) and _ordinal(units[: at + 1], at, ordinals) is None:
        return None  # "the summits of the second half of the year"
    body = own or (states[0] if states else None)
    if body is None and kind not in ("visit", "talks") and (its or not (uncounted and of_own_name(text, units, at, kind))):
        body = body_before(text, units[at], kind, found, its=its)
    if body is None and kind in ("meeting", "forum", "ceremony", "visit", "talks"):
        return None
    bodies = states or (joint if body in (joint := implied_bodies(units, marks, at)) and len(joint) > 1 else [body] if body else [])
    meeting = Meeting(kind, bodies, units[at], nouns=[units[at]])
    meeting.own, meeting.earlier = own is not None, any("last_word" in m for m in marks[max(0, at - 2) : at + 2])
    next_to = range(max(0, at - _ATTRIBUTES), at) if text.language.settings.get("subject_first") else range(at + 1, min(len(units), at + 3))
    meeting.coming = any("next_word" in marks[i] and not any(u.has("comma", "prep") for u in units[i + 1 : at]) for i in next_to)
    near = [u for u in units[low:high] if u.kind != "sign"]
    meeting.ordinal = conference_number(text, units[at]) if "numbered" in marks[at] else _ordinal(units, at, ordinals)
    session = next((i for i in range(at + 1, min(high, at + _SESSION)) if "own_session" in marks[i]), None)
    if meeting.ordinal is None and session is not None and kind == "summit" and not any(u.has("comma") for u in units[at:session]):
        meeting.ordinal = _ordinal(units[session:], 0, ordinals)  # "the Arab summit, in its 34th ordinary session"
    if beside(units, marks, at):  # what stands behind the comma is of something else, unless it tells which one
        commas = (i for i in range(at + 1, high) if units[i].has("comma") and units[i].kind == "sign")
        high = next((i for i in commas if not any(u.has("relative") for u in units[i + 1 : i + 2])), high)
    aside = beside(units, marks, at) and any(main_noun(units, marks, i) for i in range(len(units)) if i != at)
    meeting.day = None if aside else new_day(units, marks, low, high) or nearest_day(text, units, marks, at, low, high)
    there = next((i for i in range(at + 1, high) if "topic_word" in marks[i]), high)  # what is talked of is not where
    meeting.city = town_of(text, units, marks, at, low, there)
    meeting.country = land_of(units, marks, at, low, there) if meeting.city is None else None
    meeting.venue = venue_of(units, marks, at, low, high)
    meeting.organ = organ_beside(units, words, at) or organ_before(units, words, at) or (known_organ(body, found) if not own else None)
    if meeting.organ is None and kind == "ministerial" and gathers:
        meeting.organ = next((units[i].span for i in range(max(0, at - 4), at) if "ministers_word" in marks[i]), None)
    if meeting.organ is None and own is not None and own[1].form == "name" and any(m.startswith("of_") for m in marks[at]):
        meeting.organ = implied_organ(units, words, at)
    if meeting.organ is None and marks[at] & {"body_noun", "named_meeting"}:
        meeting.organ = units[at].span
    meeting.gathered = gathers
    published = text.article.published
    if meeting.day and published and meeting.day.first > published.last and not meeting.coming and _over(marks, low, at):
        meeting.day = None  # "on Sunday concluded its summit": a Sunday past
    if "numbered" in marks[at]:
        meeting.day = own_month(text, units[at], meeting.day)
        if not (meeting.day or meeting.city or meeting.country):
            return None  # "the president of COP29 said"
    if meeting.day in (None, published) and published and (lasts := last_day(units, marks, low, high, published)):
        meeting.day = lasts
    if meeting.day and published and meeting.day.first > published.last and past_weekday(units, marks, at, meeting.day):
        meeting.day = Date((meeting.day.first - timedelta(days=7)).isoformat())  # "after the meeting on Friday"
    placed = meeting.own or meeting.city or meeting.country or meeting.ordinal or meeting.coming
    if meeting.day and not placed and _far_year(units, at, meeting.day):
        meeting.day = None  # "after the meeting the chair in 2019 was passed on": the year is of something else
    if meeting.day and published and meeting.day.last < published.first:
        meeting.coming = meeting.coming and not any("took_place" in m for m in marks[low:high])  # "the next one was held in 2005"
        loose = meeting.day.precision != "day" or not any(c.isdecimal() for u in units if u.value is meeting.day for c in u.text)
        put_off = any(m & {"postponed", "cancelled"} for m in marks[low:high])  # "that was planned for May": the May past
        if meeting.coming or loose and (not put_off or meeting.day.precision == "day") and is_ahead(units, marks, low, high):
            meeting.day = next_time(units, meeting.day, published)  # "the next one in February": not the February past
    moved = {i for i in range(low, high) if "relocated" in marks[i] and any(u.option("city") for u in units[i + 1 : i + 4])}
    if kind != "visit":  # "cancelled a visit to Kenya for the summit"
        moved |= {i for i in range(low, at) if "cancelled" in marks[i] and any("type_visit" in m for m in marks[i + 1 : min(at, i + 4)])}
    said = [m - {"postponed", "cancelled"} if i in moved else m for i, m in enumerate(marks[low:high], low)]  # "was moved to Brussels"
    closes = closing_days(units, marks, low, high, published)
    meeting.day = closes or meeting.day
    to_arrive = (
        published is not None
        and any("arrive_word" in m for m in said)
        and meeting.day is None
        and any(told_day(units[i]) and units[i].value.first > published.last for i in range(low, high))
    )
    meeting.coming = meeting.coming or to_arrive  # "the leaders arrive in Delhi tomorrow for the summit"
    meeting.stage = "ongoing" if closes else _stage(text, said, meeting.day, meeting.coming)
    if "body_noun" in marks[at] and not (meeting.ordinal or _told_stage(marks[max(low, at - 2) : min(high, at + _BESIDE)])):
        return None  # the council itself, not a meeting of it
    meeting.evidence = [Span(near[0].start, near[-1].end)]
    return meeting


def _several_meetings(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether the noun is a plural, by its own form or by that of the adjective before it."""
    endings = tuple(text.language.settings.get("plural_adjectives", ()))
    adjective = units[at - 1] if at and endings else None
    return "several_word" in marks[at] or adjective is not None and adjective.kind == "word" and adjective.text.endswith(endings)


def _never_held(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether "not" stands before the verb that holds the meeting, right before its noun, or before "a single" one."""
    near = range(max(0, at - _NOT), at)
    if at > 1 and "single_word" in marks[at - 1] and any(u.has("not") for u in units[max(0, at - _NOT) : at - 1]):
        return True
    high = min(len(units), at + _BESIDE)
    high = next((i for i in range(at + 1, high) if units[i].has("comma", "clause") or units[i].kind == "date"), high)
    behind = range(at + 1, high)  # "the summit has not been held since 2014"
    said = [*(i for i in near if units[i].has("not")), *(i for i in behind if units[i].has("not") and "cancelled" not in marks[i])]
    return any(not (marks[i] | marks[i + 1]).isdisjoint(_HOLD) for i in said if i + 1 < len(units))


def _its(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a pronoun tells that it is the meeting of the body before: "its annual meeting", in one word in Arabic."""
    return "its_meeting" in marks[at] or any(u.has("possessive") for u in units[max(0, at - 3) : at])


def _far_year(units: Sequence[Unit], at: int, day: Date) -> bool:
    """Whether a bare year stands some words from the noun."""
    return len(day.text) == 4 and not any(u.value is day for u in units[max(0, at - _NEAR_YEAR) : at + _NEAR_YEAR])


def _over(marks: Sequence[frozenset[str]], low: int, at: int) -> bool:
    """Whether the verb before the meeting says that it is over."""
    return any("ended" in m for m in marks[max(low, at - 6) : at])


def _ordinal(units: Sequence[Unit], at: int, ordinals: dict[int, Any]) -> int | None:
    """The number of the meeting, a few words from its noun ("the summit in its 26th session"); "first" only right beside it."""
    edition = next((i for i in range(at + 1, min(len(units), at + 5)) if units[i].has("its_edition")), at)
    near = [
        (abs(i - at), m.value) for i in range(max(0, at - 6), min(len(units), edition + 4))
        if (m := _starting_in(units[i], ordinals)) and not any(u.has("anniversary") for u in units[max(0, i - 1) : i + 2])
        if not any(u.has("dash") and u.start > before.end for before, u in pairwise(units[i : at + 1]))  # "and the second - at the summit"
        if not any(u.has("comma") for u in units[min(i, at) : max(i, at)])  # "became the tenth member, at the summit"
        if i == at or not _named(units[i])  # "the summit of the Group of Twenty"
        if not any(u.has(*_COUNTED) for u in units[i + 1 : at])  # "the 28th member of the forum"
    ]
    return next((value for far, value in sorted(near) if value > 1 or far == 1), None)


def _named(unit: Unit) -> bool:
    """Whether the unit names someone; one capital word alone, of nobody known, is the ordinal that it is: "the Twelfth Conference"."""
    option = unit.option("person", "organisation")
    return option is not None and (bool(option.id) or " " in unit.text)


def _starting_in(unit: Unit, ordinals: dict[int, Any]) -> Any:
    return next((ordinals[s] for s in range(unit.start, unit.end) if s in ordinals), None)


def _told_stage(marks: Sequence[frozenset[str]]) -> bool:
    return any(not m.isdisjoint(STAGES) and "behind_word" not in m for m in marks)


def _stage(text: Text, marks: Sequence[frozenset[str]], day: Date | None, coming: bool) -> str | None:
    """The stage that the words tell, corrected by the day: what is past is held, what is to come is planned."""
    said = frozenset().union(*marks) if marks else frozenset()
    for stage in ("cancelled", "postponed"):
        if stage in said and "took_place" not in said:
            return stage
    published = text.article.published
    if day and published:
        if day.first > published.last:
            return "planned"
        if day.last < published.first:
            return "held"
    if coming or "soon" in said and "ended" not in said:
        return "planned"  # "is held in the coming days"
    if "attend_future" in said and said.isdisjoint({"held", "ended", "ongoing"}) or "moved" in said and day is None:
        return "planned"  # "will attend the summit"
    return "held" if "ended" in said else next((s for s in STAGES[2:] if s in said), None)


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
    stage, published = meeting.stage or "held", text.article.published
    if stage in ("held", "ongoing") and meeting.day and published and meeting.day.first > published.last:
        stage = "planned"  # nothing has been held on a day to come
    qualifiers: dict[str, Any] = {"type": "session" if meeting.type == "meeting" else meeting.type, "stage": stage}
    if meeting.ordinal:
        qualifiers["ordinal"] = meeting.ordinal
    modality = {"planned": "planned", "postponed": "planned", "cancelled": "cancelled"}.get(stage, "asserted")
    aspect = "plan" if stage == "planned" else "change"
    return Claim(
        kind="meeting", roles=roles, evidence=meeting.evidence[0], article=text.article.id, rule=f"{text.language.code}/meeting",
        qualifiers=qualifiers, valid_from=meeting.day, aspect=aspect, modality=modality, attribution=source(text),
    )  # fmt: skip
