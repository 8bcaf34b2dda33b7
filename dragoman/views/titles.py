"""The title of a document as a page has it, in the case of its sentence, put into the nominative, where the endings leave no doubt."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from dragoman.views.words import LANGUAGES, catalogue

LEAST = 4  # letters of a word that is taken for a form of another


def standing_alone(title: str, lang: str | None) -> str:
    """The title in the nominative. Any title of which the endings do not tell surely in which case it stands is left as it is.

    Sure are one adjective or more that can only be feminine accusatives, with the noun that follows them, and a noun with such an ending;
    unless another title that also stands in that case may be joined to it.
    """
    endings = _endings(lang) if lang in LANGUAGES else {}
    if not endings:
        return title
    words = title.split(" ")
    count = 0
    while count < len(words) and _becomes(words[count], endings["adjective"]):
        count += 1
    if count == len(words) or (count == 0 and not _becomes(words[0], endings["surely"])):
        return title
    noun = _becomes(words[count], endings["noun"] if count else endings["surely"]) or _unchanged(words[count], endings["same"])
    if noun is None or _is_joined(words[count:], endings):
        return title
    first = [_becomes(x, endings["adjective"]) or x for x in words[:count]]
    return " ".join([*first, noun, *words[count + 1 :]])


@functools.cache
def _endings(lang: str | None) -> dict[str, Any]:
    """What the catalogue of a language tells of the accusative, by key; nothing where it has none."""
    group = "grammar.accusative."
    return {key.removeprefix(group): value for key, value in catalogue(lang or "").items() if key.startswith(group)}


def _becomes(word: str, endings: Sequence[tuple[str, str]]) -> str | None:
    """The word with the other ending, if it has one of these."""
    found = ((one, other) for one, other in endings if word.endswith(one) and len(word) >= LEAST and word.isalpha())
    return next((word.removesuffix(one) + other for one, other in found), None)


def _unchanged(word: str, endings: Sequence[str]) -> str | None:
    """The word, if it has an ending that both cases share."""
    return word if word.isalpha() and word.endswith(tuple(endings)) else None


def _is_joined(words: Sequence[str], endings: dict[str, Any]) -> bool:
    """Whether a further word after the noun may stand in the same case."""
    rest = [x.strip(".,;:\"'\u00ab\u00bb\u201c\u201d\u201e()") for x in words[1:]]
    after = [x for before, x in zip(words, rest, strict=False) if before in endings["joins"] or before.endswith(",")]
    return any(_becomes(x, endings["adjective"]) or _becomes(x, endings["surely"]) for x in rest) or any(
        _becomes(x, endings["noun"]) for x in after
    )
