"""The ties of an organisation to other bodies: a figure with the organisation in the middle, and its table."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dragoman.ledger import Row
from dragoman.views.asked import Asked, Page
from dragoman.views.collation import key

WIDTH, HEIGHT = 960, 520
RADII = 320, 200
NEAR = 60  # so near the middle line a name is set upon it
RINGED = 24  # bodies that the figure can hold; the table has all
LINE = Markup(
    '<a href="{}" aria-label="{}"><title>{}</title><line class="tie {}" x1="{}" y1="{}" x2="{}" y2="{}"/>'
    '<text class="what" x="{}" y="{}" text-anchor="middle">{}</text></a>'
)
MIDDLE = Markup('<text class="middle" x="{}" y="{}" text-anchor="middle">{}</text>')
NODE = Markup('<a href="{}"><text class="who" x="{}" y="{}" text-anchor="{}">{}</text></a>')


@dataclass(frozen=True, slots=True)
class Tie:
    """Another body and all that is said of its ties to the organisation, whether as a fact or as a plan."""

    other: Mapping[str, Any]
    rows: Sequence[Row]

    @property
    def planned(self) -> bool:
        """Whether all of it is still to come."""
        return all(x.status not in (None, "confirmed") for x in self.rows)


def page(asked: Asked, slug: str) -> Page | None:
    """The ties of an organisation; None if there is no such organisation."""
    if asked.gazetteer.entity("organisation", slug) is None:
        return None
    answer = asked.ledger.ties(slug, asked.when)
    found = ties(asked, slug, [*answer.rows, *answer.beside])
    title = asked.words.say("ties.title", name=asked.namer.name(slug).unlinked())
    shown = {"slug": slug, "ties": found, "answer": answer, "figure": drawn(asked, slug, found[:RINGED]) if found else None}
    return Page("ties.html", title, {"ties": answer}, shown)


def ties(asked: Asked, slug: str, rows: Sequence[Row]) -> list[Tie]:
    """The other bodies, those with most ties first."""
    by_other: dict[str, tuple[Mapping[str, Any], list[Row]]] = {}
    for row in rows:
        for other in _others(row, slug):
            by_other.setdefault(str(other.get("id") or other.get("label")), (other, []))[1].append(row)
    found = [Tie(other, held) for other, held in by_other.values()]
    return sorted(found, key=lambda x: (-len(x.rows), key(str(asked.namer.party(x.other)), asked.words)))


def _others(row: Row, slug: str) -> list[Mapping[str, Any]]:
    given = [row.what.get("a"), row.what.get("b")]
    parties = [x for side in given for x in (side if isinstance(side, (list, tuple)) else [side])]
    return [x for x in parties if isinstance(x, Mapping) and x.get("id") != slug]


def drawn(asked: Asked, slug: str, found: Sequence[Tie]) -> Markup:
    """The organisation in the middle, the others about it; each line says what ties them and leads to its words."""
    parts = [part for n, tie in enumerate(found) for part in _spoke(asked, tie, 2 * math.pi * n / len(found) - math.pi / 2)]
    parts.append(MIDDLE.format(WIDTH / 2, HEIGHT / 2 + 5, _short(str(asked.namer.name(slug)))))
    told = asked.words.say("ties.figure")
    return Markup('<svg class="ties" viewBox="0 0 {} {}" role="group" aria-label="{}" direction="{}">{}</svg>').format(
        WIDTH, HEIGHT, told, asked.words.direction, Markup("").join(parts)
    )


def _spoke(asked: Asked, tie: Tie, angle: float) -> tuple[Markup, Markup]:
    """The line to another body, and its name at the end."""
    x, y = round(WIDTH / 2 + RADII[0] * math.cos(angle), 1), round(HEIGHT / 2 + RADII[1] * math.sin(angle), 1)
    kinds = dict.fromkeys(asked.words.one_of("relation_type", row.what.get("type")) for row in tie.rows)
    what, name = Markup(asked.words.raw("site.comma")).join(kinds), asked.namer.party(tie.other)
    told = asked.words.say("ties.told", name=name, kinds=what).striptags()
    claim = asked.address(f"claim/{tie.rows[0].claims[0]}")
    half = round((WIDTH / 2 + x) / 2, 1), round((HEIGHT / 2 + y) / 2 - 4, 1)
    line = LINE.format(claim, told, told, "expected" if tie.planned else "certain", WIDTH / 2, HEIGHT / 2, x, y, *half, what)
    side = 0 if abs(x - WIDTH / 2) < NEAR else 1 if x > WIDTH / 2 else -1
    anchor = "middle" if not side else "start" if (side > 0) != (asked.words.direction == "rtl") else "end"
    end = name.href if name and name.href else claim
    return line, NODE.format(end, x + 6 * side, y + (18 if y > HEIGHT / 2 else -8), anchor, _short(str(name)))


def _short(name: str) -> str:
    return name if len(name) <= 34 else name[:33].rstrip() + "…"
