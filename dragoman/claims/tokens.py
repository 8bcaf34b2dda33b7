"""Folded text -> tokens, sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from dragoman.claims.folding import Folded

# A word keeps no hyphen: "Kassym-Jomart" is two words here, so that it meets "Kassym Jomart". An English possessive is a token.
_TOKEN = re.compile(r"['’]s\b|[^\W\d_]+|\d+(?:[.,]\d+)*|\n[\s]*|[^\w\s]|_+")
_ENDS = frozenset(".!?\u061f\u2026\u3002")
_CLOSING = frozenset("\"'”’»“)]›<>")


class Token:
    """A word, a number, a sign or a line break: its folded form and its place in the given text."""

    __slots__ = ("capitals", "end", "kind", "paragraph", "sentence", "start", "text", "upper")

    def __init__(self, text: str, start: int, end: int, kind: str, upper: bool) -> None:
        self.text, self.start, self.end, self.kind, self.upper = text, start, end, kind, upper
        self.sentence = self.paragraph = 0
        self.capitals = False  # all its letters are capitals

    def __repr__(self) -> str:
        return f"{self.text!r}@{self.start}"


def tokens(folded: Folded, given: str) -> list[Token]:
    """The tokens of the text in order. Hyphens inside words are passed over; line breaks are tokens."""
    found: list[Token] = []
    text, offsets = folded.text, folded.offsets
    for match in _TOKEN.finditer(text):
        start, end = first, last = match.span()
        if offsets is not None:
            start, end = offsets[first], offsets[last - 1] + 1
        word = text[first:last]
        sign = word[0]
        if sign == "\n":
            found.append(Token("\n", start, start + 1, "break", False))
        elif sign.isalpha():
            token = Token(word, start, end, "word", given[start].isupper())
            token.capitals = token.upper and given[start:end].isupper()
            found.append(token)
        elif sign.isdigit():
            found.append(Token(word, start, end, "number", False))
        elif sign in "'’" and word[1:] == "s":
            found.append(Token("'s", start, end, "word", False))
        elif not _inside_word(text, first, sign):
            found.append(Token(word, start, end, "sign", False))
    return found


def _inside_word(text: str, at: int, sign: str) -> bool:
    """A hyphen or an apostrophe between two letters is no token."""
    return sign in "-‐‑'’" and 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()


def divide(found: list[Token], abbreviations: Collection[str]) -> None:
    """Number each token with its sentence and paragraph. A full stop after an abbreviation or an initial ends nothing."""
    sentence = paragraph = 0
    ended = False
    for i, token in enumerate(found):
        if ended and not (token.text in _CLOSING and token.start == found[i - 1].end):
            sentence, ended = sentence + 1, False
        token.sentence, token.paragraph = sentence, paragraph
        if token.kind == "break" and not _inside_sentence(found, i):
            sentence, paragraph, ended = sentence + 1, paragraph + 1, False
        elif token.kind == "sign" and token.text in _ENDS and _ends(found, i, abbreviations):
            ended = True


def _inside_sentence(found: list[Token], at: int) -> bool:
    """Whether a line break only cuts a sentence: a word, comma or dash before it, and a word with a small letter after it."""
    if not 0 < at < len(found) - 1 or found[at].end - found[at].start > 1:
        return False
    before, after = found[at - 1], found[at + 1]
    small = after.kind == "word" and not after.upper and after.text.upper() != after.text
    return small and (before.kind in ("word", "number") or before.text in ",-\u2013\u2014")


def _ends(found: list[Token], i: int, abbreviations: Collection[str]) -> bool:
    before = found[i - 1] if i else None
    after = found[i + 1] if i + 1 < len(found) else None
    if after is None:
        return True
    if after.kind == "sign" and after.text in _ENDS:
        return False
    if found[i].text == "." and before is not None and before.kind == "word" and before.end == found[i].start:
        if len(before.text) == 1 and (before.upper or after.start == found[i].end) and before.text.isalpha():
            return False
        if before.text in abbreviations and not _of_a_year(found, i - 1):
            return after.kind == "break"
    if found[i].text == "." and before is not None and before.kind == "number" and after.start == found[i].end:
        return False
    first = i < 2 or found[i - 2].kind == "break"
    if found[i].text == "." and first and before is not None and before.kind == "number" and len(before.text) <= 2:
        return after.kind == "break"  # the number of an item in a list
    following = next((t for t in found[i + 1 : i + 4] if t.kind != "sign" or t.text not in _CLOSING), None)
    cased = following is not None and following.kind == "word" and following.text.isascii()
    return not (cased and following is not None and not following.upper and found[i].text != "\n" and following.start == found[i].end)


def _of_a_year(found: list[Token], at: int) -> bool:
    """Whether an abbreviation is written on to a number, in a script without capitals: the year's letter ends a sentence as a word does."""
    token, before = found[at], found[at - 1] if at else None
    return before is not None and before.kind == "number" and before.end == token.start and token.text.upper() == token.text.lower()


def sentences(found: list[Token]) -> Iterator[list[Token]]:
    """The tokens sentence by sentence, line breaks left out."""
    current: list[Token] = []
    for token in found:
        if current and token.sentence != current[0].sentence:
            yield current
            current = []
        if token.kind != "break":
            current.append(token)
    if current:
        yield current
