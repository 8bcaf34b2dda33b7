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
    pattern: str
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


FORMS = (
    Form("day-month", PRES + "dDok", rf"{PRE}(?P<d>{DAY})(?:,(?=[Mml])|[-./]?\.?(?:Qf|f?[Qp]?)){MONTH}{TAIL}?", calendar.day_month),
    Form("month-day", PRES + "MmlQ", rf"{PRE}Q?{MONTH}[-./,]{{0,2}}a?(?P<d>{DAY}){TAIL}?", calendar.month_day),
    Form("modified-day-month", "LNT", rf"(?P<rel>[LNT])(?P<d>{DAY})f?{MONTH}(?!,?{IN}?{Y})", calendar.day_month),
    Form("modified-month-day", "LNT", rf"(?P<rel>[LNT]){MONTH}\.?a?(?P<d>{DAY})", calendar.day_month),
    Form("year-month-day", "y", r"(?P<y>y)[-./,]{0,2}(?P<m>[Mml])[-./,]{0,2}(?P<d>[dD])", calendar.iso),
    Form("day-month-short-year", "dD", r"(?P<d>[dD])(?P<s>[-/])(?P<m>[Mml])(?P=s)(?P<yy>[dDn])", calendar.day_month),
    Form("iso", PRES + "y", rf"{PRE}(?P<y>y)(?P<s>[-./])(?P<m>[dD])(?P=s)(?P<d>[dD])E?", calendar.iso),
    Form("compact", "i", r"(?P<i>i)", calendar.compact),
    Form("numeric", PRES + "dD", rf"{PRE}{AB}(?:(?P=s)E?|E)(?P<y>[yndD])(?:E|g|(?P<j>J))?", calendar.numeric),
    Form("numeric-comma", PRES + "dD", rf"{PRE}(?P<a>[dD])(?P<s>/)(?P<b>[dD]),(?P<y>y)", calendar.numeric),
    Form(
        "numeric-day-range", "fFbdD",
        rf"[fFb]?{AB}[-t&](?P<a2>[dD])(?P=s)(?P<b2>[dD])(?:(?:(?P=s)|,)(?P<y>y))?", calendar.numeric_day_range,
    ),
    Form("numeric-yearless", PRES + "dD", rf"{PRE}{AB}", calendar.numeric_yearless),
    Form("roman-month", "dD", r"(?P<d>[dD])[-./]?(?P<m>r)[-./]?(?P<y>y)g?", calendar.iso),
    Form("month", PRES + "MmlQa", rf"(?:P[-fa]?)?(?:a?Qf?)?{MONTH}{TAIL}?", calendar.month),
    Form("modified-month", "PLNT", rf"{PART}(?P<rel>[LNT])Q?{MONTH}", calendar.month),
    Form("year-month", "y", r"(?P<y>y)[-/]?(?P<m>[Mm])", calendar.month),
    Form("numeric-month", "d", r"(?P<m>d)[-/.](?P<y>y)E?", calendar.numeric_month),
    Form("numeric-year-month", "y", r"(?P<y>y)[-/](?P<m>d)", calendar.numeric_month),
    Form(
        "day-range", "fFbadDokWw",
        rf"[fFb]?p?(?:[Ww],?)?a?(?P<d>{DAY})(?:t|-|&|tp|&p|-t)[pQ]?(?:[Ww],?)?a?(?P<d2>{DAY})\.?f?Q?{MONTH}{TAIL}?", calendar.day_range,
    ),
    Form("month-day-range", "fFbMmlQ", rf"[fFb]?Q?{MONTH}\.?b?a?(?P<d>{DAY})[-t&]a?(?P<d2>{DAY}){TAIL}?", calendar.day_range),
    Form("month-range", "fFbMmQP", rf"(?:[fFb]|P[-fa]?)?Q?(?P<m>[Mm])(?:t|-|&)Q?(?P<m2>[Mm]){TAIL}?", calendar.month_range),
    Form("day-range-of-month", "fFbdDok", rf"[fFb]?(?P<d>{DAY})[-t&](?P<d2>{DAY}){IN}?{WHEN}", relative.of_month),
    Form("day-of-month", "adDok", rf"a?(?P<d>{DAY})(?:q|Q(?=[fL]))?{IN}?a?{WHEN}", relative.of_month),
    Form("day-number", "dD", r"(?P<d>[dD])q", relative.day_number),
    Form("day-word-number", "Q", r"Q(?P<d>D)(?![-&,./]|f?[MmlHh])", relative.day_number),
    Form("weekday-day", "Ww", r"(?P<w>[Ww])(?:,(?!d))?(?:p(?=[oD]))?a?(?P<d>[dDo])", relative.day_number),
    Form("the-nth", "ao", r"a?(?P<d>o)", relative.bare_ordinal),
    Form("years", "gFfbyP", r"(?:[gFfb]|P[-fa]?|bg|[Ff]g)?(?P<y>[yY])g?E?(?P<c>[-t&/])g?(?P<y2>[ynDY])(?:[gj]E?|E)?", calendar.years),
    Form("bare-year", "PgTyYZ", r"(?:P[-fa]?)?(?:T?g)?(?P<y>[yYZ])(?:[gj]E?|E)?", calendar.bare_year),
    Form("early-year", "g", r"g(?P<y>[#K])", calendar.early_year),
    Form("weekday", "Ww", r"(?P<w>[Ww])(?:,?(?P<rel>[LNT](?![QUgWw])))?", relative.weekday),
    Form("modified-weekday", "LNT", r"(?P<rel>T?[LNT])Q?(?P<w>[Ww])", relative.weekday),
    Form("weekday-of-week", "Ww", rf"(?P<w>[Ww]),?{IN}?a?(?P<rel>[LNT]U|U[LNT]|TU)", relative.weekday_of_week),
    Form("week-weekday", "LNTU", r"(?P<rel>[LNT]U|U[LNT])[-,]?[fpCF]?Q?(?P<w>[Ww])(?:[-t]Q?(?P<w2>[Ww]))?", relative.weekday_of_week),
    Form("week-weekdays", "LNTU", r"(?P<rel>[LNT]U|U[LNT]),?bQ?(?P<w>[Ww])&Q?(?P<w2>[Ww])", relative.weekday_of_week),
    Form("week-of", "aU", rf"a?(?P<u>U)f?p?(?P<d>{DAY})f?{MONTH}{TAIL}?", relative.week_of),
    Form("week-of-month-day", "aU", rf"a?(?P<u>U)f?p?{MONTH}\.?a?(?P<d>{DAY}){TAIL}?", relative.week_of),
    Form("week-of-day", "aU", r"a?(?P<u>U)fa?(?P<d>o)", relative.week_of_day),
    Form("week-number", "aU", rf"a?(?P<u>U)(?P<d>[dDn]){YEAR}?", relative.week_number),
    Form("nth-weekday", "ao", rf"a?(?P<n>o)Q?(?P<w>[Ww]){IN}{{1,2}}a?(?P<m>[Mm]){TAIL}?", relative.nth_weekday),
    Form("nth-weekday-of-month", "ao", rf"a?(?P<n>o)Q?(?P<w>[Ww]){IN}{{1,2}}a?{WHEN}", relative.nth_weekday),
    Form("relative-day", "R", r"(?P<r>R)(?:[,(]{0,2}p?Q?(?P<w>[Ww])\)?)?", relative.relative_day),
    Form("other-day", "R", r"(?P<r>R)(?P<way>[LNoO^])", relative.other_period),
    Form("other-period", "a^", r"a?(?P<way>\^)(?P<u>[gQU])(?![yYZdD])", relative.other_period),
    Form("period-other", "gQU", r"(?P<u>[gQU])(?P<way>\^)", relative.other_period),
    Form(
        "day-month-of-other-year", PRES + "dDokMmlQ",
        rf"{PRE}(?:(?P<d>{DAY})[-./]?f?)?Q?{MONTH},?f?[pf]?a?(?:(?P<way>[\^N])a?g|g(?P<way2>\^))", calendar.of_other_year,
    ),
    Form("other-month", "a^", rf"a?(?P<way>\^){MONTH}(?!{TAIL}|[-,]?a?{DAY})", calendar.other_month),
    Form("weekday-relative", "W", r"(?P<w>W)[,(]?(?P<r>R)\)?", relative.relative_day),
    Form("modified-unit", "P<LNT", rf"{PART}(?P<mod>T?[LNT]){N}?(?P<u>{UNIT})", relative.rel_unit),
    Form("unit-modified", "P<gQUVj", rf"{PART}(?P<u>{UNIT}){N}?(?P<mod>[LNT])", relative.rel_unit),
    Form("number-unit-modified", "dDnkK", rf"{N}(?P<u>[gQUj])(?P<mod>[LNT])", relative.rel_unit),
    Form("number-modified-unit", "dDnkK", rf"{N}(?P<mod>[LNT])(?P<u>[gQUj])", relative.rel_unit),
    Form("this-unit-modified", "PT", rf"{PART}T(?P<u>[gQU])(?P<mod>[LNT])", relative.rel_unit),
    Form("ago", "dDnkK#v@gQUVj", rf"{N}?(?P<u>{UNIT})A", relative.ago),
    Form("the-modified-decade", "a", rf"a(?P<mod>[LNT]){N}?(?P<u>[UjQ])", relative.rel_decade),
    Form("other-weekday", "^", r"\^(?:[Ww]|\*)", relative.other_weekday),
    Form("weekday-before-last", "aWw", r"a?[Ww]<[NL]", relative.other_weekday),
    Form("weekday-of-other-period", "^", r"\^U[-,]?p?[Ww]", relative.other_weekday),
    Form("weekdays-later", "dDkK", r"[dDkK][Ww][c<]", relative.other_weekday),
    Form("weekday-of-other-week", "Ww", rf"[Ww],?{IN}?a?\^[UQ]", relative.other_weekday),
    Form("nth-weekday-of-other-month", "ao", rf"a?o[Ww]{IN}?a?\^[UQ]", relative.other_weekday),
    Form("after-next", "a", rf"a(?P<u>{UNIT})<a?[NL]", relative.after_next),
    Form("from-a-day", "dDnkK#v@V", rf"(?:{N}(?P<u>{UNIT})|(?P<u2>V))(?P<way>[F<])(?P<r>R)", relative.from_a_day),
    Form("weekend", "aU", r"a?(?P<u>U)(?![LNT])", relative.weekend),
    Form("compound-ago", "dDnkK#gQUVj", COMPOUND + "A", relative.ago),
    Form("before", "B", rf"B{N}?(?P<u>{UNIT})A?", relative.ago),
    Form("after", "C", rf"C{N}?(?P<u>{UNIT})(?!c|[F<]R)", relative.within),
    Form("after-anchored", "C", rf"C{N}?(?P<u>{UNIT})<", relative.anchored),
    Form("after-now", "C", rf"C{N}?(?P<u>{UNIT})c", relative.later),
    Form("later", "dDnkK#@v", rf"{N}(?P<u>{UNIT})c", relative.later),
    Form("compound-later", "dDnkK#gQUVj", COMPOUND + "c", relative.later),
    Form("compound-anchored", "dDnkK#gQUVj", COMPOUND + "<", relative.other_weekday),
    Form("nth-weekday-alone", "ao", r"a?o[Ww]", relative.other_weekday),
    Form("anchored", "dDnkKaV@vgQU", rf"(?:{N}|a)?(?P<u>{UNIT})[<F]", relative.anchored),
    Form("after-that", "<", rf"<p?{N}?(?P<u>{UNIT})", relative.after_that),
    Form("part-of-period", "P", r"P(?:f|p)?a?T?(?P<u>[gQU])", relative.current),
    Form("later-in-period", "<P", r"[<P]Ca(?P<u>[gQU])", relative.current),
    Form("other-several", "^", rf"\^{N}(?P<u>{UNIT})", relative.other_weekday),
    Form("several-other", "dDkK", rf"{N}\^(?P<u>{UNIT})", relative.other_weekday),
    Form("century", "aor", r"a?(?P<n>[or])s", calendar.century),
    Form("century-after-word", "s", r"s(?P<n>o)", calendar.century),
    Form("part-of-month", "aodUkL", rf"a?(?:[odkLN]-?[Uj]|Uo|U[LN]){IN}{{0,2}}a?Q?{MONTH}{TAIL}?", relative.part_of),
    Form("part-of-this-month", "aodUkL", rf"a?(?:[odkLN]-?[Uj]|Uo|U[LN]){IN}{{0,2}}a?{WHEN}", relative.part_of),
    Form("part-of-year", "aodkrL", rf"a?(?P<n>[odkrL])-?(?P<u>[QUj]){IN}{{0,2}}a?{YEAR}", relative.part_of),
    Form("part-after-word", "U", rf"(?P<u>U)(?P<n>[oL]){IN}{{1,2}}{YEAR}", relative.part_of),
    Form("part-after-word-year", "U", rf"(?P<u>U)(?P<n>o){YEAR}", relative.part_of),
    Form("quarter-sign", "I", rf"(?P<n>I)-?{IN}?a?{YEAR}", relative.part_of),
    Form("year-quarter-sign", "y", r"(?P<y>y)[-,]?(?P<n>I)", relative.part_of),
    Form("bare-quarter-sign", "I", r"(?P<n>I)", relative.part_of),
    Form("year-then-part", "y", r"(?P<y>y),?a?(?P<n>[or])(?P<u>U)", relative.part_of),
    Form("year-then-part-after", "y", r"(?P<y>y),?(?P<u>U)(?P<n>o)", relative.part_of),
    Form("season", "PaLNTS", rf"(?:P[-fa]?)?a?(?P<mod>[LNT])?S{IN}?{YEAR}?", relative.season),
    Form("decade", "a'XGPk", r"(?:P[-fa]?)?a?'?(?P<c>k)?(?P<x>[XG])[gj]?(?:f?sL?)?", calendar.decade),
    Form("holiday", "*", rf"(?P<f>\*)(?:{YEAR})?", calendar.holiday),
    Form("modified-holiday", "LNT", r"(?P<rel>[LNT])(?P<f>\*)", calendar.holiday),
    Form("hijri", PRES + "dDok", rf"{PRE}(?P<d>{DAY})[-./]?f?Q?(?P<m>[Hh]){HIJRI}", calendar.hijri),
    Form("hijri-month-day", "Hh", rf"(?P<m>[Hh])(?P<d>{DAY}){HIJRI}", calendar.hijri),
    Form("hijri-month", "QHh", rf"Q?(?P<m>[Hh]){HIJRI}", calendar.hijri),
    Form("hijri-year", "gy", r"g?(?P<y>y)g?J", calendar.hijri),
)  # fmt: skip
BY_SIGN = {sign: tuple(form for form in FORMS if sign in form.starts) for sign in "".join(form.starts for form in FORMS)}
Fitting = tuple[tuple[Form, re.Match[str]], ...]


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, made when a page first asks for it: a page asks for a quarter of them."""
    return re.compile(pattern)


@functools.lru_cache(maxsize=4096)  # the runs of signs are few, and each form is asked of all
def matches(signs: str) -> tuple[tuple[int, Fitting], ...]:
    """The places of a run of signs where forms fit, with those forms, the longest first."""
    places = [(at, [(form, match) for form in BY_SIGN.get(sign, ()) if (match := _compiled(form.pattern).match(signs, at))])
              for at, sign in enumerate(signs)]  # fmt: skip
    return tuple((at, _longest_first(fitting)) for at, fitting in places if fitting)


def _longest_first(fitting: Iterable[tuple[Form, re.Match[str]]]) -> Fitting:
    return tuple(sorted(fitting, key=lambda pair: -pair[1].end()))
