"""Places in three scripts: found and linked, each alone in a sentence: `python benchmarks/places.py [--misses]`.

A name counts as linked where it gets the entity that the English name has. Skipped, with a reason, where the suite is absent.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dragoman.claims.reading import look, mentions
from dragoman.gazetteer import load
from dragoman.model import Article

SUITE = Path(__file__).resolve().parent.parent.parent / "shared" / "gold" / "suites" / "names_places.jsonl"
KINDS = ("state", "city", "place", "organisation")


def figures() -> dict[str, tuple[float, list[str]]]:
    """Per language the share of names found and linked, and the names that were not."""
    rows = [json.loads(line) for line in SUITE.read_text(encoding="utf-8").splitlines()]
    gazetteer = load()
    missed: dict[str, list[str]] = {"ar": [], "en": [], "ru": []}
    for row in rows:
        wanted = {e.id for kind in KINDS for e in gazetteer.find(row["en"], kind)}
        wanted |= {i for i in gazetteer.all("place") if gazetteer.label(i, "en").startswith(f"{row['en']} ")}  # "Tomsk" for Tomsk Oblast
        for language, names in missed.items():
            article = Article(f"{row[language]}.", language)
            if not any(m.entity in wanted for m in mentions(look(article))):
                names.append(row[language])
    return {language: (1 - len(names) / len(rows), names) for language, names in missed.items()}


def main() -> None:
    """Prints a line a language."""
    if not SUITE.exists():
        print(f"skipped: {SUITE} is not here")
        return
    for language, (share, names) in figures().items():
        print(f"places {language}: {share:.3f} linked" + (f"; not: {', '.join(names[:60])}" if "--misses" in sys.argv else ""))


if __name__ == "__main__":
    main()
