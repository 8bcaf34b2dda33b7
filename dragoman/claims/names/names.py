"""Names of the gazetteer in a text: a table of written forms per language, asked at each word for the forms that it may begin."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from pathlib import Path

from dragoman.claims.words.lexicon import Language, load_language
from dragoman.claims.words.tokens import Unit, tokens
from dragoman.compiled import compiled
from dragoman.errors import BadLanguageFolder
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Date

_QUOTES = frozenset("\"'«»“”„‘’<>")
_DASHES = frozenset("\u2013\u2014\u2015\u2212")
_REMEMBERED = 50_000  # words
KINDS = ("state", "organisation", "city", "person", "outlet", "place")


@dataclass(frozen=True, slots=True)
class Option:
    """One entity that a written form may name."""

    kind: str
    id: str
    form: str  # name · adjective · demonym · capital · acronym · short · former · anaphor
    upper: bool = False  # the written form begins with a capital
    capitals: bool = False  # the written form is all capitals
    article: bool = False  # the written form began with the Arabic article, which the pattern leaves out
    oblique: bool = False  # the written form stands in a case in which nobody does anything
    direct: bool = False  # the written form stands in the case of one who acts, and in no other


_Plain = tuple[str, str, str, bool, bool, bool, bool, bool]  # an Option as it is kept
_plain = attrgetter(*(field.name for field in fields(Option)))
_Begun = tuple[str, str, Sequence[int]]  # a proclitic, the word behind it, and how many words the forms have that it begins
# The code that makes patterns.
_MAKERS = [Path(__file__), *(Path(__file__).parents[1] / "words" / f"{name}.py" for name in ("dictionary", "folding", "tokens"))]


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a row of tokens: from the first token to the last, what it may name, and the proclitic before it."""

    first: int
    last: int
    options: tuple[Option, ...]
    clitic: str
    start: int  # offset in the text, after the proclitic


class Names:
    """The written forms of a language, compiled."""

    def __init__(self, language: Language) -> None:
        self._language = language
        # The article alone and as it is written after a preposition; both are equally long.
        self._articles: tuple[str, ...] = tuple(map(language.folds.key, language.settings.get("articles", ())))
        self._joined = frozenset(map(str, language.settings.get("written_together", ())))  # "Abd Allah" is one word too
        files = [language.folder / "language.toml", *(path for _, path in _files(language)), *_MAKERS]
        self._numbers, self._sizes, self._plain, self._words = compiled("names", files, self._made)
        self._options: dict[int, tuple[Option, ...]] = {}  # those of the patterns met so far
        self._begun: dict[str, list[_Begun]] = {}  # what the words met so far may begin

    def _made(self) -> tuple[dict[str, int], dict[str, list[int]], list[tuple[_Plain, ...]], dict[str, str]]:
        """All patterns with their numbers, of how many words those are that a word begins, what each may name, and the folded words of
        each organisation.
        """
        language = self._language
        table: dict[str, list[Option]] = {}
        words: dict[str, str] = {}
        for option, form in _with_cases(list(_rows(language)), language.settings.get("oblique", ()), language.settings.get("objects", ())):
            if option.kind == "organisation":
                words[option.id] = f"{words.get(option.id, '')} {language.folds.key(form)}"
            for key, last in self._keys(form, option):
                table.setdefault(key, []).append(last)
        sizes: dict[str, set[int]] = {}
        for key in table:
            sizes.setdefault(key.split(" ", 1)[0], set()).add(key.count(" ") + 1)
        plain = [tuple(map(_plain, dict.fromkeys(several))) for several in table.values()]
        return {key: number for number, key in enumerate(table)}, {word: sorted(found) for word, found in sizes.items()}, plain, words

    def _keys(self, form: str, option: Option) -> Iterator[tuple[str, Option]]:
        words = _words([t for t in tokens(form, self._language.dictionary) if t.text not in _QUOTES and t.kind != "break"])
        key = " ".join(words)
        article = self._articles[0] if self._articles else ""
        if article and key.startswith(article) and len(key) > len(article) + 2:
            key = key[len(article) :]
            option = replace(option, article=True)
        yield key, option
        if len(words) > 1 and len(key) > 9 and not self._language.cased:
            yield key.replace(" ", ""), option  # words written together by mistake
        for at, word in enumerate(words[:-1]):
            if word in self._joined:
                yield " ".join([*words[:at], word + words[at + 1], *words[at + 2 :]]).removeprefix(article), option

    def words_of(self, organisation: str) -> str:
        """All words of the written forms of an organisation, folded."""
        return self._words.get(organisation, "")

    def find(self, row: Sequence[Unit], on: datetime.date | None = None) -> list[Found]:
        """The longest names in a row of tokens that share no token, in order. Quotation marks inside a name are passed over; none goes
        on from one sentence to the next.

        What names two states is not, `on` a day after its end, the union of both ("Albania, Serbia and Montenegro").
        """
        kept = [i for i, token in enumerate(row) if token.text not in _QUOTES]
        words = _words([row[i] for i in kept])
        found: list[Found] = []
        known, numbers = self._begun, self._numbers
        for at, word in enumerate(words):
            begun = known.get(word)
            if begun is None:
                begun = self._begins(word)
            for clitic, first, sizes in begun:
                for size in sizes:
                    pattern = numbers.get(first if size == 1 else " ".join([first, *words[at + 1 : at + size]]))
                    if pattern is None or at + size > len(words):
                        continue
                    begin, stop = kept[at], kept[at + size - 1]
                    token = row[begin]
                    if size == 1 and token.classes and not token.clitic and clitic and not clitic.endswith(self._articles):
                        continue  # a word of its own, which only looks like a name with a letter before it
                    options = self._allowed(pattern, clitic, token, row[begin : stop + 1]) if row[stop].sentence == token.sentence else ()
                    if options:
                        cut = len(clitic) - (len(self._articles[0]) if options[0].article and clitic else 0)
                        found.append(Found(begin, stop, options, clitic, token.start + cut))
        return _longest([f for f in found if not _two_states(f, found, on)])

    def _begins(self, word: str) -> list[_Begun]:
        """The forms that a word may begin, whole or behind a proclitic where the language writes these without a sign."""
        if len(self._begun) > _REMEMBERED:
            self._begun.clear()
        clitics = [""] if self._language.cased else ["", *(c for c in self._language.proclitics if word.startswith(c))]
        found = [(clitic, word[len(clitic) :], self._sizes.get(word[len(clitic) :], ())) for clitic in clitics]
        begun = self._begun[word] = [one for one in found if one[2]]
        return begun

    def _allowed(self, pattern: int, clitic: str, token: Unit, covered: Sequence[Unit]) -> tuple[Option, ...]:
        options = self._options.get(pattern)
        if options is None:
            options = self._options[pattern] = tuple(Option(*one) for one in self._plain[pattern])
        if not self._language.cased:
            with_article = bool(clitic) and clitic.endswith(self._articles)
            return tuple(o for o in options if o.article == with_article or (o.article and not clitic and len(covered) > 1))
        fitting = tuple(o for o in options if _case_fits(o, token, covered))
        return tuple(o for o in fitting if o.capitals) or fitting if any(o.capitals for o in fitting) and _shouted(covered) else fitting


def _case_fits(option: Option, token: Unit, covered: Sequence[Unit]) -> bool:
    """A capital in the written form asks for one in the text; an acronym asks for nothing but capitals."""
    if option.upper and not token.upper:
        return False
    return not option.capitals or _shouted(covered)


def _shouted(covered: Sequence[Unit]) -> bool:
    """Whether the words stand in capitals, as an acronym does and a state's name does not."""
    return all(t.capitals for t in covered if t.kind == "word")


def _words(row: Sequence[Unit]) -> list[str]:
    """The folded words; dashes of any length are one sign, so that "Papua \u2014 New Guinea" and "Papua - New Guinea" are one name."""
    return ["-" if token.text in _DASHES else token.text for token in row]


def _longest(found: list[Found]) -> list[Found]:
    """Leftmost longest first; a name inside another is left out; equal spans join their options."""
    found.sort(key=lambda f: (f.first, -f.last, len(f.clitic)))
    kept: list[Found] = []
    for one in found:
        if kept and one.first <= kept[-1].last:
            if (one.first, one.last) == (kept[-1].first, kept[-1].last) and one.clitic == kept[-1].clitic:
                joined = tuple(dict.fromkeys(kept[-1].options + one.options))
                kept[-1] = Found(one.first, one.last, joined, one.clitic, one.start)
            continue
        kept.append(one)
    return kept


def _two_states(union: Found, found: list[Found], on: datetime.date | None) -> bool:
    """Whether a name is that of a state that is no more, and its first and its last words are names of others."""
    if union.first == union.last or on is None or not all(_ended(o, on) for o in union.options):
        return False
    inside = [f for f in found if f.options[0].kind == "state" and f.options != union.options]
    return any(f.first == union.first and f.last < union.last for f in inside) and any(
        f.last == union.last and f.first > union.first for f in inside
    )


def _ended(option: Option, on: datetime.date) -> bool:
    entity = gazetteer().entity("state", option.id) if option.kind == "state" else None
    end = entity.facts.get("to") if entity else None
    return bool(end) and Date(str(end)).last < on


def _files(language: Language) -> Iterator[tuple[str, Path]]:
    """The files of names that a language folder has, each with the kind of what it names."""
    for kind, file in zip(KINDS, ("states", "organisations", "cities", "people", "outlets", "places"), strict=True):
        path = language.folder / "names" / f"{file}.tsv"
        if path.exists():
            yield kind, path


def _rows(language: Language) -> Iterator[tuple[Option, str]]:
    for kind, path in _files(language):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                yield _row(line, kind, f"{path}:{number}")


def _with_cases(
    rows: list[tuple[Option, str]], endings: Sequence[Sequence[str]], objects: Sequence[Sequence[str]]
) -> Iterator[tuple[Option, str]]:
    """The rows, states in an oblique case marked: a form that another one of the same state has with the ending of the first case.

    `endings` are pairs, that of the oblique case and that of the first, of the last word or else of the first; `objects` are
    threes, those of object, subject and owner of names of which the three differ.
    """
    words: set[tuple[str, int, str, str]] = set()
    for option, form in rows if endings else ():
        if option.kind == "state":
            parts = form.split()
            words |= {(option.id, len(parts), "last", parts[-1]), (option.id, len(parts), "first", parts[0])}
    for option, form in rows:
        if not endings or option.kind != "state" or option.form == "adjective":
            yield option, form
            continue
        parts = form.split()
        ends = (("last", parts[-1]), ("first", parts[0]))
        led = ((option.id, len(parts), where, word[: len(word) - len(old)] + new) for where, word in ends
               for old, new in endings if word.endswith(old))  # fmt: skip
        stems = ((parts[-1][: -len(acts)], thing, owner) for thing, acts, owner in objects if parts[-1].endswith(acts))
        apart = any(all((option.id, len(parts), "last", stem + x) in words for x in them) for stem, *them in stems)
        oblique = any(x in words for x in led)
        yield replace(option, oblique=oblique, direct=apart and not oblique), form


def _row(line: str, kind: str, where: str) -> tuple[Option, str]:
    columns = line.split("\t")
    if len(columns) < 3 or ":" not in columns[0]:
        raise BadLanguageFolder(f"{where}: “{line[:60]}” wants kind:id, a tab, the written form, a tab, the kind of form.")
    said, _, entity = columns[0].partition(":")
    form = columns[1]
    letters = [c for c in form if c.isalpha()]
    capitals = len(letters) > 1 and all(c.isupper() for c in letters) and columns[2] == "acronym"
    return Option(said or kind, entity, columns[2], form[:1].isupper(), capitals), form


@functools.cache
def names_of(code: str) -> Names:
    """The names of a language, compiled once."""
    return Names(load_language(code))
