"""Where the words for what was decided begin and end, and who decided.

The union lifted the ban.                            "lifted the ban", not "the ban"
The bid of Togo was approved at a summit in Lome.    what was approved stands before the verb
They decided at a meeting in Lome to admit Togo.     behind where they did so
The decision was made at a closed meeting.           tells of no decision what it is
The summit elected H.E. the President of Togo.       a point behind one letter ends nothing
The union let Togo in and decided on its dues.       "its" is who acts in the clause before
LOME: Ministers decided to admit Togo.               where the news comes from decides nothing
The union decided not to admit Togo.                 "not" is part of it
Malam of Togo was elected by acclamation.            who gets an office is told as such
In joining the union, Togo agreed to open its ports. who is joined decides nothing
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.claims.frames import fillers
from dragoman.claims.papers.papers import NOUNS
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Filler, Span

_DEEDS = ("decide_act", "body_act", "body_act_weak", "organ_deed", "elect_act", "freeze_act", "accept_act", "suspend", "lift", "ratified")
_DONE = ("decided_passive", "acted_passive", "ballot_act", "elect_passive", "admitted_passive")  # behind a form of "to be"
_DECIDED = ("decide", "resolved", "was_decided")
_EMPTY = ("the", "be", "was_word", "has_been", "decision_word", "decision_noun", "taken_word", "beside_verb", "done", "did_so", *_DECIDED)
_NOUNS = ("decision_word", "vote_word", "was_decided")
_LEADS = ("in", "on", "hold_chair", "place_word")  # words with which a place or a time begins
_ENDLESS = ("pending", "by_ballot")  # what begins with such a word tells how or how long
_SETTING = ("gathering", "event_of", "place_word", "met_word")
_AGAINST = frozenset({"not", "vote_against"})
_VERB = 3  # units before what was decided within which its verb stands
_PLACE = 6  # units behind "at" within which the meeting or the day shows that it tells a place or a time
_FURTHER = 18  # units behind it within which "to" tells what was decided
_WHAT = 40  # units of what was decided


def whole_decisions(text: Text, units: Sequence[Unit], claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence with each decision told whole; one of which nothing but where it was taken is told is left out."""
    if not any(c.kind == "decision" for c in claims):
        return list(claims)
    return [told for c in claims for told in (_whole(text, units, c) if _bare(c) else (c,))]


def _bare(claim: Claim) -> bool:
    """Whether the claim is a decision told otherwise than by its votes: those may belong to one told before."""
    return claim.kind == "decision" and "votes" not in claim.qualifiers and not claim.rule.endswith("decision-backed")


def _whole(text: Text, units: Sequence[Unit], claim: Claim) -> Iterator[Claim]:
    span = claim.fillers("text")[0].span
    first = next((i for i, u in enumerate(units) if u.end > span.start), len(units))
    last = next((i for i in range(len(units) - 1, -1, -1) if units[i].start < span.end), -1)
    if first > last:
        yield claim
        return
    bodies = _bodies(text, units, claim, first)
    if text.language.settings.get("subject_first"):
        told = _stretch(text, units, claim, first, last)
        if told is None:
            return
        first, last = told
        if units[first].has("relative") and any(not NOUNS.isdisjoint(u.classes) for u in units[:first]):
            return  # "adopted the plan, which was approved in May": told of the document
    start = min(span.start, units[first].name_start) if units[first].end > span.start else units[first].name_start
    start = start if units[first].start <= span.start <= units[first].end else units[first].name_start
    start = _within(text, units, first) if units[first].start == start else start
    if start == units[first].start and _opens(text, units[first], "to_verb", "beside_verb"):
        start += text.text[start : units[first].end].index(" ") + 1  # "to extend", "also agreed"
    whole = Span(start, units[last].end if units[last].start >= span.end or units[last].end <= span.end else span.end)
    roles = {k: v for k, v in {**claim.roles, "body": bodies}.items() if v}
    if whole == span and roles == claim.roles:
        yield claim
        return
    roles["text"] = (Filler(whole, whole.of(text.text)),)
    evidence = Span(min(claim.evidence.start, whole.start), max(claim.evidence.end, whole.end)) if whole != span else claim.evidence
    yield replace(claim, roles=roles, evidence=evidence, id="")


def _within(text: Text, units: Sequence[Unit], first: int) -> int:
    """Where what was decided begins, where the lexicon has the verb of the deed in a phrase with that of deciding: "decided to admit"."""
    unit = units[first - 1] if first else None
    if unit is None or not unit.has("decide") or " " not in unit.text:
        return units[first].name_start
    words = text.text[unit.start : unit.end]
    against = next((w for w in words.split()[1:] if not _AGAINST.isdisjoint(text.language.words.classes(w.casefold())[0])), None)
    if against is not None:
        return unit.start + words.rindex(against)  # "decided not to", "voted against"
    if len(unit.text.split()) < 3:
        return units[first].name_start
    at = next((i for i in range(len(words) - 2, 0, -1) if words[i] == " " and _leads(text, words[:i].split()[-1])), -1)
    return unit.start + at + 1 if at > 0 else units[first].name_start


def _opens(text: Text, unit: Unit, *classes: str) -> bool:
    """Whether a phrase opens with a word of one of these classes."""
    return " " in text.text[unit.start : unit.end] and not text.language.words.classes(unit.text.split()[0])[0].isdisjoint(classes)


def _leads(text: Text, word: str) -> bool:
    return "to_verb" in text.language.words.classes(word.casefold())[0]


def _stretch(text: Text, units: Sequence[Unit], claim: Claim, first: int, last: int) -> tuple[int, int] | None:
    """The first and last unit of what was decided; None where the words tell only where, when or how."""
    last = _without_subject(units, first, _behind_letters(units, first, last))
    if (
        claim.rule.endswith("decision-gist")
        and units[first].option("organisation", "institution")
        and first
        and units[first - 1].has("by", "the")
    ):
        return _clause(units, first), last  # "he was chosen by the union as candidate"
    if _sets(units, first):
        reach = range(first + 1, min(last, first + _FURTHER))
        further = next((i for i in reach if _leads_on(text, units, i) and _closes(units[i - 1])), -1)
        if further > 0:
            return further + (" " not in units[further].text), last
        begins = _clause(units, first)
        if any(u.has(*_NOUNS, "decision_noun") for u in units[begins:first]) and not units[first].has("by_ballot"):
            return first, last  # "the decision was taken in May": what, other words tell
        verb = next((i for i in range(begins, first) if units[i].has(*_DEEDS)), begins)
        begins = begins if _passive(text, units, verb) else verb
        return (begins, last) if _tells(text, units[begins:first]) else None
    if text.language.settings.get("oblique") and first > 1 and units[first - 1].has("was_decided"):
        begins = _clause(units, first - 1)
        if units[begins].kind == "word" and not units[begins].has("prep", "occasion_lead", "topic_word", "in", "on", "by", *_EMPTY):
            return begins, last  # "the next session it is decided to hold in Riga", as in Russian
    while first > 2 and units[first - 1].has("comma") and _aside(units[first - 2]) and units[first - 3].has("comma"):
        first -= 3  # "elected, by acclamation, its officers"
    at = next((i for i in range(first - 1, max(-1, first - 1 - _VERB), -1) if units[i].has(*_DEEDS)), -1)
    if (
        at >= 0
        and _alone(text, units[at])
        and not _infinitive(text, units, at, first)
        and not any(_parts(u) or u.options or _complement(u) for u in units[at + 1 : first])
    ):
        first = at
        if at > 0 and units[at - 1].has("comma") and units[at].has("acted_passive") and units[at + 1].has("from"):
            return None  # "the chairs, chosen from five groups"
    paper = any(not NOUNS.isdisjoint(u.classes) for u in units[_clause(units, max(0, first - 1)) : first])
    if first and not paper and _passive(text, units, first - 1) and claim.rule.endswith(("passive", "passive-at", "acted-by-body")):
        first -= 1  # "the bid was approved by most": what was done is told before its verb
    if _passive(text, units, first) and not units[first].has(*_NOUNS):
        verb, first = first, _clause(units, first)
        if units[verb].has("chosen_verb") and any(u.options and u.option("person") or u.has("office_word") for u in units[first:verb]):
            return None  # who gets an office is told as such
    while first < last and units[first].has("beside_verb"):
        first += 1
    if first < last and units[first].has("chosen_verb") and units[first + 1].has("him_word"):
        return None
    if first < last and units[first].has("decide") and _alone(text, units[first]):
        lead = next((i for i in range(first + 1, min(last, first + 4)) if units[i].has("to_verb")), -1)
        first = lead + 1 if lead > 0 and all(u.kind == "date" or u.has("on", "beside_verb") for u in units[first + 1 : lead]) else first
    return first, _noun_ends(units, first, last)


def _tells(text: Text, clause: Sequence[Unit]) -> bool:
    """Whether a clause that ends in where or when tells what was decided: "the bid was approved", not "the decision was taken"."""
    if any(u.has(*_DECIDED) and not u.has("decided_passive") and _alone(text, u) for u in clause):
        return False
    return any(u.options or u.kind in ("word", "number", "name") and not u.has(*_EMPTY) and not u.upper for u in clause)


def _aside(unit: Unit) -> bool:
    return unit.kind == "date" or unit.has("by_ballot")


def _without_subject(units: Sequence[Unit], first: int, last: int) -> int:
    """The last unit of what was decided, without who decided it: "the seat will be in Lome, the Council decided"."""
    behind = units[last + 1] if last + 1 < len(units) else None
    if behind is None or not behind.has("decide") or behind.has("to_verb"):
        return last
    comma = next((i for i in range(last, max(first, last - _PLACE), -1) if units[i].has("comma")), -1)
    return comma - 1 if comma > first + 1 else last


def _sets(units: Sequence[Unit], first: int) -> bool:
    """Whether words begin with a place, a time or a way: "at a closed meeting", "until May", "by consensus"."""
    if units[first].kind == "date":
        return any(u.has("to_verb", "aim_to") for u in units[first + 1 : first + 4])  # "decided on 29 June to"
    if units[first].has(*_ENDLESS) and not units[first].has("to_verb"):
        return True
    if not units[first].has("prep") or not units[first].has(*_LEADS) or units[first].has("to_verb"):
        return False
    behind = units[first + 1 : first + 1 + _PLACE]
    end = next((i for i, u in enumerate(behind) if u.kind == "sign" or u.has("prep", "to_verb", "clause")), len(behind))
    near = behind[: max(end, 1)]
    on = units[first].has("on") and not units[first].has("in")
    at = units[first].has("with_or_at")
    return any(u.kind == "date" or not on and (u.has(*_SETTING) or u.option("city") or at and u.option("organisation")) for u in near)


def _leads_on(text: Text, units: Sequence[Unit], at: int) -> bool:
    """Whether a word for "to" leads to a deed, not to a place or to whom: "from Lome to Accra"."""
    behind = units[at + 1]
    named = " " not in units[at].text and (bool(behind.options) or behind.kind == "number" or behind.has("the"))
    return (units[at].has("to_verb") or _opens(text, units[at], "to_verb")) and not named


def _closes(unit: Unit) -> bool:
    """Whether words that tell where and when may end with the unit."""
    return unit.kind in ("date", "sign", "name") or unit.has("gathering") or bool(unit.options)


def _passive(text: Text, units: Sequence[Unit], at: int) -> bool:
    """Whether a verb is in the passive: "was approved"."""
    first = units[at].text.split()[0]
    if text.language.settings.get("oblique"):
        return units[at].has("acted_passive", "decided_passive", "deed_passive") and units[at].kind == "word"
    been = " " in units[at].text and "was_word" in text.language.words.classes(first)[0]
    return units[at].has("passive", *_DONE) and (been or bool(at) and units[at - 1].has("was_word"))


def _clause(units: Sequence[Unit], at: int) -> int:
    """The first unit of the clause of a verb."""
    first = at
    while first and not _parts(units[first - 1]):
        first -= 1
    while first < at and units[first].has("and", "beside_verb"):
        first += 1
    return first


def _parts(unit: Unit) -> bool:
    return unit.text in WALLS or unit.has("comma", "semicolon", "dash", "but") or unit.has("clause") and not unit.has("relative")


def _complement(unit: Unit) -> bool:
    return unit.has("to_verb", "that_clause", "that_word")


def _alone(text: Text, unit: Unit) -> bool:
    """Whether a verb does not lead to another one, which tells by itself what was decided: "agreed to", "decided that"."""
    word = unit.text.split()[-1]
    return " " not in unit.text or text.language.words.classes(word)[0].isdisjoint({"to_verb", "that_clause"})


def _infinitive(text: Text, units: Sequence[Unit], at: int, first: int) -> bool:
    """Whether a verb of deciding stands before another one without a word for "to", as in Russian."""
    return units[at].has("decide") and at == first - 1 and bool(text.language.settings.get("oblique"))


def _behind_letters(units: Sequence[Unit], first: int, last: int) -> int:
    """The last unit of what was decided, where a point behind one letter ended it: "elected H. E. the President"."""
    while (
        last + 1 < len(units)
        and last - first < _WHAT
        and units[last].text.isalpha()
        and units[last + 1].text == "."
        and (len(units[last].text) == 1 or _goes_on(units, last + 1))
    ):
        end = next((i for i in range(last + 2, min(len(units), first + _WHAT)) if units[i].text in WALLS), min(len(units), first + _WHAT))
        if end - 1 <= last + 1:
            return last
        last = end - 1
    return last


def _goes_on(units: Sequence[Unit], at: int) -> bool:
    """Whether a point is that of a short word, in the middle of the sentence: "appointed Ms. X"."""
    behind = units[at + 1] if at + 1 < len(units) else None
    return behind is not None and behind.kind != "sign" and behind.paragraph == units[at].paragraph


def _noun_ends(units: Sequence[Unit], first: int, last: int) -> int:
    """Where what a decision is for ends, before what is told of the decision: "the decision to admit Togo was not unanimous"."""
    lead = units[first - 1] if first else None
    if lead is None or not any(
        u.has("decision_word", "decision_about") or u.text.startswith("decision") for u in units[max(0, first - 2) : first]
    ):
        return last
    verb = next(
        (i for i in range(first + 2, last + 1) if units[i].has("act_verb", "was_word") and units[i].has("be", "act_verb")), last + 1
    )
    return verb - 1 if not any(_complement(u) and u.has("that_clause") for u in units[first:verb]) else last


def _bodies(text: Text, units: Sequence[Unit], claim: Claim, first: int) -> tuple[Filler, ...]:
    """Who decided; a pronoun that owns, a place from which the news comes, and those from whom someone comes decide nothing."""
    named = claim.fillers("body")
    kept = tuple(b for b in named if not _owns_or_sets(units, b))
    if claim.rule.endswith("by-ballot") and any(u.has("comma") and any(b.span.end <= u.start for b in kept) for u in units[:first]):
        return ()  # "Togo's envoy, put forward by the group, was elected by acclamation"
    if kept == named or kept:
        return kept
    before = [u for u in units[:first] if u.start < named[0].span.start and u.option("organisation", "institution")]
    return fillers(text, before[:1], ("organisation", "institution"))


def _owns_or_sets(units: Sequence[Unit], body: Filler) -> bool:
    at = next((i for i, u in enumerate(units) if u.end > body.span.start), -1)
    if at < 0 or units[at].start >= body.span.end:
        return False
    unit, after = units[at], units[at + 1] if at + 1 < len(units) else None
    if unit.has("state_pronoun") and unit.has("the"):
        return True
    if after is not None and (after.has("colon") and any(o.form == "capital" for o in unit.options) or after.text == ")"):
        return True  # where news come from; "twelve states (Togo among them) backed it"
    if at and unit.option("organisation") and any(u.has("comma") for u in units[at + 1 : at + 3]):
        governed = units[at - 2] if units[at - 1].has("the") and at > 1 else units[at - 1]
        if governed.has("joining", "gerund", "to_join"):
            return True  # "in joining the union, Togo has agreed"
    if after is not None and after.has("gathering", "event_of") and any(u.has("comma") for u in units[at + 2 : at + 4]):
        return True  # "before the Assembly session, announcing its decision"
    lead = at
    while lead and (units[lead - 1].has("comma", "and", "the") or units[lead - 1].option("state")):
        lead -= 1
    return bool(unit.option("state")) and lead > 0 and units[lead - 1].has("from") and units[lead - 1].has("prep")
