"""The forms of dates, written in the signs of `dates.words`. The same forms serve every language.

A form has a pattern over the signs of a stretch and a function that gives its meaning, or None if it is no date after all.
Patterns have no nested repetition, so that looking takes time in proportion to the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dragoman.claims.dates import calendardates as calendar
from dragoman.claims.dates import relativedates as relative
from dragoman.claims.dates.meaning import Found, Meant


@dataclass(frozen=True, slots=True)
class Form:
    """A named form: the signs it may begin with, its pattern and its meaning."""

    name: str
    starts: str
    pattern: re.Pattern[str]
    mean: Callable[[Found], Meant | None]


DAY = "[dDok]"
IN = "[fpC]"  # of, in
UNIT = "[gQUVj]"
N = r"(?P<n>[dDnkK#v@])"
MONTH = r"(?P<m>[Mml])(?:[/(][Mml]\)?)?"  # July/Tammuz
REL = r"(?P<rel>[LNT]a?g|a?Tg|a?g[LNT]|[LNT])"  # of last year; last
Y = r"[gT]?(?P<y>[yYZ])(?:gE?|E)?"
LATE = r"[,']?f?(?P<yy>n)(?=[.,!|)$]|(?<=['f]n))"  # '96, of 96
TAIL = rf"(?:[-./,(]{{0,2}}{IN}{{0,2}}{Y}|(?P<ce>[n#])E|{LATE}|,?f?{REL}(?![QUgW]))"  # the year of a day or month
YEAR = rf"(?:,?{IN}{{0,2}}{Y}|,?f?(?:{REL}|a?g(?![yYZ])))"
PRE = r"(?:(?P<today>R)[,(]?e?)?(?:[LNT]?(?P<w>[Ww])L?[-,.(]?[pa]?)?(?:P[-fa]?)?"  # today, Monday; the end of
PRES = "RWwPLNT"
PART = r"(?:[P<][-fap]?)?"
WHEN = r"(?P<rel>[LNT]Q|Q[LNT]|TQ[LNT]|QT)"
HIJRI = r"(?:,?[fp]?g?(?P<y>[y#])(?:g?J|g)?|J)?"
AB = r"(?P<a>[dD])(?P<s>[-./])(?P<b>[dD])"
AND = r"(?:&|,|,&)?"

COMPOUND = rf"{N}?(?P<u>{UNIT}){AND}(?P<n2>[dDkK])?(?P<u2>{UNIT})(?:{AND}[dDkK]?{UNIT})?"  # 1 month and 21 days


def _form(name: str, starts: str, pattern: str, mean: Callable[[Found], Meant | None]) -> Form:
    return Form(name, starts, re.compile(pattern), mean)


FORMS = (
    _form("day-month", PRES + "dDok", rf"{PRE}(?P<d>{DAY})(?:,(?=[Mml])|[-./]?\.?(?:Qf|f?[Qp]?)){MONTH}{TAIL}?", calendar.day_month),
    _form("month-day", PRES + "MmlQ", rf"{PRE}Q?{MONTH}[-./,]{{0,2}}a?(?P<d>{DAY}){TAIL}?", calendar.month_day),
    _form("modified-day-month", "LNT", rf"(?P<rel>[LNT])(?P<d>{DAY})f?{MONTH}", calendar.day_month),
    _form("modified-month-day", "LNT", rf"(?P<rel>[LNT]){MONTH}\.?a?(?P<d>{DAY})", calendar.day_month),
    _form("year-month-day", "y", r"(?P<y>y)[-./,]{0,2}(?P<m>[Mml])[-./,]{0,2}(?P<d>[dD])", calendar.iso),
    _form("day-month-short-year", "dD", r"(?P<d>[dD])(?P<s>[-/])(?P<m>[Mml])(?P=s)(?P<yy>[dDn])", calendar.day_month),
    _form("iso", PRES + "y", rf"{PRE}(?P<y>y)(?P<s>[-./])(?P<m>[dD])(?P=s)(?P<d>[dD])E?", calendar.iso),
    _form("compact", "i", r"(?P<i>i)", calendar.compact),
    _form("numeric", PRES + "dD", rf"{PRE}{AB}(?:(?P=s)E?|E)(?P<y>[yndD])(?:E|g|(?P<j>J))?", calendar.numeric),
    _form("numeric-comma", PRES + "dD", rf"{PRE}(?P<a>[dD])(?P<s>/)(?P<b>[dD]),(?P<y>y)", calendar.numeric),
    _form(
        "numeric-day-range", "fFbdD",
        rf"[fFb]?{AB}[-t&](?P<a2>[dD])(?P=s)(?P<b2>[dD])(?:(?:(?P=s)|,)(?P<y>y))?", calendar.numeric_day_range,
    ),
    _form("numeric-yearless", PRES + "dD", rf"{PRE}{AB}", calendar.numeric_yearless),
    _form("roman-month", "dD", r"(?P<d>[dD])[-./]?(?P<m>r)[-./]?(?P<y>y)g?", calendar.iso),
    _form("month", PRES + "MmlQa", rf"(?:P[-fa]?)?(?:a?Qf?)?{MONTH}{TAIL}?", calendar.month),
    _form("modified-month", "PLNT", rf"{PART}(?P<rel>[LNT])Q?{MONTH}", calendar.month),
    _form("year-month", "y", r"(?P<y>y)[-/]?(?P<m>[Mm])", calendar.month),
    _form("numeric-month", "d", r"(?P<m>d)[-/.](?P<y>y)E?", calendar.numeric_month),
    _form("numeric-year-month", "y", r"(?P<y>y)[-/](?P<m>d)", calendar.numeric_month),
    _form(
        "day-range", "fFbadDokWw",
        rf"[fFb]?p?(?:[Ww],?)?a?(?P<d>{DAY})(?:t|-|&|tp|&p|-t)[pQ]?(?:[Ww],?)?a?(?P<d2>{DAY})\.?f?Q?{MONTH}{TAIL}?", calendar.day_range,
    ),
    _form("month-day-range", "fFbMmlQ", rf"[fFb]?Q?{MONTH}\.?b?a?(?P<d>{DAY})[-t&]a?(?P<d2>{DAY}){TAIL}?", calendar.day_range),
    _form("month-range", "fFbMmQP", rf"(?:[fFb]|P[-fa]?)?Q?(?P<m>[Mm])(?:t|-|&)Q?(?P<m2>[Mm]){TAIL}?", calendar.month_range),
    _form("day-range-of-month", "fFbdDok", rf"[fFb]?(?P<d>{DAY})[-t&](?P<d2>{DAY}){IN}?{WHEN}", relative.of_month),
    _form("day-of-month", "adDok", rf"a?(?P<d>{DAY})(?:q|Q(?=[fL]))?{IN}?a?{WHEN}", relative.of_month),
    _form("day-number", "dD", r"(?P<d>[dD])q", relative.day_number),
    _form("day-word-number", "Q", r"Q(?P<d>D)(?![-&,./]|f?[MmlHh])", relative.day_number),
    _form("weekday-day", "Ww", r"(?P<w>[Ww])(?:,(?!d))?(?:p(?=[oD]))?a?(?P<d>[dDo])", relative.day_number),
    _form("the-nth", "ao", r"a?(?P<d>o)", relative.bare_ordinal),
    _form("years", "gFfbyP", r"(?:[gFfb]|P[-fa]?|bg|[Ff]g)?(?P<y>[yY])g?E?(?P<c>[-t&/])g?(?P<y2>[ynDY])(?:[gj]E?|E)?", calendar.years),
    _form("bare-year", "PgTyYZ", r"(?:P[-fa]?)?(?:T?g)?(?P<y>[yYZ])(?:[gj]E?|E)?", calendar.bare_year),
    _form("early-year", "g", r"g(?P<y>[#K])", calendar.early_year),
    _form("weekday", "Ww", r"(?P<w>[Ww])(?:,?(?P<rel>[LNT](?![QUgWw])))?", relative.weekday),
    _form("modified-weekday", "LNT", r"(?P<rel>T?[LNT])Q?(?P<w>[Ww])", relative.weekday),
    _form("weekday-of-week", "Ww", rf"(?P<w>[Ww]),?{IN}?a?(?P<rel>[LNT]U|U[LNT]|TU)", relative.weekday_of_week),
    _form("week-weekday", "LNTU", r"(?P<rel>[LNT]U|U[LNT])[-,]?[fpCF]?Q?(?P<w>[Ww])(?:[-t]Q?(?P<w2>[Ww]))?", relative.weekday_of_week),
    _form("week-weekdays", "LNTU", r"(?P<rel>[LNT]U|U[LNT]),?bQ?(?P<w>[Ww])&Q?(?P<w2>[Ww])", relative.weekday_of_week),
    _form("week-of", "aU", rf"a?(?P<u>U)f?p?(?P<d>{DAY})f?{MONTH}{TAIL}?", relative.week_of),
    _form("week-of-month-day", "aU", rf"a?(?P<u>U)f?p?{MONTH}\.?a?(?P<d>{DAY}){TAIL}?", relative.week_of),
    _form("week-of-day", "aU", r"a?(?P<u>U)fa?(?P<d>o)", relative.week_of_day),
    _form("week-number", "aU", rf"a?(?P<u>U)(?P<d>[dDn]){YEAR}?", relative.week_number),
    _form("nth-weekday", "ao", rf"a?(?P<n>o)Q?(?P<w>[Ww]){IN}{{1,2}}a?(?P<m>[Mm]){TAIL}?", relative.nth_weekday),
    _form("nth-weekday-of-month", "ao", rf"a?(?P<n>o)Q?(?P<w>[Ww]){IN}{{1,2}}a?{WHEN}", relative.nth_weekday),
    _form("relative-day", "R", r"(?P<r>R)(?:[,(]{0,2}p?Q?(?P<w>[Ww])\)?)?", relative.relative_day),
    _form("other-day", "R", r"(?P<r>R)(?P<way>[LNoO^])", relative.other_period),
    _form("other-period", "a^", r"a?(?P<way>\^)(?P<u>[gQU])(?![yYZdD])", relative.other_period),
    _form("period-other", "gQU", r"(?P<u>[gQU])(?P<way>\^)", relative.other_period),
    _form(
        "day-month-of-other-year", PRES + "dDokMmlQ",
        rf"{PRE}(?:(?P<d>{DAY})[-./]?f?)?Q?{MONTH},?f?[pf]?a?(?:(?P<way>[\^N])a?g|g(?P<way2>\^))", relative.of_other_year,
    ),
    _form("weekday-relative", "W", r"(?P<w>W)[,(]?(?P<r>R)\)?", relative.relative_day),
    _form("modified-unit", "P<LNT", rf"{PART}(?P<mod>T?[LNT]){N}?(?P<u>{UNIT})", relative.rel_unit),
    _form("unit-modified", "P<gQUVj", rf"{PART}(?P<u>{UNIT}){N}?(?P<mod>[LNT])", relative.rel_unit),
    _form("number-unit-modified", "dDnkK", rf"{N}(?P<u>[gQUj])(?P<mod>[LNT])", relative.rel_unit),
    _form("number-modified-unit", "dDnkK", rf"{N}(?P<mod>[LNT])(?P<u>[gQUj])", relative.rel_unit),
    _form("this-unit-modified", "PT", rf"{PART}T(?P<u>[gQU])(?P<mod>[LNT])", relative.rel_unit),
    _form("ago", "dDnkK#v@gQUVj", rf"{N}?(?P<u>{UNIT})A", relative.ago),
    _form("the-modified-decade", "a", rf"a(?P<mod>[LNT]){N}?(?P<u>[UjQ])", relative.rel_decade),
    _form("other-weekday", "^", r"\^(?:[Ww]|\*)", relative.other_weekday),
    _form("weekday-before-last", "aWw", r"a?[Ww]<[NL]", relative.other_weekday),
    _form("weekday-of-other-period", "^", r"\^U[-,]?p?[Ww]", relative.other_weekday),
    _form("weekdays-later", "dDkK", r"[dDkK][Ww][c<]", relative.other_weekday),
    _form("weekday-of-other-week", "Ww", rf"[Ww],?{IN}?a?\^[UQ]", relative.other_weekday),
    _form("nth-weekday-of-other-month", "ao", rf"a?o[Ww]{IN}?a?\^[UQ]", relative.other_weekday),
    _form("after-next", "a", rf"a(?P<u>{UNIT})<a?[NL]", relative.after_next),
    _form("from-a-day", "dDnkK#v@V", rf"(?:{N}(?P<u>{UNIT})|(?P<u2>V))(?P<way>[F<])(?P<r>R)", relative.from_a_day),
    _form("weekend", "aU", r"a?(?P<u>U)(?![LNT])", relative.weekend),
    _form("compound-ago", "dDnkK#gQUVj", COMPOUND + "A", relative.ago),
    _form("before", "B", rf"B{N}?(?P<u>{UNIT})A?", relative.ago),
    _form("after", "C", rf"C{N}?(?P<u>{UNIT})(?!c|[F<]R)", relative.within),
    _form("after-anchored", "C", rf"C{N}?(?P<u>{UNIT})<", relative.anchored),
    _form("after-now", "C", rf"C{N}?(?P<u>{UNIT})c", relative.later),
    _form("later", "dDnkK#@v", rf"{N}(?P<u>{UNIT})c", relative.later),
    _form("compound-later", "dDnkK#gQUVj", COMPOUND + "c", relative.later),
    _form("compound-anchored", "dDnkK#gQUVj", COMPOUND + "<", relative.other_weekday),
    _form("nth-weekday-alone", "ao", r"a?o[Ww]", relative.other_weekday),
    _form("anchored", "dDnkKaV@vgQU", rf"(?:{N}|a)?(?P<u>{UNIT})[<F]", relative.anchored),
    _form("after-that", "<", rf"<p?{N}?(?P<u>{UNIT})", relative.after_that),
    _form("part-of-period", "P", r"P(?:f|p)?a?T?(?P<u>[gQU])", relative.current),
    _form("later-in-period", "<P", r"[<P]Ca(?P<u>[gQU])", relative.current),
    _form("other-several", "^", rf"\^{N}(?P<u>{UNIT})", relative.other_weekday),
    _form("several-other", "dDkK", rf"{N}\^(?P<u>{UNIT})", relative.other_weekday),
    _form("century", "aor", r"a?(?P<n>[or])s", calendar.century),
    _form("century-after-word", "s", r"s(?P<n>o)", calendar.century),
    _form("part-of-month", "aodUkL", rf"a?(?:[odkLN]-?[Uj]|Uo|U[LN]){IN}{{0,2}}a?Q?{MONTH}{TAIL}?", relative.part_of),
    _form("part-of-this-month", "aodUkL", rf"a?(?:[odkLN]-?[Uj]|Uo|U[LN]){IN}{{0,2}}a?{WHEN}", relative.part_of),
    _form("part-of-year", "aodkrL", rf"a?(?P<n>[odkrL])-?(?P<u>[QUj]){IN}{{0,2}}a?{YEAR}", relative.part_of),
    _form("part-after-word", "U", rf"(?P<u>U)(?P<n>[oL]){IN}{{1,2}}{YEAR}", relative.part_of),
    _form("part-after-word-year", "U", rf"(?P<u>U)(?P<n>o){YEAR}", relative.part_of),
    _form("quarter-sign", "I", rf"(?P<n>I)-?{IN}?a?{YEAR}", relative.part_of),
    _form("year-quarter-sign", "y", r"(?P<y>y)[-,]?(?P<n>I)", relative.part_of),
    _form("bare-quarter-sign", "I", r"(?P<n>I)", relative.part_of),
    _form("year-then-part", "y", r"(?P<y>y),?a?(?P<n>[or])(?P<u>U)", relative.part_of),
    _form("year-then-part-after", "y", r"(?P<y>y),?(?P<u>U)(?P<n>o)", relative.part_of),
    _form("season", "PaLNTS", rf"(?:P[-fa]?)?a?(?P<mod>[LNT])?S{IN}?{YEAR}?", relative.season),
    _form("decade", "a'XGPk", r"(?:P[-fa]?)?a?'?(?P<c>k)?(?P<x>[XG])[gj]?(?:f?sL?)?", calendar.decade),
    _form("holiday", "*", rf"(?P<f>\*)(?:{YEAR})?", calendar.holiday),
    _form("modified-holiday", "LNT", r"(?P<rel>[LNT])(?P<f>\*)", calendar.holiday),
    _form("hijri", PRES + "dDok", rf"{PRE}(?P<d>{DAY})[-./]?f?Q?(?P<m>[Hh]){HIJRI}", calendar.hijri),
    _form("hijri-month-day", "Hh", rf"(?P<m>[Hh])(?P<d>{DAY}){HIJRI}", calendar.hijri),
    _form("hijri-month", "QHh", rf"Q?(?P<m>[Hh]){HIJRI}", calendar.hijri),
    _form("hijri-year", "gy", r"g?(?P<y>y)g?J", calendar.hijri),
)  # fmt: skip
BY_SIGN = {sign: tuple(form for form in FORMS if sign in form.starts) for sign in "".join(form.starts for form in FORMS)}
Fitting = tuple[tuple[Form, re.Match[str]], ...]


@functools.lru_cache(maxsize=4096)  # the runs of signs are few, and each form is asked of all
def matches(signs: str) -> tuple[tuple[int, Fitting], ...]:
    """The places of a run of signs where forms fit, with those forms, the longest first."""
    places = [(at, [(form, match) for form in BY_SIGN.get(sign, ()) if (match := form.pattern.match(signs, at))])
              for at, sign in enumerate(signs)]  # fmt: skip
    return tuple((at, _longest_first(fitting)) for at, fitting in places if fitting)


def _longest_first(fitting: Iterable[tuple[Form, re.Match[str]]]) -> Fitting:
    return tuple(sorted(fitting, key=lambda pair: -pair[1].end()))
