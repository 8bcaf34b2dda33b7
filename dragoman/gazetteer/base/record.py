"""The hand-kept record: changes of standing, chairs, offices and meetings, each a line that names the page which says so.

An article holds what happened in one organisation on one day, and is published on that day, since from then on a reader could have known
it. A row that no page was found to confirm is `reported`, with the qualifier `confirmed` false, and its line says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from dragoman.gazetteer import Gazetteer, load
from dragoman.gazetteer.base import Lines, Page, Row, article_of, read_table
from dragoman.model import Claim, Date, Filler, Span

RECORD = "Dragoman record"
RULE = "base/record"
WORDS = {
    "joined": "joined", "left": "left", "suspended": "was suspended from", "restored": "was restored to", "applied": "applied to",
    "granted": "was given a standing in", "invited": "was invited to",
}  # fmt: skip
ABOUT = {"memberships": "changes of standing", "chairs": "chair", "offices": "offices", "meetings": "meetings"}
Roles = Mapping[str, tuple[Filler, ...]]
Told = tuple[Span, Roles, Mapping[str, object], Date | None]  # the line, its roles, the qualifiers, the day


def record() -> Iterator[Page]:
    """Every article of the record with its claims: standings, chairs, offices, then meetings, by organisation and day."""
    names = load()
    for table, kind, tell in (
        ("memberships", "membership", _standing), ("chairs", "chairmanship", _chair), ("meetings", "meeting", _meeting),
    ):  # fmt: skip
        rows = list(read_table(f"record-{table}"))
        rows.sort(key=lambda row: (row["organisation"], row["day"]))
        for (organisation, day), group in groupby(rows, key=lambda row: (row["organisation"], row["day"])):
            yield _page(names, table, kind, organisation, day, [(tell, row) for row in group])
    events = [(row["body"], row[column], row, change) for row in read_table("record-offices")
              for column, change in (("from", "assumes"), ("to", "ended")) if row[column]]  # fmt: skip
    events.sort(key=lambda x: (x[0], x[1], x[3], x[2]["title"], x[2]["person"]))
    for (body, day), held in groupby(events, key=lambda x: x[:2]):
        yield _page(names, "offices", "office", body, day, [(_OFFICE[change], row) for _, _, row, change in held])


def _page(names: Gazetteer, table: str, kind: str, organisation: str, day: str, rows: list[tuple[object, Row]]) -> Page:
    """The article of one organisation and day, a claim for each row."""
    lines = Lines(f"{names.label(organisation.split()[0], 'en')}: {ABOUT[table]}, {day}")
    told = [(tell(names, lines, row), row) for tell, row in rows if callable(tell)]
    article = article_of(lines, f"dragoman:record/{table}#{organisation.replace(' ', '+')}-{day}", RECORD, Date(day))
    claims = []
    for (line, roles, what, start), row in told:
        unsure: dict[str, object] = {} if row["status"] == "confirmed" else {"confirmed": False}
        source: dict[str, object] = {"source": row["address"]} if row["address"] else {}
        claims.append(Claim(kind, roles, line, article.id, RULE, {**what, **unsure, **source}, start, aspect="change",
                            modality="reported" if unsure else "asserted"))  # fmt: skip
    return article, claims


def _source(row: Row) -> str:
    """The end of a line: the page that says so, or that none was found."""
    if row["status"] != "confirmed":
        return ". Unconfirmed: no page was found that says so."
    dated = f", {row['dated']}" if row["dated"] else ""
    return f". Source: {row['source']}, {row['address']}{dated}"


def _standing(names: Gazetteer, lines: Lines, row: Row) -> Told:
    rung = names.rung(row["organisation"], row["rank"]) if row["rank"] else None
    rank = f" as {rung.labels['en']}" if rung else ""
    state, organisation = names.label(row["state"], "en"), names.label(row["organisation"], "en")
    line, spans = lines.add(f"{row['day']}: ", state, f" {WORDS[row['change']]} ", organisation, rank + _source(row))
    member = names.entity("state", row["state"]) or names.entity("organisation", row["state"])
    roles = {"member": lines.filler(spans[1], member),
             "organisation": lines.filler(spans[3], names.entity("organisation", row["organisation"]))}  # fmt: skip
    what = {"rank": row["rank"], "change": row["change"]} if row["rank"] else {"change": row["change"]}
    return line, roles, what, Date(row["day"])


def _chair(names: Gazetteer, lines: Lines, row: Row) -> Told:
    ids = row["organisation"].split()
    bodies = [part for id in ids for part in (names.label(id, "en"), " of ")][:-1]
    person = [" (", row["person"], ")"] if row["person"] else []
    term = f", term {row['term']}" if row["term"] else ""
    line, spans = lines.add(f"{row['day']}: ", names.label(row["state"], "en"), *person, " took the chair of ", *bodies, term + _source(row))
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


_OFFICE = {"assumes": _assumes, "ended": _ended}


def _office(names: Gazetteer, lines: Lines, row: Row, words: str, column: str, change: str) -> Told:
    acting = "acting " if row["acting"] else ""
    body = names.label(row["body"], "en")
    line, spans = lines.add(f"{row[column]}: ", row["person"], words + acting, row["title"], " of ", body, _source(row))
    roles = {"person": lines.person(spans[1], names), "title": lines.filler(spans[3], None),
             "body": lines.filler(spans[5], names.entity("organisation", row["body"]))}  # fmt: skip
    return line, roles, {"change": change} | ({"acting": True} if acting else {}), Date(row[column])


def _meeting(names: Gazetteer, lines: Lines, row: Row) -> Told:
    number = f", number {row['ordinal']}" if row["ordinal"] else ""
    city, country = ([names.label(row[x], "en")] if row[x] else [] for x in ("city", "country"))
    places = [part for name in (*city, *country) for part in (", ", name)]
    line, spans = lines.add(f"{row['day']}: ", names.label(row["organisation"], "en"), f" {row['type']}{number}", *places, _source(row))
    roles = {"organisation": lines.filler(spans[1], names.entity("organisation", row["organisation"]))}
    for n, kind in enumerate(kind for kind in ("city", "country") if row[kind]):
        roles[kind] = lines.filler(spans[4 + 2 * n], names.entity("state" if kind == "country" else kind, row[kind]))
    what: dict[str, object] = {"type": row["type"], "stage": "held"}
    if row["ordinal"]:
        what["ordinal"] = int(row["ordinal"])
    return line, roles, what, Date(row["day"])
