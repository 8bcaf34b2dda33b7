"""Names across scripts: how likely two written names are of one person, and which of many candidates come nearest.

    >>> score("Tokayev, Kassym-Jomart", "Kassym-Jomart Tokayev") > MATCH
    True
    >>> score("Sergei Ivanov", "Igor Ivanov") > MATCH
    False
    >>> score("Sergei Ivanov", "7") is None
    True
"""

from __future__ import annotations

import functools
import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.gazetteer import load
from dragoman.gazetteer.folding import folded
from dragoman.gazetteer.nametokens import PersonName, Token, first_spelling, parse
from dragoman.gazetteer.soundalignment import distance
from dragoman.gazetteer.soundlattice import lattice

MATCH = 0.80  # from here on two names are taken for one person's
SAME, HIGHEST = 1.0, 0.99  # names that are not the same letters never score 1
_APART = 0.35  # words so far apart are different names
_SPELLING = 0.07  # words so near may be two spellings of one
_GENTLE, _STEEP = 1.4, 5.0
_OTHER_NAME = 0.5
_FAMILIAR = 0.05
_CONFLICT, _CONFLICT_AT_MOST, _HEAVY = 0.85, 0.78, 0.2
_TURNED, _TURNED_SON = 0.08, 0.8  # another order of the words; where "son of" tells which is which, it is another person
_JOINED = 0.04  # words written as one
_SHORTENED = 0.08
_RANK = 0.4
_NEVER = (9.0, 1)
_CLOSE_LOOKS = 40  # candidates looked at closely
_SHORT = 3  # letters of a skeleton that says nothing
_ALIKE, _JOINED_ALIKE = 0.3, 0.5  # words whose coarse skeletons are less alike are not looked at

Cost = tuple[float, int]  # cost, conflicts


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate and its score; None where the two names cannot be compared."""

    name: str
    score: float | None


def score(a: str, b: str) -> float | None:
    """How likely two names are one person's, in [0, 1]; 1 only for the same letters; None if they cannot be compared."""
    if _same(a, b):
        return SAME
    if _known_as(a) & _known_as(b):
        return HIGHEST
    one, two = _parsed(a), _parsed(b)
    return compared(one, two) if one and two else None


@functools.lru_cache(maxsize=65536)
def _known_as(name: str) -> frozenset[str]:
    """The people whom the gazetteer knows by the name: those of popes do not sound alike, and are one's."""
    return frozenset(person.id for person in load().find(name, "person")) if " " in name.strip() else frozenset()


def compared(one: PersonName, two: PersonName) -> float:
    """The score of two names taken apart."""
    turned = _TURNED_SON if one.has_son and two.has_son else _TURNED
    best, conflicts = _aligned(one, two.tokens, two.script)
    if best + _HEAVY * conflicts > turned:
        for tokens in _turned(two):
            cost, apart = _aligned(one, tokens, two.script)
            if cost + turned + _HEAVY * apart < best + _HEAVY * conflicts:
                best, conflicts = cost + turned, apart
    found = 1 - best / max(one.weight, two.weight)
    if conflicts:
        found = min(found * _CONFLICT**conflicts, _CONFLICT_AT_MOST)
    return round(max(0.0, min(found, HIGHEST)), 4)


def _same(a: str, b: str) -> bool:
    return (plain := folded(a)) == folded(b) and sum(c.isalpha() for c in plain) > 1


@functools.lru_cache(maxsize=65536)
def _parsed(name: str) -> PersonName | None:
    return parse(name)


def _turned(name: PersonName) -> list[tuple[Token, ...]]:
    """The words with the surname at the other end."""
    tokens = name.tokens
    turned = [tokens[1:] + tokens[:1], tokens[-1:] + tokens[:-1]] if len(tokens) > 1 else []
    return [*turned, tokens[2:] + tokens[:2], tokens[-2:] + tokens[:-2]] if len(tokens) > 3 else turned


def _aligned(one: PersonName, theirs: tuple[Token, ...], script: str) -> Cost:
    """The cheapest way to lay the words of two names side by side, in order, two or three of one beside one of the other."""
    ours = one.tokens
    table: list[list[Cost]] = [[(99.0, 0)] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    table[0][0] = (0.0, 0)
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            here = table[i][j]
            if i < len(ours):
                _reach(table, i + 1, j, here, ours[i].missing)
            if j < len(theirs):
                _reach(table, i, j + 1, here, theirs[j].missing)
            for a, b in _GROUPS:
                if i + a <= len(ours) and j + b <= len(theirs):
                    cost, apart = _beside(ours[i : i + a], one.script, theirs[j : j + b], script)
                    _reach(table, i + a, j + b, here, cost, apart)
    return table[-1][-1]


_GROUPS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))


def _reach(table: list[list[Cost]], i: int, j: int, before: Cost, cost: float, apart: int = 0) -> None:
    way = (before[0] + cost, before[1] + apart)
    if way[0] + _HEAVY * way[1] < table[i][j][0] + _HEAVY * table[i][j][1]:
        table[i][j] = way


def _beside(ours: Sequence[Token], script: str, theirs: Sequence[Token], other: str) -> Cost:
    """What it costs to take some words for some words, and whether they are different names."""
    if len(ours) == len(theirs) == 1:
        return _word_beside_word(ours[0], script, theirs[0], other)
    if any(token.kind not in ("name", "particle") for token in (*ours, *theirs)):
        return _NEVER
    one, two = "".join(t.text for t in ours), "".join(t.text for t in theirs)
    if _likeness(one, script, two, other) < _JOINED_ALIKE:
        return _NEVER
    apart = distance(one, script, two, other)
    weight = max(sum(t.weight for t in ours), sum(t.weight for t in theirs))
    return (weight * _price(apart) + _JOINED, 0) if apart < _APART / 2 else _NEVER


def _word_beside_word(a: Token, script: str, b: Token, other: str) -> Cost:
    if "initial" in (a.kind, b.kind):
        return _initial_beside(a, script, b, other)
    weight = max(a.weight, b.weight)
    if a.kind == b.kind and a.kind in ("number", "title"):
        return (_RANK if a.value != b.value else 0.0), int(a.kind == "number" and a.value != b.value)
    if a.kind != b.kind and not {a.kind, b.kind} <= {"name", "title", "particle"}:
        return _NEVER
    apart = _word_distance(a, script, b, other)
    return weight * _price(apart), int(apart >= _APART and weight > 0.1)


def _price(apart: float) -> float:
    """What a distance of words costs in names: little while it may be spelling, much soon after."""
    return min(1.0, _GENTLE * apart if apart < _SPELLING else _GENTLE * _SPELLING + _STEEP * (apart - _SPELLING))


def _word_distance(a: Token, script: str, b: Token, other: str) -> float:
    """By the tables of given names and syllables, else by sound."""
    if a.given & b.given or a.syllables & b.syllables:
        return 0.0
    if (a.given | a.familiar) & (b.given | b.familiar):
        return _FAMILIAR
    apart = distance(a.text, script, b.text, other) if _likeness(a.text, script, b.text, other) >= _ALIKE else 1.0
    return max(apart, _OTHER_NAME) if (a.given or a.familiar) and (b.given or b.familiar) else apart


def _initial_beside(a: Token, script: str, b: Token, other: str) -> Cost:
    """An initial beside a name that may begin so, or beside the same initial."""
    if not {a.kind, b.kind} <= {"initial", "name", "patronymic"}:
        return _NEVER
    if _begins(a.text, script, b.text, other):
        return (0.0 if a.kind == b.kind else _SHORTENED), 0
    return max(a.weight, b.weight), 1


@functools.lru_cache(maxsize=65536)
def _likeness(a: str, script: str, b: str, other: str) -> float:
    """How much of two words' coarse skeletons is alike: cheap, and enough to see that a close look would find nothing."""
    from rapidfuzz.distance import Levenshtein

    one, two = _skeleton(a, script), _skeleton(b, other)
    return 1.0 if max(len(one), len(two)) <= _SHORT else Levenshtein.normalized_similarity(one, two)


@functools.lru_cache(maxsize=65536)
def _skeleton(word: str, script: str) -> str:
    return _coarse_word(lattice(word, script).plain)


@functools.lru_cache(maxsize=65536)
def _begins(a: str, script: str, b: str, other: str) -> bool:
    """Whether the shorter of two words may be the first letters of the other."""
    if len(a) > len(b):
        a, script, b, other = b, other, a, script
    return any(distance(a, script, b[:letters], other) < 0.2 for letters in range(1, len(a) + 2))


class Candidates:
    """Names to choose from, taken apart once."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(dict.fromkeys(names))
        self._folded = [folded(name) for name in self.names]
        self._parsed = [_parsed(name) for name in self.names]
        self._coarse = [coarse(each) if each else () for each in self._parsed]
        self._words = sorted({word for words in self._coarse for word in words})

    def best(self, query: str, limit: int = 10) -> list[Match]:
        """The nearest candidates, best first; those that cannot be compared come last."""
        name = _parsed(query)
        wanted = folded(query)
        scored = [Match(each, SAME) for each, plain in zip(self.names, self._folded, strict=True) if plain == wanted and _same(each, query)]
        taken = {each.name for each in scored}
        if name:
            scored += [Match(each, HIGHEST) for each in self.names if each not in taken and _known_as(each) & _known_as(query)]
            taken |= {each.name for each in scored}
            near = [at for at in self._near(name, max(_CLOSE_LOOKS, limit)) if self.names[at] not in taken]
            scored += [Match(self.names[at], compared(name, parsed)) for at in near if (parsed := self._parsed[at])]
        ranked = sorted(scored, key=lambda match: -(match.score or 0.0))[:limit]
        if len(ranked) < limit:
            taken |= {each.name for each in ranked}
            others = (at for at, each in enumerate(self.names) if each not in taken and not (name and self._parsed[at]))
            ranked += [Match(self.names[at], None) for at in others][: limit - len(ranked)]
        return ranked

    def _near(self, name: PersonName, limit: int) -> list[int]:
        """The candidates whose coarse skeletons are nearest, word by word or as a whole."""
        from rapidfuzz.distance import Levenshtein

        if len(self.names) <= limit:
            return [at for at, each in enumerate(self._parsed) if each]
        alike = [{word: Levenshtein.normalized_similarity(own, word) for word in self._words} for own in coarse(name)]
        near = []
        for at, words in enumerate(self._coarse):
            if words:
                by_word = sum(max(map(row.__getitem__, words)) for row in alike) / max(len(alike), len(words))
                near.append((max(by_word, alike[-1][words[-1]]), at))
        return [at for _, at in heapq.nlargest(limit, near)]


@functools.lru_cache(maxsize=65536)
def coarse(name: PersonName) -> tuple[str, ...]:
    """The words' consonants in few classes, and the whole in one: enough to find whom to look at closely."""
    words = [_coarse_token(t, name.script) for t in name.tokens if t.kind in ("name", "patronymic", "initial")]
    return (*words, "".join(words)) if len(words) > 1 else tuple(words)


def _coarse_token(token: Token, script: str) -> str:
    """A given name of the table by its first spelling there, since its spellings may sound quite unlike."""
    known = token.given | token.familiar
    return _coarse_word(lattice(*first_spelling(min(known)) if known else (token.text, script)).plain)


_CLASSES = str.maketrans("pbfvwtdTDszcSZCJkgqGxhNy", "PPFFFTTTTSSSSSSSKKKKHHnI", "@E")
_VOWELS = str.maketrans("", "", "aeiouI")


def _coarse_word(sounds: str) -> str:
    classes = sounds.translate(_CLASSES)
    return classes.translate(_VOWELS) or classes or sounds
