"""Days as readers type them: `2024-07-05`, as the address has it, or as one writes a date in Arabic, Russian or English, in any digits."""

from __future__ import annotations

import functools
import re
import unicodedata

from dragoman.errors import BadDate
from dragoman.model import Date
from dragoman.views.dates import spoken
from dragoman.views.words import LANGUAGES, Words, catalogue

PARTS = re.compile(r"\d+|[^\W\d_]+(?: +[^\W\d_]+)*")  # numbers, and words beside one another
LONGEST = 60  # characters of a date; what is longer is none
SHORTEST = 3  # letters of a month's name cut short


def typed(text: str, lang: str) -> Date | None:
    """The date that was typed, in the manner of the page's language first; None if it is none, or could be one of two.

    >>> typed("5 July 2024", "en"), typed("05.07.2024", "ru"), typed("5/7/2024", "en"), typed("31 June 2024", "en")
    (Date(text='2024-07-05'), Date(text='2024-07-05'), None, None)
    """
    text = "".join(str(unicodedata.decimal(x)) if x.isdecimal() else x for x in text.strip())
    try:
        return Date(text)
    except BadDate:
        pass
    parts = _parts(text, lang) if len(text) <= LONGEST else None
    found = _in_order(parts, lang, "." in text) if parts else None  # with dots, the day leads everywhere
    try:
        return Date("-".join(f"{int(x):0{width}}" for x, width in zip(found, (4, 2, 2), strict=False))) if found else None
    except BadDate:
        return None


def _parts(text: str, lang: str) -> list[tuple[str, int]] | None:
    """The numbers and months of a date in their order: [("5", 0), ("", 7), ("2024", 0)]; None if anything else is said."""
    parts: list[tuple[str, int]] = []
    for part in PARTS.findall(_folded(text)):
        if part.isdecimal():
            parts.append((part, 0))
        elif said := " ".join(x for x in part.split() if x not in _beside()):
            month = _month(said, lang)
            if month is None:
                return None
            if parts[-1:] != [("", month)]:  # an Arabic month has two names
                parts.append(("", month))
    return parts


def _in_order(parts: list[tuple[str, int]], lang: str, dotted: bool) -> list[str] | None:
    """Year, month and day, as far as they are given; None if they are not a date, or it is unclear which number is the month."""
    shape = "".join("m" if month else "y" if len(number) == 4 else "n" for number, month in parts)
    given = [str(month) if month else number for number, month in parts]
    orders = {"y": (0,), "my": (1, 0), "ny": (1, 0), "nmy": (2, 1, 0), "mny": (2, 0, 1), "ynn": (0, 1, 2), "nny": (2, 1, 0)}
    if shape == "nny" and not dotted and Words(lang).raw("date.month_may_lead"):
        first, second = int(given[0]), int(given[1])
        if first != second and max(first, second) <= 12:
            return None
        return [given[2], given[0], given[1]] if second > 12 else [given[2], given[1], given[0]]
    return [given[x] for x in orders[shape]] if shape in orders else None


def _month(name: str, lang: str) -> int | None:
    """The month of that name, or of whose name these are the first letters; in the page's language, else in another."""
    for code in (lang, *(x for x in LANGUAGES if x != lang)):
        names = _months(code)
        near = {month for known, month in names.items() if known.startswith(name)} if len(name) >= SHORTEST else set()
        if name in names or len(near) == 1:
            return names[name] if name in names else near.pop()
    return None


@functools.cache
def _months(lang: str) -> dict[str, int]:
    """Every name of a month, folded, with its number."""
    words = catalogue(lang)
    lists = (words[f"months.{key}"] for key in ("in_sentence", "alone", "within", "also"))
    return {_folded(name): n for names in lists for n, given in enumerate(names, 1) for name in given.split("/") if name}


@functools.cache
def _beside() -> frozenset[str]:
    """The words that may stand beside a date and say nothing of it."""
    return frozenset(_folded(x) for lang in LANGUAGES for x in catalogue(lang)["date.beside"])


def _folded(text: str) -> str:
    return "".join(x for x in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(x))


def in_field(value: Date | None, words: Words) -> str:
    """A date as it stands in a field to be typed over; `typed` reads it again.

    >>> in_field(Date("2024-07-05"), Words("ru")), in_field(Date("2024-07"), Words("en")), in_field(None, Words("en"))
    ('05.07.2024', 'July 2024', '')
    """
    if value is None:
        return ""
    if value.precision != "day":
        return words.figures(value.text) if value.precision == "interval" else spoken(words, value)
    day = value.first
    month = words.raw("months.in_sentence")[day.month - 1] if words.raw("date.month_may_lead") else day.month
    return words.figures(str(words.raw("date.typed")).format(day=day.day, month=month, year=day.year))
