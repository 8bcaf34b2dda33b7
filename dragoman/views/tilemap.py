"""The tile map of an organisation: one square for each state, of one size, near where its cities lie. No border is drawn.

A map is not mirrored: west stays on the left in every language. Beside it stands the table, which has also those without a square.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources

from markupsafe import Markup

from dragoman.ledger import Row
from dragoman.views.asked import Asked, Page
from dragoman.views.organisation import FACTS, grouped
from dragoman.views.sentences import rank_name

SIDE, GAP = 30, 3
TILE = Markup(
    '<a href="{}"><title>{}</title><rect class="tile {} r-{}" x="{}" y="{}" width="{}" height="{}" rx="4"/>'
    '<text class="code" x="{}" y="{}" text-anchor="middle">{}</text></a>'
)
EMPTY = Markup('<rect class="tile none" x="{}" y="{}" width="{}" height="{}" rx="4"/>')


@functools.cache
def tiles() -> Mapping[str, tuple[int, int]]:
    """Each state's column and row, as tools/tiles.py laid them."""
    text = resources.files("dragoman.views").joinpath("tiles.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {id: (int(column), int(row)) for id, column, row in rows}


def page(asked: Asked, slug: str) -> Page | None:
    """The map of an organisation on the day asked for, with its table; None if there is no such organisation."""
    if asked.gazetteer.entity("organisation", slug) is None:
        return None
    answer = asked.ledger.members(slug, asked.when, rank="all")
    groups = grouped(asked, slug, answer.rows)
    held = {str(x.what["member"]["id"]): x for group in groups for x in group.rows}
    without = [x for id, x in held.items() if id not in tiles()]
    title = asked.words.say("map.title", name=asked.namer.name(slug).unlinked())
    shown = {"slug": slug, "groups": groups, "figure": drawn(asked, slug, held), "without": without, "squares": len(tiles())}
    rows = [x.json() for x in answer.rows if x.certainty in FACTS]
    return Page("map.html", title, {"members": answer}, shown, rows=rows)


def drawn(asked: Asked, slug: str, held: Mapping[str, Row]) -> Markup:
    """The squares: those with a standing lead to their state and say it; the others are only there."""
    step = SIDE + GAP
    width = (max(x for x, _ in tiles().values()) + 1) * step
    height = (max(y for _, y in tiles().values()) + 1) * step
    squares = Markup("").join(_tile(asked, slug, id, held.get(id), x * step, y * step) for id, (x, y) in tiles().items())
    return Markup('<svg class="tiles" viewBox="0 0 {} {}" role="group" aria-label="{}" direction="ltr">{}</svg>').format(
        width, height, asked.words.say("map.figure"), squares
    )


def _tile(asked: Asked, slug: str, id: str, row: Row | None, x: int, y: int) -> Markup:
    if row is None:
        return EMPTY.format(x, y, SIDE, SIDE)
    rank = str(row.what["rank"])
    doubted, member = row.status == "unconfirmed", asked.namer.party(row.what["member"])
    how = asked.words.say("status.unconfirmed" if doubted else f"certainty.{row.certainty.replace(' ', '_')}")
    told = asked.words.say("map.told", member=member, rank=rank_name(asked.namer, slug, rank), how=how).striptags()
    manner = "unconfirmed" if doubted else {"as listed": "listed", "possibly": "possible"}.get(row.certainty, "certain")
    return TILE.format(asked.day_of(f"state/{id}"), told, manner, row.what.get("counts_as"), x, y, SIDE, SIDE,
                       x + SIDE // 2, y + SIDE // 2 + 4, id)  # fmt: skip
