"""docs/record.md: the Factbook alone against the Factbook with the hand-kept record, by organisation and year; each difference explained.

The yardstick for "full members at the end of a year" is the hand-kept table of changes replayed one by one, without the ledger's rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import record
from dragoman.gazetteer import load
from dragoman.gazetteer.base import Page, Row, articles_and_claims, read_table
from dragoman.ledger import Ledger, When
from dragoman.model import Date

ROOT = Path(__file__).resolve().parent.parent
YEARS = range(1991, 2026)
BEST_KNOWN = (
    "un", "unsc", "nato", "eu", "eurozone", "council-of-europe", "osce", "oecd", "g7", "g20", "brics", "sco", "cis", "csto", "eaeu", "ots",
    "las", "oic", "gcc", "au", "ecowas", "asean", "apec", "opec", "wto", "commonwealth", "icc", "mercosur",
)  # fmt: skip
Members = frozenset[str]


@dataclass(frozen=True)
class Compared:
    """One organisation at the end of one year: who belongs to it by the hand-kept changes, by the Factbook alone, and by both together."""

    org: str
    year: int
    own: Members
    factbook: Members
    both: Members


def agreement(pairs: Iterable[tuple[Members, Members]]) -> float:
    """The part of all who are in either list that is in both, over all years; 1.0 where nobody is in either."""
    pairs = list(pairs)
    either = sum(len(a | b) for a, b in pairs)
    return sum(len(a & b) for a, b in pairs) / either if either else 1.0


def own_members(rows: list[Row], org: str, year: int) -> Members:
    """The full members at the end of a year, suspended ones among them, by replaying the changes."""
    names, standing = load(), {}
    past = [x for x in rows if x["organisation"] == org and Date(x["day"]).first.year <= year and x["change"] not in ("applied", "invited")]
    for row in sorted(past, key=lambda x: (Date(x["day"]).first, x["change"] != "left")):
        rung = names.rung(org, row["rank"] or "member")
        counts = rung.counts_as if rung else "member"
        standing[row["state"]] = {"left": "none", "suspended": "member"}.get(row["change"], counts)
    return frozenset(state for state, what in standing.items() if what == "member")


def members(ledger: Ledger, org: str, year: int) -> Members:
    """The full members at the end of a year by the ledger's answer."""
    return frozenset(x.what["member"]["id"] for x in ledger.members(org, When.of(f"{year}-12-31")).rows)


def compare() -> list[Compared]:
    """Every organisation at the end of every year in which it had members."""
    rows, found = list(read_table("record-memberships")), []
    with _ledger(articles_and_claims()) as factbook, Ledger.open(":memory:") as both:
        for org in BEST_KNOWN:
            for year in YEARS:
                if own := own_members(rows, org, year):
                    found.append(Compared(org, year, own, members(factbook, org, year), members(both, org, year)))
    return found


def _ledger(pages: Iterable[Page]) -> Ledger:
    ledger = Ledger.open(":memory:", base=False)
    ledger.store.append_all(pages, base=True)
    return ledger


def text() -> str:
    """The whole page."""
    found = compare()
    with_it = agreement((x.own, x.both) for x in found)
    alone = agreement((x.own, x.factbook) for x in found)
    parts = [
        "# The base record",
        "Made by `tools/record_report.py`; do not edit.",
        f"A new ledger begins with what the editions of the CIA World Factbook listed (1990–2025), and with a hand-kept record: {_held()}. "
        "Each row of it names a page that says so, with that page's address and day, or is marked *unconfirmed*, and is shown as such "
        "wherever it is cited. No day is guessed: where only the year is known, the year is what is written.",
        "## Full members at the end of each year, 1991–2025",
        f"For the {len(BEST_KNOWN)} best-known organisations, against the hand-kept changes replayed one by one: agreement is the part "
        f"of all state-years in either list that is in both. **The Factbook alone: {alone:.4f}. With the record: {with_it:.4f}.** "
        "The second figure does not say how right the record is: the yardstick is the record itself, so a change that is wrong or missing "
        "there is wrong on both sides and costs nothing. It says only how well the ledger's rules let the record prevail over the Factbook "
        "where the two are at odds. The first figure says how far the Factbook is from the record. "
        "Suspended members count as members. The last column: for how many a page that was looked at tells of the joining.",
        *_summary(found), "## The Factbook alone, by organisation and year", "Agreement in per cent; blank before there were members.",
        *_by_year(found, lambda x: x.factbook), "## With the record, by organisation and year", *_by_year(found, lambda x: x.both),
        "## Each remaining difference", *_differences(found), "## Compared with the data of others", *_compared(),
        "## What the Factbook alone gets wrong", "The longest errors: who is listed though not a member, or missing though a member.",
        *_errors(found),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _held() -> str:
    told = []
    for table, word in (("memberships", "changes of standing"), ("chairs", "chairmanships"), ("offices", "terms of office"),
                        ("meetings", "summits"), ("lists", "whole lists")):  # fmt: skip
        rows = [x for x in read_table(f"record-{table}") if x.get("from") != ""]  # a last day that is packed by itself is no term
        told.append(f"{len(rows):,} {word} ({sum(x['status'] == 'confirmed' for x in rows):,} confirmed)")
    return ", ".join(told) + _heads()


def _heads() -> str:
    rows = list(read_table("record-leaders"))
    status = Counter(x["status"] for x in rows)
    terms, states = sum(x["change"] == "assumes" for x in rows), len({x["body"] for x in rows})
    return (f", and {terms:,} terms of heads of state and of government of {states} states since 1991 (of their {len(rows):,} first and "
            f"last days a page tells {status['confirmed']:,} as they are written, and of {status['year']:,} more the year; "
            f"{status['unconfirmed']:,} are unconfirmed)")  # fmt: skip


def _summary(found: list[Compared]) -> Iterator[str]:
    sure = {(x["organisation"], x["state"]) for x in read_table("record-memberships") if x["status"] == "confirmed" and
            x["change"] in ("joined", "granted", "restored")}  # fmt: skip
    lines = ["| organisation | members 2025 | years | Factbook alone | with the record | confirmed |", "|---|---|---|---|---|---|"]
    for org in BEST_KNOWN:
        own = [x for x in found if x.org == org]
        seats = [(org, state) for x in own for state in x.own]
        lines.append(f"| {load().label(org, 'en')} | {len(own[-1].own)} | {own[0].year}–{own[-1].year} "
                     f"| {agreement((x.own, x.factbook) for x in own):.3f} | {agreement((x.own, x.both) for x in own):.3f} "
                     f"| {sum(x in sure for x in seats) / len(seats):.0%} |")  # fmt: skip
    yield "\n".join(lines)


def _by_year(found: list[Compared], which: object) -> Iterator[str]:
    assert callable(which)
    cells = {(x.org, x.year): f"{100 * agreement([(x.own, which(x))]):.0f}" for x in found}
    lines = ["| | " + " | ".join(f"{year % 100:02d}" for year in YEARS) + " |", "|---" * (len(YEARS) + 1) + "|"]
    lines += [f"| {org} | " + " | ".join(cells.get((org, year), "") for year in YEARS) + " |" for org in BEST_KNOWN]
    yield "\n".join(lines)


def _spans(found: list[Compared], pick: object) -> dict[tuple[str, str, str], list[int]]:
    """The years of each difference, by organisation, state and kind (listed · missing)."""
    assert callable(pick)
    years: dict[tuple[str, str, str], list[int]] = {}
    for item in found:
        for state in pick(item) - item.own:
            years.setdefault((item.org, state, "listed"), []).append(item.year)
        for state in item.own - pick(item):
            years.setdefault((item.org, state, "missing"), []).append(item.year)
    return years


def _told(key: tuple[str, str, str], years: list[int], why: str = "") -> str:
    org, state, kind = key
    span = f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"
    word = "is listed, but was no full member" if kind == "listed" else "is missing, but was a full member"
    return f"- {load().label(org, 'en')}: {load().label(state, 'en')} {word} ({span}).{why}"


def _differences(found: list[Compared]) -> Iterator[str]:
    spans = _spans(found, lambda x: x.both)
    why = {"listed": " Lists name it, and no page was found that tells of its joining.",
           "missing": " The page of a later change, or a vaguer day, answers first."}  # fmt: skip
    gone = " Its seat is told under the state that kept it."
    yield "\n".join(_told(k, years, gone if _is_gone(k[1]) else why[k[2]]) for k, years in sorted(spans.items())) or "None."


def _compared() -> Iterator[str]:
    """What independent data say, and each difference that was or is."""
    columns = ("data", "what", "items", "first", "now", "differences")
    rows = list(record.rows("compared", columns))
    items, first, now = (sum(int(x[column]) for x in rows) for column in columns[2:5])
    yield (
        "The figures above compare the record with itself. These compare it with what others collected without it; their data are not "
        f"kept here. **Of {items:,} items {first:,} agreed at first, {now:,} agree now.** What was wrong here and found so is mended. "
        "Where their table has since become the source of a row, the first figure is the independent one. Not at hand, and so not "
        "compared: the Correlates of War's memberships by year, the depositaries' tables of other treaties."
    )
    lines = ["| data | what was compared | items | agreed at first | agree now | differences |", "|---|---|---|---|---|---|"]
    yield "\n".join([*lines, *("| " + " | ".join(x[column] or "none" for column in columns) + " |" for x in rows)])


def _is_gone(state: str) -> bool:
    """Whether it is a state that is no more."""
    entity = load().entity("state", state)
    return bool(entity and entity.facts.get("to"))


def _errors(found: list[Compared]) -> Iterator[str]:
    spans = sorted(_spans(found, lambda x: x.factbook).items(), key=lambda x: (-len(x[1]), x[0]))
    yield "\n".join(_told(key, years) for key, years in spans[:60])
    yield f"… {len(spans):,} such errors in all."


if __name__ == "__main__":
    (ROOT / "docs" / "record.md").write_text(text(), "utf-8")
    print("docs/record.md")
