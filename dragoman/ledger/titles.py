"""The titles of offices: which words are one title, which one person holds at a time, and which say that he holds it for now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.ledger.steps import Told
from dragoman.ledger.told import Said
from dragoman.model import Claim

# Titles that one person holds at a time; under any other title each person has a seat of his own.
SINGLE = frozenset({
    "president", "king", "queen", "emir", "sultan", "emperor", "pope", "prime minister", "chancellor", "head of state",
    "head of government", "foreign minister", "secretary general", "executive secretary", "director general", "managing director",
    "taoiseach", "grand duke", "supreme leader", "president of the swiss confederation", "president of the council of ministers",
    "chairperson of the council of ministers", "chairman of the cabinet of ministers", "presidential council president",
})  # fmt: skip
_ALSO = {  # other words for one title
    "premier": "prime minister", "amir": "emir", "minister of foreign affairs": "foreign minister",
    "president of the government": "prime minister",
}  # fmt: skip
_FOR_NOW = ("acting ", "interim ", "transitional ", "transition ", "caretaker ", "provisional ")  # before it: the same office, held so long


def title_key(id: str | None, words: str) -> str:
    """The key of a title: its id or its words, folded."""
    title = " ".join((id or words).casefold().replace("-", " ").split())
    for word in _FOR_NOW:
        title = title.removeprefix(word)
    return _ALSO.get(title, title)


def is_single(title: Mapping[str, Any] | None) -> bool:
    """Whether one person at a time holds an office of that title, told as {"id", "label"}."""
    return title is not None and title_key(title["id"], title["label"]) in SINGLE


def is_acting(item: Told) -> bool:
    """Whether the seat is said to be held for the time being, by the word for it or by the title."""
    said = item.claim.qualifiers
    return said.get("change") == "acting" or bool(said.get("acting")) or title_of(item.claim)[1].casefold().startswith(_FOR_NOW)


def title_of(claim: Claim | Said) -> tuple[str | None, str]:
    """The title of an office as it is told, its id and its words; nothing for a chair."""
    if isinstance(claim, Said):
        id, words = claim.qualifiers.get("title") or (None, "")
        return id, words
    return next(((x.id, x.label or x.surface) for x in claim.fillers("title")), (None, ""))
