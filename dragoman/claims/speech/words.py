"""The words of speech of a language: verbs of saying with their force, and the words that tell who speaks (languages/*/speech.toml)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from dragoman.claims.words.folding import Folds
from dragoman.claims.words.lexicon import Language, line_of, load_language, toml
from dragoman.claims.words.units import Unit
from dragoman.compiled import compiled
from dragoman.errors import BadLanguageFolder

FORCES = frozenset({
    "said", "announced", "stressed", "welcomed", "urged", "demanded", "proposed", "promised", "expected", "hoped", "warned", "threatened",
    "denied", "accused", "condemned", "praised", "agreed", "asked",
})  # fmt: skip
WEIGHTS = ("say", "act", "may", "name", "come")
NOUNS = ("person", "group", "body", "document", "reporter")
_GROUP = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"[^\W\d_]+")
_FIRST_TELLS = frozenset({"cut", "preposition", "joins", "between", "conditional", "this"})  # lists that the first word of a unit decides
_REMEMBERED = 50_000  # words
_REACH = 20  # units within which the second part of a split phrase must come


@dataclass(frozen=True, slots=True)
class Form:
    """A written form of a phrase of saying; `rest` are words that must come later.

    `mode` tells where the speaker stands: verb · by · his · doc · from · come · quoted · own; none for words that only look like speech.
    """

    words: tuple[str, ...]
    rest: tuple[str, ...]
    mode: str
    weight: str
    force: str
    tag: str
    imperfect: bool = False  # the Arabic imperfect, which "may" or "that" makes unreal


@dataclass(frozen=True, slots=True)
class Trigger:
    """A form found in the text: its first and last unit."""

    form: Form
    first: int
    last: int


class SpeechWords:
    """The table of a language's speech.toml, compiled."""

    def __init__(self, language: Language) -> None:
        self.path = language.folder / "speech.toml"
        self.language = language.code
        table = toml(self.path)
        self._fold = language.folds
        self._endings: dict[str, dict[str, str]] = table.get("endings", {})
        self.order: tuple[str, ...] = tuple(table["order"])
        self.implied: bool = table.get("implied", False)
        self.clitics: tuple[str, ...] = tuple(map(language.folds.key, table.get("clitics", ())))
        self._forms: dict[str, list[Form]] = {}  # while they are made
        self._parted = frozenset(map(language.folds.key, table["words"].get("parted", ())))
        sources = [self.path, language.folder / "language.toml", Path(__file__), Path(__file__).parents[1] / "words" / "folding.py"]
        kept = compiled("speech-forms", sources, lambda: self._made(table))
        self._begun = _Begun(kept, self.clitics)
        self._sets = {name: frozenset(map(language.folds.key, entries)) for name, entries in table["words"].items()}
        self.pronouns = frozenset().union(*(self._sets.get(n, ()) for n in ("he", "she", "they", "it", "former", "latter")))
        self._nouns = {self._fold.key(n): kind for kind in reversed(NOUNS) for n in table["nouns"].get(kind, ())}
        self._reporters = frozenset(map(language.folds.key, table["nouns"].get("reporter", ())))
        self._stems = {_stem(n): kind for n, kind in self._nouns.items()}
        self._tones = _tones(table.get("express", {}), language.folds)

    def _made(self, table: dict[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
        """All written forms by their first word, the longest first, as plain values that can be kept."""
        self._fill(table)
        longest = {word: sorted(forms, key=_longest) for word, forms in self._forms.items()}
        return {word: [astuple(form) for form in forms] for word, forms in longest.items()}

    def _fill(self, table: dict[str, Any]) -> None:
        self._put(table.get("ignore", ()), "none", "say", "said")  # first: the same words are then no verb
        for force, weights in table["verbs"].items():
            for weight, entries in weights.items():
                if force not in FORCES or weight not in WEIGHTS:
                    raise BadLanguageFolder(
                        f"{self.path}:{line_of(self.path, force)}: “{force}.{weight}” is no force and weight of speech."
                    )
                self._put(entries, "come" if weight == "come" else "verb", weight, force)
        self._put(table.get("express", {}).get("verbs", ()), "verb", "act", "express")
        for mode in ("by", "his", "doc", "from", "quoted", "own"):
            for force, entries in table.get(mode, {}).items():
                self._put(entries, mode, "say", force)

    def _put(self, entries: Iterable[str], mode: str, weight: str, force: str) -> None:
        for entry in entries:
            for written, tag in self._written(entry):
                head, _, rest = written.partition(" .. ")
                words, later = (tuple(_WORD.findall(self._fold.key(x))) for x in (head, rest))
                known = self._forms.setdefault(words[0], [])
                form = Form(words, later, mode, weight, force, tag.lower() or ("d" if mode == "doc" else "x"), tag.isupper())
                if mode == "verb" and self.order[0] == "right" and len(words) == 2 and words[1] in self._parted and not later:
                    known.append(Form(words[:1], words[1:], *astuple(form)[2:]))  # its subject may stand between
                if mode == "own" and words[-1].endswith("\u0647"):  # an Arabic noun that looks like a verb with a pronoun
                    known[:] = [f for f in known if f.words != words or f.mode == "none"]
                if not any(f.words == words and f.rest == later for f in known):
                    known.append(form)

    def _written(self, entry: str, tag: str = "") -> Iterator[tuple[str, str]]:
        """Each written form of an entry, with the tag of its last ending that has one."""
        group = _GROUP.search(entry)
        if not group:
            yield entry, tag
            return
        endings = self._endings.get(group[1])
        if endings is None:
            raise BadLanguageFolder(f"{self.path}:{line_of(self.path, entry)}: “{entry}”: there is no group “{group[1]}” in [endings].")
        for ending, own in endings.items():
            yield from self._written(entry[: group.start()] + ending + entry[group.end() :], own or tag)

    def is_(self, name: str, word: str) -> bool:
        """Whether a folded word, or the first of several that make a unit, stands in one of the lists of [words]."""
        known = self._sets.get(name, ())
        return word in known or " " in word and self._part(name, word) in known

    def _part(self, name: str, word: str) -> str:
        """The word of a unit of several that decides for a list."""
        if name in ("that", "unreal", "negation"):
            return word.rsplit(" ", 1)[1]
        return word.split(" ", 1)[0] if name in _FIRST_TELLS else ""

    def bare(self, word: str) -> str:
        """A word without a letter for "and" written together with it, if it has one and three more."""
        return word[1:] if self.clitics and word[:1] in self.clitics and len(word) > 2 else word

    def words(self, name: str) -> frozenset[str]:
        """One of the lists of [words], folded."""
        return self._sets.get(name, frozenset())

    def noun(self, word: str, before: str = "", *, exact: bool = True) -> str:
        """What a noun names: person, group, body, document, reporter, or "" for none. Not exact: in any case of it."""
        found = self._nouns.get(f"{before} {word}") if before else None
        found = found or self._nouns.get(word, "")
        if not found and " " in word:
            parts = word.split(" ")
            if len(parts) > 1 and self.is_("preposition", parts[-1]):
                parts.pop()  # a unit such as "ministers of"
            found = self._nouns.get(parts[0] if self.order[0] == "right" else parts[-1], "")
            found = found or (self._nouns.get(parts[0], "") if self.order[0] == "near" else "")
        if not found and self.clitics and len(word) > 4:
            found = self._arabic(word)
        if found or exact:
            return found
        for cut in range(min(4, len(word) - 3)):
            kind = self._stems.get(word[: len(word) - cut])
            if kind:
                return kind
        return ""

    def _arabic(self, word: str) -> str:
        """What an Arabic noun names in the accusative or with a pronoun behind it ("a source", "its governor")."""
        for ending in ("\u0627", "\u0647\u0627", "\u0647\u0645", "\u0647"):
            stem = word[: -len(ending)]
            if word.endswith(ending) and len(stem) > 3 and self._nouns.get(stem) == "person":
                return "person"
        return ""

    def gerund(self, word: str) -> bool:
        """Whether a word ends like a Russian gerund ("closing")."""
        ends = tuple(self.words("gerund_ends"))
        return bool(ends) and len(word) > 4 and word.endswith(ends)

    def compound(self, before: str, word: str) -> bool:
        """Whether two words together are one of the nouns ("press service")."""
        return f"{before} {word}" in self._nouns

    def reports(self, word: str) -> bool:
        """Whether the word names one who passes on what others say."""
        return word in self._reporters

    def tone(self, words: Iterable[str]) -> str:
        """The force of what is expressed: hope, thanks, concern, support; "" if no word tells."""
        for word in words:
            for size in range(len(word), 2, -1):
                force = self._tones.get(word[:size])
                if force:
                    return force
        return ""

    def find(self, units: Sequence[Unit]) -> list[Trigger]:
        """All phrases of saying in a row of units, in order, longest first."""
        row = [
            (w, u.index)
            for u in units
            if u.kind == "word" and not u.options or u.clitic and self._begun.whole(u.text) and u.option("organisation")
            for w in (u.text.split() if " " in u.text else (u.text,))
        ]
        found: list[Trigger] = []
        begun = self._begun
        free = 0  # the first word that no phrase has taken
        for at in [at for at, (word, _) in enumerate(row) if begun[word]]:
            word, index = row[at]
            if at < free:
                continue
            after = row[at + 1][0] if at + 1 < len(row) else ""
            hit = next((form for forms in begun[word] if (form := self._first(row, at, forms.before(after)))), None)
            if hit is None:
                continue
            if hit.mode != "none":
                end = at + len(hit.words) - 1
                glued = end > at and len(hit.words[-1]) == 1 and row[end][0] != hit.words[-1]  # a preposition that begins the next word
                found.append(Trigger(hit, index, row[end - glued][1]))
            free = at + len(hit.words)
        return found

    def _first(self, row: Sequence[tuple[str, int]], at: int, forms: Sequence[Form]) -> Form | None:
        """The first of the forms that stands at a place of the row."""
        for form in forms:
            if len(form.words) == 1 and not form.rest:
                return form
            if self._stands(row, at, form) and not self._opens(row, at, form):
                return form
        return None

    def _opens(self, row: Sequence[tuple[str, int]], at: int, form: Form) -> bool:
        """Whether the "this" of a phrase begins what is said ("said this would help") and does not point back."""
        after = at + len(form.words)
        pointing = len(form.words) > 1 and form.words[-1] == "this" and after < len(row)
        return pointing and row[after][1] - row[after - 1][1] == 1 and self.is_("finite", row[after][0])

    def _stands(self, row: Sequence[tuple[str, int]], at: int, form: Form) -> bool:
        words = form.words
        for offset in range(1, len(words)):
            if at + offset >= len(row):
                return False
            word, index = row[at + offset]
            before = row[at + offset - 1][1]
            if word != words[offset] and not (
                self.clitics and len(words[offset]) == 1 and offset == len(words) - 1 and word.startswith(words[offset])
            ):
                return False
            if index - before > 1:
                return False
        if not form.rest:
            return True
        last = row[at + len(words) - 1][1]
        for later in range(at + len(words), min(len(row), at + len(words) + _REACH)):
            word, index = row[later]
            if index - last > _REACH:
                return False
            if word == form.rest[0] and all(row[later + i][0] == w for i, w in enumerate(form.rest) if later + i < len(row)):
                return True
        return False


class _Forms:
    """The forms that a word begins, the longest first; few of them go on with the word that stands behind it."""

    def __init__(self, forms: list[Form]) -> None:
        self._forms = forms
        self._seconds = frozenset(form.words[1] for form in forms if len(form.words) > 1)
        self._before: dict[str, list[Form]] = {}

    def before(self, after: str) -> list[Form]:
        """Those that may stand before a word: a second word of one letter is written on to the next, so any may follow."""
        second = after if after in self._seconds else ""
        found = self._before.get(second)
        if found is None:
            fits = (form for form in self._forms if len(form.words) == 1 or len(form.words[1]) == 1 or form.words[1] == second)
            found = self._before[second] = list(fits)
        return found


class _Begun(dict[str, list[_Forms]]):
    """The forms that a word begins, whole or without a letter for "and": most words begin none."""

    def __init__(self, kept: dict[str, list[tuple[Any, ...]]], clitics: tuple[str, ...]) -> None:
        super().__init__()
        self._kept, self._clitics = kept, clitics

    def whole(self, word: str) -> bool:
        """Whether the word as it is begins a form."""
        return word in self._kept

    def __missing__(self, word: str) -> list[_Forms]:
        if len(self) > _REMEMBERED:
            self.clear()
        bare = word[1:] if word[0] in self._clitics else ""
        found = self[word] = [_Forms([Form(*form) for form in self._kept[key]]) for key in (word, bare) if key in self._kept]
        return found


def _stem(noun: str) -> str:
    return noun[:-1] if len(noun) > 4 and noun[-1] in _VOWELS else noun


_VOWELS = frozenset(map(chr, (0x430, 0x44C, 0x439, 0x44F, 0x435, 0x43E, 0x438, 0x44B)))  # endings that Russian cases change


def _tones(express: dict[str, Any], folds: Folds) -> dict[str, str]:
    return {folds.key(w.rstrip("*")): force for force, entries in express.items() if force != "verbs" for w in entries}


@functools.cache
def speech_words(code: str) -> SpeechWords:
    """The words of speech of a language, compiled once."""
    return SpeechWords(load_language(code))


def _longest(form: Form) -> int:
    return -len(form.words) - len(form.rest)
