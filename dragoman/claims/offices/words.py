"""The words of offices: languages/*/offices.toml compiled, and where they stand in a row of units."""

from __future__ import annotations

import functools
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.claims.words.lexicon import Language, line_of, load_language, toml
from dragoman.claims.words.units import Unit, only_place
from dragoman.compiled import compiled
from dragoman.errors import BadLanguageFolder
from dragoman.gazetteer import load as gazetteer

_TABLES = ("heads", "portfolios", "institutions", "named", "descriptions", "verbs")
_NEEDED = (*_TABLES, "honorific", "deputy", "former", "acting", "of", "his", "counterpart", "particle", "not_name", "says")
_LISTS = (
    "deputy", "deputy_after", "former", "acting", "elect", "plain", "outgoing", "of", "to", "his", "the", "honorific", "counterpart",
    "region", "future", "refuses", "parts", "after", "memorial", "is", "land",
    "active", "nominal", "candidate", "past", "gone", "in_place", "from_post",
)  # fmt: skip
_CROWNS = ("king", "queen", "emir", "sultan", "president", "pope", "emperor", "crown-prince")
_PARTED = 12  # units from the first word of a verb to its second, with who acts between
_CASES = ("nom", "gen", "dat", "ins", "loc")


@dataclass(slots=True)
class Mark:
    """Words of offices.toml at units first..last: what they may be (kind -> code), and signs of their form."""

    first: int
    last: int
    kinds: dict[str, str]
    plural: bool = False
    definite: bool = False
    case: str = ""
    clitic: str = ""
    owned: bool = False  # it carries "his" or "its"
    led: bool = False  # the unit goes on with "of" ("ministers of")

    def at(self, first: int, last: int) -> Mark:
        """The same words at a place."""
        return Mark(first, last, self.kinds, self.plural, self.definite, self.case, self.clitic, self.owned, self.led)


# A word -> where it leads, and what its form tells; what ends here. As plain values, so that it can be kept between runs.
_Node = tuple[dict[str, list[tuple[int, str]]], dict[str, str]]


@dataclass(slots=True)
class _Start:
    """What a unit's words begin: the nodes reached, the mark they make by themselves, the words that may follow."""

    states: list[tuple[int, str]]
    mark: Mark | None
    following: frozenset[str]


_NOTHING = _Start([], None, frozenset())


class OfficeWords:
    """The office words of a language: an automaton over words, and the plain lists."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.path = language.folder / "offices.toml"
        data = toml(self.path)
        for key in _NEEDED:
            if key not in data:
                raise BadLanguageFolder(f"{self.path}:1: “{key}” is missing. Write it as the other languages do.")
        self.says: dict[str, str] = data["says"]
        self.before = frozenset(data.get("before", ()))
        self.right: bool = data.get("right", False)
        self.small_honorifics: bool = data.get("small_honorifics", False)
        self.names_are_cities: bool = data.get("names_are_cities", False)
        key_of = language.folds.key
        self.particles = frozenset(map(key_of, data["particle"]))
        self.not_name = set(map(key_of, data["not_name"]))
        self.refused = frozenset(data["not_name"])
        stems, prefixes = data.get("imperfects", ()), data.get("imperfect_prefixes", ())
        self.not_name |= {key_of(prefix + stem) for prefix in prefixes for stem in stems}
        self.pronouns = frozenset(map(key_of, data.get("pronouns", ())))
        self.earlier = frozenset(map(key_of, data.get("earlier", ())))
        self.oblique, self.oblique_surname, self.nominatives = (
            tuple(map(key_of, data.get(k, ()))) for k in ("oblique", "oblique_surname", "nominatives")
        )
        self.both = frozenset(map(key_of, data.get("both", ())))
        self.adjectives = {key_of(w): id for id, forms in data.get("adjectives", {}).items() for w in forms}
        self.small_surnames = frozenset(map(key_of, data.get("small_surnames", ())))
        self.suffixes = frozenset(map(key_of, data.get("suffixes", ())))
        self.not_tails = tuple(map(key_of, data.get("not_tails", ()))) or ("\0",)
        self.instrumental = frozenset(map(key_of, data.get("instrumental", ())))
        self.tails, self.about = (frozenset(map(key_of, data.get(k, ()))) for k in ("tails", "about"))
        self.linking = frozenset(key_of(w) for w in data["of"] if " " not in w) if not self.right else frozenset()
        self.sessions = frozenset(map(key_of, data.get("sessions", ())))
        self.by = frozenset(map(key_of, data.get("by", ())))
        self.rulers = frozenset(map(key_of, data.get("rulers", ())))
        self.oblique_lone = tuple(map(key_of, data.get("oblique_lone", ())))
        self.patronymics = tuple(map(key_of, data.get("patronymics", ())))
        self.surname_ends = tuple(map(key_of, data.get("surname_ends", ())))
        self.past = frozenset(map(key_of, data.get("past", ())))
        self.tail_verbs = tuple(map(key_of, data.get("tail_verbs", ()))) or ("\0",)
        self.verb_ends = tuple(map(key_of, data.get("verb_ends", ()))) or ("\0",)
        self.personal, self.personal_ends = frozenset(data.get("personal", ())), tuple(data.get("personal_ends", ())) or ("\0",)
        self.verbal = frozenset(map(key_of, data.get("verbal", ())))
        self.governing = frozenset(map(key_of, data.get("governing", ())))
        self.capitals = frozenset(map(key_of, data.get("capitals", ())))  # names of institutions that are common words in small letters
        self.whose = frozenset(map(key_of, data.get("whose", ())))
        self.represents = frozenset(map(key_of, data.get("represents", ())))
        self.of_it = frozenset(map(key_of, data.get("of_it", ())))
        self.it = frozenset(map(key_of, data.get("it", ())))
        self.him = frozenset(map(key_of, data.get("him", ())))
        self.tells, self.breaks, self.entering = (frozenset(map(key_of, data.get(k, ()))) for k in ("tells", "breaks", "entering"))
        self.with_ = frozenset(map(key_of, data.get("with", ())))
        self.company = frozenset(map(key_of, data.get("company", ())))
        self.feminine_sign = str(data.get("feminine", ("\0",))[0])
        self.nisba, self.feminine = tuple(map(key_of, data.get("nisba", ()))), key_of(str(data.get("feminine", ("\0",))[0]))
        self.chains, self.not_closing = (frozenset(map(key_of, data.get(k, ()))) for k in ("chains", "not_closing"))
        self.closing = frozenset(map(key_of, data.get("closing", ())))
        self.not_ends = tuple(map(key_of, data.get("not_ends", ())))
        self.not_starts = tuple(map(key_of, data.get("not_starts", ())))
        self.not_marks = frozenset(data.get("not_marks", ""))
        self.spelt = frozenset(data.get("given", ()))
        self.given = frozenset(map(key_of, data.get("given", ()))) | (
            _first_names(language) - self.not_name if data.get("known_given") else set()
        )
        self.not_lone = frozenset(map(key_of, data.get("not_lone", ())))
        self.name_endings = tuple(sorted(map(key_of, data.get("name_endings", ())), key=len, reverse=True))
        self._endings = {name: _ending(text) for name, text in data.get("endings", {}).items()}
        self._owned = tuple(map(key_of, data.get("owned", ())))
        self.article = str((language.settings.get("articles") or ("",))[0])
        self._article, self._to_article = (*map(str, language.settings.get("articles", ())), "", "")[:2]
        self._accusative, self._feminine = str(data.get("accusative", "")), tuple(data.get("feminine", ("", "")))
        self.posts = frozenset(key_of(w) for form in data["verbs"].get("as", ()) for w in form.split())
        self.spellings: dict[str, str] = data.get("spellings", {})
        self._known: dict[str, _Start] = {}
        self._clitics = {c for c in language.proclitics if self._article not in c and self._to_article not in c} if self._article else set()
        self._joiners = tuple(map(key_of, language.settings.get("and_clitics", ())))
        single = ((fold, code) for code in _CROWNS for form in data["heads"].get(code, ()) for fold in self._single(form))
        self.crowns = dict(single)
        sources = [self.path, language.folder / "language.toml", Path(__file__), Path(__file__).parents[1] / "words" / "folding.py"]
        self._nodes: list[_Node] = compiled("office-words", sources, lambda: self._made_of(data))

    def _made_of(self, data: dict[str, Any]) -> list[_Node]:
        """The automaton over the forms of all words of the file; it begins at the first node."""
        self._nodes = [({}, {})]
        self._steps: dict[tuple[int, str], int] = {}  # a node and a word as the file writes it -> where it leads
        for kind in _LISTS:
            for form in data.get(kind, ()):
                self._put(form, kind, kind)
        for form in data["verbs"].get("as", ()):
            self._put(form, "as_", "as_")
        for table in _TABLES:
            for code, forms in data[table].items():
                for form in forms:
                    self._put(form, table, code)
                    bare = " " not in form and not form.startswith((self._article, self._to_article))
                    if table == "portfolios" and self._article and bare:
                        for suffix in self._owned:  # "his defence minister"
                            self._put(f"{self._joined(form, suffix)}/owned", table, code)
        return self._nodes

    def _single(self, form: str) -> Iterator[str]:
        """The forms of a title of one word, with its article."""
        if " " not in form or not (self._article or "/" in form):
            bare = form.removeprefix("+")
            if not self._article:
                yield from (x for x, _ in self._forms(bare, False))
            yield self.language.folds.key(self._article + bare)

    def _put(self, form: str, kind: str, code: str) -> None:
        for usual, other in self.spellings.items():
            if usual in form:
                self._put(form.replace(usual, other), kind, code)
        words = form.replace("-", " ").split()
        variants: Iterator[tuple[str, ...]] = iter([tuple(words)])
        if any(w.startswith("+") for w in words):
            variants = self._articled(words)
        for variant in variants:
            self._thread(variant, kind, code)

    def _articled(self, words: list[str]) -> Iterator[tuple[str, ...]]:
        """The forms of "+" words: plain, with the article, with a possessive on the first, in the accusative."""
        bare = [w.removeprefix("+") for w in words]
        marked = [w.startswith("+") for w in words]
        yield tuple(bare)
        yield tuple(self._article + w if m else w for w, m in zip(bare, marked, strict=True))
        for suffix in self._owned:
            first = f"{self._joined(bare[0], suffix)}/owned"
            yield (first, *(self._article + w if m else w for w, m in zip(bare[1:], marked[1:], strict=True)))
        if self._accusative:
            accusative = [w + self._accusative if m else w for w, m in zip(bare, marked, strict=True)]
            yield (f"{accusative[0]}/acc", *accusative[1:])

    def _joined(self, word: str, suffix: str) -> str:
        return (word[:-1] + self._feminine[1] if self._feminine[0] and word.endswith(self._feminine[0]) else word) + suffix

    def _thread(self, words: Sequence[str], kind: str, code: str) -> None:
        node = 0
        for number, word in enumerate(words):
            step = self._steps.get((node, word))
            if step is None:
                step = self._steps[node, word] = len(self._nodes)
                self._nodes.append(({}, {}))
                for form, sign in self._forms(word, number == 0):
                    self._nodes[node][0].setdefault(form, []).append((step, sign))
            node = step
        self._nodes[node][1].setdefault(kind, code)

    def _forms(self, word: str, first: bool) -> Iterator[tuple[str, str]]:
        fold = self.language.folds.key
        stem, _, ending = word.partition("/")
        if ending in ("owned", "acc"):
            told = "owned" if ending == "owned" else "case:acc"
            yield from ((form, f"{sign} {told}".strip()) for form, sign in self._forms(stem, first))
            return
        if ending:
            if ending not in self._endings:
                at = line_of(self.path, word)
                raise BadLanguageFolder(f"{self.path}:{at}: “{word}” has the ending “{ending}”, which is not in [endings].")
            yield from ((fold(stem + tail), sign) for tail, sign in self._endings[ending])
            return
        plain = fold(word)
        yield plain, ""
        if first and self._article and len(plain) > 2:
            yield from ((c + plain, f"clitic:{c}") for c in self._clitics)
            if plain.startswith(self._article):
                bare = plain[len(self._article) :]
                yield from ((c + self._to_article + bare, f"clitic:{c}{self._to_article[:1]}") for c in ("", *self._joiners))

    def codes(self, table: str) -> set[str]:
        """The codes of a table of offices.toml: heads, portfolios, institutions …"""
        return set(toml(self.path)[table])

    def marks(self, units: Sequence[Unit]) -> list[Mark]:
        """The office words in a row of units, longest first, none inside another."""
        found: list[Mark] = []
        at, count, known = 0, len(units), self._known
        while at < count:
            unit = units[at]
            matter = unit.kind == "name" and bool(found) and found[-1].last == at - 1 and _capital_behind(found[-1], unit)
            if unit.kind == "word" or (unit.kind == "name" and (matter or only_place(unit))):
                start = known.get(unit.text)
                if start is None:
                    start = known[unit.text] = self._start(unit.text)
                mark: Mark | None = None
                if start is not _NOTHING:
                    if start.following and at + 1 < count and _may_follow(units[at + 1].text, start.following):
                        mark = self._from(units, at, start)
                    elif start.mark:
                        mark = start.mark.at(at, at)
                if mark is not None and (unit.kind == "word" or mark.last > at or matter and "portfolios" in mark.kinds):
                    found.append(mark)
                    at = mark.last
            at += 1
        return found

    def parted(self, units: Sequence[Unit], passed: Container[int]) -> Iterator[Mark]:
        """The verbs of two words of which who acts, or a day, stands between them: "left X his post", "ended on Monday the term of X"."""
        for at, unit in enumerate(units):
            start = self._start(unit.text) if unit.kind == "word" else _NOTHING
            if not start.following or start.mark:
                continue
            here, dated, states = at + 1, True, start.states
            while here < len(units) and units[here].sentence == unit.sentence and here - at < _PARTED:
                found = self._verbal(states, units, here)
                if found is not None:
                    if here > at + 1:
                        yield Mark(at, here if dated else at, found.kinds)
                    break
                day = units[here].kind == "date" or units[here].has("in") and here + 1 < len(units) and units[here + 1].kind == "date"
                if not day and here not in passed and not (units[here].options and units[here].kind != "sign"):
                    break
                dated, here = dated and day, here + 1

    def _verbal(self, states: Sequence[tuple[int, str]], units: Sequence[Unit], at: int) -> Mark | None:
        """The longest verb that words begun before end with at a unit or the two behind it."""
        found: Mark | None = None
        for unit in units[at : at + 3]:
            if unit.kind != "word" or not states:
                break
            for word in unit.text.split(" "):
                states = self._next(states, word)
            ending = [s for s in states if "verbs" in self._nodes[s[0]][1]]
            found = self._made(ending, unit.text) if ending else found
        return found

    def _start(self, text: str) -> _Start:
        """What the words of one unit begin: its own mark, and the words that may go on with it. The last words of a phrase count too."""
        words = text.split(" ")
        if len(words) > 1 and words[-1] in self.linking:
            head = self._start(" ".join(words[:-1]))
            if head.mark and "heads" in head.mark.kinds:
                head.mark.led = True
                return _Start([], head.mark, frozenset())
        begun: _Start | None = None  # "took over as (head of)"
        for skipped in range(len(words)):
            states: list[tuple[int, str]] = [(0, "")]
            for word in words[skipped:]:
                states = self._next(states, word)
            if not states:
                continue
            ending = [s for s in states if self._nodes[s[0]][1]]
            following = frozenset(w for n, _ in states for w in self._nodes[n][0])
            made = self._made(ending, " ".join(words[skipped:])) if ending else None
            before = self._within(words[:skipped]).mark if made and "as_" in made.kinds else None  # "nominated as"
            if made and before:
                made.kinds["verbs"] = before.kinds["verbs"]
                return _Start(begun.states if begun else states, made, begun.following if begun else following)
            begun = begun or _Start(states, made, following)
            if made or skipped or len(words) == 1:
                break
        return begun or (self._within(words) if len(words) > 2 or words[-1] in self.tails else _NOTHING)

    def _within(self, words: Sequence[str]) -> _Start:
        """The verb that a phrase of the lexicon holds somewhere ("was removed from")."""
        for first in range(len(words)):
            states: list[tuple[int, str]] = [(0, "")]
            for last in range(first, len(words)):
                states = self._next(states, words[last])
                ending = [s for s in states if self._nodes[s[0]][1].get("verbs", "serve") != "serve"]
                if ending:
                    return _Start([], self._made(ending, words[first]), frozenset())
        return _NOTHING

    def _from(self, units: Sequence[Unit], at: int, start: _Start) -> Mark | None:
        """The longest mark that begins at a unit with which the next may go on."""
        best, last = start.mark, at
        states, here = start.states, at + 1
        while here < len(units) and states and units[here].sentence == units[at].sentence:
            unit = units[here]
            if unit.text == "." and len(units[here - 1].text) <= 2:
                here += 1
                continue
            if unit.kind != "word" and not only_place(unit):
                break
            for word in unit.text.split(" "):
                states = self._next(states, word)
            ending = [s for s in states if self._nodes[s[0]][1]]
            if ending:
                best, last = self._made(ending, units[at].text), here
                if start.mark and "as_" in start.mark.kinds and "as_" in best.kinds:  # "named as the"
                    best.kinds["verbs"] = start.mark.kinds["verbs"]
            here += 1
        return best and best.at(at, last)

    def _next(self, states: Sequence[tuple[int, str]], word: str) -> list[tuple[int, str]]:
        """Where a word leads from some nodes, with what the forms up to there tell."""
        return [(node, _sign(said, sign)) for before, said in states for node, sign in self._nodes[before][0].get(word, ())]

    def _made(self, ending: Sequence[tuple[int, str]], text: str) -> Mark:
        """A mark without a place, from the nodes where it ends and the signs of its forms."""
        kinds: dict[str, str] = {}
        for node, _ in reversed(ending):
            kinds |= self._nodes[node][1]
        said = ending[0][1].split()
        clitic = next((s[7:] for s in said if s.startswith("clitic:")), "")
        case = next((s[5:] for s in reversed(said) if s.startswith("case:")), "")
        bare, article = text[len(clitic) :], self._article
        definite = bool(article) and bare.startswith((article, article[1:])) and len(bare) > 3
        return Mark(0, 0, kinds, "plural" in said, definite, case, clitic, "owned" in said)


def _may_follow(after: str, following: frozenset[str]) -> bool:
    """Whether a mark may go on with a unit: its first word may follow, or it is the full stop of an abbreviation."""
    return after in following or after == "." or " " in after and after.split(" ", 1)[0] in following


def _first_names(language: Language) -> set[str]:
    """The first words of the names of known persons, where two or more words name them and the first has no article."""
    article = str((language.settings.get("articles") or ("\0",))[0])
    names = (p.labels.get(language.code, "").split() for p in gazetteer().all("person").values())
    found = (language.folds.key(words[0]) for words in names if len(words) > 1)
    return {word for word in found if len(word) > 2 and not word.startswith(article)}


def _capital_behind(before: Mark, unit: Unit) -> bool:
    """Whether a capital's name stands right behind "minister": it may be the word for what he is minister of."""
    return before.kinds.get("heads") == "minister" and unit.option("state") is unit.options[0] and unit.options[0].form == "capital"


def _ending(text: str) -> list[tuple[str, str]]:
    singular, sign, plural = text.partition(";")
    ones = [] if singular == "!" else singular.split("|")
    many = plural.split("|") if sign else []
    return [(tail, f"case:{_CASES[i]}" if i < len(_CASES) else "") for i, tail in enumerate(ones)] + [(tail, "plural") for tail in many]


def _sign(said: str, sign: str) -> str:
    return f"{said} {sign}" if said and sign else said or sign


@functools.cache
def office_words(code: str) -> OfficeWords:
    """The office words of a language, compiled once."""
    return OfficeWords(load_language(code))
