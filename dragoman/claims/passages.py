"""What came to one state after another, told on in clauses that leave out the organisation, the verb or the state.

    Gabon quit in 1995 and was back in 2016. It was suspended again two years later; Libya in 2018, the latter ...
    Who has left so far? Burundi was the first, in October 2017.

A clause is read only if it holds nothing else: who, what came to them, when, and words such as "then" and "again" between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.claims.bodies import NEW
from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler, fillers, source
from dragoman.claims.modality import modality
from dragoman.claims.spoken import Named, remember, spoken_of
from dragoman.claims.units import Text, Unit
from dragoman.model import Claim, Date, Span

_CHANGES = (
    ("suspended", frozenset({"reimposed", "suspend", "suspended_from"})),
    ("restored", frozenset({"restore", "reinstate", "return_word", "resume_it"})),
    ("left", frozenset({"leave", "expel", "lapse"})),
    ("joined", frozenset({"join", "admitted_passive", "admit_back"})),
)
_SAME = frozenset({"join_follow", "did_same", "did_so"})
_VERBS = frozenset().union(_SAME, *(classes for _, classes in _CHANGES))
_FILLERS = ("told_filler", "the", "state_it", "has_been", "be", "status_phrase")
_JOINTS = ("comma", "semicolon", "dash", "and", "but", "before")
_TOLD_ON = 3  # sentences within which a page goes on telling of the changes in one organisation
_REMARK = 14  # units of a remark between a clause and the next one about the same state
_OUTSIDE = ("adjective", "demonym")


@dataclass(frozen=True, slots=True)
class Story:
    """What a page has told last: in which sentence, of whom, what came to them, and their rank."""

    sentence: int
    who: tuple[Unit, ...]
    change: str
    rank: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence between two joints, as unit indices, and the groups of states and the verb in it."""

    first: int
    end: int
    groups: tuple[tuple[int, int], ...]
    verb: int | None
    day: int | None


def told_on(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of clauses that go on telling what a page has begun to tell. `made`: what the rules made of the sentence."""
    known = [c for c in made if c.kind == "membership" and c.modality == "asserted"]
    story: Story | None = text.story
    sentence = units[0].sentence
    if story and sentence - story.sentence > _TOLD_ON:
        story = None
    if any(u.has("rolled") for u in units):
        return
    if not (known or story or text.told) or not any(u.kind == "date" or u.has(*_VERBS) for u in units):
        text.story = _asked(units) or _goes_on(story, units)
        return
    groups = _groups(units)
    last: Story | None = story
    after_name = False
    fresh = True  # whether nothing else has been told since
    for clause in _with_days(units, list(_clauses(units, groups))):
        named_only = all(_bears(u) or _fills(u) for u in units[clause.first : clause.end])
        ruled = _by_rules(units, clause, known)
        last, fresh = ruled or last, fresh or ruled is not None
        read = _read(text, units, clause, last if fresh else last and replace(last, change=""), known)
        if read:
            claim, last = read
            fresh = True
            remember(text, units[clause.first], claim.fillers("organisation")[0], str(claim.qualifiers["change"]))
            yield claim
        elif last and clause.groups and not _overlap(units, clause, known):
            last = _turned(units, clause, last)
        if not (read or ruled or named_only):
            fresh = fresh and after_name
        after_name = named_only
    text.story = replace(last, sentence=sentence) if last and last is not story else _asked(units) or _goes_on(story, units)


def _goes_on(story: Story | None, units: Sequence[Unit]) -> Story | None:
    """What was told last, after a sentence that tells no change: now of whom that sentence begins with."""
    return story


def _turned(units: Sequence[Unit], clause: Clause, last: Story) -> Story:
    """The story after a clause that tells something else: of the state with which it begins, or of nobody where it names several."""
    first, _ = clause.groups[0]
    begins = all(u.has("the") or u.has(*_JOINTS) for u in units[clause.first : first])
    if begins:
        return replace(last, who=_states(units, clause.groups[0]) if len(clause.groups) == 1 else ())
    return last if last.sentence == units[0].sentence else replace(last, who=())


def _asked(units: Sequence[Unit]) -> Story | None:
    """A question or heading that asks who did something: what follows answers it."""
    if units[-1].text not in "?\u061f" or any(u.option("state") for u in units):
        return None
    change = next((c for u in units if (c := _change(u) or _named_change(u))), "")
    return Story(units[0].sentence, (), change, "member") if change else None


def _change(unit: Unit) -> str:
    return next((change for change, classes in _CHANGES if not unit.classes.isdisjoint(classes)), "") if unit.classes else ""


_NOUNS = (("left", "withdrawal"), ("joined", "accession"), ("suspended", "suspension"), ("restored", "rejoining"))


def _named_change(unit: Unit) -> str:
    return next((change for change, name in _NOUNS if name in unit.classes), "")


def _by_rules(units: Sequence[Unit], clause: Clause, known: Sequence[Claim]) -> Story | None:
    """What the rules have read in a clause, of which the next ones may go on."""
    start, end = units[clause.first].start, units[clause.end - 1].end
    here = [c for c in known if start < c.evidence.end <= end or start <= c.evidence.start < end]
    if not here:
        return None
    claim = max(here, key=lambda c: (c.evidence.end, c.evidence.start))
    spans = {f.span.start for f in claim.fillers("member")}
    who = tuple(u for u in units if u.name_start in spans and u.option("state"))
    return Story(units[0].sentence, who, str(claim.qualifiers.get("change")), str(claim.qualifiers.get("rank", "member")))


def _overlap(units: Sequence[Unit], clause: Clause, known: Sequence[Claim]) -> bool:
    start, end = units[clause.first].start, units[clause.end - 1].end
    return any(start < c.evidence.end and c.evidence.start < end for c in known)


def _groups(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """The lists of states of a sentence: first and last unit of each."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(units):
        if not _bears(units[at]):
            at += 1
            continue
        first = last = at
        at += 1
        while at < len(units):
            at = there = _past_short_name(units, at)
            while there < len(units) and units[there].has("comma", "and", "list_word", "the"):
                there += 1
            if there < len(units) and _bears(units[there]) and (there > at or units[there].has("and_clitic")):
                last, at = there, there + 1
            else:
                break
        found.append((first, last))
    return found


def _past_short_name(units: Sequence[Unit], at: int) -> int:
    """Behind a short name in brackets, "(DRC)"."""
    return at + 3 if at + 2 < len(units) and units[at].text == "(" and units[at + 2].text == ")" and units[at + 1].kind in ("word", "name") else at


def _with_days(units: Sequence[Unit], clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses, each with the day that stands alone behind its comma: "Burundi was the first, on 27 October"."""
    skip = False
    for clause, after in zip(clauses, [*clauses[1:], None], strict=True):
        alone = after is not None and after.day is not None and after.verb is None and not after.groups and units[after.first - 1].has("comma")
        if skip:
            skip = False
        elif after is not None and alone and clause.day is None and all(i == after.day or _fills(units[i]) for i in range(after.first, after.end)):
            skip = True
            yield Clause(clause.first, after.end, clause.groups, clause.verb, after.day)
        else:
            yield clause


def _bears(unit: Unit) -> bool:
    option = unit.option("state") if unit.options else None
    return option is not None and option.form not in _OUTSIDE


def _states(units: Sequence[Unit], group: tuple[int, int]) -> tuple[Unit, ...]:
    return tuple(u for u in units[group[0] : group[1] + 1] if _bears(u))


def _clauses(units: Sequence[Unit], groups: Sequence[tuple[int, int]]) -> Iterator[Clause]:
    inside = {i for first, last in groups for i in range(first + 1, last + 1)}
    first, depth = 0, 0
    for at in range(len(units) + 1):
        if at < len(units):
            depth += (units[at].text == "(") - (units[at].text == ")")
        ends = at == len(units) or (at not in inside and depth <= 0 and (units[at].has(*_JOINTS) or units[at].has("and_clitic")))
        if ends and at > first:
            yield _clause(units, first, at, groups)
        if ends:
            first = at if at < len(units) and units[at].has("and_clitic") else at + 1


def _clause(units: Sequence[Unit], first: int, end: int, groups: Sequence[tuple[int, int]]) -> Clause:
    verbs = [i for i in range(first, end) if not units[i].classes.isdisjoint(_VERBS)]
    days = [i for i in range(first, end) if told_day(units[i])]
    mine = tuple(g for g in groups if first <= g[0] and g[1] < end)
    return Clause(first, end, mine, verbs[0] if len(verbs) == 1 else None, days[0] if len(days) == 1 else None)


def _read(text: Text, units: Sequence[Unit], clause: Clause, last: Story | None, known: Sequence[Claim]) -> tuple[Claim, Story] | None:
    """The claim that a clause makes, and what is told then; None where it holds anything else."""
    if clause.day is None or len(clause.groups) > 1:
        return None
    group = clause.groups[0] if clause.groups else None
    if clause.verb is None:
        if group is None or last is None or not last.change:
            return None
        if last.sentence != units[0].sentence and (clause.first or not _next_sentence(text, units, last, group)):
            return None
        change, rank = last.change, last.rank
        core = (min(group[0], clause.day), max(group[1], clause.day))
    else:
        change, rank = _change(units[clause.verb]), "member"
        if not change:  # "did so three years later"
            change, rank = (last.change, last.rank) if last else ("", "")
        core = (min(clause.verb, clause.day, *(group or ())), max(clause.verb, clause.day, *(group or ())))
    who = _states(units, group) if group else last.who if last else ()
    if not who or not change or change == "is" or not _only(text, units, clause, core, group):
        return None
    day = units[clause.day].value
    published = text.article.published
    if published and day.first > published.last:
        return None
    at = clause.verb if clause.verb is not None else core[0]
    body = spoken_of(text, units[at])
    if body is None or not _of_body(units, clause, body):
        return None
    if modality(units, at, core[0], core[1]) != "asserted":
        return None
    if _read_already(units, core, who, change, known):
        return None
    used = units[core[0] : core[1] + 1]
    claim = Claim(
        "membership", {"organisation": (filler(text, *body),), "member": fillers(text, who, ("state",))},
        Span(used[0].name_start, used[-1].end), text.article.id, f"{text.language.code}/told-on", {"change": change, "rank": rank}, day,
        attribution=source(text),
    )  # fmt: skip
    return claim, Story(units[0].sentence, who, change, rank)


def _next_sentence(text: Text, units: Sequence[Unit], last: Story, group: tuple[int, int]) -> bool:
    """Whether a sentence goes straight on from what was told: it follows in the same paragraph, or the question that it answers."""
    before = text.units[text.bounds[last.sentence][1] - 1]
    bracket = units[group[1] + 1].text == "(" if group[1] + 1 < len(units) else False
    return units[0].sentence == last.sentence + 1 and not bracket and (before.paragraph == units[0].paragraph or not last.who)


def _only(text: Text, units: Sequence[Unit], clause: Clause, core: tuple[int, int], group: tuple[int, int] | None) -> bool:
    """Whether a clause says nothing besides who, what and when, from its beginning to its day."""
    own = {clause.verb, clause.day, *(range(group[0], group[1] + 1) if group else ())}
    end = core[1] + 1 if clause.verb is not None else clause.end
    return all(i in own or _fills(units[i]) for i in range(clause.first, end))


def _fills(unit: Unit) -> bool:
    return unit.has(*_FILLERS) or unit.text in "()" or unit.has("comma") or unit.option("organisation") is not None


def _of_body(units: Sequence[Unit], clause: Clause, body: Named) -> bool:
    """Whether the clause names no other organisation."""
    named = [o for u in units[clause.first : clause.end] if (o := u.option("organisation"))]
    return not body[1].id.startswith(NEW) and all(o.id == body[1].id for o in named)


def _read_already(units: Sequence[Unit], core: tuple[int, int], who: Sequence[Unit], change: str, known: Sequence[Claim]) -> bool:
    """Whether the rules have read this: the same change of the same states in the same words."""
    start, end = units[core[0]].start, units[core[1]].end
    ids = {o.id for u in who for o in u.options if o.kind == "state"}
    for claim in known:
        here = claim.qualifiers.get("change") == change and claim.evidence.start < end and start < claim.evidence.end
        if here and (claim.valid_from is not None or {x.id for x in claim.fillers("member")} != ids):
            return True
    return False


__all__ = ["Date", "Story", "told_on"]
