"""The written forms of a Russian name: its cases. Used when the gazetteer is built, never while reading.

A name inflects up to its head noun ("Shanghai organisation" of "of cooperation"), and past a conjunction that follows the head at once.
What pymorphy3 does not know is in a table of irregular words, given by the caller.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
GENDERS = ("masc", "femn", "neut")
ADJECTIVES = frozenset({"ADJF", "PRTF"})
_JOINERS = frozenset({"\u0438", "\u2014", "-"})  # the conjunction "and", dashes

Irregular = Mapping[str, Sequence[str]]  # a word -> its six cases


@functools.cache
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


def cases(name: str, irregular: Irregular | None = None) -> list[str]:
    """The name in the six cases, the nominative first, without doubles."""
    words = name.split()
    irregular = irregular or {}
    moving = _moving(words, irregular)
    forms = (" ".join(_inflect(word, case, irregular) if n in moving else word for n, word in enumerate(words)) for case in CASES)
    return list(dict.fromkeys(forms))


def adjective(lemma: str) -> list[str]:
    """An adjective in all genders, numbers and cases, from its masculine nominative."""
    parse = _parse(lemma, ADJECTIVES)
    if parse is None:
        return [lemma]
    grammemes = [{case, "sing", gender} for case in CASES for gender in GENDERS] + [{case, "plur"} for case in CASES]
    grammemes += [{"accs", animacy, *number} for animacy in ("inan", "anim") for number in (("sing", "masc"), ("plur",))]
    found = (parse.inflect(wanted) for wanted in grammemes)
    return list(dict.fromkeys(_cased(lemma, form.word) for form in found if form))


def noun(lemma: str) -> list[str]:
    """A noun, such as a demonym, in all cases of both numbers, from its nominative."""
    parse = _parse(lemma, frozenset({"NOUN"}))
    if parse is None:
        return [lemma]
    found = (parse.inflect({case, number}) for number in ("sing", "plur") for case in CASES)
    return list(dict.fromkeys(_cased(lemma, form.word) for form in found if form))


def _moving(words: Sequence[str], irregular: Irregular) -> set[int]:
    """The numbers of the words that inflect: those up to the head noun, and on past a joiner right after it."""
    moving: set[int] = set()
    headed = False
    for n, word in enumerate(words):
        if word.lower() in _JOINERS:
            headed = False
        elif headed:
            break
        else:
            moving.add(n)
            headed = _is_head(word, irregular)
    return moving


def _is_head(word: str, irregular: Irregular) -> bool:
    return word in irregular or _parse(word, ADJECTIVES) is None


def _inflect(word: str, case: str, irregular: Irregular) -> str:
    if word in irregular:
        return irregular[word][CASES.index(case)]
    if word.isupper() or not word[0].isalpha() or (word[1:] != word[1:].lower() and "-" not in word):
        return word  # an acronym
    if "-" in word:
        return _hyphened(word, case, irregular)
    parse = _parse(word, ADJECTIVES) or _parse(word, frozenset({"NOUN"}))
    wanted = {case}
    if parse is not None and case == "accs" and parse.tag.POS in ADJECTIVES and (parse.tag.number == "plur" or parse.tag.gender == "masc"):
        wanted.add("inan")
    form = parse.inflect(wanted) if parse is not None else None
    return _cased(word, form.word) if form else word


def _hyphened(word: str, case: str, irregular: Irregular) -> str:
    """Of a hyphened word the last part inflects; a hyphened name that does otherwise stands among the irregular words."""
    first, last = word.rsplit("-", 1)
    return f"{first}-{_inflect(last, case, irregular)}"


def _parse(word: str, kinds: frozenset[str]) -> Any:
    """The nominative reading of the word as one of the parts of speech, a noun preferred in the singular; None if it has none."""
    found = [p for p in _analyser().parse(word) if "nomn" in p.tag and p.tag.POS in kinds]
    return min(found, key=lambda p: (p.tag.number == "plur", -p.score)) if found else None


def _cased(model: str, word: str) -> str:
    """The word with capitals as the model has them; hyphened parts each by its own."""
    if "-" in model and model.count("-") == word.count("-"):
        return "-".join(_cased(m, w) for m, w in zip(model.split("-"), word.split("-"), strict=True))
    word = word if "\u0451" in model else word.replace("\u0451", "\u0435")  # yo only where the name is spelt with it
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
