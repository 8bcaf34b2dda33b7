"""Names across scripts beside plain edit distance: is the same person first of 300, and are people with like names kept apart?

    python benchmarks/matching.py

The people are those of the gazetteer who have a name in each script, asked for by sound alone. The alternative is rapidfuzz's WRatio
over the likeliest reading of each name in sounds, which is more than it would have of names in three scripts by itself.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

from dragoman.gazetteer import load, matching
from dragoman.gazetteer.matching import MATCH, Candidates, score
from dragoman.gazetteer.nametokens import parse
from dragoman.gazetteer.soundlattice import lattice

PEOPLE = 300
PAIRS = Path(__file__).parents[1] / "tests" / "gazetteer" / "different_people.tsv"


def people() -> list[dict[str, str]]:
    """The first 300 in an order that says nothing about them."""
    found = [each for each in load().all("person").values() if {"ar", "ru", "en"} <= each.labels.keys()]
    return [dict(each.labels) for each in sorted(found, key=lambda each: hashlib.sha256(each.id.encode()).hexdigest())[:PEOPLE]]


def sounded(name: str) -> str:
    """The likeliest reading of each word."""
    parsed = parse(name)
    return " ".join(lattice(token.text, parsed.script).plain for token in parsed.tokens) if parsed else name


def plain(candidates: list[str]) -> Callable[[str], str]:
    """The nearest candidate by edit distance over the likeliest reading."""
    read = [sounded(each) for each in candidates]
    return lambda name: candidates[process.extractOne(sounded(name), read, scorer=fuzz.WRatio)[2]]


def own(candidates: list[str]) -> Callable[[str], str]:
    """The nearest candidate by sound."""
    chosen = Candidates(candidates)
    return lambda name: chosen.best(name, 1)[0].name


def main() -> None:
    """Prints both, direction by direction."""
    matching._known_as = lambda _name: frozenset()  # type: ignore[assignment]
    rows = people()
    print(f"{'':8}{'first of ' + str(len(rows)):>16}{'ms a name':>12}{'plain distance':>18}{'ms a name':>12}")
    for script, other in itertools.permutations(("ar", "ru", "en"), 2):
        cells = []
        for make in (own, plain):
            nearest = make([row[other] for row in rows])
            begun = time.process_time()
            right = sum(nearest(row[script]) == row[other] for row in rows)
            cells.append((right / len(rows), (time.process_time() - begun) * 1000 / len(rows)))
        print(f"{script}→{other:5}" + "".join(f"{share:>{wide}.3f}{ms:>12.1f}" for (share, ms), wide in zip(cells, (16, 18), strict=True)))
    pairs = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    taken = sum((score(one, two) or 0) >= MATCH for one, two in pairs)
    print(f"{len(pairs)} pairs of different people with like names: {taken} taken for one")


if __name__ == "__main__":
    main()
