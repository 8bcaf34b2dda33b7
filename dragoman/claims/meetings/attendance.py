"""Who comes to a meeting: attended, expected, invited or staying away, as the words beside the meeting say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.claims.frames import filler, source
from dragoman.claims.meetings.bodies import Meeting
from dragoman.claims.meetings.meetings import meeting_claim
from dragoman.claims.meetings.words import meeting_words
from dragoman.claims.names.names import Option
from dragoman.claims.words.signs import COMMAS, SEMICOLONS
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Claim, Filler, Span

_MANNERS = {  # by the classes of words that say so alone
    "absent": "declined", "invited_to": "invited", "attend_future": "expected", "attend_now": "attended", "awaited": "expected",
    "represented": "attended", "attend": "attended", "confirmed_coming": "confirmed",
}  # fmt: skip
_PAIRS = (  # by two words near each other, in any order: what is done, and with what
    ("confirm_word", ("coming_noun", "attend_future"), "confirmed"),
    ("accept_word", ("invitation_noun",), "confirmed"),
    ("expect_word", ("coming_noun",), "expected"),
    ("apology_word", ("absence_noun",), "declined"),
    ("cancel_word", ("coming_noun", "trip_noun"), "declined"),
    ("lead_word", ("delegation_word",), "attended"),
    ("lead_future", ("delegation_word",), "expected"),
    ("speak_word", ("speech_noun",), "attended"),
    ("take_word", ("part_noun",), "attended"),
    ("take_future", ("part_noun",), "expected"),
)
_PAIR = 9  # units from one of the two to the other
_REACH = 22  # units around the verb within which a guest stands
_NEXT = 14  # units between two guests of a list, the office of the second
_BEFORE = 3  # sentences back to the meeting that "the meeting" or nothing at all speaks of
_PURPOSE = 6  # units between "arrived" and "to attend"
_DOUBT = 8  # units before a verb of coming within which "whether" or "if" is of it
_WALLS = SEMICOLONS | {"."}
_NOUN = 3  # words beyond it up to the noun
_BEHALF = 5  # units between "on behalf of" and who is meant
_PHRASE = 6  # words of a group of guests that has no name: "heads of several international organisations"


def attendance_claims(text: Text) -> Iterator[Claim]:
    """One claim for each verb of coming, with all its guests, for the meeting spoken of."""
    if not text.meetings:
        return
    told: set[tuple[int, str, str]] = set()
    for units, marks in zip(text.sentences(), text.meeting_marks, strict=True):
        verbs = _verbs(text, units, marks)
        for n, verb in enumerate(verbs):
            meeting = _meeting(text, units)
            if verb.manner == "invited" and (not _bidden(text, marks, verb.first) or _to_visit(units, verb.first)):
                continue
            if _doubted(units, marks, verb) or verb.first and units[verb.first - 1].has("from"):
                continue  # "whether X should be invited", Arabic "the apology for taking part"
            named_here = meeting is None or any(n.sentence == units[0].sentence for n in meeting.nouns)
            if not named_here and _in_another_thing(units, marks, verb.first):
                continue
            reach = verbs[n - 1].last + 1 if n else 0, verbs[n + 1].first if n + 1 < len(verbs) else len(units)
            said = _said(units, verb, marks)
            if said == "attended" and meeting and _to_come(text, meeting):
                said = "expected" if "attend_now" in marks[verb.first] else ""
            if not said:
                continue
            if meeting and verb.last > verb.first and _elsewhere(units, marks, verb, meeting):
                continue  # "accepted an invitation to visit Moscow"
            guests = _guests(text, units, marks, verb, reach, said) if meeting else []
            staying = {x for _, x, how in told if how == "declined"} if said in ("expected", "attended") else set()
            guests = [g for g in guests if (id(meeting), g.id or g.surface, said) not in told and (g.id or g.surface) not in staying]
            told |= {(id(meeting), g.id or g.surface, said) for g in guests}
            if meeting and guests:
                yield _claim(text, (units[verb.first], units[verb.last]), said, meeting, guests)


def _bidden(text: Text, marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a word such as Arabic "called" is followed by what one is invited to, not by what one is called on to do."""
    if text.language.settings.get("subject_first", False) or "bidden" in marks[at]:
        return True
    return any(m & {"attend", "attend_future"} or any(c.startswith("type_") for c in m) for m in marks[at + 1 : at + 24])


def _to_visit(units: Sequence[Unit], at: int) -> bool:
    """Whether one is invited to visit a country: "before the summit X invited Y to visit Togo", in Russian."""
    behind = units[at + 1 : at + 1 + _DOUBT]
    return any(u.has("no_goal") and v.option("state", "city") for u, v in pairwise(behind))


def _in_another_thing(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether one takes part in something that is no meeting: "will take part in the joint projects"."""
    inside = next((i for i in (at, at + 1) if i < len(units) and "in_word" in marks[i]), None)
    if inside is None:
        return False
    what = next((i for i in range(inside + 1, min(len(units), inside + 3)) if not units[i].has("the")), None)
    return what is not None and units[what].kind == "word" and not units[what].options and not marks[what]


def _to_come(text: Text, meeting: Meeting) -> bool:
    published = text.article.published
    return bool(meeting.day and published and meeting.day.first > published.last)


@dataclass(frozen=True, slots=True)
class Verb:
    """Words that tell of coming: at one place, or from one to another."""

    first: int
    last: int
    manner: str


def _verbs(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]]) -> list[Verb]:
    """The verbs of coming with their manner; "invited … to attend" is one."""
    purpose = tuple(text.language.settings.get("purpose_clitics", ()))
    found: list[Verb] = []
    for at, classes in enumerate(marks):
        if not classes or found and at <= found[-1].last:
            continue
        if pair := _pair(units, marks, at):
            found.append(pair)
            continue
        manner = _manner(classes)
        if manner is None or "awaited" in classes and any(u.text == "to" or u.has("clause") for u in units[at + 1 : at + 4]):
            continue  # "is also expected to sign"
        invited = bool(found) and found[-1].manner == "invited"
        if manner == "expected" and found and at - found[-1].last <= _PURPOSE and (units[at].text + " ").startswith("to "):
            continue  # "arrived in Astana to attend"
        if manner in ("invited", "declined") or not (invited or (purpose and units[at].text.startswith(purpose))):
            found.append(Verb(at, at, manner))
    return found


def _elsewhere(units: Sequence[Unit], marks: Sequence[frozenset[str]], verb: Verb, meeting: Meeting) -> bool:
    """Whether a place that is not the meeting's follows the two words, or what takes part is no person: "the presence of oil"."""
    behind = units[verb.last + 1 : verb.last + 1 + _DOUBT]
    if behind and behind[0].has("of") and not any(u.option("person") for u in behind[:_NOUN]):
        return True
    city, country = (place[1].id if place else "" for place in (meeting.city, meeting.country))
    host = gazetteer().entity("city", city) if city else None
    own = {city, country, str(host.facts.get("state", "")) if host else ""}
    if any(u.has("office_word", "heads_word") or "heads_word" in m for u, m in zip(behind, marks[verb.last + 1 :], strict=False)):
        return False  # who comes is named behind, with his state
    named = [o for u in behind for o in u.options if o.kind in ("city", "state") and o.form not in ("adjective", "demonym")]
    return bool(named) and not any(o.id in own for o in named)


def _pair(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> Verb | None:
    """Two words that only together tell of coming: "confirmed … his participation", Russian "took … part" in either order."""
    for does, things, manner in _PAIRS:
        sought = things if does in marks[at] else (does,) if marks[at].intersection(things) else ()
        for other in range(at + 1, min(len(marks), at + 1 + _PAIR)) if sought else ():
            if units[other].text in _WALLS:
                break
            if marks[other].intersection(sought):
                return Verb(at, other, manner)
    return None


def _doubted(units: Sequence[Unit], marks: Sequence[frozenset[str]], verb: Verb) -> bool:
    """Whether nobody knows if they come: "it is unclear whether X will attend", "X is unlikely to come", Russian "will X come, or not"."""
    if units[0].has("inverted_if") and verb.first <= _DOUBT and units[verb.first].start > units[0].end:
        return True  # "Had he come, ..."
    before = range(max(0, verb.first - _DOUBT), verb.first)
    behind = range(verb.first, min(len(units), verb.last + 2))
    return any(units[i].has("if") for i in (*before, *behind)) or any("doubt_word" in marks[i] for i in (*before, *behind))


def _manner(classes: frozenset[str]) -> str | None:
    if "no_coming" in classes:
        return None  # Arabic "categorical", which is written like "boycotted" with the article
    return next((manner for name, manner in _MANNERS.items() if name in classes), None)


def _said(units: Sequence[Unit], verb: Verb, marks: Sequence[frozenset[str]]) -> str:
    """The manner with the words around it: after "is expected" or "will" of who is to come, after "not" of who is not; "" for nothing."""
    at, manner = verb.first, verb.manner
    if manner == "attended" and any(u.has("expect", "plan", "future", "is_future") for u in units[max(0, at - 4) : at + 1]):
        return "expected"
    denied = any(u.has("not") for u in units[max(0, at - 2) : at])
    if manner == "confirmed":
        return "" if denied or any(u.has("not") for u in units[at : verb.last]) else manner
    if denied and manner == "invited":
        return "not_invited"
    return "declined" if denied and manner in ("attended", "expected") else manner


def _meeting(text: Text, units: Sequence[Unit]) -> Meeting | None:
    """The meeting that the sentence names, else the last one named a little before."""
    here = units[0].sentence
    named = [(n.index, m) for m in text.meetings for n in m.nouns if n.sentence == here]
    if named:
        return min(named, key=lambda x: x[0])[1]  # type: ignore[no-any-return]
    before = [(n.index, m) for m in text.meetings for n in m.nouns if here - _BEFORE <= n.sentence < here]
    return max(before, key=lambda x: x[0])[1] if before else None


def _guests(
    text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], verb: Verb, reach: tuple[int, int], said: str
) -> list[Filler]:
    """Those who come: people first, else states and groups; behind the verb, or before it where none stands behind. `reach`: from the
    verb before to the verb behind."""
    at, (since, stop) = verb.first, reach
    if at != verb.last:  # "confirmed X's participation", else as with one verb
        inside = _row(text, units, marks, range(at + 1, verb.last))
        before = [] if inside or not text.language.cased else _before(text, units, marks, at, since)
        return inside or before or _row(text, units, marks, range(verb.last + 1, _end(units, verb.last + 1, stop)))
    if "represented" in marks[at]:
        return _row(text, units, marks, range(at + 1, _end(units, at + 1, stop)))
    if said == "attended" and any(u.has("by") for u in units[at + 1 : at + 2]):
        return _row(text, units, marks, range(at + 2, min(stop, at + _REACH)))  # "a summit attended by X"
    if any(u.has("from", "by") for u in units[at + 1 : at + 3]):  # who invited
        before = _before(text, units, marks, at, since)
        if said != "declined" or before and not text.language.settings.get("subject_first", False):  # not: "was absent from it X"
            return before
    behind = _row(text, units, marks, range(at + 1, _end(units, at + 1, stop)))
    if behind and not text.language.settings.get("subject_first", False):
        return behind
    if "inviting" in marks[at] and not any(u.has("to", "comma") or u.kind == "sign" for u in units[at + 1 : at + 2]):
        return behind  # "the leaders invited Peru": not "the leaders invited to the summit"
    return _before(text, units, marks, at, since) or behind


def _before(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, since: int) -> list[Filler]:
    """Those named before a verb: behind the verb before it and behind "said that", if any stand there."""
    first = max(0, at - _REACH)
    since = max(first, since)
    told = [i + 1 for i in range(at - 1, since - 1, -1) if units[i].has("that_clause", "speech_word")]
    for start in (*told, since):
        if found := _row(text, units, marks, range(start, at)):
            return found
    return _row(text, units, marks, range(first, at))


def _end(units: Sequence[Unit], first: int, stop: int) -> int:
    """Where guests behind a verb end: within reach, and on while one follows another with no verb or clause between."""
    end = min(stop, first - 1 + _REACH)
    last = next((i for i in range(end - 1, first - 1, -1) if units[i].option("person")), None)
    while last is not None:
        row = units[last + 1 : min(stop, last + 1 + _NEXT)]
        step = next((i for i, u in enumerate(row) if u.option("person")), None)
        broken = step is None or any(u.text in _WALLS or u.has("act_verb", "speech_word", "relative", "but", "clause") for u in row[:step])
        last = None if broken or step is None else last + 1 + step
        end = max(end, last + 1) if last is not None else end
    return end


def _row(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], places: range) -> list[Filler]:
    people: dict[str, Filler] = {}
    groups: dict[str, Filler] = {}
    for at in places:
        unit = units[at]
        if unit.text in _WALLS or unit.has("stands_in") or people and unit.has("relative", "speech_word"):
            break  # "X, who sent Y"
        if unit.option("person"):
            if _replaced(units, marks, at):
                continue
            one = filler(text, unit, unit.option("person"))
            people.setdefault(one.id or one.surface, one)
        elif ("heads_word" in marks[at] or unit.has("heads_word")) and not any(u.option("person") for u in units[at + 1 : at + 2]):
            group = _group(text, units, at, places.stop)
            groups.setdefault(group.surface, group)
    if people and text.language.settings.get("subject_first", False):  # "the presidents of Togo and Benin, X and Y": X and Y
        stated = {u.start for u in text.units[units[0].index : units[-1].index + 1] if u.options and u.option("state")}
        groups = {k: one for k, one in groups.items() if not any(one.span.start <= s < one.span.end for s in stated)}
    return [*people.values(), *groups.values()]


def _replaced(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a person is named as the one for whom another comes: "the minister X, on behalf of the president Y"."""
    for before in range(at - 1, max(-1, at - _BEHALF - 1), -1):
        if "instead_of" in marks[before]:
            return True
        if units[before].option("person") or units[before].kind == "sign":
            return False
    return False


def _group(text: Text, units: Sequence[Unit], at: int, stop: int) -> Filler:
    last, cut = at, 0
    while (
        last + 1 < min(stop, at + _PHRASE)
        and units[last + 1].kind in ("word", "name")
        and not units[last + 1].has("clause", "and_clitic", "and")
    ):
        if _manner(meeting_words(text.language.code).classes(units[last + 1].text)[0]):
            break
        last += 1
    while last + 1 == at + _PHRASE + cut and last + 1 < len(units) and cut < _NOUN and units[last + 1].kind == "word":
        if units[last + 1].has("prep", "act_verb", "clause", "relative", "and", "in", "to", "on", "be") or units[last + 1].upper:
            break
        last, cut = last + 1, cut + 1  # "leaders of the world's seven richest nations"
    while units[last].option("state") and (step := _next_state(units, last)):
        last = step  # "the leaders of Russia, China and India"
    clitic = meeting_words(text.language.code).classes(units[at].text)[1]
    span = Span(units[at].start + len(clitic), units[last].end)
    return Filler(span, span.of(text.text))


def _next_state(units: Sequence[Unit], at: int) -> int | None:
    """Where the next state of a list stands, behind a comma or "and"; None where the list ends."""
    for step in range(at + 1, min(len(units), at + 4)):
        unit = units[step]
        if unit.option("state"):
            return step if step > at + 1 or unit.has("and_clitic") else None
        if unit.text not in COMMAS and not unit.has("and"):
            return None
    return None


def _claim(text: Text, verb: tuple[Unit, Unit], manner: str, meeting: Meeting, guests: Sequence[Filler]) -> Claim:
    noun = meeting.nouns[0]
    what = meeting_claim(text, meeting)
    named = Filler(noun.span, noun.span.of(text.text), what.id, meeting_label(meeting))
    first = min([verb[0].start, *(g.span.start for g in guests)])
    last = max([verb[1].end, *(g.span.end for g in guests)])
    return Claim(
        kind="attendance", roles={"meeting": (named,), "guest": tuple(guests)}, evidence=Span(first, last), article=text.article.id,
        rule=f"{text.language.code}/attendance", qualifiers={"manner": manner}, valid_from=meeting.day,
        aspect="plan" if manner in ("expected", "invited", "confirmed") else "change", attribution=source(text),
        modality="expected" if manner == "expected" else "asserted",
    )  # fmt: skip


def meeting_label(meeting: Meeting) -> str:
    """A short English name of a meeting: its body, type and year."""
    body = meeting.bodies[0][1] if meeting.bodies else Option("organisation", "", "")
    year = meeting.day.text[:4] if meeting.day else ""
    return " ".join(x for x in (body.id.upper(), meeting.type, year) if x)
