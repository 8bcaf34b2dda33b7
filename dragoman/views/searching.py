"""Searching what was said, by folded and stemmed words, so that any form of a word finds all its forms.

The endings that are taken off are data (`stems.toml`). The index of the words is kept beside the record (`ledger.spoken`).
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dragoman.gazetteer import Gazetteer
from dragoman.gazetteer.folding import folded
from dragoman.ledger import Ledger, When
from dragoman.ledger.spoken import Index
from dragoman.ledger.store import Recorded
from dragoman.model import digest
from dragoman.views.names import script

FORM = "1"  # of the words by which statements are found: another number, and each index is made anew
_NONE = "="  # a word that nothing has
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader seeks: words, and what else must be so. None asks for nothing."""

    words: str = ""
    by: str | None = None
    force: str | None = None
    language: str | None = None
    outlet: str | None = None
    since: str | None = None  # YYYY-MM-DD
    until: str | None = None


class Spoken:
    """The search in all statements of a ledger."""

    def __init__(self, ledger: Ledger, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._index = Index(ledger.store, digest(FORM, _stems_told()), words_of)
        self._keys: dict[str, str] = {}

    def find(self, wanted: Wanted, when: When, among: Sequence[str] | None = None) -> Sequence[str]:
        """The ids of the statements that fit, as known at `when`, the latest first; only those `among` the given ones, which are in that
        order, if any are."""
        asked: list[Sequence[str]] = [[x, *_named(self.gazetteer).get(x, ())] for x in sorted(stems(wanted.words))]
        if wanted.by:
            asked.append([_of("by", wanted.by), _of("by", "?" + folded(wanted.by))])
        if wanted.outlet:
            key = self.outlet_key(wanted.outlet)
            asked.append([_of("outlet", x) for x in self._index.outlets() if self.outlet_key(x) == key] or [_NONE])
        asked += [[_of(name, value)] for name, value in (("force", wanted.force), ("language", wanted.language)) if value is not None]
        days = [x for x in (wanted.until, when.known and when.known.last.isoformat()) if x]
        found = self._index.find(asked, wanted.since, min(days, default=None), when.recorded)
        if among is None:
            return found
        if not asked and not wanted.since and not wanted.until and not when.recorded:
            return among
        fitting = set(found[:])
        return [x for x in among if x in fitting]

    def outlets(self) -> list[str]:
        """The keys of the outlets that have printed a statement."""
        return sorted({self.outlet_key(x) for x in self._index.outlets()})

    def outlet_key(self, name: str) -> str:
        """One key for an outlet however it is written."""
        if name not in self._keys:
            found = self.gazetteer.find(name, "outlet")
            self._keys[name] = found[0].id if found else name
        return self._keys[name]


def words_of(said: Recorded) -> Iterable[str]:
    """By which words a statement is found: the stems of its own and of its speakers, and what a reader may ask beside them."""
    speakers = [(id, words) for role in ("speaker", "body") for id, _, words, *_ in said.roles.get(role, ())]
    yield from stems(" ".join([said.evidence, *(words for _, words in speakers)]))
    yield from (_of("by", id or "?" + folded(words)) for id, words in speakers)
    yield from (_of("force", str(said.qualifiers.get("force") or "")), _of("language", said.language))
    if said.outlet:
        yield _of("outlet", said.outlet)


@functools.lru_cache(maxsize=65536)
def _of(name: str, value: str) -> str:
    """A word that no text has, for something that is asked beside the words."""
    return f"{name}={digest(value)[:12]}"


@functools.cache
def _named(gazetteer: Gazetteer) -> Mapping[str, Sequence[str]]:
    """By the stems of their names in three languages those who can speak: a name stands for all statements of whoever bears it."""
    found: dict[str, list[str]] = {}
    for kind in ("person", "organisation", "state"):
        for entity in gazetteer.all(kind).values():
            for each in stems(" ".join(entity.labels.values())):
                found.setdefault(each, []).append(_of("by", entity.id))
    return found


def stems(text: str) -> frozenset[str]:
    """The words of a text, folded and without their beginnings and endings.

    >>> stems("They joined; she joins the union, unions") == stems("they join she the union")
    True
    """
    return frozenset(stem(x) for x in _WORD.findall(folded(text)))


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A folded word without what its language adds to it; other words as they are."""
    rules = _rules().get(script(word) or "", {"rounds": ()})
    for each in rules["rounds"]:
        least, before = each.get("least", rules["least"]), ""
        while word != before:
            before = word
            word = _without(word, each, least)
            if not each.get("again"):
                break
    return word


def _without(word: str, each: Mapping[str, Any], least: int) -> str:
    for part in each.get("beginnings", ()):
        if word.startswith(part) and len(word) - len(part) >= least:
            return word[len(part) :]
    for part in each.get("endings", ()):
        if word.endswith(part) and len(word) - len(part) >= least:
            return word[: -len(part)]
    return word


@functools.cache
def _rules() -> dict[str, Any]:
    """The rules by language; the letters folded as the words are, the longest first."""
    rules = tomllib.loads(_stems_told())
    for language in rules.values():
        for each in language["rounds"]:
            for side in ("beginnings", "endings"):
                each[side] = sorted({folded(x) for x in each.get(side, ())}, key=lambda x: (-len(x), x))
    return rules


@functools.cache
def _stems_told() -> str:
    return resources.files("dragoman.views").joinpath("stems.toml").read_text("utf-8")
