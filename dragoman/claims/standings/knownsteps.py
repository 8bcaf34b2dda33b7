"""Who came and went in words that no rule foresees, where the record knows the day and the page gives it.

    1953: Libya opens the door to newcomers.        on a page about the Arab League
    Chad signed up in 1999, Togo not before 2004.   on one that goes on about who joined

As with foundings, what is known is only a check: a state and a day stand together, no other day or state parts them, and the page
speaks of standings there. The names of these rules end in `/known-step`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.claims.claimdays import dated
from dragoman.claims.frames import bearer, filler, fillers, source
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.names.spoken import Named, is_council, main_body, remember, spoken_of
from dragoman.claims.words.clauses import bears, clause_around, fills
from dragoman.claims.words.signs import ASKING, SEMICOLONS
from dragoman.claims.words.units import TIMES, Text, Unit, lines_of
from dragoman.gazetteer.base.steps import Step, steps_of
from dragoman.model import FACTUAL, Claim, Date, Span

_CUES = {
    "joined": (
        "join", "to_join", "joining", "joined_by", "join_follow", "admit", "admitted_passive", "accession", "entry", "came_in",
        "founders_word", "rank_founder", "growth_word", "grown", "expand", "adding", "newest_word", "newcomer_word",
    ),
    "left": ("leave", "leave_it", "expel", "lapse", "went_out", "withdrawal", "leaving", "former_member"),
    "suspended": ("suspend", "suspended_from", "suspension", "reimposed"),
    "restored": (
        "restore", "reinstate", "return_word", "resume_it", "win_back", "came_back", "accept_back", "rejoining", "standing_again",
        "brought_back", "lift",
    ),
    "applied": ("apply", "application", "apply_sure", "rank_applicant"),
    "granted": ("rank_observer", "rank_associate", "rank_dialogue_partner", "rank_partner", "rank_candidate", "same_status"),
}  # fmt: skip
_RARE = frozenset({"suspended", "applied", "granted", "restored"})  # ... of which nothing is told in words of other changes
_MEMBERS = frozenset({"member_noun", "member_word", "membership", "participation", "to_member_count", "did_so", "did_same"})
_CHANGES = frozenset({"did_so", "did_same"}).union(*_CUES.values())
_SPEAKS = _MEMBERS | _CHANGES
_ELSE = (
    "votes_for", "preside", "elect", "elect_passive", "tie_noun", "leaders_word", "attend_word", "office_word",
    "chair", "chair_noun", "exit_trap", "give_chair", "decide_act", "summit",
)  # fmt: skip
_DOUBTS = ("want", "propose", "expect", "plan", "future", "may", "if", "is_future", "deny", "rumour", "cancel", "block")
_FOUNDED = ("founders_word", "rank_founder", "signed")
_BEGAN = ("found", "found_passive", "founding_noun")
_NEAR = 2  # sentences to both sides in which the page speaks of standings
_STANDS = frozenset({"joined", "left", "suspended", "restored", "applied", "granted"})
_BACK = frozenset({"left", "suspended"})
_ALIKE = (_BACK, frozenset({"joined", "restored", "granted", "is"}))
_AROUND = 6  # units around a state and a year within which a word of standing makes them sure
_FEW = 2  # words of their clause that need none: "threw the doors open"
_MANY = 3  # states to which the same came that year: enough to be sure
_MONTH = len("1960-09")  # ... of one that is more than a year
_DAY = len("1960-09-14")  # letters of a whole day
_FEWEST = 2  # states that found something together


@dataclass(frozen=True, slots=True)
class _Pair:
    """A state and a day of a sentence, as unit indices, and what the record knows to have come to it then."""

    state: int
    day: int
    body: Named
    step: Step


def known_steps(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of a sentence that what is known tells. `made`: those that were made of it before."""
    stakes = text.stakes[units[0].sentence]
    if stakes.isdisjoint(TIMES) or units[-1].text in ASKING or text.rolled and any("rolled" in u.classes for u in units):
        return
    known = [c for c in made if c.kind == "membership"]
    if "kind:state" not in stakes:
        if "date" in stakes and not stakes.isdisjoint(_CHANGES) and (who := _spoken_for(text, units[0])):
            yield from _in_line(text, [who, *units], known)
        return
    for line in lines_of(units):
        yield from _in_line(text, line, known)


def _spoken_for(text: Text, first: Unit) -> Unit | None:
    """The one state that the sentence before names, of which this one goes on to tell: "It joined in 1961"."""
    if first.sentence == 0:
        return None
    start, end = text.bounds[first.sentence - 1]
    before = [u for u in text.units[start:end] if u.options and bears(u) and not in_a_title(text, u) and not u.has("dateline")]
    ids = {option.id for u in before if (option := u.option("state"))}
    return before[-1] if len(ids) == 1 and before[-1].paragraph == first.paragraph else None


def _in_line(text: Text, units: Sequence[Unit], known: Sequence[Claim]) -> Iterator[Claim]:
    days = {i: day for i, u in enumerate(units) if (day := dated(u)) and "/" not in day.text and _holds(units, i)}
    states = [i for i, u in enumerate(units) if _named(text, units, i, u)] if days else []
    if not states or not _speaks(text, units):
        return
    pairs = [pair for at in states for i, day in days.items() for pair in _known(text, units, at, i, day)]
    pairs = [pair for pair in pairs if _apart(text, units, pair, pairs, states, days, known)]
    groups: dict[tuple[int, str, str, str], list[_Pair]] = {}
    for pair in pairs:
        groups.setdefault((pair.day, pair.body[1].id, pair.step.change, pair.step.rank), []).append(pair)
    for found in groups.values():
        claim = _claim(text, units, found, days[found[0].day], known)
        if claim:
            remember(text, units[found[0].state], claim.fillers("organisation")[0], str(claim.qualifiers["change"]))
            yield claim


def _holds(units: Sequence[Unit], at: int) -> bool:
    """Whether a day is neither that of the page nor one until which something lasted."""
    return not units[at].has("dateline") and not (at > 0 and units[at - 1].has("until", "until_day"))


def _named(text: Text, units: Sequence[Unit], at: int, unit: Unit) -> bool:
    """Whether a state is named that may have come or gone: not where something was, nor whose official somebody is."""
    if not bears(unit) or unit.has("dateline") or in_a_title(text, unit):
        return False
    behind = units[at + 1 : at + 3]
    if behind and behind[0].has("possessive") and behind[-1].classes.isdisjoint(_SPEAKS):
        return False  # "its economy shrank in 2013"
    before = next((u for u in reversed(units[:at]) if not u.has("the")), None)
    return before is None or not before.has("in", "from", "prep", "with") or before.has("to")


def _speaks(text: Text, units: Sequence[Unit]) -> bool:
    """Whether the page speaks of standings: it has told of some before, or does so in this sentence or one near it."""
    number = units[0].sentence
    near = text.stakes[max(0, number - _NEAR) : number + _NEAR + 1]
    return text.told is not None or any(not stakes.isdisjoint(_SPEAKS) for stakes in near)


def _known(text: Text, units: Sequence[Unit], at: int, i: int, day: Date) -> Iterator[_Pair]:
    """What came to a state on a day in the nearest organisation of which the record knows such a thing."""
    state = units[at].option("state")
    for body in _bodies(text, units, i):
        steps = [s for s in steps_of(body[1].id, state.id if state else "") if s.change in _STANDS and _same(s.day, day)]
        if len({s.change for s in steps}) > 1:  # in and out in one year
            steps = [s for s in steps if _cued(units, s.change)]
        change = steps[0].change if len({s.change for s in steps}) == 1 else ""
        if change and (change not in _RARE or _cued(units, change) or not _cued(units, *_CUES)):
            yield _Pair(at, i, body, steps[0])
            return


def _cued(units: Sequence[Unit], *changes: str) -> bool:
    return any(u.has(*_CUES[change]) for change in changes for u in units)


def _bodies(text: Text, units: Sequence[Unit], i: int) -> list[Named]:
    """The organisations of which a day may tell: those named in its sentence, nearest first, that spoken of, that the page is about."""
    named = [(u, o) for u in units if u.options and (o := u.option("organisation")) and not in_a_title(text, u)]
    every = sorted(named, key=lambda body: abs(body[0].index - units[i].index))
    every += [body for body in (spoken_of(text, units[i]), main_body(text)) if body]
    return [body for body in every if not body[1].id.startswith(NEW) and not is_council(body[1])]


def _same(known: str, day: Date) -> bool:
    return known.startswith(day.text) or day.text.startswith(known)


def _apart(
    text: Text,
    units: Sequence[Unit],
    pair: _Pair,
    pairs: Sequence[_Pair],
    states: Sequence[int],
    days: dict[int, Date],
    known: Sequence[Claim],
) -> bool:
    """Whether a state and a day belong to each other: what stands between them is of the same, and tells nothing else."""
    low, high = sorted((pair.state, pair.day))
    between = range(low + 1, high)
    mine = {p.day for p in pairs if p.state == pair.state and p.body[1].id == pair.body[1].id}
    same = {p.state for p in pairs if p.day == pair.day and p.body[1].id == pair.body[1].id and p.step.change == pair.step.change}
    if any(i in days and i not in mine for i in between) or any(i in states and i not in same for i in between):
        return False
    if not _sure(units, pair, pairs, days[pair.day]) and len(same) < _MANY and not _told_of(text, units, low, high, known):
        return False  # "bought aircraft in 1999"
    others = _ELSE if pair.step.rank == "founder" else (*_ELSE, *_BEGAN)  # "a state founded in 1991"
    return not any(_parts(units[i], others) for i in between)


def _sure(units: Sequence[Unit], pair: _Pair, pairs: Sequence[_Pair], day: Date) -> bool:
    """Whether a state and a day meet by no chance: that very day, several states with a year each, founders where a founding is told."""
    if len(day.text) == _DAY and day.text == pair.step.day:
        return True
    mine = [p for p in pairs if p.body[1].id == pair.body[1].id]
    if len({units[p.day].text for p in mine}) > 1 and len({units[p.state].text for p in mine}) > 1:
        return True
    return pair.step.rank == "founder" and any(u.has(*_FOUNDED, *_BEGAN) for u in units)


def _told_of(text: Text, units: Sequence[Unit], low: int, high: int, known: Sequence[Claim]) -> bool:
    """Whether they are told of as a coming or going: in words of that, or in few words where the page tells of such."""
    if any(not u.classes.isdisjoint(_CHANGES) for u in units[max(0, low - _AROUND) : high + 1 + _AROUND]):
        return True
    head = next((i for i, u in enumerate(units) if u.kind != "sign"), 0)
    heads = units[head].kind == "date" and head + 1 < len(units) and units[head + 1].has("colon", "dash")
    told = text.told
    goes_on = told is not None and units[0].sentence - told[0] <= 1 and told[2] in _STANDS
    goes_on = goes_on or any(c.qualifiers.get("change") in _STANDS for c in known)
    clause = clause_around(units, low, high)
    belongs = any(not u.classes.isdisjoint(_MEMBERS) for u in clause) and not any(u.has("comma") for u in units[low:high])
    since = units[high].kind == "date" and high > 0 and units[high - 1].has("since")
    month = units[low if units[low].kind == "date" else high].value
    exact = month is not None and len(month.text) >= _MONTH
    return sum(_tells(u) for u in clause) <= (_FEW if heads or goes_on or belongs or since else 1 if exact else -1)


def _tells(unit: Unit) -> bool:
    return (unit.kind == "word" and not fills(unit) and unit.classes.isdisjoint(_MEMBERS)) or unit.option("city") is not None


def _parts(unit: Unit, others: Sequence[str]) -> bool:
    """Whether a unit tells of something else: not the word that means both attendance and membership."""
    return unit.kind == "person" or unit.text in SEMICOLONS or unit.has(*others) and not unit.has("participation", "membership")


def _claim(text: Text, units: Sequence[Unit], pairs: Sequence[_Pair], day: Date, known: Sequence[Claim]) -> Claim | None:
    body, step = pairs[0].body, pairs[0].step
    published = text.article.published
    to_come = published is not None and day.first > published.last
    past = published is None or day.last < published.first
    if not past and (len(step.day) < len(day.text) or not to_come and any(u.has(*_DOUBTS) for u in units)):
        return None
    taken = {x.id for c in known if _told(c, body, step, day, to_come) for x in c.fillers("member")}
    members = tuple(x for x in fillers(text, [units[p.state] for p in pairs], ("state",)) if x.id not in taken)
    used = [units[i] for p in pairs for i in (p.state, p.day)]
    evidence = Span(min(u.name_start for u in used), max(u.end for u in used))
    if not members or (step.rank == "founder" and not _founding(units, pairs, known)):
        return None
    change = step.change
    if change == "left" and _only_suspended(units, pairs, known):
        change = "suspended"
    if change == "joined" and all(_was_in(body[1].id, units[p.state], step) for p in pairs):
        change = "restored"
    roles = bearer({"organisation": (filler(text, *body),), "member": members}, "organisation", change in _BACK, "membership")
    return Claim(
        "membership", roles, evidence, text.article.id,
        f"{text.language.code}/known-step", {"change": change, "rank": step.rank or "member"}, day,
        attribution=source(text), modality="planned" if to_come else "asserted",
    )  # fmt: skip


def _founding(units: Sequence[Unit], pairs: Sequence[_Pair], known: Sequence[Claim]) -> bool:
    """Whether states are told to have founded it: not "has not chaired it since it began", not "the alliance of Chad and Niger"."""
    if any(u.has(*_FOUNDED) for u in units):
        return True
    first = min(p.state for p in pairs)
    listed = any(c.qualifiers.get("change") == "is" for c in known)
    return len({p.state for p in pairs}) >= _FEWEST and not units[max(0, first - 1)].has("body_word") and not listed


def _only_suspended(units: Sequence[Unit], pairs: Sequence[_Pair], known: Sequence[Claim]) -> bool:
    """Whether the page calls a suspension what the record has as a leaving."""
    ids = {option.id for p in pairs if (option := units[p.state].option("state"))}
    if any(c.qualifiers.get("change") == "suspended" and any(x.id in ids for x in c.fillers("member")) for c in known):
        return True
    return any(units[i].has(*_CUES["suspended"]) for p in pairs for i in range(min(p.state, p.day), max(p.state, p.day)))


def _told(claim: Claim, body: Named, step: Step, day: Date, to_come: bool) -> bool:
    """Whether a claim tells of the same day, or of the same change in another way: a list of members, what is or was to come."""
    change = str(claim.qualifiers.get("change"))
    alike = change == step.change or any({change, step.change} <= kind for kind in _ALIKE)
    if claim.valid_from is not None:
        return _same(claim.valid_from.text, day) and (alike or any(x.id == body[1].id for x in claim.fillers("organisation")))
    return alike and (claim.modality not in FACTUAL or to_come)


def _was_in(organisation: str, unit: Unit, step: Step) -> bool:
    state = unit.option("state")
    return any(s.change in _BACK and s.day < step.day for s in steps_of(organisation, state.id if state else ""))
