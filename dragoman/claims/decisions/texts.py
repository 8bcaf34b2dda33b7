"""What was decided, in words that can be read alone: with the verb that did it, without who reports it or where it was.

The union suspended Mali.                           suspended Mali, not "Mali"
The entry of Chad was approved, the agency said.    the entry of Chad was approved, not "the agency said"
It quit. The decision was taken at a meeting.       what the sentence before tells; none where that is a decision already
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from dragoman.claims.claimdays import deed_day, told_day
from dragoman.claims.frames import filler, fillers
from dragoman.claims.names.names import Option
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.stretches import attributed
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import FACTUAL, Claim, Filler, Span

_DONE = (
    "decide_act", "body_act", "body_act_weak", "organ_deed", "organ_deed_led", "suspend", "lift", "ratified", "backed_word", "ballot_act",
    "decided_passive", "set_passive", "deed_passive", "veto_act",
)  # fmt: skip
_LED_BY = ("decision-warrant", "decision-consent-of-body")
_GISTS = ("by-decision", "decision-gist")
_LEADS = ("issued", "gave_out", "consent_act")
_TOLD_BY = ("text_end", "speech_word")
_NOUNS = ("decision_word", "decision_noun", "decision_about", "consent_noun", "was_decided", "resolution_noun")
_POINTING = (
    "the", "such_word", "this_word", "body_it", "was_word", "taken_word", "was_passed", "beside_verb", "and", "but", "decide", "indefinite",
    "that_word", "that_clause",
)  # fmt: skip
_BACK = 6  # units from a verb to what it is done to
_REPORT = 4  # units with which a sentence begins that only tells who reports
_LATELY = 3  # sentences behind a decision within which a bare "resolution" is its own
_SAME, _STEM = 2, 4  # words that a headline shares with the text below, and letters with which they are the same
_SITS = 4  # units from the beginning of what was decided within which, behind the verb, stands who decided
_PLAIN = 10  # units of a plain clause, at whose end a day is that of its verb
_NEXT = 4  # units behind a comma in which another body acts
_QUOTES = frozenset('"\u00ab\u201c')


class Decisions:
    """The decisions of a page, sentence by sentence, each once."""

    def __init__(self) -> None:
        self.told: list[Claim] = []
        self._places: list[int] = []  # the sentence of each
        self._headed = False  # whether a headline told one

    def once(self, text: Text) -> Iterator[Claim]:
        """The decisions of the page; that of a headline is left out where the text tells it again."""
        told = [*zip(self._places, self.told, strict=True)]
        for place, claim in told:
            if place or not self._headed or not any(at and _again(text, claim, other) for at, other in told):
                yield claim

    def keep(self, text: Text, units: Sequence[Unit], claims: Sequence[Claim]) -> Iterator[Claim]:
        """The other claims of a sentence; its decisions are kept, with what was decided told whole."""
        here = units[0].sentence
        lately = [i for i, sentence in enumerate(self._places) if here - _LATELY <= sentence < here]
        before = any(here - self._places[i] == 1 for i in lately)
        for claim in claims:
            if claim.kind != "decision":
                yield claim
            elif lately and (votes := _ballot_alone(text, units, claim)) is not None:
                one = self.told[lately[-1]]  # the vote is where it was decided
                self.told[lately[-1]] = replace(one, qualifiers={**one.qualifiers, **votes}, evidence=claim.evidence, id="")
            elif (whole := _whole(text, units, claim, before)) is not None:
                self.told.append(_dated(text, units, _whose(text, units, _to_sign(text, whole))))
                self._places.append(here)
                self._headed = self._headed or not here and units[-1].text not in WALLS


def _again(text: Text, head: Claim, claim: Claim) -> bool:
    """Whether a decision is that of a headline: of the same body, or of none that is named, in words of which two are the same."""
    bodies = {x.id for x in head.fillers("body")}, {x.id for x in claim.fillers("body")}
    apart = all(bodies) and bodies[0].isdisjoint(bodies[1])
    return not apart and claim.modality in FACTUAL and len(_words(text, head) & _words(text, claim)) >= _SAME


def _words(text: Text, claim: Claim) -> set[str]:
    """What was decided, as the beginnings of its words."""
    span = claim.fillers("text")[0].span
    inside = (u for u in text.units if u.start < span.end and u.end > span.start and u.kind != "sign")
    return {word[:_STEM] for u in inside for word in u.text.removeprefix(u.clitic).split() if len(word) >= _STEM}


def _whose(text: Text, units: Sequence[Unit], claim: Claim) -> Claim:
    """The decision with its body, where the words name but "the leaders", or nobody: the organisation that the page speaks of."""
    told = claim.fillers("text")[0].span
    first = next((i for i, u in enumerate(units) if u.end > told.start), None)
    if claim.fillers("body") or first is None:
        return claim
    near = units[_clause(units, first) : first + (1 if text.language.settings.get("subject_first") else _SITS)]
    if any(u.option("state", "institution", "person") or u.has("no_organ") for u in near):
        return claim
    passive = claim.rule.endswith(("decision-passive", "decision-passive-at"))
    if not passive and not any(u.has("leaders_word", "deciders", "was_decided", "sides") for u in near):
        return claim
    spoken = spoken_of(text, units[first])
    if spoken is None or spoken[0].start > units[first].start and _is_part(spoken[1]):
        return claim  # "the assembly voted to expel Togo from the council": which did not vote
    return replace(claim, roles={"body": (filler(text, *spoken),), **claim.roles}, id="")


def _dated(text: Text, units: Sequence[Unit], claim: Claim) -> Claim:
    """The decision with the day on which it was taken, told right behind who decided or the verb, or at the end of a plain clause."""
    if claim.valid_from is not None or claim.modality not in FACTUAL:
        return claim
    told = claim.fillers("text")[0].span
    inside = [i for i, u in enumerate(units) if u.end > told.start and u.start < told.end]
    ends = [b.span.end for b in claim.fillers("body")]
    verbs = [*inside[:1], *(i for i, u in enumerate(units) if u.has("decide") and claim.evidence.start <= u.start < told.start)]
    places = [i + 1 for i, u in enumerate(units[:-2]) if u.end in ends or i in verbs and (_does(u) or i not in inside)]
    near = [
        k for at in places for k in range(at, min(at + 3, len(units))) if all(_leads_day(u) for u in units[at:k]) and told_day(units[k])
    ]
    last = inside[-1] if inside else 0
    plain = len(inside) > 2 and last - inside[0] < _PLAIN and told_day(units[last]) and units[last - 1].has("on", "in")
    others = ("to_verb", "that_clause", "that_word", "event_of", "event_word", "document_noun", "past", "was_word", "relative", "until")
    if plain and units[inside[0]].has(*_DONE) and not any(u.has(*others) or _infinitive(text, u) for u in units[inside[0] + 1 : last]):
        near.append(last)
    day = next((d for k in near if (d := deed_day(text, units[max(0, k - 1) : k + 1]))), None)
    return replace(claim, valid_from=day, id="") if day else claim


def _leads_day(unit: Unit) -> bool:
    """Whether a unit may stand before the day on which something was done."""
    return unit.has("on", "in", "comma") and not unit.options


def _is_part(option: Option) -> bool:
    entity = gazetteer().entity("organisation", option.id)
    return bool(entity and entity.facts.get("part_of"))


def _to_sign(text: Text, claim: Claim) -> Claim:
    """The decision with the sign of the percentage that ends it: a sign of its own ends a clause."""
    span = claim.fillers("text")[0].span
    behind = text.text[span.end : span.end + 2]
    if not behind.strip().startswith("%") or not text.text[span.end - 1].isdigit():
        return claim
    whole = Span(span.start, span.end + behind.index("%") + 1)
    evidence = Span(claim.evidence.start, max(claim.evidence.end, whole.end))
    return replace(claim, roles={**claim.roles, "text": (Filler(whole, whole.of(text.text)),)}, evidence=evidence, id="")


def _ballot_alone(text: Text, units: Sequence[Unit], claim: Claim) -> dict[str, Any] | None:
    """The votes by which something was decided that an earlier sentence told: "93 backed the resolution"; None where it is told here."""
    votes = claim.qualifiers.get("votes")
    if claim.fillers("body") or not (votes or claim.rule.endswith("decision-backed")):
        return None
    told = claim.fillers("text")[0].span
    inside = [u for u in units if u.end > told.start and u.start < told.end]
    paper = next((u for u in inside[:2] if u.has("vote_paper")), None)
    if paper is None or any(u.has("about", "on", "that_word", "that_clause", "to_verb") or u.text in _QUOTES for u in inside):
        return None
    return {"votes": votes} if votes else {}


def _whole(text: Text, units: Sequence[Unit], claim: Claim, before: bool) -> Claim | None:
    told = claim.fillers("text")[0].span
    inside = [i for i, u in enumerate(units) if u.end > told.start and u.start < told.end]
    if not inside:
        return claim
    first, last = inside[0], inside[-1]
    if claim.rule.endswith("decision-backed") and last + 1 < len(units) and units[last + 1].has("backed_word"):
        end = next((i for i in range(last + 1, len(units)) if units[i].end >= claim.evidence.end), last + 1)
        return _with(text, claim, units, first, end)  # "her bid backed thirty states", in Russian
    if claim.rule.endswith("decision-veto") and not text.language.settings.get("subject_first"):
        begin = next((i for i in range(max(0, first - 3), first) if units[i].kind == "word" and not units[i].has("prep")), first)
        return _with(text, claim, units, begin, last)  # "used Togo its veto"
    if (end := _next_clause(text, units, first, last)) < last:
        claim, last = _with(text, claim, units, first, end), end
    if units[last].kind == "number" and last - first <= 1 and not _does(units[first]):
        return None  # "welcomed resolution No. 12": a number tells no decision
    if first == last and claim.rule.endswith(_GISTS) and units[first].kind == "word" and not units[first].has(*_DONE):
        return None  # "the decisions taken before", "a session called by decision of the council": one word tells none
    if _put_off(units[first : last + 1]):
        return None  # "agreed that the decision will be taken in December"
    if units[first].has("about") and any(u.has("about_this") for u in units[first + 1 : first + 2]):
        return None  # "this was announced": what, another sentence tells
    if _reported(text, units, first):
        end = next((i for i in range(first - 1, -1, -1) if units[i].kind != "sign"), -1)
        begin = next((i + 1 for i in range(end, -1, -1) if units[i].text in WALLS), 0)
        end = next((i - 1 for i in range(begin + 2, end) if attributed(units, i)), end)
        return _with(text, claim, units, begin, end) if end - begin >= 2 else None
    if _pointing(text, units, first + 1 if first < last and units[first].has("taken_word", *_DONE) else first):
        return _of_before(text, units, claim, 0, before)
    if claim.rule.endswith("decision-taken") and first > 1 and units[first - 1].has("taken_word"):
        noun = next((i for i in range(first - 1, -1, -1) if units[i].has(*_NOUNS)), first)
        if noun >= first - 2:
            return claim
        cited = any(u.value == claim.valid_from and v.has("from") for v, u in pairwise(units[first : last + 1]))  # "under a ruling of 2015"
        dated = replace(claim, valid_from=None) if cited and claim.valid_from else claim
        return _with(text, dated, units, noun, first - 1)  # "the decision on dues was made by the ministers"
    passed = first < last and units[first].has("taken_word") and _circumstance(text, units, first + 1, last)  # "was taken at the summit"
    if (passed or _circumstance(text, units, first, last)) and "votes" not in claim.qualifiers:
        return _of_before(text, units, claim, first, before)
    if text.language.settings.get("oblique") and (whole := _by_whom(text, units, claim, first, last)):
        return whole
    if _does(units[first]):
        return claim  # told with its verb already
    if (lead := _lead(units, claim, first)) is not None:
        return _with(text, claim, units, lead, last)
    verb = next((i for i in range(first - 1, max(-1, first - _BACK), -1) if _stops(units[i]) or _does(units[i])), None)
    if verb is None or _stops(units[verb]) or verb == first - 1 and _infinitive(text, units[first]):
        return claim
    if any(u.has("comma", "clause") for u in units[verb:first]):
        return claim
    return _with(text, claim, units, verb, last)


def _next_clause(text: Text, units: Sequence[Unit], first: int, last: int) -> int:
    """Where what was decided ends before a comma behind which another tells of it, another body does something, or a remark is over."""
    last = min(last, _remark_ends(units, first, last))
    for i in range(first + 2, last):
        if units[i].has("and") and i + 2 <= last and units[i + 1].option("state", "organisation") and _of_its_own(text, units[i + 2]):
            return i - 1 - units[i - 1].has("comma")  # "agreed on cuts and Togo was invited", "admitted Togo, and Benin left"
        if not units[i].has("comma"):
            continue
        row = units[i + 1 : i + 1 + _NEXT]
        verb = next((k for k, u in enumerate(row) if _does(u)), None)
        acts = verb is not None and any(u.options and u.option("organisation") for u in row[:verb])
        if attributed(units, i + 1) or attributed(units, i) or acts and not any(u.has("relative", "and") for u in row[:verb]):
            return i - 1
    return last


def _of_its_own(text: Text, unit: Unit) -> bool:
    """Whether a verb, with another subject before it, begins another clause."""
    return unit.has("leave", "apply", "speech_word", "was_word") or "was_word" in text.language.words.classes(unit.text.split()[0])[0]


def _remark_ends(units: Sequence[Unit], first: int, last: int) -> int:
    """Where a remark between commas ends that tells it: "X, whose parliament backed the pact in May, promised a vote"."""
    if units[first].has("aside"):
        return next((i - 1 for i in range(first, last + 1) if not units[i].has("aside")), last)
    if first < 2 or not (units[first - 1].has("relative") and units[first - 2].has("comma")):
        return last
    comma = next((i for i in range(first + 1, last) if units[i].has("comma") and units[i].kind == "sign"), last + 1)
    return last if any(u.has("and") for u in units[comma + 1 : comma + 4]) else comma - 1


def _by_whom(text: Text, units: Sequence[Unit], claim: Claim, first: int, last: int) -> Claim | None:
    """The decision with what stands before its verb, where only who decides stands behind it: "the bid backed the Council", in Russian."""
    at = first if units[first].has(*_DONE, "decide") else first - 1
    rest, begin = units[at + 1 : last + 1], _clause(units, at)
    does = at > 0 and units[at].has(*_DONE, "decide") and " " not in units[at].text
    who_words = ("leaders_word", "and", "comma", "states_word")
    if not does or not rest or begin >= at or not all(u.options or u.kind == "number" or u.has(*who_words) for u in rest):
        return None
    kinds = ("organisation", "institution", "state")
    who = fillers(text, [u for u in rest if u.option(*kinds)], kinds)
    told = _with(text, claim, units, begin, last)
    others = {k: v for k, v in told.roles.items() if k != "body"}
    return replace(told, roles={**others, "body": who} if who else others, id="")


def _clause(units: Sequence[Unit], at: int) -> int:
    """The first unit of the clause before a verb."""
    return next((i + 1 for i in range(at - 1, -1, -1) if units[i].text in WALLS or units[i].has("comma", "dash", "clause")), 0)


def _lead(units: Sequence[Unit], claim: Claim, first: int) -> int | None:
    """The verb without which a text cannot be read alone: "issued a warrant for X", "ruled against X", "took a decision on"."""
    if not claim.rule.endswith(_LED_BY):
        return None
    return next((i for i in range(first - 1, max(-1, first - _BACK), -1) if units[i].has(*_LEADS)), None)


def _stops(unit: Unit) -> bool:
    """Whether the verb of the deed is not sought before the unit: a sign that ends a sentence, or "decided to", behind which it stands."""
    return unit.text in WALLS or unit.has("decide") and unit.text.endswith(" to")


def _put_off(units: Sequence[Unit]) -> bool:
    """Whether what was decided is only that the decision is to come."""
    noun = next((i for i, u in enumerate(units[:_BACK]) if u.has("decision_word", "decision_noun", "decision_about")), None)
    if noun is None:
        return False
    coming = next((i for i, u in enumerate(units) if i > noun and u.has("plan", "will_word", "is_future")), None)
    return coming is not None and any(u.has("taken_word", "was_passed", "done", "adopted") for u in units[coming : coming + 3])


def _does(unit: Unit) -> bool:
    """Whether a unit is the verb of the deed itself, not of deciding to do it: "agreed to"."""
    return unit.has(*_DONE) and not unit.text.endswith((" to", " that"))


def _with(text: Text, claim: Claim, units: Sequence[Unit], first: int, last: int) -> Claim:
    while first < last and (units[first].kind == "sign" or units[first].has("and", "but")):
        first += 1
    span = Span(units[first].name_start, units[last].end)
    evidence = Span(min(span.start, claim.evidence.start), claim.evidence.end) if span.end <= claim.evidence.end else claim.evidence
    return replace(claim, roles={**claim.roles, "text": (Filler(span, span.of(text.text)),)}, evidence=evidence, id="")


def _reported(text: Text, units: Sequence[Unit], first: int) -> bool:
    """Whether the words only tell who says so: "the ministry said", "stressing, that ..." as in Russian."""
    told = units[first].classes | text.language.words.classes(units[first].text.split()[0])[0]
    if not told.isdisjoint(_TOLD_BY):
        return True
    word = units[first].kind == "word" and units[first].classes.isdisjoint(_NOUNS)
    return word and first + 2 < len(units) and units[first + 1].has("comma") and units[first + 2].has("that_word", "that_clause")


def _pointing(text: Text, units: Sequence[Unit], first: int) -> bool:
    """Whether the words point to what was told before: "this decision"."""
    lead = units[first]
    if lead.has("such_word") and first + 1 < len(units) and units[first + 1].has(*_NOUNS):
        return True
    return lead.has(*_NOUNS) and " " in lead.text and "such_word" in text.language.words.classes(lead.text.split()[0])[0]


def _circumstance(text: Text, units: Sequence[Unit], first: int, last: int) -> bool:
    """Whether the words tell only when, where or on what occasion something was decided, beside a bare word for a decision."""
    lead = units[first]
    if lead.clitic and lead.clitic not in _clitics(text):
        return False
    if lead.kind != "date" and not lead.has("in", "on", "place_word", "occasion_lead"):
        return False
    what = ("about", "that_clause", "that_word", "to_verb", "so_that")
    if any(u.has(*what) or _infinitive(text, u) for u in units[first : last + 1]):
        return False
    return any(u.has(*_NOUNS) for u in units[max(0, first - _BACK) : first])


def _infinitive(text: Text, unit: Unit) -> bool:
    return unit.kind == "word" and unit.text.endswith(tuple(text.language.settings.get("infinitive_endings", ())) or ("\0",))


def _clitics(text: Text) -> Sequence[str]:
    return tuple(text.language.settings.get("place_clitics", ()))


def _of_before(text: Text, units: Sequence[Unit], claim: Claim, first: int, before: bool) -> Claim | None:
    """The decision with what its own clause tells before it, else with what the sentence before tells; None where that tells it."""
    begin = next((i + 1 for i in range(first - 1, -1, -1) if units[i].text in WALLS or units[i].has("comma")), 0)
    plain = [u for u in units[begin:first] if not u.option("organisation") and not u.has(*_NOUNS, *_POINTING)]
    this = len(plain) == 2 and plain[0].has("about") and plain[1].has("about_this")
    if not this and any(u.kind == "word" or u.options for u in plain):
        return claim
    if before or not units[0].sentence:
        return None
    last = text.bounds[units[0].sentence - 1]
    told = text.units[last[0] : last[1]]
    if any(u.has("about_this", "text_end", "speech_word") for u in told[:_REPORT]):
        return None  # "NEWS spread word of this"
    return _with(text, claim, told, 0, next((i for i in range(len(told) - 1, 0, -1) if told[i].kind != "sign"), 0))
