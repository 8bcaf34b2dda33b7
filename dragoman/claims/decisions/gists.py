"""Decisions that no rule of the acts foresees, where the words can tell nothing else.

The decision on the tariff was at long last adopted on Monday.     a decision or consent, and that it was taken, given
Ghana, Togo and Benin at last approved the tariff.                 a list of states and a verb of deciding
The Council, meeting in Lagos, on Friday lifted the ban.           a body, a remark between commas, what it did
She was chosen secretary general of the union by the ministers.    what was done by those who decide
The parliament did not approve it until May.                       what was done on the day until which it was not
By decision of the 23rd summit the ban was lifted.                 by decision of those who decide
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import fillers, source
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Filler, Span

_DOUBTS = (
    "not", "deny", "if", "may", "want", "propose", "expect", "plan", "future", "will_word", "is_future", "block", "rumour", "put_off",
)  # fmt: skip
_NOUNS = ("decision_word", "decision_noun", "consent_noun", "decision_about")
_ADOPTED = ("ballot_act", "adopted", "approved", "taken_word", "was_passed")
_MADE = (*_ADOPTED, "signed", "came_into_force")  # what is done with a decision that is told whole: "the decision on Togo was signed"
_GIVEN = ("taken_word", "done", "did_so", "was_passed", "adopted", "consent_given")
_ACTS = ("decide", "decide_act", "body_act", "lift", "suspend", "agreed_word")
_PASSIVE = ("acted_passive", "elect_passive", "admitted_passive")
_DECIDERS = ("leaders_word", "deciders", "event_of", "decider_by", "decider_of")
_BEFORE, _BEHIND = 4, 8  # units around the noun or verb within which the other word, or the states, stand
_REMARK = 10  # units of a remark between commas
_AGENT = 14  # units from a passive to who did it
_HIND = 2  # units behind a verb within which "not" is of it
_WHAT = 12  # units of what was decided


def decision_gists(text: Text, units: Sequence[Unit], stakes: frozenset[str], made: Sequence[Claim]) -> Iterator[Claim]:
    """The decision of a sentence of which rules have made none. `made`: what they have made of it; `stakes`: what stands in it."""
    headline = units[0].sentence == 0 and units[-1].text not in WALLS  # the page tells it again
    if headline or any(c.kind == "decision" for c in made):
        return
    found = _found(units, stakes)
    late = _not_until(units) if found is None and "but_only" in stakes else None
    found = found or late
    if found is None or late is None and not stakes.isdisjoint(_DOUBTS) and _doubted(units, found[0], found[1]):
        return
    first, last, actors = found
    if _customary(units, first, last):
        return
    reach = range(last + 1, min(len(units), last + _WHAT))
    end = next((i for i in reach if units[i].text in WALLS or units[i].has("text_tail")), min(len(units), last + _WHAT))
    if end < len(units) and units[end].has("text_tail") and not any(u.kind == "word" for u in units[last + 1 : end]):
        return  # "the decision was taken by consensus, noting that": what, is not told
    told = units[first : last + 1] if units[first].has("decision_about") else units[last:end]
    told = _decreed(units, first, last, end) if units[first].has("decision_of") else told
    what = [u for u in told if u.kind != "sign"]
    if not actors and not text.language.settings.get("subject_first"):
        actors = [u for u in units[last + 1 : last + 2] if u.option("state", "organisation") and not u.clitic]  # "took (it) Togo"
    if not actors and (spoken := spoken_of(text, units[first])):
        actors = [spoken[0]]
    body = tuple(fillers(text, actors, ("state", "organisation", "institution")))
    roles = {"text": (_stretch(text, what or [units[last]]),), "body": body}
    yield Claim(
        "decision", {k: v for k, v in roles.items() if v}, Span(units[first].start, units[last].end), text.article.id,
        f"{text.language.code}/decision-gist", {}, next((u.value for u in units if told_day(u)), None), aspect="change",
        attribution=source(text),
    )  # fmt: skip


_Told = tuple[int, int, list[Unit]]  # the first and last unit that tell it, and who decides where they are named


def _found(units: Sequence[Unit], stakes: frozenset[str]) -> _Told | None:
    if not stakes.isdisjoint(_NOUNS) and (told := _adopted(units)):
        return told
    if "decision_of" in stakes and (told := _by_decision(units)):
        return told
    if not stakes.isdisjoint(_PASSIVE) and (told := _done_by(units)):
        return told
    if "by_ballot" in stakes and (told := _balloted(units)):
        return told
    if "agreed_word" in stakes and (told := _agreed(units)):
        return told
    return (_states(units) or _remarked(units)) if not stakes.isdisjoint(_ACTS) else None


def _doubted(units: Sequence[Unit], first: int, last: int) -> bool:
    """Whether a word of doubt stands in what tells it, before it in its clause, or right behind it."""
    begins = next((i for i in range(first - 1, -1, -1) if units[i].text in WALLS), -1) + 1
    near = units[begins : last + 1 + _HIND]
    return any(u.has(*_DOUBTS) and not u.has("decide", "taken_word", "consent_noun", "agreed_word") for u in near)


def _customary(units: Sequence[Unit], first: int, last: int) -> bool:
    """Whether words tell of deciding at large: "unity in the taking of decisions", "is elected by the assembly"."""
    taking = bool(first) and units[first - 1].has("in") and units[last].has(*_NOUNS) and last == first + 1
    habit = any(u.has("habit_be") for u in units[max(0, first - 1) : last]) and not any(told_day(u) for u in units)
    return taking or habit or any(u.has("each_time") for u in units[first : last + 1])  # "members elected by it, five each year"


def _stretch(text: Text, units: Sequence[Unit]) -> Filler:
    span = Span(units[0].start, units[-1].end)
    return Filler(span, span.of(text.text))


def _adopted(units: Sequence[Unit]) -> _Told | None:
    """A decision and a verb of adopting, a consent and a verb of giving."""
    noun = next((i for i, u in enumerate(units) if u.has(*_NOUNS)), None)
    if noun is None:
        return None
    near = [*range(max(0, noun - _BEFORE), noun), *range(noun + 1 + units[noun].has("decision_about"), min(len(units), noun + _BEHIND))]
    verbs = _GIVEN if units[noun].has("consent_noun") else _MADE if units[noun].has("decision_about") else _ADOPTED
    done = next((i for i in near if units[i].has(*verbs) and not units[i].has("came") and not units[i - 1].has("about")), None)
    if done is None or done == noun + 2 and units[noun + 1].has("comma"):
        return None  # "the decision, which confirmed Togo"
    if done == noun + 1 and units[done].has("taken_word") and not units[done].has("past", "act_verb", "passive"):
        comma = next((i for i in range(done, len(units)) if units[i].has("comma")), len(units))
        if units[noun].has("decisions_word") or not any(
            u.has("to_verb", "that_clause", "about", "was_word") for u in units[done + 1 : comma]
        ):
            return None  # "the decisions taken in May", "under a decision taken in Lagos, the union will meet"
    if any(u.text in WALLS for u in units[min(noun, done) : max(noun, done)]):
        return None
    return min(noun, done), max(noun, done), []


def _states(units: Sequence[Unit]) -> _Told | None:
    """Two states or more right before a verb of deciding, and the verb."""
    at = next((i for i, u in enumerate(units) if u.has("decide_act", "decide") and not u.has("was_decided")), None)
    if at is None or units[at - 1].has("comma"):  # "Togo and Benin, admitted in May": others did so
        return None
    between = at > 1 and units[at - 1].kind == "word" and not units[at - 1].has("clause", "relative", "prep")
    first = at - (between and not units[at - 1].options)  # "Ghana and Togo the tariff approved", as in Russian
    while first and at - first < _BEHIND and _in_row(units[first - 1]):
        first -= 1
    states = [i for i in range(first, at) if units[i].option("state")]
    return (states[0], at, [units[i] for i in states]) if len(states) > 1 else None


def _in_row(unit: Unit) -> bool:
    """Whether a unit may stand in the list of those who decide, or between it and the verb: "Chad and Mali on Friday approved"."""
    return bool(unit.option("state")) or unit.kind == "date" or unit.has("and", "comma", "the", "on", "beside_verb", "has_been")


def _remarked(units: Sequence[Unit]) -> _Told | None:
    """A body with which a sentence begins, a remark between commas, and what the body did."""
    body = next((i for i, u in enumerate(units[:_BEFORE]) if u.option("organisation", "institution") or u.has("leaders_word")), None)
    if body is None or body + 2 >= len(units) or not units[body + 1].has("comma"):
        return None
    for close in (i for i in range(body + 2, min(len(units), body + 2 + _REMARK)) if units[i].has("comma")):
        if any(u.has("speech_word", "act_verb", "found", "join", "leave", "admit") or u.text in WALLS for u in units[body + 1 : close]):
            return None
        for at in range(close + 1, min(len(units), close + _BEFORE + 1)):
            if units[at].has(*_ACTS):
                return body, at, [units[body]]
            if units[at].options or units[at].has("speech_word", "clause", "and", "comma"):
                break
    return None


def _agreed(units: Sequence[Unit]) -> _Told | None:
    """Leaders or a body that agreed to something: "the ministers agreed on Friday that ...", "the union has agreed to ..."."""
    at = next((i for i, u in enumerate(units) if u.has("agreed_word")), 0)
    who = next((i for i in range(at - 1, max(-1, at - 3), -1) if _decides(units[i])), None)
    behind = units[at + 1 : at + 1 + _BEFORE]
    return (who, at, [units[who]]) if who is not None and any(u.has("that_clause", "to_verb") for u in behind) else None


def _balloted(units: Sequence[Unit]) -> _Told | None:
    """How it was voted and what was done, near each other: "Benin was, by consensus, admitted"."""
    how = next((i for i, u in enumerate(units) if u.has("by_ballot")), 0)
    near = sorted(range(max(0, how - _BEHIND), min(len(units), how + _BEHIND)), key=lambda i: abs(i - how))
    at = next((i for i in near if i != how and units[i].has("ballot_act", "admitted_passive", *_ACTS)), None)
    if at is None or any(u.text in WALLS or u.has("speech_word", "clause") for u in units[min(at, how) : max(at, how)]):
        return None
    return min(at, how), max(at, how), [u for u in units if u.option("organisation")][:1]


def _done_by(units: Sequence[Unit]) -> _Told | None:
    """A verb of the passive and, behind "by", those who decide."""
    at = next((i for i, u in enumerate(units) if u.has(*_PASSIVE)), None)
    if at is None:
        return None
    for i in range(at + 1, min(len(units), at + _AGENT)):
        if units[i].text in WALLS or units[i].has("clause", "act_verb", "speech_word", "comma"):
            return None
        if units[i].has("decider_by"):
            return at, i, []
        if units[i].has("by") and (who := next((u for u in units[i + 1 : i + 5] if _decides(u)), None)):
            return at, who.index - units[0].index, [who]
    return None


def _not_until(units: Sequence[Unit]) -> _Told | None:
    """What a body did not do before a day: "the parliament did not approve it until May"."""
    for i, unit in enumerate(units):
        if unit.has("but_only", "until_then") and any(told_day(u) for u in units[i : i + 4]):
            before = units[max(0, i - _BEHIND) : i]
            at = next((u for u in before if u.has("decide_act", "body_act", "approved", "ratified", "one_word_it")), None)
            who = next((u for u in units[max(0, i - _AGENT) : i] if _decides(u)), None)
            if at is not None and who is not None and any(u.has("not") for u in before):
                places = sorted((at.index - units[0].index, who.index - units[0].index))
                return places[0], places[1], [who]
    return None


def _by_decision(units: Sequence[Unit]) -> _Told | None:
    """By decision of a body or meeting, with a number before it: "by decision of the 23rd summit"."""
    at = next((i for i, u in enumerate(units) if u.has("decision_of")), len(units))
    who = next((i for i in range(at + 1, min(len(units), at + _BEFORE + 2)) if _decides(units[i])), None)
    if who is not None and units[who].has("event_of"):  # "by a decision taken at the session of the council"
        near = range(who + 1, min(len(units), who + _BEFORE))
        who = next((i for i in near if units[i].option("organisation") and units[i - 1].kind != "sign"), who)
    return (at, who, [units[who]]) if who is not None else None


def _decreed(units: Sequence[Unit], first: int, last: int, end: int) -> Sequence[Unit]:
    """What a body's decision did: told before it, else behind the rest of the body's name."""
    if first >= _BEFORE:
        begins = next((i for i in range(first - 1, -1, -1) if units[i].text in WALLS), -1) + 1
        return units[begins:first]
    return units[next((i for i in range(last + 1, end) if units[i].options), last + 1) : end]


def _decides(unit: Unit) -> bool:
    return unit.has(*_DECIDERS) or unit.option("organisation", "institution") is not None
