"""FollowTheMoney: states as PublicBody, organisations as Organization, standings as Membership, terms of office as Occupancy of a Position.

One entity a line, {"id", "schema", "properties"}. What is only expected, or was struck, is not exported. A day is as precise as is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.gazetteer import Entity, load
from dragoman.ledger.answers import Answer, Row, When
from dragoman.ledger.exchange.files import new_file
from dragoman.ledger.exchange.panel import organisations
from dragoman.ledger.holders import Holders
from dragoman.ledger.memberships import Memberships
from dragoman.ledger.opening import dumps
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import Date, digest

Made = dict[str, Any]
_OPENING = ("joined", "granted", "restored", "is")


def export_entities(witnesses: Witnesses, path: Path, when: When) -> int:
    """Write the entities to a new file, as known at `when`; their number. BadLedger."""
    named: set[str] = set()
    count = 0
    with new_file(path) as file:
        for org in organisations(witnesses):
            for made in _of_organisation(witnesses, org, when, named):
                file.write(dumps(made) + "\n")
                count += 1
    return count


def _of_organisation(witnesses: Witnesses, org: str, when: When, named: set[str]) -> Iterator[Made]:
    courses, offices = Memberships(witnesses).courses(org, when), Holders(witnesses).offices(org, when)
    if courses.rows or offices.rows:
        yield from _once(_body(org), named)
    for row in courses.rows:
        member = row.what["member"]["id"]
        if member and row.what["change"] in _OPENING and row.what["rank"]:
            yield from _once(_body(member), named)
            yield _membership(row, member, org, courses)
    for row in offices.rows:
        yield from _occupancy(row, org, offices, named)


def _membership(row: Row, member: str, org: str, given: Answer) -> Made:
    what = {"member": _key(member), "organization": _key(org), "role": row.what["rank"], "status": row.certainty} | _told(row, given)
    return _made("Membership", digest(member, org, *row.claims), what)


def _occupancy(row: Row, org: str, given: Answer, named: set[str]) -> Iterator[Made]:
    title, person = row.what.get("title"), row.what["person"]
    if not title:
        return
    post, holder = f"post-{org}-{_slug(title['label'])}", person["id"] or f"person-{_slug(person['label'])}"
    yield from _once(_made("Position", post, {"name": title["label"], "organization": _key(org)}), named)
    yield from _once(_made("Person", holder, {"name": person["label"]}), named)
    what = {"holder": _key(holder), "post": _key(post), "status": row.certainty} | _told(row, given)
    yield _made("Occupancy", digest(holder, post, *row.claims), what)


def _told(row: Row, given: Answer) -> dict[str, Any]:
    """When it holds, the words that say so, and where they stand."""
    cited = [given.cited[x] for x in row.claims if x in given.cited]
    days = {"date": _day(row.since)} if row.listed else {"startDate": _day(row.since), "endDate": _day(row.until)}  # a list tells no start
    return days | {
        "summary": list(dict.fromkeys(x.words for x in cited)),
        "recordId": list(row.claims), "sourceUrl": sorted({url for x in cited if (url := web_address(x.claim.qualifiers, x.url))}),
    }  # fmt: skip


def web_address(qualifiers: Mapping[str, Any], url: str | None) -> str | None:
    """The address on the web of the page that says so: for a row of the record, that of its source."""
    address = str(qualifiers.get("source") or url or "")
    return address if address.startswith(("http://", "https://")) else None


def _day(day: Date | None) -> str | None:
    """The beginning of a day or an interval, as precise as is known."""
    return day.text.split("/")[0] if day else None


def _body(id: str) -> Made:
    names, state = load(), load().entity("state", id)
    entity = state or names.entity("organisation", id)
    what: dict[str, Any] = {"name": _names(entity) or [id]}
    if entity and entity.facts.get("wikidata"):
        what["wikidataId"] = entity.facts["wikidata"]
    if state and len(id) == 2:
        what["country"] = id.lower()
    return _made("PublicBody" if state else "Organization", id, what)


def _names(entity: Entity | None) -> list[str]:
    return list(dict.fromkeys(entity.labels[x] for x in ("en", "ar", "ru") if entity.labels.get(x))) if entity else []


def _made(schema: str, id: str, what: Mapping[str, Any]) -> Made:
    values = {key: value if isinstance(value, list) else [value] for key, value in what.items() if value}
    return {"id": _key(id), "schema": schema, "properties": values}


def _once(made: Made, named: set[str]) -> Iterator[Made]:
    if made["id"] not in named:
        named.add(made["id"])
        yield made


def _key(id: str) -> str:
    return f"dragoman-{id}"


def _slug(name: str) -> str:
    return "-".join("".join(x if x.isalnum() else " " for x in name.casefold()).split())
