"""The claims behind a row: on which day they could be read, whether a source confirms them, and how they are loaded at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from dragoman.ledger import Cited, Row
from dragoman.ledger.answers import Named
from dragoman.ledger.told import Ids, day, records_of
from dragoman.model import Date

NEAREST = 8  # claims of a row, among which the words to show are chosen: the most trusted and earliest


def day_of(row: Row, cited: Mapping[str, Cited]) -> Date | None:
    """The day of a step; of one that has none, such as an invitation, that of its words."""
    return row.since or next((cited[x].claim.valid_from for x in row.claims if x in cited), None)


def last_known(row: Row, cited: Mapping[str, Cited]) -> datetime.date | None:
    """The latest day on which words on a row could first be read."""
    if isinstance(row.claims, Ids):
        return max((day(records_of(x)[-1].known) for x in row.claims.told), default=None)
    return max((cited[x].known for x in row.claims if x in cited), default=None)


def last_told(row: Row, cited: Mapping[str, Cited]) -> Cited | None:
    """The claim of a row that could be read last."""
    if isinstance(row.claims, Ids):
        last = max(row.claims.records(), key=lambda x: x.known, default=None)
        return cited.get(last.id) if last else None
    return max((cited[x] for x in row.claims if x in cited), key=lambda x: x.known, default=None)


def ready(cited: Mapping[str, Cited], ids: Iterable[str]) -> str:
    """Load some claims of an answer at once, where they are loaded as they are asked for; nothing to show."""
    if isinstance(cited, Named):
        cited.ready(ids)
    return ""


def ready_all(cited: Mapping[str, Cited], each: Iterable[Sequence[str]]) -> None:
    """Load at once, of each of several rows, the claims among which the words to show are chosen."""
    ready(cited, [x for ids in each for x in islice(ids, NEAREST)])


def unsourced(claims: Sequence[str], cited: Mapping[str, Cited]) -> bool:
    """Whether all these claims are lines of the base record for which no source was found."""
    said = [cited[x].claim.qualifiers for x in claims if x in cited]
    return bool(said) and all(x.get("confirmed") is False for x in said)
