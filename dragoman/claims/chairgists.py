"""Chairs that a page tells in words or an order that no rule foresees, where nothing else can be meant.

    Tajikistan got it from Uzbekistan.        two states, a word of handing over or taking, and a mark that says who gave or got
    Spain had it in 2023, Belgium in 2024.    states with a day each, on a page that speaks of who chairs

The names of these rules end in `/chair-passed` and `/chair-row`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.claims.bodies import NEW
from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler, source, state_of
from dragoman.claims.linking import in_a_title
from dragoman.claims.modality import modality
from dragoman.claims.names import Option
from dragoman.claims.spoken import Named, main_body, spoken_of
from dragoman.claims.units import Text, Unit
from dragoman.model import Claim, Date, Span

_CHAIR = (
    "chair", "chair_sure", "chair_role", "chair_noun", "chair_title", "council_chair", "preside", "presides", "presided_by", "in_the_chair",
    "at_head", "as_chair", "chair_succeeds",
)  # fmt: skip
_WEAK = ("baton", "lead_noun")  # may mean a chair, beside the organisation's name
_GIVE = ("hand_over", "make_way", "hand_it", "passes_to", "passes_on", "give_chair")
_TAKE = ("take_from", "assume", "assume_bare", "assume_it", "receive_it", "become")
_FOLLOW = ("replace", "follow_word", "succeeds_verb", "took_place", "chair_succeeds")
_INSTEAD = ("instead", "in_succession", "after_them")  # words before who had the chair
_TO = ("to_whom", "toward")
_FROM = ("from", "take_from")
_PASSIVE = ("be_followed",)
_OTHERS = (
    "elect_trap", "chair_trap", "join", "leave", "admitted", "suspend", "vice", "gathering", "member_noun", "votes_for", "passed_over",
    "host",
)  # fmt: skip
_DENIED = ("not", "deny", "rumour", "refuse", "refusing", "block", "passed_over", "barred")
_ASKED = frozenset("?\u061f")
_FAR = 10  # units that may stand between who gives or gets and the words that say so
_LED = 4  # units between a preposition and the name that it leads
_NEAR = 3  # units between a state and its day in a row
_EARLIER = 2  # sentences for which a page goes on about a chair
_HELD = ("chair_sure", "chair_role", "chair_title", "chair_noun", "presides", "in_the_chair", "council_chair", "chair_person_sure")
_BESIDE = (
    "comma", "the", "of", "be", "possessive", "hold_chair", "who", "relative", "as", "as_word", "current", "now_word", "office_word",
    "holder_word", "term_word", "state_noun", "state_pronoun", "as_quality", "bracket", "in", "to", "body_word",
)  # fmt: skip
_GIVEN = ("chair", "chair_sure", "chair_noun", "council_chair")
_UNTIL = ("until", "until_day", "up_to")
_TO_COME = ("plan", "future", "is_future", "expect", "want", "propose", "if", "may")
_LONG = 7  # units between a state and the chair that it holds, nothing but such words
_FACTS = frozenset({"asserted", "reported"})


@dataclass(frozen=True, slots=True)
class _Party:
    """A state that is named, or a person who acts for one: from the first to the last unit, and the unit and entity to claim."""

    first: int
    last: int
    unit: Unit
    state: Option


def chair_gists(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The chairs of a sentence whose words no rule knows. `made`: the claims that rules have made of it."""
    if units[-1].text in _ASKED or not any(u.options or u.kind == "person" for u in units):
        return
    parties = _parties(text, units)
    known = {
        (x.id, c.qualifiers.get("change") == "hands_over") for c in made if c.kind == "chairmanship" for x in c.fillers("holder")
    }  # fmt: skip
    states = {p.state.id for p in parties}
    found = list(_row(text, units, parties)) if len(states) > 1 else []
    if not found and len(states) == 2:
        found = list(_passed(text, units, parties))
    if not found and parties:
        found = list(_given(text, units, parties))
    for claim in found or _held(text, units, parties):
        if (claim.fillers("holder")[0].id, claim.qualifiers["change"] == "hands_over") not in known:
            yield claim


def _parties(text: Text, units: Sequence[Unit]) -> list[_Party]:
    """Those who may give or get a chair, in order: neighbours of one state are one ("Russian President Vladimir Putin")."""
    found: list[_Party] = []
    for at, unit in enumerate(units):
        state = (unit.option("state") or _acting_for(unit)) if unit.options or unit.kind == "person" else None
        before = units[at - 1] if at else None
        placed = before is not None and before.has("in", "at") and unit.option("state")
        if state is None or unit.has("dateline") or unit.option("organisation") or placed:
            continue
        last = found[-1] if found else None
        if last and last.state.id == state.id and at - last.last <= _LED:
            found[-1] = _Party(last.first, at, last.unit, state)
        else:
            found.append(_Party(at, at, unit, state))
    return found


def _acting_for(unit: Unit) -> Option | None:
    return state_of(unit)


def _passed(text: Text, units: Sequence[Unit], parties: Sequence[_Party]) -> Iterator[Claim]:
    """Who gives and who gets a chair, where two states are named and the words say which is which."""
    cues = [i for i, u in enumerate(units) if u.has(*_CHAIR)]
    weak = [i for i, u in enumerate(units) if u.has(*_WEAK)] if any(u.option("organisation") for u in units) else []
    verbs = [i for i, u in enumerate(units) if u.has(*_GIVE, *_TAKE, *_FOLLOW, *_PASSIVE, *_INSTEAD)]
    if not verbs or not (cues or weak or _spoken_before(text, units)):
        return
    ends = _who(text, units, parties, verbs, bool(cues))
    if ends is None:
        return
    giver, taker = ends
    verb = min(verbs, key=lambda i: _apart(i, giver) + _apart(i, taker))
    spoken = _body(text, units, (cues or weak or [verb])[0])
    cue = min(cues or weak or [verb], key=lambda i: abs(i - verb))
    places = (giver.first, giver.last, taker.first, taker.last, verb, cue)
    within = units[min(places) : max(places) + 2]
    if spoken is None or _apart(verb, giver) > _FAR or _apart(verb, taker) > _FAR or any(u.has(*_OTHERS) for u in within):
        return
    told = units[max(0, min(places) - 2) : max(places) + 1]
    if any(u.has(*_DENIED) and not u.has(*_INSTEAD) for u in told) or any(a.has("was") and b.has("is_future") for a, b in pairwise(told)):
        return
    passive = any(units[i].has(*_PASSIVE) for i in verbs)
    for party, change in ((giver, "hands_over"), (taker, "assumes")):
        if change == "assumes" or not passive:
            yield from _claim(text, units, spoken, party, change, "chair-passed", verb, (party.first, party.last, verb, cue))


def _apart(at: int, party: _Party) -> int:
    return party.first - at if at < party.first else max(0, at - party.last)


def _who(
    text: Text, units: Sequence[Unit], parties: Sequence[_Party], verbs: Sequence[int], cued: bool
) -> tuple[_Party, _Party] | None:  # fmt: skip
    """Who gives and who gets the chair; None where the words leave it open."""
    first = parties[0]
    second = next(p for p in parties if p.state.id != first.state.id)
    pairs = (first, second), (second, first)
    moves = cued and any(units[i].has(*_GIVE, *_TAKE, *_FOLLOW) for i in verbs)
    led = [pair for pair in pairs if moves and _led(units, pair[0], _INSTEAD)]
    gives = [i for i in verbs if units[i].has(*_GIVE)]
    if not led and any(units[i].has(*_GIVE, *_TAKE) for i in verbs):
        led = [pair for pair in pairs if _led(units, pair[0], _FROM) and not _led(units, pair[1], _FROM)]
        if not led and gives:
            led = [pair for pair in pairs if _led(units, pair[1], _TO) or units[pair[1].first].has("to_clitic")]
    if led:
        return led[0] if len(led) == 1 else None
    before = not text.language.settings.get("subject_first", False)  # a verb before both has the first one as its subject
    told = [i for i in gives if not units[i].has("assume") and (first.last < i or before) and i < second.first]
    if told:
        return first, second
    if cued and any(units[i].has(*_PASSIVE) for i in verbs):
        return first, second
    follows = [i for i in verbs if units[i].has(*_FOLLOW) and (first.last < i or before) and i < second.first]
    if cued and follows:
        named = units[follows[0] - 1].has("state_pronoun", "it_obj") if follows[0] else False  # "Angola chairs, and Zambia follows it"
        turned = named or first.state.oblique and not first.state.direct
        return (first, second) if turned else (second, first)
    return None


def _led(units: Sequence[Unit], party: _Party, names: Sequence[str]) -> bool:
    """Whether a word of those classes leads the name: "from his Burundian counterpart"."""
    for at in range(party.first - 1, max(-1, party.first - 2 - _LED), -1):
        if units[at].has(*names):
            return True
        if units[at].kind == "sign" or units[at].options or units[at].has(*_CHAIR, *_GIVE, *_TAKE, "elect", "clause"):
            return False
    return False


def _spoken_before(text: Text, units: Sequence[Unit]) -> bool:
    """Whether one of the sentences before speaks of a chair, so that "took over from" is said of it."""
    number = units[0].sentence
    first = text.bounds[max(0, number - _EARLIER)][0]
    return any(u.has(*_CHAIR) for u in text.units[first : units[0].index])


def _body(text: Text, units: Sequence[Unit], at: int) -> Named | None:
    """The organisation whose chair it is: the one next to the word for it, else the one spoken of."""
    near = [(i, u, o) for i, u in enumerate(units) if u.options and (o := u.option("organisation")) and not in_a_title(text, u)]
    if near:
        _, unit, option = min(near, key=lambda x: (abs(x[0] - at), x[0]))
        spoken: Named | None = (unit, option)
    else:
        spoken = spoken_of(text, units[at]) or main_body(text)
    return None if spoken is None or spoken[1].id.startswith(NEW) else spoken


def _given(text: Text, units: Sequence[Unit], parties: Sequence[_Party]) -> Iterator[Claim]:
    """Who gave up a chair, where "from" and a state stand right behind it, whatever the verb: "with the AU chair, from Senegal"."""
    for at, unit in enumerate(units):
        if not unit.has(*_GIVEN):
            continue
        there = at + 1
        while there < len(units) and (units[there].option("organisation") or units[there].has("of", "the", "in", "current")):
            there += 1
        giver = next((p for p in parties if there < len(units) and units[there].has("from") and 0 < p.first - there <= 2), None)
        near = units[max(0, at - _LED) : there + 1]
        body = _body(text, units, at)
        if giver and body and not any(u.has(*_OTHERS, *_DENIED) for u in near):
            yield from _claim(text, units, body, giver, "hands_over", "chair-given", there, (at, giver.first, giver.last))


def _row(text: Text, units: Sequence[Unit], parties: Sequence[_Party]) -> Iterator[Claim]:
    """States with a day each, where it is said that they chair: "Spain had it in 2023, Belgium in 2024"."""
    cues = [i for i, u in enumerate(units) if u.has(*_CHAIR, "led_by")]
    days = [i for i, u in enumerate(units) if told_day(u) and isinstance(u.value, Date)]
    if not cues or len(days) != len(parties) or any(u.has(*_OTHERS, *_DENIED) for u in units):
        return
    if any(_led(units, p, _FROM) for p in parties):
        return
    order = sorted([(p.first, 0) for p in parties] + [(i, 1) for i in days])
    if any(a[1] == b[1] for a, b in pairwise(order)):
        return
    spoken = _body(text, units, cues[0])
    pairs = list(zip(parties, days, strict=True))
    if spoken and all(_apart(day, party) <= _NEAR + 4 * (party is parties[0]) for party, day in pairs):
        for party, day in pairs:
            value = units[day].value
            if isinstance(value, Date):
                yield from _claim(text, units, spoken, party, "holds", "chair-row", party.first, (party.first, party.last, day), value)


def _held(text: Text, units: Sequence[Unit], parties: Sequence[_Party]) -> Iterator[Claim]:
    """A state right beside a chair with its organisation: "as holder of the EU presidency, Hungary", "Malaysia, in its ASEAN chair"."""
    for first, last, at in _chairs(units):
        near = units[max(0, first - 2) : last + 3]
        if any(u.has(*_OTHERS, *_GIVE, *_TAKE, *_FOLLOW, "elect", "future", "next_chair") for u in near):
            continue
        body = next((u, o) for u in units[first : last + 1] if u.options and (o := u.option("organisation")))
        for party in parties:
            between = units[party.last + 1 : first] if party.last < first else units[last + 1 : party.first]
            if len(between) <= _LONG and (party.last < first or party.first > last) and _nothing_else(between):
                yield from _claim(text, units, body, party, "holds", "chair-beside", at, (first, last, party.first, party.last))
                break


def _chairs(units: Sequence[Unit]) -> Iterator[tuple[int, int, int]]:
    """Words for a chair with the organisation beside them, as the first and last unit, and where the word itself stands."""
    for at, unit in enumerate(units):
        if not unit.has(*_HELD):
            continue
        for step in (1, -1):
            there = at + step
            while 0 <= there < len(units) and units[there].has("of", "the", "possessive", "in", "current", "to"):
                there += step
            option = units[there].option("organisation") if 0 <= there < len(units) and units[there].options else None
            if option and not option.id.startswith(NEW):
                yield min(at, there), max(at, there), at
                break


def _nothing_else(between: Sequence[Unit]) -> bool:
    """Whether what stands between a state and a chair tells nothing of its own, but for one unknown word."""
    strange = [u for u in between if not (u.has(*_BESIDE) or u.kind == "person" or u.options and u.options[0].kind == "person")]
    return len(strange) <= 1 and not any(u.kind != "word" or u.classes or u.options for u in strange)


def _claim(
    text: Text, units: Sequence[Unit], spoken: Named, party: _Party, change: str, rule: str, verb: int, places: Sequence[int],
    day: Date | None = None,
) -> Iterator[Claim]:  # fmt: skip
    said = modality(units, verb, min(places), max(places))
    if said == "denied":
        return
    days = [u.value for u in units if told_day(u) and isinstance(u.value, Date)]
    day = day or (days[0] if len(days) == 1 else None)
    published = text.article.published
    if said in _FACTS and day and published and day.first > published.last:
        said = "planned"
    if said == "planned" and change == "holds":
        change = "assumes"
    yield Claim(
        "chairmanship", {"organisation": (filler(text, *spoken),), "holder": (filler(text, party.unit, party.state),)},
        Span(min(units[i].start for i in places), max(units[i].end for i in places)), text.article.id,
        f"{text.language.code}/{rule}", {"change": change}, day, aspect="state" if change == "holds" else "change",
        attribution=source(text), modality=said,
    )  # fmt: skip


def settled_chairs(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence, those of chairs made to agree with each other and with the day behind them.

    What is told in the present of a day after the page's own is to come; who takes what is denied, or to come, gets it from no one yet.
    """
    chairs = [c for c in made if c.kind == "chairmanship"]
    if not chairs:
        return list(made)
    chairs = [_until(units, c) for c in chairs]
    day = _day_to_come(text, units, chairs)
    coming = [replace(c, modality="planned", valid_from=day, id="") if day and _may_come(c) else c for c in chairs]
    taken = [c for c in coming if c.qualifiers.get("change") == "assumes"]
    unsaid = taken[0] if taken and not any(c.modality in _FACTS for c in taken) else None
    agreed = [
        replace(c, modality=unsaid.modality, valid_from=unsaid.valid_from if unsaid.modality == "planned" else None, id="")
        if unsaid and _may_come(c) and c.qualifiers.get("change") == "hands_over" and c.evidence.overlaps(unsaid.evidence)
        else c
        for c in coming
    ]
    others = iter(agreed)
    return [next(others) if c.kind == "chairmanship" else c for c in made]


def _until(units: Sequence[Unit], claim: Claim) -> Claim:
    """A chair that a state "took over until 2027" is taken over: the day is that of its end."""
    day = claim.valid_from
    if claim.modality != "planned" or day is None:
        return claim
    at = next((i for i, u in enumerate(units) if u.value == day), 0)
    before = units[max(0, at - 2) : at]
    if not any(u.has(*_UNTIL) for u in before) or any(
        u.has(*_TO_COME) for u in units if claim.evidence.start <= u.start < claim.evidence.end
    ):
        return claim
    return replace(claim, valid_from=None, valid_to=day, modality="asserted", id="")


def _may_come(claim: Claim) -> bool:
    return claim.modality in _FACTS and claim.aspect == "change"


def _day_to_come(text: Text, units: Sequence[Unit], chairs: Sequence[Claim]) -> Date | None:
    """The day right behind what is told of chairs, where it is after the page's own and no verb is of the past."""
    published, end = text.article.published, max(c.evidence.end for c in chairs)
    start = min(c.evidence.start for c in chairs)
    if published is None or any(u.has("past") for u in units if start <= u.start < end):
        return None
    behind = [u for u in units if u.start >= end][:_FAR]
    stop = next((i for i, u in enumerate(behind) if u.kind == "sign" or u.has("clause", "but")), len(behind))
    days = [u.value for u in behind[:stop] if told_day(u) and isinstance(u.value, Date)]
    return days[0] if days and days[0].first > published.last else None
