"""Dates on the open suites, beside dateparser, in one run: `python benchmarks/dates.py [--misses N] [--no-rival] [SUITES]`.

Prints, per suite and language, how many of the date spans are found exactly and overlapping (recall, precision, F1), how many values
are right, and how long a text takes; dateparser on the same rows. Skipped, with a reason, where the suites are absent.
"""

from __future__ import annotations

import argparse
import datetime
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dragoman.claims.dates.calendars import from_hijri
from dragoman.claims.dates.dates import find_dates
from dragoman.claims.dates.words import DateWords, load_date_words
from dragoman.errors import BadDate
from dragoman.model import Date

ROOT = Path(__file__).parent.parent
SUITES = ROOT.parent / "shared" / "gold" / "suites"
Row = dict[str, Any]
Spans = list[tuple[int, int, str]]


def rows(path: Path) -> Iterator[Row]:
    """The rows of a suite."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def recognizers(path: Path, kinds: tuple[str, ...] = ("date", "daterange")) -> Iterator[Row]:
    """The verified rows about dates of some kinds (date: one day; daterange: longer), one row a text with all its spans.

    Rows that hold a clock time are left out.
    """
    texts: dict[tuple[str, str, str], Row] = {}
    for row in rows(path):
        kind = (row["type"] or "").removeprefix("datetimeV2.")
        if not row["verified"] or (kind and kind not in kinds):
            continue
        if (row["type"] is None and not row["spec"].startswith("Date")) or "DateTimeE" in row["spec"] or "DateTimeP" in row["spec"]:
            continue
        key = (row["lang"], row["text"], str(row["ref_date"])[:10])
        kept = texts.setdefault(key, {"lang": row["lang"], "text": row["text"], "ref_date": row["ref_date"], "spans": {}, "whole": False})
        kept["whole"] = kept["whole"] or row["spec"] in ("DateExtractor", "DatePeriodExtractor")
        if row["span"]:
            kept["spans"].setdefault(tuple(row["span"]), _recognizers_value(row["value"]))
    yield from texts.values()


def _recognizers_value(value: Any) -> list[str]:
    """The values that the suite accepts, as EDTF of days; ranges end on the day before the one it names."""
    found: list[str] = []
    for one in value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []:
        if not isinstance(one, dict):
            continue
        if one.get("value") or one.get("date"):
            found.append(str(one.get("value") or one.get("date"))[:10])
        start, end = one.get("start") or one.get("startDate"), one.get("end") or one.get("endDate")
        if start and end:
            found.append(f"{start[:10]}/{end[:10]}")
    return found


def span_rows(path: Path) -> Iterator[Row]:
    """The rows of chrono, Hors and dateparser: one span a text."""
    for row in rows(path):
        if row.get("span"):
            yield {**row, "spans": {tuple(row["span"]): [row["value"]]}, "to": row.get("to")}


def ours(words: dict[str, DateWords]) -> Callable[[Row], Spans]:
    """Our reading of a row: spans and values."""

    def read(row: Row) -> Spans:
        published = Date(row["ref_date"][:10]) if row.get("ref_date") else None
        return [(m.span.start, m.span.end, str(m.value or "")) for m in find_dates(row["text"], words[row["lang"]], published)]

    return read


def rival() -> Callable[[Row], Spans]:
    """dateparser's reading of a row."""
    from dateparser.search import search_dates  # type: ignore[import-untyped]

    def read(row: Row) -> Spans:
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
        if row.get("ref_date"):
            settings["RELATIVE_BASE"] = datetime.datetime.fromisoformat(row["ref_date"]).replace(tzinfo=None)
        try:
            found = search_dates(row["text"], languages=[row["lang"]], settings=settings) or []
        except Exception:
            return []
        spans, at = [], 0
        for words, when in found:
            start = row["text"].find(words, at)
            if start >= 0:
                spans.append((start, start + len(words), when.date().isoformat()))
                at = start + len(words)
        return spans

    return read


def right(value: str, accepted: list[str], to: str | None) -> bool:
    """Whether an EDTF value says what the suite says, in its own precision: an interval by its bounds, a month or year by its first day."""
    if not value or value.startswith("--"):
        return False
    date = Date(value)
    for want in accepted:
        first, _, end = str(want).partition("/")
        if to:
            end = to[:10]
        try:
            day = Date(first[:10]).first
        except BadDate:
            continue
        if end:
            last = datetime.date.fromisoformat(end[:10])
            if date.first == day and date.last in (last, last - datetime.timedelta(days=1)):
                return True
        elif date.first == day or (len(value) < 10 and date.first <= day <= date.last):
            return True
    return False


def score(wanted: list[Row], read: Callable[[Row], Spans], named: Callable[[Row], bool] | None = None) -> dict[str, Counter[str]]:
    """Counts per language."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in wanted:
        count = counts[row["lang"]]
        started = time.perf_counter()
        found = read(row)
        count["microseconds"] += round((time.perf_counter() - started) * 1e6)
        count["texts"] += 1
        count["found"] += len(found)
        for (start, end), accepted in row["spans"].items():
            count["gold"] += 1
            exact = [x for x in found if (x[0], x[1]) == (start, end)]
            overlapping = [x for x in found if x[0] < end and start < x[1]]
            count["exact"] += bool(exact)
            count["overlapping"] += bool(overlapping)
            if accepted and (named is None or named(row)):
                count["valued"] += 1
                count["value"] += any(right(x[2], accepted, row.get("to")) for x in overlapping)
            row["missed"] = [*row.get("missed", []), *([] if exact else [((start, end), overlapping)])]
            if accepted and not any(right(x[2], accepted, row.get("to")) for x in overlapping):
                row["wrong"] = [*row.get("wrong", []), (accepted, row.get("to"), overlapping)]
    return counts


def line(name: str, language: str, who: str, count: Counter[str]) -> str:
    """One line of the table."""

    def share(part: str, whole: str) -> float:
        return count[part] / count[whole] if count[whole] else 0.0

    def f1(part: str) -> float:
        recall, precision = share(part, "gold"), share(part, "found")
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0

    return (
        f"{name:<22} {language}  {who:<10} spans {count['gold']:>5}  exact {share('exact', 'gold'):.3f} (F1 {f1('exact'):.3f})  "
        f"overlapping {share('overlapping', 'gold'):.3f} (F1 {f1('overlapping'):.3f})  "
        f"value {share('value', 'valued'):.3f} of {count['valued']:>4}  {count['microseconds'] / max(1, count['texts']):>7.0f} µs a text"
    )


def named(words: dict[str, DateWords]) -> Callable[[Row], bool]:
    """Whether the date of a row names a month or a year and no clock time decides its value."""
    signs = frozenset("MmlHhy")

    def has(row: Row) -> bool:
        (start, end), *_ = row["spans"]
        from dragoman.claims.numbers.words import pieces

        entries = [words[row["lang"]].known[word] for word in pieces(row["text"][start:end])[1::2]]
        return any(entry is not None and entry.sign in signs for entry in entries)

    return has


def hijri(path: Path) -> str:
    """How many of the official pairs of days come out right."""
    total = good = 0
    for row in rows(path):
        year, month, day = map(int, row["hijri"].split("-"))
        there = from_hijri(year, month, day)
        total += not row["disputed"]
        good += not row["disputed"] and there is not None and there.isoformat() == row["gregorian"]
    return f"hijri pairs: {good} of {total}"


def show(name: str, wanted: list[Row], how_many: int) -> None:
    """The first rows that are not read as the suite has them."""
    for row in [row for row in wanted if row.get("missed") or row.get("wrong")][:how_many]:
        for (start, end), found in row.get("missed", []):
            text = row["text"]
            print(f"  {name} span {text[:start]}⟦{text[start:end]}⟧{text[end:]}  found: {[text[a:b] for a, b, _ in found]}")
        for accepted, to, found in row.get("wrong", []):
            wanted_value, day = f"{accepted} {to or ''}", (row.get("ref_date") or "")[:10]
            print(f"  {name} value {row['text']}  ({day}) wanted {wanted_value} found {[x[2] for x in found]}")


def all_words() -> dict[str, DateWords]:
    """The words of dates of each language."""
    return {code: load_date_words(ROOT / "dragoman" / "languages" / code) for code in ("ar", "ru", "en")}


def sets(suites: Path, words: dict[str, DateWords]) -> dict[str, list[Row]]:
    """The rows of each suite, and of two parts of suites."""
    plain = list(span_rows(suites / "dates_chrono_hors.jsonl"))
    return {
        "Recognizers": list(recognizers(suites / "dates_recognizers.jsonl")),
        "Recognizers, days": list(recognizers(suites / "dates_recognizers.jsonl", ("date",))),
        "chrono and Hors": plain,
        "chrono and Hors, named": [row for row in map(dict, plain) if named(words)(row)],
        "dateparser": list(span_rows(suites / "dates_dateparser.jsonl")),
    }


def figures() -> dict[str, dict[str, float]]:
    """Per suite and language, the parts of the spans found exactly and overlapping, and of the values that are right."""
    words, found = all_words(), {}
    for name, wanted in sets(SUITES, words).items():
        for language, count in score(wanted, ours(words)).items():
            parts = (("exact", "gold"), ("overlapping", "gold"), ("value", "valued"))
            found[f"{name}, {language}"] = {part: count[part] / count[whole] for part, whole in parts if count[whole]}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="?", type=Path, default=SUITES)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--no-rival", action="store_true")
    options = parser.parse_args()
    if not options.suites.is_dir():
        print(f"skipped: the suites are not in {options.suites}")
        return
    words = all_words()
    for name, wanted in sets(options.suites, words).items():
        if options.only and options.only not in name:
            continue
        readers: dict[str, Callable[[Row], Spans]] = {"dragoman": ours(words)} | ({} if options.no_rival else {"dateparser": rival()})
        results = {who: score(wanted, read) for who, read in readers.items() if who == "dragoman" or not options.misses}
        for language in ("ar", "ru", "en"):
            for who, counts in results.items():
                if counts[language]["gold"]:
                    print(line(name, language, who, counts[language]))
            if len(results) == 2 and results["dateparser"][language]["gold"]:
                print(f"{'':<26}ratio: exact {ratio(results, language, 'exact')}  overlapping {ratio(results, language, 'overlapping')}  "
                      f"value {ratio(results, language, 'value')}  time {ratio(results, language, 'microseconds')}")  # fmt: skip
        if options.misses:
            show(name, wanted, options.misses)
    print(hijri(options.suites / "hijri_calendar.jsonl"))


def ratio(results: dict[str, dict[str, Counter[str]]], language: str, part: str) -> str:
    """Ours by dateparser's."""
    theirs = results["dateparser"][language][part]
    return f"{results['dragoman'][language][part] / theirs:.3g}" if theirs else "–"


if __name__ == "__main__":
    main()
