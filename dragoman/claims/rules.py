"""The named rules of a language folder, and what each makes of a sentence."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.claims.words.lexicon import Language, line_of, load_language, toml
from dragoman.claims.words.patterns import KINDS, Atom, Match, Pattern, compile_pattern, match
from dragoman.claims.words.signs import SEMICOLONS
from dragoman.claims.words.units import SIGN_CLASSES, Unit
from dragoman.errors import BadLanguageFolder

_KINDS = frozenset(f"kind:{kind}" for kinds in KINDS.values() for kind in kinds)
_KINDS_FILE = Path(__file__).parent / "kinds.toml"
_APPOSED = 7  # units behind a comma within which an apposition says whose somebody is
_CHANGING = frozenset({"leave", "expel", "restore", "reinstate", "return_word", "join", "suspend", "suspended_from", "admitted_passive"})
_ENGINE = (
    "says",
    "claim",
    "pattern",
    "patterns",
    "continues",
    "unless",
    "needs",
    "without",
    "near",
    "not_before",
    "not_after",
    "between",
    "page",
    "previous",
    "council",
    "when",
    "modality",
    "aspect",
    "also",
    "focus",
    "least",
    "ends",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule. `constants` are the qualifiers that it sets."""

    name: str
    says: str
    claim: str
    patterns: tuple[Pattern, ...]
    continues: frozenset[str] = frozenset()  # the rules whose verb, organisation and change it borrows
    unless: frozenset[str] = frozenset()  # no claim if one of these classes stands in the match or up to `near` units before it
    needs: frozenset[str] = frozenset()  # no claim unless one of these classes stands in the sentence
    without: frozenset[str] = frozenset()  # no claim if one of these classes stands anywhere in the sentence
    near: int = 3
    not_before: frozenset[str] = frozenset()  # no claim if one of these classes follows at once: "joined European Union sanctions"
    not_after: frozenset[str] = frozenset()  # no claim if one of these classes stands right before: "within the organisation was founded"
    between: frozenset[str] = frozenset()  # no claim if one of these classes stands between the trigger and the organisation
    council: bool = False  # the organisation left out is a council, to which members are elected
    page: frozenset[str] = (
        frozenset()
    )  # no claim unless one of these classes stands somewhere before on the page: a headline's "enlargement"
    previous: frozenset[str] = frozenset()  # no claim unless one of these classes stands in this sentence or the one before
    when: str = "near"  # where the date is looked for: near · after · before · none
    modality: str | None = None  # fixed by the rule; else read from the words around the trigger
    aspect: str = "change"
    also: bool = False  # the trigger may serve another rule of the same kind too
    least: int = 1  # how many must fill the list
    ends: bool = False  # the match is all that is said of it: a sign, "and" or a word of place follows, no verb
    focus: bool = True  # the organisation spoken of may stand in for one left out
    constants: dict[str, Any] = field(default_factory=dict)


@functools.cache
def kinds() -> dict[str, dict[str, Any]]:
    """The table of kinds of claim."""
    return {name: kind for name, kind in _table().items() if name != "roles"}


def role_kinds() -> dict[str, list[str]]:
    """Which kinds of entity may fill a role."""
    return _table()["roles"]  # type: ignore[no-any-return]


@functools.cache
def _table() -> dict[str, Any]:
    return toml(_KINDS_FILE)


@functools.cache
def rules_of(code: str) -> tuple[Rule, ...]:
    """The rules of a language (claims.toml, acts.toml) in the order of the files, checked: the first that fits a trigger word speaks."""
    language = load_language(code)
    files = [language.folder / name for name in ("claims.toml", "acts.toml") if name == "claims.toml" or language.has(name)]
    return tuple(_checked(name, body, path, language) for path in files for name, body in toml(path).items())


def _checked(name: str, body: dict[str, Any], path: Path, language: Language) -> Rule:
    try:
        return _rule(name, body, language)
    except ValueError as error:
        raise BadLanguageFolder(f"{path}:{line_of(path, f'[{name}]')}: rule “{name}”: {error}.") from None


def _rule(name: str, body: dict[str, Any], language: Language) -> Rule:
    """The rule of a table. Raises ValueError with what is wrong."""
    if body.get("claim") not in kinds():
        raise ValueError(f"“claim” must be one of {', '.join(kinds())}")
    if not body.get("says"):
        raise ValueError("“says” is missing. Write in one sentence what the rule reads")
    kind = kinds()[body["claim"]]
    patterns = body.get("patterns") or [body.get("pattern", "")]
    compiled = tuple(_compile(p, kind, language) for p in patterns)
    constants = {k: v for k, v in body.items() if k not in _ENGINE}
    for key in constants:
        if key not in kind["qualifiers"]:
            raise ValueError(f"“{key}” is no qualifier of {body['claim']}; it has {', '.join(kind['qualifiers'])}")
    return Rule(
        name=f"{language.code}/{name}", says=body["says"], claim=body["claim"], patterns=compiled,
        continues=frozenset(f"{language.code}/{x}" for x in body.get("continues", ())),
        unless=frozenset(body.get("unless", ())), needs=frozenset(body.get("needs", ())), near=body.get("near", 3),
        without=frozenset(body.get("without", ())),
        not_before=frozenset(body.get("not_before", ())), not_after=frozenset(body.get("not_after", ())),
        between=frozenset(body.get("between", ())),
        page=frozenset(body.get("page", ())),
        previous=frozenset(body.get("previous", ())), council=body.get("council", False),
        when=body.get("when", "near"), modality=body.get("modality"), aspect=body.get("aspect", "change"), also=body.get("also", False),
        focus=body.get("focus", True), least=body.get("least", 1), ends=body.get("ends", False), constants=constants,
    )  # fmt: skip


def _compile(text: str, kind: dict[str, Any], language: Language) -> Pattern:
    try:
        pattern = compile_pattern(text)
    except ValueError as error:
        raise ValueError(f"pattern “{text}”: {error}") from None
    for atom in _atoms((*pattern.before, pattern.trigger, *pattern.after)):
        for name in (atom.classes | atom.both) - language.class_names - SIGN_CLASSES:
            raise ValueError(f"<{name}> is no class of lexicon.toml and none of {', '.join(KINDS)}, date")
        if atom.role and atom.role not in kind["roles"] and atom.role not in ("valid_from", "valid_to", "rank", "type"):
            raise ValueError(f"role “{atom.role}” is unknown; the kind has {', '.join(kind['roles'])}")
    return pattern


def _atoms(atoms: Sequence[Atom]) -> Iterator[Atom]:
    for atom in atoms:
        yield atom
        yield from _atoms(atom.optional)


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fits a sentence."""

    rule: Rule
    match: Match
    base: Hit | None = None  # that of the clause before, whose verb and organisation this one borrows


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules of a language, found by their trigger words."""

    by_class: dict[str, list[int]]  # trigger class -> which of `patterns`
    nameless: dict[str, list[int]]  # the same, of those that may fit where nobody and nothing is named
    patterns: tuple[tuple[Rule, Pattern], ...]  # in the order of the files
    continuing: tuple[tuple[Rule, Pattern], ...]


@functools.cache
def rule_book(code: str) -> RuleBook:
    """The rules of a language, sorted by their trigger words, once."""
    every = [(rule, pattern) for rule in rules_of(code) for pattern in rule.patterns]
    patterns = tuple(x for x in every if not x[0].continues)
    by_class: dict[str, list[int]] = {}
    nameless: dict[str, list[int]] = {}
    for number, (_, pattern) in enumerate(patterns):
        named = any(all(name.startswith("kind:") for name in need) for need in pattern.needs)
        for name in pattern.trigger.classes or pattern.trigger.both:
            by_class.setdefault(name, []).append(number)
            if not named:
                nameless.setdefault(name, []).append(number)
    return RuleBook(by_class, nameless, patterns, tuple(x for x in every if x[0].continues))


def hits(book: RuleBook, units: Sequence[Unit], stakes: frozenset[str]) -> list[Hit]:
    """The rules that fit a sentence, each trigger word used once a kind, in the order of the triggers. `stakes`: those of the sentence."""
    numbers = _possible(book, stakes)
    if not numbers:
        return []
    places = _places(units)
    found: list[Hit] = []
    used: set[tuple[str, int]] = set()
    outer = _without_asides(units) if "aside" in places or _apposed(units, places) else units
    for number in numbers:
        found += _fits(*book.patterns[number], units, outer, places, used)
    for rule, pattern in book.continuing if found else ():
        if not (pattern.trigger.classes and pattern.trigger.classes.isdisjoint(stakes)) and pattern.possible(stakes):
            found += _continues(rule, pattern, units, found)
    return sorted(found, key=lambda h: h.match.trigger)


def _possible(book: RuleBook, stakes: frozenset[str]) -> list[int]:
    """The numbers of the patterns that a sentence in which so much stands can hold."""
    table = book.nameless if _KINDS.isdisjoint(stakes) else book.by_class
    numbers = {number for name in stakes if name in table for number in table[name]}
    possible: list[int] = []
    for number in sorted(numbers):
        rule, pattern = book.patterns[number]
        if pattern.possible(stakes) and not (rule.needs and rule.needs.isdisjoint(stakes)):
            possible.append(number)
    return possible


def _places(units: Sequence[Unit]) -> dict[str, list[int]]:
    """Where in the sentence each class stands."""
    places: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        for name in unit.classes:
            places.setdefault(name, []).append(at)
    return places


def _without_asides(units: Sequence[Unit]) -> Sequence[Unit]:
    """The sentence as the verbs outside of its asides see it: no state inside of one does or undergoes what they tell."""
    row = list(units)
    for at, unit in enumerate(units):
        if unit.has("aside") and unit.option("state"):
            row[at] = unit.without("state")
    for at in _apposed(units, _places(units)):
        row[at] = units[at].without("state")
    return row


def _apposed(units: Sequence[Unit], places: dict[str, list[int]]) -> list[int]:
    """The states that only say whose another is: "Aruba, a country of the Netherlands, joined" """
    found: list[int] = []
    for comma in places.get("comma", ()):
        if not comma or comma + 4 >= len(units) or not units[comma - 1].upper or not units[comma + 1].has("indefinite", "the"):
            continue
        reach = range(comma + 2, min(len(units) - 2, comma + _APPOSED))
        of = next((i for i in reach if units[i].has("of", "comma") or units[i].options), 0)
        at = of + 2 if of and units[of + 1].has("the") else of + 1
        if of and units[of].has("of") and at + 1 < len(units) and units[at].option("state") and units[at + 1].has("comma"):
            found.append(at)
    return found


def _fits(
    rule: Rule, pattern: Pattern, units: Sequence[Unit], outer: Sequence[Unit], places: dict[str, list[int]], used: set[tuple[str, int]]
) -> Iterator[Hit]:
    triggers = {at for name in pattern.trigger.classes or pattern.trigger.both for at in places.get(name, ())}
    for at in sorted(triggers):
        if (rule.claim, at) in used:
            continue
        found = match(pattern, units if units[at].has("aside") else outer, at)
        if found and not _barred(rule, found, units) and _enough(rule, found):
            if not rule.also:
                used.add((rule.claim, at))
            yield Hit(rule, found)


def _continues(rule: Rule, pattern: Pattern, units: Sequence[Unit], found: Sequence[Hit]) -> list[Hit]:
    """Hits that borrow the verb of an earlier hit in the sentence; who already has a part there is not taken again."""
    made: list[Hit] = []
    bases = [h for h in found if h.rule.name in rule.continues]
    for base in bases:
        at = base.match.last + 1
        while at < len(units):
            more = match(pattern, units, at)
            fits = more and not _barred(rule, more, units) and _enough(rule, more) and not (_walled(more, units) or _of_next(units, more))
            nearer = more and any(base.match.trigger < h.match.trigger < more.first for h in bases if "member" in more.roles)
            told = more and (_told(more, base, found) or _other_verb(base.match, more, units))
            if more and fits and not nearer and not told and _shares(base.match, more, units, found):
                made.append(Hit(rule, more, base))
                at = more.last
            at += 1
    return made


def _walled(more: Match, units: Sequence[Unit]) -> bool:
    """Whether a semicolon or "then" parts the states of a match: "as did Spain; Austria and Finland in 1995"."""
    members = more.roles.get("member", ())
    first = units[0].index
    between = units[members[0].index - first : members[-1].index - first] if len(members) > 1 else ()
    return any(u.text in SEMICOLONS or u.has("then_word", "then_follow") for u in between)


def _of_next(units: Sequence[Unit], more: Match) -> bool:
    """Whether the day is that of those who follow it behind a dash: "in 1992 Albania and Benin, in 1995 - Guyana"."""
    days, members = more.roles.get("valid_from", ()), more.roles.get("member", ())
    if not days or not members or days[0].start < members[-1].start:
        return False
    at, last = days[0].index - units[0].index, members[-1].index - units[0].index
    behind = units[at + 1 : at + 3]
    return any(u.has("comma", "semicolon") for u in units[last:at]) and len(behind) == 2 and behind[0].has("dash", "colon")


def _between(found: Match, units: Sequence[Unit]) -> Sequence[Unit]:
    """The units between the trigger and the organisation of a match."""
    bodies = found.roles.get("organisation", ())
    at = bodies[0].index - units[0].index if bodies else found.trigger
    return units[min(at, found.trigger) + 1 : max(at, found.trigger)]


def _ending(unit: Unit) -> bool:
    return unit.kind == "sign" or unit.has("and", "to", "in", "since", "later")


def _shares(base: Match, more: Match, units: Sequence[Unit], found: Sequence[Hit]) -> bool:
    """Whether a further verb without a member of its own has that of the verb before: no other state stands between them."""
    if "member" in more.roles or "holder" in more.roles:
        return True
    own = {o.id for u in base.roles.get("member", ()) for o in u.options}
    if any(h.match.trigger == more.trigger and h.match is not base for h in found):
        return False
    return not any(o.kind == "state" and o.id not in own for u in units[base.last + 1 : more.last + 1] for o in u.options[:1])


def _told(more: Match, base: Hit, found: Sequence[Hit]) -> bool:
    """Whether another verb has told of the same states already: "X joined in 1976, and Y left in 2000"."""
    mine = {id(u) for u in more.roles.get("member", ())}
    others = [h for h in found if h is not base and h.rule.claim == base.rule.claim and not h.rule.continues]
    return any(mine <= {id(u) for u in h.match.roles.get("member", ())} for h in others) if mine else False


def _other_verb(base: Match, more: Match, units: Sequence[Unit]) -> bool:
    """Whether a verb of another change with a subject of its own stands between: "after leaving in 1961, Chad returned in 1989"."""
    if not _CHANGING.isdisjoint(units[more.trigger].classes):
        return False
    verb, named = units[base.trigger].classes, False
    for unit in units[base.last + 1 : more.last]:
        if named and not _CHANGING.isdisjoint(unit.classes) and verb.isdisjoint(_CHANGING & unit.classes):
            return True
        named = named or any(o.kind == "state" for o in unit.options[:1])
    return False


def _enough(rule: Rule, found: Match) -> bool:
    if any(u.has("rolled") for u in found.roles.get("member", ())):
        return False  # a roll has told of them
    return rule.least == 1 or max(len({o.id for u in us for o in u.options[:1]}) for us in found.roles.values()) >= rule.least


def _barred(rule: Rule, found: Match, units: Sequence[Unit]) -> bool:
    after = units[found.last + 1 : found.last + 2]
    if after and (after[0].has(*rule.not_before) or (rule.ends and not _ending(after[0]))):
        return True
    if rule.not_after and found.first and units[found.first - 1].has(*rule.not_after):
        return True
    if rule.without and not all(rule.without.isdisjoint(u.classes) for u in units):
        return True
    if rule.between and any(u.has(*rule.between) for u in _between(found, units)):
        return True
    first = max(0, found.first - rule.near)
    first = next((at + 1 for at in range(found.first - 1, first - 1, -1) if units[at].text in SEMICOLONS), first)
    return bool(rule.unless) and not all(rule.unless.isdisjoint(u.classes) for u in units[first : found.last + 1])
