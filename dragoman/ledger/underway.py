"""What is being read into a ledger just now: its sums in a small file beside the ledger's, for whoever looks at the desk meanwhile.

A file for each process that reads, `NAME.underway-PID.json`, written at most once a second and taken away at the end. One that was left
behind is told by its process, which is no more, or by its age. A ledger on a database server has no file beside it, and tells nothing.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Self

OFTEN = 1.0  # seconds between two writings
SILENT = datetime.timedelta(minutes=10)  # a batch of pages takes no longer to write: who said nothing for so long is no more
ELSEWHERE = datetime.timedelta(minutes=2)  # the same of a process on another machine, of which nothing else can be known
MANY = 2**20  # bytes: no such file is longer


@dataclass(frozen=True, slots=True)
class Underway:
    """The sums of one import. `since` and `said` are moments in UTC, ISO 8601; `share` is the part done, 0 to 1, or None if unknown."""

    since: str
    said: str
    stage: str = "pages"  # pages, or slices: a cluster reads, and nothing is written yet
    share: float | None = None
    read: int = 0  # pages
    known: int = 0  # pages that were here already
    skipped: int = 0  # pages that could not be read
    claims: int = 0
    pace: float = 0.0  # pages read a second
    pid: int = field(default_factory=os.getpid)
    host: str = field(default_factory=platform.node)

    def is_over(self, at: datetime.datetime) -> bool:
        """Whether its process ended without a word, as far as can be told at a moment."""
        silent = at - datetime.datetime.fromisoformat(self.said)
        if self.host != platform.node() or os.name == "nt":  # where asking after a process would end it
            return silent > ELSEWHERE
        return silent > SILENT or not _is_alive(self.pid)


Sums = Callable[[], Mapping[str, Any]]


class Announcing:
    """Tells of an import while it goes on. Where no file can be written, the import goes on without."""

    def __init__(self, ledger: str, clock: Callable[[], float] = time.monotonic) -> None:
        place = _place(ledger)
        self.file = place.with_name(f"{place.name}.underway-{os.getpid()}.json") if place else None
        self._clock = clock
        self._since = _now().isoformat(timespec="seconds")
        self._next = clock()
        self._ledger = ledger

    def __enter__(self) -> Self:
        for file, told in _files(self._ledger):
            if told is None or told.is_over(_now()):
                with suppress(OSError):
                    file.unlink()
        self.say("pages", None, dict)
        return self

    def say(self, stage: str, share: float | None, sums: Sums) -> None:
        """Write down how far it is, if that was not done within the last second."""
        if self.file is None or self._clock() < self._next:
            return
        self._next = self._clock() + OFTEN
        share = None if share is None else round(min(1.0, max(0.0, share)), 3)
        told = Underway(self._since, _now().isoformat(timespec="seconds"), stage, share, **sums())
        part = self.file.with_suffix(".part")
        with suppress(OSError):
            part.write_text(json.dumps(asdict(told)), encoding="utf-8")
            os.replace(part, self.file)

    def __exit__(self, *error: object) -> None:
        if self.file:
            for file in (self.file, self.file.with_suffix(".part")):
                with suppress(OSError):
                    file.unlink(missing_ok=True)


def underway(ledger: str, at: datetime.datetime | None = None) -> list[Underway]:
    """What is being read into a ledger (its path or address) at a moment (default: now), the oldest first."""
    found = [told for _, told in _files(ledger) if told and not told.is_over(at or _now())]
    return sorted(found, key=lambda x: (x.since, x.host, x.pid))


def _files(ledger: str) -> Iterator[tuple[Path, Underway | None]]:
    """The files beside a ledger with what they say; None where that cannot be understood."""
    place = _place(ledger)
    if place is None:
        return
    with suppress(OSError), os.scandir(place.parent) as entries:
        for entry in entries:
            if entry.name.startswith(f"{place.name}.underway-") and entry.name.endswith(".json"):
                yield Path(entry.path), _understood(Path(entry.path))


def _understood(file: Path) -> Underway | None:
    try:
        with file.open("rb") as opened:
            told = json.loads(opened.read(MANY))
        found = Underway(**{x.name: told[x.name] for x in fields(Underway)})
        if datetime.datetime.fromisoformat(found.said).tzinfo is None or not all(isinstance(x, str) for x in (found.since, found.stage)):
            return None
        numbers = (found.read, found.known, found.skipped, found.claims, found.pid, found.pace, found.share or 0)
        return found if all(isinstance(x, (int, float)) and x >= 0 for x in numbers) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _place(ledger: str) -> Path | None:
    """The file of a ledger; None for one in memory or on a server."""
    if ":memory:" in ledger or ("://" in ledger and not ledger.startswith("sqlite:///")):
        return None
    return Path(ledger.removeprefix("sqlite:///"))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is another user's
        pass
    return True


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
