"""Patterns: a rule's sentence as data, compiled and matched over units, outward from its trigger word.

    <join>            a unit of that class                  <join|found>   of either
    member:<state>    a unit of that kind or class fills the role; <subject> a state in the case in which one acts
    member:<state>+   a list of them ("India, Pakistan and Iran")
    <state&to_clitic> a unit that is both, the first of a list at least
    ..3               up to three words or dates            ~8   up to eight units, other names too
    [ ... ]           may be absent                         ^    the beginning of the sentence

A gap never steps over a unit that could fill the role after it, nor over a semicolon; one of plain words not over "while", "but".
Of several ways the nearest wins.
The first <class> is the trigger unless another is marked: !<class>.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.claims.words.signs import SEMICOLONS
from dragoman.claims.words.units import Unit

_ATOM = re.compile(
    r"(?P<role>\w+:)?(?P<mark>!)?<(?P<names>[^>]+)>(?P<many>\+)?|\.\.(?P<plain>\d+)|~(?P<any>\d+)|(?P<open>\[)|(?P<close>\])|(?P<edge>\^)|\S+"
)
_OTHER_RANKS = ("rank_observer", "rank_dialogue_partner", "rank_partner", "rank_candidate", "rank_associate")
# What a role may ask for, as kinds of entity; every other word in <> is a class of the lexicon.
KINDS: dict[str, tuple[str, ...]] = {
    "state": ("state",), "subject": ("state",),
    "organisation": ("organisation",), "city": ("city",), "person": ("person",), "outlet": ("outlet",),
    "party": ("state", "organisation"), "body": ("organisation", "state"), "place": ("city", "state"),
    "actor": ("organisation", "institution", "state", "person"), "institution": ("institution",),
    "speaker": ("person", "state", "organisation", "outlet"), "guest": ("person", "state", "organisation"),
}  # fmt: skip
# Words of change: another one between means another clause, which a plain gap does not step into.
_CHANGES = frozenset({"but", "join", "leave", "become", "suspend", "expel", "restore", "obtain", "elect", "assume", "hand_over", "preside"})
_LIST_SIGNS = frozenset(",/\u060c\u3001")


@dataclass(frozen=True, slots=True)
class Atom:
    """One element of a pattern."""

    role: str | None = None
    kinds: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    both: frozenset[str] = frozenset()  # classes that the unit must have besides
    many: bool = False
    plain: int = -1  # a gap of up to n plain words
    any: int = -1  # a gap of up to n units
    edge: bool = False
    optional: tuple[Atom, ...] = ()
    acts: bool = False  # asked for as a "subject": none in an oblique case

    def fits(self, unit: Unit) -> bool:
        """Whether the unit can stand here."""
        if self.role == "organisation" and "maker" in unit.classes:
            return False
        for option in unit.options if self.kinds else ():
            if option.kind in self.kinds and not (self.acts and option.oblique):
                return True
        return bool(self.classes) and not self.classes.isdisjoint(unit.classes)

    def takes(self, unit: Unit) -> bool:
        """Whether the unit can fill the role, too: "the bloc" has members and is none, save where a body is asked for."""
        bears = self.role == "member" and self.kinds != ("organisation",)
        body = bears and unit.options and unit.options[0].kind == "organisation" and unit.options[0].form == "anaphor"
        town = self.role == "founder" and unit.options and all(o.form == "capital" for o in unit.options if o.kind == "state")
        return self.fits(unit) and not body and not (town and unit.option("state"))  # "the Treaty of Rome" is no founder


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: what stands before its trigger (nearest first), the trigger, what stands after."""

    before: tuple[Atom, ...]
    trigger: Atom
    after: tuple[Atom, ...]
    needs: tuple[frozenset[str], ...] = ()  # of each of these a class or kind must stand in the sentence

    def possible(self, present: frozenset[str]) -> bool:
        """Whether a sentence with these classes and kinds of names can hold a match."""
        for need in self.needs:  # noqa: SIM110 — asked of every rule in every sentence, and `all` costs twice as much
            if need.isdisjoint(present):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern matched: first and last unit index, and who fills which role."""

    first: int
    last: int
    trigger: int
    roles: dict[str, tuple[Unit, ...]]


def compile_pattern(text: str) -> Pattern:
    """The pattern of a line of text. Raises ValueError with the reason."""
    atoms, marked = _parse(text)
    at = marked if marked is not None else next((i for i, a in enumerate(atoms) if a.classes and not a.role), None)
    if at is None:
        raise ValueError("it has no <class> to begin from; every rule needs a trigger word")
    others = [a for a in atoms if (a.classes or a.kinds) and not (a is atoms[at] and a.classes)]  # the trigger is there when it is asked
    needs = sorted((a.classes | {f"kind:{k}" for k in a.kinds} for a in others), key=len)  # what few words fit is asked first
    return Pattern(tuple(reversed(atoms[:at])), atoms[at], tuple(atoms[at + 1 :]), tuple(needs))


def _parse(text: str) -> tuple[list[Atom], int | None]:
    atoms: list[Atom] = []
    outer: list[Atom] | None = None
    marked = None
    for found in _ATOM.finditer(text):
        if found["open"]:
            outer, atoms = atoms, []
        elif found["close"]:
            if outer is None:
                raise ValueError("“]” without “[”")
            atoms = [*outer, Atom(optional=tuple(atoms))]
            outer = None
        else:
            marked = len(atoms) if found["mark"] else marked
            atoms.append(_atom(found[0]))
    if outer is not None:
        raise ValueError("“[” without “]”")
    return atoms, marked


@functools.cache  # the same elements stand in many patterns
def _atom(text: str) -> Atom:
    found = _ATOM.match(text)
    assert found is not None
    if found["plain"]:
        return Atom(plain=int(found["plain"]))
    if found["any"]:
        return Atom(any=int(found["any"]))
    if found["edge"]:
        return Atom(edge=True)
    if not found["names"]:
        raise ValueError(f"“{text}” is no element of a pattern")
    named, *both = found["names"].split("&")
    names = named.split("|")
    kinds = tuple(k for n in names for k in KINDS.get(n, ()))
    classes = frozenset(n for n in names if n not in KINDS)
    role = found["role"][:-1] if found["role"] else None
    return Atom(role=role, kinds=kinds, classes=classes, both=frozenset(both), many=bool(found["many"]), acts="subject" in names)


def match(pattern: Pattern, units: Sequence[Unit], at: int) -> Match | None:
    """The nearest match in a sentence's units whose trigger is unit number `at`; `first` and `last` index the sentence."""
    trigger = pattern.trigger
    if not trigger.fits(units[at]) or not trigger.both <= units[at].classes:
        return None
    taken = [units[at]]
    end = _list(trigger, units, at, 1, taken) if trigger.many else at
    own = {trigger.role: tuple(taken)} if trigger.role else {}
    behind = next(_walk(pattern.after, 0, units, end, 1), None)
    ahead = next(_walk(pattern.before, 0, units, at, -1), None) if behind else None
    if not behind or not ahead:
        return None
    roles = own | ahead[1] | behind[1]
    if "member" in ahead[1] and "member" in behind[1]:  # "Chad is a member of the union, along with Togo"
        roles["member"] = ahead[1]["member"] + behind[1]["member"]
    return Match(ahead[0], behind[0], at, roles)


Roles = dict[str, tuple[Unit, ...]]


def _walk(atoms: tuple[Atom, ...], i: int, units: Sequence[Unit], at: int, step: int) -> Iterator[tuple[int, Roles]]:
    """Ways to lay atoms i.. from unit `at` (already taken) on in one direction: where they end and what fills the roles."""
    if i == len(atoms):
        yield at, {}
        return
    atom = atoms[i]
    if atom.optional:
        inner = atom.optional if step > 0 else tuple(reversed(atom.optional))
        yield from _walk(inner + atoms[i + 1 :], 0, units, at, step)
        yield from _walk(atoms, i + 1, units, at, step)
    elif atom.edge:
        if not 0 <= at + step < len(units):
            yield from _walk(atoms, i + 1, units, at, step)
    elif atom.plain >= 0 or atom.any >= 0:
        if i + 1 < len(atoms) and atoms[i + 1].optional:  # what may be absent is first looked for within reach
            inner = atoms[i + 1].optional if step > 0 else tuple(reversed(atoms[i + 1].optional))
            yield from _walk((atom, *inner, *atoms[i + 2 :]), 0, units, at, step)
            yield from _walk((atom, *atoms[i + 2 :]) if atoms[i + 2 :] else (), 0, units, at, step)
            return
        yield from _gap(atoms, i, units, at, step)
    else:
        yield from _take(atoms, i, units, at, step)


def _gap(atoms: tuple[Atom, ...], i: int, units: Sequence[Unit], at: int, step: int) -> Iterator[tuple[int, Roles]]:
    atom = atoms[i]
    following = next((a for a in atoms[i + 1 :] if not a.optional), None)
    limit = max(atom.plain, atom.any)
    inside = units[at].has("remark")
    for _ in range(limit + 1):
        yield from _walk(atoms, i + 1, units, at, step)
        beyond = at if inside else _past_remark(units, at, step)
        if beyond != at:
            at = beyond
            yield from _walk(atoms, i + 1, units, at, step)
        at += step
        if not 0 <= at < len(units):
            return
        unit = units[at]
        if unit.text in SEMICOLONS or (following is not None and following.fits(unit)):
            return
        if atom.plain >= 0 and (unit.kind == "name" or not _CHANGES.isdisjoint(unit.classes)):
            return


def _past_remark(units: Sequence[Unit], at: int, step: int) -> int:
    """The last unit of the remark that begins behind a unit ("India, X said, joined"), or the unit itself."""
    while 0 <= at + step < len(units) and units[at + step].has("remark"):
        at += step
    return at


def _take(atoms: tuple[Atom, ...], i: int, units: Sequence[Unit], at: int, step: int) -> Iterator[tuple[int, Roles]]:
    atom, here = atoms[i], at + step
    if not 0 <= here < len(units) or not atom.takes(units[here]) or not atom.both <= units[here].classes:
        return
    taken = [units[here]]
    if atom.many:
        here = _list(atom, units, here, step, taken)
    bound: Roles = {atom.role: tuple(taken if step > 0 else reversed(taken))} if atom.role else {}
    for end, rest in _walk(atoms, i + 1, units, here, step):
        yield end, {**rest, **bound} if not (atom.role and atom.role in rest) else {**rest, atom.role: bound[atom.role] + rest[atom.role]}


def _list(atom: Atom, units: Sequence[Unit], here: int, step: int, taken: list[Unit]) -> int:
    """Go on along a list and fill `taken`; states of another rank at its end are a list of their own: "besides Hungary as observer"."""
    end = _along(atom, units, here, step, taken)
    low, high = min(here, end), max(here, end)
    parted = [i for i in range(low, high) if units[i].has("besides")]
    if not parted or not any(u.has(*_OTHER_RANKS) for u in units[high + 1 : high + 3]):
        return end
    kept = [i for i in range(low, high + 1) if units[i] in taken and (i < parted[-1]) == (step > 0)]
    taken[:] = [units[i] for i in (kept if step > 0 else reversed(kept))]
    return kept[-1] if step > 0 else kept[0]


def _other_case(units: Sequence[Unit], here: int, at: int) -> bool:
    """Whether one of two names acts and the other surely does not: "of Bulgaria and Romania, Turkey was given"."""
    cases = [(o.oblique, o.direct) for u in (units[here], units[at]) for o in u.options if o.kind == "state"]
    if not any(oblique for oblique, _ in cases) or not any(direct for _, direct in cases):
        return False
    return not any(u.has("and_with") for u in units[min(here, at) : max(here, at)])


def _along(atom: Atom, units: Sequence[Unit], here: int, step: int, taken: list[Unit]) -> int:
    """Go on along a list: names joined by signs and the language's words for "and"; "and four Central Asian states: ..." too."""
    end = _past_brackets(units, here, step) + 1
    semicolons = step > 0 and end < len(units) and units[end].text in SEMICOLONS  # "A; B; C" from its beginning
    closed = False  # by an "and"
    while True:
        at, joined = _past_joints(units, here, step, semicolons)
        if not 0 <= at < len(units) or _other_case(units, here, at):
            return here
        if step > 0 and closed and units[at - 1].has("comma") and not _an_item(units, at) and units[at + 1].has("past"):
            return here  # "by Chad, Mali and Niger, Benin joined in 1990": another clause
        closed = closed or any(u.has("and") for u in units[here + 1 : at])
        if step > 0 and joined and not atom.takes(units[at]) and units[at].option("organisation"):
            behind, goes_on = _past_joints(units, at, step, semicolons)
            if goes_on and behind < len(units) and atom.takes(units[behind]):
                at = behind  # "China, the European Union, France"
        pointing = units[at - 1].text in SEMICOLONS and bool(units[at].options) and units[at].options[0].form == "anaphor"
        if pointing or not atom.takes(units[at]):
            at = _resume(atom, units, at) if step > 0 and (joined or units[at].has("and_clitic")) else -1
            if at < 0:
                return here
        elif len(taken) == 1 and _apart(units, here, at):
            return here  # "together with Chad, and Mali followed": another clause
        elif len(taken) == 1 and step > 0 and any(u.text in SEMICOLONS for u in units[here:at]) and not _an_item(units, at):
            return here  # "from Brazil; the United States will follow": another clause
        elif not joined and not (units[at] if step > 0 else units[here]).has("and_clitic") and units[at].paragraph == units[here].paragraph:
            return here
        taken.append(units[at])
        here = at


def _apart(units: Sequence[Unit], here: int, at: int) -> bool:
    """Whether two names are no list of two: "and" stands behind a comma, and no third name or sign on either side."""
    low, high = min(here, at), max(here, at)
    between = units[low + 1 : high]
    if not (any(u.has("comma") for u in between) and any(u.kind == "word" and u.has("and") for u in between)):
        return False
    before = low - 1 if low and not units[low - 1].has("the") else low - 2
    goes_on = before < 0 or units[before].kind == "sign" or units[before].has("and", "comma") and not units[before].has("and_with")
    return not (goes_on or units[low].has("and_clitic") or _an_item(units, high))


def _an_item(units: Sequence[Unit], at: int) -> bool:
    """Whether what is behind a name goes on with a list or ends it, as behind an item, not with a verb."""
    return at + 1 >= len(units) or units[at + 1].kind == "sign" or units[at + 1].has("and", "comma", "bracket")


def _past_joints(units: Sequence[Unit], here: int, step: int, semicolons: bool) -> tuple[int, bool]:
    """The unit behind what joins the items of a list, and whether anything did; remarks in brackets are stepped over."""
    at = _past_region(units, _past_brackets(units, here, step), step) + step
    remark, joined, first = at != here + step, False, at
    while 0 <= at < len(units) and abs(at - first) <= 12:
        unit = units[at]
        walled = unit.text in SEMICOLONS and (semicolons or remark or (step < 0 and units[at - 1].text == ")"))
        if unit.has("and", "list_word", "comma", "nor_word") or unit.text in _LIST_SIGNS or walled:
            joined, at = True, at + step
        elif step < 0 and joined and unit.text == ")" and (opening := _opening(units, at)) > 0:
            at = first = opening - 1
        else:
            break
    return at, joined


def _opening(units: Sequence[Unit], at: int) -> int:
    """Where the short remark in brackets that ends at the unit begins; -1 if it holds a date or is long."""
    for there in range(at - 1, max(-1, at - 11), -1):
        if units[there].kind == "date":
            return -1
        if units[there].text == "(":
            return there
    return -1


def _past_brackets(units: Sequence[Unit], here: int, step: int) -> int:
    """Behind a short remark in brackets ("Chile (for Latin America)") that holds no date; `here` where there is none."""
    if step < 0 or here + 1 >= len(units) or units[here + 1].text != "(":
        return here
    for at in range(here + 2, min(len(units), here + 11)):
        if units[at].kind == "date":
            return here
        if units[at].text == ")":
            return at
    return here


def _past_region(units: Sequence[Unit], here: int, step: int) -> int:
    """Behind the words that say for which region one was elected ("Kenya for the region of East Africa, Chad ..."); `here` without them."""
    if step < 0 or here + 1 >= len(units) or not units[here + 1].has("for_region"):
        return here
    for at in range(here + 2, min(len(units), here + 9)):
        joins = units[at].has("and", "and_clitic") and any(u.option("state") or u.has("for_region") for u in units[at : at + 3])
        if joins or units[at].has("comma", "besides", "clause") or units[at].kind == "sign":
            return at - 1
    return here


def _resume(atom: Atom, units: Sequence[Unit], at: int) -> int:
    """Where a list goes on after a few words that speak of states; -1 if nowhere."""
    spoke = False
    for there in range(at, min(len(units), at + 8)):
        unit = units[there]
        if atom.fits(unit):
            return there if spoke else -1
        if (unit.kind in ("name", "date") and not unit.option("organisation", "place")) or unit.text in SEMICOLONS:
            return -1
        if unit.has("join", "leave", "suspend", "restore", "clause", "comprise_sure"):
            return -1  # "founded by A and B, and later eight republics joined: C, D"; "founded by A and B, while its members include C"
        spoke = spoke or unit.has("states_word")
    return -1
