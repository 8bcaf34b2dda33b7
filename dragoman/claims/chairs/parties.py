"""Who may give, get or hold a chair in a sentence, which organisation's it is, and the claim that it makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import bearer, filler, source
from dragoman.claims.modality import modality
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.names.names import Option
from dragoman.claims.names.spoken import Named, governed_body, main_body, meeting_meant, of_a_stranger, spoken_of
from dragoman.claims.people.people import known_state, namesake, state_of, told_of_organ
from dragoman.claims.words.signs import SEMICOLONS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Date, Filler, Span

CHAIR = (
    "chair", "chair_sure", "chair_role", "chair_noun", "chair_title", "council_chair", "preside", "presides", "presided_by", "in_the_chair",
    "at_head", "as_chair",
)  # fmt: skip
GIVE = ("hand_over", "make_way", "hand_it", "passes_to", "passes_on", "give_chair")
TAKE = ("take_from", "assume", "assume_bare", "assume_it", "receive_it", "become")
FROM = ("from", "take_from")
FOLLOW = ("succeeding", "replace", "follow_word", "succeeds_verb", "took_place", "chair_succeeds")
OTHERS = (
    "elect_trap", "chair_trap", "join", "leave", "admitted", "suspend", "vice", "gathering", "member_noun", "votes_for", "passed_over",
    "host",
)  # fmt: skip
DENIED = ("not", "deny", "rumour", "refuse", "refusing", "block", "passed_over", "barred")
FACTS = frozenset({"asserted", "reported"})
_ENDS = ("since_then", "until", "until_day")  # before a day that is not the one of which is told
_HANDED, _HANDS = frozenset({*CHAIR, "baton"}), frozenset({*GIVE, *TAKE})
_LED = 4  # units between a preposition and the name that it leads


@dataclass(frozen=True, slots=True)
class Party:
    """A state that is named, or a person who acts for one: from the first to the last unit, and the unit and entity to claim."""

    first: int
    last: int
    unit: Unit
    state: Option


def parties_of(text: Text, units: Sequence[Unit]) -> list[Party]:
    """Those who may give or get a chair, in order: neighbours of one state are one ("Russian President Vladimir Putin")."""
    found = list(_parties(units, False))
    stakes = text.stakes[units[0].sentence]
    passes = not (stakes.isdisjoint(_HANDS) or stakes.isdisjoint(_HANDED))
    passes = passes and any(u.has(*_HANDED) for u in units) and any(u.has(*_HANDS) for u in units)
    passes = passes and not told_of_organ(text, units[0].sentence)
    return _parties(units, True) if passes and len({p.state.id for p in found}) < 2 else found


def _parties(units: Sequence[Unit], known: bool) -> list[Party]:
    """The parties of a sentence; `known` are also those who are known to be of a state, though no office of theirs is told."""
    found: list[Party] = []
    for at, unit in enumerate(units):
        state = (unit.option("state") or state_of(unit)) if unit.options or unit.kind == "person" else None
        if state is None and known and unit.options and not (at and namesake(units[at - 1], unit)):
            state = known_state(unit)
        before = units[at - 1] if at else None
        behind = units[at + 1] if at + 1 < len(units) else None
        town = state is not None and state.form == "capital" and behind is not None and behind.has("gathering", "event_of")
        placed = town or before is not None and before.has("in", "at") and unit.option("state")
        if state is None or unit.has("dateline") or unit.option("organisation") or placed:
            continue
        last = found[-1] if found else None
        if last and last.state.id == state.id and at - last.last <= _LED:
            found[-1] = Party(last.first, at, last.unit, state)
        else:
            found.append(Party(at, at, unit, state))
    return found


def whose_origin(units: Sequence[Unit], at: int) -> Unit | None:
    """The person of whom a state tells where he is from: "Kenya's X", "the Kenyan X", "X of Kenya", "X, a Kenyan,"."""
    behind = at + 1 + (at + 1 < len(units) and units[at + 1].has("possessive"))
    if behind < len(units) and _named(units[behind]):
        return units[behind]
    lead = at - 1
    while lead > 0 and units[lead].has("the", "indefinite"):
        lead -= 1
    if lead > 0 and units[lead].has("of", "from", "comma") and not units[lead].options and _named(units[lead - 1]):
        return units[lead - 1]
    return None


def _named(unit: Unit) -> bool:
    return bool(unit.options) and unit.option("person") is not None


def acts_for_state(unit: Unit) -> bool:
    """Whether a person speaks for a state: by an office of his that the text tells, or as one who is known to be of it."""
    return state_of(unit) is not None or known_state(unit) is not None


def apart(at: int, party: Party) -> int:
    """How many units lie between a unit and who is named."""
    return party.first - at if at < party.first else max(0, at - party.last)


def led_by(units: Sequence[Unit], party: Party, names: Sequence[str]) -> bool:
    """Whether a word of those classes leads the name: "from his Burundian counterpart"."""
    for at in range(party.first - 1, max(-1, party.first - 2 - _LED), -1):
        if units[at].has(*names) and not units[at].has("origin_from"):
            return True
        if units[at].kind == "sign" or units[at].options or units[at].has(*CHAIR, *GIVE, *TAKE, "elect", "clause"):
            return False
    return False


def body_of(text: Text, units: Sequence[Unit], at: int) -> Filler | None:
    """The organisation whose chair it is: the one next to the word for it, else the one spoken of."""
    if whose := governed_body(units, 0, len(units) - 1):
        return filler(text, *whose)
    if of_a_stranger(units, 0, len(units) - 1):
        return None
    near = [(i, u, o) for i, u in enumerate(units) if u.options and (o := u.option("organisation")) and not in_a_title(text, u)]
    if near:
        _, unit, option = min(near, key=lambda x: (abs(x[0] - at), x[0]))
        spoken: Named | None = (unit, option)
    else:
        spoken = meeting_meant(text, units, at, at) or spoken_of(text, units[at], chairs=True) or main_body(text)
    return None if spoken is None or spoken[1].id.startswith(NEW) else filler(text, *spoken)


def chair_claim(
    text: Text, units: Sequence[Unit], body: Filler, party: Party, change: str, rule: str, verb: int, places: Sequence[int],
    day: Date | None = None,
) -> Iterator[Claim]:  # fmt: skip
    """The claim that a state holds, assumes or hands over the chair of a body; `verb` says so, `places` are the units that tell it."""
    said = modality(units, verb, min(places), max(places))
    if said == "denied":
        return
    low = max((i + 1 for i, u in enumerate(units[: min(places)]) if u.text in SEMICOLONS), default=0)
    high = next((i for i in range(max(places), len(units)) if units[i].text in SEMICOLONS), len(units))
    told = [i for i in range(low, high) if told_day(units[i]) and isinstance(units[i].value, Date)]
    days = [units[i].value for i in told if not (i and units[i - 1].has(*_ENDS))]
    day = day or (days[0] if len(days) == 1 else None)
    published = text.article.published
    if said in FACTS and day and published and day.first > published.last:
        said, day = ("asserted", None) if units[verb].has("past", "past_pass") else ("planned", day)
    if said == "planned" and change == "holds":
        change = "assumes"
    roles = bearer({"organisation": (body,), "holder": (filler(text, party.unit, party.state),)}, "organisation", False, "chairmanship")
    if roles["organisation"] and roles["holder"]:
        yield Claim(
            "chairmanship", roles, Span(min(units[i].start for i in places), max(units[i].end for i in places)), text.article.id,
            f"{text.language.code}/{rule}", {"change": change}, day, aspect="state" if change == "holds" else "change",
            attribution=source(text), modality=said,
        )  # fmt: skip
