"""The claims on something, kept for all days of knowing: which of them were known on a day, and which were struck by then (rule 1)."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.ledger.answers import Cited, When
from dragoman.model import Judgement


class Every:
    """The claims on something, in the order in which they could be known, with the verdicts on some of them by claim."""

    def __init__(self, cited: list[Cited], verdicts: Mapping[str, Sequence[tuple[Judgement, str]]]) -> None:
        self.cited, self.verdicts = cited, verdicts
        self._known = [x.known for x in cited]

    def with_pages(self, pages: Collection[str], cited: Iterable[Cited], verdicts: Mapping[str, Sequence[tuple[Judgement, str]]]) -> Every:
        """The same with these as the claims of some pages, in place of what was there of them."""
        gone = {x.id for x in self.cited if x.claim.article in pages}
        others = {id: items for id, items in self.verdicts.items() if id not in gone}
        new = sorted(cited, key=in_text_order)
        told = others | {x.id: verdicts[x.id] for x in new if x.id in verdicts}
        return Every(sorted([*(x for x in self.cited if x.id not in gone), *new], key=in_text_order), told)

    def until(self, day: datetime.date) -> int:
        """How many of them could be known by the day."""
        return bisect_right(self._known, day)

    def at(self, when: When) -> list[Cited]:
        """Those known at `when`, each struck if it was by then."""
        found = self.cited[: self.until(when.known.last)] if when.known else self.cited
        found = [x for x in found if x.recorded_at <= when.recorded] if when.recorded else found
        if not self.verdicts:
            return list(found)
        struck = {id: why for id, items in self.verdicts.items() if (why := struck_by(items, when))}
        return [replace(x, struck=struck[x.id]) if x.id in struck else x for x in found]


def in_text_order(item: Cited) -> tuple[datetime.date, str, int, str]:
    """The place of a claim in the order of publication and text."""
    return item.known, item.claim.article, item.claim.evidence.start, item.claim.id


def struck_by(verdicts: Sequence[tuple[Judgement, str]], when: When) -> str | None:
    """Why a claim may not be used, by the last verdict that was known and recorded by then."""
    known = [x for x, recorded_at in verdicts if when.knows(datetime.date.fromisoformat(x.at[:10]), recorded_at) and x.verdict != "unsure"]
    if not known or known[-1].verdict not in ("wrong", "retracted"):
        return None
    last = known[-1]
    why = f"{'judged wrong' if last.verdict == 'wrong' else 'retracted'} by {last.by} on {last.at[:10]}"
    return f"{why}: {last.note}" if last.note else why
