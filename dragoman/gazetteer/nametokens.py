"""A person's name taken apart: names, initials, particles, titles, patronymics, numbers, and what it means that one is missing."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dragoman.gazetteer.soundlattice import ARABIC, CYRILLIC, LATIN, SCRIPTS, lattice, plain_letters, script_of

_SYLLABLE_MASS = 3.0
_Lines = TypeVar("_Lines")
_LONGEST = 8  # words of a name that are looked at
_APOSTROPHES = re.compile("[\u0027\u0060\u00b4\u02b9\u02bb-\u02bf\u02c8\u02ee\u2018\u2019\u201b\u2032\u044c\u044a]")
_WORD = re.compile(r"(?P<joined>[-\u2010-\u2015\u2212])?(?P<word>[^\W\d_]+)(?P<dot>\.)?(?P<joins>[-\u2010-\u2015\u2212])?")
_NOISE = (re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]"), re.compile(r"\(.*?\)"))

# What it costs that a word of a name is missing from the other, in names.
FIRST, HONOURED, MIDDLE, LAST = 0.75, 0.62, 0.42, 0.55
SYLLABLE = 0.9  # of a name of syllables none is left out
_WEIGHT = {"name": 1.0, "initial": 0.5, "particle": 0.1, "title": 0.1, "patronymic": 0.4, "number": 0.4}
_MISSING = {"initial": 0.12, "particle": 0.04, "title": 0.04, "patronymic": 0.1, "number": 0.3}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a name in plain letters: its kind, its weight, what its absence costs, the given names it may be (full and familiar)."""

    text: str
    kind: str
    weight: float
    missing: float
    given: frozenset[int] = frozenset()
    familiar: frozenset[int] = frozenset()
    syllables: frozenset[int] = frozenset()
    value: str = ""  # of a number, its number; of a title, its rank


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in one script, word by word."""

    script: str
    tokens: tuple[Token, ...]

    @property
    def weight(self) -> float:
        """What all words weigh."""
        return sum(token.weight for token in self.tokens)

    @property
    def has_son(self) -> bool:
        """Whether "son of" stands in it."""
        return any(token.text in name_words().sets["sons"] for token in self.tokens)


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that are no names, in plain letters; numbers and titles with what they amount to."""

    sets: Mapping[str, frozenset[str]]
    patronymics: tuple[str, ...]
    numbers: Mapping[str, str]
    titles: Mapping[str, str]
    phrases: re.Pattern[str]
    lookalikes: Mapping[str, Mapping[int, str]]
    endings: Mapping[str, Sequence[str]]


@functools.cache
def name_words() -> NameWords:
    """The table of words of names."""
    data = tomllib.loads((SCRIPTS / "words.toml").read_text("utf-8"))
    values = {table: {word: value for value, words in data[table].items() for word in words} for table in ("numbers", "titles")}
    phrases = [word for table in values.values() for word in table if " " in word]
    return NameWords(
        sets={key: frozenset(_plain(word) for word in words) for key, words in data.items() if isinstance(words, list)},
        patronymics=tuple(_plain(ending) for ending in data["patronymics"]),
        numbers={_plain(word.replace(" ", "")): value for word, value in values["numbers"].items()},
        titles={_plain(word.replace(" ", "")): value for word, value in values["titles"].items()},
        phrases=re.compile("|".join(map(re.escape, phrases))),
        lookalikes={script: str.maketrans(letters) for script, letters in data["lookalikes"].items()},
        endings=dict(sorted(data["case_endings"].items(), key=lambda item: -len(item[0]))),
    )


@functools.cache
def _given() -> Mapping[str, tuple[frozenset[int], frozenset[int]]]:
    """Given name in plain letters -> the lines of the table on which it stands in full, and as a familiar form."""
    full: dict[str, set[int]] = {}
    familiar: dict[str, set[int]] = {}
    for at, line in enumerate(_lines("givennames.tsv")):
        names, _, short = line.partition("\t")
        for table, words in ((full, names), (familiar, short)):
            for word in words.split():
                table.setdefault(_plain(word), set()).add(at)
    return {word: (frozenset(full.get(word, ())), frozenset(familiar.get(word, ()))) for word in {*full, *familiar}}


@functools.cache
def first_spelling(line: int) -> tuple[str, str]:
    """The first spelling on a line of the table of given names, in plain letters, and its script."""
    word = _lines("givennames.tsv")[line].split()[0]
    return _plain(word), script_of(word) or LATIN


@functools.cache
def _syllables() -> Mapping[str, frozenset[int]]:
    """Syllable in plain letters -> the lines of the table on which it stands."""
    found: dict[str, set[int]] = {}
    for at, line in enumerate(_lines("syllables.tsv")):
        for word in line.split():
            found.setdefault(_plain(word), set()).add(at)
    return {word: frozenset(lines) for word, lines in found.items()}


@functools.cache
def _lines(file: str) -> list[str]:
    return [line for line in (SCRIPTS / file).read_text("utf-8").splitlines() if line and line[0] != "#"]


def _plain(word: str) -> str:
    return plain_letters(_APOSTROPHES.sub("", word), script_of(word) or LATIN)


def parse(name: str) -> PersonName | None:
    """The name taken apart; None where no script of ours is in it or nothing but single letters."""
    for noise in _NOISE:
        name = noise.sub("", name)
    script = script_of(name)
    if script is None:
        return None
    words = _joined(list(_words(_surname_last(name), script)))[:_LONGEST]
    tokens = _tokens(words, script)
    if not any(token.kind != "initial" and len(token.text) > 1 for token in tokens):
        return None
    return PersonName(script, _graded(tokens, script))


def _surname_last(name: str) -> str:
    """"Surname, Given" in the order of speech."""
    before, comma, after = name.replace("\u060c", ",").partition(",")
    return f"{after} {before}" if comma and after.strip() and " " not in before.strip() else name


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    dot: bool = False
    joins: bool = False  # a hyphen follows


def _words(name: str, script: str) -> Iterator[_Word]:
    known = name_words()
    whole = known.phrases.sub(lambda found: found[0].replace(" ", ""), _APOSTROPHES.sub("", name))
    for found in _WORD.finditer(whole):
        word = found["word"].casefold()
        if script_of(word) not in (script, None) and word not in known.numbers:
            word = word.translate(known.lookalikes[script])
        if text := plain_letters(word, script) if word not in known.numbers else word:
            yield _Word(text, bool(found["dot"]), bool(found["joins"]))


def _joined(words: list[_Word]) -> list[_Word]:
    """Joins "servant of" to the word that follows, over an article, and the second half of a name to the first."""
    sets = name_words().sets
    joined: list[_Word] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word.text in sets["servant"] and rest:
            if len(rest) > 1 and (rest[0].text in sets["particles"] or rest[0].text in sets["hyphened_particles"]):
                rest.pop(0)
            word = _Word(word.text + rest[0].text, rest[0].dot, rest.pop(0).joins)
        elif word.text in sets["second_halves"] and joined and joined[-1].text not in sets["particles"]:
            word = _Word(joined.pop().text + word.text, word.dot, word.joins)
        joined.append(word)
    return joined


def _tokens(words: Sequence[_Word], script: str) -> list[Token]:
    """Says of each word what it is; of a father's name before "oglu" both words; a particle or a title is one only beside a name."""
    kinds: list[str] = []
    for at, word in enumerate(words):
        kinds.append(_kind(word, at, len(words), script, all(kind == "title" for kind in kinds)))
    fathers = name_words().sets["fathers"]
    for at, word in enumerate(words):
        if at and word.text in fathers and kinds.count("name") > 3:
            kinds[at - 1 : at + 1] = ["patronymic", "patronymic"]
    for at, kind in enumerate(kinds):
        if kind in ("title", "particle") and "name" not in kinds[at + 1 :] and kinds.count("name") < 2:
            kinds[at] = "name"
    names = [at for at, kind in enumerate(kinds) if kind == "name"]
    if (fathers_name := _patronymic([words[at].text for at in names])) is not None:
        kinds[names[fathers_name]] = "patronymic"
    return [_token(word.text, kind) for word, kind in zip(words, kinds, strict=True)]


def _patronymic(names: Sequence[str]) -> int | None:
    """Which of three or more names is the father's: given, father's and surname, or surname, given and father's."""
    endings = name_words().patronymics
    if len(names) < 3:
        return None
    middle = next((at for at in range(1, len(names) - 1) if names[at].endswith(endings)), None)
    return middle if middle is not None or len(names) > 3 or not names[-1].endswith(endings) else len(names) - 1


def _kind(word: _Word, at: int, count: int, script: str, first: bool) -> str:
    known = name_words()
    if at and word.text in known.numbers and not word.dot and at == count - 1:
        return "number"
    if word.dot and len(word.text) <= 2 or len(word.text) == 1 and script != CYRILLIC and word.text not in known.sets["particles"]:
        return "initial"
    if first and word.text in known.titles and at < count - 1 and not word.joins:
        return "title"
    if word.text in known.sets["particles"] and at < count - 1 or word.joins and word.text in known.sets["hyphened_particles"]:
        return "particle"
    return "name"


def _token(text: str, kind: str) -> Token:
    full, familiar = _looked_up(text, _given()) or (frozenset(), frozenset())
    syllables = _looked_up(text, _syllables()) or frozenset()
    table = {"number": name_words().numbers, "title": name_words().titles}.get(kind, {})
    return Token(text, kind, _WEIGHT[kind], _MISSING.get(kind, MIDDLE), full, familiar, syllables, table.get(text, ""))


def _looked_up(text: str, table: Mapping[str, _Lines]) -> _Lines | None:
    """What the table has for a word: as it stands, without the article, without the ending of a Russian case."""
    return next((table[form] for form in (text, *_without_ending(text)) if form in table), None)


def _without_ending(text: str) -> Iterator[str]:
    if script_of(text) == ARABIC and len(text) > 4:
        yield text[2:]
    if script_of(text) == CYRILLIC and len(text) > 3:
        for ending, nominatives in name_words().endings.items():
            if text.endswith(ending):
                yield from (text.removesuffix(ending) + nominative for nominative in nominatives)


def _graded(tokens: Sequence[Token], script: str) -> tuple[Token, ...]:
    """Says what the absence of each name costs: most for the first, less in the middle; of a name of syllables none is left out."""
    names = [at for at, token in enumerate(tokens) if token.kind == "name"]
    syllabic = len(names) > 1 and all(lattice(tokens[at].text, script).mass <= _SYLLABLE_MASS for at in names)
    son = any(token.text in name_words().sets["sons"] for token in tokens)
    graded = list(tokens)
    for at in names:
        cost = FIRST if at == names[0] else LAST if at == names[-1] else MIDDLE
        if at == names[0] and len(names) > 2 and not son and tokens[at].text in name_words().sets["honoured"]:
            cost = HONOURED
        graded[at] = replace(tokens[at], missing=SYLLABLE if syllabic else cost)
    return tuple(graded)
