"""Two states side by side: the organisations that both are in, and those that only one is in, on the day asked for."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.ledger import Row
from dragoman.views.asked import Asked, Page
from dragoman.views.collation import key
from dragoman.views.listings import entity_asked
from dragoman.views.organisation import FACTS


@dataclass(frozen=True, slots=True)
class Pair:
    """An organisation, and how each of the two states stands there; None where it does not."""

    organisation: str
    one: Row | None
    other: Row | None

    @property
    def shared(self) -> bool:
        """Whether both stand there."""
        return self.one is not None and self.other is not None


def page(asked: Asked, slug: str) -> Page | None:
    """A state beside `?other=` (a code or a name); a form where none is named. None if there is no such state."""
    entity = asked.gazetteer.entity("state", slug.upper())
    if entity is None:
        return None
    wanted = entity_asked(asked, "other")
    other = asked.gazetteer.entity("state", wanted.upper()) if wanted else None
    answers = {x.id: asked.ledger.memberships(x.id, asked.when) for x in (entity, other) if x}
    found = pairs(asked, *(tuple(x for x in answer.rows if x.certainty in FACTS) for answer in answers.values())) if other else []
    shown = {
        "entity": entity, "other": other, "wanted": wanted, "answers": answers,
        "groups": [(name, rows) for name, rows in _groups(found) if rows],
    }  # fmt: skip
    names = {"one": asked.namer.name(entity.id).unlinked(), "other": asked.namer.name(other.id).unlinked() if other else ""}
    title = asked.words.say("compare.title" if other else "compare.choose", **names)
    return Page("compare.html", title, answers, shown, rows=[_row(x, entity.id, other.id if other else "") for x in found])


def _row(pair: Pair, one: str, other: str) -> dict[str, str | None]:
    """An organisation with the rank of each."""
    ranks = {id: str(row.what["rank"]) if row else None for id, row in ((one, pair.one), (other, pair.other))}
    return {"organisation": pair.organisation, **ranks}


def pairs(asked: Asked, one: tuple[Row, ...], other: tuple[Row, ...]) -> list[Pair]:
    """Every organisation of either, in the order of the alphabet."""
    first, second = ({str(x.what["organisation"]["id"]): x for x in rows} for rows in (one, other))
    found = [Pair(id, first.get(id), second.get(id)) for id in {**first, **second}]
    return sorted(found, key=lambda x: key(asked.namer.whole(x.organisation), asked.words))


def _groups(found: list[Pair]) -> list[tuple[str, list[Pair]]]:
    alone = [x for x in found if x.other is None], [x for x in found if x.one is None]
    return [("both", [x for x in found if x.shared]), ("first", alone[0]), ("second", alone[1])]
