"""What the desk need not make twice: answers and pages are kept while the record stays as it is, and let go when anything is appended."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from importlib import resources
from typing import Any, Self, TypeVar

from dragoman.gazetteer import load
from dragoman.ledger import Answer, Ledger, When
from dragoman.model import Date
from dragoman.views.searching import Spoken

T = TypeVar("T")
ANSWERS_KEPT = 64
PAGES_KEPT = 400  # of some 50 kB


class Kept:
    """A few values made of one state of the record, those longest unused given up first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._state = ""
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, state: str, key: Hashable) -> object | None:
        """The value kept under the key, if it was made of this state."""
        with self._lock:
            if state != self._state:
                self._state = state
                self._values.clear()
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, state: str, key: Hashable, value: object) -> None:
        """Keep a value that was made of this state."""
        with self._lock:
            if state == self._state:
                self._values[key] = value
                while len(self._values) > self.most:
                    self._values.popitem(last=False)


class Remembering(Ledger):
    """A ledger that answers the same question from memory as long as nothing was appended in between."""

    @classmethod
    def over(cls, ledger: Ledger) -> Self:
        """The same record, remembered."""
        own = cls(ledger.store)
        own.witnesses = ledger.witnesses
        return own

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes of the record; made once for each state of it."""
        state = self.state()
        found = self._kept.get(state, key)
        if found is None:
            found = make()
            self._kept.put(state, key, found)
        return found  # type: ignore[return-value]

    @property
    def _kept(self) -> Kept:
        return self.__dict__.setdefault("_answers", Kept(ANSWERS_KEPT))  # type: ignore[no-any-return]

    def counts(self) -> dict[str, Any]:
        """As the ledger's."""
        return self.once("counts", super().counts)

    def changes(self, since: Date, when: When) -> Answer:
        """As the ledger's."""
        return self.once(("changes", since, when), lambda: super(Remembering, self).changes(since, when))

    def disputes(self, when: When) -> Answer:
        """As the ledger's."""
        return self.once(("disputes", when), lambda: super(Remembering, self).disputes(when))

    def meetings(self, org: str | None, when: When, after: Date | None = None, before: Date | None = None) -> Answer:
        """As the ledger's."""
        return self.once(("meetings", org, when, after, before), lambda: super(Remembering, self).meetings(org, when, after, before))

    def members(self, org: str, when: When, rank: str = "member") -> Answer:
        """As the ledger's."""
        return self.once(("members", org, when, rank), lambda: super(Remembering, self).members(org, when, rank))

    def courses(self, org: str, when: When, brief: bool = False) -> Answer:
        """As the ledger's."""
        return self.once(("courses", org, when, brief), lambda: super(Remembering, self).courses(org, when, brief))

    def memberships(self, state: str, when: When) -> Answer:
        """As the ledger's."""
        return self.once(("memberships", state, when), lambda: super(Remembering, self).memberships(state, when))

    def chair(self, org: str, when: When) -> Answer:
        """As the ledger's."""
        return self.once(("chair", org, when), lambda: super(Remembering, self).chair(org, when))

    def offices(self, body: str | None, when: When, person: str | None = None) -> Answer:
        """As the ledger's."""
        return self.once(("offices", body, when, person), lambda: super(Remembering, self).offices(body, when, person))

    def statements(
        self, *, when: When, about: str | None = None, by: str | None = None, only: Sequence[str] | None = None, latest: int | None = None
    ) -> Answer:
        """As the ledger's."""
        key = ("statements", when, about, by, None if only is None else tuple(only), latest)
        return self.once(key, lambda: super(Remembering, self).statements(when=when, about=about, by=by, only=only, latest=latest))

    @property
    def spoken(self) -> Spoken:
        """The search in its statements."""
        return self.__dict__.setdefault("_spoken", Spoken(self, load()))  # type: ignore[no-any-return]


def edition() -> str:
    """A mark of the programme that makes the pages: another programme, another mark."""
    whole = hashlib.sha256()
    for folder in ("", "templates", "words"):
        for file in sorted(resources.files("dragoman.views").joinpath(folder).iterdir(), key=lambda x: x.name):
            if file.is_file():
                whole.update(file.read_bytes())
    return whole.hexdigest()[:16]
