"""The examples beside the rules (languages/*/corpus.md, acts.md): how they are written down, and how a claim is held against a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import Claim

LANGUAGES = Path(__file__).parents[2] / "dragoman" / "languages"
PUBLISHED = "2024-07-10"


@dataclass(frozen=True)
class Example:
    """A heading, the words of a page, and the lines that say what must come out."""

    language: str
    heading: str
    text: str
    expected: tuple[str, ...]


def examples(language: str, file: str) -> list[Example]:
    path = LANGUAGES / language / file
    if not path.exists():
        return []
    blocks = re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))[1:]
    return [_example(language, block) for block in blocks]


def _example(language: str, block: str) -> Example:
    heading, _, rest = block.partition("\n")
    lines = [line for line in rest.splitlines() if line.strip() and not line.startswith("#")]
    text = "\n".join(line for line in lines if not line.startswith("- "))
    return Example(language, heading.strip(), text, tuple(line[2:].strip() for line in lines if line.startswith("- ")))


def shown(claim: Claim) -> dict[str, str]:
    """A claim as the lines name it."""
    found = {role: ",".join(x.id or x.surface for x in items) for role, items in claim.roles.items()}
    found |= {key: str(value) for key, value in claim.qualifiers.items() if not isinstance(value, (dict, list))}
    if votes := claim.qualifiers.get("votes"):
        found["votes"] = "-".join(f"{side}:{votes[side]}" for side in votes)
    days = {"valid_from": str(claim.valid_from), "valid_to": str(claim.valid_to)}
    return found | days | {"modality": claim.modality, "aspect": claim.aspect}
