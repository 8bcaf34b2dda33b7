"""The base record: what the Factbook's editions list, packed for the package."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.gazetteer import load
from written import PACKAGE, base_table, table

TARGET = PACKAGE / "gazetteer" / "base"
MISSIONS = {"minurso", "unifil", "minusma", "monusco", "unama", "unsmil"}  # those that have a line among our organisations


def build(folder: Path) -> dict[str, int]:
    """Write the packed memberships and offices; returns the number of rows of each, and of those left out as no organisation."""
    rows = base_table(folder, "memberships_factbook.csv")
    kept = sorted(_memberships(rows))
    listed = offices(folder, base_table(folder, "offices_factbook.csv"))
    held = sorted((*row[:3], row[3] or known(row[4]), *row[4:]) for row in listed)
    pack(TARGET / "memberships.csv.gz", ("state", "organisation", "listed", "rank", "status", "first", "last"), kept)
    pack(TARGET / "offices.csv.gz", ("state", "office", "title", "person", "name", "since"), held)
    foundings = sorted(_foundings(base_table(folder, "organisations_factbook.csv")))
    pack(TARGET / "foundings.csv.gz", ("organisation", "listed", "type", "day", "first", "last"), foundings)
    meant = {cells[0] for cells in table("factbook.tsv", 5)}
    left = sum(row["org_abbr"] not in meant for row in rows)
    return {"memberships": len(kept), "offices": len(held), "foundings": len(foundings), "left out": left}


def _memberships(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    known = {cells[0]: cells for cells in table("factbook.tsv", 5)}
    missions = {cells[1] for cells in known.values() if cells[3] == "mission"} | MISSIONS
    ranks = {cells[0]: cells[1] for cells in table("factbook.statuses.tsv", 2)}
    for row in rows:
        abbreviation, status = row["org_abbr"], row["status"]
        if abbreviation not in known or status not in ranks:
            continue
        organisation = known[abbreviation][1]
        rank = "contributor" if organisation in missions and status == "member" else ranks[status]
        printed = status.removeprefix("other:").replace("_", " ")
        for state, first, last in _states(row["state_iso2"], int(row["first_edition"]), int(row["last_edition"])):
            yield state, organisation, abbreviation, rank, printed, str(first), str(last)


def _foundings(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    """Days printed as "established" and "effective", of organisations whose name is not taken over from an older one."""
    known = {cells[0]: cells for cells in table("factbook.tsv", 5)}
    for row in rows:
        if row["abbr"] in known and row["first_edition"]:
            for kind in ("established", "effective"):
                if DAY.fullmatch(row[kind]):
                    yield known[row["abbr"]][1], row["abbr"], kind, row[kind], row["first_edition"], row["last_edition"]


DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

# The Factbook files former states under the code of a later one, or under a code that two states had in turn.
FORMER = {
    "RU": (("soviet-union", 1990, 1991), ("RU", 1992, 9999)),
    "CS": (("czechoslovakia", 1990, 1992), ("yugoslavia", 1993, 2002), ("serbia-and-montenegro", 2003, 2006)),
    "AN": (("netherlands-antilles", 1990, 2010),),
}


def _states(code: str, first: int, last: int) -> Iterator[tuple[str, int, int]]:
    for state, since, until in FORMER.get(code, ((code, 0, 9999),)):
        if max(first, since) <= min(last, until):
            yield state, max(first, since), min(last, until)


def offices(folder: Path, rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    """Those whose title and name were read whole: the title in words, then a name with a surname in capitals."""
    hand = {tuple(cells[:2]): cells for cells in table("offices.tsv", 6)}
    dependent = {row["iso2"] for row in base_table(folder, "states.csv") if row["independent"] not in ("Yes", "") and row["iso2"] != "PS"}
    for row in rows:
        key = (row["state_iso2"], row["office"])
        if key not in hand and row["state_iso2"] and row["state_iso2"] not in dependent:
            yield from _parsed(row)
    yield from (tuple(cells) for cells in hand.values())


def _parsed(row: dict[str, str]) -> Iterator[tuple[str, ...]]:
    words = row["title_and_name"].split()
    words = [word for n, word in enumerate(words) if word not in RANKS]
    titles = [n for n, word in enumerate(words) if word.strip(",") in TITLE_ENDS]
    if not titles or not (name := words[titles[-1] + 1 :]) or len(name) < 2 or "represented" in words:
        return
    title = " ".join(words[: titles[-1] + 1])
    person = " ".join(map(cased, name))
    yield row["state_iso2"], row["office"], title, "", person, row["since"]


def known(name: str) -> str:
    """The id of the one person of the gazetteer who is written so; empty if none or several are."""
    found = load().find(name, "person")
    return found[0].id if len(found) == 1 else ""


RANKS = {"Dr.", "Gen.", "Col.", "Sr.", "Capt.", "Sir"}
TITLE_ENDS = {
    "President", "Minister", "King", "Queen", "Emir", "Chancellor", "Premier", "Emperor", "Sultan", "Taoiseach", "Amir", "Pope", "Prince",
}  # fmt: skip


def cased(word: str) -> str:
    """A surname in capitals, written as a name: "EL-SISI" is El-Sisi."""
    if word.startswith(("al-", "el-")):
        return word[:3] + cased(word[3:])
    plain = not word.isupper() or len(word) < 2 or set(word) <= set("IVX")
    return word if plain else "-".join(part.capitalize() for part in word.split("-"))


def pack(path: Path, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """A gzipped CSV that is the same bytes for the same rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), 9, mtime=0))
