"""The text of a decision told whole in a language whose verb comes first, where what stands behind the verb is often no thing decided.

Decided the ministers in Lome on Friday to lift the ban.    from "to lift": where, when and who stand between
Lifted the union the ban on Togo.                           with its verb: "the ban" alone is no decision
The decision of the union was no easy one.                  what is told of a decision is none
What set up the council, and when?                          nor is what is asked
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.claims.words.signs import STOPS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Filler, Span

_PLAIN = "decide_plain"
_ACTS = (
    "decide_act", "body_act", "body_act_weak", "suspend", "refuse_act", "ratified", "organ_deed", "organ_deed_led", "ballot_act", "decide",
    "approval_of", "decide_they", "agree_on", "was_decided", "lift", "acted_passive",
    "decided_passive", "deed_passive",
)  # fmt: skip
_WHERE = ("in", "text_between", "by_ballot", "beside_verb", "leaders_word", "deciders", "comma", "dash", "event_of")
_REACH = 24  # units of a text within which the thing decided is sought
_BEFORE = 14  # units before a text within which its verb stands
_PREPOSITIONS = frozenset("\u0628\u0644\u0643")
_VOTES = ("by-votes", "by-ballot", "taken", "warrant", "by-decision", "veto")


def sound_decisions(text: Text, units: Sequence[Unit], claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims of a sentence, the text of each decision made whole; a decision whose text can be none is left out."""
    for claim in claims:
        if claim.kind != "decision" or text.language.settings.get("subject_first") or claim.rule.endswith(_VOTES):
            yield claim
        elif sound := _sound(text, units, claim):
            yield sound


def _sound(text: Text, units: Sequence[Unit], claim: Claim) -> Claim | None:
    told = claim.fillers("text")[0].span
    first = next((i for i, u in enumerate(units) if u.end > told.start), None)
    if first is None:
        return claim
    end = next((i for i in range(first, len(units)) if units[i].start >= told.end), len(units))
    devoted = any(u.has("devoted_word") and after.has("event_word", "event_of") for u, after in pairwise(units[first:end]))
    if units[first].has("text_asks") or devoted and claim.rule.endswith("passive-deed"):
        return None
    matter = _matter(units, first, end)
    words = next((i for i in range(first, end) if units[i].kind != "sign"), first)
    if units[words].has("text_verb"):
        return _told(text, units, claim, matter, end) if matter is not None else None
    if units[first].has("upon_word") and first + 1 < end:
        first += 1
    verb = next((i for i in range(first - 1, max(-1, first - _BEFORE), -1) if _acts(text, units[i])), None)
    if verb is None or any(units[i].text in STOPS for i in range(verb, first)):
        return claim
    if claim.rule.endswith("decision-named") and _loose(text, units, claim, first):
        return _told(text, units, claim, verb - 1, end) if verb and _took(units[verb - 1]) else None
    if not units[verb].has(_PLAIN):
        return _told(text, units, claim, verb, end)
    if not _loose(text, units, claim, first):
        return _told(text, units, claim, first, end)
    return _told(text, units, claim, verb if matter is None else matter, end)


def _took(unit: Unit) -> bool:
    return unit.has("taken_word") and not unit.has("came_word")


def _acts(text: Text, unit: Unit) -> bool:
    """Whether a unit may be the verb, or the noun, of a decision: no verb where a preposition or the article is written with it."""
    if not unit.has(_PLAIN, *_ACTS):
        return False
    return unit.has("decision_noun", "approval_of") or not _governed(text, unit)


def _governed(text: Text, unit: Unit) -> bool:
    """Whether a preposition or the article is written together with a word: "in the form of" is written like "in" and "formed"."""
    articles = tuple(text.language.settings.get("articles", ("\0",)))
    return unit.clitic in _PREPOSITIONS or bool(unit.clitic) and unit.clitic.endswith(articles)


def _loose(text: Text, units: Sequence[Unit], claim: Claim, first: int) -> bool:
    """Whether a text opens with what is no thing decided: where, when, by how many, or the rest of who decided."""
    opening, before = units[first], units[first - 1]
    if opening.kind in ("date", "sign") or opening.has(*_WHERE) or before.has("in", "text_between") or opening.clitic.startswith("\u0648"):
        return True
    if opening.option("institution") or any((o := opening.option("organisation")) and o.id == b.id for b in claim.fillers("body")):
        return True
    articles = tuple(text.language.settings.get("articles", ()))
    return not before.has("upon_word") and opening.text.startswith(articles) and not _is_matter(opening)


def _matter(units: Sequence[Unit], first: int, end: int) -> int | None:
    """The unit with which the thing decided begins: "that", "upon", the noun of a deed."""
    for at in range(first, min(end, first + _REACH)):
        if units[at].has("clause", "relative") or units[at].text in STOPS:
            return None
        if units[at].has("that_led") or _is_matter(units[at]) and units[at].clitic[:1] != "\u0644":
            return at
    return None


def _is_matter(unit: Unit) -> bool:
    return unit.has("deed_noun", "matter_noun")


def _told(text: Text, units: Sequence[Unit], claim: Claim, first: int, end: int) -> Claim:
    """The claim, its text from `first` on, up to a participle that tells what else was said: "..., stressing that"."""
    last = next((i - 1 for i in range(first + 2, end) if units[i].has("text_tail") and units[i - 1].has("comma")), end - 1)
    while last > first and units[last].kind == "sign" and units[last].text not in '"\u00bb\u201d)':
        last -= 1
    span = Span(units[first].name_start, units[last].end)
    evidence = Span(min(claim.evidence.start, span.start), max(claim.evidence.end, span.end))
    return replace(claim, roles={**claim.roles, "text": (Filler(span, span.of(text.text)),)}, evidence=evidence, id="")
