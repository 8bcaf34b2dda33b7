"""A language folder, loaded: folds, word classes, marks. A wrong folder is refused at start with path, line and what to write."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.claims.words.dictionary import Dictionary
from dragoman.claims.words.folding import Folds
from dragoman.compiled import compiled
from dragoman.errors import BadLanguageFolder

FOLDERS = [Path(__file__).parents[2] / "languages"]  # where language folders are looked for; a plug-in appends its own
_REMEMBERED = 50_000  # words
_LONGEST = 40  # letters of a stem; what goes on longer is no word of a language
# What a verb tells beside a word such as "has" or "also" too, where the two are a phrase of other classes
_DEEDS = frozenset({
    "decide_act", "body_act", "body_act_weak", "organ_deed", "adopted", "approved", "lift", "signed", "ratified", "issued", "sent_act",
    "agreed_word", "decline_word", "refuse", "suspend", "submit", "denounced", "elect_act",
})  # fmt: skip
_STANDING = frozenset({"chosen_verb", "suspend", "admit", "expel"})  # what is done to a member or an officer is told as such
_MAKERS = (Path(__file__), Path(__file__).with_name("folding.py"))  # the code that makes tables of words
_WORD = re.compile(r"[^\W\d_]+\*?|\d+|'s|[^\w\s]")


_SURNAME = "\u0627\u0644\u0639\u0644\u064a"  # it looks like the article before "on that"


class Phrase(NamedTuple):
    """A lexicon entry of several words; each may end in * (any ending)."""

    words: tuple[str, ...]
    classes: frozenset[str]


# The phrases that a word may begin: by their second word, and those whose second word may end in any way; the longest first.
Following = tuple[dict[str, tuple[Phrase, ...]], tuple[Phrase, ...]]

# The classes of all words of a unit, the phrases that its last word may begin, and whether one may begin and go on inside of it.
Meant = tuple[frozenset[str], Following | None, bool]


class Tables(NamedTuple):
    """The entries of a lexicon: the classes by word and by stem, the phrases by the word and by the stem that they begin with."""

    exact: dict[str, set[str]]
    stems: dict[str, set[str]]
    phrases: dict[str, list[Phrase]]
    phrase_stems: dict[str, list[Phrase]]


def tables_of(classes: dict[str, list[str]], folds: Folds) -> Tables:
    """The entries of a lexicon in tables to look up."""
    exact, stems, phrases, phrase_stems = tables = Tables({}, {}, {}, {})
    merged: dict[tuple[str, ...], set[str]] = {}
    for name, entries in classes.items():
        for entry in entries:
            merged.setdefault(tuple(_WORD.findall(folds.key(entry))), set()).add(name)
    for words, names in merged.items():
        if len(words) == 2 and "beside_verb" in merged.get(words[:1], ()):
            names |= merged.get(words[1:], set()) & _DEEDS
        done = merged.get(words[1:], set()) if len(words) == 2 and "was_word" in merged.get(words[:1], ()) else ()
        if "organ_deed" in done and _STANDING.isdisjoint(done):
            names.add("deed_passive")
        stem, key = words[0].endswith("*"), words[0].rstrip("*")
        if len(words) == 1:
            (stems if stem else exact).setdefault(key, set()).update(names)
        else:
            (phrase_stems if stem else phrases).setdefault(key, []).append(Phrase(words, frozenset(names)))
    return tables


def load_words(
    path: Path, folds: Folds, proclitics: Iterable[str], future: Iterable[str] = (), verbs: Iterable[str] = ()
) -> tuple[Words, frozenset[str]]:  # fmt: skip
    """The words of a file of classes in a language folder, and the names of its classes; a `future` letter is before `verbs` alone."""

    def make() -> tuple[tuple[Any, ...], frozenset[str]]:
        classes = toml(path)
        for name, entries in classes.items():
            if not isinstance(entries, list) or not all(isinstance(x, str) and x.strip("* ") for x in entries):
                raise BadLanguageFolder(f"{path}:{line_of(path, name)}: class “{name}” wants a list of words.")
        tables = tables_of(classes, folds)
        kept = [{key: [tuple(phrase) for phrase in several] for key, several in table.items()} for table in tables[2:]]
        return (*tables[:2], *kept), frozenset(classes)

    if not path.exists():
        make()  # says what is missing
    (exact, stems, *kept), names = compiled(f"{path.stem}-words", [path, path.with_name("language.toml"), *_MAKERS], make)
    phrases = ({key: [Phrase(*one) for one in several] for key, several in table.items()} for table in kept)
    return Words(Tables(exact, stems, *phrases), folds, proclitics, future, verbs), names


class Words:
    """The word classes of a language: which classes a folded token has, with proclitics undone, and which phrases it begins."""

    def __init__(
        self, tables: Tables, folds: Folds, proclitics: Iterable[str], future: Iterable[str] = (), verbs: Iterable[str] = ()
    ) -> None:  # fmt: skip
        self._future, self._verbs = tuple(future) or ("\0",), tuple(verbs)
        self._exact, self._stems, self._phrases, self._phrase_stems = tables
        self._proclitics = sorted(map(folds.key, proclitics), key=len, reverse=True)
        self._seen: dict[str, tuple[frozenset[str], str]] = {}
        self._meant: dict[str, Meant] = {}
        self._began: dict[str, tuple[Phrase, ...]] = {}
    def classes(self, word: str) -> tuple[frozenset[str], str]:
        """The classes of a folded word and the proclitic that had to be undone for them ("" if none)."""
        known = self._seen.get(word)
        if known is None:
            for memory in (self._seen, self._began, self._meant) if len(self._seen) > _REMEMBERED else ():
                memory.clear()
            known = self._seen[word] = self._look(word)
        return known

    def meant(self, text: str) -> Meant:
        """What the words of a unit say where no phrase begins in it, and the phrases that may."""
        known = self._meant.get(text)
        if known is None:
            row = text.split()
            begun = [self.following(word) for word in row]
            inside = any(on and phrases_before(on, word) for on, word in zip(begun, row[1:], strict=False))
            known = (frozenset().union(*(self.classes(word)[0] for word in row)), begun[-1] if row else None, inside)
            self._meant[text] = known
        return known

    def _look(self, word: str) -> tuple[frozenset[str], str]:
        found = self._whole(word)
        if found:  # a word listed with its article has the classes of the bare word too
            bare = next((c for c in self._proclitics if len(c) > 1 and word.startswith(c) and len(word) > len(c) + 1), None)
            return frozenset(found | (self._whole(word[len(bare) :]) if bare else set())), ""
        for clitic in self._proclitics:
            if word.startswith(clitic) and len(word) > len(clitic) + 1:
                if clitic.endswith(self._future) and not word.startswith(self._verbs, len(clitic)):
                    continue  # a verb that begins with the letter of the future: "handed" is no "will not"
                found = self._whole(word[len(clitic) :])
                if found and len(word) - len(clitic) == 2 < len(word) - 1 and clitic[:1] in self._proclitics:
                    longer = self._whole(word[1:])  # "and was" is no "and as that", of which two letters are left
                    return (frozenset(longer), clitic[:1]) if longer else (frozenset(found), clitic)
                if found:
                    return frozenset(found), clitic
        return frozenset(), ""

    def _whole(self, word: str) -> set[str]:
        found = set(self._exact.get(word, ()))
        if self._stems:
            for length in range(min(len(word), _LONGEST), 1, -1):
                stem = self._stems.get(word[:length])
                if stem:
                    return found | stem  # the longest stem speaks
        return found

    def phrases(self, word: str) -> tuple[Phrase, ...]:
        """The phrases that may begin with a folded word, proclitics undone, longest first."""
        known = self._began.get(word)
        if known is None:
            found = list(self._starting(word))
            for clitic in self._proclitics:
                if word.startswith(clitic) and len(word) > len(clitic) + 1 and word != _SURNAME:
                    found += self._starting(word[len(clitic) :])
            known = self._began[word] = tuple(sorted(found, key=lambda p: -len(p.words)))
        return known

    def following(self, word: str) -> Following | None:
        """The phrases that a folded word may begin; None if there are none. Many begin with a word, few go on with the next."""
        exact: dict[str, tuple[Phrase, ...]] = {}
        stems: list[Phrase] = []
        for phrase in self.phrases(word):
            second = phrase.words[1]
            if second.endswith("*"):
                stems.append(phrase)
            else:
                exact[second] = (*exact.get(second, ()), phrase)
        return (exact, tuple(stems)) if exact or stems else None

    def _starting(self, word: str) -> list[Phrase]:
        found = list(self._phrases.get(word, ()))
        if self._phrase_stems:
            for length in range(min(len(word), _LONGEST), 1, -1):
                found += self._phrase_stems.get(word[:length], ())
        return found


def phrases_before(known: Following, word: str) -> tuple[Phrase, ...]:
    """Those of the phrases whose second word a folded word is, longest first."""
    exact = known[0].get(word, ())
    begun = tuple(p for p in known[1] if word.startswith(p.words[1][:-1])) if known[1] else ()
    return tuple(sorted(exact + begun, key=lambda p: -len(p.words))) if begun else exact


@dataclass(frozen=True)
class Language:
    """All that a language folder says, compiled."""

    code: str
    folder: Path
    direction: str
    spaced: bool
    cased: bool
    folds: Folds
    words: Words
    dictionary: Dictionary
    proclitics: frozenset[str]
    quotes: tuple[tuple[str, str], ...]
    abbreviations: frozenset[str]
    settings: dict[str, Any]
    class_names: frozenset[str]
    files: frozenset[str]  # the names of what lies in the folder

    def has(self, file: str) -> bool:
        """Whether the folder has a file: a language may do without offices, speech, meetings or acts."""
        return file in self.files


def toml(path: Path) -> dict[str, Any]:
    """The table in a TOML file, or an error with path and line."""
    try:
        return compiled(path.stem, [path], lambda: tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise BadLanguageFolder(f"{path}: this file is missing. docs/add-a-language.md says what it holds.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadLanguageFolder(f"{path}: {error}. Mend the line; strings stand in quotation marks.") from None


def line_of(path: Path, words: str) -> int:
    """The line of a file on which words stand first; 1 if nowhere."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if words in line:
            return number
    return 1


@functools.cache
def load_language(code: str) -> Language:
    """The language of a folder, checked and compiled once."""
    folder = next((f / code for f in FOLDERS if (f / code).is_dir()), FOLDERS[0] / code)
    own = toml(folder / "language.toml")
    for needed in ("code", "direction", "spaced", "quotes"):
        if needed not in own:
            raise BadLanguageFolder(f"{folder / 'language.toml'}:1: “{needed}” is missing. Write it as the other languages do.")
    folds = Folds(own.get("folds"))
    proclitics = [str(x) for x in own.get("proclitics", [])]
    words, class_names = load_words(
        folder / "lexicon.toml", folds, proclitics, own.get("future_clitics", ()), own.get("verb_beginnings", ())
    )
    return Language(
        code=own["code"], folder=folder, direction=own["direction"], spaced=own["spaced"], cased=own.get("cased", True), folds=folds,
        words=words, dictionary=Dictionary(words, folds, own), proclitics=frozenset(map(folds.key, proclitics)),
        quotes=tuple((a, b) for a, b in own["quotes"]), abbreviations=frozenset(map(folds.key, own.get("abbreviations", []))),
        settings=own, class_names=class_names, files=frozenset(path.name for path in folder.iterdir()),
    )  # fmt: skip
