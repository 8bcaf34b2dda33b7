"""Who is not in an organisation, in words or an order that no rule foresees.

    The bank has 57 members. The United States and Japan have stayed out.
    Neither in it nor in the union is Norway a member.


A clause is read that holds one list of states, a word of staying out, or "not" and a word of membership, and nothing that it could tell
instead. What is read is denied, so nothing is asserted. The names of these rules end in `/absent`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.frames import filler, fillers, source
from dragoman.claims.gists import cut
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.names.spoken import Named, main_body, spoken_of
from dragoman.claims.words.clauses import Group, groups_of, states_of
from dragoman.claims.words.signs import ASKING
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Span

_OUT = ("stayed_out", "stands_aside", "not_in", "non_member", "not_joined")
_FORMER = ("former", "former_member", "non")  # "of the former Union", "also countries not belonging to it agreed"
_NOT = ("not", "not_be")
_IN = ("member_noun", "belong", "be_in")
_REACH = 4  # units from "not" to the word of membership
_STRANGE = 2  # unknown words that such a clause may hold
_GATE = frozenset((*_OUT, *_IN))
_ELSE = (
    "want", "propose", "expect", "plan", "future", "may", "if", "is_future", "deny", "rumour", "block", "former_member",
    "until", "but_only", "except", "signed", "ratified", "votes_for", "vote_word", "elect", "elect_passive", "chair", "chair_noun",
    "office_word", "leaders_word", "attend_word", "summit", "recognise", "join_trap", "exit_trap", "leave", "suspend",
    "suspended_from", "restore", "apply", "application", "others_word", "only",
)  # fmt: skip


def absence_claims(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of a sentence that tells who is no member. `made`: those that were made of it before."""
    stakes = text.stakes[units[0].sentence]
    if "kind:state" not in stakes or _GATE.isdisjoint(stakes) or units[-1].text in ASKING:
        return
    taken = {x.id for c in made if c.kind == "membership" for x in c.fillers("member")}
    groups = [g for g in groups_of(units) if not in_a_title(text, units[g[0]])]
    for first, end in cut(units):
        clause = range(first, end)
        at = _cue(units, clause)
        inside = [g for g in groups if first <= g[0] and g[1] < end] if at is not None else []
        if at is None or not inside:
            continue
        group = min(inside, key=lambda g: _far(g, at))
        claim = _absent(text, units, _around(units, clause, group, at), group, at)
        if claim and taken.isdisjoint(x.id for x in claim.fillers("member")):
            yield claim


def _with_more(units: Sequence[Unit], group: Group) -> Group:
    """A list with what a further "neither" or "nor" joins to it: in Russian, "neither Norway, nor Chad"."""
    last = group[1]
    while last + 3 < len(units) and units[last + 1].has("comma") and units[last + 2].has("not") and units[last + 3].option("state"):
        last += 3
    return group[0], last


def _far(group: Group, at: int) -> int:
    return min(abs(group[0] - at), abs(group[1] - at))


def _around(units: Sequence[Unit], clause: range, group: Group, at: int) -> list[int]:
    """The units between the commas around a list and its word, without what stands between two commas in the midst of them."""
    low, high = min(group[0], at), max(group[1], at)
    first = next((i + 1 for i in range(low - 1, clause.start - 1, -1) if units[i].has("comma")), clause.start)
    end = next((i for i in range(high + 1, clause.stop) if units[i].has("comma")), clause.stop)
    inner = [i for i in range(min(group[1], at) + 1, max(group[0], at)) if units[i].has("comma")]
    aside = range(inner[0], inner[-1] + 1) if len(inner) > 1 else range(0)
    return [i for i in range(first, end) if i not in aside]


def _absent(text: Text, units: Sequence[Unit], clause: Sequence[int], group: Group, at: int) -> Claim | None:
    group = _with_more(units, group)
    states = states_of(units, group)
    if any(o.form in ("capital", "anaphor") for u in states for o in u.options[:1]):
        return None
    rest = [units[i] for i in clause if not group[0] <= i <= group[1]]
    strange = sum(u.kind == "word" and not u.classes for u in rest)
    if strange > _STRANGE or any(u.has(*_ELSE) or u.kind in ("date", "number", "person") for u in rest):
        return None
    before = units[group[0] - 1] if group[0] > clause[0] else None
    if before is not None and before.has("in", "from", "with", "to", "by", "of", "between") and not before.has("the", "and", "not"):
        return None  # "the states of Africa are not in it", "unlike Norway"
    body = _body(text, units, clause, at)
    if body is None or body[1].id.startswith(NEW):
        return None
    evidence = Span(units[min(group[0], at)].name_start, units[max(group[1], at)].end)
    return Claim(
        "membership", {"organisation": (filler(text, *body),), "member": fillers(text, states, ("state",))}, evidence, text.article.id,
        f"{text.language.code}/absent", {"change": "is", "rank": "member"}, aspect="state", attribution=source(text), modality="denied",
    )  # fmt: skip


def _cue(units: Sequence[Unit], clause: range) -> int | None:
    """The word that says of somebody that he is not in."""
    out = next((i for i in clause if units[i].has(*_OUT) and not units[i].has(*_FORMER)), None)
    if out is not None:
        return out
    denial = next((i for i in clause if units[i].has(*_NOT)), clause.stop)
    steps = 0
    for k in range(denial + 1, clause.stop):
        if units[k].has(*_IN) or steps == _REACH:
            return k if steps < _REACH else None
        steps += not units[k].option("state") and not units[k].has("and", "the")  # of those named it is said: "neither Norway nor Chad"
    return None


def _body(text: Text, units: Sequence[Unit], clause: Sequence[int], at: int) -> Named | None:
    """The one organisation that the clause names, else that spoken of, if the page is about it."""
    named = [(units[i], o) for i in clause if units[i].options and (o := units[i].option("organisation"))]
    if named:
        return named[0] if len({o.id for _, o in named}) == 1 else None
    spoken, main = spoken_of(text, units[at]), main_body(text)
    return spoken if spoken and main and spoken[1].id == main[1].id else None
