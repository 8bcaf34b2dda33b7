"""Searching what was said: an index in memory of folded and stemmed words, so that any form of a word finds all its forms.

The endings that are taken off are data (`stems.toml`). The index grows by what was appended since it was last asked.
"""

from __future__ import annotations

import functools
import re
import threading
import tomllib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from sys import intern
from typing import Any, NamedTuple, overload

from dragoman.gazetteer import Gazetteer
from dragoman.gazetteer.folding import folded
from dragoman.ledger import Ledger, When
from dragoman.ledger.store import Recorded
from dragoman.views.names import script

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader seeks: words, and what else must be so. None asks for nothing."""

    words: str = ""
    by: str | None = None
    force: str | None = None
    language: str | None = None
    outlet: str | None = None
    since: str | None = None  # YYYY-MM-DD, as are the days in the index
    until: str | None = None


class Entry(NamedTuple):
    """A statement as the index keeps it: what many have in common is there once."""

    known: str
    id: str
    recorded_at: str
    language: str
    outlet: str
    force: str
    speakers: tuple[str, ...]


class Spoken:
    """The index of all statements of a ledger."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._entries: list[Entry] = []
        self._order: list[int] = []  # places, those of the earliest pages first
        self._places: dict[str, array[int]] = {}  # by the stems of their words
        self._ids: dict[str, int] = {}
        self._by_speaker: dict[str, array[int]] = {}
        self._outlets: dict[str | None, str] = {}
        self._names: dict[str, list[str]] = {}  # speakers by the stems of their names
        self._state = ""
        self._lock = threading.Lock()

    def find(self, ledger: Ledger, wanted: Wanted, when: When, among: Iterable[str] | None = None) -> Sequence[str]:
        """The ids of the statements that fit, as known at `when`, the latest first; only those `among` the given ones, if any are."""
        self._catch_up(ledger)
        entries = self._entries
        places = self._with_words(wanted.words)
        if among is not None:
            own = {self._ids[x] for x in among if x in self._ids}
            places = sorted(own if places is None else own.intersection(places), key=entries.__getitem__)
        elif places is None and wanted.by:
            places = sorted(self._spoken_by(wanted.by), key=entries.__getitem__)
        places = self._order if places is None else places
        if when.known:
            places = places[: bisect_right(places, (when.known.last.isoformat(), "~"), key=lambda i: entries[i][:2])]
        if wanted == Wanted(wanted.words) and not when.recorded:
            return Latest(entries, places)
        outlet = self.outlet_key(wanted.outlet) if wanted.outlet else None
        return [
            x.id for x in (entries[i] for i in reversed(places))
            if (not when.recorded or x.recorded_at <= when.recorded) and _fits(x, wanted) and (not outlet or x.outlet == outlet)
        ]  # fmt: skip

    def _spoken_by(self, speaker: str) -> set[int]:
        """The places of the statements of a speaker, given as an id or a name."""
        return {i for key in (speaker, "?" + folded(speaker)) for i in self._by_speaker.get(key, ())}

    def outlets(self) -> list[str]:
        """The keys of the outlets that have printed a statement."""
        return sorted({x for x in self._outlets.values() if x})

    def outlet_key(self, name: str) -> str:
        """One key for an outlet however it is written."""
        found = self.gazetteer.find(name, "outlet")
        return found[0].id if found else name

    def _with_words(self, text: str) -> Sequence[int] | None:
        """The places of the statements that have all the words, the earliest first; None where no words are asked for."""
        wanted = stems(text)
        if not wanted:
            return None
        lists = sorted((self._places_of(x) for x in wanted), key=len)
        return sorted(set(lists[0]).intersection(*lists[1:]), key=self._entries.__getitem__)

    def _places_of(self, stem: str) -> Sequence[int]:
        """The places of the statements that have a word of that stem, or a speaker with a name that has."""
        own, speakers = self._places.get(stem, ()), self._names.get(stem, ())
        return [*own, *(i for x in speakers for i in self._by_speaker[x])] if speakers else own

    def _catch_up(self, ledger: Ledger) -> None:
        """Add what was appended since."""
        with self._lock:
            if self._state == (state := ledger.state()):
                return
            first, pages = len(self._entries), ledger.touched(self._state, state) if self._state else None
            for claim in ledger.recorded("statement", None if pages is None else sorted(pages)):
                if claim.id not in self._ids:
                    self._add(claim)
            self._order = sorted((*self._order, *range(first, len(self._entries))), key=self._entries.__getitem__)
            self._state = state

    def _add(self, claim: Recorded) -> None:
        place, force = len(self._entries), intern(str(claim.qualifiers.get("force") or ""))
        speakers = [(id, words) for role in ("speaker", "body") for id, _, words, *_ in claim.roles.get(role, ())]
        outlet = self._outlets.get(claim.outlet)
        if outlet is None:
            outlet = self._outlets[claim.outlet] = self.outlet_key(claim.outlet) if claim.outlet else ""
        ids = tuple([intern(x) for x in sorted({id or "?" + folded(words) for id, words in speakers})])
        known, recorded_at, language = intern(claim.known), intern(claim.recorded_at), intern(claim.language)
        self._entries.append(Entry(known, claim.id, recorded_at, language, outlet, force, ids))
        self._ids[claim.id] = place
        for speaker in ids:
            if speaker not in self._by_speaker:
                self._by_speaker[speaker] = array("I")
                self._add_names(speaker)
            self._by_speaker[speaker].append(place)
        for stem in stems(" ".join([claim.evidence, *(words for _, words in speakers)])):
            self._places.setdefault(stem, array("I")).append(place)

    def _add_names(self, speaker: str) -> None:
        """The names of a speaker in three languages: they stand for all statements of his."""
        entity = self.gazetteer.entity(None, speaker)
        for stem in stems(" ".join(entity.labels.values())) if entity else ():
            self._names.setdefault(stem, []).append(speaker)


class Latest(Sequence[str]):
    """The ids of entries at some places, those of the latest pages first; made as they are asked for."""

    def __init__(self, entries: Sequence[Entry], places: Sequence[int]) -> None:
        self._entries, self._places = entries, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        return self._entries[self._places[-1 - at]].id


def _fits(entry: Entry, wanted: Wanted) -> bool:
    return (
        (not wanted.by or wanted.by in entry.speakers or "?" + folded(wanted.by) in entry.speakers)
        and wanted.force in (None, entry.force)
        and wanted.language in (None, entry.language)
        and (not wanted.since or entry.known >= wanted.since)
        and (not wanted.until or entry.known <= wanted.until)
    )


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
    rules = tomllib.loads(resources.files("dragoman.views").joinpath("stems.toml").read_text("utf-8"))
    for language in rules.values():
        for each in language["rounds"]:
            for side in ("beginnings", "endings"):
                each[side] = sorted({folded(x) for x in each.get(side, ())}, key=lambda x: (-len(x), x))
    return rules
