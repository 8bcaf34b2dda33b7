"""What a page says in words or an order that no rule foresees, where nothing else can be meant.

    Andorra, Armenia, Austria and 43 others.                   a list of states, on a page that speaks of members nearby
    The treaty was signed by Chad, Mali and Niger in 1968.     who founded, in the year in which the organisation is known to have begun
    Gabon was let back in that year.                           one organisation, one list of states, one word of change

The names of these rules end in `/list`, `/signatories` and `/gist`: less is asked of the words, so a reader may want to see them first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.claims.claimdays import dated, told_day
from dragoman.claims.frames import filler, fillers, source
from dragoman.claims.modality import modality
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.names.spoken import Named, main_body, spoken_of
from dragoman.claims.standings.foundinggists import beginnings
from dragoman.claims.words.clauses import Group, bears, groups_of, states_of
from dragoman.claims.words.signs import ASKING
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Date, Span

_CUES = {
    "joined": frozenset({"join", "admitted", "accession", "joining", "entry", "to_join", "join_follow", "admitted_passive"}),
    "left": frozenset({"leave", "withdrawal", "expel", "leaving"}),
    "suspended": frozenset({"suspend", "suspension", "suspended_from"}),
    "restored": frozenset({"restore", "rejoining", "standing_again", "reinstate"}),
    "applied": frozenset({"apply", "application"}),
    "invited": frozenset({"invite"}),
}
_WORDS = tuple(sorted(frozenset().union(*_CUES.values())))
_READ = frozenset({"joined", "restored", "suspended", "applied", "left"})  # changes of which a single cue is sure enough
_MEMBER = ("member_noun", "member_word", "membership")
_RANKS = {
    "rank_observer": "observer", "rank_dialogue_partner": "dialogue_partner", "rank_partner": "partner",
    "rank_associate": "associate", "rank_candidate": "candidate",
}  # fmt: skip
_NO_MEMBERS = ("no_members", "attend_word")
_OTHERWISE = ("office_word", "org_part", "chair", "possessive", *_NO_MEMBERS)  # what may make a clause tell something else
_TO_COME = (
    "apply", "application", "approved", "admit", "join", "to_join", "invite", "expect", "plan", "want", "propose", "future", "may", "if",
    "not", "leave", "suspend", "rank_candidate", "is_future", "accession",
)  # fmt: skip
_DOUBTS = ("want", "propose", "expect", "plan", "future", "may", "if", "is_future", "not", "deny", "rumour", "cancel", "block")
_AFTERWARDS = ("is_future", "plan", "expect", "if", "may")  # ... where the sentence behind a list says so
_BESIDE = ("with", "from", "between", "by", "unlike", "unlike_word")  # before a list of states: not they are spoken of
_FOUNDED = ("signed", "found", "ratified", "founding_noun", "founders_word", "pact_noun", "act_verb")
_CLAUSE_ENDS = frozenset(";:()\u2013\u2014\u061b")
_NAMED = ("withdrawal", "accession", "suspension", "rejoining", "entry", "application")  # changes as nouns
_VOTED = ("votes_for", "vote_for", "vote_against", "vote_abstain", "vote_word")
_LIST = 4  # states that make a list of members
_BEFORE, _BEHIND = 4, 2  # sentences around a list in which the page speaks of members
_FEWEST = 3  # founders that are named together
_BETWEEN = 7  # units that may stand between two lists of founders ("and ten European countries, namely")
_INVITED = 8  # units behind "invited" within which those named are whom others let in
_RECENT = 2  # sentences for which a page goes on about a change


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, the states that are spoken for, and the organisation that the page is about."""

    text: Text
    units: Sequence[Unit]
    taken: frozenset[str | None]
    told: tuple[Span, ...]  # the words of what rules have read of standings here
    main: Named | None

    def claim(self, rule: str, spoken: Named, states: Sequence[Unit], used: Sequence[Unit], **told: str) -> Claim | None:
        """A membership of those states that are not spoken for."""
        members = tuple(x for x in fillers(self.text, states, ("state",)) if x.id not in self.taken)
        if not members:
            return None
        modal, day = told.pop("modality", "asserted"), next((_day(u) for u in used if _day(u)), None)
        return Claim(
            "membership", {"organisation": (filler(self.text, *spoken),), "member": members},
            Span(min(u.start for u in used), max(u.end for u in used)), self.text.article.id, f"{self.text.language.code}/{rule}",
            dict(told), day, aspect="state" if told["change"] == "is" else "change", attribution=source(self.text), modality=modal,
        )  # fmt: skip


def gist_claims(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of a sentence whose words no rule knows. `made`: those that rules have made of it."""
    if "kind:state" not in text.stakes[units[0].sentence] or units[-1].text in ASKING or not any(u.options and bears(u) for u in units):
        return
    known = [c for c in made if c.kind == "membership"]
    taken = frozenset(x.id for c in known for x in c.fillers("member"))
    sentence = _Sentence(text, units, taken, tuple(c.evidence for c in known), main_body(text))
    if sentence.main is None:
        return
    founders = any(c.fillers("founder") or c.qualifiers.get("rank") == "founder" for c in made)
    states = sum(bears(u) for u in units if u.options)
    found = _listed(sentence) if states >= _LIST and not taken else None
    found = found or (_signatories(sentence) if states >= _FEWEST and not founders else None)
    if found:
        yield found
    else:
        yield from _clauses(sentence)


def _listed(sentence: _Sentence) -> Claim | None:
    """A sentence, or what stands between two signs of it, that is hardly more than states, where members are spoken of near it."""
    units, text = sentence.units, sentence.text
    number = units[0].sentence
    if not text.stakes[number].isdisjoint((*_VOTED, "suspended_from")):
        return None  # they are told of otherwise
    if not frozenset().union(*text.stakes[max(0, number - 1) : number + 1]).isdisjoint(_TO_COME):
        return None
    if not frozenset().union(*text.stakes[number + 1 : number + 2]).isdisjoint(_AFTERWARDS):
        return None
    if frozenset().union(*text.stakes[max(0, number - _BEFORE) : number + _BEHIND + 1]).isdisjoint((*_MEMBER, *_RANKS)):
        return None
    for first, end in (0, len(units)), _between_signs(sentence):
        states = [u for u in units[first:end] if bears(u) and not in_a_title(text, u)]
        if len({o.id for u in states if (o := u.option("state"))}) >= _LIST and _bare(units[first:end], len(states)):
            before = units[: units.index(states[0])]
            spoken = _own(before) or spoken_of(text, units[0])
            rank = next((rank for name, rank in _RANKS.items() if any(u.has(name) for u in before)), "member")
            if spoken and not spoken[1].id.startswith(NEW):
                change, rank, day = _came(sentence, rank)
                return sentence.claim("list", spoken, states, [states[0], states[-1], *day], change=change, rank=rank)
    return None


def _came(sentence: _Sentence, rank: str) -> tuple[str, str, list[Unit]]:
    """Whether those listed are members, or founded, or joined on the one day told, where the page tells who joined when."""
    number, told = sentence.units[0].sentence, sentence.text.told
    days = [u for u in sentence.units if _day(u)]
    if rank == "member" and told and told[2] == "joined" and number - told[0] <= _RECENT and len(days) == 1:
        return "joined", rank, days
    near = frozenset().union(*sentence.text.stakes[max(0, number - 1) : number + 2])
    told_founded = not near.isdisjoint(("founders_word", "founding_noun", "found"))
    if rank == "member" and told_founded and not any(u.has(*_MEMBER) for u in sentence.units):
        return "joined", "founder", []
    return "is", rank, []


def _between_signs(sentence: _Sentence) -> tuple[int, int]:
    """The longest list of states, from the sign before it to the one behind it. Before a colon stands what list it is."""
    units = sentence.units
    first, last = max(groups_of(units), key=lambda g: len(states_of(units, g)), default=(0, -1))
    start = next((i + 1 for i in range(first - 1, -1, -1) if units[i].kind == "sign" and units[i].text != ":"), 0)
    return start, next((i for i in range(last + 1, len(units)) if units[i].kind == "sign"), len(units))


def _bare(units: Sequence[Unit], states: int) -> bool:
    """Whether no more words than states stand beside the states, and none that tells something else of them."""
    rest = [
        u for u in units
        if u.kind not in ("sign", "number", "date") and not u.option("state") and not u.option("organisation")
        and not u.has("and", "list_word", "the")
    ]  # fmt: skip
    return len(rest) <= states and not any(u.has(*_VOTED, "office_word", "leaders_word", "chair", "not", *_NO_MEMBERS) for u in rest)


def _own(units: Sequence[Unit]) -> Named | None:
    return next(((u, o) for u in units if u.options and (o := u.option("organisation")) and not o.id.startswith(NEW)), None)


def _signatories(sentence: _Sentence) -> Claim | None:
    """States that signed or set up something in the year in which the organisation is known to have begun."""
    units = sentence.units
    if not any(u.has(*_FOUNDED) for u in units) or any(u.has("not") for u in units):
        return None
    groups = _merged(units, [g for g in groups_of(units) if not in_a_title(sentence.text, units[g[0]])])
    group = max(groups, key=lambda g: len(states_of(units, g)), default=None)
    if group is None or len(states_of(units, group)) < _FEWEST or units[max(0, group[0] - 1)].has("body_word"):
        return None  # "the alliance of Georgia and Ukraine, founded in 1997" does not say by whom
    if any(u.has("invite") for u in units[max(0, group[0] - _INVITED) : group[0]]):
        return None  # "the founders invited Malta and Cyprus"
    if _in_a_remark(units, group):
        return None  # "GUAM, to which Moldova and Georgia belong, was set up in 1997"
    named = [(u, o) for u in units if u.options and (o := u.option("organisation"))]
    spoken = [*named, *(x for x in (spoken_of(sentence.text, units[group[0]]),) if x)]
    for when in (u for u in units if _day(u)):
        for body in spoken:
            if any(str(_day(when))[:4] == known[:4] for _, known in beginnings(body[1].id)):
                states = states_of(units, group)
                return sentence.claim("signatories", body, states, [*states, when], change="joined", rank="founder")
    return None


def _in_a_remark(units: Sequence[Unit], group: Group) -> bool:
    """Whether a list stands in a clause about the organisation that ends with a comma before anything is founded."""
    before = units[max(0, group[0] - _BETWEEN) : group[0]]
    if not any(u.has("clause", "relative") for u in before) or not any(u.has("comma") for u in before):
        return False
    end = next((i for i in range(group[1] + 1, len(units)) if units[i].has("comma")), len(units))
    return any(u.has(*_FOUNDED) for u in units[end:]) and not any(u.has(*_FOUNDED) for u in units[group[0] : end])


def _merged(units: Sequence[Unit], groups: Sequence[Group]) -> list[Group]:
    """Lists that only a few words part, none of them of a change: "Canada and ten others - Belgium, France"."""
    found: list[Group] = []
    for group in groups:
        last = found[-1] if found else None
        between = units[last[1] + 1 : group[0]] if last else ()
        if last and len(between) <= _BETWEEN and not any(u.has(*_FOUNDED, "in", "place_word") or u.kind == "date" for u in between):
            found[-1] = (last[0], group[1])
        else:
            found.append(group)
    return found


def _day(unit: Unit) -> Date | None:
    return dated(unit) if unit.kind == "number" or told_day(unit) else None


def _clauses(sentence: _Sentence) -> Iterator[Claim]:
    """The gist of each clause that holds one list of states and names no organisation: where it does, rules know what is said of it.

    No word of the sentence may doubt it.
    """
    if not sentence.text.stakes[sentence.units[0].sentence].isdisjoint(_DOUBTS):
        return
    groups = [g for g in groups_of(sentence.units) if not in_a_title(sentence.text, sentence.units[g[0]])]
    for first, end in cut(sentence.units):
        inside = [g for g in groups if first <= g[0] and g[1] < end]
        here = sentence.units[first:end]
        named = any(of_something(sentence.units, i) for i in range(first, end))
        people = any(u.kind == "person" or u.options and u.options[0].kind == "person" for u in here)
        if len(inside) == 1 and not named and not people and not any(u.has(*_OTHERWISE) for u in here):
            claim = _gist(sentence, inside[0], range(first, end))
            if claim:
                yield claim


def cut(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence, from one sign or word that opens a clause to the next, as indices of units."""
    first = 0
    for at, unit in enumerate(units):
        if unit.text in _CLAUSE_ENDS or unit.has("clause", "but"):
            if at > first:
                yield first, at
            first = at + 1
    if first < len(units):
        yield first, len(units)


def _gist(sentence: _Sentence, group: Group, clause: range) -> Claim | None:
    units, text = sentence.units, sentence.text
    here = [units[i] for i in clause]
    states = states_of(units, group)
    cues = {change: [i for i in clause if not units[i].classes.isdisjoint(names)] for change, names in _CUES.items()}
    cues = {change: places for change, places in cues.items() if places}
    ranks = {rank: [i for i in clause if name in units[i].classes] for name, rank in _RANKS.items()}
    ranks = {rank: places for rank, places in ranks.items() if places}
    days = [u for u in here if told_day(u)]
    beside = group[0] > 0 and units[group[0] - 1].has(*_BESIDE)
    if len(cues) > 1 or len(ranks) > 1 or beside or any(_stands_for(u) for u in states):
        return None
    recent = text.told is not None and units[0].sentence - text.told[0] <= _RECENT
    member = any(u.has(*_MEMBER) for u in here)
    rank = next(iter(ranks), "member")
    if cues:
        change, places = next(iter(cues.items()))
        if change not in _READ or not (recent or len(days) == 1) or change == "suspended" and not member:
            return None
        if units[places[0]].has("accession", "entry") and any(u.has("admit", "approved", "signed", "document_noun") for u in here):
            return None  # the approval of an accession, or a protocol of it, is not yet one
        named = any(u.option("organisation") or u.has("to_join", "accession", *_MEMBER) for u in here)
        if change == "applied" and _at_request(units, places[0]):
            return None
        if _only_named(units, clause, places[0]) or change == "applied" and not named:
            return None
        change = "granted" if ranks and change == "joined" else change
    elif ranks and rank != "candidate":
        change, places = "granted" if days or any(u.has("become", "grant") for u in here) else "is", ranks[rank]
    else:
        return None
    at = min(places, key=lambda i: min(abs(i - group[0]), abs(i - group[1])))
    spoken = spoken_of(text, units[at])
    first, last = min(group[0], at), max(group[1], at)
    if any(span.start <= units[at].start < span.end for span in sentence.told):
        return None  # this word is of what was read already
    behind = next((units[i] for i in range(at + 1, clause.stop) if not units[i].has("the")), None)
    traps = behind is not None and (behind.has("exit_trap", "join_trap", "suspend_trap") or behind.kind == "word" and not behind.classes)
    if cues and traps:
        return None  # "entered recession in 2020"
    if any(u.has("arm_of_body") or days and u.has("anniversary", "anniversary_of") for u in here):
        return None
    if spoken is None or modality(units, at, first, last) != "asserted":
        return None
    published = text.article.published
    if published and any((day := _day(u)) and day.first > published.last for u in days):
        return None
    used = [units[first], units[last], *(days if len(days) == 1 else ())]
    return sentence.claim("gist", spoken, states, used, change=change, rank=rank)


def _at_request(units: Sequence[Unit], at: int) -> bool:
    """Whether a request is only that at which something was done: "met at the request of Algeria"."""
    before = next((u for u in reversed(units[max(0, at - 2) : at]) if not u.has("the")), None)
    return units[at].has("application") and (bool(units[at].clitic) or before is not None and before.has("prep"))


def of_something(units: Sequence[Unit], at: int) -> bool:
    """Whether an organisation is named by the way: "peacekeepers of the CIS", "the EU's single market", "the UN convention"."""
    option = units[at].option("organisation") if units[at].options else None
    if option is None or option.form == "anaphor":
        return False
    before = next((u for u in reversed(units[:at]) if not u.has("the")), None)
    behind = units[at + 1] if at + 1 < len(units) else None
    led = before is None or before.kind == "sign" or before.has("to", "in", "into_word", "and", *_MEMBER, *_WORDS)
    of_it = behind is not None and (behind.has("possessive", "org_part", "activities") or behind.kind == "word" and not behind.classes)
    return not led or of_it


def _stands_for(unit: Unit) -> bool:
    """Whether a capital stands for its government."""
    option = unit.option("state")
    return option is not None and option.form == "capital"


def _only_named(units: Sequence[Unit], clause: range, at: int) -> bool:
    """Whether a change is spoken of by a noun behind a word that may say anything of it: "spoke only of withdrawal"."""
    if not units[at].has(*_NAMED):
        return False
    before = units[clause.start : at]
    return bool(before) and (before[-1].has("about", "of_about") or any(u.kind == "word" and not u.classes for u in before))
