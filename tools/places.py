"""Regions, seas and provinces: what is named like a state and is none."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.languages.ru import forms
from written import LANGUAGES, PACKAGE, Row, irregular, table, write_rows

COLUMNS = {"en": 1, "ru": 2, "ar": 3}


def build() -> dict[str, int]:
    """Write the regions' names in each language and `gazetteer/places.tsv`; returns the number of forms by language."""
    rows = sorted(table("places.tsv", 5))
    lines = ["\t".join(("id", *LANGUAGES, "state"))]
    lines += ["\t".join((row[0], *(row[COLUMNS[lang]].split("; ")[0] for lang in LANGUAGES), row[4])) for row in rows]
    (PACKAGE / "gazetteer" / "places.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    names = PACKAGE / "languages"
    return {lang: write_rows(names / lang / "names" / "places.tsv", _rows(rows, lang)) for lang in LANGUAGES}


def _rows(rows: list[list[str]], lang: str) -> Iterator[Row]:
    for row in rows:
        for name in filter(None, row[COLUMNS[lang]].split("; ")):
            for written in forms.cases(name, irregular()) if lang == "ru" else [name]:
                yield Row(f"place:{row[0]}", written, "name", "press")
