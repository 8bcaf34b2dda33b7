"""What offices and institutions are called: titles.toml, codes -> English labels."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

TITLES = Path(__file__).parent / "titles.toml"


@functools.cache
def titles() -> dict[str, Any]:
    """The table of offices, portfolios and institutions with their English labels."""
    return tomllib.loads(TITLES.read_text(encoding="utf-8"))


def office_label(code: str) -> str:
    """The English label of an office's code.

    >>> office_label("deputy-foreign-minister"), office_label("health-minister")
    ('Deputy Minister of Foreign Affairs', 'Minister of Health')
    """
    table = titles()
    if code in table["offices"]:
        return str(table["offices"][code][0])
    if code.startswith("deputy-"):
        return f"Deputy {office_label(code[7:])}"
    portfolio = code.removesuffix("-minister")
    return f"Minister of {table['portfolios'][portfolio]}" if portfolio in table["portfolios"] else code.replace("-", " ").capitalize()


def office_group(name: str) -> frozenset[str]:
    """The codes of a group of offices that the reader treats alike."""
    return frozenset(titles()["groups"][name])


def office_scope(code: str) -> str:
    """Whose office a code is: state, organisation or any."""
    offices = titles()["offices"]
    base = code.removeprefix("deputy-")
    return str(offices[base][1]) if base in offices else "state" if base.endswith("-minister") else "any"


def institution_label(slug: str, name: str | None) -> str:
    """The English label of an institution: its kind and the name of its state or organisation."""
    table = titles()
    kind = slug if slug in table["institutions"] else slug.rpartition("-")[0] or slug
    portfolio = kind.removesuffix("-ministry")
    label = (
        f"Ministry of {table['portfolios'][portfolio]}"
        if portfolio in table["portfolios"]
        else table["institutions"].get(kind, kind.replace("-", " ").capitalize())
    )
    return f"{label} of {name}" if name else str(label)
