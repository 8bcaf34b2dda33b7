"""Write the names files of the languages and the tables of the gazetteer from the base facts and the hand-kept tables in tools/data.

    python tools/build_names.py FOLDER-OF-BASE-FACTS
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import base_record  # noqa: E402
import organisations  # noqa: E402
import states  # noqa: E402


def main(folder: Path) -> None:
    """Build everything and print how many forms each file has."""
    for kind, counts in (("states", states.build(folder)), ("organisations", organisations.build())):
        for language, count in counts.items():
            print(f"{language}/names/{kind}.tsv\t{count}")
    for what, count in base_record.build(folder).items():
        print(f"base record: {what}\t{count}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
