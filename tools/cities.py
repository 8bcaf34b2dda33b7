"""Cities: the base facts' three thousand, and those kept by hand for the news of organisations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dragoman.gazetteer.folding import folded
from dragoman.languages.ru import forms
from written import LANGUAGES, PACKAGE, Row, base_table, irregular, table, write_rows

HEADINGS = ("id", "ar", "ru", "en", "state", "latitude", "longitude", "capital", "wikidata", "geonames")
HAND = {"en": 3, "ru": 4, "ar": 5}


def build(folder: Path) -> dict[str, int]:
    """Write the cities' names in each language and `gazetteer/cities.tsv`; returns the number of forms by language."""
    facts = base_table(folder, "cities.csv")
    hand = {cells[0]: cells for cells in table("cities.tsv", 6)}
    entities = list(_entities(facts, hand))
    lines = ["\t".join(HEADINGS), *sorted("\t".join(e[h] for h in HEADINGS) for e in entities)]
    (PACKAGE / "gazetteer" / "cities.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    ordinary = {cells[0]: set(cells[1].split()) for cells in table("cities.ordinary.tsv", 2)}
    names = PACKAGE / "languages"
    return {
        lang: write_rows(names / lang / "names" / "cities.tsv", _rows(entities, hand, lang, ordinary[lang])) for lang in LANGUAGES
    }  # fmt: skip


def _entities(facts: list[dict[str, str]], hand: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    taken = {cells[1] for cells in hand.values()}
    met: set[str] = set()
    for row in facts:
        if row["name_en"] in hand and row["name_en"] not in met and row["country_iso2"] == (hand[row["name_en"]][2] or row["country_iso2"]):
            met.add(row["name_en"])
            yield _from_hand(hand[row["name_en"]], row)
            continue
        id = _free(slug(row["name_en"]), row["country_iso2"], taken)
        taken.add(id)
        yield {
            "id": id, "ar": row["name_ar"], "ru": row["name_ru"], "en": _english(row["name_en"]), "state": row["country_iso2"],
            "latitude": row["lat"], "longitude": row["lon"], "capital": "yes" if row["is_capital"] == "1" else "",
            "wikidata": row["wikidata"], "geonames": row["geonames_id"], "alternates": row["name_ar_alt"], "source": row["name_ar_source"],
            "source_ru": row["name_ru_source"],
        }  # fmt: skip
    for cells in (cells for name, cells in hand.items() if name not in met):
        yield _from_hand(cells, None)


def _from_hand(cells: list[str], row: dict[str, str] | None) -> dict[str, str]:
    labels = {lang: cells[n].split("; ")[0] for lang, n in HAND.items()}
    known = row or dict.fromkeys(("lat", "lon", "is_capital", "wikidata", "geonames_id"), "")
    return {
        "id": cells[1], **labels, "state": cells[2], "latitude": known["lat"], "longitude": known["lon"],
        "capital": "yes" if known["is_capital"] == "1" else "", "wikidata": known["wikidata"], "geonames": known["geonames_id"],
        "alternates": "", "source": "hand",
    }  # fmt: skip


def _free(id: str, state: str, taken: set[str]) -> str:
    """The id itself, or with the state after it, or with a number after that: the first that is not taken."""
    tries = (id, f"{id}-{state.lower()}", *(f"{id}-{state.lower()}-{n}" for n in range(2, 9)))
    return next(each for each in tries if each not in taken)


def slug(name: str) -> str:
    """A name in small Latin letters without marks, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("đ", "d"))
    letters = "".join(c for c in plain if unicodedata.category(c) != "Mn").lower()
    return re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "").replace("\u2019", "")).strip("-")


def _english(name: str) -> str:
    return name.replace("\u200e", "").replace(" (town)", "").removesuffix(" City Municipality").removesuffix(" Municipality").strip()


def _rows(entities: list[dict[str, str]], hand: dict[str, list[str]], lang: str, ordinary: set[str]) -> Iterator[Row]:
    written = {cells[1]: cells[HAND[lang]].split("; ") for cells in hand.values()}
    taken: dict[str, str] = {}  # a form names the first city that has it: those kept by hand, then capitals, then the largest
    states = _state_forms(lang)
    for entity in sorted(entities, key=lambda e: e["id"] not in written):
        if entity["id"] in written:
            names, source = written[entity["id"]], "press"
        else:
            names, source = [x for x in _from_facts(entity, lang) if x not in ordinary], "facts"
        for name in filter(None, names):
            for form in forms.cases(name, irregular()) if lang == "ru" else [name]:
                others = states.get(folded(form), {entity["state"]}) if source != "press" else {entity["state"]}
                if taken.setdefault(folded(form), entity["id"]) == entity["id"] and entity["state"] in others:
                    yield Row(f"city:{entity['id']}", form, "name", _source(entity, name, lang) if source == "facts" else source)


def _source(entity: dict[str, str], name: str, lang: str) -> str:
    """Where the base facts have the name from."""
    known = {"ar": entity["source"] if name == entity["ar"] else "GeoNames", "ru": entity.get("source_ru", "")}.get(lang) or "NaturalEarth"
    return known.replace("NaturalEarth", "Natural Earth")


def _state_forms(lang: str) -> dict[str, set[str]]:
    """Folded names and adjectives of states: a city of another state does not take them."""
    found: dict[str, set[str]] = {}
    for line in (PACKAGE / "languages" / lang / "names" / "states.tsv").read_text("utf-8").splitlines()[1:]:
        entity, written, form, _ = line.split("\t")
        if form != "capital":
            found.setdefault(folded(written), set()).add(entity.removeprefix("state:"))
    return found


def _from_facts(entity: dict[str, str], lang: str) -> list[str]:
    if lang == "ar":
        return [x for x in [entity["ar"], *entity["alternates"].split("|")] if _trusted(x, entity)]
    bare = entity[lang].removesuffix(" City").removesuffix(" District").removesuffix(" County").removesuffix(" Town")
    return [entity[lang], bare, "".join(c for c in unicodedata.normalize("NFKD", bare) if c.isascii())] if lang == "en" else [bare]


def _trusted(name: str, entity: dict[str, str]) -> bool:
    """Whether an Arabic name is safe to look for: GeoNames' alternates are often other languages' spellings, and short ones are words."""
    if "\u0649" in name[:-1]:
        return False
    return len(name) >= (3 if entity["source"] == "CLDR" and name == entity["ar"] else 4 if name == entity["ar"] else 5)
