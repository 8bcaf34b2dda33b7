"""Chronicles and rolls in lines, and passages that go on telling of one organisation without its name, the verb or the state."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.flow import read

BLOCKS = [
    block
    for name in ("chronicles.md", "passages.md")
    for block in (Path(__file__).parent / name).read_text(encoding="utf-8").split("## ")
    if block.strip()
]


@pytest.mark.parametrize("block", BLOCKS)
def test_the_years_of_a_chronicle(block: str) -> None:
    lines = block.strip().splitlines()
    page = "\n".join(line for line in lines[1:] if not line.startswith("- "))
    expected = sorted(line[2:] for line in lines if line.startswith("- "))
    found = [claim for claim in read(page, language=lines[0], published="2025-01-01").claims if claim.kind == "membership"]
    assert sorted(
        " ".join([
            str(claim.fillers("organisation")[0].id), ",".join(sorted(str(x.id) for x in claim.fillers("member"))), str(claim.valid_from),
            *([claim.qualifiers["change"]] if claim.qualifiers["change"] != "joined" else []),
        ])
        for claim in found
    ) == expected  # fmt: skip
