"""Lists of states behind a word that says what they all are: the observers, those who applied, those suspended, the members.

    Six countries hold that status, among them Chile, Peru and Ecuador.
    Observers are Kenya, Malawi and Zambia, associates Fiji and Tonga.
    Three of the nine members - Chad, Gabon and Togo - stayed away.
    Founders                                                  a heading of its own, with nothing but states in the lines below it
    Chad, Gabon and Togo

A list is read where only words of listing stand between it and the word, and nothing in the clause doubts it. The names of these rules
end in `/labelled` and `/headed-list`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import bearer, filler, fillers, source
from dragoman.claims.gists import of_something
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.names.spoken import Named, main_body, spoken_of
from dragoman.claims.standings.foundinggists import began
from dragoman.claims.words.clauses import Group, bears, fills, groups_of, states_of
from dragoman.claims.words.units import Text, Unit, lines_of
from dragoman.model import Claim, Date, Span

_LISTED = (
    "colon", "dash", "bracket", "comma", "namely", "be", "comprise", "all_of", "list_word", "among", "among_which", "the", "and",
    "elect_list",
)  # fmt: skip
_SURE = ("colon", "dash", "bracket", "namely", "be", "comprise", "all_of", "among_which")
_VOTES = ("votes_for", "vote_for", "vote_against", "vote_abstain", "vote_word", "elect", "elect_passive", "seat_noun")
_DOUBTS = (
    "not", "want", "propose", "expect", "plan", "future", "may", "if", "deny", "rumour", "block", "non", "non_member", "former_member",
    "outgoing",
)  # fmt: skip
_OTHERS = (
    "from", "by", "by_agent", "with", "new_word", "newest_word", "chair", "org_trade", "rank_trap", "no_members", "join_trap",
    "office_word",
)  # fmt: skip
_TOLD = ("is", "joined", "granted", "restored", "invited")  # what tells as much of a state as that it is on a list
_DOUBTED = 6  # units before the word within which a doubt is of it
_NEWCOMERS = ("new_word", "newest_word", "growth_word", "adding", "additional", "newcomer_word")  # members told of as such
_BETWEEN = 6  # units between the word and its list
_HEADING = 8  # units of a line that says no more than of what the lines below it are
_LEAST = 3  # states of a list that needs no colon or the like before it


@dataclass(frozen=True, slots=True)
class _Label:
    """What a word says of the states behind it; `least` states make such a list, `sure` asks for a colon or the like before it."""

    change: str
    rank: str
    classes: frozenset[str]
    sure: bool = False
    verb: bool = False


_LABELS = (
    _Label("is", "observer", frozenset({"rank_observer"})),
    _Label("is", "dialogue_partner", frozenset({"rank_dialogue_partner"})),
    _Label("is", "associate", frozenset({"rank_associate"})),
    _Label("is", "candidate", frozenset({"rank_candidate"})),
    _Label("suspended", "member", frozenset({"suspended_from"}), sure=True),
    _Label("applied", "member", frozenset({"rank_applicant", "application"}), sure=True),
    _Label("is", "member", frozenset({"member_word", "member_noun"}), sure=True),
    _Label("is", "member", frozenset({"comprise", "be_in", "belong", "remain_word"}), verb=True),
)
_HEADINGS = (
    _Label("left", "member", frozenset({"former_member"})),
    _Label("joined", "founder", frozenset({"founders_word"})),
    *(label for label in _LABELS if not label.verb),
)
_ALL = frozenset().union(*(label.classes for label in _LABELS))


def labelled_claims(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of such lists of a sentence. `made`: those that were made of it before."""
    stakes = text.stakes[units[0].sentence]
    if "kind:state" not in stakes or _ALL.isdisjoint(stakes) or units[-1].text in "?\u061f" or any(u.has(*_VOTES) for u in units):
        return
    known = [c for c in made if c.kind == "membership"]
    before = 0
    for group in groups_of(units):
        claim = _listed(text, units, before, group, known)
        before = group[1] + 1
        if claim:
            yield claim


def headed_lists(text: Text) -> Iterator[Claim]:
    """The states that stand alone in the lines below a heading which says what they all are."""
    if not any("kind:state" in stakes for stakes in text.stakes):
        return
    lines = lines_of(text.units)
    for at, line in enumerate(lines):
        label = _heading(line)
        if label is None:
            continue
        below: list[Sequence[Unit]] = []
        while at + len(below) + 1 < len(lines) and _only_states(lines[at + len(below) + 1]):
            below.append(lines[at + len(below) + 1])
        states = [u for row in below for u in row if bears(u)]
        named = next(((u, o) for u in line if (o := u.option("organisation"))), None) or main_body(text)
        if len(states) > 1 and named and not named[1].id.startswith(NEW):
            yield _headed(text, label, named, line, states)


def _heading(line: Sequence[Unit]) -> _Label | None:
    """What a line says of the states below it, where it says nothing else: "Founding members", "Observers of the union (2)"."""
    if len(line) > _HEADING or any(u.has(*_DOUBTS) and not u.has("former_member") for u in line) or any(bears(u) for u in line):
        return None
    found = [label for label in _HEADINGS if any(not u.classes.isdisjoint(label.classes) for u in line)]
    rest = (u for u in line if u.kind == "word" and not fills(u) and not u.has("states_word", "current", "now_word", "and", "list_word"))
    return found[0] if found and all(not u.classes.isdisjoint(found[0].classes) for u in rest) else None


def _only_states(line: Sequence[Unit]) -> bool:
    """Whether a line holds states and nothing else, each once."""
    states = [u for u in line if bears(u)]
    return bool(states) and all(bears(u) or u.kind == "sign" or u.has("and", "list_word", "the") for u in line)


def _headed(text: Text, label: _Label, body: Named, line: Sequence[Unit], states: Sequence[Unit]) -> Claim:
    suspended = label.change == "suspended"
    roles = {"organisation": (filler(text, *body),), "member": fillers(text, states, ("state",))}
    founded = (u.value for u in text.units if told_day(u) and isinstance(u.value, Date) and began(body[1].id, u.value))
    return Claim(
        "membership", bearer(roles, "organisation", suspended, "membership"), Span(states[0].name_start, states[-1].end), text.article.id,
        f"{text.language.code}/headed-list", {"change": label.change, "rank": label.rank},
        next(founded, None) if label.rank == "founder" else None, aspect="state" if label.change == "is" else "change",
        attribution=source(text),
    )  # fmt: skip


def _listed(text: Text, units: Sequence[Unit], start: int, group: Group, known: Sequence[Claim]) -> Claim | None:
    ids = {o.id for u in states_of(units, group) if (o := u.option("state"))}
    if len(ids) < 2 or in_a_title(text, units[group[0]]):
        return None
    found = _label(units, start, group)
    if found is None:
        return None
    at, label = found
    between = units[at + 1 : group[0]]
    sure = any(u.has(*_SURE) for u in between) or label.change == "suspended" and len(ids) >= _LEAST and bool(between)
    doubted = any(u.has(*_DOUBTS) for u in units[max(start, at - _DOUBTED) : group[0]] if u is not units[at])
    others = any(u.has(*_OTHERS) for u in between) and label.change != "applied"
    few = sure and (label.rank != "member" or label.change != "is" or _enclosed(units, group))
    if doubted or others or len(ids) < (2 if few else _LEAST) or (label.sure and not sure):
        return None
    body = _body(text, units, at, group)
    told = (*_TOLD, label.change)
    taken = {x.id for c in known if c.qualifiers.get("change") in told for x in c.fillers("member")}
    if label.change == "suspended":
        taken = {x.id for c in known if c.qualifiers.get("change") == "suspended" for x in c.fillers("member")}
    members = tuple(x for x in fillers(text, states_of(units, group), ("state",)) if x.id not in taken)
    if body is None or body[1].id.startswith(NEW) or not members:
        return None
    roles = bearer({"organisation": (filler(text, *body),), "member": members}, "organisation", label.change == "suspended", "membership")
    return Claim(
        "membership", roles, Span(units[at].start, units[group[1]].end), text.article.id, f"{text.language.code}/labelled",
        {"change": label.change, "rank": label.rank}, aspect="state" if label.change == "is" else "change", attribution=source(text),
    )  # fmt: skip


def _label(units: Sequence[Unit], start: int, group: Group) -> tuple[int, _Label] | None:
    """The last word before a list that says what its states are, a verb such as "are" or "include" only where no noun does.

    None where other words part them, or where what such a verb is of is not named.
    """
    verb: tuple[int, _Label] | None = None
    for at in range(group[0] - 1, max(start - 1, group[0] - 2 - _BETWEEN), -1):
        unit = units[at]
        label = next((x for x in _LABELS if not unit.classes.isdisjoint(x.classes)), None)
        if label and label.verb:
            verb = verb or (at, label)
        elif label:
            new = at > start and units[at - 1].has(*_NEWCOMERS)
            return None if new or unit.has("not", "want", *_NEWCOMERS) else (at, label)
        elif not (unit.has(*_LISTED, "states_word", "now_word", "still") or unit.kind == "number" or fills(unit)):
            break
    if verb is None:
        return None
    near = range(max(start, verb[0] - 3), group[0])
    return verb if any(units[i].option("organisation") and not of_something(units, i) for i in near) else None


def _enclosed(units: Sequence[Unit], group: Group) -> bool:
    """Whether a list stands between two dashes or in brackets."""
    before, after = units[group[0] - 1 : group[0]], units[group[1] + 1 : group[1] + 2]
    return any(u.has("dash", "bracket") for u in before) and any(u.has("dash") or u.text == ")" for u in after)


def _body(text: Text, units: Sequence[Unit], at: int, group: Group) -> Named | None:
    """The organisation named between the word and its list or right before the word, else that spoken of."""
    near = units[max(0, at - 4) : group[0]]
    if any("body_word" in u.classes and not u.options for u in near):
        return None  # a body that was not found
    named = next(((u, o) for u in reversed(near) if u.options and (o := u.option("organisation"))), None)
    return named or main_body(text) or spoken_of(text, units[at])
