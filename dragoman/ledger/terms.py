"""Who has held a seat, term by term: a row for each tenure that had begun by a day.

A claim that no term rests on is set aside once, beside the last term of the holder it names: beside each, the answer would grow as the
square of the claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from dragoman.ledger.answers import Row, SetAside, When
from dragoman.ledger.seats import Seat, asides_of, place_of, tenure_row, tenures_of
from dragoman.ledger.told import Later


def term_rows(seat: Seat, when: When) -> list[Row]:
    """Every tenure begun by `when`, in order. One that nothing had ended by then ends with the next holder's coming, if there was one."""
    first, last = when.on.first, when.on.last
    begun = [x for x in tenures_of(seat) if place_of(x)[0] <= last]
    rows, holders = [], []
    for tenure, after in zip_longest(begun, begun[1:]):
        ended = tenure.end if tenure.end and tenure.end.lo <= last else after.start if after else None
        rows.append(tenure_row(seat, replace(tenure, end=ended), "certainly" if place_of(tenure)[1] <= first else "possibly"))
        holders.append(tenure.holder)
    aside = _Aside(seat, rows, holders)
    return [replace(x, set_aside=aside.of(n)) for n, x in enumerate(rows)]


class _Aside:
    """What the terms of a seat set aside, parted among them when it is first read."""

    def __init__(self, seat: Seat, rows: Sequence[Row], holders: Sequence[str]) -> None:
        self._seat, self._rows, self._holders = seat, rows, holders
        self._parts: dict[int, list[SetAside]] | None = None

    def of(self, place: int) -> Later:
        """What stands beside the term at that place."""
        return Later(lambda: tuple(self._parted().get(place, ())))

    def _parted(self) -> dict[int, list[SetAside]]:
        if self._parts is None:
            used = {x for row in self._rows for x in row.claims}
            lasts = {holder: n for n, holder in enumerate(self._holders)}
            named = self._seat.holders()
            self._parts = {}
            for item in asides_of(self._seat):
                if item.claim not in used:
                    place = lasts.get(named.get(item.claim, ""), len(self._rows) - 1)
                    self._parts.setdefault(place, []).append(item)
        return self._parts
