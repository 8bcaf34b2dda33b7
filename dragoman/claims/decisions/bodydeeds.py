"""What bodies did: a decision for each verb of deciding whose subject, by the grammar of its clause, is a body that decides.

The Council on Friday lifted the ban and extended the mandate.     two deeds of one subject
At the summit, the leaders launched a system of payments.          an organ, or those who sit in it
It also named Nauru host of the next session.                      who did something in the sentence before
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.claims.claimdays import deed_day
from dragoman.claims.decisions.deeds import forecast, mere_stance
from dragoman.claims.decisions.subjects import BEHIND, BETWEEN, FREE, NAME, QUOTES, Subject, meant, passed, subject_of
from dragoman.claims.frames import fillers, source
from dragoman.claims.modality import modality
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.papers.papers import ACTS, NOUNS
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Filler, Span

_ANY = frozenset({"decide", "decide_act", "body_act"})  # what any body that is named decides
_ORGAN = frozenset({"organ_deed"})  # what is a decision where an organ of a body, or those who sit in it, does it
_LED = "organ_deed_led"  # as in Arabic, a noun unless who does it follows
_DEEDS = _ANY | _ORGAN | {_LED}
_VERBS = _DEEDS | ACTS | {"speech_word", "body_verb"}
_DOUBTS = ("will_word", "is_future", "if", "may", "block", "rumour")
_LEADING = frozenset(",:-\u2013\u2014\u060c")  # signs before what was decided
_OFTEN = 10  # units behind a verb within which "every four years" is of it
_NEAR = 4  # units from the verb and its subject to the day on which it was decided
_WHAT = 40  # units of what was decided
_OBJECT = 5  # units behind a verb within which a document shows that it is one, not a decision


def with_deeds(text: Text, units: Sequence[Unit], stakes: frozenset[str], made: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence with the decisions that its verbs of deciding tell; `stakes`: what stands in it, `made`: what rules made."""
    headline = units[0].sentence == 0 and units[-1].text not in WALLS  # the page tells it again
    if headline or _DEEDS.isdisjoint(stakes) and not any(_deeds_in(text, u) for u in units if " " in u.text):
        return list(made)
    known = list(made)
    for at, subject, end in _deeds(text, units):
        known = _added(text, units, known, at, subject, end)
    return known


def _deeds(text: Text, units: Sequence[Unit]) -> Iterator[tuple[int, Subject, int]]:
    """Each verb of deciding that a body governs, with its subject and where what was decided ends."""
    verbs = [i for i, u in enumerate(units) if _is_verb(text, u) or _opens(text, units, i)]
    told: list[tuple[int, Subject]] = []
    before: Subject | None = None
    last = -1
    for at in verbs:
        subject = subject_of(text, units, at)
        if subject is None and before is not None and at - last <= 1 and units[last].has("decide"):
            last = at  # "decided to set up"
            continue
        if before is not None and (subject is None or subject.first <= last) and _goes_on(units, last, at, verbs):
            subject = replace(before, first=at, last=at)
        if subject is None and at <= 2:
            subject = meant(text, units, at)
        before, last = subject, at
        if subject is not None and _deed(text, units[at]) and (_LED not in units[at].classes or at < subject.first <= at + BEHIND):
            told.append((at, subject))
    told = [(at, subject) for at, subject in told if _fits(text, units, at, subject)]
    for number, (at, subject) in enumerate(told):
        if _takes_place(text, units, at) or _doubtful(units, at, subject) or _of_paper(units, at):
            continue
        following = told[number + 1][0] if number + 1 < len(told) else len(units)
        yield at, subject, following
        if subject.bodies:
            text.decided = (units[0].sentence, subject.bodies, subject.organ)


def _opens(text: Text, units: Sequence[Unit], at: int) -> bool:
    """Whether a clause begins with a verb, whatever it tells, right before a body that does it, as in Arabic: "Threatened the union"."""
    if text.language.settings.get("subject_first") or units[at].kind != "word" or at and not units[at - 1].has("comma"):
        return False
    behind = next((u for u in units[at + 1 : at + BEHIND] if u.text not in QUOTES), units[at])
    noun = units[at].has("event_of", "deciders", "leaders_word", "office_word", "prep", "in", "upon_word", "by", "org_part", "was", "but")
    return not noun and not behind.clitic and behind.option("organisation", "institution") is not None


def _takes_place(text: Text, units: Sequence[Unit], at: int) -> bool:
    """Whether the verb only tells that who is named meets or has met: "the assembly closed in Geneva"; forecasts are not decided."""
    if forecast(units, at) or any(u.has("nothing_word") for u in units[at + 1 : at + 2]):
        return True
    if units[at].has("taken_word") and any(u.has("participation") for u in units[at + 1 : at + 2]):
        return True  # "took part": in Russian the verb is that of adopting
    marks = text.meeting_marks[units[0].sentence] if text.meeting_marks else []
    behind = units[at + 1] if at + 1 < len(units) else None
    return bool(marks) and "takes_place" in marks[at] and (behind is None or behind.kind in ("date", "sign") or behind.has("in", "on"))


def _classes(text: Text, unit: Unit) -> frozenset[str]:
    """The classes of a verb; those of its first word too, where the lexicon has it in a phrase: "lifted the"."""
    if unit.kind != "word" or " " not in unit.text or unit.has("successor", "turned"):
        return unit.classes
    return unit.classes | text.language.words.classes(unit.text.split()[0])[0]


def _deeds_in(text: Text, unit: Unit) -> bool:
    return not _DEEDS.isdisjoint(_classes(text, unit))


def _deed(text: Text, unit: Unit) -> bool:
    return _deeds_in(text, unit) and not _present(text, unit)


def _is_verb(text: Text, unit: Unit) -> bool:
    """Whether the unit is a verb behind which another one may go on: "adopted the budget and named", "thanked Togo and named"."""
    classes = _classes(text, unit) if unit.kind == "word" else frozenset[str]()
    return not classes.isdisjoint(_VERBS)


def _present(text: Text, unit: Unit) -> bool:
    """Whether a verb tells of what is done time and again, not of a deed: "appoints", "elects"."""
    settings = text.language.settings
    word = unit.text.split()[0]
    return word.endswith(tuple(settings.get("present_endings", ())) or ("\0",)) or word.startswith(
        tuple(settings.get("present_beginnings", ())) or ("\0",)
    )


def _goes_on(units: Sequence[Unit], last: int, at: int, verbs: Sequence[int]) -> bool:
    """Whether a verb is joined to the one before it, of the same subject: "lifted the ban and extended", "lifted, extended and closed"."""
    between = units[last + 1 : at]
    if any(u.text in WALLS or u.has("clause", "relative", "that_clause", "but") or u.option("person") for u in between):
        return False
    if units[at].has("and_clitic"):
        return True
    lead = next((i for i in range(at - 1, max(last, at - 4), -1) if not units[i].has("beside_verb")), last)
    if lead > last and units[lead].has("and"):
        return True
    later = any(units[i - 1].has("and") or units[i].has("and_clitic") for i in verbs if i > at)
    return lead > last and units[lead].has("comma") and later


def _fits(text: Text, units: Sequence[Unit], at: int, subject: Subject) -> bool:
    """Whether such a subject decides by such a verb: weak verbs tell a decision of an organ alone, on a page of organisations."""
    if not _ANY.isdisjoint(_classes(text, units[at])) and subject.bodies:
        return True
    if subject.lead is not None and not units[at].has(*_ANY, "taken_word"):
        return False
    return subject.organ and (bool(subject.bodies) or spoken_of(text, units[at]) is not None)


def _doubtful(units: Sequence[Unit], at: int, subject: Subject) -> bool:
    """Whether the clause doubts the deed, or tells of what is done time and again, of nothing or of a mere stance."""
    first = min(at, subject.first)
    hind = subject.last + 1 if at < subject.first <= at + BEHIND else at + 1  # "renewed the council its support"
    passing = hind < len(units) and (units[hind].has("the") or hind > at + 1)
    behind = units[hind : hind + 1 + passing]
    trap = any(u.has("act_trap", "tally_word") for u in behind) or any(u.has("not") for u in units[at + 1 : at + 3])
    trap = trap or any(u.has("instead") for u in units[at + 1 : at + _OFTEN])  # Arabic "took the place of", written like "dissolved"
    who = units[subject.first : subject.last + 1]
    dissolved = units[at].has("dissolve_word") and any(o.kind == "institution" for u in who for o in u.options)
    trap = trap or dissolved or mere_stance(units, at)
    often = any(u.has("each_time") for u in units[at + 1 : at + _OFTEN])
    if trap or often or any(u.has(*_DOUBTS) for u in units[max(0, first - 3) : at + 2]):
        return True
    said = modality(units, at, first, at)
    joint = next((i for i in range(at - 1, at - BEHIND - 1, -1) if i > 0 and units[i].has("and", "comma")), 0) if first == at else 0
    if said in ("proposed", "planned") and joint:  # "adopted the recommendations, decided to meet again and named"
        said = modality(units[joint:], at - joint, at - joint, at - joint)
    return said != "asserted"


def _of_paper(units: Sequence[Unit], at: int) -> bool:
    """Whether a verb tells what was done with a document: that is no decision of its own."""
    return not ACTS.isdisjoint(units[at].classes) and any(not NOUNS.isdisjoint(u.classes) for u in units[at + 1 : at + 1 + _OBJECT])


def _added(text: Text, units: Sequence[Unit], known: list[Claim], at: int, subject: Subject, end: int) -> list[Claim]:
    """The claims with the decision of one verb; where a rule took it for the end of another decision, that one is cut."""
    here = units[at].start
    holds = next((c for c in known if c.kind == "decision" and c.evidence.start <= here < c.evidence.end), None)
    if holds is not None:
        told = holds.fillers("text")[0].span
        later = _later(units, at, told.start)
        if later is not None:  # "lifted the ban and named a panel", where a rule saw but the second deed
            begun = replace(holds, evidence=Span(units[later].start, holds.evidence.end), id="")
            known = [begun if c is holds else c for c in known]
            return [*known, *(c for c in (_claim(text, units, at, subject, later),) if c)]
        if told.start > here > holds.evidence.start and subject.first == at:  # "adopted the budget, decided to set up a fund"
            roles = {**holds.roles, "body": holds.fillers("body") or _bodies(text, units[at], subject)}
            kept = {k: v for k, v in roles.items() if v}
            begun = replace(holds, roles=kept, evidence=Span(here, holds.evidence.end), modality="asserted", id="")
            return [begun if c is holds else c for c in known]
        plain = subject.bodies and not any(u.option("state") for u in units[subject.first : subject.last + 1])
        if told.start >= here and plain and not holds.fillers("body"):  # "the council, which has 15 members, extended"
            whose = replace(holds, roles={"body": subject.bodies, **holds.roles}, id="")
            return [whose if c is holds else c for c in known]
        if not told.start < here < told.end or not _second(units, told, at):
            return known
        cut = _until(units, told.start, at)
        if cut is None:
            return known
        shorter = Span(told.start, cut)
        mine = Filler(shorter, shorter.of(text.text))
        evidence = Span(min(holds.evidence.start, shorter.start), cut)
        known = [replace(c, roles={**c.roles, "text": (mine,)}, evidence=evidence, id="") if c is holds else c for c in known]
    made = _claim(text, units, at, subject, end)
    return [*known, made] if made else known


def _later(units: Sequence[Unit], at: int, start: int) -> int | None:
    """The verb of another deed, joined to this one, with which what a rule took for decided begins."""
    there = next((i for i in range(at + 2, len(units)) if units[i].start <= start < units[i].end), None)
    verb = there if there is not None and units[there].has(*_DEEDS) else there - 1 if there else None
    if verb is None or verb <= at + 1 or not units[verb].has(*_DEEDS) or not units[verb - 1].has("and"):
        return None
    return verb


def _second(units: Sequence[Unit], told: Span, at: int) -> bool:
    """Whether a verb inside of what was decided is joined to it, not part of it: another verb of deciding stands before."""
    return any(u.start == told.start or not u.classes.isdisjoint(_DEEDS) for u in units[:at] if u.start <= told.start) and (
        units[at].has("and_clitic") or any(u.has("and", "comma") for u in units[max(0, at - 3) : at])
    )


def _until(units: Sequence[Unit], start: int, at: int) -> int | None:
    """Where what was decided first ends, before the joint to a second deed."""
    last = at - 1
    while last >= 0 and (units[last].has("and", "comma", "beside_verb") or units[last].kind == "sign"):
        last -= 1
    return units[last].end if last >= 0 and units[last].start >= start else None


def _bodies(text: Text, verb: Unit, subject: Subject) -> tuple[Filler, ...]:
    """The bodies of a subject, or the one that the page speaks of."""
    spoken = spoken_of(text, verb) if not subject.bodies else None
    return fillers(text, [spoken[0]], ("organisation",)) if spoken else subject.bodies


def _claim(text: Text, units: Sequence[Unit], at: int, subject: Subject, end: int) -> Claim | None:
    first = subject.last + 1 if at < subject.first <= at + FREE else at + 1
    first = first if subject.lead is None else subject.lead
    while first < len(units) and (units[first].text in _LEADING or passed(units[first])):
        first += 1
    last = next((i for i in range(first, min(end, first + _WHAT)) if units[i].text in WALLS), min(end, first + _WHAT, len(units))) - 1
    while last >= first and (units[last].kind == "sign" or end < len(units) and units[last].has("and", "beside_verb")):
        last -= 1
    what = (first, last) if last >= first else (at + 1, subject.first - 1) if subject.first > at + 1 else None
    if what is None and text.language.settings.get("oblique") and subject.last < at - 1:
        what = (subject.last + 1, at)  # "the council the question put off", as in Russian
    if what is None or all(u.kind in ("sign", "date") for u in units[what[0] : what[1] + 1]):
        return None
    span = Span(units[what[0]].name_start, units[what[1]].end)
    roles = {"body": _bodies(text, units[at], subject), "text": (Filler(span, span.of(text.text)),)}
    begin = units[subject.first].name_start if subject.first < at and at - subject.first < BETWEEN + NAME else units[at].start
    joined = at if subject.first == at else max(0, min(at, subject.first) - _NEAR)  # "imposed them in 2023 and lifted them a year later"
    beside = units[joined : max(at, subject.last) + _NEAR]
    return Claim(
        "decision", {k: v for k, v in roles.items() if v}, Span(min(begin, span.start), max(span.end, units[at].end)), text.article.id,
        f"{text.language.code}/decision-deed", {}, deed_day(text, beside), aspect="change",
        attribution=source(text),
    )  # fmt: skip
