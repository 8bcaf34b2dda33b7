"""What bodies did: a decision for each verb of deciding whose subject, by the grammar of its clause, is a body that decides.

The Council on Friday lifted the ban and extended the mandate.     two deeds of one subject
At the summit, the leaders launched a system of payments.          an organ, or those who sit in it
It also named Nauru host of the next session.                      who did something in the sentence before
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import fillers, source
from dragoman.claims.modality import modality
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.papers.papers import ACTS, NOUNS
from dragoman.claims.words.caseendings import PLURAL, agreeing
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Claim, Filler, Span

_ANY = frozenset({"decide", "decide_act", "body_act"})  # what any body that is named decides
_ORGAN = frozenset({"organ_deed"})  # what is a decision where an organ of a body, or those who sit in it, does it
_LED = "organ_deed_led"  # as in Arabic, a noun unless who does it follows
_DEEDS = _ANY | _ORGAN | {_LED}
_VERBS = _DEEDS | ACTS | {"speech_word", "body_verb"}
_SITTING = ("leaders_word", "deciders")
_DOUBTS = ("will_word", "is_future", "if", "may", "block", "rumour")
_PARTS = frozenset({"council", "board", "organ", "court", "parliamentary", "assembly", "conference"})
_LEADING = frozenset(",:-\u2013\u2014\u060c")  # signs before what was decided
_NAME = 9  # units of the name of a body
_BETWEEN = 8  # units between a subject and its verb
_REMARK = 12  # units of a remark between commas
_BEHIND = 3  # units behind a verb within which its subject begins
_FREE = 8  # units behind it where the order of words is free
_OFTEN = 10  # units behind a verb within which "every four years" is of it
_NEAR = 4  # units from the verb and its subject to the day on which it was decided
_WHAT = 40  # units of what was decided
_OBJECT = 5  # units behind a verb within which a document shows that it is one, not a decision


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what a verb tells: the first and last unit of the words for it, as indices of the sentence, and its bodies."""

    first: int
    last: int
    bodies: tuple[Filler, ...]
    organ: bool


def with_deeds(text: Text, units: Sequence[Unit], stakes: frozenset[str], made: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence with the decisions that its verbs of deciding tell; `stakes`: what stands in it, `made`: what rules made."""
    headline = units[0].sentence == 0 and units[-1].text not in WALLS  # the page tells it again
    if headline or _DEEDS.isdisjoint(stakes) and not any(" " in u.text and not _DEEDS.isdisjoint(_classes(text, u)) for u in units):
        return list(made)
    known = list(made)
    for at, subject, end in _deeds(text, units):
        known = _added(text, units, known, at, subject, end)
    return known


def _deeds(text: Text, units: Sequence[Unit]) -> Iterator[tuple[int, Subject, int]]:
    """Each verb of deciding that a body governs, with its subject and where what was decided ends."""
    verbs = [i for i, u in enumerate(units) if _is_verb(text, u)]
    told: list[tuple[int, Subject]] = []
    before: Subject | None = None
    last = -1
    for at in verbs:
        subject = _subject(text, units, at)
        if before is not None and (subject is None or subject.first <= last) and _goes_on(units, last, at, verbs):
            subject = replace(before, first=at, last=at)
        if subject is None and at <= 2:
            subject = _meant(text, units, at)
        before, last = subject, at
        if subject is not None and _deed(text, units[at]) and (_LED not in units[at].classes or at < subject.first <= at + _BEHIND):
            told.append((at, subject))
    for number, (at, subject) in enumerate(told):
        if not _fits(text, units, at, subject) or _takes_place(text, units, at) or _doubtful(units, at, subject) or _of_paper(units, at):
            continue
        following = told[number + 1][0] if number + 1 < len(told) else len(units)
        yield at, subject, following
        if subject.bodies:
            text.decided = (units[0].sentence, subject.bodies, subject.organ)


def _takes_place(text: Text, units: Sequence[Unit], at: int) -> bool:
    """Whether the verb only tells that who is named meets or has met: "the assembly closed in Geneva"; forecasts are not decided."""
    if units[at].has("lift", "body_act_weak") and any(u.has("expect") and u.kind == "word" for u in units[at + 1 : at + 1 + _BEHIND]):
        return True
    marks = text.meeting_marks[units[0].sentence] if text.meeting_marks else []
    behind = units[at + 1] if at + 1 < len(units) else None
    return bool(marks) and "takes_place" in marks[at] and (behind is None or behind.kind in ("date", "sign") or behind.has("in", "on"))


def _classes(text: Text, unit: Unit) -> frozenset[str]:
    """The classes of a verb; those of its first word too, where the lexicon has it in a phrase: "lifted the"."""
    if unit.kind != "word" or " " not in unit.text or unit.has("successor", "turned"):
        return unit.classes
    return unit.classes | text.language.words.classes(unit.text.split()[0])[0]


def _deed(text: Text, unit: Unit) -> bool:
    return not _DEEDS.isdisjoint(_classes(text, unit)) and not _present(text, unit)


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


def _subject(text: Text, units: Sequence[Unit], at: int) -> Subject | None:
    """The body that is the subject of a verb, named beside it; None where there is none."""
    settings = text.language.settings
    if at + 1 < len(units) and units[at + 1].has("by"):
        return None
    if settings.get("subject_first"):
        return _cased(text, units, at) if settings.get("oblique") else _left(text, units, at)
    behind = next((i for i in range(at + 1, min(len(units), at + 1 + _BEHIND)) if not _passed(units[i])), len(units))
    if behind < len(units) and _decides(units[behind]) and units[behind].clitic in ("", *settings.get("articles", ())):
        last = behind
        while (
            last + 1 < len(units)
            and last - behind < _NAME
            and (units[last + 1].option("organisation", "institution") or _sits(units[last + 1]))
        ):
            last += 1
        return _made(text, units, behind, last)
    return _left(text, units, at)


def _passed(unit: Unit) -> bool:
    return unit.kind == "date" or unit.has("beside_verb", "by_ballot")


def _left(text: Text, units: Sequence[Unit], at: int) -> Subject | None:
    """The subject before a verb: the name of a body, with nothing but days, places, adverbs and remarks between."""
    last = _past_remarks(text, units, at - 1)
    if last < 0 or not _of_name(units[last]):
        return None
    first = last
    while first > 0 and last - first < _NAME and _of_name(units[first - 1]):
        first -= 1
    while first < last and units[first].has("and", "of"):
        first += 1
    if first and units[first - 1].has("prep", "verb_not_after", "in", "to", "by", "with", "from", "office_word", "member_word"):
        return None
    return _made(text, units, first, last)


def _past_remarks(text: Text, units: Sequence[Unit], at: int) -> int:
    """The last unit of the subject before a verb, stepped over what may stand between the two."""
    adverbs = tuple(text.language.settings.get("adverb_endings", ())) or ("\0",)
    start = at
    while at >= 0 and start - at < _BETWEEN:
        unit = units[at]
        if unit.has("comma") and not text.language.settings.get("subject_first"):
            return -1
        if unit.has("comma"):
            opened = next((i for i in range(at - 1, max(-1, at - _REMARK), -1) if units[i].has("comma")), -1)
            if opened <= 0 or any(u.text in WALLS or u.has("clause", "relative") for u in units[opened:at]):
                return -1
            at = start = opened - 1
        elif _passed(unit) or unit.kind == "word" and not unit.classes and unit.text.endswith(adverbs):
            at -= 1
        elif unit.option("city") and at and units[at - 1].has("in", "place_word"):
            at -= 2
            at -= at >= 0 and units[at].has("gathering", "met_word")
        elif unit.kind == "word" and unit.has("on", "in") and at + 1 < len(units) and units[at + 1].kind == "date":
            at -= 1
        else:
            return at
    return -1


def _of_name(unit: Unit) -> bool:
    """Whether a unit may belong to the words for a body: "Committee of Permanent Representatives of the union"."""
    if unit.kind == "sign" or unit.has("possessive"):
        return unit.has("possessive")
    if unit.kind == "date" or unit.option("person", "city"):
        return False
    if _decides(unit) or unit.has("the", "of", "and"):
        return True
    return unit.upper and unit.kind in ("word", "name") and unit.classes.isdisjoint(ACTS | {"clause", "relative", "office_word"})


def _cased(text: Text, units: Sequence[Unit], at: int) -> Subject | None:
    """The subject in the nominative, before or behind the verb, in a language of cases and free order."""
    word = units[at].text.split()[0]
    tag = {"\u043b": "m", "\u0430": "f", "\u043e": "n", "\u0438": "p"}.get(word[-1], "")
    if not tag:
        return None
    commas = 0
    for i in range(at - 1, max(-1, at - _BETWEEN - _NAME), -1):
        unit = units[i]
        commas += unit.has("comma")
        if unit.option("person") or unit.has("office_word"):
            return None
        if unit.text in WALLS or unit.has("clause", "relative"):
            break
        if commas == 1 and not any(u.has("comma") for u in units[max(0, i - _REMARK) : i]):
            break
        if commas != 1 and _acts(units, i, tag):
            return _made(text, units, i, _named_until(units, i, at))
        if i != at - 1 and not ACTS.isdisjoint(unit.classes) and commas != 1:
            break
    for i in range(at + 1, min(len(units), at + _FREE)):
        unit = units[i]
        if unit.kind == "sign" or unit.has("clause", "relative", "and") or unit.option("person"):
            break
        if _acts(units, i, tag):
            return _made(text, units, i, _named_until(units, i, len(units)))
    return None


def _named_until(units: Sequence[Unit], first: int, end: int) -> int:
    """The last unit of a name: the owner in the genitive goes with it ("the council of ministers of the union")."""
    last = first
    while (
        last + 1 < min(end, len(units))
        and last - first < _NAME
        and (units[last + 1].option("organisation") or units[last + 1].has("decider_of"))
    ):
        last += 1
    return last


def _acts(units: Sequence[Unit], i: int, tag: str) -> bool:
    """Whether a unit is a body in the case and number in which it does what a verb of that gender tells."""
    unit = units[i]
    if i and units[i - 1].has("prep", "in", "office_word"):
        return False
    option = unit.option("organisation")
    if option is not None:
        if option.oblique or tag == "p" and not (i > 1 and units[i - 1].has("and")):
            return False
        return True if " " in unit.text or len(unit.text) < 6 else agreeing(unit.text, tag)
    if unit.option("institution"):
        return tag != "p"
    word = unit.text.split()[0]
    plural = word[-1] in PLURAL
    return unit.has(*_SITTING) and (plural if tag == "p" else not plural and agreeing(word, tag))


def _decides(unit: Unit) -> bool:
    return unit.option("organisation", "institution") is not None or unit.has(*_SITTING)


def _sits(unit: Unit) -> bool:
    return unit.has(*_SITTING)


def _made(text: Text, units: Sequence[Unit], first: int, last: int) -> Subject | None:
    """The subject of those words, where it is a body; who heads or belongs to one is none."""
    inside = units[first : last + 1]
    if not any(map(_decides, inside)) or any(u.option("person") or u.has("other_word") or _heads(u) for u in inside):
        return None
    named = [u for u in inside if (o := u.option("organisation", "institution")) and o.form != "anaphor"]
    organ = any(_sits(u) and not u.has("no_organ") for u in inside) or any(map(_is_part, named))
    return Subject(first, last, fillers(text, named, ("organisation", "institution")), organ)


def _heads(unit: Unit) -> bool:
    return unit.has("office_word") and not unit.has("leaders_word")


def _is_part(unit: Unit) -> bool:
    option = unit.option("organisation")
    entity = gazetteer().entity("organisation", option.id) if option else None
    return bool(entity and entity.facts.get("kind") in _PARTS)


def _meant(text: Text, units: Sequence[Unit], at: int) -> Subject | None:
    """Whom the sentence before told of, where this one begins with a pronoun or its verb: "It also named ..."."""
    told = text.decided
    if told is None or units[0].sentence - told[0] != 1:
        return None
    lead = units[:at]
    if not all(_passed(u) or u.has("body_it", "they_word", "plural_pronoun", "state_it") for u in lead):
        return None
    if not lead and (text.language.settings.get("subject_first") or _may_act(text, units[at + 1 : at + 3])):
        return None
    return Subject(at, at, told[1], told[2])


def _may_act(text: Text, behind: Sequence[Unit]) -> bool:
    """Whether the words behind a verb that comes first may be who acts."""
    articles = tuple(text.language.settings.get("articles", ()))
    return any(u.options or u.has("office_word") or articles and u.text.startswith(articles) for u in behind[:1]) or any(
        u.options for u in behind
    )


def _fits(text: Text, units: Sequence[Unit], at: int, subject: Subject) -> bool:
    """Whether such a subject decides by such a verb: weak verbs tell a decision of an organ alone, on a page of organisations."""
    if not _ANY.isdisjoint(_classes(text, units[at])) and subject.bodies:
        return True
    return subject.organ and (bool(subject.bodies) or spoken_of(text, units[at]) is not None)


def _doubtful(units: Sequence[Unit], at: int, subject: Subject) -> bool:
    """Whether the clause doubts the deed, or tells of what is done time and again, of nothing or of a mere stance."""
    first = min(at, subject.first)
    behind = units[at + 1 : at + 3] if at + 1 < len(units) and units[at + 1].has("the") else units[at + 1 : at + 2]
    trap = any(u.has("act_trap", "tally_word") for u in behind) or any(u.has("not") for u in units[at + 1 : at + 3])
    trap = trap or any(u.has("instead") for u in units[at + 1 : at + _OFTEN])  # Arabic "took the place of", written like "dissolved"
    often = any(u.has("each_time") for u in units[at + 1 : at + _OFTEN])
    return trap or often or any(u.has(*_DOUBTS) for u in units[max(0, first - 3) : at + 2]) or modality(units, at, first, at) != "asserted"


def _of_paper(units: Sequence[Unit], at: int) -> bool:
    """Whether a verb tells what was done with a document: that is no decision of its own."""
    return not ACTS.isdisjoint(units[at].classes) and any(not NOUNS.isdisjoint(u.classes) for u in units[at + 1 : at + 1 + _OBJECT])


def _added(text: Text, units: Sequence[Unit], known: list[Claim], at: int, subject: Subject, end: int) -> list[Claim]:
    """The claims with the decision of one verb; where a rule took it for the end of another decision, that one is cut."""
    here = units[at].start
    holds = next((c for c in known if c.kind == "decision" and c.evidence.start <= here < c.evidence.end), None)
    if holds is not None:
        told = holds.fillers("text")[0].span
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


def _second(units: Sequence[Unit], told: Span, at: int) -> bool:
    """Whether a verb inside of what was decided is joined to it, not part of it: another verb of deciding stands before."""
    return any(not u.classes.isdisjoint(_DEEDS) for u in units[:at] if u.end <= told.start) and (
        units[at].has("and_clitic") or any(u.has("and", "comma") for u in units[max(0, at - 3) : at])
    )


def _until(units: Sequence[Unit], start: int, at: int) -> int | None:
    """Where what was decided first ends, before the joint to a second deed."""
    last = at - 1
    while last >= 0 and (units[last].has("and", "comma", "beside_verb") or units[last].kind == "sign"):
        last -= 1
    return units[last].end if last >= 0 and units[last].start >= start else None


def _claim(text: Text, units: Sequence[Unit], at: int, subject: Subject, end: int) -> Claim | None:
    first = subject.last + 1 if at < subject.first <= at + _FREE else at + 1
    while first < len(units) and (units[first].text in _LEADING or _passed(units[first])):
        first += 1
    last = next((i for i in range(first, min(end, first + _WHAT)) if units[i].text in WALLS), min(end, first + _WHAT, len(units))) - 1
    while last >= first and (units[last].kind == "sign" or end < len(units) and units[last].has("and", "beside_verb")):
        last -= 1
    what = (first, last) if last >= first else (at + 1, subject.first - 1) if subject.first > at + 1 else None
    if what is None or all(u.kind in ("sign", "date") for u in units[what[0] : what[1] + 1]):
        return None
    span = Span(units[what[0]].name_start, units[what[1]].end)
    bodies = subject.bodies
    if not bodies and (spoken := spoken_of(text, units[at])):
        bodies = fillers(text, [spoken[0]], ("organisation",))
    roles = {"body": bodies, "text": (Filler(span, span.of(text.text)),)}
    begin = units[subject.first].name_start if subject.first < at and at - subject.first < _BETWEEN + _NAME else units[at].start
    beside = units[max(0, min(at, subject.first) - _NEAR) : max(at, subject.last) + _NEAR]
    return Claim(
        "decision", {k: v for k, v in roles.items() if v}, Span(min(begin, span.start), max(span.end, units[at].end)), text.article.id,
        f"{text.language.code}/decision-deed", {}, next((u.value for u in beside if told_day(u)), None), aspect="change",
        attribution=source(text),
    )  # fmt: skip
