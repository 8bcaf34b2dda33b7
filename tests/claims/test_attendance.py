"""Who comes to a meeting, in what manner: each example of attendance.tsv behind a sentence that tells of the meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.flow import read

ROWS = [x.split("\t") for x in Path(__file__).with_name("attendance.tsv").read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
LEADS = {(row[0], row[1]): row[3] for row in ROWS if row[2] == "lead"}
READ_ON = {"P": "2026-08-20", "H": "2026-09-02"}  # before the meeting is held, and after


@pytest.mark.parametrize("row", [x for x in ROWS if x[2] != "lead"], ids=lambda x: f"{x[0]}: {x[2][:60]}")
def test_who_comes_is_read_with_the_manner(row: list[str]) -> None:
    language, tense, sentence, expected = (*row, "")[:4]
    claims = read(f"{LEADS[language, tense]} {sentence}", language=language, published=READ_ON[tense]).claims
    told = [x for x in claims if x.kind == "attendance"]
    found = [f"{x.qualifiers['manner']}=" + ",".join(y.id or y.surface for y in x.fillers("guest")) for x in told]
    assert "; ".join(found) == expected
