"""Searching what was said: an index in memory of folded and stemmed words, so that any form of a word finds all its forms.

The endings that are taken off are data (`stems.toml`). The index grows by what was appended since it was last asked.
"""

from __future__ import annotations

import datetime
import functools
import re
import threading
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dragoman.gazetteer import Gazetteer
from dragoman.gazetteer.folding import folded
from dragoman.ledger import Ledger, When
from dragoman.model import Claim
from dragoman.views.names import script

NEXT_TO = 1  # days between two pages that may tell of one saying
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


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as the index keeps it."""

    id: str
    known: str
    recorded_at: str
    language: str
    outlet: str
    force: str
    speakers: frozenset[str]


class Spoken:
    """The index of all statements of a ledger."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._entries: list[Entry] = []
        self._places: dict[str, list[int]] = {}
        self._ids: dict[str, int] = {}
        self._by_speaker: dict[str, list[int]] = {}
        self._state = ""
        self._lock = threading.Lock()

    def find(self, ledger: Ledger, wanted: Wanted, when: When, among: Iterable[str] | None = None) -> list[str]:
        """The ids of the statements that fit, as known at `when`, the latest first; only those `among` the given ones, if any are."""
        self._catch_up(ledger)
        places = self._with_words(wanted.words)
        allowed = None if among is None else set(among)
        known = when.known.last.isoformat() if when.known else "9999"
        outlet = self.outlet_key(wanted.outlet) if wanted.outlet else None
        found = [
            x for x in (self._entries[i] for i in places)
            if x.known <= known and (not when.recorded or x.recorded_at <= when.recorded) and (allowed is None or x.id in allowed)
            and _fits(x, wanted) and (not outlet or x.outlet == outlet)
        ]  # fmt: skip
        return [x.id for x in sorted(found, key=lambda x: (x.known, x.id), reverse=True)]

    def versions(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """For each statement, those of the same speaker in other languages of that day or next to it: the nearest of each."""
        return {id: self._versions(self._entries[self._ids[id]]) for id in ids if id in self._ids}

    def _versions(self, own: Entry) -> list[str]:
        others = {i for speaker in own.speakers if not speaker.startswith("?") for i in self._by_speaker[speaker]}
        found = [x for x in (self._entries[i] for i in others) if x.language != own.language]
        near = sorted((abs(_day(x.known) - _day(own.known)), x.language, x.id) for x in found)
        nearest = {language: id for apart, language, id in reversed(near) if apart <= NEXT_TO}
        return [nearest[x] for x in sorted(nearest)]

    def outlets(self) -> list[str]:
        """The keys of the outlets that have printed a statement."""
        return sorted({x.outlet for x in self._entries if x.outlet})

    def outlet_key(self, name: str) -> str:
        """One key for an outlet however it is written."""
        found = self.gazetteer.find(name, "outlet")
        return found[0].id if found else name

    def _with_words(self, text: str) -> Sequence[int]:
        """The places of the statements that have all the words."""
        wanted = stems(text)
        if not wanted:
            return range(len(self._entries))
        lists = sorted((self._places.get(x, []) for x in wanted), key=len)
        common = set(lists[0]).intersection(*lists[1:])
        return sorted(common)

    def _catch_up(self, ledger: Ledger) -> None:
        """Add what was appended since."""
        with self._lock:
            if self._state == (state := ledger.state()):
                return
            last = max((x.recorded_at for x in self._entries), default="")
            for claim, about in ledger.recorded("statement", last):
                if claim.id not in self._ids:
                    self._add(claim, about)
            self._state = state

    def _add(self, claim: Claim, about: Mapping[str, Any]) -> None:
        speakers = [x for role in ("speaker", "body") for x in claim.fillers(role)]
        outlet = self.outlet_key(about["outlet"]) if about["outlet"] else ""
        place, force = len(self._entries), str(claim.qualifiers.get("force") or "")
        ids = frozenset(x.id or "?" + folded(x.surface) for x in speakers)
        self._entries.append(Entry(claim.id, about["known"], about["recorded_at"], about["language"], outlet, force, ids))
        self._ids[claim.id] = place
        for speaker in ids:
            self._by_speaker.setdefault(speaker, []).append(place)
        names = [x.surface for x in speakers] + [name for x in speakers if x.id for name in self._names(x.id)]
        for stem in stems(" ".join([about["evidence"], *names])):
            self._places.setdefault(stem, []).append(place)

    def _names(self, id: str) -> Iterable[str]:
        entity = self.gazetteer.entity(None, id)
        return entity.labels.values() if entity else ()


def _day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


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
