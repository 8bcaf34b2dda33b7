"""How far two words are apart by sound: the cheapest way through both lattices, in shares of what the words weigh."""

from __future__ import annotations

import functools

from dragoman.gazetteer.soundlattice import ARABIC, Lattice, lattice, sounds

Costs = tuple[tuple[float, ...], ...]
FAR = 1.0


@functools.cache
def _between() -> Costs:
    """Sound by sound, what it costs to take one for the other."""
    alphabet, near, missing = list(sounds()["alphabet"]), sounds()["between"], _missing("missing", "")
    vowels = set("aeiouE")

    def cost(a: str, b: str) -> float:
        if a == b:
            return 0.0
        found = near.get(a + b, near.get(b + a))
        if found is not None:
            return found
        if a in vowels and b in vowels:
            return 0.25
        if a in vowels or b in vowels:
            return 9.0
        return min(FAR, missing[alphabet.index(a)] + missing[alphabet.index(b)])

    return tuple(tuple(cost(a, b) for b in alphabet) for a in alphabet)


@functools.cache
def _missing(table: str, over: str) -> tuple[float, ...]:
    """Sound by sound, what it costs that the other side has none."""
    costs = sounds()["missing"] | (sounds()[over] if over else {})
    return tuple(costs.get(sound, costs["consonant"]) for sound in sounds()["alphabet"])


@functools.cache
def _missing_beside(script: str, other: str) -> tuple[float, ...]:
    if script == other:
        return _missing("missing", "")
    if other == ARABIC:
        return _missing("missing", "missing_beside_arabic")
    return _missing("missing", "missing_in_arabic" if script == ARABIC else "")


@functools.lru_cache(maxsize=262144)
def distance(a: str, script_a: str, b: str, script_b: str) -> float:
    """0 for words that may sound the same, 1 for words with nothing in common."""
    if a == b and script_a == script_b:
        return 0.0
    one, two = lattice(a, script_a), lattice(b, script_b)
    weight = (one.mass + two.mass) / 2
    if not weight:
        return FAR
    return min(FAR, _cheapest(one, two, _missing_beside(script_a, script_b), _missing_beside(script_b, script_a)) / weight)


def _cheapest(one: Lattice, two: Lattice, without: tuple[float, ...], within: tuple[float, ...]) -> float:
    """The least cost of reading both words to their ends, sound against sound, sound against nothing, or silence."""
    between = _between()
    width = len(two.arcs)
    ways: list[list[float]] = []
    for u, arcs in enumerate(one.arcs):
        row = [9.0] * width
        ways.append(row)
        silent = one.silences[u]
        for v in range(width):
            best = 0.0 if u == v == 0 else 9.0
            for p, cost in silent:
                if (x := ways[p][v] + cost) < best:
                    best = x
            for p, sound, cost in arcs:
                if (x := ways[p][v] + cost + without[sound]) < best:
                    best = x
            for q, cost in two.silences[v]:
                if (x := row[q] + cost) < best:
                    best = x
            theirs = two.arcs[v]
            for q, sound, cost in theirs:
                if (x := row[q] + cost + within[sound]) < best:
                    best = x
            for p, sound, cost in arcs:
                costs, before = between[sound], ways[p]
                for q, other, more in theirs:
                    if (x := before[q] + costs[other] + cost + more) < best:
                        best = x
            row[v] = best
    return ways[-1][-1]
