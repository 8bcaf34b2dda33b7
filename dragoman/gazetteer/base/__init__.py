"""The base record: what reference works list, as claims of those works, each with its line as evidence.

A listing says that an edition named a state in a standing. It is never an accession, and carries no day.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from dragoman.gazetteer import Entity, Gazetteer, load
from dragoman.model import Article, Claim, Date, Filler, Span

HERE = Path(__file__).parent
FACTBOOK = "CIA World Factbook"
ARCHIVE = "https://github.com/MilkMp/CIA-World-Factbooks-Archive-1990-2025"
LAST_TEXT = "https://github.com/factbook/factbook.json"
LAST_MONTH = Date("2026-01")  # what the last published text tells
OWN_LIST = "Dragoman gazetteer"
Page = tuple[Article, list[Claim]]
Row = Mapping[str, str]


def articles_and_claims() -> Iterator[Page]:
    """Every article of the base record with its claims: memberships and offices by state, then the foundings of organisations."""
    names = load()
    for state, rows in groupby(read_table("memberships"), key=lambda row: row["state"]):
        yield _memberships(names, state, list(rows))
    for state, rows in groupby(read_table("offices"), key=lambda row: row["state"]):
        yield _offices(names, state, list(rows))
    yield from _foundings(names)


def read_table(name: str) -> Iterator[Row]:
    """The rows of one packed table."""
    with gzip.open(HERE / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Lines:
    """A text that grows line by line, and where in it each part of a line stands."""

    def __init__(self, heading: str) -> None:
        self.text = heading + "\n"

    def add(self, *parts: str) -> tuple[Span, list[Span]]:
        """Add a line of the parts; returns the line's span and each part's."""
        start, spans = len(self.text), []
        for part in parts:
            spans.append(Span(len(self.text), len(self.text) + len(part)))
            self.text += part
        line = Span(start, len(self.text))
        self.text += "\n"
        return line, spans

    def filler(self, span: Span, entity: Entity | None) -> tuple[Filler, ...]:
        """The part at the span as the filler of a role."""
        label = entity.labels.get("en") if entity else None
        return (Filler(span, span.of(self.text), entity.id if entity else None, label),)

    def person(self, span: Span, names: Gazetteer) -> tuple[Filler, ...]:
        """The part at the span as a person: the one of that name whom the gazetteer knows, else the name alone."""
        found = names.find(span.of(self.text), "person")
        return self.filler(span, found[0] if len(found) == 1 else None)


def article_of(lines: Lines, url: str, outlet: str, published: Date) -> Article:
    """The lines as an English article, its first line the title."""
    return Article(lines.text, "en", url=url, title=lines.text.split("\n", 1)[0], outlet=outlet, published=published)


def _memberships(names: Gazetteer, state: str, rows: list[Row]) -> Page:
    country = names.entity("state", state)
    lines = Lines(f"{names.label(state, 'en')}: participation in international organisations, editions 1990–2025")
    listed = []
    for row in rows:
        organisation = names.entity("organisation", row["organisation"])
        meant = _meant(row["listed"], organisation)
        line, spans = lines.add(names.label(state, "en"), ": ", row["listed"], meant, f" ({row['status']}), {_editions(row)}")
        roles = {"member": lines.filler(spans[0], country), "organisation": lines.filler(spans[2], organisation)}
        listed.append((line, roles, {"rank": row["rank"], "change": "is", "editions": [row["first"], row["last"]]}))
    article = article_of(lines, f"{ARCHIVE}#{state}", FACTBOOK, Date(max(row["last"] for row in rows)))
    return article, [
        Claim("membership", roles, line, article.id, "base/factbook", what, aspect="state") for line, roles, what in listed
    ]  # fmt: skip


def _meant(listed: str, organisation: Entity | None) -> str:
    name = organisation.labels["en"] if organisation else ""
    return f", {name}" if name and name != listed else ""


def _editions(row: Row) -> str:
    return f"edition {row['first']}" if row["first"] == row["last"] else f"editions {row['first']}–{row['last']}"


def _offices(names: Gazetteer, state: str, rows: list[Row]) -> Page:
    country = names.entity("state", state)
    lines = Lines(f"{names.label(state, 'en')}: chief of state and head of government, January 2026")
    held = []
    for row in rows:
        since = f", since {row['since']}" if row["since"] else ""
        line, spans = lines.add(names.label(state, "en"), ": ", row["title"], " ", row["name"], f" ({row['office']}){since}")
        person = names.entity("person", row["person"]) if row["person"] else None
        fillers = (("body", 0, country), ("title", 2, None), ("person", 4, person))
        held.append((line, {role: lines.filler(spans[n], entity) for role, n, entity in fillers}, row))
    article = article_of(lines, f"{LAST_TEXT}#{state}", FACTBOOK, LAST_MONTH)
    return article, [
        Claim("office", roles, line, article.id, "base/factbook-offices", {"change": "holds", "office": row["office"]},
              Date(row["since"]) if row["since"] else None, aspect="state")
        for line, roles, row in held
    ]  # fmt: skip


def _foundings(names: Gazetteer) -> Iterator[Page]:
    """Two articles: our own list of organisations, and what the Factbook's appendix printed as established and in force."""
    lines = Lines("Foundings of international organisations")
    own = []
    for id, organisation in names.all("organisation").items():
        for event in filter(None, organisation.facts.get("founding", "").split("; ")):
            kind, _, day = event.partition(" ")
            line, spans = lines.add(organisation.labels["en"], f": {kind.replace('_', ' ')} {day}")
            own.append((line, {"organisation": lines.filler(spans[0], organisation)}, kind, day, id))
    article = article_of(lines, "dragoman:organisations", OWN_LIST, LAST_MONTH)
    yield article, [_founding(article, line, roles, kind, day, "base/organisations") for line, roles, kind, day, _ in own]
    yield _printed_foundings(names)


def _printed_foundings(names: Gazetteer) -> Page:
    lines = Lines("International organisations: established, effective")
    printed = []
    for row in read_table("foundings"):
        organisation = names.entity("organisation", row["organisation"])
        line, spans = lines.add(row["listed"], _meant(row["listed"], organisation), f": {row['type']} {row['day']}, {_editions(row)}")
        kind = "entered_into_force" if row["type"] == "effective" else ""
        roles = {"organisation": lines.filler(spans[0], organisation)}
        printed.append((line, roles, kind, row))
    article = article_of(lines, f"{ARCHIVE}#organisations", FACTBOOK, Date("2025"))
    rule = "base/factbook-appendix"
    return article, [
        _founding(article, line, roles, kind, row["day"], rule, [row["first"], row["last"]]) for line, roles, kind, row in printed
    ]  # fmt: skip


TYPES = {"signed", "entered_into_force", "first_met", "renamed", "predecessor"}


def _founding(article: Article, line: Span, roles: Mapping[str, tuple[Filler, ...]], kind: str, day: str, rule: str,
              editions: list[str] | None = None) -> Claim:  # fmt: skip
    what: dict[str, object] = {"type": kind} if kind in TYPES else {}
    if editions:
        what["editions"] = editions
    return Claim("founding", roles, line, article.id, rule, what, Date(day), aspect="state")
