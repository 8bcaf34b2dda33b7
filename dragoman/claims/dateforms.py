"""The forms of dates, written in the signs of `datewords`. The same forms serve every language.

A form has a pattern over the signs of a stretch and a function that gives its meaning, or None if it is no date after all.
Patterns have no nested repetition, so that looking takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dragoman.claims import datemeanings as meanings
from dragoman.claims.datemeanings import Found, Meant


@dataclass(frozen=True, slots=True)
class Form:
    """A named form: the signs it may begin with, its pattern and its meaning."""

    name: str
    starts: str
    pattern: re.Pattern[str]
    mean: Callable[[Found], Meant | None]


_DAY = "[dDok]"
_MONTH = r"(?P<m>[Mml])(?:[/(\-][Mml]\)?)?"
_REL = r"(?P<rel>[LNT]a?g|a?g[LNT]|[LNT])"
_TAIL = rf"(?:[-./,(]{{0,2}}[fp]{{0,2}}[gT]?(?P<y>[yYZ])(?:gE?|E)?|[,']?f?(?P<yy>n)(?!%)(?<=['f]n)|,?f?{_REL}(?!Q))"
_YEAR = rf"(?:,?[fp]{{0,2}}[gT]?(?P<y>[yYZ])(?:gE?|E)?|,?f?{_REL})"
_PRE = r"(?:(?P<today>R)[,(]?e?)?(?:Q?(?P<w>[WwQ])[,.(]?[pa]?)?(?:P[-fa]?)?"
_PRE_STARTS = "RQWwP"
_HIJRI_TAIL = r"(?:,?f?p?g?(?P<y>[y#])(?:g?J)?|J)?"
_WHEN = r"(?P<rel>[LNT]Q|Q[LNT]|TQ[LNT]|QT)"
_N = r"(?P<n>[dDnkK#v])"


def _form(name: str, starts: str, pattern: str, mean: Callable[[Found], Meant | None]) -> Form:
    return Form(name, starts, re.compile(pattern), mean)


FORMS = (
    _form("day-month", _PRE_STARTS + "adDok", rf"{_PRE}a?(?P<d>{_DAY})[-./,]?\.?f?(?:Q|p)?{_MONTH}{_TAIL}?", meanings.day_month),
    _form("month-day", _PRE_STARTS + "Mml", rf"{_PRE}Q?{_MONTH}[-./,]{{0,2}}a?(?P<d>{_DAY}){_TAIL}?", meanings.month_day),
    _form("year-month-day", "y", r"(?P<y>y)[-./,]{0,2}(?P<m>M)[-./,]{0,2}(?P<d>[dD])", meanings.iso),
    _form("iso", _PRE_STARTS + "y", rf"{_PRE}(?P<y>y)(?P<s>[-./])(?P<m>[dD])(?P=s)(?P<d>[dD])E?", meanings.iso),
    _form("compact", "i", r"(?P<i>i)", meanings.compact),
    _form("numeric", _PRE_STARTS + "dD", rf"{_PRE}(?P<a>[dD])(?P<s>[-./])(?P<b>[dD])(?:(?P=s)|E|,)(?P<y>[yndD])(?:E|g|(?P<j>J))?", meanings.numeric),
    _form("numeric-yearless", _PRE_STARTS + "dD", rf"{_PRE}(?P<a>[dD])(?P<s>[-./])(?P<b>[dD])", meanings.numeric_yearless),
    _form("roman-month", "dD", r"(?P<d>[dD])[-./]?(?P<m>r)[-./]?(?P<y>y)g?", meanings.iso),
    _form("month", _PRE_STARTS + "Mm", rf"(?:P[-fa]?)?Q?{_MONTH}{_TAIL}?", meanings.month),
    _form("modified-month", "PLNT", rf"(?:P[-fa]?)?(?P<rel>[LNT])Q?{_MONTH}", meanings.month),
    _form("year-month", "y", r"(?P<y>y)[-/]?(?P<m>M)", meanings.month),
    _form("numeric-month", "d", r"(?P<m>d)[-/.](?P<y>y)E?", meanings.numeric_month),
    _form("numeric-year-month", "y", r"(?P<y>y)[-/](?P<m>d)", meanings.numeric_month),
    _form("day-range", "fFbadDok", rf"(?:[fF]|bp?|b?f)?(?:[Ww],?a?|a)?(?P<d>{_DAY})(?:t|-|&|tp|&p|-t)(?:[Ww],?a?|Q|a)?(?P<d2>{_DAY})\.?f?Q?{_MONTH}{_TAIL}?", meanings.range),
    _form("month-day-range", "fFbMmQ", rf"[fFb]?Q?{_MONTH}b?a?(?P<d>{_DAY})[-t&]a?(?P<d2>{_DAY}){_TAIL}?", meanings.range),
    _form("month-range", "fFbMmQP", rf"(?:[fFb]|P[-fa]?)?Q?(?P<m>[Mm])(?:t|-|&)Q?(?P<m2>[Mm]){_TAIL}?", meanings.month_range),
    _form("day-range-of-month", "fFbdDok", rf"[fFb]?(?P<d>{_DAY})[-t&](?P<d2>{_DAY})[pf]?{_WHEN}", meanings.of_month),
    _form("day-of-month", "adDok", rf"a?(?P<d>{_DAY})q?[fp]?a?(?P<rel>[LNT](?P<u>Q)|a?Q[LNT]|TQ[LNT])", meanings.of_month),
    _form("day-number", "dD", r"(?P<d>[dD])q", meanings.day_number),
    _form("weekday-day", "QWw", r"Q?(?P<w>[Ww])[,]?p?a?(?P<d>[dDo])", meanings.day_number),
    _form("the-nth", "a", r"a(?P<d>o)", meanings.bare_ordinal),
    _form("years", "gFfbyP", r"(?:[gFfb]|P[-fa]?|bg|Fg)?(?P<y>y)g?E?(?P<c>[-t&/])g?(?P<y2>[ynD])(?:[gj]E?|E)?", meanings.years),
    _form("bare-year", "PgTyYZ", r"(?:P[-fa]?)?(?:T?g)?(?P<y>[yYZ])(?:[gj]E?|E)?", meanings.bare_year),
    _form("weekday", "QWw", r"Q?(?P<w>[Ww])(?:,?(?P<rel>[LNT]))?", meanings.weekday),
    _form("modified-weekday", "LNT", r"(?P<rel>[LNT])Q?(?P<w>[Ww])", meanings.weekday),
    _form("weekday-of-week", "QWw", r"Q?(?P<w>[Ww]),?[fp]?(?P<rel>[LNT](?P<u>U)|U[LNT]|TU)", meanings.weekday_of_week),
    _form("week-weekday", "LNTU", r"(?P<rel>[LNT]U|(?P<u>U)[LNT]),?[fp]?Q?(?P<w>[Ww])", meanings.weekday_of_week),
    _form("nth-weekday", "ao", rf"a?(?P<n>o)Q?(?P<w>[Ww])[fp]{{1,2}}a?(?P<m>[Mm]){_TAIL}?", meanings.nth_weekday),
    _form("nth-weekday-of-month", "ao", rf"a?(?P<n>o)Q?(?P<w>[Ww])[fp]{{1,2}}a?{_WHEN}", meanings.nth_weekday),
    _form("relative-day", "R", r"(?P<r>R)(?:[,(]{0,2}p?Q?(?P<w>[Ww])\)?)?", meanings.relative_day),
    _form("weekday-relative", "QW", r"Q?(?P<w>W)[,(]?(?P<r>R)\)?", meanings.relative_day),
    _form("modified-unit", "aPLNT", rf"(?:P[-fap]?)?a?(?P<mod>[LNT]){_N}?(?P<u>[gQUVj])", meanings.rel_unit),
    _form("unit-modified", "PgQUVj", rf"(?:P[-fap]?)?(?P<u>[gQUVj]){_N}?(?P<mod>[LNT])", meanings.rel_unit),
    _form("number-unit-modified", "dDnkK", rf"{_N}(?P<u>[gQUj])(?P<mod>[LNT])", meanings.rel_unit),
    _form("this-unit-modified", "T", r"T(?P<u>[gQU])(?P<mod>[LNT])", meanings.rel_unit),
    _form("ago", "dDnkK#vgQUVja", rf"(?:{_N}|a)?(?P<u>[gQUVj])A", meanings.ago),
    _form("before", "B", rf"B{_N}?(?P<u>[gQUVj])A?", meanings.ago),
    _form("after", "C", rf"C{_N}?(?P<u>[gQUVj])(?!c)", meanings.within),
    _form("after-now", "C", rf"C{_N}?(?P<u>[gQUVj])c", meanings.later),
    _form("later", "dDnkK#", rf"{_N}(?P<u>[gQUVj])c", meanings.later),
    _form("part-of-period", "P", r"P(?:f|p)?a?T?(?P<u>[gQU])", meanings.current),
    _form("part-of-month", "aodUk", rf"a?(?:[odkr]-?[Uj]|Uo|L[Uj]|UL)[fp]{{0,2}}a?Q?{_MONTH}{_TAIL}?", meanings.part_of),
    _form("part-of-year", "aodkr", rf"a?(?P<n>[odkr])-?(?P<u>[Uj])[fp]{{0,2}}a?{_YEAR}", meanings.part_of),
    _form("part-after-word", "U", rf"(?P<u>U)(?P<n>o)[fp]{{0,2}}{_YEAR}", meanings.part_of),
    _form("quarter-sign", "I", rf"(?P<n>I)[fp]?a?{_YEAR}", meanings.part_of),
    _form("year-then-part", "y", r"(?P<y>y),?a?(?:(?P<n>[or])(?P<u>U)|Uo)", meanings.part_of),
    _form("year-then-part-after", "y", r"(?P<y>y),?(?P<u>U)(?P<n>o)", meanings.part_of),
    _form("season", "PaLNTSp", rf"(?:P[-fa]?)?a?(?P<mod>[LNT])?S[fp]?{_YEAR}?", meanings.season),
    _form("decade", "a'XGP", r"(?:P[-fa]?)?a?'?(?P<x>[XG])[gj]?(?:f?sL?)?", meanings.decade),
    _form("hijri", _PRE_STARTS + "adDok", rf"{_PRE}a?(?P<d>{_DAY})[-./]?f?Q?(?P<m>[Hh]){_HIJRI_TAIL}", meanings.hijri),
    _form("hijri-month-day", "Hh", rf"(?P<m>[Hh])(?P<d>{_DAY}){_HIJRI_TAIL}", meanings.hijri),
    _form("hijri-month", "QHh", rf"Q?(?P<m>[Hh]){_HIJRI_TAIL}", meanings.hijri),
    _form("hijri-year", "gy", r"g?(?P<y>y)g?J", meanings.hijri),
)  # fmt: skip
BY_SIGN = {sign: tuple(form for form in FORMS if sign in form.starts) for sign in "".join(form.starts for form in FORMS)}
