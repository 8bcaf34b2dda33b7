"""Write the names files of the languages and the tables of the gazetteer from the base facts and the hand-kept tables in tools/data.

python tools/build_names.py FOLDER-OF-BASE-FACTS
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import base_record
import cities
import organisations
import outlets
import people
import places
import states


def built(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Each kind of name and how many forms were written, by language."""
    yield "states", states.build(folder)
    yield "organisations", organisations.build()
    yield "cities", cities.build(folder)
    yield "people", people.build(folder)
    yield "outlets", outlets.build()
    yield "places", places.build()


def main(folder: Path) -> None:
    """Build everything and print how many forms each file has."""
    for kind, counts in built(folder):
        for language, count in counts.items():
            print(f"{language}/names/{kind}.tsv\t{count}")
    for what, count in base_record.build(folder).items():
        print(f"base record: {what}\t{count}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
