"""Wikidata QuickStatements: "member of" with start and end, each with the address that says so; only what is certain and has one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from dragoman.gazetteer import load
from dragoman.ledger.answers import Answer, Row, When
from dragoman.ledger.exchange.entities import web_address
from dragoman.ledger.exchange.files import new_file
from dragoman.ledger.exchange.panel import organisations
from dragoman.ledger.memberships import Memberships
from dragoman.ledger.ranks import LEFT, MEMBER, Ranks
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import Date

MEMBER_OF, START, END, ADDRESS = "P463", "P580", "P582", "S854"
_PRECISION = {"year": 9, "month": 10, "day": 11}


def export_statements(witnesses: Witnesses, path: Path, when: When) -> int:
    """Write the statements to a new file, a line for each time of full membership; their number. BadLedger.

    Left out: what is disputed, unconfirmed, or only listed, days that are intervals, and whom the gazetteer gives no Wikidata id.
    """
    memberships, count = Memberships(witnesses), 0
    with new_file(path) as file:
        for org in organisations(witnesses):
            for line in _of_organisation(memberships.courses(org, when), org, memberships.ranks):
                file.write(line + "\n")
                count += 1
    return count


def _of_organisation(given: Answer, org: str, ranks: Ranks) -> Iterator[str]:
    target = _item("organisation", org)
    steps = [x for x in given.rows if x.certainty == "certainly" and x.what["member"]["id"]]
    for row, after in zip_longest(steps, steps[1:]):
        item = _item("state", row.what["member"]["id"]) or _item("organisation", row.what["member"]["id"])
        start, rank = _time(row.since), row.what["rank"]
        address = _address(row, given)
        if not (item and target and start and address) or row.disputed or rank is None or ranks.counts_as(org, rank) != MEMBER:
            continue
        ends = after is not None and after.what["member"]["id"] == row.what["member"]["id"] and after.what["change"] == LEFT
        end = _time(row.until) if ends else None
        parts = [item, MEMBER_OF, target, START, start, *((END, end) if end else ()), ADDRESS, f'"{address}"']
        yield "\t".join(parts)


def _item(kind: str, id: str) -> str | None:
    entity = load().entity(kind, id)
    return entity.facts.get("wikidata") or None if entity else None


def _address(row: Row, given: Answer) -> str | None:
    """The first address among the witnesses who are sure."""
    cited = (given.cited[x] for x in row.claims if x in given.cited)
    found = (web_address(x.claim.qualifiers, x.url) for x in cited if x.claim.modality == "asserted")
    return next((x for x in found if x), None)


def _time(day: Date | None) -> str | None:
    """A day, month or year as Wikidata's time with its precision.

    >>> _time(Date("2004-05-01")), _time(Date("2004"))
    ('+2004-05-01T00:00:00Z/11', '+2004-00-00T00:00:00Z/9')
    """
    if day is None or day.precision not in _PRECISION:
        return None
    return f"+{day.text}{'-00' * (2 - day.text.count('-'))}T00:00:00Z/{_PRECISION[day.precision]}"
