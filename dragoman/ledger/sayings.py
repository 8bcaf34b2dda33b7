"""One saying in several languages: which statements are versions of one another, and what one of them lacks or adds.

Two statements of one speaker on two pages in two languages, known on one day or the next, are one saying where what they name and count is
the same for the better part, or where neither names anything and they are alike in manner, length and place. Every statement of a page
is the version of at most one of another page; where two would do as well, none is taken.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dragoman.ledger.answers import Cited, When
from dragoman.ledger.records import entity_key
from dragoman.ledger.witnesses import Witnesses

APART = 1  # days between two pages that may tell of one saying
_SHARED = 0.5  # of what two versions name and count, weighed by how much it tells them from other sayings
_SHARED_ALIKE = 0.3  # the same where both say it in one manner: one version may give another number
_LENGTH = 0.35  # the shorter of two versions beside the longer
_BARE_LENGTH = 0.6  # the same where they name and count nothing
_MOST = 200  # statements of one speaker around a day that are compared
Anchor = tuple[str, Any]  # ("name", the id of an organisation or state) or ("number", a value)


class Retelling(NamedTuple):
    """A statement in another language that is the same saying, with the names and numbers that it lacks or adds."""

    cited: Cited
    lacks: tuple[Anchor, ...]
    adds: tuple[Anchor, ...]

    def json(self) -> dict[str, Any]:
        """The claim's id, its language, and what the version lacks and adds: {"names": ids, "numbers": values}."""
        return {"claim": self.cited.id, "language": self.cited.language, "lacks": _json(self.lacks), "adds": _json(self.adds)}


class _Said(NamedTuple):
    """What one compares of a statement."""

    cited: Cited
    anchors: frozenset[Anchor]
    length: int
    place: float  # among the speaker's statements of its page, from 0 to 1


class Sayings:
    """Finds the versions of statements."""

    def __init__(self, witnesses: Witnesses) -> None:
        self.witnesses = witnesses

    def retellings(self, statements: Iterable[Cited], when: When) -> dict[str, list[Retelling]]:
        """For each of the statements that has any, its versions in other languages, the nearest of each language."""
        near: dict[tuple[str, datetime.date], list[Cited]] = {}
        found = {}
        for own in statements:
            versions: dict[str, Retelling] = {}
            for speaker in _speakers(own):
                at = speaker, own.known
                if at not in near:
                    near[at] = self._near(speaker, own.known, when)
                for version in self._retellings(own, near[at], when):
                    versions.setdefault(version.cited.language, version)
            if versions:
                found[own.id] = [versions[language] for language in sorted(versions)]
        return found

    def _near(self, speaker: str, day: datetime.date, when: When) -> list[Cited]:
        ids = self.witnesses.ids_around(speaker, "statement", day, APART, _MOST)
        return [x for x in self.witnesses.all_of(ids, when) if not x.struck]

    def _retellings(self, own: Cited, near: Sequence[Cited], when: When) -> list[Retelling]:
        if all(x.language == own.language for x in near):
            return []
        pages: dict[str, list[Cited]] = {}
        for item in sorted({x.id: x for x in (*near, own)}.values(), key=lambda x: (x.claim.evidence, x.id)):
            pages.setdefault(item.claim.article, []).append(item)
        counted = self._counted(pages, when)
        said = {page: _told(items, counted.get(page, ())) for page, items in pages.items()}
        ours = said[own.claim.article]
        found = []
        for items in said.values():
            if items[0].cited.language != own.language:
                partner, score = _partner(own, ours, items)
                if partner:
                    found.append((-score, abs(partner.cited.known - own.known), partner.cited.id, partner))
        mine = next(x.anchors for x in ours if x.cited.id == own.id)
        return [Retelling(x.cited, _sorted(mine - x.anchors), _sorted(x.anchors - mine)) for *_, x in sorted(found, key=lambda f: f[:3])]

    def _counted(self, pages: Iterable[str], when: When) -> Mapping[str, list[Cited]]:
        """The numbers that stand on the pages."""
        numbers: dict[str, list[Cited]] = {}
        for item in self.witnesses.in_articles(pages, ["number"], when):
            numbers.setdefault(item.claim.article, []).append(item)
        return numbers


def _speakers(item: Cited) -> list[str]:
    """Who speaks, known by id."""
    return sorted({x.id for x in item.claim.fillers("speaker") if x.id and entity_key(x) == x.id})


def _told(items: Sequence[Cited], numbers: Iterable[Cited]) -> list[_Said]:
    """The statements of one speaker on one page, in the order of the text."""
    every = list(numbers)
    last = max(1, len(items) - 1)
    return [_Said(x, _anchors(x, every), _length(x), i / last) for i, x in enumerate(items)]


def _anchors(item: Cited, numbers: Iterable[Cited]) -> frozenset[Anchor]:
    """What a statement names, and what is counted in its words."""
    values = (x.claim.qualifiers.get("value") for x in numbers if item.claim.evidence.overlaps(x.claim.evidence))
    return frozenset([("name", x.id) for x in item.claim.fillers("about") if x.id] + [("number", x) for x in values if x is not None])


def _length(item: Cited) -> int:
    said = item.claim.qualifiers
    parts = [said["reported"]] if said.get("reported") else list(said.get("quotes") or ())
    return sum(x["end"] - x["start"] for x in parts) or len(item.words)


def _partner(own: Cited, ours: Sequence[_Said], others: Sequence[_Said]) -> tuple[_Said | None, float]:
    """The statement of another page that is the same saying as one of ours, and how alike they are."""
    many = [Counter(x for said in page for x in said.anchors) for page in (ours, others)]
    weights = {x: 1 / max(count[x] for count in many) for x in (*many[0], *many[1])}
    pairs = [(score, a, b) for a in ours for b in others if (score := _likeness(a, b, weights))]
    taken: set[str] = set()
    while pairs:
        best = max(score for score, _, _ in pairs)
        of_best = [(a, b) for score, a, b in pairs if score == best]
        for a, b in of_best:
            rivals = [x for x in of_best if x[0] is a or x[1] is b]
            if len(rivals) == 1 and a.cited.id == own.id:
                return b, best
            taken |= {a.cited.id, b.cited.id}
        pairs = [(score, a, b) for score, a, b in pairs if a.cited.id not in taken and b.cited.id not in taken]
    return None, 0.0


def _likeness(a: _Said, b: _Said, weights: Mapping[Anchor, float]) -> float:
    """How alike two statements are; 0 where they cannot be one saying."""
    length = min(a.length, b.length) / max(a.length, b.length, 1)
    same_force = a.cited.claim.qualifiers.get("force") == b.cited.claim.qualifiers.get("force")
    every, common = a.anchors | b.anchors, a.anchors & b.anchors
    if not every:
        if not same_force or length < _BARE_LENGTH or bool(a.cited.claim.qualifiers.get("quotes")) != bool(
            b.cited.claim.qualifiers.get("quotes")
        ):
            return 0.0
        return length + 1 - abs(a.place - b.place)
    shared = sum(weights[x] for x in common) / sum(weights[x] for x in every)
    told_apart = same_force or any(weights[x] == 1 for x in common)  # what they share stands in no other saying of the two pages
    if shared < (_SHARED_ALIKE if same_force else _SHARED) or length < _LENGTH or not told_apart:
        return 0.0
    return 2 * shared + length + same_force + 1 - abs(a.place - b.place)


def _sorted(anchors: Iterable[Anchor]) -> tuple[Anchor, ...]:
    return tuple(sorted(anchors, key=lambda x: (x[0], str(x[1]))))


def _json(anchors: Iterable[Anchor]) -> dict[str, list[Any]]:
    told = list(anchors)
    return {"names": [x for kind, x in told if kind == "name"], "numbers": [x for kind, x in told if kind == "number"]}
