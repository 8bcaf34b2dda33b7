"""The data twin of a page: the same answers as JSON, or their rows as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

_INJECTING = ("=", "+", "-", "@", "\t", "\r")


def as_json(data: Mapping[str, Any]) -> str:
    """The data as JSON, letters kept as letters."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n"


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as CSV with a header; parties become their ids (labels beside them), lists are joined by spaces.

    >>> as_csv([{"member": {"id": "IN", "label": "India"}, "claims": ["a", "b"]}]).splitlines()
    ['member,member_label,claims', 'IN,India,a b']
    """
    flat = [_flat(row) for row in rows]
    columns = list(dict.fromkeys(key for row in flat for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(flat)
    return out.getvalue()


def _flat(row: Mapping[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in row.items():
        if isinstance(value, Mapping) and value.keys() >= {"id", "label"}:
            cells |= {key: _cell(value["id"]), f"{key}_label": _cell(value["label"])}
        else:
            cells[key] = _cell(value)
    return cells


def _cell(value: Any) -> str:
    """A value in a cell. A text that a spreadsheet would take for a formula is led by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(x, str) for x in value):
        value = " ".join(value)
    if isinstance(value, (Mapping, list)):
        return json.dumps(value, ensure_ascii=False, default=str)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_INJECTING) else text
