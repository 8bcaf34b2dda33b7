"""Rows of the names files: `kind:id <TAB> written form <TAB> form <TAB> source`, and the small tables they are made from."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
PACKAGE = Path(__file__).parent.parent / "dragoman"
LANGUAGES = ("ar", "ru", "en")
ARTICLE, FEMININE = "\u0627\u0644", "\u0629"  # the Arabic article and the feminine ending
PLURALS = ("\u0648\u0646", "\u064a\u0646")  # the sound plural, nominative and oblique


class Row(NamedTuple):
    """One written form of one entity."""

    entity: str  # kind:id
    written: str
    form: str
    source: str


def table(name: str, width: int) -> Iterator[list[str]]:
    """The rows of a table in tools/data, padded to `width` cells; comments and empty lines left out."""
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            yield cells + [""] * (width - len(cells))


def several(cell: str) -> list[str]:
    """The values of a cell, parted by commas."""
    return [value for value in (x.strip() for x in cell.split(", ")) if value]


def base_table(folder: Path, name: str) -> list[dict[str, str]]:
    """A table of the base facts as dictionaries."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def irregular() -> dict[str, list[str]]:
    """Russian words whose cases are given by hand."""
    return {cells[0]: cells[:6] for cells in table("irregular.ru.tsv", 6)}


def write_rows(path: Path, rows: Iterable[Row]) -> int:
    """Write the rows sorted and without doubles: the first source given for a form stands. Returns how many there are."""
    kept: dict[tuple[str, str], Row] = {}
    for row in rows:
        written = " ".join(row.written.split())
        if written and "\t" not in written:
            kept.setdefault((row.entity, written), row._replace(written=written))
    lines = sorted("\t".join(row) for row in kept.values())
    path.write_text("# kind:id\twritten form\tform\tsource\n" + "".join(line + "\n" for line in lines), "utf-8")
    return len(lines)


def arabic_adjective(masculine: str) -> list[str]:
    """An Arabic adjective of origin, one word or two: masculine and feminine, with the article and without."""
    words = masculine.split()
    both = [words, [word + FEMININE for word in words]]
    return [" ".join(article + word for word in form) for form in both for article in ("", ARTICLE)]


def arabic_people(plural: str) -> list[str]:
    """The plural with the article and without."""
    return [plural, " ".join(ARTICLE + word for word in plural.split())]


def acronym(written: str) -> bool:
    """Whether it is written in capitals alone: two to eight letters, perhaps with full stops or hyphens."""
    letters = [c for c in written if c.isalpha()]
    return 2 <= len(letters) <= 8 and all(c.isupper() for c in letters) and " " not in written


def variants(name: str, lang: str) -> list[str]:
    """The name, and the name with each spelling that stands for another."""
    swaps = [(old, new) for old, new in pairs(lang) if old in name]
    return [name, *(name.replace(old, new) for old, new in swaps)]


@functools.cache
def pairs(lang: str) -> tuple[tuple[str, str], ...]:
    """The pairs of spellings of a language; blanks at their ends count."""
    lines = (DATA / f"variants.{lang}.tsv").read_text("utf-8").split("\n")
    return tuple((old, new) for line in lines if line and line[0] != "#" for old, _, new in [line.partition("\t")])
