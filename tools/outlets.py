"""Agencies and outlets: what they are, whose voice they are, and how they are written."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.languages.ru import forms
from written import LANGUAGES, PACKAGE, Row, irregular, table, write_rows

COLUMNS = {"en": 4, "ru": 5, "ar": 6}
HEADINGS = ("id", "ar", "ru", "en", "kind", "state", "owner")


def build() -> dict[str, int]:
    """Write the outlets' names in each language and `gazetteer/outlets.tsv`; returns the number of forms by language."""
    rows = sorted(table("outlets.tsv", 7))
    lines = ["\t".join(HEADINGS)]
    for row in rows:
        labels = [row[COLUMNS[lang]].split("; ")[0].lstrip("=") for lang in LANGUAGES]
        lines.append("\t".join((row[0], *labels, row[1], row[2], row[3])))
    (PACKAGE / "gazetteer" / "outlets.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    names = PACKAGE / "languages"
    return {lang: write_rows(names / lang / "names" / "outlets.tsv", _rows(rows, lang)) for lang in LANGUAGES}


def _rows(rows: list[list[str]], lang: str) -> Iterator[Row]:
    for row in rows:
        for cell in filter(None, row[COLUMNS[lang]].split("; ")):
            name = cell.lstrip("=")
            declined = lang == "ru" and cell[0] != "=" and not cell.isascii()
            for written in forms.cases(name, irregular()) if declined else [name]:
                yield Row(f"outlet:{row[0]}", written, "acronym" if cell[0] == "=" else "name", "press")
