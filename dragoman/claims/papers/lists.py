"""Documents without a noun of their own: items of a list of documents, what a pair of quotation marks or capitals behind a verb names.

Chad and Mali signed a treaty on trade, rules of transit, and a protocol on ports.      what stands between two documents
Six documents were signed, among them a deal on gas, the rules of the bank.             what a list of documents goes on with
They adopted "Water for All". They ratified the Lagos Vision.                           the name of what was adopted, ratified
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.claims.papers.papers import ACTS, NOUNS, OPEN, Paper, closing
from dragoman.claims.words.signs import STOPS
from dragoman.claims.words.units import Unit

_NAMED = ("signed", "adopted", "ratified")
_STOPS = ("clause", "act_verb", "speech_word", "not", "but", "will_word", "plan", "expect", "provides", *ACTS)
_NO_BEGINNING = (
    "in", "to", "of", "by", "with", "about", "on", "from", "place_word", "for", "prep", "told_filler", "among", "join", "leave",
)  # fmt: skip
_OPENED = 4  # units from "six documents" to the first of them
_BEFORE = 3  # units from a verb to the quotation mark of a title
_ITEM = 16  # units of an item
_HEADING = 9  # units of a heading
_NEAR_ACT = 10  # units between a verb and the colon behind which its documents stand


def with_items(units: Sequence[Unit], papers: Sequence[Paper]) -> list[Paper]:
    """The documents of a sentence, with the items of their list that no noun tells."""
    if not papers or not units[0].has("among") and not any(u.has(*_NAMED, "approved") for u in units):
        return list(papers)
    found = list(papers)
    for a, b in pairwise(papers):
        if units[b.first - 1].has("comma", "and") or units[b.first].has("and_clitic"):
            found += _items(units, a.last + 1, b.first)
    for paper in papers:
        if _opens(units, paper):
            end = next((p.first for p in papers if p.first > paper.last), len(units))
            found += _items(units, next((i + 1 for i in range(paper.last + 1, end) if units[i].has("among", "colon")), end), end)
    return sorted(found, key=lambda p: p.first)


def _opens(units: Sequence[Unit], paper: Paper) -> bool:
    """Whether a document stands for several that follow: "six documents, among them"."""
    behind = units[paper.last + 1 : paper.last + 1 + _OPENED]
    return units[paper.noun].has("papers") and any(u.has("among", "colon") for u in behind)


def _items(units: Sequence[Unit], first: int, end: int) -> Iterator[Paper]:
    """The items between two places, each from comma to comma; none where a verb, a person or a clause stands among them."""
    between = units[first:end]
    if any(u.has(*_STOPS) or u.option("person") or u.text in STOPS for u in between) or not any(u.has("comma") for u in between):
        return
    for low, high in _segments(units, first, end):
        words = [u for u in units[low:high] if u.kind == "word"]
        if len(words) > 1 and high - low <= _ITEM and not units[low].has(*_NO_BEGINNING) and NOUNS.isdisjoint(units[low].classes):
            yield Paper(low, low, high - 1)


def _segments(units: Sequence[Unit], first: int, end: int) -> Iterator[tuple[int, int]]:
    low = first
    for at in range(first, end + 1):
        if at == end or units[at].has("comma"):
            while low < at and (units[low].kind == "sign" or units[low].has("and", "the", "indefinite")):
                low += 1
            if low < at:
                yield low, at
            low = at + 1


def called(units: Sequence[Unit], capitals: bool) -> Iterator[Paper]:
    """What was signed, adopted or ratified and is named by quotation marks alone, or, where names have `capitals`, by these."""
    for at, unit in enumerate(units):
        if not unit.has(*_NAMED):
            continue
        for i in range(at + 1, min(len(units), at + 1 + _BEFORE)):
            if units[i].text in OPEN and (close := closing(units, i)):
                bodies = units[i - 1].has("prep") or any(u.option("organisation", "institution", "state") for u in units[i + 1 : close])
                if close - i > 1 and not bodies and not any(u.has(*_STOPS) for u in units[i + 1 : close]):
                    yield Paper(i + 1, i + 1, close - 1)
                break
            if units[i].has(*_STOPS, "comma", "on", "about") or units[i].options or units[i].kind in ("date", "number"):
                break
        if capitals and at + 1 < len(units) and units[at + 1].has("the"):
            last = at + 1
            while last + 1 < len(units) and units[last + 1].upper and units[last + 1].kind in ("word", "name"):
                last += 1
            row = units[at + 2 : last + 1]
            if len(row) > 1 and row[-1].kind == "word" and not any(u.option("organisation", "person", "institution") for u in row):
                yield Paper(last, at + 2, last)


def begins_list(units: Sequence[Unit], acts: Sequence[tuple[int, str]]) -> bool:
    """Whether items follow in lines of their own: behind a colon, the first item maybe in the same sentence, or a heading."""
    colon = next((at for at, u in enumerate(units) if u.text == ":"), None)
    if colon is None:
        return len(units) <= _HEADING and units[-1].text not in STOPS and any(u.has("papers") for u in units)
    near = not acts or abs(colon - acts[-1][0]) <= _NEAR_ACT
    return near and (colon == len(units) - 1 or units[-1].text == ";" or units[-1].has("list_item"))
