"""Chairs that a page tells in words or an order that no rule foresees, where nothing else can be meant.

    Tajikistan got it from Uzbekistan.            two states, a word of handing over or taking, and a mark that says who gave or got
    with the chair of the union, from Senegal     who gave it, whatever the verb
    As holder of the presidency, Hungary ...      a state beside a chair and its organisation
    it met under the presidency of Laos           a chair behind "under", where a meeting is told
    Spain had it in 2023, Belgium in 2024.        states with a day each (`chairs.rows`)

The names of these rules end in `/chair-passed`, `/chair-passed-from`, `/chair-given`, `/chair-had`, `/chair-under`, `/chair-beside`,
`/chair-elected`, `/chair-row` and `/chair-next`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from dragoman.claims.chairs.parties import (
    CHAIR,
    DENIED,
    FACTS,
    FOLLOW,
    FROM,
    GIVE,
    OTHERS,
    TAKE,
    Party,
    apart,
    body_of,
    chair_claim,
    led_by,
    parties_of,
    whose_origin,
)
from dragoman.claims.chairs.rows import next_ones, rows
from dragoman.claims.chairs.settling import of_persons, personal, without_the_day_of
from dragoman.claims.chairs.turns import left, opening, turns
from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.spoken import CHAIR_WORDS
from dragoman.claims.people.people import state_of
from dragoman.claims.words.signs import ASKING
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Date, Span

_WEAK = ("baton", "lead_noun", "leads", "led_by")  # may mean a chair, beside the organisation's name
_INSTEAD = ("instead", "in_succession", "after_them")  # words before who had the chair
_TO = ("to_whom", "toward")
_PASSIVE = ("be_followed",)
_POSTS = ("secretary-general", "director-general", "executive-secretary", "executive-director")
_FAR = 10  # units that may stand between who gives or gets and the words that say so
_LED = 4  # units before a chair that may say of what kind it is
_EARLIER = 3  # sentences for which a page goes on about a chair
_HELD = ("chair_sure", "chair_role", "chair_title", "chair_noun", "presides", "in_the_chair", "council_chair", "presidency_word")
_BESIDE = (
    "comma", "the", "of", "be", "possessive", "hold_chair", "who", "relative", "as", "as_word", "current", "now_word", "office_word",
    "holder_word", "term_word", "state_noun", "state_pronoun", "as_quality", "bracket", "body_word",
)  # fmt: skip
_HOLDS = ("hold_chair", "assume_it", "preside", "presides", "receive_it", "assume", "holds_it")
_ENDED = ("chair_ended", "term_ends")
_CUES = frozenset({
    *CHAIR, *GIVE, *TAKE, *FOLLOW, *_PASSIVE, *_INSTEAD, *_WEAK, *_HELD, *CHAIR_WORDS, "chair_person", "at_the_head", "elect",
    "appointed_word", "appointed_verb", "turn_word", "turn_comes",
})  # fmt: skip
_LONG = 7  # units between a state and the chair that it holds, nothing but such words


def with_chairs(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> list[Claim]:
    """The claims that rules have made of a sentence, with the chairs whose words no rule knows, without those that these belie."""
    if text.stakes[units[0].sentence].isdisjoint(_CUES) and not any(c.kind == "chairmanship" for c in made):
        return list(made)
    if units[-1].text in ASKING or not any(u.options or u.kind == "person" for u in units):
        return list(made)
    parties = parties_of(text, units)
    if not parties:
        return list(made)
    known = [c for c in made if c.kind == "chairmanship"]
    new = [c for c in _read(text, units, parties) if not any(_same(c, k) for k in known)]
    new += next_ones(text, units, parties, [*known, *new])
    others = [*opening(text, units, parties), *left(text, units, parties, [*known, *new])]
    if any(u.has("turn_word", "turn_comes") for u in units):
        others += turns(text, units, parties, _spoken_near(text, units))
    new += [c for c in others if not any(_same(c, k) for k in (*known, *new))]
    new = [c for c in new if not (personal(text, c) or of_persons(units, c))]
    every = [*(_without_day(c, new) for c in made if not any(_belied(c, by) for by in new)), *new]
    chairs = [c for c in every if c.kind == "chairmanship"]
    return [without_the_day_of(units, c, chairs) if c.kind == "chairmanship" else c for c in every]


def _without_day(claim: Claim, new: Sequence[Claim]) -> Claim:
    """A chair held without the day that is another's turn: "Kenya chairs it; in 2030 it will be Togo's turn"."""
    turns = [c for c in new if c.rule.endswith("/chair-turn") and c.valid_from == claim.valid_from]
    if claim.kind != "chairmanship" or claim.aspect != "state" or claim.valid_from is None or not turns:
        return claim
    return replace(claim, valid_from=None, modality="asserted" if claim.modality == "planned" else claim.modality, id="")


def _read(text: Text, units: Sequence[Unit], parties: Sequence[Party]) -> list[Claim]:
    """The chairs of a sentence by the first of the structures that it has."""
    states = len({p.state.id for p in parties})
    found = list(rows(text, units, parties)) if states > 1 else []
    if not found and states == 2:
        found = list(_passed(text, units, parties))
    if found:
        return found + _had_it(text, units, found)
    given = list(_given(text, units, parties))
    held = given or [*_held(text, units, parties), *_elected(text, units, parties), *_presides(text, units, parties)]
    return held or list(_under(text, units, parties))


def _same(claim: Claim, known: Claim) -> bool:
    """Whether a chair is known already; those of a row are, where it is the same organisation's too."""
    if claim.fillers("holder")[0].id != known.fillers("holder")[0].id:
        return False
    one = claim.fillers("organisation")[0].id == known.fillers("organisation")[0].id or not claim.rule.endswith("/chair-row")
    return one and (claim.qualifiers.get("change") == "hands_over") == (known.qualifiers.get("change") == "hands_over")


def _belied(claim: Claim, by: Claim) -> bool:
    """Whether a chair that a rule reads as held is another one: the next in a row, that of another organisation, or one given up."""
    if claim.kind != "chairmanship" or claim.aspect != "state" or claim.fillers("holder")[0].id != by.fillers("holder")[0].id:
        return False
    other = claim.fillers("organisation")[0].id != by.fillers("organisation")[0].id
    if by.rule.endswith("/chair-row"):
        return other
    return by.rule.endswith(("/chair-next", "/chair-passed-from")) and claim.evidence.overlaps(by.evidence)


def _passed(text: Text, units: Sequence[Unit], parties: Sequence[Party]) -> Iterator[Claim]:
    """Who gives and who gets a chair, where two states are named and the words say which is which."""
    succeeds = any(u.has("chair_succeeds") for u in units)
    cues = [i for i, u in enumerate(units) if u.has(*CHAIR) or succeeds and u.has("chair_person", "at_the_head")]
    weak = [i for i, u in enumerate(units) if u.has(*_WEAK)] if any(u.option("organisation") for u in units) else []
    verbs = [i for i, u in enumerate(units) if u.has(*GIVE, *TAKE, *FOLLOW, *_PASSIVE, *_INSTEAD)]
    near = not cues and not _post_told(text, units) and _spoken_near(text, units)
    if near and not weak:
        verbs = [i for i in verbs if not units[i].has("become")]  # "became independent from Indonesia"
    if not verbs or not (cues or weak or near) or cues and not weak and not _itself(units, cues, verbs):
        return
    if not cues and not weak and any(_of_something_else(units, i) for i in verbs):
        return  # "gave the floor to the president of Togo"
    if not cues and any(u.has("post_word") for u in units) and any(_only_born_there(units, p) for p in parties):
        return  # "took up his post after the Saudi X": it is a person's
    follows = near and succeeds and not any(u.has("office_word", "post_word") for u in units)
    ends = _who(text, units, parties, verbs, bool(cues) or follows)
    if ends is None:
        return
    giver, taker = ends
    verb = min(verbs, key=lambda i: apart(i, giver) + apart(i, taker))
    spoken = body_of(text, units, (cues or weak or [verb])[0])
    cue = min(cues or weak or [verb], key=lambda i: abs(i - verb))
    places = (giver.first, giver.last, taker.first, taker.last, verb, cue)
    within = units[min(places) : max(places) + 2]
    if spoken is None or apart(verb, giver) > _FAR or apart(verb, taker) > _FAR or any(u.has(*OTHERS) for u in within):
        return
    told = units[max(0, min(places) - 2) : max(places) + 1]
    if any(u.has(*DENIED) and not u.has(*_INSTEAD) for u in told) or any(a.has("was") and b.has("is_future") for a, b in pairwise(told)):
        return
    passes = units[verb].has(*GIVE) and units[verb].has(*TAKE)  # of itself: "the chair passed to Russia"
    passive = any(units[i].has(*_PASSIVE) for i in verbs) or passes and not led_by(units, giver, (*FROM, *_INSTEAD))
    for party, change in ((giver, "hands_over"), (taker, "assumes")):
        if change == "assumes" or not passive:
            rule = "chair-passed-from" if party is giver and led_by(units, giver, (*FROM, *_INSTEAD)) else "chair-passed"
            yield from chair_claim(text, units, spoken, party, change, rule, verb, (party.first, party.last, verb, cue))


def _of_something_else(units: Sequence[Unit], verb: int) -> bool:
    """Whether an unknown word stands right behind a verb of giving or taking: it is what is given."""
    behind = units[verb + 1] if verb + 1 < len(units) else None
    return behind is not None and behind.kind == "word" and not behind.classes and not behind.options and not behind.upper


def _post_told(text: Text, units: Sequence[Unit]) -> bool:
    """Whether a sentence tells of a post that is a person's own: "the Korean X is secretary-general, succeeding the Thai Y"."""
    return any(t.code.endswith(_POSTS) and units[0].index <= t.first.index <= units[-1].index for t in text.titles)


def _only_born_there(units: Sequence[Unit], party: Party) -> bool:
    """Whether a state tells no more than where a person of no office is from."""
    person = whose_origin(units, party.first)
    return person is not None and units[party.first].option("state") is not None and state_of(person) is None


def _who(
    text: Text, units: Sequence[Unit], parties: Sequence[Party], verbs: Sequence[int], cued: bool
) -> tuple[Party, Party] | None:  # fmt: skip
    """Who gives and who gets the chair; None where the words leave it open."""
    first = parties[0]
    second = next(p for p in parties if p.state.id != first.state.id)
    pairs = (first, second), (second, first)
    moves = cued and any(units[i].has(*GIVE, *TAKE, *FOLLOW) for i in verbs)
    led = [pair for pair in pairs if moves and led_by(units, pair[0], _INSTEAD)]
    gives = [i for i in verbs if units[i].has(*GIVE)]
    if not led and any(units[i].has(*GIVE, *TAKE) for i in verbs):
        led = [pair for pair in pairs if led_by(units, pair[0], FROM) and not led_by(units, pair[1], FROM)]
        if not led:
            led = [pair for pair in pairs if led_by(units, pair[1], _TO) or units[pair[1].first].has("to_clitic")]
    if led:
        return led[0] if len(led) == 1 else None
    before = not text.language.settings.get("subject_first", False)  # a verb before both has the first one as its subject
    told = [i for i in gives if not units[i].has("assume") and (first.last < i or before) and i < second.first]
    if told:
        relative = any(u.has("relative", "clause") for u in units[first.last + 1 : told[0]])
        turned = relative and second.state.direct and not second.state.oblique  # "Togo, to which Kenya had handed it"
        return (second, first) if turned else (first, second)
    if cued and any(units[i].has(*_PASSIVE) for i in verbs):
        return first, second
    follows = [i for i in verbs if units[i].has(*FOLLOW) and (first.last < i or before) and i < second.first]
    if cued and follows:
        named = units[follows[0] - 1].has("state_pronoun", "it_obj") if follows[0] else False  # "Angola chairs, and Zambia follows it"
        turned = named or first.first == first.last and first.state.oblique and not first.state.direct
        return (first, second) if turned else (second, first)
    return None


def _spoken_near(text: Text, units: Sequence[Unit]) -> bool:
    """Whether the sentences before, or the headline, speak of a chair, so that "took over from" is said of it; or the next one."""
    number = units[0].sentence
    first, last = text.bounds[max(0, number - _EARLIER)][0], text.bounds[min(len(text.bounds) - 1, number + 1)][1]
    before = [*text.units[first : units[0].index], *(text.units[: text.bounds[0][1]] if number else ())]
    behind = text.units[units[-1].index + 1 : last] if any(u.has("take_from") for u in units) else []
    return any(u.has(*CHAIR) for u in (*before, *behind))


def _itself(units: Sequence[Unit], cues: Sequence[int], verbs: Sequence[int]) -> bool:
    """Whether it is the chair that is given or taken, not something else by a state "that chairs the union"."""
    if not all(_aside(units, i) for i in cues):
        return True
    meant = (*FOLLOW, *_PASSIVE, "make_way", "hand_it", "receive_it", "assume_it", "assume_bare")
    return any(units[i].has(*meant) or _nothing_given(units, i) for i in verbs)


def _nothing_given(units: Sequence[Unit], verb: int) -> bool:
    """Whether a verb of giving has no object but a pronoun or who receives: "will yield to Belgium", "passes it on"."""
    behind = units[verb + 1 : verb + 4]
    if behind and behind[0].kind == "word" and behind[0].classes and not behind[0].has("document_noun", "pact_noun"):
        behind = behind[1:]
    whom = bool(behind) and bool(behind[0].options) and behind[0].option("state") is not None
    return units[verb].has(*GIVE) and whom and (len(behind) == 1 or behind[1].kind in ("sign", "date") or behind[1].has("in"))


def _aside(units: Sequence[Unit], at: int) -> bool:
    """Whether a verb only says by the way that a state chairs: "Hungary, chairing the union, received"."""
    before = units[max(0, at - 2) : at]
    if not before or not units[at].has("preside", "presides"):
        return False
    named = len(before) == 2 and before[0].options and before[0].option("state", "person") is not None
    return before[-1].has("who", "relative") or before[-1].has("comma") and bool(named)


def _given(text: Text, units: Sequence[Unit], parties: Sequence[Party]) -> Iterator[Claim]:
    """Who gave up a chair, where "from" and a state stand right behind it, whatever the verb: "with the AU chair, from Senegal"."""
    for at, unit in enumerate(units):
        if not unit.has(*CHAIR_WORDS):
            continue
        there = at + 1
        while there < len(units) and (units[there].option("organisation") or units[there].has("of", "the", "in", "current")):
            there += 1
        giver = next((p for p in parties if there < len(units) and units[there].has("from") and 0 < p.first - there <= 2), None)
        near = units[max(0, at - _LED) : there + 1]
        body = body_of(text, units, at)
        if giver and body and not any(u.has(*OTHERS, *DENIED) for u in near):
            yield from chair_claim(text, units, body, giver, "hands_over", "chair-given", there, (at, giver.first, giver.last))
            taker = next((p for p in parties if p.last < at and _nothing_else(units[p.last + 1 : at])), None)
            if taker and taker.state.id != giver.state.id and at - taker.last <= _LED:
                yield from chair_claim(text, units, body, taker, "assumes", "chair-given", there, (at, taker.first, taker.last, giver.last))


def _had_it(text: Text, units: Sequence[Unit], found: Sequence[Claim]) -> list[Claim]:
    """Who gave a chair up had held it, where a clause behind the name says so: "from Azerbaijan, which had held it since 2019"."""
    made: list[Claim] = []
    for claim in found:
        holder = claim.fillers("holder")[0]
        at = next((i for i, u in enumerate(units) if u.span == holder.span), None)
        if claim.qualifiers["change"] != "hands_over" or at is None:
            continue
        behind = range(at + 1, min(len(units), at + _LED))
        lead = next((i for i in behind if units[i].has("relative", "who")), None)
        verb = next((i for i in range(lead, lead + _LED) if i < len(units) and units[i].has(*_HOLDS)), None) if lead else None
        if verb:
            days = [u.value for u in units[verb : verb + _FAR] if told_day(u) and isinstance(u.value, Date)]
            span = Span(holder.span.start, units[verb].end)
            made.append(
                replace(
                    claim,
                    qualifiers={"change": "holds"},
                    aspect="state",
                    modality="asserted",
                    evidence=span,
                    id="",
                    valid_from=days[0] if len(days) == 1 else None,
                    rule=f"{text.language.code}/chair-had",
                )
            )
    return made


def _presides(text: Text, units: Sequence[Unit], parties: Sequence[Party]) -> Iterator[Claim]:
    """A state right beside a verb that means nothing but holding a chair, whose organisation is named elsewhere."""
    for at, unit in enumerate(units):
        if unit.has("presides") and not any(u.has(*OTHERS, *DENIED, *GIVE, *TAKE) for u in units[max(0, at - _LED) : at + _LED]):
            beside = [p for p in parties if _nothing_else(units[p.last + 1 : at] if p.last < at else units[at + 1 : p.first])]
            near = min(beside, key=lambda p: apart(at, p), default=None)
            body = body_of(text, units, at)
            if near and body and apart(at, near) <= _LED:
                yield from chair_claim(text, units, body, near, "holds", "chair-beside", at, (at, near.first, near.last))


def _under(text: Text, units: Sequence[Unit], parties: Sequence[Party]) -> Iterator[Claim]:
    """Under whose chair a body has met: "the summit is held under the presidency of Laos"; not one to come, nor a committee's."""
    event = next((i for i, u in enumerate(units) if u.has("event_of")), len(units))
    for at in range(event + 1, len(units)):
        lead = next((i for i in range(at, max(event, at - _LED), -1) if units[i].has("under_word")), None)
        if lead is None or not units[at].has("headed_by", "presidency_word", *CHAIR_WORDS):
            continue
        near = [p for p in parties if lead < p.first and p.last <= at + 3 and _nothing_else(units[min(p.last, at) + 1 : max(p.first, at)])]
        state = near[0].unit.option("state") if near else None
        behind = units[max(near[0].last, at) + 1 : max(near[0].last, at) + 2] if near else []
        body = body_of(text, units, at)
        if state is None or body is None or any(u.has("possessive", "office_word") or u.option("person") for u in behind):
            continue
        for claim in chair_claim(text, units, body, near[0], "holds", "chair-under", at, (lead, at, near[0].first, near[0].last)):
            if claim.modality in FACTS:
                yield replace(claim, valid_from=None, id="")  # the day is that of the meeting
        return


def _held(text: Text, units: Sequence[Unit], parties: Sequence[Party]) -> Iterator[Claim]:
    """A state right beside a chair with its organisation: "as holder of the EU presidency, Hungary", "Malaysia, in its ASEAN chair"."""
    for first, last, at in _chairs(units):
        near = units[max(0, first - 2) : last + 3]
        if any(u.has(*OTHERS, *GIVE, *TAKE, *FOLLOW, "elect", "future", "next_chair", *_ENDED) and not u.has("as_quality") for u in near):
            continue
        body = next(filler(text, u, o) for u in units[first : last + 1] if u.options and (o := u.option("organisation")))
        for party in parties:
            between = units[party.last + 1 : first] if party.last < first else units[last + 1 : party.first]
            if led_by(units, party, FROM):
                continue
            if len(between) <= _LONG and (party.last < first or party.first > last) and _nothing_else(between):
                for one in _joined(units, parties, party):  # "Egypt and France share the presidency"
                    yield from chair_claim(text, units, body, one, "holds", "chair-beside", at, (first, last, one.first, one.last))
                break


def _joined(units: Sequence[Unit], parties: Sequence[Party], party: Party) -> list[Party]:
    """A party with those that a list joins to it before it, nothing but "and" or a comma between them."""
    row = [party]
    for one in reversed([p for p in parties if p.last < party.first]):
        between = units[one.last + 1 : row[-1].first]
        if not (units[row[-1].first].has("and_clitic") or between and all(u.has("and", "comma", "the") for u in between)):
            break
        row.append(one)
    return row if any(u.has("and") for u in units[row[-1].first : party.first]) or units[party.first].has("and_clitic") else [party]


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
    """Whether what stands between a state and a chair tells nothing of its own, but for its day and one unknown word."""
    strange = [
        u
        for u, behind in zip_longest(between, between[1:])
        if not (u.has(*_BESIDE) or u.kind in ("person", "date") or u.options and u.options[0].kind == "person")
        and not (behind is not None and behind.kind == "date" and u.has("in"))
    ]
    return len(strange) <= 1 and not any(u.kind != "word" or u.classes or u.options for u in strange)


def _elected(text: Text, units: Sequence[Unit], parties: Sequence[Party]) -> Iterator[Claim]:
    """Whom an organisation chose for its chair: "the summit elected Mauritania's president as its chair"."""
    if len({p.state.id for p in parties}) != 1 or any(u.has(*OTHERS, *DENIED) and not u.has("gathering") for u in units):
        return
    for at, unit in enumerate(units):
        if unit.has("elect", "appointed_word", "appointed_verb"):
            near = range(max(0, at - _FAR), min(len(units), at + _FAR + _LONG))
            chairs = [i for i in near if units[i].has("chair_role", "as_chair", "chair_sure", "chair_title", "chair_noun")]
            named = any(u.option("organisation") for u in units)
            body = body_of(text, units, chairs[0]) if chairs and named else None
            if body and apart(at, parties[0]) <= _LED:
                party = parties[0]
                yield from chair_claim(text, units, body, party, "assumes", "chair-elected", at, (party.first, party.last, at, chairs[0]))
                return
