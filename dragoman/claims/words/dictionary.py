"""What a written word is to a language, looked up once: its folded form, its shape, its classes, the phrases that it may begin.

A page repeats its words and pages repeat each other's, so each is worked out when it is first met and remembered for all pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.claims.words.folding import Folds

if TYPE_CHECKING:
    from dragoman.claims.words.lexicon import Following, Words

_REMEMBERED = 50_000  # words
# Signs that patterns name.
SIGNS = {
    ",": frozenset({"comma"}), "\u060c": frozenset({"comma"}), "'s": frozenset({"possessive"}), "\u2019s": frozenset({"possessive"}),
    ":": frozenset({"colon"}), "(": frozenset({"bracket"}), ";": frozenset({"semicolon"}), "\u061b": frozenset({"semicolon"}),
    "-": frozenset({"dash"}), "\u2013": frozenset({"dash"}), "\u2014": frozenset({"dash"}),
}  # fmt: skip
SIGN_CLASSES = frozenset().union(*SIGNS.values()) | {"date", "and_clitic", "to_clitic", "in_clitic"}


class Known(NamedTuple):
    """What is known of a word, number, sign or line break as it is written."""

    text: str  # folded
    kind: str  # word · number · sign · break
    upper: bool  # it begins with a capital
    capitals: bool  # all its letters are capitals
    classes: frozenset[str]
    clitic: str  # what is written on to it before the word that has the classes
    following: Following | None  # the phrases that it may begin, by their second word


class Dictionary(dict[str, Known]):
    """The words of a language as they are written, each with what is known of it: `dictionary[word]` never fails."""

    def __init__(self, words: Words, folds: Folds, settings: dict[str, Any]) -> None:
        super().__init__()
        self._words, self._folds = words, folds
        self._to, self._in = (frozenset(settings.get(name, ())) for name in ("to_clitics", "in_clitics"))
        self._and, self._future, self._verbs = (
            tuple(settings.get(name, ())) or ("\0",) for name in ("and_clitics", "future_clitics", "verb_beginnings")
        )
        self._articles = tuple(settings.get("articles", ())) or ("\0",)
        self._of_verbs = frozenset(settings.get("classes_of_verbs", ()))

    def __missing__(self, word: str) -> Known:
        if len(self) > _REMEMBERED:
            self.clear()
        known = self[word] = self._look(word)
        return known

    def _look(self, word: str) -> Known:
        text, kind = self._folds.key(word), "sign"
        upper = capitals = False
        if text[:1] == "\n":
            text, kind = "\n", "break"
        elif text[:1].isalpha():
            kind, upper, capitals = "word", word[0].isupper(), word[0].isupper() and word.isupper()
        elif text[:1].isdigit():
            kind = "number"
        elif text in ("'s", "\u2019s"):
            text, kind = "'s", "word"
        following = self._words.following(text) if kind == "word" else None
        if text in SIGNS:
            return Known(text, kind, upper, capitals, SIGNS[text], "", following)
        classes, clitic = self._words.classes(text)
        if clitic:
            if clitic.endswith(self._articles):
                classes -= self._of_verbs  # "the foot" is not "presented", though it is written so
            classes |= self.told_by(clitic, text, kind)
        return Known(text, kind, upper, capitals, classes, clitic, following)

    def told_by(self, clitic: str, text: str, kind: str) -> frozenset[str]:
        """What a word says by the letters written on to it: "and", "to", "in", the future of a verb."""
        found = {"and_clitic"} if clitic.startswith(self._and) else set()
        if clitic in self._to:
            found.add("to_clitic")
        if clitic in self._in:
            found.add("in_clitic")
        if kind == "word" and clitic.endswith(self._future) and text[len(clitic) :].startswith(self._verbs):
            found.add("is_future")
        return frozenset(found)
