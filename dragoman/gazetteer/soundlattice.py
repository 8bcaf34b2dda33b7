"""What a word may sound as: its letters read by the table of its script into a lattice of sounds, each reading with its cost."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

SCRIPTS = Path(__file__).parent / "scripts"
ARABIC, CYRILLIC, LATIN = "arabic", "cyrillic", "latin"
_RANGES = (
    (ARABIC, re.compile("[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    (CYRILLIC, re.compile("[\u0400-\u052f]")),
    (LATIN, re.compile("[A-Za-z\u00c0-\u024f\u0259\u1e00-\u1eff]")),
)
_KEEP = 3  # letters that stay when an article or an ending is not read
_DOUBLED = 0.01
_UNKNOWN = 0.3

Arc = tuple[int, int, float]  # from node, sound, cost
Silence = tuple[int, float]  # from node, cost
_Node = tuple[int, int, int]  # letter, reading, step in it


@dataclass(frozen=True, slots=True)
class Lattice:
    """Nodes in order, each with the arcs that end there; `plain` is the likeliest reading, `mass` what it weighs."""

    arcs: tuple[tuple[Arc, ...], ...]
    silences: tuple[tuple[Silence, ...], ...]
    plain: str
    mass: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to sound some letters, where they stand at the start, at the end, or anywhere in a word."""

    sounds: str
    cost: float


@functools.cache
def sounds() -> dict[str, dict[str, float]]:
    """The table of sounds: mass, missing, between; `consonants` and `vowels` as keys of a table of their own."""
    data = tomllib.loads((SCRIPTS / "sounds.toml").read_text("utf-8"))
    alphabet = data.pop("consonants") + data.pop("vowels")
    return {**data, "alphabet": {sound: float(at) for at, sound in enumerate(alphabet)}}


@functools.cache
def _letters(script: str) -> dict[str, tuple[Reading, ...]]:
    """Letters of a script, with ^ and $ where they count only at the start or the end of a word -> readings."""
    table: dict[str, tuple[Reading, ...]] = {}
    for line in (SCRIPTS / f"{script}.tsv").read_text("utf-8").splitlines():
        if line and line[0] != "#":
            letters, readings = line.split("\t")
            table[letters] = tuple(_reading(each) for each in readings.split())
    return table


def _reading(cell: str) -> Reading:
    heard, _, cost = cell.partition(":")
    return Reading("" if heard == "-" else heard, float(cost or 0))


@functools.cache
def _longest(script: str) -> int:
    return max(len(letters.strip("^$")) for letters in _letters(script))


def script_of(text: str) -> str | None:
    """The script in which most letters of the text are written; None if it is in none that can be read."""
    counts = {script: len(letters.findall(text)) for script, letters in _RANGES}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else None


def plain_letters(word: str, script: str) -> str:
    """The word in small letters without vowel signs and accents, but for the letters that its script's table knows."""
    known = _letters(script)
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold().replace("\u0640", ""))
    return "".join(c if c in known else _bare(c) for c in small if unicodedata.category(c) != "Mn")


def _bare(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if unicodedata.category(c) != "Mn")


def _found(word: str, at: int, script: str) -> Iterator[tuple[int, tuple[Reading, ...]]]:
    """The ends of the letter groups that begin here, longest first, with their readings; those bound to start or end before the others."""
    table = _letters(script)
    for end in range(min(len(word), at + _longest(script)), at, -1):
        piece = word[at:end]
        starts, ends = at == 0, end == len(word)
        bound = [f"^{piece}" if starts else "", f"{piece}$" if ends else ""]
        for key in bound:
            if key and (readings := table.get(key)):
                yield end, readings if len(word) - len(piece) >= _KEEP else tuple(r for r in readings if r.sounds)
        if readings := table.get(piece):
            yield end, readings


@functools.lru_cache(maxsize=65536)
def lattice(word: str, script: str) -> Lattice:
    """All readings of a word (in plain letters)."""
    joins: list[tuple[_Node, _Node, str, float]] = []
    serial = 0
    for at in range(len(word)):
        here, known = (at, 0, 0), False
        if at + 1 < len(word) and word[at] == word[at + 1]:
            joins.append((here, (at + 1, 0, 0), "", _DOUBLED))
        for end, readings in _found(word, at, script):
            known = True
            for reading in readings:
                serial += 1
                steps = [here, *((at, serial, step) for step in range(1, len(reading.sounds))), (end, 0, 0)]
                for step, (a, b) in enumerate(pairwise(steps)):
                    joins.append((a, b, reading.sounds[step : step + 1], 0.0 if step else reading.cost))
        if not known:
            joins.append((here, (at + 1, 0, 0), "", _UNKNOWN))
    return _numbered(joins, (len(word), 0, 0), _plain(word, script))


def _numbered(joins: list[tuple[_Node, _Node, str, float]], last: _Node, plain: str) -> Lattice:
    nodes = sorted({(0, 0, 0), last, *(a for a, *_ in joins), *(b for _, b, *_ in joins)})
    number = {node: at for at, node in enumerate(nodes)}
    alphabet = sounds()["alphabet"]
    arcs: list[dict[tuple[int, int], float]] = [{} for _ in nodes]
    silences: list[list[Silence]] = [[] for _ in nodes]
    for a, b, sound, cost in joins:
        if sound:
            key = (number[a], int(alphabet[sound]))
            arcs[number[b]][key] = min(cost, arcs[number[b]].get(key, 9.0))
        else:
            silences[number[b]].append((number[a], cost))
    return Lattice(
        tuple(tuple((a, sound, cost) for (a, sound), cost in each.items()) for each in arcs),
        tuple(tuple(each) for each in silences), plain, sum(sounds()["mass"].get(sound, 1.0) for sound in plain),
    )  # fmt: skip


def _plain(word: str, script: str) -> str:
    """The likeliest reading: the longest letter groups, each in its first reading."""
    said, at = [], 0
    while at < len(word):
        if at + 1 < len(word) and word[at] == word[at + 1] and word[at : at + 2] not in _letters(script):
            at += 1
            continue
        end, readings = next(((e, r) for e, r in _found(word, at, script) if r), (at + 1, ()))
        said.append(readings[0].sounds if readings else "")
        at = end
    return "".join(said)
