"""What was made of the record, kept as long as the part of the record that it was made of stays as it is.

A claim on one organisation changes no answer on another: so what was made of the claims on some entities is let go only when a claim
appears, or is judged, on a page that speaks of one of them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from typing import Any, NamedTuple, TypeVar

from dragoman.ledger.store import Store, Touched, no_collecting

KEPT = 400_000  # claims kept in memory, all together: some 800 MB at most
LEAST = 1  # what anything weighs: who asks for what is not there, or of ever other days, leaves values without a claim
T = TypeVar("T")


class _Made(NamedTuple):
    value: Any
    weight: int
    parts: frozenset[str] | None  # the entities of whose claims it was made; None for the whole record
    renew: Callable[[Any, frozenset[str]], Any] | None  # the value once more claims are on those pages


class Memory:
    """Values by key, those longest unused given up first. `most` bounds their weights, which are in claims."""

    def __init__(self, store: Store, most: int = KEPT) -> None:
        self.store, self.most = store, most
        self._made: OrderedDict[Hashable, _Made] = OrderedDict()
        self._mark = ""
        self._weight = 0
        self._lock = threading.RLock()

    def keep(self, key: Hashable, make: Callable[[], T], weight: Callable[[T], int],
             parts: Collection[str] | Callable[[T], Collection[str]] | None = None,
             renew: Callable[[T, frozenset[str]], T] | None = None) -> T:  # fmt: skip
        """What `make` gives, made once for each state of the parts of the record that it is made of (of the whole record, unless named).

        `renew` makes the new value of the old one and of the pages concerned, where that is quicker than making all of it anew.
        """
        mark = self.catch_up()
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                found: T = self._made[key].value
                return found
        with no_collecting():
            value = make()
        own = parts(value) if callable(parts) else parts
        with self._lock:
            if mark == self._mark:
                self._put(key, _Made(value, weight(value), None if own is None else frozenset(own), renew))
        return value

    def peek(self, key: Hashable) -> Any:
        """What is kept under the key as things stood when anything was last asked, or None."""
        with self._lock:
            found = self._made.get(key)
            return found.value if found else None

    def catch_up(self) -> str:
        """Let go of what was made of claims that are not all there are any more, or renew it; the mark of the record as it is."""
        mark = self.store.state()
        with self._lock:
            if mark != self._mark:
                self._heed(self.store.touched(self._mark, mark) if self._made else None)
                self._mark = mark
        return mark

    def _heed(self, touched: Touched | None) -> None:
        """Look through all that is kept, now that there is more."""
        for key, made in list(self._made.items()):
            if touched is not None and made.parts is not None and not made.parts & touched.entities:
                continue
            if touched is None or made.renew is None:
                self._weight -= self._made.pop(key).weight
            else:
                self._made[key] = made._replace(value=made.renew(made.value, touched.pages))

    def _put(self, key: Hashable, made: _Made) -> None:
        before, made = self._made.pop(key, None), made._replace(weight=max(LEAST, made.weight))
        self._weight += made.weight - (before.weight if before else 0)
        self._made[key] = made
        while len(self._made) > 1 and self._weight > self.most:
            _, gone = self._made.popitem(last=False)
            self._weight -= gone.weight
