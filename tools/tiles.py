"""Where each state's square stands on the tile map: python tools/tiles.py writes dragoman/views/tiles.tsv.

A state's place is the middle of its cities in the gazetteer, on a grid as wide as the world. Squares that want one cell are moved apart,
and then exchanged as long as the sum of their squared distances from where they belong grows smaller. Nothing is drawn by hand.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from dragoman.gazetteer import load
from dragoman.gazetteer.base import articles_and_claims

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "dragoman" / "views" / "tiles.tsv"
MIDDLES = ROOT / "tools" / "data" / "middles.tsv"
COLUMNS, ROWS = 32, 24
NORTH, SOUTH = 66.0, -44.0
LISTED = 8  # in so many organisations a state must be a member of to have a square
Cell = tuple[int, int]


def main() -> int:
    """Writes the table; the exit code."""
    rows = (x.split("\t") for x in MIDDLES.read_text("utf-8").splitlines() if not x.startswith("#"))
    given = {id: in_cells(float(latitude), float(longitude)) for id, latitude, longitude in rows}
    wanted = {id: place for id in sorted({*states(), *given}) if (place := given.get(id) or middle(id))}
    cells = settle(wanted)
    used = sorted({y for _, y in cells.values()}), sorted({x for x, _ in cells.values()})
    lines = [f"{id}\t{x - used[1][0]}\t{y - used[0][0]}" for id, (x, y) in sorted(cells.items())]
    head = ["# Where each state's square stands on the tile map; made by tools/tiles.py.", "# state\tcolumn\trow"]
    OUT.write_text("\n".join([*head, *lines]) + "\n")
    print(f"{len(cells)} squares; off by {sum(off(wanted[k], v) for k, v in cells.items()) / len(cells):.2f} on the average, squared")
    return 0


def states() -> list[str]:
    """The states and territories that the base record lists as members of at least so many organisations."""
    counted: Counter[str] = Counter()
    for _, claims in articles_and_claims():
        for claim in claims:
            if claim.kind == "membership" and claim.qualifiers.get("rank") in ("member", "founder"):
                orgs = {x.id for x in claim.fillers("organisation")}
                counted.update({x.id: len(orgs) for x in claim.fillers("member") if x.id and len(x.id) == 2})
    return sorted(id for id, n in counted.items() if n >= LISTED and load().entity("state", id))


def middle(state: str) -> tuple[float, float] | None:
    """The middle of a state's cities, in cells."""
    found = [x.facts for x in load().all("city").values() if x.facts.get("state") == state and x.facts.get("latitude")]
    if not found:
        return None
    latitude = sum(float(x["latitude"]) for x in found) / len(found)
    longitude = sum(float(x["longitude"]) for x in found) / len(found)
    return in_cells(latitude, longitude)


def in_cells(latitude: float, longitude: float) -> tuple[float, float]:
    """A place on the earth as one on the grid."""
    return (longitude + 180) / 360 * COLUMNS, (NORTH - latitude) / (NORTH - SOUTH) * ROWS


def off(wanted: tuple[float, float], cell: Cell) -> float:
    """How far a square stands from where it belongs, squared."""
    return (wanted[0] - cell[0] - 0.5) ** 2 + (wanted[1] - cell[1] - 0.5) ** 2


def settle(wanted: dict[str, tuple[float, float]]) -> dict[str, Cell]:
    """A cell for each state."""
    free = {(x, y) for x in range(COLUMNS) for y in range(ROWS)}
    cells: dict[str, Cell] = {}
    for id, place in sorted(wanted.items(), key=lambda x: (x[1][1], x[0])):
        cells[id] = min(free, key=lambda cell: (off(place, cell), cell))
        free.remove(cells[id])
    while improve(wanted, cells, free):
        pass
    return cells


def improve(wanted: dict[str, tuple[float, float]], cells: dict[str, Cell], free: set[Cell]) -> bool:
    """One round of moves and exchanges; whether any was for the better."""
    better = False
    at = {cell: id for id, cell in cells.items()}
    for id in sorted(cells):
        for other in sorted({*free, *at}, key=lambda cell: (off(wanted[id], cell), cell))[:40]:
            mine, there = cells[id], at.get(other)
            if other == mine:
                break
            gain = off(wanted[id], mine) - off(wanted[id], other)
            gain += off(wanted[there], other) - off(wanted[there], mine) if there else 0.0
            if gain > 1e-9:
                cells[id], at[other], better = other, id, True
                if there:
                    cells[there], at[mine] = mine, there
                else:
                    free.remove(other)
                    free.add(mine)
                    del at[mine]
                break
    return better


if __name__ == "__main__":
    sys.exit(main())
