"""A phrase of the lexicon takes the place of its words: one that holds a word of doubt belongs to that word's class too."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dragoman.claims.words.lexicon import load_language

DOUBTS = ("want", "may", "plan", "expect", "if", "propose", "not", "deny", "cancel")
MEANT: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "lexicon_meant.toml").read_text(encoding="utf-8"))
WORD = re.compile(r"[^\W\d_]+\*?|\d+|[^\w\s]")

Words = tuple[str, ...]


def entries(code: str) -> dict[Words, set[str]]:
    """Entry -> its classes."""
    language = load_language(code)
    found: dict[Words, set[str]] = {}
    for name, words in tomllib.loads((language.folder / "lexicon.toml").read_text(encoding="utf-8")).items():
        for entry in words:
            found.setdefault(tuple(WORD.findall(language.folds.key(entry))), set()).add(name)
    return found


def same(entry: Words, words: Words) -> bool:
    return all(a == b or (a.endswith("*") and b.startswith(a[:-1])) for a, b in zip(entry, words, strict=True))


def swallowed(phrase: Words, doubts: dict[Words, set[str]]) -> set[str]:
    """The classes of doubt of the entries inside a phrase; of two that overlap the longer one speaks."""
    inside = [
        (start, length, classes)
        for length in range(1, len(phrase))
        for start in range(len(phrase) - length + 1)
        for doubt, classes in doubts.items()
        if len(doubt) == length and same(doubt, phrase[start : start + length])
    ]
    return {name for _, _, classes in inside for name in classes}


@pytest.mark.parametrize("code", ["ar", "ru", "en"])
def test_no_phrase_swallows_a_doubt(code: str) -> None:
    found = entries(code)
    doubts = {words: classes & set(DOUBTS) for words, classes in found.items() if classes & set(DOUBTS)}
    hidden = []
    for phrase, classes in found.items():
        for doubt in swallowed(phrase, doubts) - classes if len(phrase) > 1 else ():
            if " ".join(phrase) not in MEANT["phrases"] and not any(doubt in MEANT.get(name, ()) for name in classes):
                hidden.append(f"“{' '.join(phrase)}” ({', '.join(sorted(classes))}) hides a word of “{doubt}”")
    assert hidden == [], "add the phrase to that class, or its class to lexicon_meant.toml with the reason"
