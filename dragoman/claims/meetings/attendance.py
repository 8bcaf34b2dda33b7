"""Who comes to a meeting: attended, expected, invited or staying away, as the words beside the meeting say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.claims.frames import filler, source
from dragoman.claims.meetings.bodies import Meeting
from dragoman.claims.meetings.meetings import meeting_claim
from dragoman.claims.meetings.words import meeting_words
from dragoman.claims.names.names import Option
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Filler, Span

_MANNERS = {"absent": "declined", "invited_to": "invited", "attend_future": "expected", "attend": "attended"}
_REACH = 22  # units around the verb within which a guest stands
_NEXT = 14  # units between two guests of a list, the office of the second
_BEFORE = 3  # sentences back to the meeting that "the meeting" or nothing at all speaks of
_PURPOSE = 6  # units between "arrived" and "to attend"
_DOUBT = 8  # units before a verb of coming within which "whether" or "if" is of it
_WALLS = frozenset(";\u061b.")
_NOUN = 3  # words beyond it up to the noun
_PHRASE = 6  # words of a group of guests that has no name: "heads of several international organisations"


def attendance_claims(text: Text) -> Iterator[Claim]:
    """One claim for each verb of coming, with all its guests, for the meeting spoken of."""
    if not text.meetings:
        return
    told: set[tuple[int, str, str]] = set()
    for units, marks in zip(text.sentences(), text.meeting_marks, strict=True):
        verbs = _verbs(text, units, marks)
        for n, (at, manner) in enumerate(verbs):
            meeting = _meeting(text, units)
            if manner == "invited" and (not _bidden(text, marks, at) or _to_visit(units, at)):
                continue
            if any(u.has("if") for u in units[max(0, at - _DOUBT) : at]) or at and units[at - 1].has("from"):
                continue  # "whether X should be invited", Arabic "the apology for taking part"
            if meeting and not any(n.sentence == units[0].sentence for n in meeting.nouns) and _in_another_thing(units, marks, at):
                continue
            stop = verbs[n + 1][0] if n + 1 < len(verbs) else len(units)
            said = _said(units, at, manner)
            if said == "attended" and meeting and _to_come(text, meeting):
                continue
            guests = _guests(text, units, marks, at, stop, said) if meeting else []
            guests = [g for g in guests if (id(meeting), g.id or g.surface, said) not in told]
            told |= {(id(meeting), g.id or g.surface, said) for g in guests}
            if meeting and guests:
                yield _claim(text, units, at, said, meeting, guests)


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


def _verbs(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]]) -> list[tuple[int, str]]:
    """The verbs of coming with their manner; "invited … to attend" is one."""
    purpose = tuple(text.language.settings.get("purpose_clitics", ()))
    found: list[tuple[int, str]] = []
    for at, classes in enumerate(marks):
        manner = _manner(classes)
        invited = bool(found) and found[-1][1] == "invited"
        if manner == "expected" and found and at - found[-1][0] <= _PURPOSE and (units[at].text + " ").startswith("to "):
            continue  # "arrived in Astana to attend"
        if manner and not (manner != "invited" and (invited or (purpose and units[at].text.startswith(purpose)))):
            found.append((at, manner))
    return found


def _manner(classes: frozenset[str]) -> str | None:
    return next((manner for name, manner in _MANNERS.items() if name in classes), None)


def _said(units: Sequence[Unit], at: int, manner: str) -> str:
    """A verb of coming after "is expected" or "will" tells of who is to come."""
    if manner == "attended" and any(u.has("expect", "plan", "future", "is_future") for u in units[max(0, at - 4) : at + 1]):
        return "expected"
    if manner == "attended" and any(u.has("not") for u in units[max(0, at - 2) : at]):
        return "declined"
    return manner


def _meeting(text: Text, units: Sequence[Unit]) -> Meeting | None:
    """The meeting that the sentence names, else the last one named a little before."""
    here = units[0].sentence
    named = [(n.index, m) for m in text.meetings for n in m.nouns if n.sentence == here]
    if named:
        return min(named, key=lambda x: x[0])[1]  # type: ignore[no-any-return]
    before = [(n.index, m) for m in text.meetings for n in m.nouns if here - _BEFORE <= n.sentence < here]
    return max(before, key=lambda x: x[0])[1] if before else None


def _guests(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, stop: int, said: str) -> list[Filler]:
    """Those who come: people first, else states and groups; behind the verb, or before it where none stands behind."""
    if said == "attended" and any(u.has("by") for u in units[at + 1 : at + 2]):
        return _row(text, units, marks, range(at + 2, min(stop, at + _REACH)))  # "a summit attended by X"
    if any(u.has("from", "by") for u in units[at + 1 : at + 3]):  # who invited
        return _row(text, units, marks, range(max(0, at - _REACH), at))
    behind = _row(text, units, marks, range(at + 1, _end(units, at + 1, stop)))
    if behind and not text.language.settings.get("subject_first", False):
        return behind
    if "inviting" in marks[at] and not any(u.has("to", "comma") or u.kind == "sign" for u in units[at + 1 : at + 2]):
        return behind  # "the leaders invited Peru": not "the leaders invited to the summit"
    before = _row(text, units, marks, range(max(0, at - _REACH), at))
    return before or behind


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
        if unit.text in _WALLS:
            break
        if unit.option("person"):
            one = filler(text, unit, unit.option("person"))
            people.setdefault(one.id or one.surface, one)
        elif ("heads_word" in marks[at] or unit.has("heads_word")) and not any(u.option("person") for u in units[at + 1 : at + 2]):
            group = _group(text, units, at, places.stop)
            groups.setdefault(group.surface, group)
    if people and text.language.settings.get("subject_first", False):  # "the presidents of Togo and Benin, X and Y": X and Y
        stated = {u.start for u in text.units[units[0].index : units[-1].index + 1] if u.options and u.option("state")}
        groups = {k: one for k, one in groups.items() if not any(one.span.start <= s < one.span.end for s in stated)}
    return [*people.values(), *groups.values()]


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
    clitic = meeting_words(text.language.code).classes(units[at].text)[1]
    span = Span(units[at].start + len(clitic), units[last].end)
    return Filler(span, span.of(text.text))


def _claim(text: Text, units: Sequence[Unit], at: int, manner: str, meeting: Meeting, guests: Sequence[Filler]) -> Claim:
    noun = meeting.nouns[0]
    what = meeting_claim(text, meeting)
    named = Filler(noun.span, noun.span.of(text.text), what.id, meeting_label(meeting))
    first = min([units[at].start, *(g.span.start for g in guests)])
    last = max([units[at].end, *(g.span.end for g in guests)])
    return Claim(
        kind="attendance", roles={"meeting": (named,), "guest": tuple(guests)}, evidence=Span(first, last), article=text.article.id,
        rule=f"{text.language.code}/attendance", qualifiers={"manner": manner}, valid_from=meeting.day,
        aspect="plan" if manner in ("expected", "invited") else "change", attribution=source(text),
        modality="expected" if manner == "expected" else "asserted",
    )  # fmt: skip


def meeting_label(meeting: Meeting) -> str:
    """A short English name of a meeting: its body, type and year."""
    body = meeting.bodies[0][1] if meeting.bodies else Option("organisation", "", "")
    year = meeting.day.text[:4] if meeting.day else ""
    return " ".join(x for x in (body.id.upper(), meeting.type, year) if x)
