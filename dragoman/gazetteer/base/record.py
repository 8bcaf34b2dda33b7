"""The hand-kept record: changes of standing, chairs, offices and meetings, each a line that names the page which says so.

An article holds what happened in one organisation on one day, as told by pages of one day. A reader could have known it from the day of
the page that says so (never before it happened), or, where that page bears no date or none was found, from the record's own. A row that no
page was found to confirm is `reported`, with the qualifier `confirmed` false, and its line says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from dragoman.gazetteer import Entity, Gazetteer, load
from dragoman.gazetteer.base import LAST_MONTH, Lines, Page, Row, article_of, read_table
from dragoman.model import Claim, Date, Filler, Span

RECORD = "Dragoman record"
RULE = "base/record"
WORDS = {
    "joined": "joined", "left": "left", "suspended": "was suspended from", "restored": "was restored to", "applied": "applied to",
    "granted": "was given a standing in", "invited": "was invited to",
}  # fmt: skip
ABOUT = {"lists": "all members", "memberships": "changes of standing", "chairs": "chair", "offices": "offices", "meetings": "meetings"}
Roles = Mapping[str, tuple[Filler, ...]]
Told = tuple[Span, Roles, Mapping[str, object], Date | None]  # the line, its roles, the qualifiers, the day
Teller = Callable[[Gazetteer, Lines, Row], Told]


def record() -> Iterator[Page]:
    """Every article of the record with its claims: lists, standings, chairs, meetings, then offices, by organisation and day."""
    names = load()
    for table, kind, tell in (
        ("lists", "membership", _list), ("memberships", "membership", _standing), ("chairs", "chairmanship", _chair),
        ("meetings", "meeting", _meeting),
    ):  # fmt: skip
        yield from _pages(names, table, kind, [(row["organisation"], row["day"], tell, row) for row in read_table(f"record-{table}")])
    yield from _pages(names, "offices", "office", [
        (row["body"], row[column], tell, row) for row in read_table("record-offices")
        for column, tell in (("from", _assumes), ("to", _ended)) if row[column]
    ])  # fmt: skip


def _pages(names: Gazetteer, table: str, kind: str, told: list[tuple[str, str, Teller, Row]]) -> Iterator[Page]:
    """An article for each organisation, day, and day from which it could be known."""
    keyed = [((organisation, day, known_from(row, Date(day)).text), tell, row) for organisation, day, tell, row in told]
    keyed.sort(key=lambda x: (x[0], x[1].__name__, sorted(x[2].items())))
    for (organisation, day, known), group in groupby(keyed, key=lambda x: x[0]):
        yield _page(names, table, kind, organisation, day, Date(known), [(tell, row) for _, tell, row in group])


def known_from(row: Row, day: Date) -> Date:
    """The day from which a reader could have known a row of the record, by the page that was looked at."""
    dated = Date(row["dated"]) if row["dated"] and row["status"] == "confirmed" else LAST_MONTH
    return max(dated, day, key=lambda x: x.last)


def _page(names: Gazetteer, table: str, kind: str, organisation: str, day: str, known: Date, rows: list[tuple[Teller, Row]]) -> Page:
    """The article of one organisation and day, a claim for each row."""
    lines = Lines(f"{names.label(organisation.split()[0], 'en')}: {ABOUT[table]}, {day}")
    told = [(tell(names, lines, row), row) for tell, row in rows]
    article = article_of(lines, f"dragoman:record/{table}#{organisation.replace(' ', '+')}-{day}", RECORD, known)
    claims = []
    for (line, roles, what, start), row in told:
        unsure: dict[str, object] = {} if row["status"] == "confirmed" else {"confirmed": False}
        source: dict[str, object] = {"source": row["address"]} if row["address"] else {}
        claims.append(Claim(kind, roles, line, article.id, RULE, {**what, **unsure, **source}, start, modality="reported" if unsure else
                            "asserted", aspect="state" if what.get("change") == "is" else "change"))  # fmt: skip
    return article, claims


def _source(row: Row) -> str:
    """The end of a line: the page that says so, if one was found."""
    if row["status"] != "confirmed":
        return "."
    dated = f", {row['dated']}" if row["dated"] else ""
    return f". Source: {row['source']}, {row['address']}{dated}"


def _head(row: Row, day: str) -> str:
    """The beginning of a line: the day, after the mark of a row that no page was found to confirm."""
    return f"{day}: " if row["status"] == "confirmed" else f"Unconfirmed: {day}: "


def _list(names: Gazetteer, lines: Lines, row: Row) -> Told:
    """A whole list of the full members on a day, or of all who were such in a stretch of years: who is not on it was none."""
    members, years = row["states"].split(), Date(row["day"]) if "/" in row["day"] else None
    parts = [part for id in members for part in (names.label(id, "en"), ", ")][:-1]
    count = f" had in all {len(members)} members, one after the other: " if years else f" had {len(members)} members: "
    head = (count, *parts, _source(row))
    line, spans = lines.add(_head(row, row["day"]), names.label(row["organisation"], "en"), *head)
    fillers = [x for n, id in enumerate(members) for x in lines.filler(spans[3 + 2 * n], _party(names, id))]
    roles = {"member": tuple(fillers), "organisation": lines.filler(spans[1], names.entity("organisation", row["organisation"]))}
    return line, roles, {"rank": "member", "change": "is", "whole": True}, years


def _party(names: Gazetteer, id: str) -> Entity | None:
    return names.entity("state", id) or names.entity("organisation", id)


def _standing(names: Gazetteer, lines: Lines, row: Row) -> Told:
    rung = names.rung(row["organisation"], row["rank"]) if row["rank"] else None
    rank = f" as {rung.labels['en']}" if rung else ""
    state, organisation = names.label(row["state"], "en"), names.label(row["organisation"], "en")
    line, spans = lines.add(_head(row, row["day"]), state, f" {WORDS[row['change']]} ", organisation, rank + _source(row))
    roles = {"member": lines.filler(spans[1], _party(names, row["state"])),
             "organisation": lines.filler(spans[3], names.entity("organisation", row["organisation"]))}  # fmt: skip
    what = {"rank": row["rank"], "change": row["change"]} if row["rank"] else {"change": row["change"]}
    return line, roles, what, Date(row["day"])


def _chair(names: Gazetteer, lines: Lines, row: Row) -> Told:
    ids = row["organisation"].split()
    bodies = [part for id in ids for part in (names.label(id, "en"), " of ")][:-1]
    person = [" (", row["person"], ")"] if row["person"] else []
    term = f", term {row['term']}" if row["term"] else ""
    state = names.label(row["state"], "en")
    line, spans = lines.add(_head(row, row["day"]), state, *person, " took the chair of ", *bodies, term + _source(row))
    first = 3 + len(person)
    fillers = [x for n, id in enumerate(ids) for x in lines.filler(spans[first + 2 * n], names.entity("organisation", id))]
    roles = {"organisation": tuple(fillers), "holder": lines.filler(spans[1], names.entity("state", row["state"]))}
    if person:
        roles["person"] = lines.person(spans[3], names)
    return line, roles, {"change": "assumes"} | ({"term": row["term"]} if row["term"] else {}), Date(row["day"])


def _assumes(names: Gazetteer, lines: Lines, row: Row) -> Told:
    return _office(names, lines, row, " became ", "from", "assumes")


def _ended(names: Gazetteer, lines: Lines, row: Row) -> Told:
    return _office(names, lines, row, " ceased to be ", "to", "ended")


def _office(names: Gazetteer, lines: Lines, row: Row, words: str, column: str, change: str) -> Told:
    acting = "acting " if row["acting"] else ""
    body = names.label(row["body"], "en")
    line, spans = lines.add(_head(row, row[column]), row["person"], words + acting, row["title"], " of ", body, _source(row))
    roles = {"person": lines.person(spans[1], names), "title": lines.filler(spans[3], None),
             "body": lines.filler(spans[5], names.entity("organisation", row["body"]))}  # fmt: skip
    return line, roles, {"change": change} | ({"acting": True} if acting else {}), Date(row[column])


def _meeting(names: Gazetteer, lines: Lines, row: Row) -> Told:
    number = f", number {row['ordinal']}" if row["ordinal"] else ""
    city, country = ([_place(names, row[x])] if row[x] else [] for x in ("city", "country"))
    places = [part for name in (*city, *country) for part in (", ", name)]
    organisation = names.label(row["organisation"], "en")
    line, spans = lines.add(_head(row, row["day"]), organisation, f" {row['type']}{number}", *places, _source(row))
    roles = {"organisation": lines.filler(spans[1], names.entity("organisation", row["organisation"]))}
    for n, kind in enumerate(kind for kind in ("city", "country") if row[kind]):
        roles[kind] = lines.filler(spans[4 + 2 * n], names.entity("state" if kind == "country" else kind, row[kind]))
    what: dict[str, object] = {"type": row["type"], "stage": "held"}
    if row["ordinal"]:
        what["ordinal"] = int(row["ordinal"])
    return line, roles, what, Date(row["day"])


def _place(names: Gazetteer, place: str) -> str:
    """The English name of a place; one that the gazetteer does not know is written by its name."""
    return place if place[0].isupper() and len(place) > 2 else names.label(place, "en")
